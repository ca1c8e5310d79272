import type { RunningUser, Transaction } from '../database/types';
import type { Schema } from '../schema/types';
import { COUNTED_DATE_LITERALS, PLAIN_DATE_LITERALS, dayRange } from '../soql/date-literals';
import type { Calendar } from '../soql/date-literals';
import { readFiscalYear } from '../soql/fiscal-year';
import { toLocal } from '../soql/time-zone';
import type { DayRange } from '../soql/time-zone';

export const DAY = 86_400_000;

/** The calendar of the user who runs a report: now, time zone, first day of the week, the org's fiscal years. */
export function calendarOf(tx: Transaction, { timeZone, locale }: RunningUser, schema: Schema): Calendar {
  return { now: tx.clock.now(), timeZone, locale, fiscalYear: readFiscalYear(tx.db, schema) };
}

/** Number of a day since 1970: of a date as it is, of a moment in the calendar's time zone. */
export function dayNumber(value: string | number, calendar: Calendar): number {
  if (typeof value === 'string') return Date.parse(value.slice(0, 10)) / DAY;
  return Math.floor(toLocal(value, calendar.timeZone) / DAY);
}

/** Number of a day written as `2026-11-30`; `undefined` for other texts. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time / DAY;
}

/** The days that a SOQL date literal covers, such as `LAST_N_DAYS:7`; `undefined` for other texts. */
export function literalRange(literal: string, calendar: Calendar): DayRange | undefined {
  const [name = '', count] = literal.split(':');
  if (count === undefined) return PLAIN_DATE_LITERALS.has(name) ? dayRange(name, null, calendar) : undefined;
  return COUNTED_DATE_LITERALS.has(name) && /^\d{1,4}$/.test(count) ? dayRange(name, Number(count), calendar) : undefined;
}

const COMBINED = /^THIS_AND_(LAST|NEXT)_(?:(\d)_)?(MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S?$/;

/**
 * The days of a standard date filter. `LAST_N_DAYS:7` is seven days here, of which today is the last: a filter's value of the same
 * name begins a day earlier.
 */
export function durationRange(duration: string, calendar: Calendar): DayRange | undefined {
  const days = /^LAST_N_DAYS:(\d{1,4})$/.exec(duration)?.[1];
  if (days !== undefined) {
    const { end } = dayRange('TODAY', null, calendar);
    return { start: end - Number(days), end };
  }
  const [, way, count = '1', unit] = COMBINED.exec(duration) ?? [];
  if (unit === undefined) return literalRange(duration, calendar);
  const current = dayRange(`THIS_${unit}`, null, calendar);
  const other = dayRange(`${way ?? ''}_N_${unit}S`, Number(count), calendar);
  return way === 'LAST' ? { start: other.start, end: current.end } : { start: current.start, end: other.end };
}
