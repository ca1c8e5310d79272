import { parseSummaryFormula } from '../metadata/reports/summary-formula';
import { parseAggregate, ROW_COUNT } from '../metadata/reports/report-columns';
import type { ReportColumn, ReportDef, ReportGrouping, ReportTypeDef } from '../metadata/reports/types';
import { badRequest, forbidden, REPORT_ERRORS } from './errors';
import type { RunnableReport } from './types';

export interface SeenColumns {
  readonly type: ReportTypeDef;
  /** A column of the type by its API name, also one that the user may not read. */
  readonly any: (name: string) => ReportColumn | undefined;
  readonly mayRead: (column: ReportColumn) => boolean;
}

/**
 * The report without what the user has no access to: columns, what is computed from them, groupings and filters. Neither names nor labels
 * of these are left.
 */
export function visibleReport(report: ReportDef, { type, any, mayRead }: SeenColumns): RunnableReport {
  const column = (name: string): ReportColumn | undefined => {
    const found = any(name);
    return found && mayRead(found) ? found : undefined;
  };
  const buckets = report.buckets.filter(({ source }) => column(source));
  const seen = (name: string): boolean => column(name) !== undefined || buckets.some((bucket) => bucket.name === name);
  const formulas = report.formulas.filter(({ expression }) => {
    let readable = true;
    parseSummaryFormula(expression, (name) => {
      readable &&= column(name) !== undefined;
      return name;
    });
    return readable;
  });
  const aggregates = report.aggregates.filter((name) => {
    if (name === ROW_COUNT || formulas.some((formula) => formula.name === name)) return true;
    const parsed = parseAggregate(name);
    return parsed !== undefined && column(parsed.column) !== undefined;
  });
  const groupings = (list: readonly ReportGrouping[]): ReportGrouping[] =>
    list
      .filter((grouping) => seen(grouping.column))
      .map(({ sortAggregate, ...grouping }) =>
        sortAggregate === undefined || !aggregates.includes(sortAggregate) ? grouping : { ...grouping, sortAggregate }
      );
  const { sort, chart, dateFilter, booleanFilter, ...rest } = report;
  const filters = report.filters.filter((filter) => seen(filter.column));
  const chartSeen = chart && [chart.grouping, chart.secondaryGrouping].every((name) => name === undefined || seen(name));
  return {
    type,
    column,
    report: {
      ...rest,
      columns: report.columns.filter(seen),
      aggregates,
      formulas,
      buckets,
      filters,
      groupingsDown: groupings(report.groupingsDown),
      groupingsAcross: groupings(report.groupingsAcross),
      ...(booleanFilter !== undefined && filters.length === report.filters.length ? { booleanFilter } : {}),
      ...(dateFilter && column(dateFilter.column) ? { dateFilter } : {}),
      ...(sort && seen(sort.column) ? { sort } : {}),
      ...(chart && chartSeen ? { chart: { ...chart, summaries: chart.summaries.filter((name) => aggregates.includes(name)) } } : {})
    }
  };
}

/**
 * What decides which rows there are, and how they are grouped, cannot be left out of a run without a word: a filter that is not
 * applied would tell of the field what the user may not know.
 * @throws OrgException 403; 400 for a filter on a column that does not exist
 */
export function requireUnfilteredByHidden(report: ReportDef, { report: seen }: RunnableReport, { any }: SeenColumns): void {
  for (const { column } of report.filters) {
    const known = any(column) ?? report.buckets.find(({ name }) => name === column);
    if (!known) throw badRequest(REPORT_ERRORS.filterColumn(column));
  }
  const same =
    seen.filters.length === report.filters.length &&
    seen.groupingsDown.length === report.groupingsDown.length &&
    seen.groupingsAcross.length === report.groupingsAcross.length &&
    (seen.dateFilter === undefined) === (report.dateFilter === undefined);
  if (!same) throw forbidden('You can’t run this report: it is grouped or filtered by a field that you don’t have access to.');
}
