import path from 'node:path';
import type { ApexEngine } from './apex/runtime/engine';
import { Credentials } from './security/credentials';
import { NotificationStore } from './apex/runtime/notification-store';
import { MemoryOutbox } from './apex/runtime/outbox';
import {
  alterTables,
  createTables,
  indexOnRequest,
  IdGenerator,
  Limits,
  openDatabase,
  readLayout,
  requireOwnDatabase,
  rehearseTransaction,
  runInTransaction
} from './database/index';
import type { Clock, Database, RunningUser, Transaction } from './database/types';
import type { OrgDmlEngine } from './dml/engine';
import { OrgException } from './errors';
import type { JobQueue } from './jobs/types';
import { OrgBase } from './deploy/base';
import { OrgDeployments } from './deploy/index';
import type { ComponentFiles } from './metadata/mdapi';
import type { OrgMetadata } from './metadata/types';
import type { Org } from './org';
import { OrgRooms, type RoomContext } from './rooms';
import type { DashboardEngine } from './reports/dashboards';
import type { ReportEngine } from './reports/engine';
import type { Schema } from './schema/types';
import { createSecurityTables, DatabaseSecurity } from './security/model';
import { OrgClock } from './setup/clock';
import { duplicateRulesOf, readConfiguration, type OrgConfiguration } from './setup/configuration';
import { keepFiscalYears } from './setup/fiscal-year-rows';
import { syncMetadataRows } from './setup/metadata-rows';
import { OrganizationRows } from './setup/organization-rows';
import type { SoqlEngine } from './soql/index';

export interface LocalOrgOptions {
  /** Folder with sfdx-project.json and config/embedded-org.json. */
  readonly project: string;
  /** File, made if absent, or `:memory:`. */
  readonly database: string;
  /** More metadata folders, relative to the project, such as `examples/xeducation/force-app`. */
  readonly extraDirectories?: readonly string[];
  /** Permission sets that every sample administrator gets besides those of the configuration. */
  readonly extraPermissionSets?: readonly string[];
  /** Opens it without the project's package: standard objects and sample users, none of them with permission sets. */
  readonly bare?: boolean;
  /** A clock that is still at this time until it is moved or let run; default: it runs with the computer's. */
  readonly clockStandsAt?: number;
  /** Memory for pages of the database file, in kilobytes. Default 65,536. */
  readonly pageCacheKilobytes?: number;
  /** Where compiled Apex is kept between processes; absent: in memory only. */
  readonly cacheDirectory?: string;
  /** Changes what `config/embedded-org.json` says, for an org that is set up in another way. */
  readonly configure?: (configuration: OrgConfiguration) => OrgConfiguration;
  /** Told of errors in work that no caller waits for: jobs that ran after a commit. */
  readonly onBackgroundError?: (error: unknown) => void;
  /** Called when the metadata are read, long before their Apex is compiled, for work that needs only the metadata. */
  readonly onMetadata?: (metadata: OrgMetadata) => void;
}

/** The embedded org: metadata and Apex over one database. What metadata decides may change while it is open. */
export class LocalOrg implements Org {
  readonly clock: OrgClock;
  readonly outbox = new MemoryOutbox();
  readonly notifications: NotificationStore;
  readonly organizationId: string;
  readonly deployments: OrgDeployments;
  private readonly context: RoomContext;
  private rooms: OrgRooms;
  private jobsWillRun = false;
  private isOpen = true;

  private constructor(
    metadata: OrgMetadata,
    readonly configuration: OrgConfiguration,
    readonly db: Database,
    private readonly base: OrgBase,
    private readonly options: LocalOrgOptions
  ) {
    const ids = new IdGenerator(db);
    this.clock = new OrgClock(db, (to) => this.passTimeUntil(to), options.clockStandsAt);
    createSecurityTables(db);
    this.notifications = new NotificationStore(db);
    this.organizationId = this.writeSetup(ids, metadata);
    this.context = {
      db,
      ids,
      clock: this.clock,
      outbox: this.outbox,
      notifications: this.notifications,
      organizationId: this.organizationId,
      transact: (userId, work) => this.run(this.user(userId), work, new Limits('asynchronous')),
      duplicateRules: duplicateRulesOf(configuration),
      ...(options.cacheDirectory === undefined ? {} : { cacheDirectory: options.cacheDirectory })
    };
    this.rooms = new OrgRooms(metadata, this.context);
    this.deployments = this.openDeployments(ids);
  }

  get metadata(): OrgMetadata {
    return this.rooms.metadata;
  }

  get schema(): Schema {
    return this.rooms.metadata.schema;
  }

  get queries(): SoqlEngine {
    return this.rooms.queries;
  }

  get dml(): OrgDmlEngine {
    return this.rooms.dml;
  }

  get security(): DatabaseSecurity {
    return this.rooms.security;
  }

  get jobs(): JobQueue {
    return this.rooms.jobs;
  }

  get reports(): ReportEngine {
    return this.rooms.reports;
  }

  get dashboards(): DashboardEngine {
    return this.rooms.dashboards;
  }

  get apex(): ApexEngine {
    return this.rooms.apex;
  }

  /**
   * Opens the org of a project. A new database gets the organisation, profiles, roles and sample users of the configuration;
   * an old one is brought up to the project's schema without losing rows.
   * @throws MetadataError, ApexCompileError, OrgException (formulas that cannot run, schema changes that would lose data), DatabaseInUse, DatabaseFailure
   */
  static open(options: LocalOrgOptions): LocalOrg {
    const read = readConfiguration(path.join(options.project, 'config', 'embedded-org.json'));
    const configuration = options.configure?.(read) ?? read;
    const db = openDatabase({
      file: options.database,
      ...(options.pageCacheKilobytes === undefined ? {} : { pageCacheKilobytes: options.pageCacheKilobytes })
    });
    try {
      // What opening writes, the next opening would write as well: none of its many steps is worth waiting for the disk.
      return db.unhurried(() => LocalOrg.over(db, configuration, options));
    } catch (error) {
      db.close();
      throw error;
    }
  }

  private static over(db: Database, configuration: OrgConfiguration, options: LocalOrgOptions): LocalOrg {
    const layout = readLayout(db);
    requireOwnDatabase(db, layout);
    const base = new OrgBase(db, options, layout === undefined);
    const metadata = base.read(layout?.keyPrefixes);
    options.onMetadata?.(metadata);
    if (!layout) createTables(db, metadata.schema);
    else if (layout.schemaHash !== metadata.schema.hash) alterTables(db, layout, metadata.schema);
    indexOnRequest(db, metadata.schema, configuration.customIndexes ?? {});
    const org = new LocalOrg(metadata, configuration, db, base, options);
    refuseBrokenFormulas(org.dml);
    return org;
  }

  /**
   * Reads the project's folders again and continues with what is there now, without losing rows.
   * @throws like `open`; the org does not change then
   */
  reload(): void {
    const { db, base } = this;
    base.refresh();
    const layout = readLayout(db);
    const metadata = base.read(layout?.keyPrefixes);
    db.exec('BEGIN IMMEDIATE');
    try {
      if (layout && layout.schemaHash !== metadata.schema.hash) alterTables(db, layout, metadata.schema);
      const rooms = new OrgRooms(metadata, this.context);
      refuseBrokenFormulas(rooms.dml);
      syncMetadataRows(db, this.context.ids, metadata, this.clock.now(), this.user(this.configuration.previewUser).id);
      db.exec('COMMIT');
      this.rooms = rooms;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  transact<T>(user: RunningUser, work: (tx: Transaction) => T): T {
    return this.run(user, work, new Limits());
  }

  /** @param clock the time within it; default: the org's */
  rehearse<T>(user: RunningUser, work: (tx: Transaction) => T, clock: Clock = this.clock): T {
    return rehearseTransaction(this.db, { clock, user, limits: new Limits() }, work);
  }

  user(idOrUsername: string): RunningUser {
    return this.security.findUser(this.db, idOrUsername);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.deployments.stop();
    this.base.close();
    this.db.close();
  }

  private openDeployments(ids: IdGenerator): OrgDeployments {
    const { db, clock, base, context } = this;
    const metadata = (): OrgMetadata => this.metadata;
    const host = {
      db,
      ids,
      clock,
      get metadata() {
        return metadata();
      },
      base: () => base.components(),
      places: base.places,
      build: (next: OrgMetadata) => new OrgRooms(next, context),
      syncRows: (next: OrgMetadata) => syncMetadataRows(db, ids, next, clock.now(), this.user(this.configuration.previewUser).id),
      adopt: (rooms: OrgRooms, components: Iterable<ComponentFiles>) => {
        this.rooms = rooms;
        base.unpack(components);
      },
      user: (idOrUsername: string) => this.user(idOrUsername)
    };
    return new OrgDeployments(host, base.files, (error) => this.options.onBackgroundError?.(error));
  }

  /** Jobs that the work enqueued run after the caller has its answer, as on the platform. */
  private run<T>(user: RunningUser, work: (tx: Transaction) => T, limits: Limits): T {
    const result = runInTransaction(this.db, { clock: this.clock, user, limits }, (tx) => {
      const before = this.changes();
      const value = work(tx);
      if (this.changes() !== before) this.clock.keep();
      return value;
    });
    this.runJobsSoon();
    return result;
  }

  /** Rows that this connection has changed since it was opened. */
  private changes(): number {
    return Number(this.db.get('SELECT total_changes() AS n')?.['n']);
  }

  private runJobsSoon(): void {
    if (this.jobsWillRun) return;
    const due = this.jobs.nextDue();
    if (due === null || due > this.clock.now()) return;
    this.jobsWillRun = true;
    setImmediate(() => {
      this.jobsWillRun = false;
      if (!this.isOpen) return;
      try {
        this.jobs.runDue();
      } catch (error) {
        this.options.onBackgroundError?.(error);
      }
    });
  }

  /**
   * Stops at every moment at which a job is due, so that each runs at its time. Jobs of days or months run one after the other here;
   * the clock that is set at the end is what brings them to the disk.
   */
  private passTimeUntil(to: number): void {
    this.db.unhurried(() => {
      this.jobs.runDue();
      for (let due = this.jobs.nextDue(); due !== null && due <= to; due = this.jobs.nextDue()) {
        this.clock.set(due);
        if (this.jobs.runDue() === 0) break;
      }
    });
  }

  /** @returns id of the organisation */
  private writeSetup(ids: IdGenerator, metadata: OrgMetadata): string {
    const { db, configuration } = this;
    db.exec('BEGIN IMMEDIATE');
    try {
      const isNew = !db.get('SELECT Id FROM Organization');
      const now = this.clock.now();
      const rows = isNew ? new OrganizationRows(db, metadata.schema, ids, new Credentials(db), configuration, now) : null;
      rows?.write();
      keepFiscalYears(db, metadata.schema, ids, configuration, now);
      const admin = new DatabaseSecurity(metadata.schema, metadata).findUser(db, configuration.previewUser);
      syncMetadataRows(db, ids, metadata, now, admin.id);
      if (!this.options.bare) rows?.assignPermissionSets(this.options.extraPermissionSets ?? []);
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
    return String(db.get('SELECT Id FROM Organization')?.['Id']);
  }
}

function refuseBrokenFormulas(dml: OrgDmlEngine): void {
  const problems = dml.formulaProblems();
  if (problems.length > 0) throw new OrgException('FIELD_INTEGRITY_EXCEPTION', problems.join('\n'));
}
