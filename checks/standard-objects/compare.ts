import type { FieldDef, FieldType, ObjectDef } from '../../local-org/schema/types';
import type { Finding } from '../gate';
import type { TypedObject } from './typed-objects';

/** Where the catalogue of standard objects is. */
const CATALOGUE = 'local-org/schema/standard/index.ts';

/** Apex types that a field of a type may have in the library. */
const APEX_TYPES: Readonly<Record<FieldType, readonly string[]>> = {
  id: ['Id'],
  reference: ['Id', 'String'],
  string: ['String'],
  textarea: ['String'],
  picklist: ['String'],
  multipicklist: ['String'],
  combobox: ['String'],
  email: ['String'],
  phone: ['String'],
  url: ['String'],
  encryptedstring: ['String'],
  boolean: ['Boolean'],
  int: ['Integer'],
  long: ['Long', 'Integer'],
  double: ['Decimal'],
  currency: ['Decimal'],
  percent: ['Decimal'],
  date: ['Date'],
  datetime: ['Datetime'],
  time: ['Time'],
  base64: ['Blob', 'String'],
  address: ['Address'],
  location: ['Location'],
  anyType: ['Object', 'String']
};

/** Relationships to parents of several kinds. */
const SEVERAL_KINDS = new Set(['Name', 'SObject']);

/** What the catalogue has though the library lacks it or types it otherwise: `Object` or `Object.Member`, with the reason. */
export type Exceptions = Readonly<Record<string, string>>;

/** Compares standard objects with those of the library: objects, fields and their types, relationships up and down. */
export function compareWithTyped(
  objects: readonly ObjectDef[],
  typed: ReadonlyMap<string, TypedObject>,
  exceptions: Exceptions
): Finding[] {
  const used = new Set<string>();
  const findings: Finding[] = [];
  const refuse = (name: string, rule: string, message: string): void => {
    if (name in exceptions) used.add(name);
    else findings.push({ file: CATALOGUE, line: 1, column: 1, rule, message: `${name} ${message}` });
  };
  for (const object of objects) {
    const other = typed.get(object.apiName);
    if (!other) {
      refuse(object.apiName, 'object', 'is no object there');
      continue;
    }
    for (const field of object.fields) compareField(field, other, refuse);
    for (const { relationshipName, childObject } of object.childRelationships) {
      if (relationshipName === undefined || childObject in exceptions) continue;
      const name = `${object.apiName}.${relationshipName}`;
      const target = other.children.get(relationshipName);
      if (target === undefined) refuse(name, 'child-relationship', 'is no relationship to children there');
      else if (target !== childObject) refuse(name, 'child-relationship', `leads to ${childObject} here and to ${target} there`);
    }
  }
  for (const name of Object.keys(exceptions)) {
    const object = objects.find(({ apiName }) => apiName === name);
    if (!used.has(name) && !(object && !typed.has(name))) {
      findings.push({
        file: 'checks/standard-objects/exceptions.ts',
        line: 1,
        column: 1,
        rule: 'unused-exception',
        message: `${name} is no exception`
      });
    }
  }
  return findings;
}

function compareField(field: FieldDef, other: TypedObject, refuse: (name: string, rule: string, message: string) => void): void {
  const name = `${field.object.apiName}.${field.apiName}`;
  const type = other.fields.get(field.apiName);
  if (type === undefined) refuse(name, 'field', 'is no field there');
  else if (!APEX_TYPES[field.type].includes(type)) refuse(name, 'field-type', `is of the type ${field.type} here and ${type} there`);
  if (field.relationshipName === undefined || type === undefined) return;
  const relationship = `${field.object.apiName}.${field.relationshipName}`;
  const target = other.parents.get(field.relationshipName);
  if (target === undefined) refuse(relationship, 'parent-relationship', 'is no relationship to a parent there');
  else if (!SEVERAL_KINDS.has(target) && !field.referenceTo.includes(target)) {
    refuse(relationship, 'parent-relationship', `leads to ${field.referenceTo.join(', ')} here and to ${target} there`);
  }
}
