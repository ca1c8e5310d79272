import { readNumber } from './number-text';
import type { FieldFacts, OrgFields } from './org-fields';
import { placeholders, type FieldMapping, type SourceMapping } from './mapping';
import { cutText, textProblem } from './sound-text';

export type FieldValue = string | number | boolean | null;
export type ImportRecord = Readonly<Record<string, FieldValue>>;

/** A row that the import refuses, with the reason for the person who made the file. */
export class RowError extends Error {
  override readonly name = 'RowError';
}

type Convert = (cells: readonly string[]) => FieldValue;

const NUMBER_TYPES: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);
const TEXT_TYPES: ReadonlySet<string> = new Set(['string', 'textarea', 'picklist', 'multipicklist', 'combobox', 'phone', 'url', 'email']);
/** What Bulk API reads as true and as false. */
const TRUE_WORDS = ['true', 'yes', 'y', 'on', '1'];
const FALSE_WORDS = ['false', 'no', 'n', 'off', '0'];
/** How Bulk API says that a field is to be emptied. */
const EMPTYING = '#N/A';
/** A record of Bulk API has at most so many characters. */
const MOST_CHARACTERS = 400_000;

/** Turns the rows of one file into records. */
export class RowMapper {
  private readonly converters: readonly (readonly [field: string, convert: Convert])[];

  /** @param fields what the org says of the fields; without it, only the mapping's own types are checked */
  constructor(source: SourceMapping, header: readonly string[], fields?: OrgFields) {
    const indexes = new Map(header.map((name, index) => [name, index]));
    this.converters = source.fields.map((mapping) => [mapping.field, converterOf(mapping, indexes, fields?.get(mapping.field))]);
  }

  /** @throws RowError naming column and value */
  record(cells: readonly string[]): ImportRecord {
    const record: Record<string, FieldValue> = {};
    let characters = 0;
    for (const [field, convert] of this.converters) {
      const value = convert(cells);
      record[field] = value;
      if (typeof value === 'string') characters += value.length;
    }
    if (characters > MOST_CHARACTERS) throw new RowError(`the row has ${characters} characters; a record may have ${MOST_CHARACTERS}`);
    return record;
  }
}

function converterOf(mapping: FieldMapping, indexes: ReadonlyMap<string, number>, facts: FieldFacts | undefined): Convert {
  const { constant } = mapping;
  if (constant !== undefined) return () => constant;
  const label = mapping.column ?? mapping.field;
  const raw = rawText(mapping, indexes);
  const known = mapping.values && new Map(Object.entries(mapping.values));
  const blank = new Set(mapping.blank);
  const typed = reader(mapping, facts);
  return (cells) => {
    const text = raw(cells);
    const empty = text === '' || blank.has(text);
    if (empty && mapping.required) throw new RowError(`${label} is empty`);
    if (known) {
      const mapped = known.get(text);
      if (mapped !== undefined) return mapped;
      if (!empty) throw new RowError(`${label} has the value "${shown(text)}", which the mapping does not know`);
    }
    if (empty) return null;
    const problem = textProblem(text);
    if (problem !== undefined) throw new RowError(`${label} ${problem}`);
    if (text === EMPTYING) throw new RowError(`${label} is "${EMPTYING}", a missing value of a spreadsheet. Leave the cell empty instead`);
    return typed(label, text);
  };
}

function rawText(mapping: FieldMapping, indexes: ReadonlyMap<string, number>): (cells: readonly string[]) => string {
  const cellOf = (column: string): ((cells: readonly string[]) => string) => {
    const index = indexes.get(column) ?? -1;
    return (cells) => (cells[index] ?? '').trim();
  };
  if (mapping.column !== undefined) return cellOf(mapping.column);
  const template = mapping.template ?? '';
  const columns = new Map(placeholders(template).map((column) => [column, cellOf(column)]));
  return (cells) => {
    if ([...columns.values()].every((cell) => cell(cells) === '')) return '';
    return template.replace(/\{([^{}]+)\}/g, (_, column: string) => columns.get(column)?.(cells) ?? '').trim();
  };
}

/** Reads texts that are not empty. Where the mapping names no type, the field's own counts. */
function reader(mapping: FieldMapping, facts: FieldFacts | undefined): (label: string, text: string) => FieldValue {
  const isNumber = facts !== undefined && NUMBER_TYPES.has(facts.type);
  switch (mapping.type ?? (isNumber ? 'number' : facts?.type === 'boolean' ? 'boolean' : 'text')) {
    case 'number':
      return (label, text) => numberOf(label, text, facts);
    case 'boolean':
      return booleanOf;
    case 'date':
      return isoDate;
    case 'datetime':
      return isoDatetime;
    default:
      return (_, text) => (mapping.truncate === undefined ? text : cutText(text, mapping.truncate));
  }
}

function numberOf(label: string, text: string, facts: FieldFacts | undefined): number {
  const isNumber = facts !== undefined && NUMBER_TYPES.has(facts.type);
  const value = readNumber(text, isNumber ? facts : undefined);
  if (typeof value === 'string') throw new RowError(`${label} ${value}: "${shown(text)}"`);
  if (facts && TEXT_TYPES.has(facts.type) && String(value) !== text)
    throw new RowError(`${label} would change: "${shown(text)}" is the number ${value}, and the field holds text`);
  return value;
}

function booleanOf(label: string, text: string): boolean {
  const word = text.toLowerCase();
  if (TRUE_WORDS.includes(word)) return true;
  if (FALSE_WORDS.includes(word)) return false;
  throw new RowError(`${label} is neither true nor false: "${shown(text)}"`);
}

function isoDate(label: string, text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isDay(text)) throw new RowError(`${label} is not a date: "${shown(text)}"`);
  return text;
}

function isoDatetime(label: string, text: string): string {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const moment = Date.parse(`${day}T${time}Z`);
  // Date.parse reads February 30 and 24:00 as the next day.
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(`${day}T${time}`))
    throw new RowError(`${label} is not a date and time: "${shown(text)}"`);
  return new Date(moment).toISOString();
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A value as a reason quotes it. */
function shown(text: string): string {
  return text.length > 80 ? `${cutText(text, 80)}…` : text;
}

/** Whether the org already holds this value: numbers by value, datetimes by instant, an empty text as null. */
export function sameValue(wanted: FieldValue, stored: unknown): boolean {
  if (wanted === null || wanted === '') return stored === null || stored === undefined || stored === '';
  if (typeof wanted === 'string' && typeof stored === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(wanted)) {
    return Date.parse(wanted) === Date.parse(stored.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  }
  return wanted === stored;
}
