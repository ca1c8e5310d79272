import type { FieldDef, ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import { RuntimeType } from '../runtime/runtime-type';
import type { ApexEnumValue } from '../values/enum';
import { throwApex, throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { fieldPolicy } from './field-access';
import { ResultValue, resultType } from './results';

const TEXT = RuntimeType.of('String');

/** Whether the user may do with an object or a field what the access type says. Ids are always visible. */
function allowed(policy: AccessPolicy, access: string, object: ObjectDef, field?: FieldDef): boolean {
  switch (access) {
    case 'READABLE':
      return field ? field.type === 'id' || policy.canReadField(field) : policy.canReadObject(object);
    case 'CREATABLE':
      return field ? field.type === 'id' || (field.createable && policy.canCreateField(field)) : policy.canCreateObject(object);
    case 'UPDATABLE':
      return field ? field.type === 'id' || (field.updateable && policy.canEditField(field)) : policy.canEditObject(object);
    default:
      return allowed(policy, 'CREATABLE', object, field) && allowed(policy, 'UPDATABLE', object, field);
  }
}

/**
 * `Security.stripInaccessible`: copies of the records without the fields, parents and child records that the user may not see or write.
 * @throws System.NoAccessException when the object itself is out of reach and `enforceRoot`
 */
function strip(access: ApexEnumValue | null, records: ApexList | null, enforceRoot: boolean | null): ResultValue {
  if (access === null || records === null || enforceRoot === null) throwNullArgument();
  const policy = fieldPolicy();
  const removed = new Map<string, Set<string>>();
  const modified = new Set<number>();
  const clean = (record: SObjectValue, index: number): SObjectValue => {
    const { object } = record;
    const copy = record.copy();
    const note = (name: string): void => {
      const names = removed.get(object.apiName) ?? new Set<string>();
      removed.set(object.apiName, names.add(name));
      modified.add(index);
    };
    for (const field of object.fields) {
      if (!copy.isSet(field.ordinal) || allowed(policy, access.name, object, field)) continue;
      copy.slots[field.ordinal] = undefined;
      note(field.apiName);
    }
    for (const [ordinal, parent] of copy.parents ?? []) {
      const field = object.fields[ordinal];
      if (!parent || !field) continue;
      if (allowed(policy, access.name, object, field)) copy.parents?.set(ordinal, clean(parent, index));
      else copy.parents?.delete(ordinal);
    }
    for (const [name, list] of copy.children ?? []) {
      const kept = list.items.map((child) => (child instanceof SObjectValue ? clean(child, index) : child));
      copy.children?.set(name, new ApexList(list.element, kept));
    }
    return copy;
  };
  const cleaned = records.items.map((record, index) => {
    if (!(record instanceof SObjectValue)) throwNullPointer();
    if (enforceRoot && !allowed(policy, access.name, record.object)) {
      throwApex('System.NoAccessException', `No access to entity: ${record.object.apiName}`);
    }
    return clean(record, index);
  });
  const removedFields = new ApexMap(TEXT, RuntimeType.of('Set<String>'));
  for (const [name, fields] of removed) removedFields.put(name, new ApexSet(TEXT, fields));
  return new ResultValue('System.SObjectAccessDecision', {
    records: new ApexList(records.element, cleaned),
    removedFields,
    modifiedIndexes: new ApexSet(RuntimeType.of('Integer'), modified)
  });
}

export const SECURITY_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Security',
    kind: 'class',
    staticMethods: {
      'System.SObjectAccessDecision stripInaccessible(System.AccessType accessCheckType, List<SObject> sourceRecords)': (
        access: ApexEnumValue | null,
        records: ApexList | null
      ) => strip(access, records, true),
      'System.SObjectAccessDecision stripInaccessible(System.AccessType accessCheckType, List<SObject> sourceRecords, Boolean enforceRootObjectCRUD)':
        (access: ApexEnumValue | null, records: ApexList | null, enforceRoot: boolean | null) => strip(access, records, enforceRoot)
    }
  },
  resultType('System.SObjectAccessDecision', {
    'Set<Integer> getModifiedIndexes()': 'modifiedIndexes',
    'List<SObject> getRecords()': 'records',
    'Map<String,Set<String>> getRemovedFields()': 'removedFields'
  })
];
