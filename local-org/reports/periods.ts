import type { Database } from '../database/types';
import { UnsupportedFeature } from '../errors';
import type { DateGranularity } from '../metadata/reports/types';
import { dayRange, isoDate } from '../soql/date-literals';
import type { Calendar } from '../soql/date-literals';
import type { DayRange } from '../soql/time-zone';
import { DAY } from './calendar';
import type { Formatter } from './format';

/** A group of days: what tells it from others, what it is called, and its order among them. */
export interface Period {
  /** First day of the period as `YYYY-MM-DD`, or the number of the month or day. */
  readonly value: string | number;
  readonly label: string;
  readonly order: number;
}

const LITERALS: Partial<Record<DateGranularity, string>> = {
  Week: 'THIS_WEEK',
  Month: 'THIS_MONTH',
  Quarter: 'THIS_QUARTER',
  Year: 'THIS_YEAR',
  FiscalQuarter: 'THIS_FISCAL_QUARTER',
  FiscalYear: 'THIS_FISCAL_YEAR'
};

/** Types of the org's `Period` rows, for what only custom fiscal years have. */
const PERIOD_TYPES: Partial<Record<DateGranularity, string>> = { FiscalPeriod: 'Month', FiscalWeek: 'Week' };

/** Puts days into periods, by the calendar of the user and the fiscal years of the org. */
export class Periods {
  private readonly known = new Map<string, Period>();

  constructor(
    private readonly db: Database,
    private readonly calendar: Calendar,
    private readonly format: Formatter
  ) {}

  /** @throws UnsupportedFeature for a fiscal period of a day that no fiscal year covers */
  of(day: number, granularity: DateGranularity): Period {
    const key = `${granularity} ${day}`;
    const known = this.known.get(key) ?? this.find(day, granularity);
    this.known.set(key, known);
    return known;
  }

  private find(day: number, granularity: DateGranularity): Period {
    const date = new Date(day * DAY);
    if (granularity === 'MonthInYear') {
      const month = date.getUTCMonth() + 1;
      return { value: month, label: this.format.month(date), order: month };
    }
    if (granularity === 'DayInMonth') return { value: date.getUTCDate(), label: String(date.getUTCDate()), order: date.getUTCDate() };
    const type = PERIOD_TYPES[granularity];
    const range = type === undefined ? this.range(day, granularity) : this.definedPeriod(day, type);
    return { value: isoDate(range.start), label: this.label(range, granularity), order: range.start };
  }

  private range(day: number, granularity: DateGranularity): DayRange {
    const literal = LITERALS[granularity];
    if (literal === undefined) return { start: day, end: day + 1 };
    return dayRange(literal, null, { ...this.calendar, now: day * DAY, timeZone: 'UTC' });
  }

  private definedPeriod(day: number, type: string): DayRange {
    const row = this.db.get('SELECT StartDate, EndDate FROM Period WHERE Type = ?1 AND StartDate <= ?2 AND EndDate >= ?2', [
      type,
      isoDate(day)
    ]);
    if (!row) throw new UnsupportedFeature(`fiscal periods and weeks of days that no custom fiscal year covers (${isoDate(day)})`);
    return { start: Date.parse(String(row['StartDate'])) / DAY, end: Date.parse(String(row['EndDate'])) / DAY + 1 };
  }

  private label(range: DayRange, granularity: DateGranularity): string {
    const first = new Date(range.start * DAY);
    switch (granularity) {
      case 'Month':
        return this.format.monthAndYear(first);
      case 'Quarter':
        return `Q${Math.floor(first.getUTCMonth() / 3) + 1} CY${first.getUTCFullYear()}`;
      case 'Year':
        return `CY${first.getUTCFullYear()}`;
      case 'FiscalYear':
        return `FY ${this.fiscalYearName(range)}`;
      case 'FiscalQuarter':
        return this.fiscalQuarterLabel(range);
      case 'Week':
      case 'FiscalWeek':
      case 'FiscalPeriod':
        return `${this.format.day(first)} - ${this.format.day(new Date((range.end - 1) * DAY))}`;
      default:
        return this.format.day(first);
    }
  }

  private fiscalQuarterLabel(range: DayRange): string {
    const year = this.range(range.start, 'FiscalYear');
    let number = 1;
    for (let start = year.start; start < range.start; number++) start = this.range(start, 'FiscalQuarter').end;
    return `Q${number} FY ${this.fiscalYearName(year)}`;
  }

  /** After the calendar year it starts in or ends in, as the org says; custom fiscal years have their own names. */
  private fiscalYearName({ start, end }: DayRange): string {
    const { startMonth, namedByStart, custom } = this.calendar.fiscalYear;
    if (custom) {
      const row = this.db.get('SELECT Name FROM FiscalYearSettings WHERE StartDate = ? AND IsStandardYear = 0', [isoDate(start)]);
      if (row) return String(row['Name']);
    }
    return String(new Date((startMonth === 1 || namedByStart ? start : end - 1) * DAY).getUTCFullYear());
  }
}
