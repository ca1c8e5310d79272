import type { Database } from '../database/types';
import { UNFILED_REPORTS } from '../metadata/full-names';
import { componentName } from '../metadata/reports/dashboard-reader';
import type { AnalyticsFolderDef } from '../metadata/reports/types';
import type { OrgMetadata } from '../metadata/types';
import { writeFolderShares } from '../security/analytics-folders';
import type { OrgValue } from '../values';
import { analyticsId, folderId, folderType } from './analytics-ids';

type Row = Readonly<Record<string, OrgValue>>;

/** Makes rows of an object equal to these, which `keyFields` tell apart: known rows keep their ids. */
export type KeepRows = (object: string, keyFields: readonly string[], rows: readonly Row[]) => void;

const FORMATS = { TABULAR: 'Tabular', SUMMARY: 'Summary', MATRIX: 'Matrix' } as const;
const UNFILED_LABEL = 'Unfiled Public Reports';

/** Keeps the rows of folders, reports, dashboards and their components equal to the metadata. */
export function keepAnalyticsRows(db: Database, { analytics }: OrgMetadata, adminId: string, keep: KeepRows): void {
  const { folders, reports, dashboards } = analytics;
  keep(
    'Folder',
    ['Type', 'DeveloperName'],
    folders.map(({ kind, fullName, label, shares }) => ({
      Type: folderType(kind),
      DeveloperName: fullName,
      Name: label,
      AccessType: shares.some(({ sharedToType }) => sharedToType === 'Organization') ? 'Public' : shares.length > 0 ? 'Shared' : 'Hidden',
      IsReadonly: false
    }))
  );
  const idOf = (kind: AnalyticsFolderDef['kind'], name: string): string => folderId(db, kind, name) ?? '';
  const labelOf = (kind: AnalyticsFolderDef['kind'], name: string): string | null =>
    folders.find((folder) => folder.kind === kind && folder.fullName === name)?.label ?? null;
  keep(
    'Report',
    ['OwnerId', 'DeveloperName'],
    reports.map((report) => ({
      OwnerId: idOf('report', report.folder),
      DeveloperName: report.developerName,
      FolderName: report.folder === UNFILED_REPORTS ? UNFILED_LABEL : labelOf('report', report.folder),
      Name: report.name,
      Description: report.description ?? null,
      Format: FORMATS[report.format]
    }))
  );
  keep(
    'Dashboard',
    ['FolderId', 'DeveloperName'],
    dashboards.map((dashboard) => ({
      FolderId: idOf('dashboard', dashboard.folder),
      DeveloperName: dashboard.developerName,
      FolderName: labelOf('dashboard', dashboard.folder),
      Title: dashboard.title,
      Description: dashboard.description ?? null,
      Type: dashboard.type,
      RunningUserId: userId(db, dashboard.runningUser) ?? adminId
    }))
  );
  // A component is known by its place on its dashboard, which it has as its name.
  keep(
    'DashboardComponent',
    ['DashboardId', 'Name'],
    dashboards.flatMap(({ fullName, components }) =>
      components.map((component, index) => ({
        DashboardId: analyticsId(db, 'dashboard', fullName) ?? '',
        Name: componentName(index, component.header),
        CustomReportId: analyticsId(db, 'report', component.report) ?? null
      }))
    )
  );
  writeFolderShares(db, folders, ({ kind, fullName }) => idOf(kind, fullName));
}

function userId(db: Database, username: string | undefined): string | undefined {
  const row =
    username === undefined ? undefined : db.get('SELECT Id FROM User WHERE Username = ? COLLATE NOCASE AND IsActive = 1', [username]);
  return row && String(row['Id']);
}
