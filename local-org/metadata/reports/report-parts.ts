import type { Schema } from '../../schema/types';
import { refuse } from '../shape';
import { isLongText, isNumber, ROW_COUNT } from './report-columns';
import type { ReportTypeColumns } from './report-columns';
import { aggregateName } from './report-columns';
import { FormulaTextError, parseSummaryFormula } from './summary-formula';
import type { BucketElement, ChartElement, CrossFilterElement, FormulaElement } from './report-shape';
import type { BucketValue, CrossFilter, ReportBucket, ReportChart, ReportColumn, ReportFormula } from './types';

/** Bounds of buckets are written as the author's locale does: `1,000`. */
function bound(written: string | undefined, at: BucketElement['at']): number | undefined {
  if (written === undefined) return undefined;
  const value = Number(written.replaceAll(',', ''));
  if (Number.isNaN(value)) throw refuse(at, `the bound ${written} of a bucket is no number`);
  return value;
}

/** @throws MetadataError for a bucket whose values do not fit its column */
export function readBucket(element: BucketElement, source: ReportColumn): ReportBucket {
  const { bucketType, at } = element;
  if (isLongText(source)) throw refuse(at, `${element.sourceColumnName} cannot be put into buckets: it is long text`);
  if ((bucketType === 'number') !== isNumber(source))
    throw refuse(at, `a bucket of ${bucketType} does not fit the column ${element.sourceColumnName}`);
  const values = element.values.map((value): BucketValue => {
    const [first] = value.sourceValues;
    if (bucketType !== 'number') return { label: value.value, sources: value.sourceValues.map(({ sourceValue }) => sourceValue ?? '') };
    const from = bound(first?.from, value.at);
    const to = bound(first?.to, value.at);
    return { label: value.value, sources: [], ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
  if (values.length === 0) throw refuse(at, `the bucket ${element.developerName} has no values`);
  return {
    name: element.developerName,
    label: element.masterLabel,
    type: bucketType,
    source: source.name,
    blankIsZero: element.nullTreatment === 'z',
    ...(element.useOther ? { other: element.otherBucketLabel ?? 'Other' } : {}),
    values
  };
}

/** @throws MetadataError for a formula that cannot be read, or that names a column which the report type does not have */
export function readFormula(element: FormulaElement, columns: ReportTypeColumns): ReportFormula {
  const { at, developerName, masterLabel, datatype, calculatedFormula } = element;
  const context = element.downGroupingContext ?? element.acrossGroupingContext;
  if (context !== undefined && context !== 'GRAND_SUMMARY')
    throw refuse(at, `the embedded org does not support summary formulas for one level of grouping (${context})`);
  if (context !== undefined) throw refuse(at, `the embedded org does not support summary formulas for the grand total only`);
  if (element.isCrossBlock) throw refuse(at, 'the embedded org does not support joined reports (isCrossBlock)');
  try {
    parseSummaryFormula(calculatedFormula, (name) => columns.find(name)?.name);
  } catch (error) {
    if (error instanceof FormulaTextError) throw refuse(at, `formula ${developerName}: ${error.message}`);
    throw error;
  }
  return { name: developerName, label: masterLabel, dataType: datatype, scale: element.scale ?? 2, expression: calculatedFormula };
}

const MOST_CRITERIA = 5;

/** @throws MetadataError for an object, field or column that does not exist */
export function readCrossFilter(element: CrossFilterElement, columns: ReportTypeColumns, schema: Schema): CrossFilter {
  const { at, primaryTableColumn, relatedTable, relatedTableJoinColumn } = element;
  const table = columns.type.levels[0]?.table ?? '';
  const isId = primaryTableColumn === `${table}$Id`;
  const column = columns.find(primaryTableColumn);
  if (!isId && !column) throw refuse(at, `the report type ${columns.type.name} has no column ${primaryTableColumn}`);
  if (!isId && column?.field.type !== 'reference') throw refuse(at, `${primaryTableColumn} is no id`);
  const related = schema.object(relatedTable);
  if (!related) throw refuse(at, `there is no object ${relatedTable}`);
  const join = related.field(relatedTableJoinColumn) ?? related.field(`${relatedTableJoinColumn}Id`);
  if (!join || (join.type !== 'reference' && join.type !== 'id'))
    throw refuse(at, `${relatedTable} has no lookup ${relatedTableJoinColumn}`);
  if (element.criteriaItems.length > MOST_CRITERIA) throw refuse(at, `a cross filter can have ${MOST_CRITERIA} filters`);
  return {
    with: element.operation === 'with',
    column: isId ? `${table}.Id` : (column?.name ?? ''),
    relatedObject: related.apiName,
    joinField: join.apiName,
    criteria: element.criteriaItems.map((item) => {
      const field = related.field(item.column);
      if (!field) throw refuse(item.at, `${relatedTable} has no field ${item.column}`);
      if (item.operator === 'within') throw refuse(item.at, 'the embedded org does not support the filter operator within');
      return { column: field.apiName, operator: item.operator, value: item.value ?? '', unlocked: false };
    })
  };
}

const CHARTS =
  /^(HorizontalBar|VerticalColumn)(Grouped|Stacked|StackedTo100)?$|^Line(Grouped|Cumulative|CumulativeGrouped)?$|^(Pie|Donut|Funnel)$|^Scatter(Grouped)?$|^VerticalColumn(Grouped|Stacked)?Line(Cumulative)?$/;

/** @throws MetadataError for a chart of a kind that does not exist, or over what the report does not have */
export function readChart(element: ChartElement, dimension: (name: string) => string, aggregates: readonly string[]): ReportChart {
  if (!CHARTS.test(element.chartType)) throw refuse(element.at, `unknown chart type ${element.chartType}`);
  const summaries = element.chartSummaries.map(({ column, aggregate, at }) => {
    if (column === ROW_COUNT) return ROW_COUNT;
    const formula = aggregates.find((name) => name === column);
    if (formula !== undefined) return formula;
    if (aggregate === undefined || aggregate === 'None' || aggregate === 'Noop')
      throw refuse(at, `the chart does not say how it sums up ${column}`);
    const name = aggregateName(aggregate, dimension(column));
    if (!aggregates.includes(name)) throw refuse(at, `the chart shows ${aggregate} of ${column}, which the report does not have`);
    return name;
  });
  return {
    type: element.chartType,
    ...(element.title ? { title: element.title } : {}),
    ...(element.groupingColumn === undefined ? {} : { grouping: dimension(element.groupingColumn) }),
    ...(element.secondaryGroupingColumn === undefined ? {} : { secondaryGrouping: dimension(element.secondaryGroupingColumn) }),
    summaries,
    location: element.location ?? 'CHART_TOP',
    legendPosition: element.legendPosition ?? 'Bottom'
  };
}
