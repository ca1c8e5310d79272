import { isInstance } from '../platform/instance-of';
import { classOf } from './classes';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { ApexEnumValue } from '../values/enum';
import { asDecimal } from '../values/equality';
import { ApexException, throwApex } from '../values/exception';
import { parseId } from '../values/id';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import type { RuntimeType } from './runtime-type';

/** `(type) value` of an Object. Numbers widen. @throws System.TypeException */
export function cast(value: unknown, type: RuntimeType): unknown {
  if (value === null || type.name === 'Object') return value;
  switch (type.name) {
    case 'Decimal':
      return asDecimal(value) ?? refuse(value, type);
    case 'Double': {
      const number = asDecimal(value);
      return value instanceof ApexDouble ? value : number ? new ApexDouble(number.toNumber()) : refuse(value, type);
    }
    case 'Long':
      return typeof value === 'number' ? BigInt(value) : typeof value === 'bigint' ? value : refuse(value, type);
    case 'Id':
      return (typeof value === 'string' ? parseId(value) : undefined) ?? refuse(value, type);
    case 'Datetime':
      return value instanceof ApexDate ? dateToDatetime(value) : value instanceof ApexDatetime ? value : refuse(value, type);
    default:
      return isInstance(value, type) ? value : refuse(value, type);
  }
}

function refuse(value: unknown, type: RuntimeType): never {
  throwApex('System.TypeException', `Invalid conversion from runtime type ${runtimeTypeName(value)} to ${type.name}`);
}

/** The type of a value at run time, as messages name it. */
export function runtimeTypeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'number':
      return 'Integer';
    case 'bigint':
      return 'Long';
    default:
  }
  if (value instanceof SObjectValue) return value.object.apiName;
  if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap) return value.type.name;
  if (value instanceof ApexEnumValue) return value.enumName;
  if (value instanceof ApexException) return value.typeName;
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof ApexDouble) return 'Double';
  if (value instanceof ApexDate) return 'Date';
  if (value instanceof ApexDatetime) return 'Datetime';
  return classOf(value)?.name ?? 'Object';
}

/** From a box, or from any other number. @throws System.TypeException */
export function unboxDouble(value: unknown): number | null {
  if (value === null || typeof value === 'number') return value;
  if (value instanceof ApexDouble) return value.value;
  const number = asDecimal(value);
  return number
    ? number.toNumber()
    : throwApex('System.TypeException', `Invalid conversion from runtime type ${runtimeTypeName(value)} to Double`);
}

/** A Date becoming a Datetime is its midnight in GMT. */
export function dateToDatetime(value: unknown): unknown {
  return value instanceof ApexDate ? new ApexDatetime(value.milliseconds) : value;
}
