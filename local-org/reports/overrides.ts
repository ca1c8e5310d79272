import { isDeepStrictEqual } from 'node:util';
import { DURATIONS } from '../metadata/reports/intervals';
import { isDate, isLongText, mayAggregate, parseAggregate, ROW_COUNT } from '../metadata/reports/report-columns';
import { DATE_GRANULARITIES, FILTER_OPERATORS } from '../metadata/reports/types';
import type { DateFilter, ReportDef, ReportFilter, ReportFormat, ReportGrouping } from '../metadata/reports/types';
import { parseDay } from './calendar';
import { badRequest, REPORT_ERRORS } from './errors';
import { read } from './json-reader';
import type { JsonObject } from './json-reader';
import type { RunnableReport } from './types';

const MOST_FILTERS = 20;
const FORMATS: readonly ReportFormat[] = ['TABULAR', 'SUMMARY', 'MATRIX'];
const GROUPINGS: Readonly<Record<ReportFormat, readonly [down: number, across: number]>> = {
  TABULAR: [0, 0],
  SUMMARY: [3, 0],
  MATRIX: [2, 2]
};

/** What a run can change. Everything else is as the report says: the same value is taken, another is refused. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'aggregates',
  'detailColumns',
  'groupingsAcross',
  'groupingsDown',
  'hasDetailRows',
  'reportBooleanFilter',
  'reportFilters',
  'reportFormat',
  'scope',
  'showGrandTotal',
  'showSubtotals',
  'sortBy',
  'standardDateFilter'
]);
/** Of no bearing on a run. */
const IGNORED: ReadonlySet<string> = new Set([
  'chart',
  'customDetailFormula',
  'dashboardSetting',
  'description',
  'developerName',
  'folderId',
  'hasRecordCount',
  'id',
  'name',
  'presentationOptions',
  'supportsRoleHierarchy',
  'userOrHierarchyFilterId'
]);

/**
 * The report with what a request's `reportMetadata` changes for this run.
 * @param current `reportMetadata` as a description of the report gives it
 * @throws OrgException 400 in the API's own words
 */
export function withChanges(runnable: RunnableReport, current: JsonObject, changes: JsonObject): ReportDef {
  for (const [name, value] of Object.entries(changes)) {
    if (CHANGEABLE.has(name) || IGNORED.has(name)) continue;
    const known = current[name] ?? null;
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (!isDeepStrictEqual(value, known) && !(isEmpty && !Object.hasOwn(current, name)))
      throw badRequest(`The property ${name} of a report can’t be changed when the report is run.`);
  }
  return new Changes(runnable, changes).apply();
}

class Changes {
  private readonly report: ReportDef;

  constructor(
    private readonly runnable: RunnableReport,
    private readonly changes: JsonObject
  ) {
    this.report = runnable.report;
  }

  apply(): ReportDef {
    const { report, changes } = this;
    const { sort: _sort, booleanFilter: _logic, dateFilter: _dates, ...rest } = report;
    const format = this.has('reportFormat') ? read.oneOf(changes['reportFormat'], 'reportFormat', FORMATS) : report.format;
    const columns = this.has('detailColumns') ? this.columns() : report.columns;
    const filters = this.has('reportFilters') ? this.filters() : report.filters;
    const booleanFilter = this.has('reportBooleanFilter')
      ? read.optionalText(changes['reportBooleanFilter'], 'reportBooleanFilter')
      : this.has('reportFilters')
        ? undefined
        : report.booleanFilter;
    const down = this.has('groupingsDown') ? this.groupings('groupingsDown') : report.groupingsDown;
    const across = this.has('groupingsAcross') ? this.groupings('groupingsAcross') : report.groupingsAcross;
    this.checkGroupings(format, down.length, across.length);
    const sort = this.has('sortBy') ? this.sort(format, columns) : report.sort;
    const dateFilter = this.has('standardDateFilter') ? this.dateFilter() : report.dateFilter;
    return {
      ...rest,
      format,
      columns,
      filters,
      ...(booleanFilter === undefined || booleanFilter.trim() === '' ? {} : { booleanFilter }),
      groupingsDown: down,
      groupingsAcross: across,
      aggregates: this.has('aggregates') ? this.aggregates() : report.aggregates,
      ...(sort ? { sort } : {}),
      ...(dateFilter ? { dateFilter } : {}),
      ...(this.has('scope') ? { scope: read.oneOf(changes['scope'], 'scope', ['organization', 'user']) } : {}),
      ...this.flags()
    };
  }

  private has(name: string): boolean {
    return Object.hasOwn(this.changes, name) && this.changes[name] !== undefined;
  }

  private flags(): Partial<ReportDef> {
    const flag = (from: string): boolean | undefined => (this.has(from) ? read.flag(this.changes[from], from) : undefined);
    const { report } = this;
    return {
      showDetails: flag('hasDetailRows') ?? report.showDetails,
      showGrandTotal: flag('showGrandTotal') ?? report.showGrandTotal,
      showSubtotals: flag('showSubtotals') ?? report.showSubtotals
    };
  }

  private columns(): string[] {
    return read.texts(this.changes['detailColumns'], 'detailColumns').map((name) => {
      if (!this.runnable.column(name)) throw badRequest(`The detail column ${name} is invalid.`);
      return name;
    });
  }

  private isBucket(name: string): boolean {
    return this.report.buckets.some((bucket) => bucket.name === name);
  }

  private filters(): ReportFilter[] {
    const given = read.objects(this.changes['reportFilters'], 'reportFilters');
    if (given.length > MOST_FILTERS) throw badRequest(`A report can have up to ${MOST_FILTERS} filters.`);
    return given.map((filter) => {
      const column = read.text(filter['column'], 'column');
      const found = this.runnable.column(column);
      if (!this.isBucket(column) && (!found || isLongText(found))) throw badRequest(REPORT_ERRORS.filterColumn(column));
      if (filter['filterType'] === 'fieldToField') throw badRequest('The embedded org does not support filters that compare two columns.');
      const operator = read.oneOf(filter['operator'], 'operator', FILTER_OPERATORS);
      const unlocked = filter['isRunPageEditable'] === true;
      return { column, operator, value: read.optionalText(filter['value'], 'value') ?? '', unlocked };
    });
  }

  private groupings(name: 'groupingsDown' | 'groupingsAcross'): ReportGrouping[] {
    return read.objects(this.changes[name], name).map((grouping) => {
      const column = read.text(grouping['name'], 'name');
      const found = this.runnable.column(column);
      if (!this.isBucket(column) && (!found || isLongText(found))) throw badRequest(`The grouping ${column} is invalid.`);
      const given = grouping['dateGranularity'] ?? 'None';
      const granularity = read.oneOf(given, 'dateGranularity', DATE_GRANULARITIES);
      const dateGranularity = found && isDate(found) ? (granularity === 'None' ? 'Day' : granularity) : 'None';
      const sortAggregate = read.optionalText(grouping['sortAggregate'], 'sortAggregate');
      const sortOrder = read.oneOf(grouping['sortOrder'] ?? 'Asc', 'sortOrder', ['Asc', 'Desc']);
      return { column, dateGranularity, sortOrder, ...(sortAggregate === undefined ? {} : { sortAggregate }) };
    });
  }

  private checkGroupings(format: ReportFormat, down: number, across: number): void {
    const [mostDown, mostAcross] = GROUPINGS[format];
    const tooFew = (format !== 'TABULAR' && down === 0) || (format === 'MATRIX' && across === 0);
    if (tooFew || down > mostDown || across > mostAcross)
      throw badRequest(`A ${format} report can’t have ${down} groupings down and ${across} across.`);
  }

  private aggregates(): string[] {
    return read.texts(this.changes['aggregates'], 'aggregates').map((name) => {
      if (name === ROW_COUNT || this.report.formulas.some((formula) => formula.name === name)) return name;
      const parsed = parseAggregate(name);
      const column = parsed && this.runnable.column(parsed.column);
      if (!parsed || !column || !mayAggregate(column, parsed.type)) throw badRequest(`The aggregate ${name} is invalid.`);
      return name;
    });
  }

  private sort(format: ReportFormat, columns: readonly string[]): ReportDef['sort'] {
    const [first, ...more] = read.objects(this.changes['sortBy'], 'sortBy');
    if (!first) return undefined;
    if (more.length > 0) throw badRequest(REPORT_ERRORS.oneSort);
    if (format === 'MATRIX') throw badRequest(REPORT_ERRORS.matrixSort);
    const column = read.optionalText(first['sortColumn'], 'sortColumn');
    if (column === undefined) throw badRequest(REPORT_ERRORS.sortColumnNull);
    if (!columns.includes(column)) throw badRequest(REPORT_ERRORS.sortColumn);
    return { column, order: read.oneOf(first['sortOrder'] ?? 'Asc', 'sortOrder', ['Asc', 'Desc']) };
  }

  private dateFilter(): DateFilter | undefined {
    if (this.changes['standardDateFilter'] === null) return undefined;
    const given = read.object(this.changes['standardDateFilter'], 'standardDateFilter');
    const column = read.text(given['column'], 'column');
    const found = this.runnable.column(column);
    if (!found) throw badRequest(REPORT_ERRORS.dateColumn(column));
    if (!isDate(found)) throw badRequest(REPORT_ERRORS.noDate(column));
    const duration = read.text(given['durationValue'] ?? 'CUSTOM', 'durationValue');
    if (!DURATIONS.has(duration)) throw badRequest(REPORT_ERRORS.duration(duration));
    const start = read.optionalText(given['startDate'], 'startDate');
    const end = read.optionalText(given['endDate'], 'endDate');
    if (duration !== 'CUSTOM') return { column, duration };
    if (start !== undefined && parseDay(start) === undefined) throw badRequest(REPORT_ERRORS.startDate(column));
    if (end !== undefined && parseDay(end) === undefined) throw badRequest(REPORT_ERRORS.endDate(column));
    return { column, duration, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
  }
}
