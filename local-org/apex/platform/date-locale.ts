import { ApexDate } from '../values/date';
import { throwApex } from '../values/exception';
import { userLocale } from './number-parsing';

/** Spaces as the platform writes them: plain ones. */
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

/** `Date.format()`: short, in the user's locale: `11/22/2026`. */
export function formatDate(date: ApexDate): string {
  return plain(
    new Intl.DateTimeFormat(userLocale(), { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' }).format(date.milliseconds)
  );
}

/** `Datetime.format()`: `11/22/2026, 3:04 AM` in the user's locale. */
export function formatDatetime(milliseconds: number, timeZone: string): string {
  return plain(
    new Intl.DateTimeFormat(userLocale(), {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit'
    }).format(milliseconds)
  );
}

/** Day, month, year in the order of the user's locale. @throws System.TypeException `Invalid date: x` */
export function parseLocalDate(text: string): ApexDate {
  const order = new Intl.DateTimeFormat(userLocale(), { year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(0)
    .map(({ type }) => type)
    .filter((type) => type === 'year' || type === 'month' || type === 'day');
  const numbers = /^\s*(\d{1,4})\D(\d{1,2})\D(\d{1,4})\D?\s*$/.exec(text);
  const read = (part: string): number => Number(numbers?.[order.findIndex((type) => type === part) + 1]);
  const [year, month, day] = [read('year'), read('month'), read('day')];
  const iso = `${String(year < 100 ? year + 2000 : year).padStart(4, '0')}-${month}-${day}`;
  return ApexDate.parseIso(iso) ?? throwApex('System.TypeException', `Invalid date: ${text}`);
}
