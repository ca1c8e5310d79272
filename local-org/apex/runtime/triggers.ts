import { type TriggerEvent, TriggerException, type TriggerOperation, type TriggerTiming } from '../../dml/types';
import type { ObjectDef } from '../../schema/types';
import type { TriggerContext } from '../compiler/host';
import { platformEnum } from '../platform/enums';
import { ApexException } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { SObjectValue } from '../values/sobject';
import type { ApexTrigger } from './classes';
import { caught } from './caught';
import { current } from './execution';
import { writeBack } from './records';
import { RuntimeType } from './runtime-type';

/** Outside of triggers. */
export const NO_TRIGGER: TriggerContext = {
  isExecuting: false,
  isInsert: false,
  isUpdate: false,
  isDelete: false,
  isUndelete: false,
  isBefore: false,
  isAfter: false,
  new: null,
  old: null,
  newMap: null,
  oldMap: null,
  operationType: null,
  size: 0
};

/** The active triggers of a program by object and event. */
export class TriggerTable {
  private readonly byEvent = new Map<string, ApexTrigger[]>();

  constructor(triggers: readonly ApexTrigger[]) {
    for (const trigger of triggers.filter(({ isActive }) => isActive)) {
      for (const event of trigger.events) {
        const key = `${trigger.object} ${event}`.toLowerCase();
        const known = this.byEvent.get(key);
        if (known) known.push(trigger);
        else this.byEvent.set(key, [trigger]);
      }
    }
  }

  find(object: ObjectDef, timing: TriggerTiming, operation: TriggerOperation): readonly ApexTrigger[] {
    return this.byEvent.get(`${object.key} ${timing} ${operation}`) ?? [];
  }
}

/** Runs triggers on one chunk: gives them the records, takes what they wrote and the errors they put on records. */
export function runTriggers(triggers: readonly ApexTrigger[], event: TriggerEvent): void {
  const { timing, operation, object } = event;
  const fresh = event.newRecords?.map((record) => SObjectValue.fromStored(object, record.slots)) ?? null;
  const old = event.oldRecords?.map((record) => SObjectValue.fromStored(object, record.slots)) ?? null;
  for (const record of old ?? []) record.readOnly = true;
  if (timing === 'after') for (const record of fresh ?? []) record.readOnly = true;
  const execution = current();
  const context = triggerContext(event, fresh, old);
  for (const trigger of triggers) {
    execution.triggers.push(context);
    execution.callers.push(trigger.info);
    try {
      trigger.run();
    } catch (error) {
      throw asTriggerException(error, trigger, timing, operation);
    } finally {
      execution.callers.pop();
      execution.triggers.pop();
    }
  }
  (fresh ?? old ?? []).forEach((record, index) => {
    for (const { message, field } of record.errors ?? []) {
      event.addError(index, { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields: field === null ? [] : [field] });
    }
  });
  if (timing === 'before' && fresh) {
    fresh.forEach((record, index) => {
      const target = event.newRecords?.[index];
      if (target) writeBack(record, target);
    });
  }
}

function triggerContext(event: TriggerEvent, fresh: SObjectValue[] | null, old: SObjectValue[] | null): TriggerContext {
  const { timing, operation, object } = event;
  const type = RuntimeType.of(object.apiName);
  const list = (records: SObjectValue[] | null): ApexList | null => {
    if (!records) return null;
    const made = new ApexList(type, records);
    made.readOnly = true;
    return made;
  };
  const map = (records: SObjectValue[] | null): ApexMap | null => {
    if (!records) return null;
    const made = new ApexMap(RuntimeType.of('Id'), type);
    for (const record of records) made.put(record.id, record);
    made.readOnly = true;
    return made;
  };
  return {
    isExecuting: true,
    isInsert: operation === 'insert',
    isUpdate: operation === 'update',
    isDelete: operation === 'delete',
    isUndelete: operation === 'undelete',
    isBefore: timing === 'before',
    isAfter: timing === 'after',
    new: list(fresh),
    old: list(old),
    newMap: timing === 'before' && operation === 'insert' ? null : map(fresh),
    oldMap: map(old),
    operationType: platformEnum('System.TriggerOperation').get(`${timing}_${operation}`.toUpperCase()),
    size: (fresh ?? old ?? []).length
  };
}

/** What left a trigger, as DML reports it on the records. Exceeded limits and defects pass. */
function asTriggerException(error: unknown, trigger: ApexTrigger, timing: TriggerTiming, operation: TriggerOperation): unknown {
  const exception = caught(error);
  if (!(exception instanceof ApexException)) return exception;
  const event = `${timing === 'before' ? 'Before' : 'After'}${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  return new TriggerException(
    `${trigger.info.name}: execution of ${event}\n\ncaused by: ${exception.toString()}\n\n${exception.getStackTraceString()}`
  );
}
