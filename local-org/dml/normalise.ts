import { to18 } from '../database';
import type { ErrorCode, OrgError } from '../errors';
import type { FieldDef, PicklistDef } from '../schema/types';
import { plainNumber } from '../values';
import type { OrgValue } from '../values';
import { parseDate } from './formula/dates';
import { roundHalfUp } from './formula/numbers';

/** Thrown for one value and caught where the errors of its record are gathered. */
export class BadValue extends Error {
  readonly error: OrgError;

  constructor(field: FieldDef, errorCode: ErrorCode, problem: string) {
    super(problem);
    this.error = { errorCode, message: `${field.label}: ${problem}`, fields: [field.apiName] };
  }
}

/** NUL, and a surrogate without its other half: neither is a character that UTF-8 can carry through the database. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** One @, no white space, a domain with a dot: what the platform takes for an address. */
const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[A-Za-z0-9-]{2,}$/;
const MAX_INT = 2_147_483_647;
/** Digits the platform's numbers have at most. */
const MAX_DIGITS = 18;
/** First and last date the platform stores. */
const [FIRST_DATE, LAST_DATE] = ['1700-01-01', '4000-12-31'];
const DAY = 86_400_000;
const FIRST_MOMENT = Date.parse(`${FIRST_DATE}T00:00:00Z`);
const LAST_MOMENT = Date.parse(`${LAST_DATE}T23:59:59.999Z`);

/**
 * Brings a value into the form in which the org keeps it (see `OrgValue`): texts trimmed, empty ones null, numbers rounded half
 * up to the field's scale, ids in 18 characters, multi-select values in the order of their set.
 * @throws BadValue in the platform's wording
 */
export function normalise(field: FieldDef, value: OrgValue): OrgValue {
  if (value === null) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(field, value);
      return value;
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return normaliseNumber(field, value);
    case 'date': {
      const date = typeof value === 'string' ? parseDate(value) : null;
      if (date === null || date < FIRST_DATE || date > LAST_DATE) throw wrongType(field, value);
      return date;
    }
    case 'datetime':
      if (typeof value !== 'number' || !(value >= FIRST_MOMENT && value <= LAST_MOMENT)) throw wrongType(field, value);
      // The platform stores whole seconds.
      return Math.floor(value / 1000) * 1000;
    case 'time':
      if (typeof value !== 'number' || !(value >= 0 && value < DAY)) throw wrongType(field, value);
      return Math.trunc(value);
    case 'id':
    case 'reference':
      return normaliseId(field, value);
    case 'base64':
      if (typeof value !== 'string') throw wrongType(field, value);
      return value;
    case 'address':
    case 'location':
      throw new BadValue(field, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'compound fields are read only; write their components');
    default:
      return normaliseText(field, value);
  }
}

function normaliseText(field: FieldDef, value: OrgValue): string | null {
  if (typeof value !== 'string') throw wrongType(field, value);
  const text = value.trim();
  if (text === '') return null;
  if (UNSTORABLE.test(text)) throw new BadValue(field, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'the text has a NUL or half of a character');
  if (field.type === 'multipicklist' && field.picklist) return normaliseMultiPicklist(field, field.picklist, text);
  if (field.type === 'picklist' && field.picklist?.restricted) return restrictedValue(field, field.picklist, text);
  if (field.length > 0 && text.length > field.length) {
    throw new BadValue(field, 'STRING_TOO_LONG', `data value too large: ${text} (max length=${field.length})`);
  }
  if (field.type === 'email' && !EMAIL.test(text)) throw new BadValue(field, 'INVALID_EMAIL_ADDRESS', `invalid email address: ${text}`);
  return text;
}

function normaliseNumber(field: FieldDef, value: OrgValue): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(field, value);
  const whole = field.type === 'int' || field.type === 'long';
  const rounded = roundHalfUp(value, whole ? 0 : field.scale);
  const digits = (field.precision > 0 ? field.precision : MAX_DIGITS) - (whole ? 0 : field.scale);
  if (Math.abs(rounded) >= 10 ** digits || (field.type === 'int' && Math.abs(rounded) > MAX_INT)) {
    throw new BadValue(field, 'NUMBER_OUTSIDE_VALID_RANGE', `value outside of valid range on numeric field: ${plainNumber(value)}`);
  }
  // -0 is written 0.
  return rounded + 0;
}

function normaliseId(field: FieldDef, value: OrgValue): string | null {
  if (typeof value !== 'string') throw wrongType(field, value);
  const text = value.trim();
  if (text === '') return null;
  const id = to18(text);
  if (id === null) throw new BadValue(field, 'MALFORMED_ID', `id value of incorrect type: ${text}`);
  return id;
}

function restrictedValue(field: FieldDef, picklist: PicklistDef, text: string): string {
  const wanted = text.toLowerCase();
  const known = picklist.values.find((candidate) => candidate.active && candidate.value.toLowerCase() === wanted);
  if (!known) throw new BadValue(field, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `bad value for restricted picklist field: ${text}`);
  return known.value;
}

function normaliseMultiPicklist(field: FieldDef, picklist: PicklistDef, text: string): string | null {
  const chosen = new Set<string>();
  for (const part of text.split(';')) {
    const value = part.trim();
    if (value !== '') chosen.add(picklist.restricted ? restrictedValue(field, picklist, value) : value);
  }
  const known = picklist.values.map((candidate) => candidate.value).filter((value) => chosen.delete(value));
  const all = [...known, ...chosen].join(';');
  return all === '' ? null : all;
}

function wrongType(field: FieldDef, value: OrgValue): BadValue {
  return new BadValue(field, 'INVALID_TYPE_ON_FIELD_IN_RECORD', `value not of required type: ${String(value)}`);
}
