import type { SObjectValue } from '../values/sobject';

export interface CloneOptions {
  readonly preserveId: boolean;
  /** Parents and children are copied too, not shared. */
  readonly deep: boolean;
  readonly preserveTimestamps: boolean;
  readonly preserveAutonumbers: boolean;
}

const AUDIT_FIELDS = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'];

/** `SObject.clone(preserveId, isDeepClone, preserveReadonlyTimestamps, preserveAutonumber)`. */
export function cloneRecord(record: SObjectValue, options: CloneOptions): SObjectValue {
  const copy = record.copy();
  copy.clonedFrom = record.id;
  const forget = (name: string): void => {
    const field = copy.object.field(name);
    if (field) copy.slots[field.ordinal] = undefined;
  };
  if (!options.preserveId) forget('Id');
  if (!options.preserveTimestamps) AUDIT_FIELDS.forEach(forget);
  if (!options.preserveAutonumbers) copy.object.fields.filter((field) => field.autoNumber).forEach((field) => forget(field.apiName));
  if (options.deep && copy.parents) {
    copy.parents = new Map(
      [...copy.parents].map(([ordinal, parent]) => [ordinal, parent && cloneRecord(parent, { ...options, preserveId: true })])
    );
  }
  return copy;
}
