import { durationOf } from '../metadata/reports/intervals';
import { isoDate } from '../soql/date-literals';
import type { Calendar } from '../soql/date-literals';
import { durationRange } from './calendar';

/** Half past eleven in the evening in UTC: the last of November in Los Angeles, the first of December in Berlin. */
const now = Date.parse('2026-11-30T23:30:00Z');
const calendar = (timeZone: string): Calendar => ({ now, timeZone, locale: 'en_US', fiscalYear: { startMonth: 2, namedByStart: false } });

function days(interval: string, timeZone: string): string {
  const range = durationRange(durationOf(`INTERVAL_${interval}`) ?? '', calendar(timeZone));
  return range ? `${isoDate(range.start)} ${isoDate(range.end - 1)}` : 'none';
}

describe('an interval of the standard date filter covers', () => {
  it.each([
    ['CURRENT', '2026-11-01 2027-01-31'],
    ['PREV1', '2026-08-01 2026-10-31'],
    ['NEXT1', '2027-02-01 2027-04-30'],
    ['CURPREV1', '2026-08-01 2027-01-31'],
    ['CURNEXT1', '2026-11-01 2027-04-30'],
    ['CURNEXT3', '2026-11-01 2027-10-31'],
    ['CURFY', '2026-02-01 2027-01-31'],
    ['PREVFY', '2025-02-01 2026-01-31'],
    ['PREV2FY', '2024-02-01 2026-01-31'],
    ['AGO2FY', '2024-02-01 2025-01-31'],
    ['NEXTFY', '2027-02-01 2028-01-31'],
    ['PREVCURFY', '2025-02-01 2027-01-31'],
    ['PREVCUR2FY', '2024-02-01 2027-01-31'],
    ['CURNEXTFY', '2026-02-01 2028-01-31'],
    ['CURRENTQ', '2026-10-01 2026-12-31'],
    ['PREVQ', '2026-07-01 2026-09-30'],
    ['NEXTQ', '2027-01-01 2027-03-31'],
    ['CURPREVQ', '2026-07-01 2026-12-31'],
    ['CURNEXTQ', '2026-10-01 2027-03-31'],
    ['CURNEXT3Q', '2026-10-01 2027-09-30'],
    ['CURY', '2026-01-01 2026-12-31'],
    ['PREVY', '2025-01-01 2025-12-31'],
    ['PREV2Y', '2024-01-01 2025-12-31'],
    ['AGO2Y', '2024-01-01 2024-12-31'],
    ['NEXTY', '2027-01-01 2027-12-31'],
    ['PREVCURY', '2025-01-01 2026-12-31'],
    ['PREVCUR2Y', '2024-01-01 2026-12-31'],
    ['CURNEXTY', '2026-01-01 2027-12-31'],
    ['TODAY', '2026-11-30 2026-11-30'],
    ['YESTERDAY', '2026-11-29 2026-11-29'],
    ['TOMORROW', '2026-12-01 2026-12-01'],
    ['THISWEEK', '2026-11-29 2026-12-05'],
    ['LASTWEEK', '2026-11-22 2026-11-28'],
    ['NEXTWEEK', '2026-12-06 2026-12-12'],
    ['THISMONTH', '2026-11-01 2026-11-30'],
    ['LASTMONTH', '2026-10-01 2026-10-31'],
    ['NEXTMONTH', '2026-12-01 2026-12-31'],
    ['LASTTHISMONTH', '2026-10-01 2026-11-30'],
    ['THISNEXTMONTH', '2026-11-01 2026-12-31'],
    ['LAST7', '2026-11-24 2026-11-30'],
    ['LAST30', '2026-11-01 2026-11-30'],
    ['LAST60', '2026-10-02 2026-11-30'],
    ['LAST90', '2026-09-02 2026-11-30'],
    ['LAST120', '2026-08-03 2026-11-30'],
    ['NEXT7', '2026-12-01 2026-12-07'],
    ['NEXT30', '2026-12-01 2026-12-30'],
    ['NEXT60', '2026-12-01 2027-01-29'],
    ['NEXT90', '2026-12-01 2027-02-28'],
    ['NEXT120', '2026-12-01 2027-03-30']
  ])('%s in Los Angeles: %s', (interval, expected) => {
    expect(days(interval, 'America/Los_Angeles')).toBe(expected);
  });

  it.each([
    ['TODAY', '2026-12-01 2026-12-01'],
    ['YESTERDAY', '2026-11-30 2026-11-30'],
    ['THISMONTH', '2026-12-01 2026-12-31'],
    ['LASTMONTH', '2026-11-01 2026-11-30'],
    ['LAST7', '2026-11-25 2026-12-01'],
    ['CURRENT', '2026-11-01 2027-01-31']
  ])('%s in Berlin: %s', (interval, expected) => {
    expect(days(interval, 'Europe/Berlin')).toBe(expected);
  });
});
