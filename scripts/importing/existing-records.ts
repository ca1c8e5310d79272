import type { Connection } from 'jsforce';
import type { SourceMapping } from './mapping';
import type { OrgFields } from './org-fields';
import { sameValue, type FieldValue, type ImportRecord } from './row';

/** An address may have 16,384 characters; what is left is for the rest of the query. */
const MOST_ADDRESS_CHARACTERS = 12_000;

/** The text under which an org finds a record by its external id. */
export type KeyOf = (externalId: unknown) => string;

/** Records by key. */
export type StoredRecords = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Orgs find external ids whatever their capital letters, unless the field says otherwise. */
export function keysOf(source: SourceMapping, fields: OrgFields | undefined): KeyOf {
  return fields?.get(source.externalId)?.caseSensitive ? String : (externalId) => String(externalId).toLowerCase();
}

/** The current values of these records, so that only new and changed values are sent. */
export async function existingRecords(
  connection: Connection,
  source: SourceMapping,
  keyOf: KeyOf,
  externalIds: readonly FieldValue[]
): Promise<StoredRecords> {
  const select = `SELECT ${source.fields.map((mapping) => mapping.field).join(', ')} FROM ${source.object} WHERE ${source.externalId} IN`;
  const existing = new Map<string, Readonly<Record<string, unknown>>>();
  for (const literals of pages(externalIds.map(literal), MOST_ADDRESS_CHARACTERS - encodeURIComponent(select).length)) {
    const { records } = await connection.query<Record<string, unknown>>(`${select} (${literals.join(',')})`, {
      autoFetch: true,
      maxFetch: 10_000
    });
    for (const record of records) existing.set(keyOf(record[source.externalId]), record);
  }
  return existing;
}

function literal(value: FieldValue): string {
  if (typeof value !== 'string') return String(value);
  const escaped = value.replace(/[\\'\n\r]/g, (sign) => (sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : `\\${sign}`));
  return `'${escaped}'`;
}

/** Texts in pages that have at most so many characters within an address. A text that is longer has a page of its own. */
function* pages(texts: readonly string[], most: number): Generator<string[]> {
  let page: string[] = [];
  let size = 0;
  for (const text of texts) {
    // Clients encode apostrophes too, and the comma between two texts.
    const length = encodeURIComponent(text).replaceAll("'", '%27').length + 3;
    if (page.length > 0 && size + length > most) {
      yield page;
      [page, size] = [[], 0];
    }
    page.push(text);
    size += length;
  }
  if (page.length > 0) yield page;
}

/** Whether the org has another value, or none. */
export function differs(record: ImportRecord, stored: Readonly<Record<string, unknown>> | undefined): boolean {
  return !stored || Object.entries(record).some(([field, value]) => !sameValue(value, stored[field]));
}
