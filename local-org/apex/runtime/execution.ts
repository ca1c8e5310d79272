import type { RunningUser, Transaction } from '../../database/types';
import type { DmlEngine } from '../../dml/types';
import type { JobQueue } from '../../jobs/types';
import type { OrgMetadata } from '../../metadata/types';
import type { Schema } from '../../schema/types';
import type { SecurityModel } from '../../security/types';
import type { QueryEngine } from '../../soql/types';
import type { TriggerContext } from '../compiler/host';
import { Zone } from '../values/zone';
import type { ClassInfo } from './classes';
import type { DebugLog } from './debug-log';
import type { LoadedProgram } from './loaded-program';
import type { NotificationStore } from './notification-store';
import type { Outbox } from './outbox';
import type { TestRun } from './test-run';

/** The rooms that Apex works with. */
export interface ApexServices {
  readonly metadata: Pick<OrgMetadata, 'labels' | 'customMetadataRecords' | 'apiVersion'>;
  readonly schema: Schema;
  readonly queries: QueryEngine;
  readonly dml: DmlEngine;
  readonly security: SecurityModel;
  readonly jobs: JobQueue;
  readonly outbox: Outbox;
  readonly notifications: NotificationStore;
  readonly organizationId: string;
}

/** How the running code was started: the names of `System.Quiddity`. */
export type Quiddity = 'ANONYMOUS' | 'AURA' | 'BATCH_APEX' | 'FUTURE' | 'QUEUEABLE' | 'REST' | 'RUNTEST_SYNC' | 'SCHEDULED' | 'SYNCHRONOUS';

/** The running Apex: everything natives need to know about it. */
export class Execution {
  /** Innermost last. */
  readonly triggers: TriggerContext[] = [];
  /** Classes that decide on sharing for those without a say of their own; innermost last. */
  readonly callers: ClassInfo[] = [];
  test: TestRun | null = null;
  /** Id of the AsyncApexJob or CronTrigger that runs, if any. */
  jobId: string | null = null;

  constructor(
    readonly services: ApexServices,
    readonly program: LoadedProgram,
    public tx: Transaction,
    public quiddity: Quiddity,
    readonly log: DebugLog
  ) {}

  /** Whether the limits of asynchronous Apex hold. */
  get isAsynchronous(): boolean {
    return this.quiddity === 'BATCH_APEX' || this.quiddity === 'FUTURE' || this.quiddity === 'QUEUEABLE' || this.quiddity === 'SCHEDULED';
  }

  get user(): RunningUser {
    return this.tx.user;
  }

  /** The running user's time zone. */
  get zone(): Zone {
    return Zone.of(this.tx.user.timeZone);
  }

  /** The org's own now, in milliseconds since 1970. */
  get now(): number {
    return this.tx.clock.now();
  }
}

let running: Execution | null = null;

/** The execution on top. @throws Error if no Apex is running: a defect of the host */
export function current(): Execution {
  if (!running) throw new Error('No Apex is running.');
  return running;
}

/** Whether Apex is running now. */
export function isRunning(): boolean {
  return running !== null;
}

/** Runs `work` with this execution on top. */
export function withExecution<T>(execution: Execution, work: () => T): T {
  const before = running;
  running = execution;
  try {
    return work();
  } finally {
    running = before;
  }
}
