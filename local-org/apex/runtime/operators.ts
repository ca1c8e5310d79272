import type { ApexHost } from '../compiler/host';
import type { ApexValue } from '../platform/contract';
import type { Decimal } from '../values/decimal';
import type { SObjectValue } from '../values/sobject';

/** 2^63 wraps as on the platform. */
const wrap64 = (value: bigint): bigint => BigInt.asIntN(64, value);

/** The language's operators as emitted code calls them; what needs no call (Integer `+`) is emitted in place. */
export type Operators = ReturnType<typeof createOperators>;

/** @param host makes the exceptions and Decimals */
export function createOperators(host: ApexHost) {
  const nullPointer = (): never => {
    throw host.exception('NullPointerException', 'Attempt to de-reference a null object');
  };
  const divisionByZero = (): never => {
    throw host.exception('MathException', 'Divide by 0');
  };
  const nonNull = <T>(value: T | null): T => (value === null || value === undefined ? nullPointer() : value);

  return {
    nonNull,
    nullPointer,

    /** Truncates toward zero. @throws MathException */
    divideIntegers: (left: number, right: number): number => (right === 0 ? divisionByZero() : (left / right) | 0),
    addLongs: (left: bigint, right: bigint): bigint => wrap64(left + right),
    subtractLongs: (left: bigint, right: bigint): bigint => wrap64(left - right),
    multiplyLongs: (left: bigint, right: bigint): bigint => wrap64(left * right),
    /** @throws MathException */
    divideLongs: (left: bigint, right: bigint): bigint => (right === 0n ? divisionByZero() : wrap64(left / right)),
    negateLong: (value: bigint): bigint => wrap64(-value),
    /** Only the low six bits of the distance count, as in Java. */
    shiftLongLeft: (value: bigint, distance: bigint): bigint => wrap64(value << (distance & 63n)),
    shiftLongRight: (value: bigint, distance: bigint): bigint => value >> (distance & 63n),
    shiftLongRightUnsigned: (value: bigint, distance: bigint): bigint => wrap64(BigInt.asUintN(64, value) >> (distance & 63n)),
    divideDoubles: (left: number, right: number): number => (right === 0 ? divisionByZero() : left / right),

    integerToLong: (value: number | null): bigint | null => (value === null ? null : BigInt(value)),
    longToDouble: (value: bigint | null): number | null => (value === null ? null : Number(value)),
    integerToDecimal: (value: number | null): Decimal | null => (value === null ? null : host.decimalFromInteger(value)),
    longToDecimal: (value: bigint | null): Decimal | null => (value === null ? null : host.decimalFromLong(value)),
    doubleToDecimal: (value: number | null): Decimal | null => (value === null ? null : host.decimalFromDouble(value)),
    decimalToDouble: (value: Decimal | null): number | null => (value === null ? null : value.toNumber()),
    /** Casts that narrow. */
    decimalToInteger: (value: Decimal | null): number | null => (value === null ? null : value.toInteger()),
    decimalToLong: (value: Decimal | null): bigint | null => (value === null ? null : value.toLong()),
    doubleToInteger: (value: number | null): number | null => (value === null ? null : saturate(value, -0x80000000, 0x7fffffff)),
    doubleToLong: (value: number | null): bigint | null =>
      value === null
        ? null
        : Number.isNaN(value)
          ? 0n
          : clampLong(BigInt(Number.isFinite(value) ? Math.trunc(value) : Math.sign(value) * 2 ** 63)),
    longToInteger: (value: bigint | null): number | null => (value === null ? null : Number(BigInt.asIntN(32, value))),

    /** NaN where either is null, so that `<` and `>` are false, as on the platform. */
    compareNumbers: (left: number | null, right: number | null): number =>
      left === null || right === null ? NaN : left < right ? -1 : left > right ? 1 : 0,
    compareLongs: (left: bigint | null, right: bigint | null): number =>
      left === null || right === null ? NaN : left < right ? -1 : left > right ? 1 : 0,
    compareDecimals: (left: Decimal | null, right: Decimal | null): number =>
      left === null || right === null ? NaN : left.compareTo(right),

    /** `==` on Strings: case does not count. */
    textEquals: (left: string | null, right: string | null): boolean =>
      left === right || (left !== null && right !== null && left.length === right.length && left.toLowerCase() === right.toLowerCase()),
    decimalEquals: (left: Decimal | null, right: Decimal | null): boolean =>
      left === right || (left !== null && right !== null && left.compareTo(right) === 0),

    /** Fields and parents of a parent whose object is not known before: null where there is none, or its object lacks them. */
    objectName: (record: SObjectValue | null): string | null => record && record.object.apiName,
    fieldOfAny: (record: SObjectValue | null, name: string): ApexValue => {
      const field = record?.object.field(name);
      return record && field ? record.$get(field.ordinal) : null;
    },
    parentOfAny: (record: SObjectValue | null, relationshipName: string): ApexValue => {
      const reference = record?.object.parentRelationship(relationshipName);
      return record && reference ? record.$parent(reference.ordinal) : null;
    },

    /** Pieces of a concatenation. */
    doubleText: (value: number | null): string => (value === null ? 'null' : host.doubleText(value)),
    enumConstant: (constants: readonly { readonly name: string }[], enumName: string, name: string | null): ApexValue => {
      const wanted = nonNull(name).toLowerCase();
      const found = constants.find((constant) => constant.name.toLowerCase() === wanted);
      if (!found) throw host.exception('NoSuchElementException', `No enum constant ${enumName}.${name}`);
      return found;
    }
  };
}

function saturate(value: number, least: number, greatest: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.trunc(Math.min(Math.max(value, least), greatest));
}

function clampLong(value: bigint): bigint {
  const greatest = 2n ** 63n - 1n;
  return value > greatest ? greatest : value < -greatest - 1n ? -greatest - 1n : value;
}
