import type { ReportColumn, ReportDef, ReportFilter, ReportGrouping, ReportTypeDef } from '../metadata/reports/types';
import type { FieldDef, FieldType } from '../schema/types';
import type { Aggregate } from './aggregates';
import type { RunnableReport } from './types';

/** Where a report is kept, for addresses in answers. */
export interface ReportPlace {
  readonly id: string;
  readonly folderId: string;
}

const DATA_TYPES: Partial<Record<FieldType, string>> = {
  id: 'string',
  reference: 'string',
  combobox: 'picklist',
  long: 'int',
  encryptedstring: 'string',
  base64: 'string'
};

const dataTypeOf = (field: FieldDef): string => DATA_TYPES[field.type] ?? field.type;

/** Address of the API's resources, `/services/data/v68.0`, that answers name. */
export const reportUrl = (base: string, id: string): string => `${base}/analytics/reports/${id}`;

export const reportAttributes = (report: ReportDef, { id }: ReportPlace, base: string): Record<string, unknown> => ({
  type: 'Report',
  reportId: id,
  reportName: report.name,
  describeUrl: `${reportUrl(base, id)}/describe`,
  instancesUrl: `${reportUrl(base, id)}/instances`
});

/** `reportMetadata`: what the report is, as far as the user sees its columns. */
export function reportMetadata(
  { report, type }: RunnableReport,
  { id, folderId }: ReportPlace,
  currency: string | null = null
): Record<string, unknown> {
  const { dateFilter, sort, chart } = report;
  return {
    id,
    name: report.name,
    developerName: report.developerName,
    reportFormat: report.format,
    reportType: { type: type.name, label: type.label },
    aggregates: report.aggregates,
    detailColumns: report.columns,
    groupingsDown: report.groupingsDown.map(groupingJson),
    groupingsAcross: report.groupingsAcross.map(groupingJson),
    reportFilters: report.filters.map(filterJson),
    reportBooleanFilter: report.booleanFilter ?? null,
    hasDetailRows: report.showDetails,
    hasRecordCount: report.aggregates.includes('RowCount'),
    scope: report.scope,
    showGrandTotal: report.showGrandTotal,
    showSubtotals: report.showSubtotals,
    sortBy: sort ? [{ sortColumn: sort.column, sortOrder: sort.order }] : [],
    currency,
    folderId,
    standardDateFilter: dateFilter
      ? {
          column: dateFilter.column,
          durationValue: dateFilter.duration,
          startDate: dateFilter.start ?? null,
          endDate: dateFilter.end ?? null
        }
      : null,
    standardFilters: [],
    buckets: report.buckets.map((bucket) => ({
      bucketType: bucket.type,
      devloperName: bucket.name,
      label: bucket.label,
      nullTreatedAsZero: bucket.blankIsZero,
      otherBucketLabel: bucket.other ?? null,
      sourceColumnName: bucket.source,
      values: bucket.values.map(({ label, sources, to }) => ({ label, sourceDimensionValues: sources, rangeUpperBound: to ?? null }))
    })),
    crossFilters: report.crossFilters.map((filter) => ({
      criteria: filter.criteria.map(({ column, operator, value }) => ({ column, operator, value })),
      includesObject: filter.with,
      primaryEntityField: filter.column,
      relatedEntity: filter.relatedObject,
      relatedEntityJoinField: filter.joinField
    })),
    chart: chart
      ? {
          chartType: chart.type,
          groupings: [chart.grouping, chart.secondaryGrouping].filter((name) => name !== undefined),
          hasLegend: chart.legendPosition !== 'None',
          showChartValues: false,
          summaries: chart.summaries,
          summaryAxisLocations: chart.summaries.map(() => 'Y'),
          title: chart.title ?? null
        }
      : null,
    description: report.description ?? null,
    division: null,
    historicalSnapshotDates: [],
    ...(report.rowLimit === undefined ? {} : { topRows: { rowLimit: report.rowLimit, direction: report.sort?.order ?? 'Asc' } }),
    ...(report.formulas.length === 0 ? {} : { customSummaryFormula: formulasJson(report) })
  };
}

const groupingJson = ({ column, sortOrder, dateGranularity, sortAggregate }: ReportGrouping): Record<string, unknown> => ({
  name: column,
  sortOrder,
  dateGranularity,
  sortAggregate: sortAggregate ?? null
});

const filterJson = ({ column, operator, value, unlocked }: ReportFilter): Record<string, unknown> => ({
  column,
  filterType: 'fieldValue',
  isRunPageEditable: unlocked,
  operator,
  value
});

const formulasJson = ({ formulas }: ReportDef): Record<string, unknown> =>
  Object.fromEntries(
    formulas.map(({ name, label, dataType, scale, expression }) => [
      name,
      {
        label,
        description: null,
        formulaType: dataType,
        decimalPlaces: scale,
        downGroup: null,
        downGroupType: 'all',
        acrossGroup: null,
        acrossGroupType: 'all',
        formula: expression
      }
    ])
  );

/** `reportExtendedMetadata`: what the columns, groupings and aggregates of the report are called. */
export function extendedMetadata({ report, column }: RunnableReport, aggregates: readonly Aggregate[]): Record<string, unknown> {
  const grouping = (list: readonly ReportGrouping[]): [string, unknown][] =>
    list.flatMap(({ column: name }, groupingLevel): [string, unknown][] => {
      const bucket = report.buckets.find((one) => one.name === name);
      if (bucket) return [[name, { label: bucket.label, dataType: 'string', groupingLevel }]];
      const found = column(name);
      return found ? [[name, { label: found.label, dataType: dataTypeOf(found.field), groupingLevel }]] : [];
    });
  return {
    aggregateColumnInfo: Object.fromEntries(
      aggregates.map(({ name, label, dataType }) => [name, { label, dataType, downGroupingContext: null, acrossGroupingContext: null }])
    ),
    detailColumnInfo: Object.fromEntries(
      report.columns.flatMap((name): [string, unknown][] => {
        const found = column(name);
        return found ? [[name, { label: found.label, dataType: dataTypeOf(found.field) }]] : [];
      })
    ),
    groupingColumnInfo: Object.fromEntries([...grouping(report.groupingsDown), ...grouping(report.groupingsAcross)])
  };
}

/** One column of a report type, as `reportTypeMetadata` tells of it. */
export function typeColumn(column: ReportColumn, type: ReportTypeDef): Record<string, unknown> {
  const { field } = column;
  const long = field.type === 'textarea' && field.length > 255;
  return {
    allowedInCustomDetailFormula: false,
    bucketable: !long && ['string', 'picklist', 'int', 'double', 'currency', 'percent'].includes(dataTypeOf(field)),
    dataType: dataTypeOf(field),
    entityColumnName: `${type.levels[column.level]?.object ?? ''}.${[...column.path, field.apiName].join('.')}`,
    fieldToFieldFilterable: false,
    filterValues: field.picklist?.values.filter(({ active }) => active).map(({ value, label }) => ({ name: value, label })) ?? [],
    filterable: !long,
    isCustom: field.custom,
    isLookup: field.type === 'reference',
    label: column.label,
    maxLength: field.length > 0 ? field.length : null,
    uniqueCountable: !long
  };
}
