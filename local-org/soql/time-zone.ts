/** Wall-clock arithmetic of an IANA time zone, from the runtime's own copy of its rules. */

const QUARTER_HOUR = 900_000;
const DAY = 86_400_000;

/** Days since 1970-01-01; `end` is the first day after. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

interface ZoneRules {
  readonly format: Intl.DateTimeFormat;
  /** Offsets by quarter hour, the only borders at which rules change. */
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, ZoneRules>();

function rulesOf(timeZone: string): ZoneRules {
  let rules = zones.get(timeZone);
  if (!rules) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short'
    });
    rules = { format, offsets: new Map() };
    zones.set(timeZone, rules);
  }
  return rules;
}

/** Milliseconds to add to UTC for the wall clock of `timeZone` at this moment. @throws RangeError for an unknown zone */
export function offsetAt(moment: number, timeZone: string): number {
  const rules = rulesOf(timeZone);
  const slot = Math.floor(moment / QUARTER_HOUR);
  let offset = rules.offsets.get(slot);
  if (offset === undefined) {
    const start = slot * QUARTER_HOUR;
    const parts = new Map(rules.format.formatToParts(start).map((part) => [part.type, part.value]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - read('year') : read('year');
    offset = utc(year, read('month'), read('day'), read('hour'), read('minute'), read('second'), 0) - start;
    rules.offsets.set(slot, offset);
  }
  return offset;
}

/** Like `Date.UTC`, with months from 1 and years below 100 taken as they are. Fields may overflow. */
export function utc(year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

/** The wall clock as if it were UTC. */
export function toLocal(moment: number, timeZone: string): number {
  return moment + offsetAt(moment, timeZone);
}

/** The moment at which the day `dayNumber` (days since 1970-01-01) begins in `timeZone`; where midnight is skipped, the first moment after it. */
export function startOfDay(dayNumber: number, timeZone: string): number {
  const local = dayNumber * DAY;
  const before = local - offsetAt(local - DAY, timeZone);
  if (toLocal(before, timeZone) === local) return before;
  const after = local - offsetAt(local + DAY, timeZone);
  return toLocal(after, timeZone) === local ? after : before;
}
