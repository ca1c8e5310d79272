import { IdGenerator } from '../../database';
import type { Database, SqlRow, SqlValue } from '../../database/types';
import { OrgException } from '../../errors';
import type { BulkJob } from './job';

const KEY_PREFIX = '750';

/** Columns of a job by property. */
const COLUMNS: Readonly<Record<keyof BulkJob, string>> = {
  id: 'Id',
  kind: 'Kind',
  operation: 'Operation',
  object: 'Object',
  externalIdFieldName: 'ExternalIdField',
  query: 'Query',
  state: 'State',
  delimiter: 'Delimiter',
  lineEnding: 'LineEnding',
  apiVersion: 'ApiVersion',
  createdById: 'CreatedById',
  createdAt: 'CreatedAt',
  changedAt: 'ChangedAt',
  processed: 'Processed',
  failed: 'Failed',
  processingTime: 'ProcessingTime',
  errorMessage: 'ErrorMessage'
};
const PROPERTIES = Object.keys(COLUMNS) as (keyof BulkJob)[];

/** One row of a job's result. `line` is the finished line of CSV. */
export interface ResultRow {
  /** Position of the row in the upload, or of the record in the query's result. */
  readonly position: number;
  readonly success: boolean;
  readonly line: string;
}

/**
 * Bulk jobs with their uploads and results, in the org's own database. A job resumes after the process was
 * killed, because a row's result commits with the row.
 */
export class BulkStore {
  private readonly ids: IdGenerator;

  constructor(private readonly db: Database) {
    this.ids = new IdGenerator(db);
    db.exec(`
      CREATE TABLE IF NOT EXISTS "_BulkJob" (
        Id TEXT PRIMARY KEY, Kind TEXT NOT NULL, Operation TEXT NOT NULL, Object TEXT NOT NULL, ExternalIdField TEXT, Query TEXT,
        State TEXT NOT NULL, Delimiter TEXT NOT NULL, LineEnding TEXT NOT NULL, ApiVersion INTEGER NOT NULL, CreatedById TEXT NOT NULL,
        CreatedAt INTEGER NOT NULL, ChangedAt INTEGER NOT NULL, Processed INTEGER NOT NULL, Failed INTEGER NOT NULL,
        ProcessingTime INTEGER NOT NULL, ErrorMessage TEXT);
      CREATE TABLE IF NOT EXISTS "_BulkUpload" (JobId TEXT PRIMARY KEY, Data BLOB NOT NULL);
      CREATE TABLE IF NOT EXISTS "_BulkResult" (
        JobId TEXT NOT NULL, Position INTEGER NOT NULL, Success INTEGER NOT NULL, Line TEXT NOT NULL, PRIMARY KEY (JobId, Position)) WITHOUT ROWID;`);
  }

  create(job: Omit<BulkJob, 'id' | 'processed' | 'failed' | 'processingTime' | 'errorMessage'>): BulkJob {
    const complete: BulkJob = { ...job, id: this.ids.next(KEY_PREFIX), processed: 0, failed: 0, processingTime: 0, errorMessage: null };
    const columns = PROPERTIES.map((property) => COLUMNS[property]).join(', ');
    this.db.run(
      `INSERT INTO "_BulkJob" (${columns}) VALUES (${PROPERTIES.map(() => '?').join(', ')})`,
      PROPERTIES.map((property) => complete[property])
    );
    return complete;
  }

  /** @throws OrgException NOT_FOUND */
  get(id: string): BulkJob {
    const row = this.db.get('SELECT * FROM "_BulkJob" WHERE Id = ?', [id]);
    if (!row) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
    return jobOf(row);
  }

  /** Jobs of one kind, oldest first. */
  list(kind: BulkJob['kind']): BulkJob[] {
    return this.db.all('SELECT * FROM "_BulkJob" WHERE Kind = ? ORDER BY CreatedAt, Id', [kind]).map(jobOf);
  }

  /** The next job to process: one in progress, else the oldest one queued. */
  nextWaiting(): BulkJob | undefined {
    const row = this.db.get(
      `SELECT * FROM "_BulkJob" WHERE State IN ('InProgress', 'UploadComplete') ORDER BY State, CreatedAt, Id LIMIT 1`
    );
    return row && jobOf(row);
  }

  update(id: string, changes: Partial<Omit<BulkJob, 'id'>>): void {
    const properties = PROPERTIES.filter((property) => property !== 'id' && property in changes);
    const values = properties.map((property): SqlValue => (property === 'id' ? null : (changes[property] ?? null)));
    this.db.run(`UPDATE "_BulkJob" SET ${properties.map((property) => `${COLUMNS[property]} = ?`).join(', ')} WHERE Id = ?`, [
      ...values,
      id
    ]);
  }

  /** Deletes the job with its upload and results. */
  remove(id: string): void {
    for (const [table, column] of [
      ['_BulkResult', 'JobId'],
      ['_BulkUpload', 'JobId'],
      ['_BulkJob', 'Id']
    ]) {
      this.db.run(`DELETE FROM "${table}" WHERE ${column} = ?`, [id]);
    }
  }

  upload(id: string, data: Uint8Array): void {
    this.db.run('INSERT INTO "_BulkUpload" VALUES (?, ?)', [id, data]);
  }

  /** The uploaded data; `undefined` before the upload. */
  uploaded(id: string): Uint8Array | undefined {
    const data = this.db.get('SELECT Data FROM "_BulkUpload" WHERE JobId = ?', [id])?.['Data'];
    return data instanceof Uint8Array ? data : undefined;
  }

  addResults(id: string, rows: readonly ResultRow[]): void {
    // One statement for all lines, because binding a value costs more than reading it from a list.
    const texts = rows.filter(({ line }) => !line.includes(NUL)).map(({ position, success, line }) => [position, success ? 1 : 0, line]);
    this.db.run(`INSERT INTO "_BulkResult" SELECT ?, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`, [id, JSON.stringify(texts)]);
    for (const { position, success, line } of rows) {
      // A line returns the row unchanged. SQLite text cannot hold a NUL character, so such a line is stored as bytes.
      if (line.includes(NUL))
        this.db.run('INSERT INTO "_BulkResult" VALUES (?, ?, ?, ?)', [id, position, success ? 1 : 0, Buffer.from(line, 'utf8')]);
    }
  }

  /** Lines of the rows that succeeded, or of those that did not, in the order of the upload. */
  resultLines(id: string, success: boolean): string[] {
    return this.lines('SELECT Line FROM "_BulkResult" WHERE JobId = ? AND Success = ? ORDER BY Position', [id, success ? 1 : 0]);
  }

  /** At most `limit` lines, starting at `from` (0-based). */
  resultPage(id: string, from: number, limit: number): string[] {
    return this.lines('SELECT Line FROM "_BulkResult" WHERE JobId = ? AND Position >= ? ORDER BY Position LIMIT ?', [id, from, limit]);
  }

  private lines(sql: string, params: readonly SqlValue[]): string[] {
    return this.db.all(sql, params).map((row) => lineOf(row['Line'] ?? ''));
  }
}

const NUL = '\0';
const lineOf = (stored: SqlValue): string => (stored instanceof Uint8Array ? Buffer.from(stored).toString('utf8') : String(stored));

const text = (row: SqlRow, column: string): string => String(row[column]);
const textOrNull = (row: SqlRow, column: string): string | null => (row[column] === null ? null : String(row[column]));

function jobOf(row: SqlRow): BulkJob {
  return {
    id: text(row, COLUMNS.id),
    kind: text(row, COLUMNS.kind) as BulkJob['kind'],
    operation: text(row, COLUMNS.operation) as BulkJob['operation'],
    object: text(row, COLUMNS.object),
    externalIdFieldName: textOrNull(row, COLUMNS.externalIdFieldName),
    query: textOrNull(row, COLUMNS.query),
    state: text(row, COLUMNS.state) as BulkJob['state'],
    delimiter: text(row, COLUMNS.delimiter) as BulkJob['delimiter'],
    lineEnding: text(row, COLUMNS.lineEnding) as BulkJob['lineEnding'],
    apiVersion: Number(row[COLUMNS.apiVersion]),
    createdById: text(row, COLUMNS.createdById),
    createdAt: Number(row[COLUMNS.createdAt]),
    changedAt: Number(row[COLUMNS.changedAt]),
    processed: Number(row[COLUMNS.processed]),
    failed: Number(row[COLUMNS.failed]),
    processingTime: Number(row[COLUMNS.processingTime]),
    errorMessage: textOrNull(row, COLUMNS.errorMessage)
  };
}
