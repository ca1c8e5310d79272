import type { Database } from '../database/types';
import { UNFILED_REPORTS } from '../metadata/full-names';
import type { AnalyticsFolderDef } from '../metadata/reports/types';

const TYPES = { report: 'Report', dashboard: 'Dashboard' } as const;

/** What a row of `Folder` says of which kind of folder it is. */
export const folderType = (kind: AnalyticsFolderDef['kind']): string => TYPES[kind];

/** Id of a folder's row. */
export function folderId(db: Database, kind: AnalyticsFolderDef['kind'], fullName: string): string | undefined {
  // Reports that are in no folder belong to the organisation.
  const row =
    kind === 'report' && fullName === UNFILED_REPORTS
      ? db.get('SELECT Id FROM Organization')
      : db.get('SELECT Id FROM Folder WHERE Type = ? AND DeveloperName = ?', [TYPES[kind], fullName]);
  return row && String(row['Id']);
}

/** Id of the row of a report or dashboard. @param fullName `Folder/Name` */
export function analyticsId(db: Database, kind: AnalyticsFolderDef['kind'], fullName: string): string | undefined {
  const at = fullName.lastIndexOf('/');
  const folder = folderId(db, kind, fullName.slice(0, Math.max(at, 0)));
  const column = kind === 'report' ? 'OwnerId' : 'FolderId';
  const row =
    folder === undefined
      ? undefined
      : db.get(`SELECT Id FROM ${TYPES[kind]} WHERE ${column} = ? AND DeveloperName = ?`, [folder, fullName.slice(at + 1)]);
  return row && String(row['Id']);
}
