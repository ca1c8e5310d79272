import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Connection } from 'jsforce';
import type { SourceMapping } from './mapping';
import type { FieldValue, ImportRecord } from './row';

/** Rows of one Bulk API job: short enough that progress shows. */
const ROWS_PER_JOB = 10_000;
/** Characters of one job, of four bytes at most: the platform takes 100 MB. */
const CHARACTERS_PER_JOB = 25_000_000;
const POLL_MILLISECONDS = 100;

export interface RefusedRecord {
  /** Which of the records that were to be sent. */
  readonly index: number;
  readonly reason: string;
}

export interface UpsertOutcome {
  readonly refused: readonly RefusedRecord[];
  /** Why not all records were sent and answered; absent where they were. */
  readonly interruption?: string;
}

/**
 * Upserts by external id through Bulk API 2.0. Where that is interrupted, the records without an answer are among the refused.
 * @param records each with another external id
 * @param onProgress called with the number of records the org has processed
 */
export async function upsert(
  connection: Connection,
  source: SourceMapping,
  records: readonly ImportRecord[],
  onProgress: (processed: number) => void
): Promise<UpsertOutcome> {
  const refused: RefusedRecord[] = [];
  let sent = 0;
  for (const lines of jobs(source, records)) {
    const from = sent;
    sent += lines.length;
    try {
      const outcome = await runJob(connection, source, lines, records.slice(from, sent), (processed) => onProgress(from + processed));
      refused.push(...outcome.refused.map(({ index, reason }) => ({ index: from + index, reason })));
      if (outcome.interruption === undefined) continue;
      return { refused: [...refused, ...notSent(sent, records.length)], interruption: outcome.interruption };
    } catch (error) {
      const interruption = error instanceof Error ? error.message : String(error);
      const reason = `it is not known whether the org saved this row (${interruption}): run the import again`;
      for (let index = from; index < sent; index++) refused.push({ index, reason });
      return { refused: [...refused, ...notSent(sent, records.length)], interruption };
    }
  }
  return { refused };
}

function notSent(from: number, to: number): RefusedRecord[] {
  return Array.from({ length: to - from }, (_, index) => ({ index: from + index, reason: 'not sent, because the import was interrupted' }));
}

/** Records as lines of CSV, so many as make a job. */
function* jobs(source: SourceMapping, records: readonly ImportRecord[]): Generator<string[]> {
  let lines: string[] = [];
  let size = 0;
  for (const record of records) {
    const line = toLine(source, record);
    if (lines.length === ROWS_PER_JOB || size + line.length > CHARACTERS_PER_JOB) {
      yield lines;
      [lines, size] = [[], 0];
    }
    lines.push(line);
    size += line.length;
  }
  if (lines.length > 0) yield lines;
}

/** Bulk API 2.0 reads an empty cell as "leave alone" and `#N/A` as "make empty". */
function toLine(source: SourceMapping, record: ImportRecord): string {
  const cell = (value: FieldValue | undefined): string =>
    value === null || value === undefined || value === '' ? '#N/A' : `"${String(value).replaceAll('"', '""')}"`;
  return `${source.fields.map(({ field }) => cell(record[field])).join(',')}\n`;
}

async function runJob(
  connection: Connection,
  source: SourceMapping,
  lines: readonly string[],
  records: readonly ImportRecord[],
  onProgress: (processed: number) => void
): Promise<UpsertOutcome> {
  const job = connection.bulk2.createJob({
    operation: 'upsert',
    object: source.object,
    externalIdFieldName: source.externalId,
    lineEnding: 'LF'
  });
  await job.open();
  await job.uploadData(stringify([source.fields.map(({ field }) => field)]) + lines.join(''));
  await job.close();
  for (;;) {
    const { state, numberRecordsProcessed, numberRecordsFailed, errorMessage } = await job.check();
    onProgress(numberRecordsProcessed ?? 0);
    if (state === 'JobComplete') {
      // Most jobs refuse nothing: that needs no further call.
      return { refused: numberRecordsFailed === 0 ? [] : indexed(source, records, parseResults(await job.getFailedResults(true))) };
    }
    if (state === 'Failed' || state === 'Aborted') {
      const interruption = `The org ended the job as ${state}: ${errorMessage ?? 'no reason given'}`;
      const saved = new Set(parseResults(await job.getSuccessfulResults(true)).map((row) => row[source.externalId]));
      const failed = parseResults(await job.getFailedResults(true));
      const reasons = new Map(failed.map((row) => [row[source.externalId], row['sf__Error'] ?? interruption]));
      const refused = records.flatMap((record, index) => {
        const key = String(record[source.externalId]);
        return saved.has(key) ? [] : [{ index, reason: reasons.get(key) ?? interruption }];
      });
      return { refused, interruption };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

type ResultRow = Readonly<Record<string, string>>;

/** Results of a job. jsforce reads them as if every separator were a comma, so they are parsed here. */
function parseResults(csv: unknown): ResultRow[] {
  return parse(String(csv), { columns: true, skip_empty_lines: true });
}

/** @throws Error if the org reports a row that was not sent */
function indexed(source: SourceMapping, records: readonly ImportRecord[], failed: readonly ResultRow[]): RefusedRecord[] {
  const indexes = new Map(records.map((record, index) => [String(record[source.externalId]), index]));
  return failed.map((row) => {
    const index = indexes.get(row[source.externalId] ?? '');
    if (index === undefined) throw new Error(`the org reports a refused row that was not sent: ${JSON.stringify(row)}`);
    return { index, reason: row['sf__Error'] ?? 'no reason given' };
  });
}
