import type { Connection } from 'jsforce';
import { upsert } from './bulk-upsert';
import { differs, existingRecords, keysOf, type KeyOf, type StoredRecords } from './existing-records';
import { sourceFor, type Mapping, type SourceMapping } from './mapping';
import { describeFields, type OrgFields } from './org-fields';
import type { RejectedRow } from './rejected-file';
import { RowError, RowMapper, type ImportRecord } from './row';
import { readSourceFile, type SourceFile } from './source-file';
import type { CsvRow } from './csv-rows';

/** What became of a file. Each of its rows is in exactly one of the counts. */
export interface ImportOutcome {
  readonly object: string;
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
  /** Why the import ended before all rows were answered; absent where they were. The rows without an answer are rejected. */
  readonly interruption?: string;
}

export interface ImportProgress {
  start(total: number): void;
  processed(count: number): void;
  stop(): void;
}

/** A row that is fit to be sent, with where it came from. */
interface Candidate {
  readonly row: CsvRow;
  readonly record: ImportRecord;
}

/** A file that was read as a whole, with its rows as records of the source that its columns fit. */
export interface PreparedFile {
  readonly source: SourceMapping;
  readonly read: number;
  readonly keyOf: KeyOf;
  /** By key. */
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly rejected: readonly RejectedRow[];
  readonly header: readonly string[];
}

/**
 * Reads files and compares their mapping with the org, without writing anything.
 * @throws FileRefusal or MappingError if one of them cannot be read as a whole, or the org does not have its fields
 */
export async function prepareFiles(connection: Connection, mapping: Mapping, files: readonly string[]): Promise<PreparedFile[]> {
  const read = files.map((file) => {
    const contents = readSourceFile(file);
    return { contents, source: sourceFor(mapping, contents.header, file) };
  });
  const prepared: PreparedFile[] = [];
  for (const { contents, source } of read) prepared.push(mapRows(source, contents, await describeFields(connection, source)));
  return prepared;
}

/** Rows by key; the second row with the same external id is refused, because only one of them could win. */
function mapRows(source: SourceMapping, { header, rows, broken }: SourceFile, fields: OrgFields): PreparedFile {
  const mapper = new RowMapper(source, header, fields);
  const keyOf = keysOf(source, fields);
  const candidates = new Map<string, Candidate>();
  const rejected: RejectedRow[] = [...broken];
  for (const row of rows) {
    try {
      const record = mapper.record(row.cells);
      const key = keyOf(record[source.externalId]);
      const first = candidates.get(key);
      if (first) throw new RowError(`${source.externalId} ${String(record[source.externalId])} is already on line ${first.row.line}`);
      candidates.set(key, { row, record });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejected.push({ ...row, reason: error.message });
    }
  }
  return { source, header, read: rows.length + broken.length, keyOf, candidates, rejected };
}

/**
 * Imports one file: sends what is new or different, and tells of every row what became of it.
 * Running it again with the same file writes nothing.
 */
export async function importFile(connection: Connection, file: PreparedFile, progress: ImportProgress): Promise<ImportOutcome> {
  const { source, keyOf, read } = file;
  const ids = [...file.candidates.values()].map(({ record }) => record[source.externalId] ?? null);
  const existing = await existingRecords(connection, source, keyOf, ids);
  const { known, unknown } = split(file, existing);
  const changed = known.flatMap(([key, candidate]) => (differs(candidate.record, existing.get(key)) ? [candidate] : []));
  progress.start(changed.length);
  const records = changed.map(({ record }) => record);
  const { refused, interruption } = await upsert(connection, source, records, (count) => progress.processed(count));
  progress.stop();
  const rejected = [...file.rejected, ...unknown];
  for (const { index, reason } of refused) {
    const row = changed[index]?.row;
    if (row) rejected.push({ ...row, reason });
  }
  return {
    object: source.object,
    read,
    written: changed.length - refused.length,
    unchanged: known.length - changed.length,
    rejected: rejected.sort((a, b) => a.line - b.line),
    ...(interruption === undefined ? {} : { interruption })
  };
}

/** Parts the rows that may be sent from those that a source which only updates refuses. */
function split(
  { source, candidates }: PreparedFile,
  existing: StoredRecords
): { known: (readonly [key: string, candidate: Candidate])[]; unknown: RejectedRow[] } {
  const known = [...candidates].filter(([key]) => !source.updateOnly || existing.has(key));
  const unknown = [...candidates].flatMap(([key, { row, record }]) =>
    !source.updateOnly || existing.has(key)
      ? []
      : [{ ...row, reason: `there is no ${source.object} with ${source.externalId} ${String(record[source.externalId])}` }]
  );
  return { known, unknown };
}
