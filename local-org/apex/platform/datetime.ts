import { current } from '../runtime/execution';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { throwApex } from '../values/exception';
import { ApexTime } from '../values/time';
import { utc } from '../../soql/time-zone';
import { Zone, type CivilTime } from '../values/zone';
import { refusingNull } from './arguments';
import type { NativeFunction, PlatformType } from './contract';
import { formatDatetime, parseLocalDate } from './date-locale';
import { formatByPattern } from './date-pattern';

const local = (): Zone => current().zone;

/** Getters in the user's zone and, with `Gmt` behind the name, in GMT. */
function getters(): Record<string, NativeFunction> {
  const parts: readonly (readonly [string, (civil: CivilTime) => number])[] = [
    ['day', (civil) => civil.day],
    ['dayOfYear', (civil) => ApexDate.of(civil.year, civil.month, civil.day).dayOfYear],
    ['hour', (civil) => civil.hour],
    ['millisecond', (civil) => civil.millisecond],
    ['minute', (civil) => civil.minute],
    ['month', (civil) => civil.month],
    ['second', (civil) => civil.second],
    ['year', (civil) => civil.year]
  ];
  const natives: Record<string, NativeFunction> = {};
  for (const [name, read] of parts) {
    natives[`Integer ${name}()`] = (value: ApexDatetime) => read(local().civil(value.milliseconds));
    natives[`Integer ${name}Gmt()`] = (value: ApexDatetime) => read(Zone.GMT.civil(value.milliseconds));
  }
  return natives;
}

function timeIn(value: ApexDatetime, zone: Zone): ApexTime {
  const { hour, minute, second, millisecond } = zone.civil(value.milliseconds);
  return ApexTime.of(hour, minute, second, millisecond);
}

/** `yyyy-MM-dd HH:mm:ss` in a zone. @throws System.TypeException `Invalid date/time: x` */
function parseDatetime(text: string, zone: Zone): ApexDatetime {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?\s*$/.exec(text);
  if (!match) throwApex('System.TypeException', `Invalid date/time: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  return ApexDatetime.of(zone, year, month, day, hour, minute, second);
}

/** `Datetime.parse`: `11/22/2026, 3:04 PM` in the user's locale and zone. */
function parseLocalDatetime(text: string): ApexDatetime {
  const match = /^(.*?\d),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?$/.exec(text.trim());
  if (!match) throwApex('System.TypeException', `Invalid date/time: ${text}`);
  const [, dateText = '', hours, minutes, seconds = '0', half] = match;
  const date = parseLocalDate(dateText);
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  return ApexDatetime.of(local(), date.year, date.month, date.day, hour, Number(minutes), Number(seconds));
}

function datetimeFrom(value: unknown): ApexDatetime {
  if (value instanceof ApexDatetime) return value;
  if (value instanceof ApexDate) return ApexDatetime.of(local(), value.year, value.month, value.day, 0, 0, 0);
  if (typeof value === 'string') return parseDatetime(value, local());
  return throwApex('System.TypeException', 'Invalid date/time');
}

/** `newInstance` and `newInstanceGmt` in all their forms. */
function constructors(name: string, zone: () => Zone): Record<string, NativeFunction> {
  return {
    [`Datetime ${name}(Integer year, Integer month, Integer day)`]: (year: number, month: number, day: number) =>
      ApexDatetime.of(zone(), year, month, day, 0, 0, 0),
    [`Datetime ${name}(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)`]: (
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number
    ) => ApexDatetime.of(zone(), year, month, day, hour, minute, second),
    [`Datetime ${name}(Date date, Time time)`]: (date: ApexDate, time: ApexTime) =>
      new ApexDatetime(zone().instant(utc(date.year, date.month, date.day, time.hour, time.minute, time.second, time.millisecond)))
  };
}

export const DATETIME_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Datetime',
    kind: 'class',
    isInstance: (value) => value instanceof ApexDatetime,
    methods: refusingNull({
      ...getters(),
      'Datetime addDays(Integer additionalDays)': (value: ApexDatetime, days: number) => value.addDays(days, local()),
      'Datetime addHours(Integer additionalHours)': (value: ApexDatetime, hours: number) => value.add(hours * 3_600_000),
      'Datetime addMinutes(Integer additionalMinutes)': (value: ApexDatetime, minutes: number) => value.add(minutes * 60_000),
      'Datetime addMonths(Integer additionalMonths)': (value: ApexDatetime, months: number) => value.addMonths(months, local()),
      'Datetime addSeconds(Integer additionalSeconds)': (value: ApexDatetime, seconds: number) => value.add(seconds * 1000),
      'Datetime addYears(Integer additionalYears)': (value: ApexDatetime, years: number) => value.addMonths(years * 12, local()),
      'Date date()': (value: ApexDatetime) => value.dateIn(local()),
      'Date dateGmt()': (value: ApexDatetime) => value.dateIn(Zone.GMT),
      'String format()': (value: ApexDatetime) => formatDatetime(value.milliseconds, local().id),
      'String format(String dateFormatString)': (value: ApexDatetime, pattern: string) =>
        formatByPattern(value.milliseconds, pattern, local()),
      'String format(String dateFormatString, String timezone)': (value: ApexDatetime, pattern: string, zone: string) =>
        formatByPattern(value.milliseconds, pattern, Zone.of(zone)),
      'String formatGmt(String dateFormatString)': (value: ApexDatetime, pattern: string) =>
        formatByPattern(value.milliseconds, pattern, Zone.GMT),
      'String formatLong()': (value: ApexDatetime) => formatByPattern(value.milliseconds, 'M/d/yyyy, h:mm:ss a z', local()),
      'Long getTime()': (value: ApexDatetime) => BigInt(value.milliseconds),
      'Boolean isSameDay(Datetime dateToCompare)': (value: ApexDatetime, other: ApexDatetime) =>
        value.dateIn(local()).epochDay === other.dateIn(local()).epochDay,
      'Time time()': (value: ApexDatetime) => timeIn(value, local()),
      'Time timeGmt()': (value: ApexDatetime) => timeIn(value, Zone.GMT)
    }),
    staticMethods: refusingNull({
      ...constructors('newInstance', local),
      ...constructors('newInstanceGmt', () => Zone.GMT),
      'Datetime newInstance(Long milliseconds)': (milliseconds: bigint) => new ApexDatetime(Number(milliseconds)),
      'Datetime now()': () => new ApexDatetime(current().now),
      'Datetime parse(String datetimeString)': parseLocalDatetime,
      'Datetime valueOf(String dateTimeString)': (text: string) => parseDatetime(text, local()),
      'Datetime valueOf(Object fieldValue)': datetimeFrom,
      'Datetime valueOfGmt(String dateTimeString)': (text: string) => parseDatetime(text, Zone.GMT)
    })
  },
  {
    name: 'System.TimeZone',
    kind: 'class',
    isInstance: (value) => value instanceof Zone,
    methods: refusingNull({
      'String getDisplayName()': (zone: Zone) => zone.displayName(current().now, 'long'),
      'String getID()': (zone: Zone) => zone.id,
      'Integer getOffset(Datetime date)': (zone: Zone, at: ApexDatetime) => zone.offset(at.milliseconds),
      'String toString()': (zone: Zone) => zone.id
    }),
    staticMethods: refusingNull({ 'System.TimeZone getTimeZone(String timeZoneIdString)': (id: string) => Zone.of(id) })
  }
];
