import type { FilterOperator, ReportColumn } from '../metadata/reports/types';
import type { FieldDef } from '../schema/types';
import type { Calendar } from '../soql/date-literals';
import type { DayRange } from '../soql/time-zone';
import type { OrgValue } from '../values';
import { DAY, dayNumber, literalRange, parseDay } from './calendar';
import { badRequest } from './errors';
import { EMPTY_CELL } from './types';
import type { Cell } from './types';

/** Whether a cell passes a filter. */
export type CellTest = (cell: Cell) => boolean;

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);
/** A number as people write it: `1,000`, `$50`, `60%`. */
const NUMBER = /^\s*[-+]?\$?\s*([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d+)?\s*%?\s*$/;

/**
 * The test of one filter. Several values are separated by commas and mean any of them; with `notEqual` and `notContain`, none of them.
 * An empty value means blank.
 * @throws OrgException 400 for a value that does not fit the column
 */
export function cellTest(
  column: Pick<ReportColumn, 'field' | 'label'>,
  operator: FilterOperator,
  value: string,
  calendar: Calendar
): CellTest {
  const { field } = column;
  if (NUMBERS.has(field.type)) return numberTest(field, operator, value);
  if (field.type === 'boolean') return booleanTest(operator, value);
  if (field.type === 'date' || field.type === 'datetime') return dateTest(field, operator, value, calendar);
  if (field.type === 'multipicklist') return multiPicklistTest(field, operator, value);
  return textTest(field, operator, value);
}

/** Values between commas; one that has a comma is between quotation marks, which are doubled inside. */
export function valuesOf(value: string): string[] {
  const parts: string[] = [''];
  let quoted = false;
  for (const character of value) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts.map((part) => {
    const trimmed = part.trim();
    return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
  });
}

const wrongOperator = (field: FieldDef, operator: FilterOperator): Error =>
  badRequest(`The filter operator ${operator} does not fit the field ${field.label}.`);
const wrongValue = (field: FieldDef, value: string): Error =>
  badRequest(`The filter value ${value} does not fit the field ${field.label}.`);

function compare(operator: FilterOperator, difference: number): boolean {
  switch (operator) {
    case 'lessThan':
      return difference < 0;
    case 'greaterThan':
      return difference > 0;
    case 'lessOrEqual':
      return difference <= 0;
    default:
      return difference >= 0;
  }
}

const ORDERS: ReadonlySet<FilterOperator> = new Set(['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual']);

function numberTest(field: FieldDef, operator: FilterOperator, value: string): CellTest {
  const written = NUMBER.test(value) ? [value] : valuesOf(value);
  const wanted = written.map((one) => {
    if (one.trim() === '') return null;
    if (!NUMBER.test(one)) throw wrongValue(field, one);
    return Number(one.replace(/[$,%\s]/g, ''));
  });
  if (operator === 'equals') return ({ value: cell }) => wanted.some((one) => one === cell);
  if (operator === 'notEqual') return ({ value: cell }) => wanted.every((one) => one !== cell);
  const [first] = wanted;
  if (!ORDERS.has(operator)) throw wrongOperator(field, operator);
  if (first === undefined || first === null || wanted.length > 1) throw wrongValue(field, value);
  return ({ value: cell }) => typeof cell === 'number' && compare(operator, cell - first);
}

function booleanTest(operator: FilterOperator, value: string): CellTest {
  const wanted = ['1', 'true'].includes(value.trim().toLowerCase());
  return ({ value: cell }) => ((cell ?? false) === wanted) === (operator !== 'notEqual');
}

/** `LAST 7 DAYS` and `last_n_days:7` are the same. */
function literalName(written: string): string {
  const counted = /^(LAST|NEXT) (\d+) ([A-Z ]+?)S?$/.exec(written.trim().toUpperCase());
  if (counted) return `${counted[1] ?? ''}_N_${(counted[3] ?? '').replaceAll(' ', '_')}S:${counted[2] ?? ''}`;
  return written.trim().toUpperCase().replaceAll(' ', '_');
}

/** The days that a filter's value means: a literal, `2026-11-30`, `11/30/2026`. */
function daysOf(written: string, calendar: Calendar): DayRange | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written.trim());
  const iso = american
    ? `${american[3] ?? ''}-${(american[1] ?? '').padStart(2, '0')}-${(american[2] ?? '').padStart(2, '0')}`
    : written.trim();
  const day = parseDay(iso);
  return day === undefined ? literalRange(literalName(written), calendar) : { start: day, end: day + 1 };
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;

function dateTest(field: FieldDef, operator: FilterOperator, value: string, calendar: Calendar): CellTest {
  if (operator !== 'equals' && operator !== 'notEqual' && !ORDERS.has(operator)) throw wrongOperator(field, operator);
  const tests = valuesOf(value).map((written): CellTest => {
    if (written === '') return ({ value: cell }) => cell === null;
    const moment = field.type === 'datetime' && MOMENT.test(written) ? Date.parse(written) : Number.NaN;
    if (!Number.isNaN(moment)) return ({ value: cell }) => typeof cell === 'number' && inOrder(operator, cell, moment, moment + 1);
    const range = daysOf(written, calendar);
    if (!range) throw wrongValue(field, written);
    return ({ value: cell }) => {
      if (typeof cell !== 'string' && typeof cell !== 'number') return false;
      return inOrder(operator, dayNumber(cell, calendar), range.start, range.end);
    };
  });
  if (operator === 'notEqual') return (cell) => !tests.some((test) => test(cell));
  return (cell) => tests.some((test) => test(cell));
}

/** Where a point is to what lasts from `start` until before `end`. */
function inOrder(operator: FilterOperator, point: number, start: number, end: number): boolean {
  switch (operator) {
    case 'lessThan':
      return point < start;
    case 'greaterThan':
      return point >= end;
    case 'lessOrEqual':
      return point < end;
    case 'greaterOrEqual':
      return point >= start;
    default:
      return point >= start && point < end;
  }
}

function multiPicklistTest(field: FieldDef, operator: FilterOperator, value: string): CellTest {
  // Commas separate alternatives; semicolons join what must all be chosen.
  const alternatives = valuesOf(value).map((one) => (one === '' ? [] : one.split(';').map((part) => apiValue(field, part.trim()))));
  const chosen = (cell: OrgValue): string[] => (typeof cell === 'string' ? cell.toLowerCase().split(';') : []);
  const includes = ({ value: cell }: Cell): boolean =>
    alternatives.some((all) => all.length > 0 && all.every((one) => chosen(cell).includes(one)));
  const equals = ({ value: cell }: Cell): boolean =>
    alternatives.some((all) => all.length === chosen(cell).length && all.every((one) => chosen(cell).includes(one)));
  switch (operator) {
    case 'includes':
      return includes;
    case 'excludes':
      return (cell) => !includes(cell);
    case 'equals':
      return equals;
    case 'notEqual':
      return (cell) => !equals(cell);
    default:
      return textTest(field, operator, value);
  }
}

/** A value of a picklist by either of its names, in lower case. */
function apiValue(field: FieldDef, written: string): string {
  const found = field.picklist?.values.find(({ label }) => label.toLowerCase() === written.toLowerCase());
  return (found?.value ?? written).toLowerCase();
}

/** Texts compare without regard to case. Picklists are known by value and label, lookups by id and name. */
function textTest(field: FieldDef, operator: FilterOperator, value: string): CellTest {
  const wanted = valuesOf(value).map((one) => one.toLowerCase());
  const names = (cell: Cell): string[] => {
    const label = field.picklist?.values.find((one) => one.value === cell.value)?.label;
    return [cell.name ?? cell.value, cell.value, label].filter((one) => typeof one === 'string').map((one) => one.toLowerCase());
  };
  const some = (matches: (name: string, one: string) => boolean): CellTest => {
    return (cell) => {
      const known = names(cell);
      return wanted.some((one) => (one === '' ? known.length === 0 : known.some((name) => matches(name, one))));
    };
  };
  const not =
    (test: CellTest): CellTest =>
    (cell) =>
      !test(cell);
  switch (operator) {
    case 'equals':
      return some((name, one) => name === one);
    case 'notEqual':
      return not(some((name, one) => name === one));
    case 'contains':
      return some((name, one) => name.includes(one));
    case 'notContain':
      return not(some((name, one) => name.includes(one)));
    case 'startsWith':
      return some((name, one) => name.startsWith(one));
    case 'lessThan':
    case 'greaterThan':
    case 'lessOrEqual':
    case 'greaterOrEqual':
      return (cell) => {
        const [shown] = names(cell);
        return shown !== undefined && compare(operator, shown < (wanted[0] ?? '') ? -1 : shown > (wanted[0] ?? '') ? 1 : 0);
      };
    default:
      throw wrongOperator(field, operator);
  }
}

/** Whether a cell is on one of these days. */
export function isWithin(cell: Cell = EMPTY_CELL, { start, end }: DayRange, calendar: Calendar): boolean {
  const { value } = cell;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const day = dayNumber(value, calendar);
  return day >= start && day < end;
}

export const wholeDays = (from: string | undefined, to: string | undefined): DayRange => ({
  start: from === undefined ? -Infinity : Date.parse(from) / DAY,
  end: to === undefined ? Infinity : Date.parse(to) / DAY + 1
});
