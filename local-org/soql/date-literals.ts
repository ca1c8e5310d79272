import { UnsupportedFeature } from '../errors';
import type { FiscalUnit, FiscalYear } from './fiscal-year';
import { startOfDay, toLocal, type DayRange } from './time-zone';

const DAY = 86_400_000;

export const PLAIN_DATE_LITERALS: ReadonlySet<string> = new Set(
  ['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS'].concat(
    ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].flatMap((unit) => [
      `LAST_${unit}`,
      `THIS_${unit}`,
      `NEXT_${unit}`
    ])
  )
);

/** Literals that take a number: `LAST_N_DAYS:30`. */
export const COUNTED_DATE_LITERALS: ReadonlySet<string> = new Set(
  ['DAYS', 'WEEKS', 'MONTHS', 'QUARTERS', 'YEARS', 'FISCAL_QUARTERS', 'FISCAL_YEARS'].flatMap((unit) => [
    `LAST_N_${unit}`,
    `NEXT_N_${unit}`,
    `N_${unit}_AGO`
  ])
);

/** What a date literal means depends on when, where and for whom. */
export interface Calendar {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone: string;
  /** For example `en_US`; decides the first day of the week. */
  readonly locale: string;
  readonly fiscalYear: FiscalYear;
}

/** The first and the last day that a date can name: literals that reach farther end there. */
const FIRST_DAY = Date.UTC(100, 0, 1) / DAY;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY;
const nameable = (day: number): number => Math.min(Math.max(day, FIRST_DAY), LAST_DAY);

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | FiscalUnit;

/**
 * The days that a literal covers, as the SOQL reference defines them: `LAST_N_DAYS:n` includes today, the other `LAST_N_…` end before
 * the current unit, `NEXT_N_…` begin after it.
 * @param name upper case
 * @throws UnsupportedFeature for fiscal literals that reach beyond the custom fiscal years that are defined
 */
export function dayRange(name: string, count: number | null, calendar: Calendar): DayRange {
  const today = Math.floor(toLocal(calendar.now, calendar.timeZone) / DAY);
  const n = count ?? 1;
  switch (name) {
    case 'YESTERDAY':
      return { start: today - 1, end: today };
    case 'TODAY':
      return { start: today, end: today + 1 };
    case 'TOMORROW':
      return { start: today + 1, end: today + 2 };
    case 'LAST_90_DAYS':
      return { start: today - 90, end: today + 1 };
    case 'NEXT_90_DAYS':
      return { start: today + 1, end: today + 91 };
    case 'LAST_N_DAYS':
      return { start: nameable(today - n), end: today + 1 };
  }
  const plain = /^(LAST|THIS|NEXT)_([A-Z_]+)$/.exec(name.replace('_N_', '_'));
  const ago = /^N_([A-Z_]+)S_AGO$/.exec(name);
  const border = (unit: Unit, steps: number): number => unitStart(today, unit, steps, calendar);
  if (ago) {
    const unit = ago[1] as Unit;
    return { start: border(unit, -n), end: border(unit, 1 - n) };
  }
  const unit = (count === null ? plain?.[2] : plain?.[2]?.slice(0, -1)) as Unit;
  switch (plain?.[1]) {
    case 'LAST':
      return { start: border(unit, -n), end: border(unit, 0) };
    case 'THIS':
      return { start: border(unit, 0), end: border(unit, 1) };
    default:
      return { start: border(unit, 1), end: border(unit, n + 1) };
  }
}

/** First day of the unit that is `steps` units after the one that `day` is in. */
function unitStart(day: number, unit: Unit, steps: number, calendar: Calendar): number {
  const date = new Date(day * DAY);
  const months = (perUnit: number, offset: number): number => {
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - offset;
    const first = Math.floor(month / perUnit) * perUnit + steps * perUnit + offset;
    const year = Math.min(Math.max(Math.floor(first / 12), 100), 9999);
    return Date.UTC(year, ((first % 12) + 12) % 12, 1) / DAY;
  };
  switch (unit) {
    case 'DAY':
      return nameable(day + steps);
    case 'WEEK':
      return nameable(day - ((date.getUTCDay() - firstWeekday(calendar.locale) + 7) % 7) + steps * 7);
    case 'MONTH':
      return months(1, 0);
    case 'QUARTER':
      return months(3, 0);
    case 'YEAR':
      return months(12, 0);
    case 'FISCAL_QUARTER':
    case 'FISCAL_YEAR':
      if (calendar.fiscalYear.custom) return customStart(day, calendar.fiscalYear.custom[unit], steps);
      return months(unit === 'FISCAL_YEAR' ? 12 : 3, calendar.fiscalYear.startMonth - 1);
  }
}

/** The same among fiscal quarters or years that are defined one by one; after the last of them only the day that follows it is known. */
function customStart(day: number, units: readonly DayRange[], steps: number): number {
  const current = units.findIndex((unit) => unit.start <= day && day < unit.end);
  const wanted = current + steps;
  const start = units[wanted]?.start ?? (wanted === units.length ? units.at(-1)?.end : undefined);
  if (current < 0 || start === undefined) {
    const [first, last] = [units[0], units.at(-1)];
    const defined = first && last ? `from ${isoDate(first.start)} to ${isoDate(last.end - 1)}` : 'never';
    throw new UnsupportedFeature(`fiscal date literals that reach days without a custom fiscal year: they are defined ${defined}`);
  }
  return start;
}

interface WeekInfo {
  /** 1 is Monday, 7 Sunday. */
  readonly firstDay: number;
}

const weekdays = new Map<string, number>();

/** 0 is Sunday. */
function firstWeekday(locale: string): number {
  let first = weekdays.get(locale);
  if (first === undefined) {
    const intl: Intl.Locale & { readonly weekInfo?: WeekInfo; getWeekInfo?(): WeekInfo } = new Intl.Locale(locale.replaceAll('_', '-'));
    first = (intl.getWeekInfo?.() ?? intl.weekInfo ?? { firstDay: 7 }).firstDay % 7;
    weekdays.set(locale, first);
  }
  return first;
}

/** The moments at which these days begin and end in the calendar's time zone. */
export function momentRange(range: DayRange, timeZone: string): DayRange {
  return { start: startOfDay(range.start, timeZone), end: startOfDay(range.end, timeZone) };
}

/** `YYYY-MM-DD` of a day number. */
export function isoDate(dayNumber: number): string {
  return new Date(dayNumber * DAY).toISOString().slice(0, 10);
}
