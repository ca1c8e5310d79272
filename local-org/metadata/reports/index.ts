import type { SourcePosition } from '../../schema/specification';
import type { Schema } from '../../schema/types';
import { UNFILED_REPORTS } from '../full-names';
import { refuse } from '../shape';
import type { XmlElement } from '../xml';
import { readDashboard } from './dashboard-reader';
import { readAnalyticsFolder } from './folder-reader';
import { readReport } from './report-reader';
import { readReportType } from './report-type-reader';
import type { Analytics, AnalyticsFolderDef } from './types';

/** A file: its component's full name and its root element. */
export interface AnalyticsFile {
  readonly fullName: string;
  readonly element: XmlElement;
}

export type AnalyticsKind = 'dashboard' | 'dashboardFolder' | 'report' | 'reportFolder' | 'reportType';

/** @throws MetadataError for the first thing that is wrong or not supported */
export function readAnalytics(files: (kind: AnalyticsKind) => readonly AnalyticsFile[], schema: Schema): Analytics {
  const reportTypes = files('reportType').map(({ fullName, element }) => readReportType(fullName, element, schema));
  const folders = (['report', 'dashboard'] as const).flatMap((kind) =>
    files(`${kind}Folder`).map(({ fullName, element }) => readAnalyticsFolder(kind, fullName, element))
  );
  const inFolder = (kind: AnalyticsFolderDef['kind'], fullName: string, at: SourcePosition): void => {
    const folder = fullName.slice(0, Math.max(fullName.lastIndexOf('/'), 0));
    if (folder === '') throw refuse(at, `${kind} ${fullName}: it must be in a folder of ${kind}s`);
    if (folder.includes('/')) throw refuse(at, `${kind} ${fullName}: the embedded org does not support folders in folders`);
    if (kind === 'report' && folder === UNFILED_REPORTS) return;
    if (!folders.some((known) => known.kind === kind && known.fullName === folder)) throw refuse(at, `Cannot find folder:${folder}`);
  };
  const reports = files('report').map(({ fullName, element }) => {
    const report = readReport(fullName, element, reportTypes, schema);
    inFolder('report', fullName, element.at);
    return report;
  });
  const byName = new Map(reports.map((report) => [report.fullName.toLowerCase(), report]));
  const dashboards = files('dashboard').map(({ fullName, element }) => {
    const dashboard = readDashboard(fullName, element, byName, reportTypes);
    inFolder('dashboard', fullName, element.at);
    return dashboard;
  });
  return {
    reportTypes: sorted(reportTypes),
    folders: [...folders].sort((a, b) => order(a.kind, b.kind) || order(a.fullName, b.fullName)),
    reports: sorted(reports),
    dashboards: sorted(dashboards)
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = <T extends { readonly fullName: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => order(a.fullName, b.fullName));
