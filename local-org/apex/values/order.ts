import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { callBridge } from './bridge';
import { Decimal } from './decimal';
import { asDecimal } from './equality';
import { ApexEnumValue } from './enum';
import { throwApex, throwNullPointer } from './exception';
import { SObjectValue } from './sobject';
import { ApexTime } from './time';

/**
 * Order of two values that are not null: numbers by value, Strings by code unit, dates by time, enum constants by
 * position, Comparables by their `compareTo`, SObjects as `List.sort` has them (by type, label, name, then fields).
 * @throws System.ListException for values that have no order
 */
function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof ApexDatetime && right instanceof ApexDatetime) return left.compare(right);
  if (left instanceof ApexDate && right instanceof ApexDate) return left.compare(right);
  if (left instanceof ApexTime && right instanceof ApexTime) return left.compare(right);
  if (left instanceof ApexEnumValue && right instanceof ApexEnumValue) return left.ordinal - right.ordinal;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const own = callBridge(left, 'compareto$1', right);
  if (own) return typeof own.result === 'number' ? own.result : throwNullPointer();
  const leftNumber = asDecimal(left);
  const rightNumber = asDecimal(right);
  if (leftNumber && rightNumber) return leftNumber.compareTo(rightNumber);
  if (left instanceof SObjectValue && right instanceof SObjectValue) return left.compareForSort(right, compareNullable);
  return throwApex('System.ListException', 'One or more of the items in this list is not Comparable.');
}

/** Null before everything. */
export function compareNullable(left: unknown, right: unknown): number {
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : -1;
  if (right === null || right === undefined) return 1;
  return compareValues(left, right);
}

/**
 * What `<`, `>`, `<=` and `>=` compare: NaN, with which every comparison is false, where a number, date or time is null.
 * A String or Id is greater than null. (Apex Developer Guide, "Expression Operators")
 */
export function compareOperands(left: unknown, right: unknown): number {
  if (left !== null && right !== null)
    return left instanceof Decimal && right instanceof Decimal ? left.compareTo(right) : compareValues(left, right);
  if (typeof left === 'string') return 1;
  return typeof right === 'string' ? -1 : NaN;
}
