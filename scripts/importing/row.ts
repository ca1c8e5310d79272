import { placeholders, type FieldMapping, type SourceMapping } from './mapping';

export type FieldValue = string | number | boolean | null;
export type ImportRecord = Readonly<Record<string, FieldValue>>;

/** A row that the import refuses, with the reason for the person who made the file. */
export class RowError extends Error {
  override readonly name = 'RowError';
}

/**
 * Turns one row of the file into a record.
 * @throws RowError naming column and value
 */
export function toRecord(source: SourceMapping, row: Readonly<Record<string, string>>): ImportRecord {
  return Object.fromEntries(source.fields.map((mapping) => [mapping.field, fieldValue(mapping, row)]));
}

function fieldValue(mapping: FieldMapping, row: Readonly<Record<string, string>>): FieldValue {
  if (mapping.constant !== undefined) return mapping.constant;
  const text = rawText(mapping, row);
  const label = mapping.column ?? mapping.field;
  const empty = text === '' || (mapping.blank?.includes(text) ?? false);
  if (empty && mapping.required) throw new RowError(`${label} is empty`);
  if (mapping.values) {
    const mapped = mapping.values[text];
    if (mapped !== undefined) return mapped;
    if (!empty) throw new RowError(`${label} has the value "${text}", which the mapping does not know`);
  }
  if (empty) return null;
  return typed(mapping, label, text);
}

function rawText(mapping: FieldMapping, row: Readonly<Record<string, string>>): string {
  if (mapping.column !== undefined) return (row[mapping.column] ?? '').trim();
  const template = mapping.template ?? '';
  const parts = placeholders(template);
  if (parts.every((column) => (row[column] ?? '').trim() === '')) return '';
  return template.replace(/\{([^{}]+)\}/g, (_, column: string) => (row[column] ?? '').trim()).trim();
}

function typed(mapping: FieldMapping, label: string, text: string): FieldValue {
  switch (mapping.type ?? 'text') {
    case 'number': {
      const number = Number(text);
      if (!Number.isFinite(number)) throw new RowError(`${label} is not a number: "${text}"`);
      return number;
    }
    case 'date':
      return isoDate(label, text);
    case 'datetime':
      return isoDatetime(label, text);
    case 'text':
      return mapping.truncate === undefined ? text : text.slice(0, mapping.truncate);
  }
}

function isoDate(label: string, text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const time = match ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) throw new RowError(`${label} is not a date: "${text}"`);
  return text;
}

function isoDatetime(label: string, text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text);
  const time = match ? Date.parse(`${match[1]}T${match[2]}Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new RowError(`${label} is not a date and time: "${text}"`);
  return new Date(time).toISOString();
}

/** Whether the org already holds this value: numbers by value, datetimes by instant, an empty text as null. */
export function sameValue(wanted: FieldValue, stored: unknown): boolean {
  if (wanted === null || wanted === '') return stored === null || stored === undefined || stored === '';
  if (typeof wanted === 'string' && typeof stored === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(wanted)) {
    return Date.parse(wanted) === Date.parse(stored.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  }
  return wanted === stored;
}
