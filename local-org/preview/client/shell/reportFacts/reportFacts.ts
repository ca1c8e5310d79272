/** The parts of the Analytics API's response that pages show, converted to tables and charts. Pure functions, without the DOM. */

export interface Labelled {
  readonly label: string;
  readonly value: unknown;
}

export interface Fact {
  readonly aggregates: readonly Labelled[];
  readonly rows?: readonly { readonly dataCells: readonly Labelled[] }[];
}

export interface Group {
  readonly key: string;
  readonly label: string;
  readonly value: unknown;
  readonly groupings: readonly Group[];
}

interface ColumnInfo {
  readonly label: string;
  readonly dataType: string;
}

export interface ChartMetadata {
  readonly chartType: string;
  readonly groupings: readonly string[];
  readonly summaries: readonly string[];
  readonly title: string | null;
}

export interface ReportResult {
  readonly allData: boolean;
  readonly factMap: Readonly<Record<string, Fact>>;
  readonly groupingsDown: { readonly groupings: readonly Group[] };
  readonly groupingsAcross: { readonly groupings: readonly Group[] };
  readonly reportMetadata: {
    readonly name: string;
    readonly reportFormat: 'TABULAR' | 'SUMMARY' | 'MATRIX';
    readonly reportType: { readonly label: string };
    readonly detailColumns: readonly string[];
    readonly aggregates: readonly string[];
    readonly groupingsDown: readonly { readonly name: string }[];
    readonly groupingsAcross: readonly { readonly name: string }[];
    readonly reportFilters: readonly ReportFilterMetadata[];
    readonly standardDateFilter: DateFilterMetadata | null;
    readonly chart: ChartMetadata | null;
  };
  readonly reportExtendedMetadata: {
    readonly aggregateColumnInfo: Readonly<Record<string, ColumnInfo>>;
    readonly detailColumnInfo: Readonly<Record<string, ColumnInfo>>;
    readonly groupingColumnInfo: Readonly<Record<string, ColumnInfo>>;
  };
}

export interface ReportFilterMetadata {
  readonly column: string;
  readonly operator: string;
  readonly value: string;
  readonly isRunPageEditable: boolean;
}

export interface DateFilterMetadata {
  readonly column: string;
  readonly durationValue: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface TableCell {
  readonly key: string;
  readonly text: string;
  readonly numeric: boolean;
  /** Names its row. */
  readonly header: boolean;
  /** How deep the group is that it names. */
  readonly level: number;
}

export interface TableModel {
  readonly caption: string;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly TableCell[]; readonly total: boolean }[];
}

const TOTAL = 'T';
const NUMERIC = new Set(['currency', 'percent', 'int', 'double']);

const cell = (key: string, text: string, more: Partial<TableCell> = {}): TableCell => ({
  key,
  text,
  numeric: false,
  header: false,
  level: 0,
  ...more
});

interface LeveledGroup {
  readonly group: Group;
  readonly level: number;
}

const flat = (groups: readonly Group[], level = 0): LeveledGroup[] =>
  groups.flatMap((group) => [{ group, level }, ...flat(group.groupings, level + 1)]);

const total = (): LeveledGroup => ({ group: { key: TOTAL, label: 'Total', value: null, groupings: [] }, level: 0 });

/** The groups of a report with their aggregates; `undefined` for a report without groups. */
export function groupTable(result: ReportResult): TableModel | undefined {
  const { reportMetadata, reportExtendedMetadata, factMap } = result;
  if (reportMetadata.reportFormat === 'TABULAR') return undefined;
  const columns = flat(result.groupingsAcross.groupings);
  const across = columns.length > 0 ? [...columns, total()] : [total()];
  const names = reportMetadata.aggregates.map((name) => reportExtendedMetadata.aggregateColumnInfo[name]?.label ?? name);
  const labelOf = ({ name }: { readonly name: string }): string => reportExtendedMetadata.groupingColumnInfo[name]?.label ?? name;
  const heads = across.flatMap(({ group }) =>
    names.map((name, index) => ({
      key: `${group.key}-${index}`,
      label: columns.length === 0 ? name : `${group.label}: ${name}`,
      numeric: true
    }))
  );
  const rows = [...flat(result.groupingsDown.groupings), total()].map(({ group, level }) => ({
    key: group.key,
    total: group.key === TOTAL,
    cells: [
      cell('group', group.label, { header: true, level }),
      ...across.flatMap(({ group: column }) =>
        (factMap[`${group.key}!${column.key}`]?.aggregates ?? []).map(({ label }, index) =>
          cell(`${column.key}-${index}`, label, { numeric: true })
        )
      )
    ]
  }));
  return {
    caption: `${reportMetadata.name}: groups`,
    columns: [{ key: 'group', label: reportMetadata.groupingsDown.map(labelOf).join(' / '), numeric: false }, ...heads],
    rows
  };
}

/** The rows of a report, with the groups that each is in; without any where the report was run without details. */
export function detailTable(result: ReportResult): TableModel {
  const { reportMetadata, reportExtendedMetadata } = result;
  const { detailColumnInfo, groupingColumnInfo } = reportExtendedMetadata;
  const groupings = [...reportMetadata.groupingsDown, ...reportMetadata.groupingsAcross];
  const columns = [
    ...groupings.map(({ name }) => ({ key: `group ${name}`, label: groupingColumnInfo[name]?.label ?? name, numeric: false })),
    ...reportMetadata.detailColumns.map((name) => ({
      key: name,
      label: detailColumnInfo[name]?.label ?? name,
      numeric: NUMERIC.has(detailColumnInfo[name]?.dataType ?? '')
    }))
  ];
  const rows = detailRows(result).map(({ groups, cells }, index) => ({
    key: String(index),
    total: false,
    cells: [...groups, ...cells.map(({ label }) => label)].map((text, position) =>
      cell(columns[position]?.key ?? String(position), text, { numeric: columns[position]?.numeric ?? false, header: position === 0 })
    )
  }));
  return { caption: `${reportMetadata.name}: rows`, columns, rows };
}

interface DetailRow {
  /** Labels of the groups down, then across. */
  readonly groups: readonly string[];
  readonly cells: readonly Labelled[];
}

/** Every detail row with the labels of its groups. */
export function detailRows({ factMap, groupingsDown, groupingsAcross }: ReportResult): DetailRow[] {
  const paths = (groups: readonly Group[], above: readonly string[] = []): { key: string; labels: readonly string[] }[] =>
    groups.flatMap((group) =>
      group.groupings.length > 0 ? paths(group.groupings, [...above, group.label]) : [{ key: group.key, labels: [...above, group.label] }]
    );
  const side = (groups: readonly Group[]) => (groups.length > 0 ? paths(groups) : [{ key: TOTAL, labels: [] }]);
  return side(groupingsDown.groupings).flatMap((down) =>
    side(groupingsAcross.groupings).flatMap((across) =>
      (factMap[`${down.key}!${across.key}`]?.rows ?? []).map(({ dataCells }) => ({
        groups: [...down.labels, ...across.labels],
        cells: dataCells
      }))
    )
  );
}

export interface ChartBar {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly value: number;
}

export interface ChartModel {
  readonly title: string;
  readonly kind: 'bars' | 'columns' | 'line';
  readonly bars: readonly ChartBar[];
}

/** The aggregate of this name, or the first, for each of the outermost groups; `undefined` where there is nothing to draw. */
export function chartModel(result: ReportResult, chartType: string, summary: string | undefined, title = ''): ChartModel | undefined {
  const { aggregates } = result.reportMetadata;
  const position = Math.max(aggregates.indexOf(summary ?? ''), 0);
  const info = result.reportExtendedMetadata.aggregateColumnInfo[aggregates[position] ?? ''];
  const bars = result.groupingsDown.groupings.map(({ key, label }): ChartBar => {
    const aggregate = result.factMap[`${key}!${TOTAL}`]?.aggregates[position];
    return { key, label, text: aggregate?.label ?? '', value: typeof aggregate?.value === 'number' ? aggregate.value : 0 };
  });
  if (bars.length === 0) return undefined;
  const kind = chartType.startsWith('Line') ? 'line' : /Column/.test(chartType) ? 'columns' : 'bars';
  return { title: title || (info?.label ?? ''), kind, bars };
}

/** The total of an aggregate, as it is written. */
export function totalText(result: ReportResult, summary: string | undefined): string {
  const position = Math.max(result.reportMetadata.aggregates.indexOf(summary ?? ''), 0);
  return result.factMap['T!T']?.aggregates[position]?.label ?? '-';
}
