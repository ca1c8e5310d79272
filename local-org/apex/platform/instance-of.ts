import { classOf } from '../runtime/classes';
import type { RuntimeType } from '../runtime/runtime-type';
import { ApexDate } from '../values/date';
import { ApexEnumValue } from '../values/enum';
import { ApexException } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { findPlatformType } from './registry';

/** `value instanceof type`; null is an instance of nothing. */
export function isInstance(value: unknown, type: RuntimeType): boolean {
  if (value === null || value === undefined) return false;
  if (type.name === 'Object') return true;
  if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap) return isCollection(value, type);
  if (value instanceof SObjectValue) return type.name === 'SObject' || type.name.toLowerCase() === value.object.key;
  const info = classOf(value);
  if (info) {
    const supertypes = info.supertypes;
    if (supertypes.has(type.name) || (type.args.length === 0 && [...supertypes].some((name) => name.startsWith(`${type.base}<`))))
      return true;
    if (!(value instanceof ApexException)) return false;
  }
  if (value instanceof ApexEnumValue) return value.enumName.replace(/^System\./, '') === type.name.replace(/^System\./, '');
  // A Date is a Datetime, as far as `instanceof` goes.
  if (type.name === 'Datetime' && value instanceof ApexDate) return true;
  return findPlatformType(type.base)?.isInstance?.(value) ?? false;
}

function isCollection(value: ApexList | ApexSet | ApexMap, type: RuntimeType): boolean {
  const actual = value.type;
  if (type.base === 'Iterable' && !(value instanceof ApexMap)) return fits(actual.args[0], type.args[0]);
  return actual.base === type.base && actual.args.every((argument, index) => fits(argument, type.args[index]));
}

/** Element types: the same, or one of the two forms of SObject, or Object. */
function fits(actual: RuntimeType | undefined, wanted: RuntimeType | undefined): boolean {
  if (!actual || !wanted || actual === wanted || wanted.name === 'Object') return true;
  if (actual.base === wanted.base && actual.args.length > 0)
    return actual.args.every((argument, index) => fits(argument, wanted.args[index]));
  const isObject = (type: RuntimeType): boolean => type.name === 'SObject';
  if (isObject(wanted) || isObject(actual)) return !findPlatformType(isObject(wanted) ? actual.base : wanted.base);
  return false;
}
