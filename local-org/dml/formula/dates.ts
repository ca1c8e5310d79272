/** Calendar arithmetic on `YYYY-MM-DD` texts and milliseconds since 1970, without `Date` objects where it matters for speed. */

export const DAY = 86_400_000;
const DATE_PATTERN = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATETIME_PATTERN = /^(\d{4}-\d{1,2}-\d{1,2}) (\d{2}):(\d{2}):(\d{2})Z?$/;
const TIME_PATTERN = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?$/;

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** @returns `null` where there is no such day */
export function makeDate(year: number, month: number, day: number): string | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  if (day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `YYYY-MM-DD` with one or two digits for month and day; `null` for anything else. */
export function parseDate(text: string): string | null {
  const match = DATE_PATTERN.exec(text);
  return match ? makeDate(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** `YYYY-MM-DD HH:MM:SS` in GMT; `null` for anything else. */
export function parseDatetime(text: string): number | null {
  const match = DATETIME_PATTERN.exec(text);
  const date = match ? parseDate(match[1] ?? '') : null;
  if (!match || date === null) return null;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return dayNumber(date) * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** `HH:MM:SS.mmm` as milliseconds since midnight; `null` for anything else. */
export function parseTime(text: string): number | null {
  const match = TIME_PATTERN.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? '').padEnd(3, '0'));
}

/** Same day `months` later. The last day of a month leads to the last day of a month, as ADDMONTHS documents. */
export function addMonths(date: string, months: number): string | null {
  const [year, month, day] = parts(date);
  const total = year * 12 + (month - 1) + Math.trunc(months);
  const [newYear, newMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  const last = daysInMonth(newYear, newMonth);
  return makeDate(newYear, newMonth, day === daysInMonth(year, month) ? last : Math.min(day, last));
}

export function parts(date: string): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/** 1 is Sunday. */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 4) % 7) + 7) % 7) + 1;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of this moment in this IANA time zone. */
export function localDate(moment: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(moment);
}
