import fs from 'node:fs';
import { isWellFormed } from './sound-text';

/** How one column (or several, by template) becomes a field. Exactly one of `column`, `template` and `constant` is given. */
export interface FieldMapping {
  readonly field: string;
  readonly column?: string;
  /** Text with `{Column Name}` in it. */
  readonly template?: string;
  readonly constant?: string | number | boolean;
  /** Default: as the org's field has it, else `text`. Dates are `YYYY-MM-DD`; datetimes `YYYY-MM-DD HH:MM:SS`, taken as UTC. */
  readonly type?: 'text' | 'number' | 'boolean' | 'date' | 'datetime';
  /** An empty value rejects the row. */
  readonly required?: boolean;
  /** Texts that mean "empty" besides the empty text. */
  readonly blank?: readonly string[];
  /** What each text becomes; a text that is not listed rejects the row. */
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
  /** Longer text is cut here, between two signs. */
  readonly truncate?: number;
}

/** One kind of file: recognised by its columns, written to one object, matched by one external id. */
export interface SourceMapping {
  readonly name: string;
  readonly object: string;
  readonly externalId: string;
  /** Rows whose external id the org does not hold are refused instead of inserted. */
  readonly updateOnly?: boolean;
  readonly fields: readonly FieldMapping[];
}

export interface Mapping {
  readonly sources: readonly SourceMapping[];
}

/** A mapping that cannot be used, or a file that fits none of its sources. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

const FIELD_KEYS = new Set(['field', 'column', 'template', 'constant', 'type', 'required', 'blank', 'values', 'truncate']);
const SOURCE_KEYS = new Set(['name', 'object', 'externalId', 'updateOnly', 'fields']);
const TYPES: readonly unknown[] = ['text', 'number', 'boolean', 'date', 'datetime'];

/** @throws MappingError naming file and place */
export function readMapping(file: string): Mapping {
  const read = readJson(file);
  const sources: unknown = isObject(read) ? read['sources'] : undefined;
  if (!Array.isArray(sources) || sources.length === 0) throw new MappingError(`${file}: "sources" must list at least one source`);
  return { sources: sources.map((source: unknown, index) => checkedSource(source, `${file}: sources[${index}]`)) };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new MappingError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isScalar = (value: unknown): boolean =>
  (typeof value === 'string' && isWellFormed(value)) || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

function checkedSource(source: unknown, place: string): SourceMapping {
  const problem = isObject(source) ? problemOf(source) : 'is not an object';
  if (problem !== null) throw new MappingError(`${place}: ${problem}`);
  return source as SourceMapping;
}

function problemOf(source: JsonObject): string | null {
  const { name, object, externalId, updateOnly, fields } = source;
  if (!isText(name) || !isText(object) || !isText(externalId)) return 'needs "name", "object" and "externalId"';
  const unknown = Object.keys(source).find((key) => !SOURCE_KEYS.has(key));
  if (unknown !== undefined) return `"${unknown}" is not known`;
  if (updateOnly !== undefined && typeof updateOnly !== 'boolean') return '"updateOnly" must be true or false';
  if (!Array.isArray(fields)) return '"fields" must be a list';
  const seen = new Set<string>();
  let keyIsRequired = false;
  for (const mapping of fields as readonly unknown[]) {
    if (!isObject(mapping) || !isText(mapping['field'])) return 'a field mapping has no "field"';
    const { field } = mapping;
    const problem = fieldProblemOf(mapping);
    if (problem !== null) return `${field} ${problem}`;
    if (seen.has(field.toLowerCase())) return `${field} is mapped twice`;
    seen.add(field.toLowerCase());
    if (field === externalId) keyIsRequired = mapping['required'] === true && mapping['constant'] === undefined;
  }
  return keyIsRequired ? null : `"externalId" ${externalId} must be mapped and "required"`;
}

function fieldProblemOf(mapping: JsonObject): string | null {
  const { column, template, constant, type, required, blank, values, truncate } = mapping;
  const unknown = Object.keys(mapping).find((key) => !FIELD_KEYS.has(key));
  if (unknown !== undefined) return `has the unknown "${unknown}"`;
  if ([column, template, constant].filter((way) => way !== undefined).length !== 1)
    return 'needs exactly one of "column", "template" and "constant"';
  if (column !== undefined && !isText(column)) return 'needs the name of a column';
  if (template !== undefined && !(isText(template) && isWellFormed(template))) return 'needs a text as template';
  if (isText(template) && placeholders(template).length === 0) return 'has a template without a {column}';
  if (constant !== undefined && !isScalar(constant)) return 'needs a text, a number, true or false as constant';
  if (type !== undefined && !TYPES.includes(type)) return `has the unknown type "${String(type)}"`;
  if (required !== undefined && typeof required !== 'boolean') return 'has a "required" that is neither true nor false';
  if (blank !== undefined && !(Array.isArray(blank) && blank.every((text) => typeof text === 'string')))
    return 'has a "blank" that is not a list of texts';
  if (values !== undefined && !(isObject(values) && Object.values(values).every((value) => value === null || isScalar(value))))
    return 'has "values" that are not texts, numbers, true, false or null';
  if (truncate !== undefined && !(Number.isInteger(truncate) && Number(truncate) > 0))
    return 'has a "truncate" that is no whole number above 0';
  return null;
}

/** The columns a source reads, in order of first use. */
function columnsOf(source: SourceMapping): string[] {
  const columns = source.fields.flatMap((mapping) =>
    mapping.column !== undefined ? [mapping.column] : placeholders(mapping.template ?? '')
  );
  return [...new Set(columns)];
}

export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
}

/** The first source all of whose columns the file has. @throws MappingError saying which columns each source misses */
export function sourceFor(mapping: Mapping, header: readonly string[], file: string): SourceMapping {
  const present = new Set(header);
  const missing: string[] = [];
  for (const source of mapping.sources) {
    const absent = columnsOf(source).filter((column) => !present.has(column));
    if (absent.length === 0) return source;
    missing.push(`${source.name} misses ${absent.map((column) => `"${column}"`).join(', ')}`);
  }
  throw new MappingError(`The columns of ${file} fit no source of the mapping: ${missing.join('; ')}`);
}
