import type { Connection } from 'jsforce';
import { stringify } from 'csv-stringify/sync';
import type { SourceMapping } from './mapping';
import { sameValue, type FieldValue, type ImportRecord } from './row';

/** Rows per Bulk API job: far below the platform's 150 MB, and short enough that progress shows. */
const ROWS_PER_JOB = 10_000;
const POLL_MILLISECONDS = 250;

export interface RejectedRecord {
  readonly externalId: string;
  readonly reason: string;
}

/** What the org holds of these records now, by external id: to send only what is new or different. */
export async function existingRecords(
  connection: Connection,
  source: SourceMapping
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const fields = source.fields.map((mapping) => mapping.field);
  const query = `SELECT ${fields.join(', ')} FROM ${source.object} WHERE ${source.externalId} != null`;
  const existing = new Map<string, Readonly<Record<string, unknown>>>();
  const records = await connection.query<Record<string, unknown>>(query, { autoFetch: true, maxFetch: 10_000_000 });
  for (const record of records.records) existing.set(String(record[source.externalId]), record);
  return existing;
}

export function differs(record: ImportRecord, stored: Readonly<Record<string, unknown>> | undefined): boolean {
  return !stored || Object.entries(record).some(([field, value]) => !sameValue(value, stored[field]));
}

/**
 * Upserts by external id through Bulk API 2.0.
 * @param onProgress called with the number of records the org has processed
 * @returns the records that the org refused
 */
export async function upsert(
  connection: Connection,
  source: SourceMapping,
  records: readonly ImportRecord[],
  onProgress: (processed: number) => void
): Promise<RejectedRecord[]> {
  const rejected: RejectedRecord[] = [];
  for (let start = 0; start < records.length; start += ROWS_PER_JOB) {
    const chunk = records.slice(start, start + ROWS_PER_JOB);
    rejected.push(...(await runJob(connection, source, chunk, (processed) => onProgress(start + processed))));
  }
  return rejected;
}

async function runJob(
  connection: Connection,
  source: SourceMapping,
  records: readonly ImportRecord[],
  onProgress: (processed: number) => void
): Promise<RejectedRecord[]> {
  const job = connection.bulk2.createJob({
    operation: 'upsert',
    object: source.object,
    externalIdFieldName: source.externalId,
    lineEnding: 'LF'
  });
  await job.open();
  await job.uploadData(toCsv(source, records));
  await job.close();
  for (;;) {
    const info = await job.check();
    onProgress(info.numberRecordsProcessed ?? 0);
    if (info.state === 'JobComplete') break;
    if (info.state === 'Failed' || info.state === 'Aborted')
      throw new Error(`The org ended the job as ${info.state}: ${info.errorMessage ?? 'no reason given'}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  const failed = await job.getFailedResults();
  return failed.map((row) => {
    const columns = new Map(Object.entries(row));
    return { externalId: String(columns.get(source.externalId) ?? ''), reason: String(columns.get('sf__Error') ?? 'no reason given') };
  });
}

/** Bulk API 2.0 reads an empty cell as "leave alone" and `#N/A` as "make empty". */
function toCsv(source: SourceMapping, records: readonly ImportRecord[]): string {
  const fields = source.fields.map((mapping) => mapping.field);
  const cell = (value: FieldValue | undefined): string => (value === null || value === undefined || value === '' ? '#N/A' : String(value));
  return stringify([fields, ...records.map((record) => fields.map((field) => cell(record[field])))]);
}
