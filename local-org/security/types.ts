import type { RunningUser, Transaction } from '../database/types';
import type { AccessPolicy } from '../soql/types';

export interface AccessMode {
  /** Object and field permissions are checked. */
  readonly permissions: boolean;
  /** Rows are limited to those owned, shared or visible through the role hierarchy. */
  readonly sharing: boolean;
}

export const USER_MODE: AccessMode = { permissions: true, sharing: true };
export const SYSTEM_MODE_WITH_SHARING: AccessMode = { permissions: false, sharing: true };
export const SYSTEM_MODE_WITHOUT_SHARING: AccessMode = { permissions: false, sharing: false };

/** Who may do what, read from permission sets, profiles, roles, groups, queues and share rows. */
export interface SecurityModel {
  /** The policy of this user as of now; cached until permissions, roles or groups change. */
  policy(tx: Transaction, user: RunningUser, mode: AccessMode): AccessPolicy;
  hasCustomPermission(tx: Transaction, userId: string, name: string): boolean;
  /** Permissions such as `ViewAllData`, `ModifyAllData`, `ApiEnabled`, `AuthorApex`. */
  hasUserPermission(tx: Transaction, userId: string, name: string): boolean;
  /** Whether a permission set shows them this custom tab. */
  canSeeTab(tx: Transaction, userId: string, tab: string): boolean;
  canRunApexClass(tx: Transaction, userId: string, className: string): boolean;
  /** Names of custom permissions, for `@salesforce/customPermission/*` and formulas' `$Permission`. */
  customPermissions(tx: Transaction, userId: string): readonly string[];
  /** @throws OrgException INVALID_LOGIN */
  user(tx: Transaction, idOrUsername: string): RunningUser;
}
