import type { ReportGrouping } from '../metadata/reports/types';
import type { Calendar } from '../soql/date-literals';
import type { OrgValue } from '../values';
import type { Aggregate } from './aggregates';
import { bucketOf } from './buckets';
import { dayNumber } from './calendar';
import { BLANK } from './format';
import type { Formatter } from './format';
import type { Periods } from './periods';
import { EMPTY_CELL } from './types';
import type { Grouping, ReportRow, RunnableReport } from './types';

/** Rows that are alike in a grouping, and the groups below. */
export interface Group {
  readonly key: string;
  readonly label: string;
  readonly value: OrgValue;
  readonly rows: readonly ReportRow[];
  readonly groups: readonly Group[];
}

/** What a row is called in a grouping, and where that is among the others. */
interface Place {
  readonly identity: string;
  readonly label: string;
  readonly value: OrgValue;
  readonly order: number | string;
}

export interface GroupContext {
  readonly runnable: RunnableReport;
  readonly aggregates: readonly Aggregate[];
  readonly calendar: Calendar;
  readonly periods: Periods;
  readonly format: Formatter;
}

/** A blank is a group of its own, and the first in ascending order. */
const NOTHING: Place = { identity: '', label: BLANK, value: null, order: -Infinity };

/** Rows taken apart by these groupings, one inside the other. */
export function groupRows(rows: readonly ReportRow[], groupings: readonly ReportGrouping[], context: GroupContext, above = ''): Group[] {
  const [grouping, ...rest] = groupings;
  if (!grouping) return [];
  const placeOf = placer(grouping, context);
  const found = new Map<string, { place: Place; rows: ReportRow[] }>();
  for (const row of rows) {
    const place = placeOf(row);
    const known = found.get(place.identity);
    if (known) known.rows.push(row);
    else found.set(place.identity, { place, rows: [row] });
  }
  return inOrder([...found.values()], grouping, context.aggregates).map(({ place, rows: own }, index) => {
    const key = above === '' ? String(index) : `${above}_${index}`;
    return { key, label: place.label, value: place.value, rows: own, groups: groupRows(own, rest, context, key) };
  });
}

/** Without the rows, as an answer shows them. */
export const shown = ({ key, label, value, groups }: Group): Grouping => ({ key, label, value, groupings: groups.map(shown) });

/** The group itself and all below it. */
export const withGroupsBelow = (group: Group): Group[] => [group, ...group.groups.flatMap(withGroupsBelow)];

function placer(
  { column: name, dateGranularity }: ReportGrouping,
  { runnable, calendar, periods, format }: GroupContext
): (row: ReportRow) => Place {
  const bucket = runnable.report.buckets.find((one) => one.name === name);
  const column = runnable.column(bucket?.source ?? name);
  if (!column) throw new Error(`The report has no column ${name}`);
  if (bucket) {
    return (row) => {
      const { label, order } = bucketOf(bucket, row, column, format);
      return label === null ? NOTHING : { identity: `=${label.toLowerCase()}`, label, value: label, order };
    };
  }
  const picklist = new Map(column.field.picklist?.values.map(({ value }, index) => [value, index]));
  const isDate = column.field.type === 'date' || column.field.type === 'datetime';
  return (row) => {
    const cell = row.cells.get(name) ?? EMPTY_CELL;
    const { value } = cell;
    if (value === null) return NOTHING;
    if (isDate && typeof value !== 'boolean') {
      const period = periods.of(dayNumber(value, calendar), dateGranularity);
      return { identity: `=${period.value}`, label: period.label, value: period.value, order: period.order };
    }
    const label = cell.name ?? format.value(column.field, value);
    // A record's name groups what is called the same, a lookup what leads to the same record.
    const identity = column.field.nameField ? label.toLowerCase() : typeof value === 'string' ? value.toLowerCase() : String(value);
    const order = typeof value === 'string' ? (picklist.get(value) ?? label.toLowerCase()) : Number(value);
    return { identity: `=${identity}`, label, value: column.field.nameField ? label : value, order };
  };
}

interface Found {
  readonly place: Place;
  readonly rows: readonly ReportRow[];
}

function inOrder(groups: readonly Found[], { sortOrder, sortAggregate }: ReportGrouping, aggregates: readonly Aggregate[]): Found[] {
  const direction = sortOrder === 'Desc' ? -1 : 1;
  const byPlace = (a: Found, b: Found): number => compareOrders(a.place.order, b.place.order);
  const aggregate = aggregates.find(({ name }) => name === sortAggregate);
  if (!aggregate) return [...groups].sort((a, b) => direction * byPlace(a, b));
  const values = new Map(groups.map((group) => [group, aggregate.value(group.rows)]));
  return [...groups].sort((a, b) => direction * compareOrders(values.get(a) ?? -Infinity, values.get(b) ?? -Infinity) || byPlace(a, b));
}

/** Numbers before texts: values of a picklist before what is no longer one of them. */
export function compareOrders(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a < b ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
  return typeof a === 'number' ? -1 : 1;
}
