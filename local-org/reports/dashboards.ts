import { formatId } from '../database/ids';
import type { RunningUser, Transaction } from '../database/types';
import { OrgException } from '../errors';
import { componentName } from '../metadata/reports/dashboard-reader';
import type { DashboardComponentDef, DashboardDef, DashboardFilter, ReportDef, ReportFilter } from '../metadata/reports/types';
import type { OrgMetadata } from '../metadata/types';
import type { SecurityModel } from '../security/types';
import { USER_MODE } from '../security/types';
import { analyticsId } from '../setup/analytics-ids';
import type { FoundReport, ReportEngine, ReportRun } from './engine';
import { badRequest } from './errors';
import { visibleReport } from './visible-report';

/** Refusals of dashboards, word for word: "Dashboard and Component Error Codes". */
const DASHBOARD_ERRORS = {
  cannotRun:
    'The running user for this dashboard doesn’t have permission to run reports. Your system administrator should select a different running user for this dashboard.',
  inactive: 'The running user for this dashboard is inactive. Your system administrator should select an active user for this dashboard.',
  otherUser: 'You don’t have permission to view data as this user.',
  filter: 'The selected filter item isn’t valid.',
  report: 'The source report isn’t available; it’s been deleted or isn’t in a folder accessible to the dashboard’s running user.'
} as const;

/** Filters that a request can set. */
export const MOST_FILTERS_OF_REQUEST = 3;

export interface FoundDashboard {
  readonly id: string;
  readonly folderId: string;
  readonly dashboard: DashboardDef;
  readonly componentIds: readonly string[];
}

export interface DashboardRequest {
  /** Id of the user whose rows are shown; absent: as the dashboard says. */
  readonly runningUser?: string;
  /** Ids of the options chosen, one by filter of the dashboard; `undefined` where none is. */
  readonly options: readonly (string | undefined)[];
}

/** What a component shows, or why it shows nothing. */
export type ComponentResult =
  | { readonly kind: 'data'; readonly found: FoundReport; readonly run: ReportRun }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** Ids of a filter's options are their places on the dashboard. */
export const optionId = (filter: number, option: number): string => formatId('0IB', filter * 50 + option + 1);

/** Finds dashboards and runs their components, each by its report. */
export class DashboardEngine {
  constructor(
    private readonly rooms: { readonly metadata: OrgMetadata; readonly security: SecurityModel; readonly reports: ReportEngine }
  ) {}

  /** @throws OrgException NOT_FOUND for a dashboard that does not exist, or whose folder the user cannot open */
  find(tx: Transaction, user: RunningUser, id: string): FoundDashboard {
    const { metadata, security } = this.rooms;
    const object = metadata.schema.object('Dashboard');
    const row = /^01Z\w{12}(\w{3})?$/.test(id)
      ? tx.db.get('SELECT Id, FolderId, DeveloperName FROM Dashboard WHERE Id = ?1 OR substr(Id, 1, 15) = ?1', [id])
      : undefined;
    const isOpen = row && object && security.policy(tx, user, USER_MODE).accessible(tx, object, [String(row['Id'])], 'read').size > 0;
    const folder = row && tx.db.get('SELECT DeveloperName FROM Folder WHERE Id = ?', [row['FolderId'] ?? '']);
    const dashboard = metadata.analytics.dashboards.find(
      (one) => one.folder === folder?.['DeveloperName'] && one.developerName === row?.['DeveloperName']
    );
    if (!row || !isOpen || !dashboard) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
    const components = tx.db.all('SELECT Id, Name FROM DashboardComponent WHERE DashboardId = ?', [String(row['Id'])]);
    const idOf = new Map(components.map((component) => [String(component['Name']), String(component['Id'])]));
    return {
      id: String(row['Id']),
      folderId: String(row['FolderId']),
      dashboard,
      componentIds: dashboard.components.map(({ header }, index) => idOf.get(componentName(index, header)) ?? '')
    };
  }

  /**
   * The user whose access decides what is shown.
   * @throws OrgException 400 in the API's own words
   */
  runningUser(tx: Transaction, viewer: RunningUser, { dashboard }: FoundDashboard, asked?: string): RunningUser {
    const user = this.chosenUser(tx, viewer, dashboard, asked);
    if (!this.rooms.security.hasUserPermission(tx, user.id, 'RunReports')) throw badRequest(DASHBOARD_ERRORS.cannotRun);
    return user;
  }

  private chosenUser(tx: Transaction, viewer: RunningUser, dashboard: DashboardDef, asked: string | undefined): RunningUser {
    if (asked !== undefined && asked.slice(0, 15) !== viewer.id.slice(0, 15)) {
      // Others can be chosen on a dynamic dashboard only, by who sees all of their data anyway.
      const all = this.rooms.security.hasUserPermission(tx, viewer.id, 'ViewAllData');
      if (dashboard.type === 'SpecifiedUser' || !all) throw badRequest(DASHBOARD_ERRORS.otherUser);
      return this.active(tx, asked);
    }
    if (dashboard.type === 'LoggedInUser') return viewer;
    if (asked !== undefined && dashboard.type === 'MyTeamUser') return viewer;
    if (asked !== undefined) throw badRequest(DASHBOARD_ERRORS.otherUser);
    return dashboard.runningUser === undefined ? viewer : this.active(tx, dashboard.runningUser);
  }

  private active(tx: Transaction, idOrUsername: string): RunningUser {
    try {
      return this.rooms.security.user(tx, idOrUsername);
    } catch {
      throw badRequest(DASHBOARD_ERRORS.inactive);
    }
  }

  /** Runs one component. What keeps it from running is its result; the others are not concerned. */
  runComponent(
    tx: Transaction,
    user: RunningUser,
    { dashboard }: FoundDashboard,
    component: DashboardComponentDef,
    request: DashboardRequest
  ): ComponentResult {
    const filters = chosenFilters(dashboard.filters, component, request.options);
    try {
      const found = this.reportOf(tx, user, component.report);
      if (!found) return { kind: 'error', code: '202', message: DASHBOARD_ERRORS.report };
      const report = withFilters(found.report, filters);
      const includeDetails = report.format === 'TABULAR' && ['Table', 'FlexTable'].includes(component.type);
      return { kind: 'data', found, run: this.rooms.reports.run(tx, user, { ...found, report }, { includeDetails }) };
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
      return { kind: 'error', code: error.errorCode, message: error.message };
    }
  }

  /** Whether the user sees a column, a bucket or an aggregate of a report: dashboards name no others. */
  seenNames(tx: Transaction, user: RunningUser): (report: string, name: string) => boolean {
    const { metadata, reports } = this.rooms;
    const seen = new Map(
      metadata.analytics.reports.map((report) => [
        report.fullName,
        { report, columns: reports.seenColumnsIfAny(tx, user, report.reportType) }
      ])
    );
    return (fullName, name) => {
      const found = seen.get(fullName);
      if (!found?.columns) return false;
      const visible = visibleReport(found.report, found.columns);
      const isNamed = [...visible.report.aggregates, ...visible.report.buckets.map((bucket) => bucket.name)].includes(name);
      return isNamed || visible.column(name) !== undefined;
    };
  }

  private reportOf(tx: Transaction, user: RunningUser, fullName: string): FoundReport | undefined {
    const id = analyticsId(tx.db, 'report', fullName);
    try {
      return id === undefined ? undefined : this.rooms.reports.find(tx, user, id);
    } catch (error) {
      if (error instanceof OrgException && error.errorCode === 'NOT_FOUND') return undefined;
      throw error;
    }
  }
}

/** The option chosen of each filter as a filter of the component's report. @throws OrgException 400 for an option that does not exist */
function chosenFilters(
  filters: readonly DashboardFilter[],
  component: DashboardComponentDef,
  options: DashboardRequest['options']
): ReportFilter[] {
  return options.flatMap((chosen, index): ReportFilter[] => {
    if (chosen === undefined) return [];
    const filter = filters[index];
    const option = filter?.options.find((_one, position) => optionId(index, position).slice(0, 15) === chosen.slice(0, 15));
    if (!option) throw badRequest(DASHBOARD_ERRORS.filter);
    const column = component.filterColumns[index];
    if (column === undefined) return [];
    const test = (operator: ReportFilter['operator'], value: string): ReportFilter => ({ column, operator, value, unlocked: false });
    // From the first value on, and below the second.
    if (option.operator === 'between') return [test('greaterOrEqual', option.startValue ?? ''), test('lessThan', option.endValue ?? '')];
    return [test(option.operator, option.values.map(quoted).join(','))];
  });
}

const quoted = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** A report with more filters, all of which must hold besides its own. */
function withFilters(report: ReportDef, more: readonly ReportFilter[]): ReportDef {
  if (more.length === 0) return report;
  const filters = [...report.filters, ...more];
  if (report.booleanFilter === undefined) return { ...report, filters };
  const numbers = more.map((_filter, index) => report.filters.length + index + 1);
  return { ...report, filters, booleanFilter: [`(${report.booleanFilter})`, ...numbers].join(' AND ') };
}
