import type { FieldDef, FieldType } from '../../schema/types';
import type { OrgValue } from '../../values';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?Z?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const DAY_MS = 86_400_000;
const SMALLEST_INT = -(2 ** 31);
const LARGEST_INT = 2 ** 31 - 1;

/** Field types whose values are plain text. */
const TEXT_TYPES: ReadonlySet<FieldType> = new Set<FieldType>([
  'id',
  'reference',
  'string',
  'textarea',
  'picklist',
  'multipicklist',
  'combobox',
  'email',
  'phone',
  'url',
  'encryptedstring',
  'anyType'
]);

export const isTextType = (type: FieldType): boolean => TEXT_TYPES.has(type);

/** Epoch milliseconds of midnight UTC; `undefined` for a date that does not exist. */
function dateMillis(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const millis = Date.UTC(year, month - 1, day);
  const date = new Date(millis);
  // The platform's dates begin in 1700; Date.UTC would read years below 100 as 19xx.
  return year >= 1700 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? millis : undefined;
}

function timeMillis(hour: string, minute: string, second = '0', fraction = ''): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

function offsetMillis(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** `YYYY-MM-DD` if the text is a day of the calendar. */
export function parseDate(text: string): string | undefined {
  return dateMillis(text) === undefined ? undefined : text;
}

/**
 * A point in time as the API takes it: `2026-11-22T03:00:00.000+0000`, with `Z`, `+01:00` or `+0100`, with or without
 * seconds and fraction; without a zone, or as a day alone, in UTC.
 * @returns milliseconds since 1970
 */
export function parseDatetime(text: string): number | undefined {
  const match = DATETIME.exec(text);
  if (!match) return undefined;
  const day = dateMillis(match[1] ?? '');
  const time = match[2] === undefined ? 0 : timeMillis(match[2], match[3] ?? '', match[4], match[5]);
  const offset = offsetMillis(match[6]);
  return day === undefined || time === undefined || offset === undefined ? undefined : day + time - offset;
}

/** `HH:mm:ss.SSSZ`. @returns milliseconds since midnight */
export function parseTime(text: string): number | undefined {
  const match = TIME.exec(text);
  return match ? timeMillis(match[1] ?? '', match[2] ?? '', match[3], match[4]) : undefined;
}

/** A number within what the field type can hold. */
export function checkNumber(type: FieldType, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (type === 'int') return Number.isInteger(value) && value >= SMALLEST_INT && value <= LARGEST_INT ? value : undefined;
  if (type === 'long') return Number.isSafeInteger(value) ? value : undefined;
  return value;
}

/**
 * The field value that a JSON string or a CSV cell represents.
 * @returns `undefined` where the text is not of the field's type; an empty text is `null` in text fields
 */
export function parseText(field: Pick<FieldDef, 'type'>, text: string): OrgValue | undefined {
  if (isTextType(field.type)) return text === '' ? null : text;
  switch (field.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return NUMBER.test(text) ? checkNumber(field.type, Number(text)) : undefined;
    case 'date':
      return parseDate(text);
    case 'datetime':
      return parseDatetime(text);
    case 'time':
      return parseTime(text);
    case 'base64':
      return BASE64.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

/** `2026-11-22T03:00:00.000+0000`, as REST bodies carry it. */
export function formatDatetime(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '+0000');
}

/** `03:00:00.000Z` */
export function formatTime(millis: number): string {
  return new Date(millis % DAY_MS).toISOString().slice(11);
}

/** A value in a JSON body. */
export function toJson(type: FieldType, value: OrgValue): string | number | boolean | null {
  if (typeof value !== 'number') return value;
  if (type === 'datetime') return formatDatetime(value);
  if (type === 'time') return formatTime(value);
  return value;
}

/** A value as a cell of a Bulk API result; Bulk writes points in time with `Z`. */
export function toCell(type: FieldType, value: OrgValue): string {
  if (value === null) return '';
  if (type === 'datetime' && typeof value === 'number') return new Date(value).toISOString();
  return String(toJson(type, value));
}
