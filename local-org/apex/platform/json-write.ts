import { current } from '../runtime/execution';
import { classOf, type FieldInfo } from '../runtime/classes';
import { runtimeTypeName } from '../runtime/casts';
import { meter } from '../runtime/meter';
import { instanceFields } from '../runtime/instance-fields';
import { RuntimeType } from '../runtime/runtime-type';
import { AggregateRow } from '../values/aggregate';
import { ApexBlob } from '../values/blob';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble, formatDouble } from '../values/double';
import { ApexEnumValue } from '../values/enum';
import { ApexException, throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { text } from '../values/text';
import { ApexTime } from '../values/time';
import { platformTypeOf } from './registry';
import { ResultValue } from './results';
import { TypeToken } from './type-token';

export interface JsonStyle {
  /** Two spaces per level, as `serializePretty`. */
  readonly pretty: boolean;
  /** Leaves fields of Apex objects out that are null. */
  readonly suppressNulls: boolean;
}

/** @throws System.JSONException for values that have no JSON form */
export function writeJson(value: unknown, style: JsonStyle): string {
  return new Writer(style).write(value, '');
}

const quote = (value: string): string => JSON.stringify(value);

class Writer {
  private readonly open: object[] = [];

  constructor(private readonly style: JsonStyle) {}

  write(value: unknown, indent: string): string {
    if (value === null || value === undefined) return 'null';
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'boolean':
      case 'number':
      case 'bigint':
        return String(value);
      default:
    }
    if (value instanceof Decimal) return value.toString();
    if (value instanceof ApexDouble) return formatDouble(value.value);
    if (value instanceof ApexDate) return quote(value.toIso());
    if (value instanceof ApexDatetime) return quote(value.toIso());
    if (value instanceof ApexTime) return quote(value.toString());
    if (value instanceof ApexBlob) return quote(value.toBase64());
    if (value instanceof ApexEnumValue) return quote(value.name);
    if (value instanceof TypeToken) return quote(value.toString());
    if (this.open.includes(value)) throwApex('System.JSONException', 'Direct self-reference leading to cycle');
    meter.charge(64);
    this.open.push(value);
    const written = this.compound(value, indent);
    this.open.pop();
    return written;
  }

  private compound(value: object, indent: string): string {
    if (value instanceof ApexList || value instanceof ApexSet) return this.array([...value], indent);
    if (value instanceof ApexMap) {
      return this.object(
        value.keys().map((key) => [this.key(key), value.get(key)]),
        indent
      );
    }
    if (value instanceof SObjectValue) return this.record(value, indent);
    if (value instanceof AggregateRow) {
      return this.object([['attributes', rawMap([['type', 'AggregateResult']])], ...value.entries()], indent);
    }
    if (value instanceof ResultValue && value.typeName.startsWith('Database.')) return this.object(resultMembers(value), indent);
    const info = classOf(value);
    if (!info || value instanceof ApexException) return unsupported(value);
    const members = instanceFields(info)
      .filter((field) => !field.isTransient)
      .map((field): [string, unknown] => [field.name, boxedField(field, Reflect.get(value, field.jsName))]);
    return this.object(this.style.suppressNulls ? members.filter(([, member]) => member !== null) : members, indent);
  }

  private record(record: SObjectValue, indent: string): string {
    const { apiName } = record.object;
    const attributes: [string, unknown][] = [['type', apiName]];
    if (record.id !== null) {
      attributes.push(['url', `/services/data/v${current().services.metadata.apiVersion}.0/sobjects/${apiName}/${record.id}`]);
    }
    const members = record.populated().map(([name, value]): [string, unknown] => [name, recordMember(value)]);
    return this.object([['attributes', rawMap(attributes)], ...members], indent);
  }

  private key(key: unknown): string {
    if (key === null) throwApex('System.JSONException', 'null key in Map');
    if (key instanceof ApexDate || key instanceof ApexDatetime) return key.toIso();
    const isPrimitive = typeof key !== 'object' || KEYS.some((type) => key instanceof type);
    return isPrimitive ? text(key) : unsupported(key);
  }

  private array(items: readonly unknown[], indent: string): string {
    if (!this.style.pretty) return `[${items.map((item) => this.write(item, '')).join(',')}]`;
    if (items.length === 0) return '[ ]';
    return `[ ${items.map((item) => this.write(item, indent)).join(', ')} ]`;
  }

  private object(members: readonly (readonly [string, unknown])[], indent: string): string {
    if (!this.style.pretty) return `{${members.map(([name, value]) => `${quote(name)}:${this.write(value, '')}`).join(',')}}`;
    if (members.length === 0) return '{ }';
    const inner = `${indent}  `;
    return `{\n${members.map(([name, value]) => `${inner}${quote(name)} : ${this.write(value, inner)}`).join(',\n')}\n${indent}}`;
  }
}

/** Objects that may be keys of a map that becomes JSON. (Apex Developer Guide, "JSON Support") */
const KEYS = [Decimal, ApexDouble, ApexTime, ApexEnumValue];

function unsupported(value: object): never {
  throwApex('System.JSONException', `Apex Type unsupported in JSON: ${typeNameOf(value)}`);
}

function typeNameOf(value: object): string {
  const name = runtimeTypeName(value);
  return name === 'Object' ? (platformTypeOf(value)?.name.replace(/^System\./, '') ?? name) : name;
}

/** What a result of a Database method shows of itself. */
function resultMembers(result: ResultValue): [string, unknown][] {
  const shown = result.entries().filter(([name]) => name !== 'created' || result.typeName === 'Database.UpsertResult');
  return shown.map(([name, value]) => [name, Array.isArray(value) ? new ApexList(RuntimeType.of('String'), value) : (value ?? null)]);
}

function rawMap(entries: readonly (readonly [string, unknown])[]): ApexMap {
  const map = ApexMap.ofText();
  for (const [key, value] of entries) map.put(key, value);
  return map;
}

/** Inside of records a datetime has an offset in place of `Z`, and a child list is a query result. */
function recordMember(value: unknown): unknown {
  if (value instanceof ApexDatetime) return value.toIso().replace('Z', '+0000');
  if (value instanceof ApexList) {
    return rawMap([
      ['totalSize', value.size()],
      ['done', true],
      ['records', value]
    ]);
  }
  return value;
}

/** A field of static type Double holds a plain number, which would print like an Integer. */
function boxedField(field: FieldInfo, value: unknown): unknown {
  return field.type === 'Double' && typeof value === 'number' ? new ApexDouble(value) : (value ?? null);
}
