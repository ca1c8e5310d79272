import { ApexEngine } from './apex/runtime/engine';
import type { NotificationStore } from './apex/runtime/notification-store';
import type { Outbox } from './apex/runtime/outbox';
import type { IdGenerator } from './database/ids';
import type { Database, Transaction } from './database/types';
import type { DuplicateRule } from './dml/duplicate-rules';
import { OrgDmlEngine } from './dml/engine';
import { DatabaseJobQueue } from './jobs/queue';
import type { JobQueue } from './jobs/types';
import type { OrgMetadata } from './metadata/types';
import type { Clock } from './database/types';
import { DashboardEngine } from './reports/dashboards';
import { ReportEngine } from './reports/engine';
import { DatabaseSecurity } from './security/model';
import { recordAccessReader } from './security/record-access';
import { OrgFormulaGlobals } from './setup/formula-globals';
import { SoqlEngine } from './soql/index';

/** What stays the same whatever the metadata is. */
export interface RoomContext {
  readonly db: Database;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly notifications: NotificationStore;
  readonly organizationId: string;
  /** Runs a job's work as this user, in a transaction with the limits of asynchronous Apex. */
  readonly transact: <T>(userId: string, work: (tx: Transaction) => T) => T;
  readonly cacheDirectory?: string;
  readonly duplicateRules: readonly DuplicateRule[];
}

/** The rooms that metadata decides, over one database: replaced as a whole when other metadata comes. */
export class OrgRooms {
  readonly security: DatabaseSecurity;
  readonly dml: OrgDmlEngine;
  readonly queries: SoqlEngine;
  readonly jobs: JobQueue;
  readonly apex: ApexEngine;
  readonly reports: ReportEngine;
  readonly dashboards: DashboardEngine;

  /** @throws ApexProgramError with every compile error of every file */
  constructor(
    readonly metadata: OrgMetadata,
    context: RoomContext
  ) {
    const { db, ids, clock, outbox, notifications, organizationId, transact, cacheDirectory } = context;
    const { schema } = metadata;
    this.security = new DatabaseSecurity(schema, metadata);
    const globals = new OrgFormulaGlobals(this.security, metadata.labels, () => organizationId);
    this.dml = new OrgDmlEngine({ schema, db, ids, triggers: () => this.apex, globals, duplicateRules: context.duplicateRules });
    this.queries = new SoqlEngine(schema, this.dml.formulas, recordAccessReader(schema, this.security));
    this.reports = new ReportEngine({ metadata, queries: this.queries, security: this.security });
    this.dashboards = new DashboardEngine({ metadata, security: this.security, reports: this.reports });
    this.jobs = new DatabaseJobQueue({ db, schema, clock, ids, transact, executor: () => this.apex });
    this.apex = new ApexEngine({
      metadata,
      schema,
      queries: this.queries,
      dml: this.dml,
      security: this.security,
      jobs: this.jobs,
      outbox,
      notifications,
      organizationId,
      ...(cacheDirectory === undefined ? {} : { cacheDirectory })
    });
  }
}
