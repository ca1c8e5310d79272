import { QueryLocator } from '../platform/query-locator';
import { elements } from '../platform/iteration';
import { JobContextValue } from '../platform/job-context-value';
import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { classOf } from './classes';
import { freeze, thaw } from './freeze';
import { call, insideJob } from './job-context';
import { RuntimeType } from './runtime-type';

interface BatchPayload {
  readonly instance: string;
  readonly size: number;
}

const context = (jobId: string): JobContextValue => new JobContextValue('Database.BatchableContext', jobId);
const isStateful = (instance: unknown): boolean => classOf(instance)?.supertypes.has('Database.Stateful') ?? false;

/** Runs `start`. @returns the scopes as frozen lists of at most the batch's size, and the instance as it is now */
export function startBatch(jobId: string, payload: string): { scopes: string[]; state: string } {
  const { instance: text, size } = JSON.parse(payload) as BatchPayload;
  return insideJob('BATCH_APEX', jobId, () => {
    const instance = thaw(text);
    const given = call(instance, 'start$1', context(jobId));
    if (given === null) throwApex('System.UnexpectedException', 'Start did not return a valid iterable object.');
    const all = given instanceof QueryLocator ? given.records : [...elements(given)];
    const element = given instanceof QueryLocator ? given.element : given instanceof ApexList ? given.element : RuntimeType.of('Object');
    const scopes: string[] = [];
    for (let from = 0; from < all.length; from += size) scopes.push(freeze(new ApexList(element, all.slice(from, from + size))));
    return { scopes, state: freeze(instance) };
  });
}

/** Runs `execute` on one scope. Only `Database.Stateful` batches see what earlier scopes left in their fields. */
export function executeScope(jobId: string, payload: string, scope: string, state: string): { state: string } {
  const { instance: text } = JSON.parse(payload) as BatchPayload;
  return insideJob('BATCH_APEX', jobId, () => {
    const carried = thaw(state);
    const stateful = isStateful(carried);
    const instance = stateful ? carried : thaw(text);
    call(instance, 'execute$2', context(jobId), thaw(scope));
    return { state: stateful ? freeze(instance) : state };
  });
}

export function finishBatch(jobId: string, payload: string, state: string): void {
  const { instance: text } = JSON.parse(payload) as BatchPayload;
  insideJob('BATCH_APEX', jobId, () => {
    const carried = thaw(state);
    call(isStateful(carried) ? carried : thaw(text), 'finish$1', context(jobId));
  });
}
