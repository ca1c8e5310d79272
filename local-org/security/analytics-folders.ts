import type { Database, SqlFragment } from '../database/types';
import type { AnalyticsFolderDef } from '../metadata/reports/types';
import type { ObjectDef } from '../schema/types';
import type { Visibility } from './visibility';

/** The column by which a row of an object names its folder; the folder itself by its id. */
const FOLDER_COLUMNS: Readonly<Record<string, string>> = { dashboard: 'FolderId', folder: 'Id', report: 'OwnerId' };

/** Groups in which a folder's share finds its users: those of roles are made with the roles. */
const GROUP_TYPES: Readonly<Record<string, string>> = {
  Group: 'Regular',
  Role: 'Role',
  RoleAndSubordinates: 'RoleAndSubordinates',
  RoleAndSubordinatesInternal: 'RoleAndSubordinates'
};

/** With whom folders are shared, by names, because groups and users may come after the folder; who opened what, when; and refreshes. */
export function createAnalyticsTables(db: Database): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS _AnalyticsViews (UserId TEXT NOT NULL, RecordId TEXT NOT NULL, At INTEGER NOT NULL, PRIMARY KEY (UserId, RecordId))'
  );
  db.exec('CREATE TABLE IF NOT EXISTS _DashboardRefreshes (DashboardId TEXT PRIMARY KEY, At INTEGER NOT NULL)');
  db.exec('CREATE TABLE IF NOT EXISTS _FolderShares (FolderId TEXT NOT NULL, SharedTo TEXT NOT NULL, Type TEXT NOT NULL)');
}

/** Writes the shares of all folders again. @param idOf id of the folder's row */
export function writeFolderShares(
  db: Database,
  folders: readonly AnalyticsFolderDef[],
  idOf: (folder: AnalyticsFolderDef) => string
): void {
  db.run('DELETE FROM _FolderShares');
  for (const folder of folders) {
    for (const { sharedTo, sharedToType } of folder.shares) {
      db.run('INSERT INTO _FolderShares VALUES (?, ?, ?)', [idOf(folder), sharedTo, GROUP_TYPES[sharedToType] ?? sharedToType]);
    }
  }
}

/** Reports and dashboards are seen with their folder, whatever they show. */
export const isAnalytics = (object: ObjectDef): boolean => object.key in FOLDER_COLUMNS || object.key === 'dashboardcomponent';

/**
 * Condition that holds for what is in folders shared with the user, or in no folder: the role hierarchy opens none.
 * @see https://help.salesforce.com/s/articleView?id=sf.analytics_share_folder.htm
 */
export function inOpenFolders(object: ObjectDef, alias: string, { userId, shareIds }: Visibility): SqlFragment {
  const open = `SELECT s.FolderId FROM _FolderShares s
     LEFT JOIN "Group" g ON g.DeveloperName = s.SharedTo AND g.Type = s.Type
     LEFT JOIN "User" u ON u.Username = s.SharedTo COLLATE NOCASE AND s.Type = 'User'
    WHERE s.Type = 'Organization' OR u.Id = ? OR g.Id IN (SELECT value FROM json_each(?))
    UNION SELECT Id FROM Organization`;
  const params = [userId, JSON.stringify(shareIds)];
  const column = FOLDER_COLUMNS[object.key];
  if (column !== undefined) return { sql: `${alias}."${column}" IN (${open})`, params };
  return { sql: `${alias}.DashboardId IN (SELECT Id FROM Dashboard WHERE FolderId IN (${open}))`, params };
}
