import { OrgRecord, type ForeignKeyReference, type RecordInput } from '../../dml/types';
import type { OrgValue } from '../../values';
import { throwApex } from '../values/exception';
import { toOrgValue } from '../values/field-value';
import type { SObjectValue } from '../values/sobject';

/** A record of Apex as input for DML: set fields, and parents named by an external id. */
export function toRecordInput(value: SObjectValue): RecordInput {
  const record = toOrgRecord(value);
  const references = foreignKeys(value);
  return references.length > 0 ? { record, references } : { record };
}

export function toOrgRecord(value: SObjectValue): OrgRecord {
  const { object } = value;
  const slots: (OrgValue | undefined)[] = object.fields.map(({ ordinal }) =>
    value.isSet(ordinal) ? toOrgValue(value.$get(ordinal)) : undefined
  );
  return new OrgRecord(object, slots);
}

/** `new Contact(Account = new Account(Key__c = 'A1'))`: the parent's external id stands for its id. */
function foreignKeys(value: SObjectValue): ForeignKeyReference[] {
  const references: ForeignKeyReference[] = [];
  for (const [ordinal, parent] of value.parents ?? []) {
    const field = value.object.fields[ordinal];
    if (!field || !parent || parent.queried || parent.id !== null || value.isSet(ordinal)) continue;
    const keys = parent.object.fields.filter((candidate) => parent.isSet(candidate.ordinal));
    const [key] = keys;
    if (!key || keys.length > 1 || !(key.externalId || key.idLookup)) {
      throwApex(
        'System.SObjectException',
        `More than 1 field provided in an external foreign key reference on entity: ${parent.object.apiName}`
      );
    }
    references.push({
      field: field.apiName,
      object: parent.object.apiName,
      externalIdField: key.apiName,
      value: toOrgValue(parent.$get(key.ordinal))
    });
  }
  return references;
}

/** Puts what a before trigger has written back into the record that is being saved. */
export function writeBack(value: SObjectValue, record: OrgRecord): void {
  for (const { ordinal } of value.object.fields) {
    const slot = value.slots[ordinal];
    if (slot === undefined) continue;
    const stored = toOrgValue(slot);
    if (stored !== record.slots[ordinal]) record.slots[ordinal] = stored;
  }
}
