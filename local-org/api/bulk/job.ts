import type { CsvStyle, Delimiter, LineEnding } from './csv';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';
export type QueryOperation = 'query' | 'queryAll';

/** A Bulk API 2.0 job as it is stored. Times are milliseconds of the org's clock. */
export interface BulkJob {
  readonly id: string;
  readonly kind: 'ingest' | 'query';
  readonly operation: IngestOperation | QueryOperation;
  readonly object: string;
  readonly externalIdFieldName: string | null;
  readonly query: string | null;
  readonly state: JobState;
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly apiVersion: number;
  readonly createdById: string;
  readonly createdAt: number;
  readonly changedAt: number;
  /** Rows of the upload handled so far, or records in the result of a query. */
  readonly processed: number;
  readonly failed: number;
  /** Milliseconds spent in transactions. */
  readonly processingTime: number;
  readonly errorMessage: string | null;
}

export const styleOf = (job: BulkJob): CsvStyle => ({ delimiter: job.delimiter, lineEnding: job.lineEnding });

/** States of jobs that are not finished. */
export const isWaiting = (job: BulkJob): boolean => job.state === 'UploadComplete' || job.state === 'InProgress';
