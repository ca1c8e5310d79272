'use strict';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const YEARS = 3;

/** The last Sunday of a month at 01:00 UTC: when Europe's clocks change. */
const lastSunday = (year, month) => {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * DAY;
};

/** The nth Sunday of a month, two o'clock at night in Los Angeles. */
const nthSunday = (year, month, nth, hourInUtc) => {
  const first = new Date(Date.UTC(year, month, 1, hourInUtc));
  return first.getTime() + (((7 - first.getUTCDay()) % 7) + (nth - 1) * 7) * DAY;
};

/** Moments at which code that reckons with dates goes wrong: each gives the middle of a window of six hours. */
const KINDS = {
  'the year ends in Los Angeles': (year) => Date.UTC(year + 1, 0, 1, 8),
  'the year ends in UTC': (year) => Date.UTC(year + 1, 0, 1),
  'a month ends in Los Angeles': (year, month) => Date.UTC(year, month + 1, 1, 8),
  'a month ends in UTC': (year, month) => Date.UTC(year, month + 1, 1),
  "Los Angeles' clocks go forward": (year) => nthSunday(year, 2, 2, 10),
  "Los Angeles' clocks go back": (year) => nthSunday(year, 10, 1, 9),
  "Berlin's clocks go forward": (year) => lastSunday(year, 2),
  "Berlin's clocks go back": (year) => lastSunday(year, 9),
  "a month's first day": (year, month) => Date.UTC(year, month, 1, 19),
  'a week ends': (year, month, day) => nthSunday(year, month, 1 + (day % 4), 7),
  'at night': (year, month, day) => Date.UTC(year, month, day, 10),
  'the days after a leap day': (year, _month, day) => Date.UTC(year + ((4 - (year % 4)) % 4), 1, 27 + (day % 4), 12),
  'any day': (year, month, day) => Date.UTC(year, month, day, 19)
};

/**
 * A moment in the next years at which tests are run besides now, so that none depends on the hour.
 * @param {number} now milliseconds since 1970
 * @param {() => number} random 0 up to 1
 * @returns {{ at: number, kind: string }} full seconds
 */
function randomMoment(now, random = Math.random) {
  const pick = (count) => Math.floor(random() * count);
  const names = Object.keys(KINDS);
  const kind = names[pick(names.length)];
  const year = new Date(now).getUTCFullYear() + 1 + pick(YEARS);
  const middle = KINDS[kind](year, pick(12), 1 + pick(28));
  const at = middle + Math.floor((random() - 0.5) * 6 * HOUR);
  return { at: at - (at % 1000), kind };
}

module.exports = { KINDS, randomMoment };
