import type { CustomFiscalYears } from './configuration';

const DAY = 86_400_000;
const WEEK = 7;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
] as const;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
/** Weeks of the periods of each quarter, by the name of the template in Setup. */
const TEMPLATES: ReadonlyMap<string, readonly (readonly number[])[]> = new Map([
  ...['4-4-5', '4-5-4', '5-4-4'].map((name) => [name, [1, 2, 3, 4].map(() => name.split('-').map(Number))] as const),
  ...['3-3-3-4', '3-3-4-3', '3-4-3-3', '4-3-3-3'].map(
    (name) => [name, name.split('-').map((count) => Array.from({ length: Number(count) }, () => 4))] as const
  )
]);

export type PeriodType = 'Year' | 'Quarter' | 'Month' | 'Week';

/** Days are whole days since 1970-01-01; `end` is the last day. */
export interface FiscalPeriod {
  readonly type: PeriodType;
  /** Position in its year, from 1; `null` for the year itself. */
  readonly number: number | null;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface FiscalYear {
  readonly name: string;
  readonly isStandard: boolean;
  /** The year first, then its quarters, months and weeks. */
  readonly periods: readonly FiscalPeriod[];
  readonly start: number;
  readonly end: number;
}

/** How a fiscal year is named: after the calendar year it starts in, or the one it ends in. */
export interface FiscalYearNaming {
  readonly namedByStart: boolean;
}

/**
 * Years of twelve calendar months.
 * @param startMonth 1 to 12
 * @param from calendar year in which the first of them starts
 * @param to calendar year in which the last of them starts
 */
export function standardFiscalYears(startMonth: number, naming: FiscalYearNaming, from: number, to: number): FiscalYear[] {
  return range(from, to).map((year) => {
    const name = String(startMonth === 1 || naming.namedByStart ? year : year + 1);
    const first = (months: number): number => Date.UTC(year, startMonth - 1 + months, 1) / DAY;
    const span = (type: PeriodType, number: number | null, start: number, months: number, label: string): FiscalPeriod => ({
      type,
      number,
      start: first(start),
      end: first(start + months) - 1,
      label: `${label} ${name}`
    });
    const periods = [
      span('Year', null, 0, 12, 'FY'),
      ...range(1, 4).map((quarter) => span('Quarter', quarter, (quarter - 1) * 3, 3, `FQ${quarter} FY`)),
      ...range(1, 12).map((month) => span('Month', month, month - 1, 1, `${MONTHS[(startMonth + month - 2) % 12] ?? ''} FY`))
    ];
    return { name, isStandard: true, periods, start: first(0), end: first(12) - 1 };
  });
}

/**
 * Years of whole weeks. A year of 53 weeks has the last one in its last period.
 * @throws Error naming the setting that has no such value
 */
export function customFiscalYears(custom: CustomFiscalYears, naming: FiscalYearNaming): FiscalYear[] {
  const { template, firstYear, lastYear, ends } = custom;
  const quarters = TEMPLATES.get(template);
  if (!quarters) throw refusal('template', template, [...TEMPLATES.keys()]);
  if (!ends) throw new Error('customFiscalYears: ends is missing');
  if (!MONTHS.includes(ends.month)) throw refusal('ends.month', ends.month, MONTHS);
  if (!WEEKDAYS.includes(ends.weekday)) throw refusal('ends.weekday', ends.weekday, WEEKDAYS);
  if (ends.rule !== 'last' && ends.rule !== 'nearest') throw refusal('ends.rule', ends.rule, ['last', 'nearest']);
  if (!Number.isInteger(firstYear) || !Number.isInteger(lastYear) || firstYear > lastYear) {
    throw new Error(`customFiscalYears: firstYear and lastYear are no years in order: ${firstYear}, ${lastYear}`);
  }
  // A year that ends with December starts with January: both names are the same.
  const namedBefore = naming.namedByStart && ends.month !== 'December' ? 1 : 0;
  return range(firstYear, lastYear).map((year) => {
    const calendarYear = year + namedBefore;
    return weeklyYear(String(year), lastDay(calendarYear - 1, ends) + 1, lastDay(calendarYear, ends), quarters);
  });
}

function weeklyYear(name: string, start: number, end: number, quarters: readonly (readonly number[])[]): FiscalYear {
  const weeks = (end - start + 1) / WEEK;
  const span = (type: PeriodType, number: number | null, firstWeek: number, count: number, label: string): FiscalPeriod => ({
    type,
    number,
    start: start + firstWeek * WEEK,
    end: start + (firstWeek + count) * WEEK - 1,
    label: `${label} ${name}`
  });
  const periods: FiscalPeriod[] = [];
  const longer: FiscalPeriod[] = [];
  let week = 0;
  quarters.forEach((lengths, index) => {
    const firstWeek = week;
    lengths.forEach((length, position) => {
      const isLast = index === quarters.length - 1 && position === lengths.length - 1;
      const count = isLast ? weeks - week : length;
      periods.push(span('Month', periods.length + 1, week, count, `P${periods.length + 1} FY`));
      week += count;
    });
    longer.push(span('Quarter', index + 1, firstWeek, week - firstWeek, `Q${index + 1} FY`));
  });
  const each = range(1, weeks).map((number) => span('Week', number, number - 1, 1, `Week ${number} FY`));
  return { name, isStandard: false, periods: [span('Year', null, 0, weeks, 'FY'), ...longer, ...periods, ...each], start, end };
}

/** The last such weekday of the month, or the one nearest to the month's last day, which may be in the next month. */
function lastDay(year: number, { month, weekday, rule }: CustomFiscalYears['ends']): number {
  const monthEnd = Date.UTC(year, MONTHS.indexOf(month) + 1, 0) / DAY;
  const latest = rule === 'last' ? monthEnd : monthEnd + 3;
  return latest - ((new Date(latest * DAY).getUTCDay() - WEEKDAYS.indexOf(weekday) + WEEK) % WEEK);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function refusal(setting: string, value: string, known: readonly string[]): Error {
  return new Error(`customFiscalYears: ${setting} is "${value}"; it can be ${known.join(', ')}`);
}
