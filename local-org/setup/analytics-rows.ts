import type { Database } from '../database/types';
import { UNFILED_REPORTS } from '../metadata/full-names';
import { componentName } from '../metadata/reports/dashboard-reader';
import type { AnalyticsFolderDef } from '../metadata/reports/types';
import type { OrgMetadata } from '../metadata/types';
import { writeFolderShares } from '../security/analytics-folders';
import type { OrgValue } from '../values';

type Row = Readonly<Record<string, OrgValue>>;

/** Makes rows of an object equal to these, which `keyFields` tell apart: known rows keep their ids. */
export type KeepRows = (object: string, keyFields: readonly string[], rows: readonly Row[]) => void;

const FORMATS = { TABULAR: 'Tabular', SUMMARY: 'Summary', MATRIX: 'Matrix' } as const;
const TYPES = { report: 'Report', dashboard: 'Dashboard' } as const;
const UNFILED_LABEL = 'Unfiled Public Reports';

/** Keeps the rows of folders, reports, dashboards and their components equal to the metadata. */
export function keepAnalyticsRows(db: Database, { analytics }: OrgMetadata, adminId: string, keep: KeepRows): void {
  const { folders, reports, dashboards } = analytics;
  keep(
    'Folder',
    ['Type', 'DeveloperName'],
    folders.map(({ kind, fullName, label, shares }) => ({
      Type: TYPES[kind],
      DeveloperName: fullName,
      Name: label,
      AccessType: shares.some(({ sharedToType }) => sharedToType === 'Organization') ? 'Public' : shares.length > 0 ? 'Shared' : 'Hidden',
      IsReadonly: false
    }))
  );
  const idOf = (folder: Pick<AnalyticsFolderDef, 'kind' | 'fullName'>): string =>
    String(db.get('SELECT Id FROM Folder WHERE Type = ? AND DeveloperName = ?', [TYPES[folder.kind], folder.fullName])?.['Id']);
  const organizationId = String(db.get('SELECT Id FROM Organization')?.['Id']);
  const labelOf = (kind: AnalyticsFolderDef['kind'], name: string): string | null =>
    folders.find((folder) => folder.kind === kind && folder.fullName === name)?.label ?? null;
  keep(
    'Report',
    ['OwnerId', 'DeveloperName'],
    reports.map((report) => ({
      OwnerId: report.folder === UNFILED_REPORTS ? organizationId : idOf({ kind: 'report', fullName: report.folder }),
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
      FolderId: idOf({ kind: 'dashboard', fullName: dashboard.folder }),
      DeveloperName: dashboard.developerName,
      FolderName: labelOf('dashboard', dashboard.folder),
      Title: dashboard.title,
      Description: dashboard.description ?? null,
      Type: dashboard.type,
      RunningUserId: userId(db, dashboard.runningUser) ?? adminId
    }))
  );
  keepComponents(db, analytics, idOf, keep);
  writeFolderShares(db, folders, idOf);
}

/** A component is known by its place on its dashboard, which it has as its name. */
function keepComponents(
  db: Database,
  { reports, dashboards }: OrgMetadata['analytics'],
  idOf: (folder: Pick<AnalyticsFolderDef, 'kind' | 'fullName'>) => string,
  keep: KeepRows
): void {
  const reportIds = new Map(
    reports.map((report): [string, string] => {
      const row = db.get(
        'SELECT r.Id FROM Report r LEFT JOIN Folder f ON f.Id = r.OwnerId WHERE r.DeveloperName = ? AND coalesce(f.DeveloperName, ?) = ?',
        [report.developerName, UNFILED_REPORTS, report.folder]
      );
      return [report.fullName, String(row?.['Id'])];
    })
  );
  keep(
    'DashboardComponent',
    ['DashboardId', 'Name'],
    dashboards.flatMap((dashboard) => {
      const folderId = idOf({ kind: 'dashboard', fullName: dashboard.folder });
      const row = db.get('SELECT Id FROM Dashboard WHERE FolderId = ? AND DeveloperName = ?', [folderId, dashboard.developerName]);
      return dashboard.components.map((component, index) => ({
        DashboardId: String(row?.['Id']),
        Name: componentName(index, component.header),
        CustomReportId: reportIds.get(component.report) ?? null
      }));
    })
  );
}

function userId(db: Database, username: string | undefined): string | undefined {
  const row =
    username === undefined ? undefined : db.get('SELECT Id FROM User WHERE Username = ? COLLATE NOCASE AND IsActive = 1', [username]);
  return row && String(row['Id']);
}
