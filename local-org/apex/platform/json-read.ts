import { classOf } from '../runtime/classes';
import { current } from '../runtime/execution';
import { instanceFields } from '../runtime/instance-fields';
import { RuntimeType } from '../runtime/runtime-type';
import { ApexBlob } from '../values/blob';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { throwApex } from '../values/exception';
import { parseId } from '../values/id';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { ApexTime } from '../values/time';
import { Zone } from '../values/zone';
import { readRecord } from './json-record';
import { JsonNumber, type JsonNode } from './json-text';

const OBJECT = RuntimeType.of('Object');
const isObject = (node: JsonNode): node is ReadonlyMap<string, JsonNode> => node instanceof Map;
const isArray = (node: JsonNode): node is readonly JsonNode[] => Array.isArray(node);

/** `deserializeUntyped`: Map<String,Object>, List<Object>, String, Boolean, Integer, Long, Decimal, null. */
export function untyped(node: JsonNode): unknown {
  if (node instanceof JsonNumber) return untypedNumber(node);
  if (isArray(node)) return new ApexList(OBJECT, node.map(untyped));
  if (isObject(node)) {
    const map = ApexMap.ofText();
    for (const [key, value] of node) map.put(key, untyped(value));
    return map;
  }
  return node;
}

function untypedNumber(node: JsonNumber): unknown {
  if (!node.isInteger) return Decimal.parse(node.text);
  const value = BigInt(node.text);
  if (BigInt.asIntN(32, value) === value) return Number(value);
  return BigInt.asIntN(64, value) === value ? value : Decimal.of(value, 0);
}

/**
 * `deserialize`: a value of the type, boxed where it is a Double.
 * @param strict whether attributes that the class does not have are refused
 * @throws System.JSONException
 */
export function typed(node: JsonNode, type: RuntimeType, strict: boolean): unknown {
  if (node === null) return null;
  const [first = OBJECT, second = OBJECT] = type.args;
  switch (type.base.toLowerCase()) {
    case 'object':
      return untyped(node);
    case 'list':
      return new ApexList(
        first,
        arrayOf(node, type).map((item) => typed(item, first, strict))
      );
    case 'set':
      return new ApexSet(
        first,
        arrayOf(node, type).map((item) => typed(item, first, strict))
      );
    case 'map': {
      if (!isObject(node)) return illegal(node, type);
      const map = new ApexMap(first, second);
      for (const [key, value] of node) map.put(typed(keyNode(key, first), first, strict), typed(value, second, strict));
      return map;
    }
    default:
      return scalar(node, type.base.toLowerCase()) ?? declared(node, type, strict);
  }
}

/** Keys of JSON objects are text: those of numeric maps read as numbers. */
function keyNode(key: string, type: RuntimeType): JsonNode {
  return /^(?:Integer|Long|Double|Decimal)$/.test(type.base) ? new JsonNumber(key) : key;
}

function arrayOf(node: JsonNode, type: RuntimeType): readonly JsonNode[] {
  if (isArray(node)) return node;
  if (isObject(node) && node.has('records')) return arrayOf(node.get('records') ?? null, type);
  return throwApex('System.JSONException', `Malformed JSON: Expected '[' at the beginning of List/Set`);
}

/** @returns undefined if the type is not a primitive */
function scalar(node: JsonNode, type: string): unknown {
  const text = node instanceof JsonNumber ? node.text : typeof node === 'string' ? node : undefined;
  const refuse = (): never => illegalPrimitive(node, type);
  switch (type) {
    case 'string':
      return typeof node === 'boolean' ? String(node) : (text ?? refuse());
    case 'id':
      return typeof node === 'string' ? (parseId(node) ?? refuse()) : refuse();
    case 'boolean':
      if (typeof node === 'boolean') return node;
      return node === 'true' ? true : node === 'false' ? false : refuse();
    case 'integer': {
      const value = text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
      return (value | 0) === value ? value : refuse();
    }
    case 'long':
      return text !== undefined && /^[+-]?\d+$/.test(text) ? BigInt.asIntN(64, BigInt(text)) : refuse();
    case 'decimal':
      return (text === undefined ? undefined : Decimal.parse(text)) ?? refuse();
    case 'double': {
      const value = text === undefined ? undefined : Decimal.parse(text);
      return value ? new ApexDouble(value.toNumber()) : refuse();
    }
    case 'date':
      return (typeof node === 'string' ? ApexDate.parseIso(node.slice(0, 10)) : undefined) ?? refuse();
    case 'datetime':
      return (typeof node === 'string' ? parseDatetime(node) : undefined) ?? refuse();
    case 'time':
      return (typeof node === 'string' ? parseTime(node) : undefined) ?? refuse();
    case 'blob':
      return typeof node === 'string' ? ApexBlob.fromBase64(node) : refuse();
    default:
      return undefined;
  }
}

/** ISO 8601, with `Z`, an offset with or without a colon, or the user's zone. */
function parseDatetime(text: string): ApexDatetime | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const date = match?.[1] === undefined ? undefined : ApexDate.parseIso(match[1]);
  if (!match || !date) return undefined;
  const [, , hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = match;
  const local = ApexDatetime.of(
    Zone.GMT,
    date.year,
    date.month,
    date.day,
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3))
  );
  if (zone === 'Z') return local;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return local.add((zone.startsWith('-') ? 1 : -1) * minutes * 60_000);
}

function parseTime(text: string): ApexTime | undefined {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?Z?$/.exec(text);
  return match ? ApexTime.of(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)) : undefined;
}

/** A record, an enum constant or an instance of a class. */
function declared(node: JsonNode, type: RuntimeType, strict: boolean): unknown {
  const { program, services } = current();
  const found = program.findClass(type.name);
  if (!found) {
    if (type.name === 'SObject' || services.schema.object(type.name)) {
      return isObject(node) ? readRecord(node, type, strict) : illegal(node, type);
    }
    return throwApex('System.JSONException', `Apex Type unsupported in JSON: ${type.name}`);
  }
  if (found.info.kind === 'enum') {
    const constants = program.enumConstants(found.info.name);
    const constant = constants.find(({ name }) => typeof node === 'string' && name.toLowerCase() === node.toLowerCase());
    return constant ?? throwApex('System.JSONException', `Invalid value for enum ${found.info.name}: ${describe(node)}`);
  }
  if (!isObject(node)) return illegal(node, type);
  if (found.info.kind === 'interface' || found.info.isAbstract) {
    throwApex('System.JSONException', `Cannot deserialize instance of ${found.info.name}: the type is abstract`);
  }
  const instance = found.allocate();
  if (typeof instance !== 'object' || instance === null) throw new TypeError(`No instance of ${type.name}`);
  const fields = new Map(instanceFields(classOf(instance) ?? found.info).map((field) => [field.name.toLowerCase(), field]));
  for (const [name, value] of node) {
    const field = fields.get(name.toLowerCase());
    if (!field) {
      if (strict) throwApex('System.JSONException', `Unknown field: ${found.info.name}.${name}`);
      continue;
    }
    if (field.isTransient) continue;
    const read = typed(value, RuntimeType.of(field.type), strict);
    Reflect.set(instance, field.jsName, read instanceof ApexDouble && field.type === 'Double' ? read.value : read);
  }
  return instance;
}

function describe(node: JsonNode): string {
  if (node instanceof JsonNumber) return node.text;
  return typeof node === 'string' || typeof node === 'boolean' ? String(node) : isArray(node) ? '[' : '{';
}

function illegal(node: JsonNode, type: RuntimeType): never {
  throwApex('System.JSONException', `Malformed JSON: Expected '{' at the beginning of ${type.name}, found ${describe(node)}`);
}

function illegalPrimitive(node: JsonNode, type: string): never {
  const found = describe(node);
  if (type === 'date' || type === 'datetime' || type === 'time') throwApex('System.JSONException', `Invalid format: "${found}"`);
  throwApex('System.JSONException', `Illegal value for primitive: ${found} is not a valid ${type}`);
}
