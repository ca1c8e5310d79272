import type { Transaction } from '../database/types';

export type JobKind = 'Queueable' | 'Future' | 'BatchApex' | 'ScheduledApex';

/** What `apex` hands off to be run later. `payload` is opaque to `jobs` and survives a restart (it is stored as text). */
export interface JobRequest {
  readonly kind: JobKind;
  readonly apexClassName: string;
  readonly methodName?: string;
  readonly userId: string;
  readonly payload: string;
  /** Not before; absent: as soon as the transaction has committed. */
  readonly notBefore?: number;
  /** Batch: rows per execute. */
  readonly batchSize?: number;
}

/** Runs one job's step in a transaction of its own. Implemented by `apex`. */
export interface JobExecutor {
  runQueueable(tx: Transaction, jobId: string, payload: string): void;
  runFuture(tx: Transaction, jobId: string, payload: string): void;
  runScheduled(tx: Transaction, cronTriggerId: string, payload: string): void;
  /** @returns the scopes to execute, as payloads, and the state carried between them (`Database.Stateful`) */
  startBatch(tx: Transaction, jobId: string, payload: string): { scopes: readonly string[]; state: string };
  executeBatch(tx: Transaction, jobId: string, payload: string, scope: string, state: string): { state: string };
  finishBatch(tx: Transaction, jobId: string, payload: string, state: string): void;
}

export interface JobQueue {
  /** Stores the job with the transaction (it vanishes on rollback). @returns id of the AsyncApexJob */
  enqueue(tx: Transaction, request: JobRequest): string;
  /** @returns id of the CronTrigger. @throws OrgException for a malformed expression or a name in use */
  schedule(tx: Transaction, name: string, cron: string, request: JobRequest): string;
  abort(tx: Transaction, id: string): void;
  /** Runs what is due now, in order, each step in its own transaction, until nothing is due. @returns steps run */
  runDue(): number;
  /** When the next job is due; `null` if none waits. */
  nextDue(): number | null;
}
