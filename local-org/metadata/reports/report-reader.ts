import type { SourcePosition } from '../../schema/specification';
import type { Schema } from '../../schema/types';
import type { MetadataError } from '../../errors';
import { refuse, root } from '../shape';
import type { XmlElement } from '../xml';
import { FilterLogicError, parseFilterLogic } from './filter-logic';
import { durationOf, isFiscalWeekOrPeriod } from './intervals';
import { aggregateName, isDate, isLongText, mayAggregate, ReportTypeColumns, ROW_COUNT } from './report-columns';
import { readBucket, readChart, readCrossFilter, readFormula } from './report-parts';
import { report } from './report-shape';
import type { FilterItemElement, GroupingElement, ReportElement } from './report-shape';
import type {
  AggregateType,
  ReportBucket,
  ReportColumn,
  ReportDef,
  ReportFilter,
  ReportFormat,
  ReportGrouping,
  ReportTypeDef
} from './types';

/** "Reports limits": groupings of a summary report; of a matrix, each way. */
const MOST_DOWN: Readonly<Record<ReportFormat, number>> = { TABULAR: 0, SUMMARY: 3, MATRIX: 2 };
const MOST_ACROSS: Readonly<Record<ReportFormat, number>> = { TABULAR: 0, SUMMARY: 0, MATRIX: 2 };
const MOST = { filters: 20, formulas: 5, buckets: 5, crossFilters: 3 } as const;
const LONGEST_DESCRIPTION = 255;

const FORMATS = { Tabular: 'TABULAR', Summary: 'SUMMARY', Matrix: 'MATRIX' } as const;

/**
 * Reads a report and finds every column it names in its report type.
 * @param fullName `Folder/Name`
 * @throws MetadataError naming the report and what it names that does not exist or is not supported
 */
export function readReport(fullName: string, element: XmlElement, types: readonly ReportTypeDef[], schema: Schema): ReportDef {
  const read = root('Report', report)(element);
  const type = types.find(({ name }) => name === read.reportType);
  if (!type) throw refuse(read.at, noSuchType(fullName, read.reportType));
  return new ReportReader(fullName, read, new ReportTypeColumns(type), schema).read();
}

function noSuchType(fullName: string, name: string): string {
  const standard = /^[A-Z]\w*$/.test(name) && !name.endsWith('__c');
  if (standard || name.startsWith('CustomEntity$'))
    return `report ${fullName}: the embedded org does not support the standard report type ${name}; use a custom report type`;
  return `report ${fullName}: there is no report type ${name}`;
}

class ReportReader {
  private readonly format: ReportFormat;
  private readonly buckets: readonly ReportBucket[];

  constructor(
    private readonly fullName: string,
    private readonly element: ReportElement,
    private readonly columns: ReportTypeColumns,
    private readonly schema: Schema
  ) {
    this.format = FORMATS[element.format];
    this.buckets = element.buckets.map((one) => readBucket(one, this.column(one.sourceColumnName, one.at)));
  }

  read(): ReportDef {
    const { element, format } = this;
    if ((element.description ?? '').length > LONGEST_DESCRIPTION)
      throw this.wrong(element.at, `the description is longer than ${LONGEST_DESCRIPTION} characters`);
    this.checkCounts();
    const formulas = element.aggregates.filter(({ isActive }) => isActive).map((one) => readFormula(one, this.columns));
    if (formulas.length > 0 && format === 'TABULAR') throw this.wrong(element.at, 'a summary formula needs a grouping');
    const down = element.groupingsDown.map((one) => this.grouping(one));
    const across = element.groupingsAcross.map((one) => this.grouping(one));
    const aggregates = this.aggregates(formulas.map(({ name }) => name));
    const columns = this.detailColumns([...down, ...across]);
    const filters = (element.filter?.criteriaItems ?? []).map((item) => this.filter(item));
    const sort = this.sort(columns);
    return {
      fullName: this.fullName,
      folder: this.fullName.slice(0, Math.max(this.fullName.lastIndexOf('/'), 0)),
      developerName: this.fullName.slice(this.fullName.lastIndexOf('/') + 1),
      name: element.name,
      ...(element.description ? { description: element.description } : {}),
      format,
      reportType: element.reportType,
      columns,
      aggregates,
      groupingsDown: down,
      groupingsAcross: across,
      buckets: this.buckets,
      formulas,
      filters,
      ...this.logic(filters.length),
      crossFilters: element.crossFilters.map((one) => readCrossFilter(one, this.columns, this.schema)),
      ...this.dateFilter(),
      scope: this.scope(),
      ...(sort ? { sort } : {}),
      ...(element.rowLimit === undefined ? {} : { rowLimit: this.rowLimit(element.rowLimit) }),
      showDetails: element.showDetails ?? true,
      showGrandTotal: element.showGrandTotal ?? true,
      showSubtotals: element.showSubTotals ?? true,
      ...(element.chart ? { chart: readChart(element.chart, (name) => this.dimension(name, element.at), aggregates) } : {})
    };
  }

  private checkCounts(): void {
    const { element, format } = this;
    const down = element.groupingsDown.length;
    const across = element.groupingsAcross.length;
    if (down > MOST_DOWN[format] || across > MOST_ACROSS[format])
      throw this.wrong(
        element.at,
        `a ${element.format} report can have ${MOST_DOWN[format]} groupings down and ${MOST_ACROSS[format]} across, not ${down} and ${across}`
      );
    if (format === 'SUMMARY' && down === 0) throw this.wrong(element.at, 'a Summary report needs a grouping');
    if (format === 'MATRIX' && (down === 0 || across === 0))
      throw this.wrong(element.at, 'a Matrix report needs a grouping down and one across');
    const counts = {
      filters: element.filter?.criteriaItems.length ?? 0,
      formulas: element.aggregates.length,
      buckets: element.buckets.length,
      crossFilters: element.crossFilters.length
    };
    for (const what of ['filters', 'formulas', 'buckets', 'crossFilters'] as const)
      if (counts[what] > MOST[what]) throw this.wrong(element.at, `a report can have ${MOST[what]} ${what}, not ${counts[what]}`);
  }

  private detailColumns(groupings: readonly ReportGrouping[]): string[] {
    const grouped = new Set(groupings.map(({ column }) => column));
    const names: string[] = [];
    for (const { field, at } of this.element.columns) {
      const name = this.dimension(field, at);
      if (grouped.has(name)) throw this.wrong(at, `can't include groupings in columns list: ${field}`);
      if (names.includes(name)) throw this.wrong(at, `the column ${field} is twice`);
      if (this.isBucket(name)) throw this.wrong(at, `the embedded org does not support buckets as columns (${field}); group by it`);
      names.push(name);
    }
    return names;
  }

  private aggregates(formulas: readonly string[]): string[] {
    const names: string[] = [];
    for (const { field, aggregateTypes, at } of this.element.columns) {
      for (const type of aggregateTypes) {
        if (type === 'None' || type === 'Noop') continue;
        names.push(this.aggregate(type, field, at));
      }
    }
    return [...names, ...formulas, ROW_COUNT];
  }

  private aggregate(type: AggregateType, field: string, at: SourcePosition): string {
    const column = this.column(field, at);
    if (!mayAggregate(column, type)) throw this.wrong(at, `${field} cannot be summarised by ${type}`);
    return aggregateName(type, column.name);
  }

  private grouping(element: GroupingElement): ReportGrouping {
    const { field, at, sortOrder, sortType } = element;
    const column = this.dimension(field, at);
    const found = this.columns.find(column);
    if (found && isLongText(found)) throw this.wrong(at, `${field} cannot be grouped by: it is long text`);
    // Groupings that are not dates have a granularity too, which has no effect.
    const granularity = found && isDate(found) ? (element.dateGranularity ?? 'Day') : 'None';
    const grouping = {
      column,
      dateGranularity: granularity === 'None' && found && isDate(found) ? ('Day' as const) : granularity,
      sortOrder
    };
    if (sortType === undefined || sortType === 'Column') return grouping;
    return { ...grouping, sortAggregate: this.sortAggregate(element) };
  }

  private sortAggregate({ sortByName, aggregateType, sortType, at }: GroupingElement): string {
    if (aggregateType === 'RowCount' || sortByName === ROW_COUNT) return ROW_COUNT;
    if (sortByName === undefined) throw this.wrong(at, `a grouping that is sorted by ${sortType ?? ''} has no sortByName`);
    if (sortType === 'CustomSummaryFormula') return sortByName;
    if (aggregateType === undefined || aggregateType === 'None' || aggregateType === 'Noop')
      throw this.wrong(at, 'a grouping that is sorted by an aggregate has no aggregateType');
    return this.aggregate(aggregateType, sortByName, at);
  }

  private filter({ column, operator, value, isUnlocked, at }: FilterItemElement): ReportFilter {
    if (operator === 'within') throw this.wrong(at, 'the embedded org does not support the filter operator within');
    const found = this.columns.find(this.dimension(column, at));
    if (found && isLongText(found)) throw this.wrong(at, `${column} cannot be filtered by: it is long text`);
    return { column: this.dimension(column, at), operator, value: value ?? '', unlocked: isUnlocked ?? false };
  }

  private logic(filters: number): Pick<ReportDef, 'booleanFilter'> {
    const { filter } = this.element;
    if (filter?.booleanFilter === undefined) return {};
    try {
      parseFilterLogic(filter.booleanFilter, filters);
    } catch (error) {
      if (error instanceof FilterLogicError) throw this.wrong(filter.at, error.message);
      throw error;
    }
    return { booleanFilter: filter.booleanFilter };
  }

  private dateFilter(): Pick<ReportDef, 'dateFilter'> {
    const filter = this.element.timeFrameFilter;
    if (!filter) return {};
    const column = this.column(filter.dateColumn, filter.at);
    if (!isDate(column)) throw this.wrong(filter.at, `${filter.dateColumn} is no date`);
    if (isFiscalWeekOrPeriod(filter.interval))
      throw this.wrong(filter.at, `the embedded org does not support the interval ${filter.interval} of custom fiscal years`);
    const duration = durationOf(filter.interval);
    if (duration === undefined) throw this.wrong(filter.at, `unknown interval ${filter.interval}`);
    const dates = { ...(filter.startDate ? { start: filter.startDate } : {}), ...(filter.endDate ? { end: filter.endDate } : {}) };
    for (const date of Object.values(dates)) {
      if (duration !== 'CUSTOM') throw this.wrong(filter.at, `${filter.interval} takes no startDate and endDate`);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
        throw this.wrong(filter.at, `${date} is no date of the form YYYY-MM-DD`);
    }
    return { dateFilter: { column: column.name, duration, ...dates } };
  }

  private scope(): ReportDef['scope'] {
    const { scope = 'organization', at } = this.element;
    const base = this.schema.object(this.columns.type.levels[0]?.object ?? '');
    if (scope !== 'organization' && !base?.field('OwnerId'))
      throw this.wrong(at, `the report type ${this.columns.type.name} has no scope ${scope}: its records have no owner`);
    return scope;
  }

  private sort(columns: readonly string[]): ReportDef['sort'] {
    const { sortColumn, sortOrder, at } = this.element;
    if (sortColumn === undefined) return undefined;
    const { name } = this.column(sortColumn, at);
    if (!columns.includes(name)) throw this.wrong(at, `The sort column name must be from a selected column: ${sortColumn}`);
    return { column: name, order: sortOrder ?? 'Asc' };
  }

  private rowLimit(limit: number): number {
    if (limit < 1 || limit > 99_999) throw this.wrong(this.element.at, `rowLimit must be between 1 and 99999, not ${limit}`);
    if (this.format !== 'TABULAR') throw this.wrong(this.element.at, 'only a Tabular report can have a rowLimit');
    return limit;
  }

  /** API name of a column, or of a bucket. */
  private dimension(name: string, at: SourcePosition): string {
    return this.isBucket(name) ? name : this.column(name, at).name;
  }

  private isBucket(name: string): boolean {
    return this.buckets.some((bucket) => bucket.name === name);
  }

  private column(name: string, at: SourcePosition): ReportColumn {
    const found = this.columns.find(name);
    if (!found) throw this.wrong(at, `the report type ${this.columns.type.name} has no column ${name}`);
    return found;
  }

  private wrong(at: SourcePosition, problem: string): MetadataError {
    return refuse(at, `report ${this.fullName}: ${problem}`);
  }
}
