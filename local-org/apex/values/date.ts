import { utc } from '../../soql/time-zone';
import { throwApex } from './exception';

const DAY = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** The last moment, before and after 1970, of which JavaScript tells the day in every zone: some 270,000 years away. */
const LAST_MOMENT = 8.64e15 - 2 * DAY;

/** @throws System.TypeException `Invalid date/time` */
export function requireMoment(milliseconds: number): void {
  if (!(Math.abs(milliseconds) <= LAST_MOMENT)) throwApex('System.TypeException', 'Invalid date/time');
}

export function daysInMonth(year: number, month: number): number {
  return new Date(utc(year, month + 1, 0, 0, 0, 0, 0)).getUTCDate();
}

/** A calendar day, kept as whole days since 1970-01-01. Immutable. */
export class ApexDate {
  /** @throws System.TypeException for days that no calendar has */
  constructor(readonly epochDay: number) {
    requireMoment(epochDay * DAY);
  }

  /** Fields may overflow: month 13 is January of the next year. */
  static of(year: number, month: number, day: number): ApexDate {
    return new ApexDate(utc(year, month, day, 0, 0, 0, 0) / DAY);
  }

  /** @param iso `YYYY-MM-DD` @returns undefined unless it is a real day */
  static parseIso(iso: string): ApexDate | undefined {
    const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(iso);
    if (!match) return undefined;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
    return ApexDate.of(year, month, day);
  }

  /** A stored date. @param iso `YYYY-MM-DD`, known to be right */
  static fromStored(iso: string): ApexDate {
    return new ApexDate(Date.parse(`${iso}T00:00:00Z`) / DAY);
  }

  private get utcDate(): Date {
    return new Date(this.epochDay * DAY);
  }

  get year(): number {
    return this.utcDate.getUTCFullYear();
  }

  get month(): number {
    return this.utcDate.getUTCMonth() + 1;
  }

  get day(): number {
    return this.utcDate.getUTCDate();
  }

  /** 0 is Sunday. */
  get weekday(): number {
    return this.utcDate.getUTCDay();
  }

  /** Midnight UTC in milliseconds since 1970. */
  get milliseconds(): number {
    return this.epochDay * DAY;
  }

  get dayOfYear(): number {
    return this.epochDay - ApexDate.of(this.year, 1, 1).epochDay + 1;
  }

  addDays(days: number): ApexDate {
    return new ApexDate(this.epochDay + days);
  }

  /** The day is cut to the end of the target month. */
  addMonths(months: number): ApexDate {
    const { year, month, day } = this;
    const first = ApexDate.of(year, month + months, 1);
    return first.addDays(Math.min(day, daysInMonth(first.year, first.month)) - 1);
  }

  addYears(years: number): ApexDate {
    return this.addMonths(years * 12);
  }

  compare(other: ApexDate): number {
    return Math.sign(this.epochDay - other.epochDay);
  }

  /** `YYYY-MM-DD` */
  toIso(): string {
    return `${String(this.year).padStart(4, '0')}-${two(this.month)}-${two(this.day)}`;
  }

  /** As concatenation and `System.debug` print it; `String.valueOf(Date)` prints `toIso()`. */
  toString(): string {
    return `${this.toIso()} 00:00:00`;
  }
}
