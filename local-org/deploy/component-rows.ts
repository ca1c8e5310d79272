import type { Database } from '../database/types';
import type { ComponentKind } from '../metadata/components';
import type { ComponentIdentity } from '../metadata/mdapi';
import { analyticsId, folderId } from '../setup/analytics-ids';

/** Tables with a row per component, by kind, and the column that has the component's name. */
const ROWS: Partial<Record<ComponentKind, { readonly table: string; readonly column: string }>> = {
  cls: { table: 'ApexClass', column: 'Name' },
  customPermission: { table: 'CustomPermission', column: 'DeveloperName' },
  permissionset: { table: 'PermissionSet', column: 'Name' },
  resource: { table: 'StaticResource', column: 'Name' },
  trigger: { table: 'ApexTrigger', column: 'Name' }
};

/** The id of a component's row; `undefined` for kinds without rows, and for components that do not exist. */
export function rowIdOf(db: Database, { kind, fullName }: ComponentIdentity): string | undefined {
  if (kind === 'report' || kind === 'dashboard') return analyticsId(db, kind, fullName);
  if (kind === 'reportFolder') return folderId(db, 'report', fullName);
  if (kind === 'dashboardFolder') return folderId(db, 'dashboard', fullName);
  const rows = ROWS[kind];
  const row = rows && db.get(`SELECT Id FROM ${rows.table} WHERE ${rows.column} = ?`, [fullName]);
  return row && String(row['Id']);
}
