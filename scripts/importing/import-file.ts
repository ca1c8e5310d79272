import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Connection } from 'jsforce';
import { differs, existingRecords, upsert } from './bulk-upsert';
import { sourceFor, type Mapping, type SourceMapping } from './mapping';
import { RowError, toRecord, type ImportRecord } from './row';
import { readSourceFile, type SourceFile, type SourceRow } from './source-file';

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface ImportOutcome {
  readonly source: string;
  readonly object: string;
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
}

export interface ImportProgress {
  start(total: number): void;
  processed(count: number): void;
  stop(): void;
}

/** A row that is fit to be sent, with where it came from. */
interface Candidate {
  readonly row: SourceRow;
  readonly record: ImportRecord;
}

/**
 * Imports one file: maps each row, sends what is new or different, and tells of every row what became of it.
 * Running it again with the same file writes nothing.
 */
export async function importFile(connection: Connection, mapping: Mapping, file: string, progress: ImportProgress): Promise<ImportOutcome> {
  const contents = await readSourceFile(file);
  const source = sourceFor(mapping, contents.header);
  const { candidates, rejected } = mapRows(source, contents);
  const existing = await existingRecords(connection, source);
  if (source.updateOnly) refuseUnknown(source, candidates, existing, rejected);
  const changed = [...candidates.values()].filter(({ record }) => differs(record, existing.get(String(record[source.externalId]))));
  progress.start(changed.length);
  const refused = await upsert(
    connection,
    source,
    changed.map((candidate) => candidate.record),
    (count) => progress.processed(count)
  );
  progress.stop();
  for (const { externalId, reason } of refused) {
    const row = candidates.get(externalId)?.row;
    rejected.push({ line: row?.line ?? 0, reason, values: row?.values ?? {} });
  }
  return {
    source: source.name,
    object: source.object,
    read: contents.rows.length + contents.broken.length,
    written: changed.length - refused.length,
    unchanged: candidates.size - changed.length,
    rejected: rejected.sort((a, b) => a.line - b.line)
  };
}

/** Rows by external id; the second row with the same id is refused, because only one of them could win. */
function mapRows(source: SourceMapping, contents: SourceFile): { candidates: Map<string, Candidate>; rejected: RejectedRow[] } {
  const candidates = new Map<string, Candidate>();
  const rejected: RejectedRow[] = contents.broken.map((row) => ({ ...row, values: {} }));
  for (const row of contents.rows) {
    try {
      const record = toRecord(source, row.values);
      const key = String(record[source.externalId]);
      const first = candidates.get(key);
      if (first) throw new RowError(`${source.externalId} ${key} already stands on line ${first.row.line}`);
      candidates.set(key, { row, record });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejected.push({ line: row.line, reason: error.message, values: row.values });
    }
  }
  return { candidates, rejected };
}

function refuseUnknown(
  source: SourceMapping,
  candidates: Map<string, Candidate>,
  existing: ReadonlyMap<string, unknown>,
  rejected: RejectedRow[]
): void {
  for (const [key, { row }] of candidates) {
    if (existing.has(key)) continue;
    rejected.push({ line: row.line, reason: `there is no ${source.object} with ${source.externalId} ${key}`, values: row.values });
    candidates.delete(key);
  }
}

/** Writes the rejected rows with line number and reason first, then the columns as they came. @returns the file's path */
export function writeRejectedRows(importedFile: string, rejected: readonly RejectedRow[], directory: string): string {
  const columns = [...new Set(rejected.flatMap((row) => Object.keys(row.values)))];
  const file = path.join(directory, `${path.basename(importedFile, path.extname(importedFile))}.rejected.csv`);
  const rows = rejected.map((row) => [row.line, row.reason, ...columns.map((column) => row.values[column] ?? '')]);
  fs.writeFileSync(file, stringify([['Row', 'Reason', ...columns], ...rows]));
  return file;
}
