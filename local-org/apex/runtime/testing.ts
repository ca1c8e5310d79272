import { createTables, formatId, IdGenerator, Limits, openDatabase, rehearseTransaction, runInTransaction } from '../../database';
import type { Database, RunningUser, Transaction } from '../../database/types';
import { OrgDmlEngine } from '../../dml/engine';
import { OrgException } from '../../errors';
import { DatabaseJobQueue } from '../../jobs/queue';
import type { CustomLabel, OrgMetadata } from '../../metadata/types';
import type { FieldDef, Schema } from '../../schema/types';
import type { AccessMode, SecurityModel } from '../../security/types';
import { SoqlEngine } from '../../soql';
import { SYSTEM_ACCESS, type AccessPolicy } from '../../soql/types';
import { ApexEngine } from './engine';
import { NotificationStore } from './notification-store';
import { MemoryOutbox } from './outbox';

const ADMIN: RunningUser = {
  id: formatId('005', 1),
  username: 'admin@example.com',
  name: 'Ada Admin',
  email: 'admin@example.com',
  profileId: formatId('00e', 1),
  roleId: null,
  timeZone: 'America/Los_Angeles',
  locale: 'en_US',
  language: 'en_US'
};

/** 2026-11-22, nine in the morning in Los Angeles. */
const TEST_NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

/** Everybody may do everything, but for what a test forbids in user mode. */
class TestSecurity implements SecurityModel {
  /** `Lead.Company` */
  readonly hiddenFields = new Set<string>();
  readonly customPermissionNames = new Set<string>();
  readonly users = new Map<string, RunningUser>([[ADMIN.id, ADMIN]]);
  /** Modes that were asked for, newest last. */
  readonly modes: AccessMode[] = [];

  policy(_tx: Transaction, user: RunningUser, mode: AccessMode): AccessPolicy {
    this.modes.push(mode);
    if (!mode.permissions) return { ...SYSTEM_ACCESS, cacheKey: `sharing ${user.id}` };
    const visible = (field: FieldDef): boolean => !this.hiddenFields.has(`${field.object.apiName}.${field.apiName}`);
    return {
      ...SYSTEM_ACCESS,
      cacheKey: `user ${user.id} ${[...this.hiddenFields].join()}`,
      canReadField: visible,
      canCreateField: visible,
      canEditField: visible
    };
  }

  hasCustomPermission(_tx: Transaction, _userId: string, name: string): boolean {
    return this.customPermissionNames.has(name);
  }

  hasUserPermission(): boolean {
    return true;
  }

  canRunApexClass(): boolean {
    return true;
  }

  canSeeTab(): boolean {
    return true;
  }

  customPermissions(): readonly string[] {
    return [...this.customPermissionNames];
  }

  user(tx: Transaction, idOrUsername: string): RunningUser {
    const found = this.users.get(idOrUsername);
    if (found) return found;
    const row = tx.db.get('SELECT Username, Name FROM "User" WHERE Id = ?', [idOrUsername]);
    if (!row) throw new OrgException('INVALID_LOGIN', `No user ${idOrUsername}`);
    return { ...ADMIN, id: idOrUsername, username: String(row['Username']), name: String(row['Name']) };
  }
}

/** An org in memory that runs Apex given as text: real database, SOQL, DML and jobs; a security model under the test's control. */
export class ApexTestOrg {
  readonly db: Database = openDatabase({ file: ':memory:' });
  readonly security = new TestSecurity();
  readonly outbox = new MemoryOutbox();
  readonly engine: ApexEngine;
  readonly jobs: DatabaseJobQueue;
  now = TEST_NOW;

  /** @param sources class or trigger by name: text that begins with `trigger` is one */
  constructor(
    readonly schema: Schema,
    sources: Readonly<Record<string, string>>,
    options: { readonly apiVersion?: number; readonly labels?: readonly CustomLabel[] } = {}
  ) {
    createTables(this.db, schema);
    const ids = new IdGenerator(this.db);
    // The first id of users is the administrator's.
    ids.next('005');
    const clock = { now: () => this.now };
    const dml = new OrgDmlEngine({ schema, db: this.db, ids, triggers: () => this.engine });
    this.jobs = new DatabaseJobQueue({
      db: this.db,
      schema,
      clock,
      ids,
      transact: (userId, work) =>
        runInTransaction(this.db, { clock, user: this.security.users.get(userId) ?? ADMIN, limits: new Limits('asynchronous') }, work),
      executor: () => this.engine
    });
    this.db.run('INSERT INTO "User" (Id, Username, FirstName, LastName, Name, Email, ProfileId) VALUES (?, ?, ?, ?, ?, ?, ?)', [
      ADMIN.id,
      ADMIN.username,
      'Ada',
      'Admin',
      ADMIN.name,
      ADMIN.email,
      ADMIN.profileId
    ]);
    this.db.run("INSERT INTO Organization (Id, Name) VALUES (?, 'Example')", [formatId('00D', 1)]);
    this.engine = new ApexEngine({
      metadata: metadata(schema, sources, options.apiVersion ?? 68, options.labels ?? []),
      schema,
      queries: new SoqlEngine(schema, dml.formulas),
      dml,
      security: this.security,
      jobs: this.jobs,
      outbox: this.outbox,
      notifications: new NotificationStore(this.db),
      organizationId: formatId('00D', 1)
    });
  }

  /** One more user, like the first but for what is given. */
  addUser(changes: Partial<RunningUser> & Pick<RunningUser, 'id' | 'username'>): void {
    this.security.users.set(changes.id, { ...ADMIN, ...changes });
    this.db.run('INSERT INTO "User" (Id, Username, LastName, Name, Email, ProfileId) VALUES (?, ?, ?, ?, ?, ?)', [
      changes.id,
      changes.username,
      changes.username,
      changes.username,
      changes.username,
      ADMIN.profileId
    ]);
  }

  /** In a transaction that commits. */
  transact<T>(work: (tx: Transaction) => T): T {
    return runInTransaction(this.db, { clock: { now: () => this.now }, user: ADMIN, limits: new Limits() }, work);
  }

  /** In a transaction that is rolled back. */
  rehearse<T>(work: (tx: Transaction) => T): T {
    return rehearseTransaction(this.db, { clock: { now: () => this.now }, user: ADMIN, limits: new Limits() }, work);
  }

  /** Runs a block of anonymous Apex in a transaction that commits. @returns what `System.debug` wrote @throws Error for a block that fails */
  run(source: string): string[] {
    return this.transact((tx) => {
      const result = this.engine.executeAnonymous(tx, source);
      if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? 'failed');
      return result.log.split('\n').map((line) => line.split('|').slice(4).join('|'));
    });
  }

  close(): void {
    this.db.close();
  }
}

function metadata(
  schema: Schema,
  sources: Readonly<Record<string, string>>,
  apiVersion: number,
  labels: readonly CustomLabel[]
): OrgMetadata {
  return {
    schema,
    labels,
    permissionSets: [],
    permissionSetGroups: [],
    customMetadataRecords: [],
    apex: Object.entries(sources).map(([fullName, source]) => {
      const kind = source.trimStart().startsWith('trigger') ? 'trigger' : 'class';
      return { fullName, kind, path: `${fullName}.${kind === 'class' ? 'cls' : 'trigger'}`, source, apiVersion, status: 'Active' };
    }),
    analytics: { reportTypes: [], folders: [], reports: [], dashboards: [] },
    lwc: [],
    flexiPages: [],
    tabs: [],
    apps: [],
    layouts: [],
    listViews: [],
    staticResources: [],
    customPermissions: [],
    notificationTypes: [],
    objectPages: [],
    opaque: [],
    apiVersion,
    hash: ''
  };
}
