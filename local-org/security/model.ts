import type { RunningUser, SqlRow, Transaction } from '../database/types';
import type { Database } from '../database/types';
import { OrgException } from '../errors';
import type { OrgMetadata, PermissionSetDef } from '../metadata/types';
import type { Schema } from '../schema/types';
import type { AccessPolicy } from '../soql/types';
import { createAnalyticsTables } from './analytics-folders';
import { loadPermissions, type EffectivePermissions } from './permissions';
import { UserPolicy } from './policy';
import type { AccessMode, SecurityModel } from './types';
import { loadVisibility, type Visibility } from './visibility';

/** Tables whose rows decide access. A change in any of them gives `_SecurityState` a new stamp. */
const DECIDING_TABLES = ['User', 'UserRole', 'Group', 'GroupMember', 'PermissionSetAssignment', 'PermissionSetGroupComponent'];

/** Creates what notices changes of roles, groups and assignments. Safe to call on every open. */
export function createSecurityTables(db: Database): void {
  createAnalyticsTables(db);
  db.exec('CREATE TABLE IF NOT EXISTS _SecurityState (stamp INTEGER NOT NULL)');
  if (!db.get('SELECT stamp FROM _SecurityState')) db.run('INSERT INTO _SecurityState VALUES (random())');
  for (const table of DECIDING_TABLES) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      // A random stamp, not a counter: after a rollback the old stamp is back and finds what was cached for it.
      db.exec(
        `CREATE TRIGGER IF NOT EXISTS "_security_${table}_${event}" AFTER ${event} ON "${table}" BEGIN UPDATE _SecurityState SET stamp = random(); END`
      );
    }
  }
}

interface UserAccess {
  readonly permissions: EffectivePermissions;
  readonly visibility: Visibility;
}

/** Access of users as the database says now. */
export class DatabaseSecurity implements SecurityModel {
  private readonly permissionSets: ReadonlyMap<string, PermissionSetDef>;
  private cacheStamp = '';
  private readonly access = new Map<string, UserAccess>();
  private readonly policies = new Map<string, AccessPolicy>();

  constructor(
    private readonly schema: Schema,
    metadata: Pick<OrgMetadata, 'permissionSets'>
  ) {
    this.permissionSets = new Map(metadata.permissionSets.map((set) => [set.fullName.toLowerCase(), set]));
  }

  policy(tx: Transaction, user: RunningUser, mode: AccessMode): AccessPolicy {
    const stamp = this.refresh(tx.db);
    const key = `${user.id}:${mode.permissions ? 'permissions' : ''}:${mode.sharing ? 'sharing' : ''}`;
    const known = this.policies.get(key);
    if (known) return known;
    const { permissions, visibility } = this.userAccess(tx.db, user.id);
    const policy = new UserPolicy(`${key}:${stamp}`, this.schema, permissions, visibility, mode);
    this.policies.set(key, policy);
    return policy;
  }

  hasCustomPermission(tx: Transaction, userId: string, name: string): boolean {
    const wanted = name.toLowerCase();
    return this.customPermissions(tx, userId).some((permission) => permission.toLowerCase() === wanted);
  }

  hasUserPermission(tx: Transaction, userId: string, name: string): boolean {
    return this.current(tx.db, userId).permissions.userPermissions.has(name);
  }

  canRunApexClass(tx: Transaction, userId: string, className: string): boolean {
    return this.current(tx.db, userId).permissions.hasClassAccess(className);
  }

  canSeeTab(tx: Transaction, userId: string, tab: string): boolean {
    return this.current(tx.db, userId).permissions.canSeeTab(tab);
  }

  customPermissions(tx: Transaction, userId: string): readonly string[] {
    return [...this.current(tx.db, userId).permissions.customPermissions];
  }

  user(tx: Transaction, idOrUsername: string): RunningUser {
    return this.findUser(tx.db, idOrUsername);
  }

  /** As `user`, outside of a transaction. @throws OrgException INVALID_LOGIN */
  findUser(db: Database, idOrUsername: string): RunningUser {
    const row = db.get('SELECT * FROM User WHERE (Id = ?1 OR Username = ?1 COLLATE NOCASE) AND IsActive = 1', [idOrUsername]);
    if (!row) throw new OrgException('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
    return runningUser(row);
  }

  private current(db: Database, userId: string): UserAccess {
    this.refresh(db);
    return this.userAccess(db, userId);
  }

  /** Forgets everything cached when a deciding row has changed. */
  private refresh(db: Database): string {
    const stamp = String(db.get('SELECT stamp FROM _SecurityState')?.['stamp']);
    if (stamp !== this.cacheStamp) {
      this.access.clear();
      this.policies.clear();
      this.cacheStamp = stamp;
    }
    return stamp;
  }

  private userAccess(db: Database, userId: string): UserAccess {
    const known = this.access.get(userId);
    if (known) return known;
    const row = db.get('SELECT ProfileId, UserRoleId FROM User WHERE Id = ?', [userId]);
    if (!row) throw new OrgException('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: no user ${userId}`);
    const roleId = typeof row['UserRoleId'] === 'string' ? row['UserRoleId'] : null;
    const access = {
      permissions: loadPermissions(db, this.permissionSets, userId, String(row['ProfileId'])),
      visibility: loadVisibility(db, userId, roleId)
    };
    this.access.set(userId, access);
    return access;
  }
}

function runningUser(row: SqlRow): RunningUser {
  const text = (column: string): string => String(row[column] ?? '');
  return {
    id: text('Id'),
    username: text('Username'),
    name: text('Name') || [row['FirstName'], row['LastName']].filter(Boolean).join(' '),
    email: text('Email'),
    profileId: text('ProfileId'),
    roleId: typeof row['UserRoleId'] === 'string' ? row['UserRoleId'] : null,
    timeZone: text('TimeZoneSidKey'),
    locale: text('LocaleSidKey'),
    language: text('LanguageLocaleKey')
  };
}
