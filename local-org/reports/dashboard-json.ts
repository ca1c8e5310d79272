import type { RunningUser } from '../database/types';
import type { DashboardComponentDef, DashboardDef } from '../metadata/reports/types';
import type { OrgMetadata } from '../metadata/types';
import { optionId } from './dashboards';
import type { ComponentResult, DashboardRequest, FoundDashboard } from './dashboards';
import { resultJson } from './result-json';

export const dashboardUrl = (base: string, id: string): string => `${base}/analytics/dashboards/${id}`;

/** Whether the running user sees what a report names: a column, a bucket, an aggregate. */
export type Sees = (report: string, name: string) => boolean;

/** `dashboardMetadata`. @param reportIds of the components, in their order */
export function dashboardMetadata(
  found: FoundDashboard,
  runningUser: RunningUser,
  reportIds: readonly (string | null)[],
  request: DashboardRequest,
  { analytics }: Pick<OrgMetadata, 'analytics'>,
  base: string,
  sees: Sees
): Record<string, unknown> {
  const { dashboard, id } = found;
  return {
    attributes: { dashboardId: id, dashboardName: dashboard.title, statusUrl: `${dashboardUrl(base, id)}/status`, type: 'Dashboard' },
    canChangeRunningUser: dashboard.type !== 'SpecifiedUser',
    components: dashboard.components.map((component, index) => ({
      componentData: index,
      footer: component.footer ?? null,
      header: component.header,
      id: found.componentIds[index] ?? null,
      properties: properties(component, analytics, (name) => sees(component.report, name)),
      reportId: reportIds[index] ?? null,
      title: component.title ?? null,
      type: 'Report'
    })),
    description: dashboard.description ?? null,
    developerName: dashboard.developerName,
    dashboardType: dashboard.type,
    filters: filtersJson(dashboard, request),
    folderId: found.folderId,
    id,
    layout: {
      gridLayout: true,
      components: dashboard.components.map(({ place }) => ({
        colspan: place.width,
        column: place.column,
        row: place.row,
        rowspan: place.height
      })),
      numColumns: dashboard.columns,
      rowHeight: 36
    },
    name: dashboard.title,
    runningUser: { displayName: runningUser.name, id: runningUser.id }
  };
}

function properties(
  component: DashboardComponentDef,
  analytics: OrgMetadata['analytics'],
  sees: (name: string) => boolean
): Record<string, unknown> {
  const report = analytics.reports.find(({ fullName }) => fullName === component.report);
  return {
    aggregates: component.summaries.filter(sees).map((name) => ({ name })),
    autoSelectColumns: component.groupings.length === 0 && component.summaries.length === 0,
    filterColumns: component.filterColumns.filter(sees).map((name) => ({ name, label: labelOf(name, report?.reportType, analytics) })),
    groupings: component.groupings.filter(sees).map((name) => ({ name, sortOrder: null, sortAggregate: null })),
    maxRows: component.maxValues ?? null,
    reportFormat: report?.format ?? null,
    sort:
      component.sortBy === undefined
        ? null
        : {
            column: component.sortBy.startsWith('RowLabel') ? 'label' : 'value',
            sortOrder: component.sortBy.endsWith('Descending') ? 'desc' : 'asc'
          },
    useReportChart: component.useReportChart,
    visualizationProperties: component.gauge
      ? { breakPoints: component.gauge.breakpoints, min: component.gauge.min, max: component.gauge.max }
      : {},
    visualizationType: component.type
  };
}

const labelOf = (name: string, type: string | undefined, { reportTypes }: OrgMetadata['analytics']): string =>
  reportTypes
    .find((one) => one.name === type)
    ?.sections.flatMap(({ columns }) => columns)
    .find((column) => column.name === name)?.label ?? name;

const filtersJson = ({ filters }: DashboardDef, { options }: DashboardRequest): Record<string, unknown>[] =>
  filters.map((filter, index) => ({
    errorMessage: null,
    name: filter.name,
    options: filter.options.map(({ operator, values, startValue, endValue }, position) => ({
      alias: null,
      id: optionId(index, position),
      operation: operator,
      value: operator === 'between' ? null : values.join(','),
      startValue: startValue ?? null,
      endValue: endValue ?? null
    })),
    selectedOption: options[index] ?? null
  }));

/** One element of `componentData`. The report's address is left out, as the documentation shows it. */
export function componentJson(id: string, result: ComponentResult, refreshDate: string, base: string): Record<string, unknown> {
  if (result.kind === 'error') {
    const status = {
      dataStatus: 'ERROR',
      refreshStatus: 'IDLE',
      refreshDate,
      errorCode: result.code,
      errorMessage: result.message,
      errorSeverity: 'Error'
    };
    return { componentId: id, reportResult: null, status };
  }
  const { found, run } = result;
  const json: Record<string, unknown> = { ...resultJson(found, run, base), attributes: null };
  const dataStatus = Object.keys(run.facts.factMap).length > 0 ? 'DATA' : 'NODATA';
  return {
    componentId: id,
    reportResult: json,
    status: { dataStatus, refreshStatus: 'IDLE', refreshDate, errorCode: null, errorMessage: null, errorSeverity: null }
  };
}
