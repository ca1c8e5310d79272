import type { DmlOperation, DmlResult, RecordInput } from '../../dml/types';
import type { OrgError } from '../../errors';
import { OrgException } from '../../errors';
import type { Org } from '../../org';
import type { RunningUser, Transaction } from '../../database/types';
import { USER_MODE } from '../../security/types';
import { asRefusal, isDefect } from '../http/errors';
import { failure } from '../records/failure';
import type { CompleteOptions } from '../service-options';
import type { CsvTable } from './csv';
import { csvLine, readCsv } from './csv';
import type { BulkJob } from './job';
import { styleOf } from './job';
import { runQueryJob } from './query-run';
import { RowReader } from './rows';
import type { BulkStore } from './store';

/** Rows per transaction, the chunk that the platform passes to triggers: each chunk has its own limits. */
const ROWS_PER_TRANSACTION = 200;

const NO_RESULT = new OrgException('UNKNOWN_EXCEPTION', 'The engine gave no result for this row');

interface Upload {
  readonly jobId: string;
  readonly table: CsvTable;
  readonly reader: RowReader;
}

const DML: Readonly<Record<string, DmlOperation>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
  delete: 'delete',
  hardDelete: 'delete'
};

/** `CODE:message:Field__c --`, the platform's format for an error in a result. */
const errorCell = (errors: readonly OrgError[]): string =>
  errors.map((error) => `${error.errorCode}:${error.message}:${error.fields.join(', ')} --`).join(';');

/** Processes queued jobs between the server's other requests, one transaction per turn of the event loop. */
export class BulkRunner {
  private turn: NodeJS.Immediate | null = null;
  private upload: Upload | null = null;
  private stopped = false;

  constructor(
    private readonly org: Org,
    private readonly store: BulkStore,
    private readonly options: CompleteOptions
  ) {}

  /** Call when a job may be ready to run. */
  wake(): void {
    if (this.stopped || this.turn) return;
    this.turn = setImmediate(() => {
      this.turn = null;
      if (this.step()) this.wake();
    });
  }

  stop(): void {
    this.stopped = true;
    if (this.turn) clearImmediate(this.turn);
    this.turn = null;
  }

  /** Runs one transaction. @returns whether there is more work */
  private step(): boolean {
    const job = this.store.nextWaiting();
    if (!job) return false;
    try {
      const user = this.org.user(job.createdById);
      if (job.kind === 'query') runQueryJob(this.org, this.store, user, job);
      else this.ingest(user, job);
    } catch (error) {
      if (isDefect(error)) this.options.onDefect?.(error, 'bulk job', job.id);
      const { message } = asRefusal(error);
      this.store.update(job.id, { state: 'Failed', errorMessage: message, changedAt: this.org.clock.now() });
      this.upload = null;
    }
    return true;
  }

  private ingest(user: RunningUser, job: BulkJob): void {
    const upload = this.open(job);
    const { rows } = upload.table;
    if (job.processed >= rows.length) {
      this.store.update(job.id, { state: 'JobComplete', changedAt: this.org.clock.now() });
      this.upload = null;
      return;
    }
    const began = performance.now();
    const positions = rows.slice(job.processed, job.processed + ROWS_PER_TRANSACTION).map((_, index) => job.processed + index);
    const note = (results: readonly DmlResult[]): void => this.note(job, upload, positions, results, performance.now() - began);
    try {
      this.org.transact(user, (tx) => note(this.write(tx, user, job, upload, positions)));
    } catch (error) {
      // An exception that leaves a transaction (a limit, a defect) rolls it back: these rows fail, the others continue.
      if (this.store.get(job.id).processed > job.processed) throw error;
      if (isDefect(error)) this.options.onDefect?.(error, 'bulk job', job.id);
      const reason = asRefusal(error);
      this.org.transact(user, () => note(positions.map(() => failure(reason))));
    }
  }

  private open(job: BulkJob): Upload {
    if (this.upload?.jobId === job.id) return this.upload;
    const object = this.org.schema.object(job.object);
    if (!object) throw new OrgException('INVALID_TYPE', `InvalidBatch : sObject type '${job.object}' is not supported.`);
    const table = readCsv(this.store.uploaded(job.id) ?? new Uint8Array(), styleOf(job));
    this.upload = { jobId: job.id, table, reader: new RowReader(object, this.org.schema, table.header, job) };
    return this.upload;
  }

  private write(tx: Transaction, user: RunningUser, job: BulkJob, upload: Upload, positions: readonly number[]): DmlResult[] {
    const results = new Map<number, DmlResult>();
    const sound: number[] = [];
    const inputs: RecordInput[] = [];
    for (const position of positions) {
      try {
        inputs.push(upload.reader.read(upload.table.rows[position] ?? []));
        sound.push(position);
      } catch (error) {
        if (!(error instanceof OrgException)) throw error;
        results.set(position, failure(error));
      }
    }
    const access = this.org.security.policy(tx, user, USER_MODE);
    const external = job.externalIdFieldName === null ? {} : { externalIdField: job.externalIdFieldName };
    const written = this.org.dml.execute(tx, DML[job.operation] ?? 'insert', upload.reader.object, inputs, {
      access,
      allOrNone: false,
      ...external
    });
    sound.forEach((position, index) => results.set(position, written[index] ?? failure(NO_RESULT)));
    if (job.operation === 'hardDelete') {
      const ids = written.flatMap((result) => (result.success && result.id !== null ? [result.id] : []));
      this.org.dml.emptyRecycleBin(tx, ids, { access, allOrNone: false });
    }
    return positions.map((position) => results.get(position) ?? failure(NO_RESULT));
  }

  /** Stores results and progress with the rows themselves, in the same transaction. */
  private note(job: BulkJob, upload: Upload, positions: readonly number[], results: readonly DmlResult[], spent: number): void {
    const style = styleOf(job);
    const lines = positions.map((position, index) => {
      const result = results[index] ?? failure(NO_RESULT);
      const cells = upload.table.rows[position] ?? [];
      const created = job.operation === 'insert' || (job.operation === 'upsert' && result.created);
      const own = result.success ? [result.id ?? '', String(created)] : [result.id ?? '', errorCell(result.errors)];
      return { position, success: result.success, line: csvLine([...own, ...cells], style) };
    });
    this.store.addResults(job.id, lines);
    this.store.update(job.id, {
      state: 'InProgress',
      processed: job.processed + positions.length,
      failed: job.failed + lines.filter((line) => !line.success).length,
      processingTime: job.processingTime + Math.round(spent),
      changedAt: this.org.clock.now()
    });
  }
}
