import type { JobKind, JobRequest } from '../../jobs/types';
import { throwApex, throwNullPointer } from '../values/exception';
import { classOf } from './classes';
import { current } from './execution';
import { freeze, thaw } from './freeze';
import { runBatchInTest } from './batch-test';
import { call, insideJob } from './job-context';
import { JobContextValue } from '../platform/job-context-value';

/** Deepest a chain of queueables may go when a test does not run. */
const MAX_DELAY_MINUTES = 10;

function classNameOf(instance: unknown): string {
  if (instance === null) throwNullPointer();
  return classOf(instance)?.name ?? throwApex('System.AsyncException', 'Not a class that can run as a job');
}

function request(kind: JobKind, apexClassName: string, payload: string, more: Partial<JobRequest> = {}): JobRequest {
  return { kind, apexClassName, userId: current().user.id, payload, ...more };
}

/** `System.enqueueJob`. @param delay whole minutes, 0 to 10 @returns id of the AsyncApexJob */
export function enqueueQueueable(instance: unknown, delay: number): string {
  const { tx, services, test, quiddity } = current();
  const className = classNameOf(instance);
  // In a test, only the first job of a chain runs; the platform refuses the second.
  if (test && quiddity === 'QUEUEABLE') throwApex('System.AsyncException', 'Maximum stack depth has been reached.');
  if (delay < 0 || delay > MAX_DELAY_MINUTES) throwApex('System.IllegalArgumentException', 'Delay must be between 0 and 10 minutes');
  tx.limits.count('queueableJobs');
  const payload = freeze(instance);
  const notBefore = delay === 0 ? {} : { notBefore: tx.clock.now() + delay * 60_000 };
  const id = services.jobs.enqueue(tx, request('Queueable', className, payload, notBefore));
  test?.later(id, () => runQueueable(id, payload));
  return id;
}

/** A call of a `@future` method. */
export function callFuture(className: string, methodName: string, jsName: string, parameters: readonly unknown[]): void {
  const { tx, services, test, quiddity } = current();
  if (quiddity === 'FUTURE' || quiddity === 'BATCH_APEX') {
    throwApex('System.AsyncException', 'Future method cannot be called from a future or batch method: ' + `${className}.${methodName}`);
  }
  tx.limits.count('futureCalls');
  const payload = JSON.stringify({ className, jsName, parameters: parameters.map(freeze) });
  const id = services.jobs.enqueue(tx, request('Future', className, payload, { methodName }));
  test?.later(id, () => runFuture(id, payload));
}

/** `System.schedule`. @returns id of the CronTrigger */
export function scheduleJob(name: string, cron: string, instance: unknown): string {
  const { tx, services, test } = current();
  const payload = freeze(instance);
  const id = services.jobs.schedule(tx, name, cron, request('ScheduledApex', classNameOf(instance), payload));
  test?.later(id, () => runScheduled(id, payload));
  return id;
}

/** `Database.executeBatch`. @param size 1 to 2000 @returns id of the AsyncApexJob */
export function executeBatch(instance: unknown, size: number): string {
  const { tx, services, test, quiddity } = current();
  const className = classNameOf(instance);
  if (size < 1) throwApex('System.IllegalArgumentException', 'The batch scope size must be greater than 0');
  if (quiddity === 'FUTURE') throwApex('System.AsyncException', 'Database.executeBatch cannot be called from a future method.');
  const batchSize = Math.min(size, 2000);
  const payload = JSON.stringify({ instance: freeze(instance), size: batchSize });
  const id = services.jobs.enqueue(tx, request('BatchApex', className, payload, { batchSize }));
  test?.later(id, () => runBatchInTest(id, payload));
  return id;
}

/** Runs one queueable. */
export function runQueueable(jobId: string, payload: string): void {
  insideJob('QUEUEABLE', jobId, () => call(thaw(payload), 'execute$1', new JobContextValue('System.QueueableContext', jobId)));
}

export function runScheduled(cronTriggerId: string, payload: string): void {
  insideJob('SCHEDULED', cronTriggerId, () =>
    call(thaw(payload), 'execute$1', new JobContextValue('System.SchedulableContext', cronTriggerId))
  );
}

export function runFuture(jobId: string, payload: string): void {
  insideJob('FUTURE', jobId, () => {
    const { className, jsName, parameters } = JSON.parse(payload) as { className: string; jsName: string; parameters: string[] };
    const found = current().program.findClass(className)?.initialise();
    const method = found?.[jsName];
    if (typeof method !== 'function') throwApex('System.AsyncException', `Method is no longer there: ${className}`);
    Reflect.apply(method, found, parameters.map(thaw));
  });
}
