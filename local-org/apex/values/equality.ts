import { meter } from '../runtime/meter';
import { ApexBlob } from './blob';
import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { Decimal } from './decimal';
import { ApexDouble } from './double';
import { callBridge } from './bridge';
import { ApexList } from './list';
import { ApexMap } from './map';
import { ApexSet } from './set';
import { SObjectValue } from './sobject';
import { ApexTime } from './time';

/** An Integer, Long, Double box or Decimal as a Decimal, for comparing across types; undefined for anything else and for NaN. */
export function asDecimal(value: unknown): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? Decimal.fromDouble(value) : undefined;
  if (typeof value === 'bigint') return Decimal.fromLong(value);
  if (value instanceof ApexDouble && Number.isFinite(value.value)) return Decimal.fromDouble(value.value);
  return undefined;
}

/**
 * Whether Apex holds two values for equal: numbers by value across types, Strings with regard to case, SObjects by
 * their fields, collections by their elements, instances by their own `equals` where they have one, else by identity.
 */
export function equalValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || left === undefined || right === undefined) return (left ?? null) === (right ?? null);
  if (typeof left === 'string' || typeof right === 'string') return false;
  const leftNumber = asDecimal(left);
  if (leftNumber) {
    const rightNumber = asDecimal(right);
    return rightNumber !== undefined && leftNumber.equals(rightNumber);
  }
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof ApexDate) return right instanceof ApexDate && left.epochDay === right.epochDay;
  if (left instanceof ApexDatetime) return right instanceof ApexDatetime && left.milliseconds === right.milliseconds;
  if (left instanceof ApexTime) return right instanceof ApexTime && left.milliseconds === right.milliseconds;
  if (left instanceof ApexBlob) return right instanceof ApexBlob && left.equals(right);
  if (left instanceof SObjectValue) return right instanceof SObjectValue && left.equalFields(right);
  meter.charge(64);
  if (left instanceof ApexList) {
    return (
      right instanceof ApexList &&
      left.items.length === right.items.length &&
      left.items.every((item, i) => equalValues(item, right.items[i]))
    );
  }
  if (left instanceof ApexSet)
    return right instanceof ApexSet && left.size() === right.size() && [...left].every((item) => right.contains(item));
  if (left instanceof ApexMap) {
    return (
      right instanceof ApexMap &&
      left.size() === right.size() &&
      left.keys().every((key) => right.containsKey(key) && equalValues(left.get(key), right.get(key)))
    );
  }
  const own = callBridge(left, 'equals$1', right);
  return own !== undefined ? own.result === true : false;
}

/**
 * `===`: the same object; of primitive types, which have no identity, equal values. A String compares with regard to case here,
 * where its static type is not known.
 */
export function identicalValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const isPrimitive = (value: unknown): boolean => asDecimal(value) !== undefined || PRIMITIVES.some((type) => value instanceof type);
  return isPrimitive(left) && isPrimitive(right) && equalValues(left, right);
}

/** Primitive types of Apex whose values are objects here. */
const PRIMITIVES = [ApexDate, ApexDatetime, ApexTime, ApexBlob];

/** Whether equality of this object is more than identity and yet has no plain key. */
export function hasValueEquality(value: object): boolean {
  return value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap || 'equals$1' in value;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0x2a139a55;

function identityHash(value: object): number {
  let hash = identities.get(value);
  if (hash === undefined) {
    nextIdentity = (Math.imul(nextIdentity, 1103515245) + 12345) | 0;
    hash = nextIdentity;
    identities.set(value, hash);
  }
  return hash;
}

/** As `java.lang.String.hashCode`. */
export function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** `Object.hashCode()` and `System.hashCode(Object)`: equal values have equal hashes. */
export function hashValue(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'string') return hashText(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  const decimal = asDecimal(value);
  if (decimal) {
    const stripped = decimal.stripTrailingZeros();
    const whole = stripped.scale === 0 && typeof stripped.mantissa === 'number' && (stripped.mantissa | 0) === stripped.mantissa;
    return whole ? Number(stripped.mantissa) : hashText(stripped.toString());
  }
  if (typeof value !== 'object') return hashText(String(value));
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) return hashText(value.toString());
  if (value instanceof ApexBlob) return hashText(value.toBase64());
  if (value instanceof SObjectValue) return hashText(value.keyText());
  meter.charge(64);
  if (value instanceof ApexList) return value.items.reduce((hash: number, item) => (Math.imul(hash, 31) + hashValue(item)) | 0, 1);
  if (value instanceof ApexSet) return [...value].reduce((hash: number, item) => (hash + hashValue(item)) | 0, 0);
  if (value instanceof ApexMap)
    return value.keys().reduce((hash: number, key) => (hash + (hashValue(key) ^ hashValue(value.get(key)))) | 0, 0);
  const own = callBridge(value, 'hashcode$0');
  if (typeof own?.result === 'number') return own.result;
  return identityHash(value);
}
