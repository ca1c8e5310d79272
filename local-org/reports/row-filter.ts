import type { Transaction } from '../database/types';
import { allOf, FilterLogicError, holds, parseFilterLogic } from '../metadata/reports/filter-logic';
import type { FilterLogic } from '../metadata/reports/filter-logic';
import type { CrossFilter, ReportFilter } from '../metadata/reports/types';
import type { Schema } from '../schema/types';
import type { Calendar } from '../soql/date-literals';
import type { AccessPolicy, QueryEngine } from '../soql/types';
import { columnValue } from '../soql/types';
import { bucketOf } from './buckets';
import { durationRange } from './calendar';
import { badRequest, forbidden, REPORT_ERRORS } from './errors';
import { cellTest, isWithin, wholeDays } from './filters';
import type { Formatter } from './format';
import { EMPTY_CELL } from './types';
import type { ReportRow, RunnableReport } from './types';

type RowTest = (row: ReportRow) => boolean;

/** What filters know about their run. */
export interface FilterContext {
  readonly tx: Transaction;
  readonly calendar: Calendar;
  readonly format: Formatter;
  readonly queries: QueryEngine;
  readonly access: AccessPolicy;
  readonly schema: Schema;
}

/** The rows that pass every filter of the report: its own by their logic, the date filter, the cross filters. */
export function filterRows(rows: readonly ReportRow[], runnable: RunnableReport, context: FilterContext): ReportRow[] {
  const { report } = runnable;
  const tests = report.filters.map((filter) => rowTest(filter, runnable, context));
  const logic = logicOf(report.booleanFilter, tests.length);
  const others = [dateTest(runnable, context.calendar), ...report.crossFilters.map((filter) => crossTest(filter, context))];
  return rows.filter((row) => holds(logic, (number) => tests[number - 1]?.(row) ?? true) && others.every((test) => test(row)));
}

function logicOf(text: string | undefined, filters: number): FilterLogic {
  if (text === undefined) return allOf(filters);
  try {
    return parseFilterLogic(text, filters);
  } catch (error) {
    if (error instanceof FilterLogicError) throw badRequest(error.message);
    throw error;
  }
}

function rowTest(filter: ReportFilter, { report, column }: RunnableReport, { calendar, format }: FilterContext): RowTest {
  const bucket = report.buckets.find(({ name }) => name === filter.column);
  const found = column(bucket?.source ?? filter.column);
  if (!found) throw badRequest(REPORT_ERRORS.filterColumn(filter.column));
  if (!bucket) {
    const test = cellTest(found, filter.operator, filter.value, calendar);
    return (row) => test(row.cells.get(found.name) ?? EMPTY_CELL);
  }
  const { picklist: _unused, ...plain } = found.field;
  const test = cellTest({ field: { ...plain, type: 'string' }, label: bucket.label }, filter.operator, filter.value, calendar);
  return (row) => test({ value: bucketOf(bucket, row, found, format).label });
}

function dateTest({ report: { dateFilter }, column }: RunnableReport, calendar: Calendar): RowTest {
  if (!dateFilter) return () => true;
  const found = column(dateFilter.column);
  if (!found) throw badRequest(REPORT_ERRORS.dateColumn(dateFilter.column));
  const { duration, start, end } = dateFilter;
  // No dates at all: every row, also those without a date.
  if (duration === 'CUSTOM' && start === undefined && end === undefined) return () => true;
  const range = duration === 'CUSTOM' ? wholeDays(start, end) : durationRange(duration, calendar);
  if (!range) throw badRequest(REPORT_ERRORS.duration(duration));
  return (row) => isWithin(row.cells.get(found.name), range, calendar);
}

/** Rows with, or without, records of another object that point to them, as far as the user sees these. */
function crossTest(filter: CrossFilter, { tx, calendar, queries, access, schema }: FilterContext): RowTest {
  const related = schema.object(filter.relatedObject);
  const join = related?.field(filter.joinField);
  const fields = filter.criteria.map(({ column }) => related?.field(column));
  const readable = [join, ...fields].every((field) => field !== undefined && access.canReadField(field));
  if (!related || !join || !readable || !access.canReadObject(related)) {
    throw forbidden('You can’t run this report: a cross filter uses an object or a field that you don’t have access to.');
  }
  const names = [...new Set([join.apiName, ...filter.criteria.map(({ column }) => column)])];
  const { rows, shape } = queries.execute(tx, `SELECT ${names.join(', ')} FROM ${related.apiName}`, { access });
  const tests = filter.criteria.map((criterion, index) => {
    const field = fields[index];
    if (!field) throw new Error(`${related.apiName} has no field ${criterion.column}`);
    return { key: criterion.column, test: cellTest({ field, label: field.label }, criterion.operator, criterion.value, calendar) };
  });
  const columns = new Map(shape.columns.map((column) => [column.path.join('.').toLowerCase(), column]));
  const ids = new Set<unknown>();
  for (const row of rows) {
    const valueOf = (name: string) => {
      const column = columns.get(name.toLowerCase());
      return column ? columnValue(row, column) : null;
    };
    if (tests.every(({ key, test }) => test({ value: valueOf(key) }))) ids.add(valueOf(join.apiName));
  }
  return (row) => {
    const id = filter.column.endsWith('.Id') && !row.cells.has(filter.column) ? row.ids[0] : row.cells.get(filter.column)?.value;
    return ids.has(id ?? undefined) === filter.with;
  };
}
