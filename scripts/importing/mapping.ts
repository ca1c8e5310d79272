import fs from 'node:fs';

/** How one column (or several, by template) becomes a field. Exactly one of `column`, `template` and `constant` is given. */
export interface FieldMapping {
  readonly field: string;
  readonly column?: string;
  /** Text with `{Column Name}` in it. */
  readonly template?: string;
  readonly constant?: string | number | boolean;
  /** Default `text`. Dates are `YYYY-MM-DD`; datetimes `YYYY-MM-DD HH:MM:SS`, taken as UTC. */
  readonly type?: 'text' | 'number' | 'date' | 'datetime';
  /** An empty value rejects the row. */
  readonly required?: boolean;
  /** Texts that mean "empty" besides the empty text. */
  readonly blank?: readonly string[];
  /** What each text becomes; a text that is not listed rejects the row. */
  readonly values?: Readonly<Record<string, string | number | boolean | null>>;
  /** Longer text is cut here. */
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

/** @throws MappingError naming file and place */
export function readMapping(file: string): Mapping {
  let mapping: Mapping;
  try {
    mapping = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new MappingError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(mapping.sources) || mapping.sources.length === 0)
    throw new MappingError(`${file}: "sources" must list at least one source`);
  for (const [index, source] of mapping.sources.entries()) {
    const problem = problemOf(source);
    if (problem) throw new MappingError(`${file}: sources[${index}]: ${problem}`);
  }
  return mapping;
}

function problemOf(source: SourceMapping): string | null {
  if (!source.name || !source.object || !source.externalId) return 'needs "name", "object" and "externalId"';
  if (!Array.isArray(source.fields)) return '"fields" must be a list';
  const seen = new Set<string>();
  for (const mapping of source.fields) {
    const ways = [mapping.column, mapping.template, mapping.constant].filter((way) => way !== undefined).length;
    if (!mapping.field) return 'a field mapping has no "field"';
    if (ways !== 1) return `${mapping.field} needs exactly one of "column", "template" and "constant"`;
    if (seen.has(mapping.field)) return `${mapping.field} is mapped twice`;
    if (mapping.type && !['text', 'number', 'date', 'datetime'].includes(mapping.type))
      return `${mapping.field} has the unknown type "${mapping.type}"`;
    seen.add(mapping.field);
  }
  const key = source.fields.find((mapping) => mapping.field === source.externalId);
  return key?.required ? null : `"externalId" ${source.externalId} must be mapped and "required"`;
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
export function sourceFor(mapping: Mapping, header: readonly string[]): SourceMapping {
  const present = new Set(header);
  const missing: string[] = [];
  for (const source of mapping.sources) {
    const absent = columnsOf(source).filter((column) => !present.has(column));
    if (absent.length === 0) return source;
    missing.push(`${source.name} misses ${absent.map((column) => `"${column}"`).join(', ')}`);
  }
  throw new MappingError(`The file's columns fit no source of the mapping: ${missing.join('; ')}`);
}
