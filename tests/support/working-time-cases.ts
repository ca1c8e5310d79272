/**
 * Working time, worked out by hand. Times are local to the place of the hours, with their distance from UTC; the last
 * column says how the expected value was found.
 *
 * - Default: Los Angeles, Monday to Friday 8:00 to 18:00, so 600 minutes a day, 3,000 a week
 * - Berlin: Monday to Thursday 9:00 to 17:30 (510 minutes), Friday 9:00 to 15:00 (360 minutes), so 2,400 a week
 * - Always LA, Always Berlin: around the clock, every day
 * - Holidays, for all of them: Thanksgiving (Thursday 26 November 2026), 24 December from noon, every 25 December, every 1 January
 *
 * In 2026, 16 November is a Monday. The clocks go forward on Sunday 8 March (Los Angeles, 2:00 to 3:00) and Sunday 29 March (Berlin,
 * 2:00 to 3:00), and back on Sunday 25 October (Berlin, 3:00 to 2:00) and Sunday 1 November (Los Angeles, 2:00 to 1:00).
 */
export interface AddCase {
  readonly hours: string;
  readonly start: string;
  readonly minutes: number;
  readonly expected: string;
  readonly because: string;
}

export interface BetweenCase {
  readonly hours: string;
  readonly start: string;
  readonly finish: string;
  readonly expected: number;
  readonly because: string;
}

export interface OpenCase {
  readonly hours: string;
  readonly moment: string;
  readonly open: boolean;
  /** The moment itself if it is open. */
  readonly nextOpening: string;
  readonly because: string;
}

export interface DaysCase {
  readonly hours: string;
  readonly start: string;
  readonly days: number;
  readonly expected: string;
  readonly because: string;
}

const DEFAULT = 'Default';
const BERLIN = 'Berlin';
const ALWAYS_LA = 'Always LA';
const ALWAYS_BERLIN = 'Always Berlin';

const add = (hours: string, start: string, minutes: number, expected: string, because: string): AddCase => ({
  hours,
  start,
  minutes,
  expected,
  because
});

const between = (hours: string, start: string, finish: string, expected: number, because: string): BetweenCase => ({
  hours,
  start,
  finish,
  expected,
  because
});

const at = (hours: string, moment: string, open: boolean, nextOpening: string, because: string): OpenCase => ({
  hours,
  moment,
  open,
  nextOpening,
  because
});

const days = (hours: string, start: string, count: number, expected: string, because: string): DaysCase => ({
  hours,
  start,
  days: count,
  expected,
  because
});

/** When so much working time has passed. */
export const ADD_CASES: readonly AddCase[] = [
  // Within a day, and over a night
  add(DEFAULT, '2026-11-16T10:00-08:00', 60, '2026-11-16T11:00-08:00', 'Monday, in the middle of the day'),
  add(DEFAULT, '2026-11-16T08:00-08:00', 60, '2026-11-16T09:00-08:00', 'from the very opening'),
  add(DEFAULT, '2026-11-16T17:00-08:00', 60, '2026-11-16T18:00-08:00', 'due exactly at closing: that evening, not next morning'),
  add(DEFAULT, '2026-11-16T17:00-08:00', 61, '2026-11-17T08:01-08:00', '60 minutes until closing, 1 on Tuesday'),
  add(DEFAULT, '2026-11-16T06:00-08:00', 30, '2026-11-16T08:30-08:00', 'before opening: counts from 8:00'),
  add(DEFAULT, '2026-11-16T20:00-08:00', 30, '2026-11-17T08:30-08:00', 'in the evening: counts from 8:00 on Tuesday'),
  add(DEFAULT, '2026-11-16T18:00-08:00', 30, '2026-11-17T08:30-08:00', 'from the moment of closing: Tuesday'),
  add(DEFAULT, '2026-11-16T10:00-08:00', 600, '2026-11-17T10:00-08:00', 'one whole working day: 480 on Monday, 120 on Tuesday'),
  add(DEFAULT, '2026-11-16T10:00-08:00', 0, '2026-11-16T10:00-08:00', 'no time while open: now'),
  add(DEFAULT, '2026-11-20T18:00-08:00', 0, '2026-11-23T08:00-08:00', 'no time while closed: the next opening, Monday'),
  // Weekends and weeks
  add(DEFAULT, '2026-11-20T17:00-08:00', 120, '2026-11-23T09:00-08:00', 'Friday 60, Monday 60'),
  add(DEFAULT, '2026-11-21T12:00-08:00', 240, '2026-11-23T12:00-08:00', 'Saturday noon: four hours from Monday 8:00'),
  add(DEFAULT, '2026-11-22T23:59-08:00', 1, '2026-11-23T08:01-08:00', 'the last minute of Sunday'),
  add(DEFAULT, '2026-11-16T08:00-08:00', 3000, '2026-11-20T18:00-08:00', 'a week of work ends at closing on Friday'),
  add(DEFAULT, '2026-11-16T08:00-08:00', 3001, '2026-11-23T08:01-08:00', 'one minute more: Monday'),
  add(DEFAULT, '2026-11-02T09:00-08:00', 6000, '2026-11-16T09:00-08:00', 'two weeks of work: the same time two weeks later'),
  // Holidays and half days
  add(DEFAULT, '2026-11-25T17:00-08:00', 120, '2026-11-27T09:00-08:00', 'Wednesday 60, Thanksgiving 0, Friday 60'),
  add(DEFAULT, '2026-11-26T12:00-08:00', 60, '2026-11-27T09:00-08:00', 'noon of the holiday: from Friday 8:00'),
  add(DEFAULT, '2026-11-25T18:00-08:00', 600, '2026-11-27T18:00-08:00', 'all of it on Friday, until closing'),
  add(DEFAULT, '2026-12-24T11:00-08:00', 60, '2026-12-24T12:00-08:00', 'half day: exactly at its early closing'),
  add(DEFAULT, '2026-12-24T11:00-08:00', 61, '2026-12-28T08:01-08:00', '60 until noon, Christmas and the weekend 0, Monday 1'),
  add(DEFAULT, '2026-12-24T13:00-08:00', 30, '2026-12-28T08:30-08:00', 'the free afternoon: Monday'),
  add(DEFAULT, '2026-12-23T17:00-08:00', 300, '2026-12-24T12:00-08:00', 'Wednesday 60, Thursday 240 until noon'),
  add(DEFAULT, '2026-12-31T17:30-08:00', 60, '2027-01-04T08:30-08:00', 'Thursday 30, New Year and the weekend 0, Monday 30'),
  // The clocks go forward and back in Los Angeles, while it is closed
  add(DEFAULT, '2026-03-06T17:00-08:00', 120, '2026-03-09T09:00-07:00', 'Friday 60, Monday 60 by the new time'),
  add(
    DEFAULT,
    '2026-03-06T16:00-08:00',
    600,
    '2026-03-09T16:00-07:00',
    'Friday 120, Monday 480: a working day is 600 minutes all the same'
  ),
  add(DEFAULT, '2026-03-08T12:00-07:00', 15, '2026-03-09T08:15-07:00', 'the Sunday of the switch: Monday'),
  add(DEFAULT, '2026-10-30T17:00-07:00', 120, '2026-11-02T09:00-08:00', 'Friday 60, Monday 60 by the old time'),
  add(DEFAULT, '2026-11-01T01:30-07:00', 15, '2026-11-02T08:15-08:00', 'the first 1:30 of that night: Monday'),
  // The clocks change while it is open
  add(ALWAYS_LA, '2026-03-08T01:30-08:00', 60, '2026-03-08T03:30-07:00', '2:00 to 3:00 does not exist'),
  add(ALWAYS_LA, '2026-03-07T12:00-08:00', 1440, '2026-03-08T13:00-07:00', '24 hours from noon: that day had 23'),
  add(ALWAYS_LA, '2026-11-01T01:30-07:00', 60, '2026-11-01T01:30-08:00', '1:30 comes twice'),
  add(ALWAYS_LA, '2026-10-31T12:00-07:00', 1440, '2026-11-01T11:00-08:00', '24 hours from noon: that day had 25'),
  add(ALWAYS_BERLIN, '2026-03-29T01:30+01:00', 60, '2026-03-29T03:30+02:00', '2:00 to 3:00 does not exist'),
  add(ALWAYS_BERLIN, '2026-10-25T02:30+02:00', 60, '2026-10-25T02:30+01:00', '2:30 comes twice'),
  // Berlin, whose Friday is short
  add(BERLIN, '2026-11-16T09:00+01:00', 510, '2026-11-16T17:30+01:00', 'a whole Monday'),
  add(BERLIN, '2026-11-19T17:00+01:00', 60, '2026-11-20T09:30+01:00', 'Thursday 30, Friday 30'),
  add(BERLIN, '2026-11-20T14:00+01:00', 60, '2026-11-20T15:00+01:00', 'exactly at the early closing of Friday'),
  add(BERLIN, '2026-11-20T14:00+01:00', 61, '2026-11-23T09:01+01:00', 'Friday 60, Monday 1'),
  add(BERLIN, '2026-11-20T16:00+01:00', 30, '2026-11-23T09:30+01:00', 'Friday afternoon is closed'),
  add(BERLIN, '2026-11-16T09:00+01:00', 2400, '2026-11-20T15:00+01:00', 'a week of work: 4 times 510 and 360'),
  add(BERLIN, '2026-12-24T11:30+01:00', 60, '2026-12-28T09:30+01:00', 'Thursday 30 until noon, Christmas 0, Monday 30'),
  add(BERLIN, '2026-03-27T14:30+01:00', 60, '2026-03-30T09:30+02:00', 'Friday 30, Monday 30 by summer time'),
  add(BERLIN, '2026-10-23T14:30+02:00', 60, '2026-10-26T09:30+01:00', 'Friday 30, Monday 30 by winter time'),
  // The moment counts, not where somebody writes it
  add(BERLIN, '2026-11-16T00:00-08:00', 60, '2026-11-16T10:00+01:00', 'midnight in Los Angeles is 9:00 in Berlin'),
  add(DEFAULT, '2026-11-16T18:00+01:00', 60, '2026-11-16T10:00-08:00', '18:00 in Berlin is 9:00 in Los Angeles'),
  add(DEFAULT, '2026-03-16T17:00+01:00', 60, '2026-03-16T10:00-07:00', 'three weeks in March the distance is 8 hours: it is 9:00')
];

/** How much working time is between two moments. */
export const BETWEEN_CASES: readonly BetweenCase[] = [
  between(DEFAULT, '2026-11-16T10:00-08:00', '2026-11-16T12:30-08:00', 150, 'within a day'),
  between(DEFAULT, '2026-11-16T06:00-08:00', '2026-11-16T22:00-08:00', 600, 'from before opening until after closing: the day'),
  between(DEFAULT, '2026-11-20T17:00-08:00', '2026-11-23T09:00-08:00', 120, 'Friday 60, Monday 60'),
  between(DEFAULT, '2026-11-21T00:00-08:00', '2026-11-22T23:59-08:00', 0, 'a weekend'),
  between(DEFAULT, '2026-11-16T10:00-08:00', '2026-11-16T10:00-08:00', 0, 'no time'),
  between(DEFAULT, '2026-11-23T09:00-08:00', '2026-11-20T17:00-08:00', -120, 'backwards'),
  between(DEFAULT, '2026-11-25T08:00-08:00', '2026-11-27T18:00-08:00', 1200, 'Wednesday 600, Thanksgiving 0, Friday 600'),
  between(DEFAULT, '2026-03-02T08:00-08:00', '2026-03-09T08:00-07:00', 3000, 'a week over the switch'),
  between(DEFAULT, '2026-11-02T08:00-08:00', '2026-11-30T08:00-08:00', 11400, 'four weeks of 3,000 less Thanksgiving'),
  between(DEFAULT, '2026-12-23T08:00-08:00', '2027-01-04T18:00-08:00', 3840, '600 + 240 + 0, then 1,800 + 600 + 0, then 600'),
  between(DEFAULT, '2026-11-16T10:00:00-08:00', '2026-11-16T10:01:59-08:00', 1, 'whole minutes'),
  between(ALWAYS_LA, '2026-03-07T12:00-08:00', '2026-03-08T12:00-07:00', 1380, 'noon to noon: 23 hours'),
  between(ALWAYS_LA, '2026-10-31T12:00-07:00', '2026-11-01T12:00-08:00', 1500, 'noon to noon: 25 hours'),
  between(ALWAYS_BERLIN, '2026-03-28T12:00+01:00', '2026-03-29T12:00+02:00', 1380, 'noon to noon: 23 hours'),
  between(ALWAYS_BERLIN, '2026-10-24T12:00+02:00', '2026-10-25T12:00+01:00', 1500, 'noon to noon: 25 hours'),
  between(BERLIN, '2026-11-19T09:00+01:00', '2026-11-20T18:00+01:00', 870, 'Thursday 510, Friday 360')
];

/** Whether a moment is working time, and when the next is. */
export const OPEN_CASES: readonly OpenCase[] = [
  at(DEFAULT, '2026-11-16T08:00-08:00', true, '2026-11-16T08:00-08:00', 'the opening is open'),
  at(DEFAULT, '2026-11-16T17:59:59-08:00', true, '2026-11-16T17:59:59-08:00', 'the last second is open'),
  at(DEFAULT, '2026-11-16T18:00-08:00', false, '2026-11-17T08:00-08:00', 'the closing is closed'),
  at(DEFAULT, '2026-11-21T12:00-08:00', false, '2026-11-23T08:00-08:00', 'Saturday'),
  at(DEFAULT, '2026-11-26T12:00-08:00', false, '2026-11-27T08:00-08:00', 'Thanksgiving'),
  at(DEFAULT, '2026-12-24T11:59:59-08:00', true, '2026-12-24T11:59:59-08:00', 'the last second of the half day'),
  at(DEFAULT, '2026-12-24T12:00-08:00', false, '2026-12-28T08:00-08:00', 'the half day is over, Christmas is Friday'),
  at(BERLIN, '2026-11-20T15:00+01:00', false, '2026-11-23T09:00+01:00', 'Friday closes early'),
  at(BERLIN, '2026-03-30T08:59:59+02:00', false, '2026-03-30T09:00+02:00', 'the Monday after the switch'),
  at(ALWAYS_BERLIN, '2026-03-29T01:59:59+01:00', true, '2026-03-29T01:59:59+01:00', 'the second before the switch')
];

/** When a promise in calendar days is due: calendar days in the org's time zone (Los Angeles), moved to the next opening of the hours. */
export const DAYS_CASES: readonly DaysCase[] = [
  days(DEFAULT, '2026-11-16T10:00-08:00', 3, '2026-11-19T10:00-08:00', 'the same time on Thursday'),
  days(DEFAULT, '2026-11-19T10:00-08:00', 2, '2026-11-23T08:00-08:00', 'Saturday: Monday at opening'),
  days(DEFAULT, '2026-11-23T12:00-08:00', 3, '2026-11-27T08:00-08:00', 'Thanksgiving: Friday at opening'),
  days(DEFAULT, '2026-11-16T18:00-08:00', 1, '2026-11-17T18:00-08:00', 'closing time is the end of a day, not out of it'),
  days(DEFAULT, '2026-11-16T22:00-08:00', 1, '2026-11-18T08:00-08:00', 'in the evening: the next morning'),
  days(DEFAULT, '2026-12-22T15:00-08:00', 2, '2026-12-28T08:00-08:00', 'the free afternoon of 24 December: Monday'),
  days(DEFAULT, '2026-03-06T10:00-08:00', 3, '2026-03-09T10:00-07:00', '10:00 stays 10:00 over the switch: 71 hours'),
  days(DEFAULT, '2026-10-30T10:00-07:00', 3, '2026-11-02T10:00-08:00', '10:00 stays 10:00 over the switch back: 73 hours'),
  days(BERLIN, '2026-11-16T09:00-08:00', 1, '2026-11-18T00:00-08:00', 'Tuesday 18:00 in Berlin is closed: Wednesday 9:00 there')
];
