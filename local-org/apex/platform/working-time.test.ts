import fc from 'fast-check';
import type { SqlRow } from '../../database/types';
import { WorkingTime } from './working-time';

const HOUR = 3_600_000;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const nineToFive: SqlRow = Object.fromEntries([
  ['TimeZoneSidKey', 'America/Los_Angeles'],
  ...WEEKDAYS.flatMap((day) => [
    [`${day}StartTime`, 9 * HOUR],
    [`${day}EndTime`, 17 * HOUR]
  ])
]);
const allDay = (date: string): SqlRow => ({ IsRecurrence: 0, IsAllDay: 1, ActivityDate: date });
const hours = new WorkingTime(nineToFive, [
  allDay('2026-11-26'),
  {
    IsRecurrence: 1,
    IsAllDay: 1,
    RecurrenceType: 'RecursYearly',
    RecurrenceStartDate: '2020-12-25',
    RecurrenceDayOfMonth: 25,
    RecurrenceMonthOfYear: 'December'
  }
]);
const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null): string => (instant === null ? 'never' : new Date(instant).toISOString());

describe('working time', () => {
  it('passes only while the hours are open: nights, weekends and holidays do not count', () => {
    expect(iso(hours.add(at('2026-11-20T16:00:00-08:00'), 2 * HOUR))).toBe(iso(at('2026-11-23T10:00:00-08:00')));
    expect(iso(hours.add(at('2026-11-25T16:00:00-08:00'), 2 * HOUR))).toBe(iso(at('2026-11-27T10:00:00-08:00')));
    expect(iso(hours.add(at('2026-12-24T16:59:00-08:00'), HOUR))).toBe(iso(at('2026-12-28T09:59:00-08:00')));
    expect(iso(hours.add(at('2026-11-22T03:00:00-08:00'), 0))).toBe(iso(at('2026-11-23T09:00:00-08:00')));
    expect(iso(hours.add(at('2026-11-23T10:00:00-08:00'), -2 * HOUR))).toBe(iso(at('2026-11-20T16:00:00-08:00')));
  });

  it('follows the change of the clocks', () => {
    const always = new WorkingTime(
      {
        ...nineToFive,
        ...Object.fromEntries(
          ['Saturday', 'Sunday', ...WEEKDAYS].flatMap((d) => [
            [`${d}StartTime`, 0],
            [`${d}EndTime`, 0]
          ])
        )
      },
      []
    );
    expect(always.between(at('2026-03-07T12:00:00-08:00'), at('2026-03-08T12:00:00-07:00'))).toBe(23 * HOUR);
    expect(always.isWithin(at('2026-03-08T09:59:59Z'))).toBe(true);
  });

  it('knows what is inside: the end of the day is not', () => {
    expect(hours.isWithin(at('2026-11-23T09:00:00-08:00'))).toBe(true);
    expect(hours.isWithin(at('2026-11-23T17:00:00-08:00'))).toBe(false);
    expect(hours.isWithin(at('2026-11-26T12:00:00-08:00'))).toBe(false);
    expect(iso(hours.nextStart(at('2026-11-26T12:00:00-08:00')))).toBe(iso(at('2026-11-27T09:00:00-08:00')));
    expect(iso(hours.nextStart(at('2026-11-20T17:00:00-08:00')))).toBe(iso(at('2026-11-23T09:00:00-08:00')));
    expect(iso(hours.nextStart(at('2026-11-20T16:59:59-08:00')))).toBe(iso(at('2026-11-20T16:59:59-08:00')));
  });

  it('finds no working time where there is none, and refuses recurrences it does not know', () => {
    expect(new WorkingTime({ TimeZoneSidKey: 'GMT' }, []).add(0, HOUR)).toBeNull();
    const nth = new WorkingTime(nineToFive, [
      { IsRecurrence: 1, IsAllDay: 1, RecurrenceType: 'RecursYearlyNth', RecurrenceStartDate: '2020-01-01' }
    ]);
    expect(() => nth.isWithin(at('2026-11-23T12:00:00-08:00'))).toThrow('RecursYearlyNth');
  });

  it('measures what it added, and is additive', () => {
    const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 200 * HOUR }), (start, amount) => {
        const end = hours.add(start, amount);
        expect(end).not.toBeNull();
        expect(hours.between(start, end ?? 0)).toBe(amount);
      })
    );
    fc.assert(
      fc.property(moment, moment, moment, (a, b, c) => expect(hours.between(a, b) + hours.between(b, c)).toBe(hours.between(a, c)))
    );
  });
});
