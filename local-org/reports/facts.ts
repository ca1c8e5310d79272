import type { ReportColumn } from '../metadata/reports/types';
import type { OrgValue } from '../values';
import { labelled } from './aggregates';
import type { Aggregate } from './aggregates';
import { BLANK } from './format';
import type { Formatter } from './format';
import { compareOrders, groupRows, shown, withGroupsBelow } from './groups';
import type { Group, GroupContext } from './groups';
import { EMPTY_CELL } from './types';
import type { Cell, DataRow, Fact, Labelled, ReportFacts, ReportRow, RunnableReport } from './types';

/** Detail rows that one answer has at most. */
const MOST_ROWS = 2000;

const TOTAL = 'T';

/**
 * Folds the rows of a report into its groups, and these into one fact for each pair of a group down and a group across. Every aggregate is
 * computed from the rows of its group, never from other aggregates; only the details end at a limit.
 */
export function foldRows(rows: readonly ReportRow[], context: GroupContext, includeDetails: boolean): ReportFacts {
  const { runnable, aggregates, format } = context;
  const { report } = runnable;
  const sorted = sortRows(rows, runnable);
  const kept = report.rowLimit === undefined ? sorted : sorted.slice(0, report.rowLimit);
  const down = groupRows(kept, report.groupingsDown, context);
  const across = groupRows(kept, report.groupingsAcross, context);
  const details = new Details(columnsOf(runnable), format, includeDetails);
  const factMap: Record<string, Fact> = {};
  for (const row of allGroups(down, kept)) {
    for (const column of allGroups(across, kept)) {
      const cell = column.key === TOTAL ? row.rows : row.key === TOTAL ? column.rows : common(row.rows, column.rows);
      factMap[`${row.key}!${column.key}`] = details.fact(cell, aggregates, isInnermost(row, down) && isInnermost(column, across));
    }
  }
  return {
    allData: !details.ended,
    hasExceededTabularRowLimit: report.format === 'TABULAR' && details.ended,
    groupingsDown: down.map(shown),
    groupingsAcross: across.map(shown),
    factMap
  };
}

/** The total of a side, and all of its groups. */
const allGroups = (groups: readonly Group[], rows: readonly ReportRow[]): Group[] => [
  { key: TOTAL, label: '', value: null, rows, groups },
  ...groups.flatMap(withGroupsBelow)
];

const isInnermost = (group: Group, side: readonly Group[]): boolean =>
  group.key === TOTAL ? side.length === 0 : group.groups.length === 0;

function common(rows: readonly ReportRow[], others: readonly ReportRow[]): ReportRow[] {
  const among = new Set(others);
  return rows.filter((row) => among.has(row));
}

function columnsOf({ report, column }: RunnableReport): ReportColumn[] {
  return report.columns.map(column).filter((found) => found !== undefined);
}

function sortRows(rows: readonly ReportRow[], { report: { sort }, column }: RunnableReport): ReportRow[] {
  const found = sort && column(sort.column);
  if (!found) return [...rows];
  const direction = sort.order === 'Desc' ? -1 : 1;
  const picklist = new Map(found.field.picklist?.values.map(({ value }, index) => [value, index]));
  const orderOf = ({ value, name }: Cell): number | string => {
    if (value === null) return -Infinity;
    if (typeof value !== 'string') return Number(value);
    return picklist.get(value) ?? (name ?? value).toLowerCase();
  };
  const orders = new Map(rows.map((row) => [row, orderOf(row.cells.get(found.name) ?? EMPTY_CELL)]));
  return [...rows].sort((a, b) => direction * compareOrders(orders.get(a) ?? -Infinity, orders.get(b) ?? -Infinity));
}

/** Hands out detail rows until there are as many as an answer may have. */
class Details {
  ended = false;
  private count = 0;

  constructor(
    private readonly columns: readonly ReportColumn[],
    private readonly format: Formatter,
    private readonly included: boolean
  ) {}

  fact(rows: readonly ReportRow[], aggregates: readonly Aggregate[], innermost: boolean): Fact {
    const values = aggregates.map((aggregate) => labelled(aggregate, rows));
    if (!this.included) return { aggregates: values };
    return { aggregates: values, rows: innermost ? this.take(rows).map((row) => this.dataRow(row)) : [] };
  }

  private take(rows: readonly ReportRow[]): readonly ReportRow[] {
    const left = MOST_ROWS - this.count;
    if (rows.length > left) this.ended = true;
    this.count += Math.min(rows.length, left);
    return rows.slice(0, left);
  }

  private dataRow(row: ReportRow): DataRow {
    return { dataCells: this.columns.map((column) => dataCell(column, row.cells.get(column.name) ?? EMPTY_CELL, this.format)) };
  }
}

/** A lookup has the id as value and the name as label; an amount says its currency, which is `null` in an org that has but one. */
function dataCell({ field }: ReportColumn, { value, name }: Cell, format: Formatter): Labelled {
  if (value === null) return { label: BLANK, value: null };
  const label = name ?? format.value(field, value);
  if (field.type === 'currency') return { label, value: { amount: value, currency: null } };
  return { label, value: field.type === 'datetime' ? isoMoment(value) : value };
}

const isoMoment = (value: OrgValue): OrgValue => (typeof value === 'number' ? new Date(value).toISOString() : value);
