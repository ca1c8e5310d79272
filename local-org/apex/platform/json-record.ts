import { current } from '../runtime/execution';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex } from '../values/exception';
import { apexTypeOf } from '../values/field-value';
import { ApexDouble } from '../values/double';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';
import { typed } from './json-read';
import type { JsonNode } from './json-text';

/** A record from its JSON form, with parents and child lists. @throws System.JSONException for fields the object lacks */
export function readRecord(node: ReadonlyMap<string, JsonNode>, type: RuntimeType, strict: boolean): SObjectValue {
  const attributes = node.get('attributes');
  const stated = attributes instanceof Map ? attributes.get('type') : undefined;
  const name = type.name === 'SObject' ? stated : type.name;
  const object = typeof name === 'string' ? current().services.schema.object(name) : undefined;
  if (!object) throwApex('System.JSONException', 'Cannot deserialize into SObject without an attributes.type that the org knows');
  const record = new SObjectValue(object);
  for (const [member, value] of node) {
    if (member === 'attributes') continue;
    const field = object.field(member);
    if (field) {
      const read = typed(value, RuntimeType.of(apexTypeOf(field)), strict);
      record.slots[field.ordinal] = read instanceof ApexDouble ? read.value : read;
      continue;
    }
    const parent = object.parentRelationship(member);
    const child = object.childRelationship(member);
    if (parent)
      record.$withParent(
        parent.ordinal,
        value instanceof Map ? readRecord(value, RuntimeType.of(parentType(parent.referenceTo)), strict) : null
      );
    else if (child?.relationshipName) {
      const list = typed(value, RuntimeType.list(RuntimeType.of(child.childObject)), strict);
      if (list instanceof ApexList) record.setChildren(child.relationshipName, list);
    } else throwApex('System.JSONException', `No such column '${member}' on sobject of type ${object.apiName}`);
  }
  return record;
}

/** A reference to several objects says which by `attributes`. */
const parentType = (referenceTo: readonly string[]): string => (referenceTo.length === 1 ? (referenceTo[0] ?? 'SObject') : 'SObject');
