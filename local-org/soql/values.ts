import { to18 } from '../database/ids';
import type { SqlValue } from '../database/types';
import { OrgException } from '../errors';
import type { OrgValue } from '../values';
import { familyOf, type Family } from '../schema/field-family';
import type { Literal } from './ast';
import { queryError } from './errors';
import type { Operand } from './operand';

/** How messages call the type of a filter criterion. */
const CRITERION_TYPE: Readonly<Record<Family, string>> = {
  text: 'string',
  id: 'ID',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
  none: 'string'
};

function wrongType(operand: Operand): string {
  const family = familyOf(operand.type);
  const type = family === 'number' && (operand.type === 'int' || operand.type === 'long') ? 'int' : CRITERION_TYPE[family];
  const quotes = family === 'text' || family === 'id' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  return `value of filter criterion for field '${operand.name}' must be of type ${type} and ${quotes}`;
}

/**
 * The value of a literal for this operand; not for date literals, which are ranges.
 * @throws OrgException INVALID_FIELD for a literal of another type, INVALID_QUERY_FILTER_OPERATOR for what is no id
 */
export function literalValue(operand: Operand, literal: Exclude<Literal, { kind: 'dateLiteral' }>, text: string): SqlValue {
  if (literal.kind === 'null') return null;
  const family = familyOf(operand.type);
  if (literal.kind === 'string' && family === 'id') {
    const id = toId(literal.value);
    if (id === undefined) throw queryError('INVALID_QUERY_FILTER_OPERATOR', text, operand.position, `invalid ID field: ${literal.value}`);
    return id;
  }
  const fits =
    (literal.kind === 'string' && family === 'text') ||
    (literal.kind === 'number' && family === 'number') ||
    (literal.kind === 'boolean' && family === 'boolean') ||
    (literal.kind === 'date' && family === 'date') ||
    (literal.kind === 'datetime' && family === 'datetime') ||
    (literal.kind === 'time' && family === 'time');
  if (!fits) throw queryError('INVALID_FIELD', text, operand.position, wrongType(operand));
  if (literal.kind === 'boolean') return literal.value ? 1 : 0;
  // Empty text is null on the platform.
  return literal.value === '' ? null : literal.value;
}

/** @returns `undefined` for what is no id; an empty text is no id at all: null */
function toId(value: string): string | null | undefined {
  return value === '' ? null : (to18(value) ?? undefined);
}

/**
 * A bound value as it is compared with this operand. A date against a datetime is its midnight in GMT, a datetime against a date
 * its day in GMT, as Apex converts them.
 * @throws OrgException INVALID_FIELD or INVALID_QUERY_FILTER_OPERATOR as for literals
 */
export function boundValue(operand: Operand, value: OrgValue): SqlValue {
  if (value === null || value === '') return null;
  switch (familyOf(operand.type)) {
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'id': {
      const id = typeof value === 'string' ? toId(value) : undefined;
      if (id === undefined) throw new OrgException('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${String(value)}`, [operand.name]);
      return id;
    }
    case 'number':
    case 'time':
      if (typeof value === 'number') return value;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'date':
      if (typeof value === 'number') return new Date(value).toISOString().slice(0, 10);
      if (typeof value === 'string' && isDay(value)) return value;
      break;
    case 'datetime':
      if (typeof value === 'number') return value;
      if (typeof value === 'string' && isDay(value)) return Date.parse(`${value}T00:00:00Z`);
      break;
    case 'none':
      break;
  }
  throw new OrgException('INVALID_FIELD', wrongType(operand), [operand.name]);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
