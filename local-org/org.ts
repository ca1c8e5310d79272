import type { NotificationStore } from './apex/runtime/notification-store';
import type { ApexRuntime } from './apex/types';
import type { Database, MovableClock, RunningUser, Transaction } from './database/types';
import type { Deployments } from './deploy/types';
import type { DmlEngine } from './dml/types';
import type { JobQueue } from './jobs/types';
import type { OrgMetadata } from './metadata/types';
import type { DashboardEngine } from './reports/dashboards';
import type { ReportEngine } from './reports/engine';
import type { Schema } from './schema/types';
import type { SecurityModel } from './security/types';
import type { QueryEngine } from './soql/types';

/** One open embedded org: what `api`, `preview`, scripts and tests work with. */
export interface Org {
  readonly metadata: OrgMetadata;
  readonly schema: Schema;
  readonly db: Database;
  readonly clock: MovableClock;
  readonly queries: QueryEngine;
  readonly dml: DmlEngine;
  readonly security: SecurityModel;
  readonly jobs: JobQueue;
  readonly apex: ApexRuntime;
  /** What the users' bells show. */
  readonly notifications: NotificationStore;
  readonly reports: ReportEngine;
  readonly dashboards: DashboardEngine;
  /** Absent where an org takes no deployments. */
  readonly deployments?: Deployments;
  /** 18-character id of the Organization row. */
  readonly organizationId: string;
  /** Runs `work` in one transaction as this user: commits when it returns, rolls back when it throws. */
  transact<T>(user: RunningUser, work: (tx: Transaction) => T): T;
  /** Runs `work` in a transaction that is always rolled back. */
  rehearse<T>(user: RunningUser, work: (tx: Transaction) => T): T;
  /** The user of this id or username. @throws OrgException INVALID_LOGIN */
  user(idOrUsername: string): RunningUser;
  close(): void;
}
