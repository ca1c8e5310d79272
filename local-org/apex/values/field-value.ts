import type { FieldDef, FieldType } from '../../schema/types';
import type { OrgValue } from '../../values';
import { ApexBlob } from './blob';
import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { Decimal } from './decimal';
import { ApexDouble } from './double';
import { ApexTime } from './time';

/** A stored value as Apex sees it. @param field its type, and the scale of numbers */
export function fromOrgValue(field: { readonly type: FieldType; readonly scale: number }, value: OrgValue): unknown {
  if (value === null) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
      return typeof value === 'number' ? Decimal.fromStored(value, field.scale) : value;
    case 'long':
      return typeof value === 'number' ? BigInt(value) : value;
    case 'date':
      return typeof value === 'string' ? ApexDate.fromStored(value) : value;
    case 'datetime':
      return typeof value === 'number' ? new ApexDatetime(value) : value;
    case 'time':
      return typeof value === 'number' ? new ApexTime(value) : value;
    case 'base64':
      return typeof value === 'string' ? ApexBlob.fromBase64(value) : value;
    default:
      return value;
  }
}

/** Apex type of a field's value. */
export function apexTypeOf(field: FieldDef): string {
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'Id';
    case 'boolean':
      return 'Boolean';
    case 'int':
      return 'Integer';
    case 'long':
      return 'Long';
    case 'double':
    case 'currency':
    case 'percent':
      return 'Decimal';
    case 'date':
      return 'Date';
    case 'datetime':
      return 'Datetime';
    case 'time':
      return 'Time';
    case 'base64':
      return 'Blob';
    case 'anyType':
      return 'Object';
    default:
      return 'String';
  }
}

/** An Apex value in the form the rooms left of `apex` hold it; an empty String becomes null. */
export function toOrgValue(value: unknown): OrgValue {
  switch (typeof value) {
    case 'string':
      return value === '' ? null : value;
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    default:
  }
  if (value === null || value === undefined) return null;
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof ApexDouble) return value.value;
  if (value instanceof ApexDate) return value.toIso();
  if (value instanceof ApexDatetime) return value.milliseconds;
  if (value instanceof ApexTime) return value.milliseconds;
  if (value instanceof ApexBlob) return value.toBase64();
  throw new TypeError('Not a value of a field');
}
