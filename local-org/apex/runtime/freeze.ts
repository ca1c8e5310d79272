import { platformEnum } from '../platform/enums';
import { fieldToken, FieldToken, objectToken, ObjectToken } from '../platform/schema-tokens';
import { typeToken, TypeToken } from '../platform/type-token';
import { ApexBlob } from '../values/blob';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { ApexEnumValue } from '../values/enum';
import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { ApexTime } from '../values/time';
import { classOf } from './classes';
import { current } from './execution';
import { instanceFields } from './instance-fields';
import { RuntimeType } from './runtime-type';

/** JSON with a tag on everything that JSON itself cannot tell apart. */
type Frozen = string | number | boolean | null | { readonly t: string; readonly [member: string]: unknown };

/**
 * Any Apex value as text, with its types, shared references and cycles: what a job carries from the transaction that asked
 * for it into the one that runs it. Transient fields stay behind.
 * @throws System.SerializationException for values that cannot leave their transaction
 */
export function freeze(value: unknown): string {
  const seen = new Map<object, number>();
  return JSON.stringify(frozen(value, seen));
}

function frozen(value: unknown, seen: Map<object, number>): Frozen {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return { t: 'Long', v: String(value) };
  if (typeof value !== 'object') throwApex('System.SerializationException', 'Not Serializable: function');
  const leaf = frozenLeaf(value);
  if (leaf) return leaf;
  const known = seen.get(value);
  if (known !== undefined) return { t: 'Reference', v: known };
  seen.set(value, seen.size);
  const each = (items: Iterable<unknown>): Frozen[] => [...items].map((item) => frozen(item, seen));
  if (value instanceof ApexList) return { t: 'List', e: value.element.name, v: each(value) };
  if (value instanceof ApexSet) return { t: 'Set', e: value.element.name, v: each(value) };
  if (value instanceof ApexMap) {
    return {
      t: 'Map',
      k: value.keyType.name,
      e: value.valueType.name,
      v: value.keys().map((key) => [frozen(key, seen), frozen(value.get(key), seen)])
    };
  }
  if (value instanceof SObjectValue) return frozenRecord(value, seen);
  const info = classOf(value);
  if (info?.kind !== 'class' || info.isException) {
    throwApex('System.SerializationException', `Not Serializable: ${info?.name ?? value.constructor.name}`);
  }
  const fields = instanceFields(info).filter((field) => !field.isTransient);
  return { t: 'Object', n: info.name, v: fields.map((field) => [field.jsName, frozen(Reflect.get(value, field.jsName), seen)]) };
}

function frozenLeaf(value: object): Frozen | undefined {
  if (value instanceof Decimal) return { t: 'Decimal', v: value.toString() };
  if (value instanceof ApexDouble) return { t: 'Double', v: String(value.value) };
  if (value instanceof ApexDate) return { t: 'Date', v: value.epochDay };
  if (value instanceof ApexDatetime) return { t: 'Datetime', v: value.milliseconds };
  if (value instanceof ApexTime) return { t: 'Time', v: value.milliseconds };
  if (value instanceof ApexBlob) return { t: 'Blob', v: value.toBase64() };
  if (value instanceof ApexEnumValue) return { t: value.$class ? 'Enum' : 'PlatformEnum', n: value.enumName, v: value.name };
  if (value instanceof TypeToken) return { t: 'Type', v: value.name };
  if (value instanceof ObjectToken) return { t: 'SObjectType', v: value.object.apiName };
  if (value instanceof FieldToken) return { t: 'SObjectField', o: value.field.object.apiName, v: value.field.apiName };
  return undefined;
}

function frozenRecord(record: SObjectValue, seen: Map<object, number>): Frozen {
  const fields = record.object.fields.filter(({ ordinal }) => record.isSet(ordinal));
  return {
    t: 'SObject',
    o: record.object.apiName,
    q: record.queried,
    v: fields.map((field) => [field.apiName, frozen(record.$get(field.ordinal), seen)]),
    p: [...(record.parents ?? [])].map(([ordinal, parent]) => [record.object.fields[ordinal]?.apiName, frozen(parent, seen)]),
    c: [...(record.children ?? [])].map(([name, list]) => [name, frozen(list, seen)])
  };
}

/** The value that `freeze` made this text from. @throws System.SerializationException if its types are no longer there */
export function thaw(text: string): unknown {
  const made: unknown[] = [];
  const node: unknown = JSON.parse(text);
  return thawed(node, made);
}

const entries = (value: unknown): readonly (readonly [unknown, unknown])[] => (Array.isArray(value) ? (value as [unknown, unknown][]) : []);
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function thawed(node: unknown, made: unknown[]): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const { t, n, v, e, k, o } = node as Record<string, unknown>;
  const type = (name: unknown): RuntimeType => RuntimeType.of(String(name));
  const object = () => current().services.schema.object(String(o ?? v)) ?? gone(String(o ?? v));
  switch (t) {
    case 'Long':
      return BigInt(String(v));
    case 'Decimal':
      return Decimal.parse(String(v)) ?? null;
    case 'Double':
      return new ApexDouble(Number(v));
    case 'Date':
      return new ApexDate(Number(v));
    case 'Datetime':
      return new ApexDatetime(Number(v));
    case 'Time':
      return new ApexTime(Number(v));
    case 'Blob':
      return ApexBlob.fromBase64(String(v));
    case 'PlatformEnum':
      return platformEnum(String(n)).get(String(v));
    case 'Enum':
      return (
        current()
          .program.enumConstants(String(n))
          .find(({ name }) => name === v) ?? gone(`${String(n)}.${String(v)}`)
      );
    case 'Type':
      return typeToken(type(v));
    case 'SObjectType':
      return objectToken(object());
    case 'SObjectField':
      return fieldToken(object().field(String(v)) ?? gone(String(v)));
    case 'Reference':
      return made[Number(v)];
    case 'List': {
      const list = new ApexList(type(e));
      made.push(list);
      for (const item of items(v)) list.items.push(thawed(item, made));
      return list;
    }
    case 'Set': {
      const set = new ApexSet(type(e));
      made.push(set);
      for (const item of items(v)) set.add(thawed(item, made));
      return set;
    }
    case 'Map': {
      const map = new ApexMap(type(k), type(e));
      made.push(map);
      for (const [key, value] of entries(v)) {
        const name = thawed(key, made);
        map.put(name, thawed(value, made));
      }
      return map;
    }
    case 'SObject':
      return thawedRecord(node as Record<string, unknown>, new SObjectValue(object()), made);
    default: {
      const instance = (current().program.findClass(String(n)) ?? gone(String(n))).allocate();
      made.push(instance);
      if (typeof instance !== 'object' || instance === null) return gone(String(n));
      for (const [name, value] of entries(v)) Reflect.set(instance, String(name), thawed(value, made));
      return instance;
    }
  }
}

function thawedRecord(node: Record<string, unknown>, record: SObjectValue, made: unknown[]): SObjectValue {
  made.push(record);
  record.queried = node['q'] === true;
  for (const [name, value] of entries(node['v'])) record.slots[record.field(String(name)).ordinal] = thawed(value, made);
  for (const [name, value] of entries(node['p'])) record.$withParent(record.field(String(name)).ordinal, thawed(value, made));
  for (const [name, value] of entries(node['c'])) {
    const list = thawed(value, made);
    if (list instanceof ApexList) record.setChildren(String(name), list);
  }
  return record;
}

function gone(name: string): never {
  throwApex('System.SerializationException', `The job needs ${name}, which is no longer there`);
}
