import { UnsupportedFeature } from '../../errors';
import type { Database, SqlRow } from '../../database/types';
import { ApexDate } from '../values/date';
import { utc } from '../../soql/time-zone';
import { Zone } from '../values/zone';

const DAY = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** As far as `add` looks for working time. */
const MAX_DAYS = 366 * 20;

/** A span of instants, the end excluded. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Kept {
  /** Hours and holidays that the working time was made of. */
  readonly rows: string;
  readonly time: WorkingTime;
}

const KEPT = new WeakMap<Database, Map<string, Kept>>();

/** The working time of one BusinessHours row, less the org's holidays, in the row's time zone. */
export class WorkingTime {
  private readonly zone: Zone;
  private readonly days = new Map<number, readonly Span[]>();

  constructor(
    private readonly hours: SqlRow,
    private readonly holidays: readonly SqlRow[]
  ) {
    this.zone = Zone.of(String(hours['TimeZoneSidKey']));
  }

  /**
   * The row of this id with the current holidays. Computed spans are kept while the rows do not change.
   * @returns undefined if there is no such row
   */
  static read(db: Database, id: string): WorkingTime | undefined {
    const hours = db.get('SELECT * FROM BusinessHours WHERE Id = ?', [id]);
    if (!hours) return undefined;
    const holidays = db.all('SELECT * FROM Holiday');
    const rows = JSON.stringify([hours, holidays]);
    const kept = KEPT.get(db) ?? new Map<string, Kept>();
    KEPT.set(db, kept);
    const known = kept.get(id);
    if (known?.rows === rows) return known.time;
    const time = new WorkingTime(hours, holidays);
    kept.set(id, { rows, time });
    return time;
  }

  /** The instant when this much working time has passed; negative amounts go back. Null if there never is. */
  add(start: number, milliseconds: number): number | null {
    let rest = Math.abs(milliseconds);
    const forward = milliseconds >= 0;
    let day = this.localDay(start);
    for (let count = 0; count < MAX_DAYS; count++, day += forward ? 1 : -1) {
      const spans = forward ? this.spans(day) : [...this.spans(day)].reverse();
      for (const { from, to } of spans) {
        const begin = forward ? Math.max(from, start) : from;
        const end = forward ? to : Math.min(to, start);
        if (end < begin || (end === begin && rest > 0)) continue;
        if (rest <= end - begin) return forward ? begin + rest : end - rest;
        rest -= end - begin;
      }
    }
    return null;
  }

  /** Working time between two instants; negative where the second is earlier. */
  between(from: number, to: number): number {
    if (to < from) return 0 - this.between(to, from);
    let sum = 0;
    for (let day = this.localDay(from); day <= this.localDay(to); day++) {
      for (const span of this.spans(day)) sum += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
    }
    return sum;
  }

  isWithin(at: number): boolean {
    return this.spans(this.localDay(at)).some(({ from, to }) => at >= from && at < to);
  }

  /** The instant itself if it is working time, else the next that is. */
  nextStart(at: number): number | null {
    let day = this.localDay(at);
    for (let count = 0; count < MAX_DAYS; count++, day++) {
      const span = this.spans(day).find(({ to }) => to > at);
      if (span) return Math.max(span.from, at);
    }
    return null;
  }

  private localDay(at: number): number {
    return Math.floor((at + this.zone.offset(at)) / DAY);
  }

  /** Working spans of a day since 1970 in the row's zone, in order. */
  private spans(day: number): readonly Span[] {
    const known = this.days.get(day);
    if (known) return known;
    const date = new ApexDate(day);
    const weekday = WEEKDAYS[date.weekday] ?? '';
    const start = this.hours[`${weekday}StartTime`];
    const end = this.hours[`${weekday}EndTime`];
    let spans: Span[] = [];
    // Midnight to midnight is the whole day; no times at all is a day off.
    if (typeof start === 'number' && typeof end === 'number') spans = [this.span(date, start, end === 0 ? DAY : end)];
    for (const holiday of this.holidays) if (isOn(holiday, date)) spans = this.without(spans, holiday, date);
    spans = spans.filter(({ from, to }) => to > from);
    this.days.set(day, spans);
    return spans;
  }

  private span(date: ApexDate, from: number, to: number): Span {
    const midnight = utc(date.year, date.month, date.day, 0, 0, 0, 0);
    return { from: this.zone.instant(midnight + from), to: this.zone.instant(midnight + to) };
  }

  private without(spans: readonly Span[], holiday: SqlRow, date: ApexDate): Span[] {
    if (holiday['IsAllDay'] === 1) return [];
    const gap = this.span(date, Number(holiday['StartTimeInMinutes']) * 60_000, Number(holiday['EndTimeInMinutes']) * 60_000);
    return spans.flatMap(({ from, to }) => [
      { from, to: Math.min(to, gap.from) },
      { from: Math.max(from, gap.to), to }
    ]);
  }
}

/** @throws UnsupportedFeature for recurrences other than weekly, monthly by day and yearly by day */
function isOn(holiday: SqlRow, date: ApexDate): boolean {
  if (holiday['IsRecurrence'] !== 1) return holiday['ActivityDate'] === date.toIso();
  const { RecurrenceStartDate: first, RecurrenceEndDateOnly: last, RecurrenceType: type } = holiday;
  const start = typeof first === 'string' ? ApexDate.fromStored(first) : null;
  if (!start || date.epochDay < start.epochDay) return false;
  if (typeof last === 'string' && date.toIso() > last) return false;
  const interval = Number(holiday['RecurrenceInterval'] ?? 1) || 1;
  switch (type) {
    case 'RecursDaily':
      return (date.epochDay - start.epochDay) % interval === 0;
    case 'RecursEveryWeekday':
      return date.weekday >= 1 && date.weekday <= 5;
    case 'RecursWeekly': {
      const weeks = Math.floor((date.epochDay - date.weekday - (start.epochDay - start.weekday)) / 7);
      return weeks % interval === 0 && (Number(holiday['RecurrenceDayOfWeekMask']) & (1 << date.weekday)) !== 0;
    }
    case 'RecursMonthly':
      return (
        date.day === Number(holiday['RecurrenceDayOfMonth']) && ((date.year - start.year) * 12 + date.month - start.month) % interval === 0
      );
    case 'RecursYearly':
      return date.day === Number(holiday['RecurrenceDayOfMonth']) && MONTHS[date.month - 1] === holiday['RecurrenceMonthOfYear'];
    default:
      throw new UnsupportedFeature(`holidays that recur as ${String(type)}`);
  }
}
