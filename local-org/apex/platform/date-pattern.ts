import { throwApex } from '../values/exception';
import { ApexDate } from '../values/date';
import type { Zone } from '../values/zone';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Datetime.format(pattern)`: a pattern of Java's SimpleDateFormat, in English. @throws System.IllegalArgumentException for letters it does not know */
export function formatByPattern(instant: number, pattern: string, zone: Zone): string {
  let result = '';
  for (const match of pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)) {
    const [whole, quoted, letter] = match;
    if (quoted !== undefined) result += quoted === '' ? "'" : quoted.replaceAll("''", "'");
    else if (letter !== undefined) result += field(instant, letter, whole.length, zone);
    else if (whole === "'") throwApex('System.IllegalArgumentException', 'Unterminated quote');
    else result += whole;
  }
  return result;
}

function field(instant: number, letter: string, count: number, zone: Zone): string {
  const civil = zone.civil(instant);
  const pad = (value: number): string => String(value).padStart(count, '0');
  const date = ApexDate.of(civil.year, civil.month, civil.day);
  switch (letter) {
    case 'G':
      return civil.year > 0 ? 'AD' : 'BC';
    case 'y':
    case 'u':
      if (letter === 'u') return pad(date.weekday === 0 ? 7 : date.weekday);
      return count === 2 ? String(civil.year % 100).padStart(2, '0') : pad(civil.year);
    case 'Y':
      return count === 2 ? String(weekYear(date) % 100).padStart(2, '0') : pad(weekYear(date));
    case 'M':
    case 'L': {
      const name = MONTHS[civil.month - 1] ?? '';
      return count >= 4 ? name : count === 3 ? name.slice(0, 3) : pad(civil.month);
    }
    case 'w':
      return pad(weekOfYear(date));
    case 'W':
      return pad(Math.ceil((civil.day + ApexDate.of(civil.year, civil.month, 1).weekday) / 7));
    case 'D':
      return pad(date.dayOfYear);
    case 'd':
      return pad(civil.day);
    case 'F':
      return pad(Math.ceil(civil.day / 7));
    case 'E': {
      const name = WEEKDAYS[date.weekday] ?? '';
      return count >= 4 ? name : name.slice(0, 3);
    }
    case 'a':
      return civil.hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(civil.hour);
    case 'k':
      return pad(civil.hour === 0 ? 24 : civil.hour);
    case 'K':
      return pad(civil.hour % 12);
    case 'h':
      return pad(civil.hour % 12 === 0 ? 12 : civil.hour % 12);
    case 'm':
      return pad(civil.minute);
    case 's':
      return pad(civil.second);
    case 'S':
      return pad(civil.millisecond);
    case 'z':
      return zone.displayName(instant, count >= 4 ? 'long' : 'short');
    case 'Z':
      return offset(zone.offset(instant), '');
    case 'X': {
      const minutes = zone.offset(instant);
      if (minutes === 0) return 'Z';
      const full = offset(minutes, count === 3 ? ':' : '');
      return count === 1 ? full.slice(0, 3) : full;
    }
    default:
      return throwApex('System.IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

function offset(milliseconds: number, separator: string): string {
  const minutes = Math.abs(Math.round(milliseconds / 60_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${milliseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** Weeks begin on Sunday; the week of January 1 is the first (US rules). */
function weekOfYear(date: ApexDate): number {
  if (weekYear(date) !== date.year) return 1;
  return Math.ceil((date.dayOfYear + ApexDate.of(date.year, 1, 1).weekday) / 7);
}

function weekYear(date: ApexDate): number {
  return date.addDays(6 - date.weekday).year;
}
