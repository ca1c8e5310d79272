import { current } from '../runtime/execution';
import { ApexDate, daysInMonth } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { throwApex } from '../values/exception';
import { ApexTime } from '../values/time';
import { refusingNull } from './arguments';
import type { PlatformType } from './contract';
import { formatDate, parseLocalDate } from './date-locale';

const today = (): ApexDate => new ApexDatetime(current().now).dateIn(current().zone);

/** `Date.valueOf(String)`: `yyyy-MM-dd`, with or without a time behind it. @throws System.TypeException */
function parseDate(text: string): ApexDate {
  const match = /^\s*(\d{1,4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(text);
  if (!match) throwApex('System.TypeException', `Invalid date: ${text}`);
  return ApexDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** A Date from a field's value: a Date, a Datetime in the user's zone, or text. */
function dateFrom(value: unknown): ApexDate {
  if (value instanceof ApexDate) return value;
  if (value instanceof ApexDatetime) return value.dateIn(current().zone);
  if (typeof value === 'string') return parseDate(value);
  return throwApex('System.TypeException', 'Invalid date');
}

function monthsBetween(from: ApexDate, to: ApexDate): number {
  return (to.year - from.year) * 12 + to.month - from.month;
}

export const DATE_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Date',
    kind: 'class',
    isInstance: (value) => value instanceof ApexDate,
    methods: refusingNull({
      'Date addDays(Integer additionalDays)': (date: ApexDate, days: number) => date.addDays(days),
      'Date addMonths(Integer additionalMonths)': (date: ApexDate, months: number) => date.addMonths(months),
      'Date addYears(Integer additionalYears)': (date: ApexDate, years: number) => date.addYears(years),
      'Integer day()': (date: ApexDate) => date.day,
      'Integer dayOfYear()': (date: ApexDate) => date.dayOfYear,
      'Integer daysBetween(Date secondDate)': (date: ApexDate, other: ApexDate) => other.epochDay - date.epochDay,
      'String format()': formatDate,
      'Boolean isSameDay(Date dateToCompare)': (date: ApexDate, other: ApexDate) => date.epochDay === other.epochDay,
      'Integer month()': (date: ApexDate) => date.month,
      'Integer monthsBetween(Date secondDate)': monthsBetween,
      'Date toStartOfMonth()': (date: ApexDate) => ApexDate.of(date.year, date.month, 1),
      'Date toStartOfWeek()': (date: ApexDate) => date.addDays(-((date.weekday - firstWeekday() + 7) % 7)),
      'Integer year()': (date: ApexDate) => date.year
    }),
    staticMethods: {
      ...refusingNull({
        'Integer daysInMonth(Integer year, Integer month)': daysInMonth,
        'Boolean isLeapYear(Integer year)': (year: number) => daysInMonth(year, 2) === 29,
        'Date newInstance(Integer year, Integer month, Integer day)': (year: number, month: number, day: number) =>
          ApexDate.of(year, month, day),
        'Date parse(String stringDate)': parseLocalDate,
        'Date valueOf(String stringDate)': parseDate,
        'Date valueOf(Object fieldValue)': dateFrom
      }),
      'Date today()': today
    }
  },
  {
    name: 'System.Time',
    kind: 'class',
    isInstance: (value) => value instanceof ApexTime,
    methods: refusingNull({
      'Time addHours(Integer additionalHours)': (time: ApexTime, hours: number) => time.add(hours * 3_600_000),
      'Time addMinutes(Integer additionalMinutes)': (time: ApexTime, minutes: number) => time.add(minutes * 60_000),
      'Time addSeconds(Integer additionalSeconds)': (time: ApexTime, seconds: number) => time.add(seconds * 1000),
      'Time addMilliseconds(Integer additionalMilliseconds)': (time: ApexTime, milliseconds: number) => time.add(milliseconds),
      'Integer hour()': (time: ApexTime) => time.hour,
      'Integer minute()': (time: ApexTime) => time.minute,
      'Integer second()': (time: ApexTime) => time.second,
      'Integer millisecond()': (time: ApexTime) => time.millisecond
    }),
    staticMethods: refusingNull({
      'Time newInstance(Integer hour, Integer minutes, Integer seconds, Integer milliseconds)': (
        hour: number,
        minute: number,
        second: number,
        millisecond: number
      ) => ApexTime.of(hour, minute, second, millisecond)
    })
  }
];

/** 0 for Sunday (United States and the like), 1 for Monday, by the user's locale. */
function firstWeekday(): number {
  const locale = new Intl.Locale(current().user.locale.replace(/_/g, '-'));
  const info: unknown = Reflect.get(locale, 'weekInfo');
  const first: unknown = typeof info === 'object' && info !== null ? Reflect.get(info, 'firstDay') : 7;
  return typeof first === 'number' ? first % 7 : 0;
}
