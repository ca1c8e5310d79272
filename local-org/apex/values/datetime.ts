import { ApexDate, daysInMonth, requireMoment } from './date';
import { utc } from '../../soql/time-zone';
import { Zone } from './zone';

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** An instant in whole milliseconds since 1970-01-01T00:00:00Z. Immutable. */
export class ApexDatetime {
  /** @throws System.TypeException for moments that no calendar has */
  constructor(readonly milliseconds: number) {
    requireMoment(milliseconds);
  }

  /** Wall-clock fields in a zone; they may overflow. */
  static of(
    zone: Zone,
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    millisecond = 0
  ): ApexDatetime {
    const local = utc(year, month, day, hour, minute, second, millisecond);
    requireMoment(local);
    return new ApexDatetime(zone.instant(local));
  }

  dateIn(zone: Zone): ApexDate {
    const { year, month, day } = zone.civil(this.milliseconds);
    return ApexDate.of(year, month, day);
  }

  add(milliseconds: number): ApexDatetime {
    return new ApexDatetime(this.milliseconds + milliseconds);
  }

  /** Days of the calendar of the zone: the time of day stays when the clocks change. */
  addDays(days: number, zone: Zone): ApexDatetime {
    const { year, month, day, hour, minute, second, millisecond } = zone.civil(this.milliseconds);
    return ApexDatetime.of(zone, year, month, day + days, hour, minute, second, millisecond);
  }

  /** The day is cut to the end of the target month. */
  addMonths(months: number, zone: Zone): ApexDatetime {
    const { year, month, day, hour, minute, second, millisecond } = zone.civil(this.milliseconds);
    const first = ApexDate.of(year, month + months, 1);
    const cut = Math.min(day, daysInMonth(first.year, first.month));
    return ApexDatetime.of(zone, first.year, first.month, cut, hour, minute, second, millisecond);
  }

  compare(other: ApexDatetime): number {
    return Math.sign(this.milliseconds - other.milliseconds);
  }

  /** `2026-11-22 03:04:05` in a zone: `String.valueOf(Datetime)` uses the user's. */
  toText(zone: Zone): string {
    const { year, month, day, hour, minute, second } = zone.civil(this.milliseconds);
    return `${pad(year, 4)}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
  }

  /** `2026-11-22T03:04:05.000Z` */
  toIso(): string {
    return new Date(this.milliseconds).toISOString();
  }

  /** As concatenation and `System.debug` print it: in GMT. */
  toString(): string {
    return this.toText(Zone.GMT);
  }
}
