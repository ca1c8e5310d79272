import type { ElementReader, Slot } from '../shape';
import { decimal, flag, integer, name, once, oneOf, optional, refuse, repeated, shape, text, unsupported } from '../shape';
import { DATE_GRANULARITIES, FILTER_OPERATORS } from './types';

const AGGREGATES = ['Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median', 'Noop', 'None'] as const;
const SORT_ORDERS = ['Asc', 'Desc'] as const;

/** A known element that the embedded org does not support, by the name that people know it by. */
const refused = (what: string): Slot<undefined> => ({
  occurs: 'optional',
  read: (element) => {
    throw refuse(element.at, `the embedded org does not support ${what} (element ${element.name})`);
  }
});

/** A value that one of these may have; any other is a feature that the embedded org does not support. */
const only =
  (allowed: string, what: string): ElementReader<string> =>
  (element) => {
    const value = text(element);
    if (value !== allowed) throw refuse(element.at, `the embedded org does not support ${what} (${element.name} ${value})`);
    return value;
  };

const summary = shape({
  aggregate: optional(oneOf(...AGGREGATES)),
  axisBinding: optional(oneOf('x', 'y', 'y2', 'r')),
  column: once(name)
});

/** How a chart is drawn beyond its kind, axes and title is checked and has no effect here. */
const chart = shape({
  backgroundColor1: optional(text),
  backgroundColor2: optional(text),
  backgroundFadeDir: optional(oneOf('Diagonal', 'LeftToRight', 'TopToBottom')),
  chartSummaries: repeated(summary),
  chartType: once(name),
  enableHoverLabels: optional(flag),
  expandOthers: optional(flag),
  groupingColumn: optional(name),
  legendPosition: optional(oneOf('Right', 'Bottom', 'OnChart', 'None')),
  location: optional(oneOf('CHART_TOP', 'CHART_BOTTOM')),
  secondaryGroupingColumn: optional(name),
  showAxisLabels: optional(flag),
  showPercentage: optional(flag),
  showTotal: optional(flag),
  showValues: optional(flag),
  size: optional(oneOf('Tiny', 'Small', 'Medium', 'Large', 'Huge')),
  summaryAxisManualRangeEnd: optional(decimal),
  summaryAxisManualRangeStart: optional(decimal),
  summaryAxisRange: optional(oneOf('Auto', 'Manual')),
  textColor: optional(text),
  textSize: optional(integer),
  title: optional(text),
  titleColor: optional(text),
  titleSize: optional(integer)
});

const filterItem = shape({
  column: once(name),
  columnToColumn: optional((element) => {
    if (flag(element)) throw refuse(element.at, 'the embedded org does not support filters that compare two columns (columnToColumn)');
    return false;
  }),
  isUnlocked: optional(flag),
  operator: once(oneOf(...FILTER_OPERATORS)),
  snapshot: refused('historical trending'),
  value: optional(text)
});

const aggregate = shape({
  acrossGroupingContext: optional(name),
  calculatedFormula: once(name),
  datatype: once(oneOf('currency', 'percent', 'number')),
  description: optional(text),
  developerName: once(name),
  downGroupingContext: optional(name),
  isActive: once(flag),
  isCrossBlock: optional(flag),
  masterLabel: once(name),
  reportType: refused('joined reports'),
  scale: optional(integer)
});

const bucket = shape({
  bucketType: once(oneOf('text', 'number', 'picklist')),
  developerName: once(name),
  masterLabel: once(name),
  nullTreatment: optional(oneOf('n', 'z')),
  otherBucketLabel: optional(text),
  sourceColumnName: once(name),
  useOther: optional(flag),
  values: repeated(
    shape({
      sourceValues: repeated(shape({ from: optional(name), sourceValue: optional(text), to: optional(name) })),
      value: once(name)
    })
  )
});

const crossFilter = shape({
  criteriaItems: repeated(filterItem),
  operation: once(oneOf('with', 'without')),
  primaryTableColumn: once(name),
  relatedTable: once(name),
  relatedTableJoinColumn: once(name)
});

const grouping = shape({
  aggregateType: optional(oneOf(...AGGREGATES, 'RowCount')),
  dateGranularity: optional(oneOf(...DATE_GRANULARITIES)),
  field: once(name),
  sortByName: optional(name),
  sortOrder: once(oneOf(...SORT_ORDERS)),
  sortType: optional(oneOf('Column', 'Aggregate', 'CustomSummaryFormula'))
});

const format: ElementReader<'Tabular' | 'Summary' | 'Matrix'> = (element) => {
  const value = oneOf('Tabular', 'Summary', 'Matrix', 'MultiBlock')(element);
  if (value === 'MultiBlock') throw refuse(element.at, 'the embedded org does not support joined reports (format MultiBlock)');
  return value;
};

/** `Report` in its file. What the embedded org does not run is refused by name. */
export const report = shape({
  fullName: optional(name),
  aggregates: repeated(aggregate),
  block: refused('joined reports'),
  blockInfo: refused('joined reports'),
  buckets: repeated(bucket),
  chart: optional(chart),
  colorRanges: refused('conditional highlighting'),
  columns: repeated(
    shape({
      aggregateTypes: repeated(oneOf(...AGGREGATES)),
      field: once(name),
      reverseColors: unsupported(),
      showChanges: refused('historical trending')
    })
  ),
  crossFilters: repeated(crossFilter),
  currency: optional(only('USD', 'reports in several currencies')),
  customDetailFormulas: refused('row-level formulas'),
  dataCategoryFilters: refused('data category filters'),
  description: optional(text),
  division: refused('divisions'),
  filter: optional(shape({ booleanFilter: optional(name), criteriaItems: repeated(filterItem), language: optional(name) })),
  folderName: optional(name),
  format: once(format),
  formattingRules: refused('conditional formatting'),
  groupingsAcross: repeated(grouping),
  groupingsDown: repeated(grouping),
  historicalSelector: refused('historical trending'),
  name: once(name),
  numSubscriptions: refused('subscriptions'),
  params: refused('standard filters of standard report types'),
  reportType: once(name),
  roleHierarchyFilter: refused('role hierarchy filters'),
  rowLimit: optional(integer),
  scope: optional((element) => {
    const value = name(element);
    if (value === 'team') throw refuse(element.at, 'the embedded org does not support reports of a team (scope team)');
    return oneOf('organization', 'user')(element);
  }),
  showCurrentDate: optional(flag),
  showDetails: optional(flag),
  showGrandTotal: optional(flag),
  showSubTotals: optional(flag),
  sortColumn: optional(name),
  sortOrder: optional(oneOf(...SORT_ORDERS)),
  territoryHierarchyFilter: refused('territories'),
  timeFrameFilter: optional(shape({ dateColumn: once(name), endDate: optional(text), interval: once(name), startDate: optional(text) })),
  userFilter: refused('user filters')
});

export type ReportElement = ReturnType<typeof report>;
export type GroupingElement = ReturnType<typeof grouping>;
export type FilterItemElement = ReturnType<typeof filterItem>;
export type BucketElement = ReturnType<typeof bucket>;
export type FormulaElement = ReturnType<typeof aggregate>;
export type CrossFilterElement = ReturnType<typeof crossFilter>;
export type ChartElement = ReturnType<typeof chart>;
