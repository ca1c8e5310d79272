import fc from 'fast-check';
import { COUNTED_DATE_LITERALS, dayRange, isoDate, momentRange, PLAIN_DATE_LITERALS, type Calendar } from './date-literals';
import type { DayRange } from './time-zone';
import type { FiscalYear } from './fiscal-year';
import { TestOrg } from './test-org';
import { startOfDay, toLocal } from './time-zone';

const DAY = 86_400_000;
const startingIn = (startMonth: number): FiscalYear => ({ startMonth, namedByStart: false });
const CALENDAR_YEAR = startingIn(1);
const calendar = (now: string, more: Partial<Calendar> = {}): Calendar => ({
  now: Date.parse(now),
  timeZone: 'America/Los_Angeles',
  locale: 'en_US',
  fiscalYear: CALENDAR_YEAR,
  ...more
});

const days = (literal: string, at: Calendar): string => {
  const [name = '', count] = literal.split(':');
  const { start, end } = dayRange(name, count === undefined ? null : Number(count), at);
  return `${isoDate(start)}..${isoDate(end - 1)}`;
};

describe('date literals', () => {
  // 2026-11-22 is a Sunday; 07:00 UTC is still Saturday the 21st in California.
  const saturday = calendar('2026-11-22T07:00:00Z');

  it.each([...COUNTED_DATE_LITERALS])('%s ends where dates end, however high its number', (literal) => {
    for (const zone of ['America/Los_Angeles', 'Pacific/Auckland']) {
      const range = dayRange(literal, 99_999_999_999, calendar('2026-11-22T07:00:00Z', { timeZone: zone, fiscalYear: startingIn(4) }));
      const moments = momentRange(range, zone);
      expect([isoDate(range.start), isoDate(range.end)]).toEqual([expect.stringMatching(/^\d{4}-/), expect.stringMatching(/^\d{4}-/)]);
      expect(moments.end).toBeGreaterThanOrEqual(moments.start);
    }
  });

  it.each([
    ['TODAY', '2026-11-21..2026-11-21'],
    ['YESTERDAY', '2026-11-20..2026-11-20'],
    ['TOMORROW', '2026-11-22..2026-11-22'],
    ['THIS_WEEK', '2026-11-15..2026-11-21'],
    ['LAST_WEEK', '2026-11-08..2026-11-14'],
    ['NEXT_WEEK', '2026-11-22..2026-11-28'],
    ['THIS_MONTH', '2026-11-01..2026-11-30'],
    ['LAST_MONTH', '2026-10-01..2026-10-31'],
    ['NEXT_MONTH', '2026-12-01..2026-12-31'],
    ['THIS_QUARTER', '2026-10-01..2026-12-31'],
    ['LAST_QUARTER', '2026-07-01..2026-09-30'],
    ['NEXT_QUARTER', '2027-01-01..2027-03-31'],
    ['THIS_YEAR', '2026-01-01..2026-12-31'],
    ['LAST_YEAR', '2025-01-01..2025-12-31'],
    ['NEXT_YEAR', '2027-01-01..2027-12-31'],
    ['LAST_90_DAYS', '2026-08-23..2026-11-21'],
    ['NEXT_90_DAYS', '2026-11-22..2027-02-19'],
    ['LAST_N_DAYS:0', '2026-11-21..2026-11-21'],
    ['LAST_N_DAYS:2', '2026-11-19..2026-11-21'],
    ['NEXT_N_DAYS:2', '2026-11-22..2026-11-23'],
    ['N_DAYS_AGO:2', '2026-11-19..2026-11-19'],
    ['LAST_N_WEEKS:2', '2026-11-01..2026-11-14'],
    ['NEXT_N_WEEKS:2', '2026-11-22..2026-12-05'],
    ['N_WEEKS_AGO:2', '2026-11-01..2026-11-07'],
    ['LAST_N_MONTHS:2', '2026-09-01..2026-10-31'],
    ['NEXT_N_MONTHS:2', '2026-12-01..2027-01-31'],
    ['N_MONTHS_AGO:12', '2025-11-01..2025-11-30'],
    ['LAST_N_QUARTERS:2', '2026-04-01..2026-09-30'],
    ['NEXT_N_QUARTERS:1', '2027-01-01..2027-03-31'],
    ['N_QUARTERS_AGO:4', '2025-10-01..2025-12-31'],
    ['LAST_N_YEARS:2', '2024-01-01..2025-12-31'],
    ['NEXT_N_YEARS:2', '2027-01-01..2028-12-31'],
    ['N_YEARS_AGO:1', '2025-01-01..2025-12-31'],
    ['THIS_FISCAL_YEAR', '2026-01-01..2026-12-31']
  ])('%s is %s', (literal, expected) => {
    expect(days(literal, saturday)).toBe(expected);
  });

  it.each([
    ['THIS_FISCAL_YEAR', '2026-02-01..2027-01-31'],
    ['LAST_FISCAL_YEAR', '2025-02-01..2026-01-31'],
    ['NEXT_FISCAL_YEAR', '2027-02-01..2028-01-31'],
    ['THIS_FISCAL_QUARTER', '2026-11-01..2027-01-31'],
    ['LAST_FISCAL_QUARTER', '2026-08-01..2026-10-31'],
    ['NEXT_FISCAL_QUARTER', '2027-02-01..2027-04-30'],
    ['LAST_N_FISCAL_QUARTERS:4', '2025-11-01..2026-10-31'],
    ['N_FISCAL_QUARTERS_AGO:1', '2026-08-01..2026-10-31'],
    ['NEXT_N_FISCAL_YEARS:2', '2027-02-01..2029-01-31'],
    ['N_FISCAL_YEARS_AGO:1', '2025-02-01..2026-01-31']
  ])('%s is %s where the fiscal year starts in February', (literal, expected) => {
    expect(days(literal, { ...saturday, fiscalYear: startingIn(2) })).toBe(expected);
  });

  describe('in an org with custom fiscal years', () => {
    // Two years of 4-4-5 weeks: quarters of 13 weeks, the last of the first year with 14.
    const first = Date.parse('2025-08-31') / DAY;
    const weeks = [0, 13, 26, 39, 53, 66, 79, 92, 105];
    const ranges = (borders: readonly number[]): DayRange[] =>
      borders.slice(1).map((end, index) => ({ start: first + (borders[index] ?? 0) * 7, end: first + end * 7 }));
    const custom = { FISCAL_QUARTER: ranges(weeks), FISCAL_YEAR: ranges([0, 53, 105]) };
    const at = (now: string): Calendar => calendar(now, { fiscalYear: { ...CALENDAR_YEAR, custom } });

    it.each([
      ['THIS_FISCAL_QUARTER', '2026-05-31..2026-09-05'],
      ['LAST_FISCAL_QUARTER', '2026-03-01..2026-05-30'],
      ['NEXT_FISCAL_QUARTER', '2026-09-06..2026-12-05'],
      ['LAST_N_FISCAL_QUARTERS:3', '2025-08-31..2026-05-30'],
      ['NEXT_N_FISCAL_QUARTERS:4', '2026-09-06..2027-09-04'],
      ['N_FISCAL_QUARTERS_AGO:3', '2025-08-31..2025-11-29'],
      ['THIS_FISCAL_YEAR', '2025-08-31..2026-09-05'],
      ['NEXT_FISCAL_YEAR', '2026-09-06..2027-09-04']
    ])('%s is %s, as defined', (literal, expected) => {
      expect(days(literal, at('2026-09-05T20:00:00Z'))).toBe(expected);
    });

    it.each([
      ['LAST_FISCAL_YEAR', '2026-07-01T00:00:00Z'],
      ['LAST_N_FISCAL_QUARTERS:4', '2026-07-01T00:00:00Z'],
      ['NEXT_N_FISCAL_QUARTERS:5', '2026-07-01T00:00:00Z'],
      ['NEXT_FISCAL_YEAR', '2027-07-01T00:00:00Z'],
      ['THIS_FISCAL_YEAR', '2028-01-01T00:00:00Z'],
      ['LAST_FISCAL_YEAR', '2028-01-01T00:00:00Z'],
      ['N_FISCAL_YEARS_AGO:1', '2025-01-01T00:00:00Z']
    ])('%s on %s is refused: it is not defined', (literal, now) => {
      expect(() => days(literal, at(now))).toThrow(
        'fiscal date literals that reach days without a custom fiscal year: they are defined from 2025-08-31 to 2027-09-04'
      );
    });

    it('other literals are of the calendar', () => {
      expect(days('THIS_QUARTER', at('2026-09-05T20:00:00Z'))).toBe('2026-07-01..2026-09-30');
    });
  });

  it('begin weeks where the locale does', () => {
    expect(days('THIS_WEEK', { ...saturday, locale: 'de_DE' })).toBe('2026-11-16..2026-11-22');
    expect(days('THIS_WEEK', { ...saturday, locale: 'ar_EG' })).toBe('2026-11-21..2026-11-27');
  });

  it('cover days of the user’s own clock, of 23 and 25 hours too', () => {
    const hours = (now: string, timeZone: string): number => {
      const at = calendar(now, { timeZone });
      const { start, end } = momentRange(dayRange('TODAY', null, at), timeZone);
      expect(start <= at.now && at.now < end).toBe(true);
      return (end - start) / 3_600_000;
    };
    expect(hours('2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25T12:00:00Z', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-11-22T12:00:00Z', 'Asia/Kathmandu')).toBe(24);
    // Midnight itself is skipped.
    expect(hours('2026-09-06T12:00:00Z', 'America/Santiago')).toBe(23);
  });

  it('contain now when they are about this, and follow one another without gap', () => {
    const zones = fc.constantFrom(
      'America/Los_Angeles',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Sao_Paulo',
      'UTC'
    );
    const units = fc.constantFrom('WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR');
    const moments = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2040-01-01') });
    fc.assert(
      fc.property(
        moments,
        zones,
        units,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('en_US', 'de_DE'),
        (now, timeZone, unit, fiscalStartMonth, locale) => {
          const at: Calendar = { now, timeZone, locale, fiscalYear: startingIn(fiscalStartMonth) };
          const [last, current, next] = [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`].map((name) => dayRange(name, null, at));
          const today = Math.floor(toLocal(now, timeZone) / DAY);
          expect(current && current.start <= today && today < current.end).toBe(true);
          expect(last?.end).toBe(current?.start);
          expect(next?.start).toBe(current?.end);
          const beginning = startOfDay(today, timeZone);
          expect(Math.floor(toLocal(beginning, timeZone) / DAY)).toBe(today);
          expect(Math.floor(toLocal(beginning - 1, timeZone) / DAY)).toBe(today - 1);
        }
      )
    );
  });

  it('all cover at least a day', () => {
    for (const name of PLAIN_DATE_LITERALS)
      expect(dayRange(name, null, saturday).end).toBeGreaterThan(dayRange(name, null, saturday).start);
    for (const name of COUNTED_DATE_LITERALS) expect(dayRange(name, 3, saturday).end).toBeGreaterThan(dayRange(name, 3, saturday).start);
  });
});

describe('date literals in queries', () => {
  let org: TestOrg;
  beforeEach(() => {
    org = new TestOrg();
    org.now = Date.parse('2026-11-21T23:30:00Z');
    // For a user in Berlin it is already the 22nd, half past midnight.
    org.insert('Lead', { Name: 'yesterday', Due__c: '2026-11-21', At__c: Date.parse('2026-11-21T22:59:00Z') });
    org.insert('Lead', { Name: 'today', Due__c: '2026-11-22', At__c: Date.parse('2026-11-21T23:00:00Z') });
    org.insert('Lead', { Name: 'tomorrow', Due__c: '2026-11-23', At__c: Date.parse('2026-11-22T23:00:00Z') });
    org.insert('Lead', { Name: 'never' });
  });
  afterEach(() => org.close());

  it.each(['Due__c', 'At__c'])('compare %s with days of the running user', (field) => {
    const names = (condition: string): unknown[] =>
      org.list(`SELECT Name FROM Lead WHERE ${field} ${condition} ORDER BY ${field} NULLS LAST`);
    expect(names('= TODAY')).toEqual(['today']);
    expect(names('= today')).toEqual(['today']);
    expect(names('!= TODAY')).toEqual(['yesterday', 'tomorrow', 'never']);
    expect(names('< TODAY')).toEqual(['yesterday']);
    expect(names('<= TODAY')).toEqual(['yesterday', 'today']);
    expect(names('> TODAY')).toEqual(['tomorrow']);
    expect(names('>= TODAY')).toEqual(['today', 'tomorrow']);
    expect(names('IN (YESTERDAY, TOMORROW)')).toEqual(['yesterday', 'tomorrow']);
    expect(names('NOT IN (YESTERDAY, TOMORROW)')).toEqual(['today', 'never']);
    expect(names('= LAST_N_DAYS:1')).toEqual(['yesterday', 'today']);
  });

  it('follow the clock and the user, not the plan made before', () => {
    const text = 'SELECT Name FROM Lead WHERE At__c = TODAY';
    expect(org.list(text)).toEqual(['today']);
    org.user = { ...org.user, timeZone: 'America/Los_Angeles' };
    expect(org.list(text)).toEqual(['yesterday', 'today']);
    org.now += 86_400_000;
    expect(org.list(text)).toEqual(['tomorrow']);
  });

  it('read the fiscal year from the organisation', () => {
    const text = 'SELECT Name FROM Lead WHERE Due__c = THIS_FISCAL_QUARTER AND Due__c < 2026-11-22';
    expect(org.list(text)).toEqual(['yesterday']);
    org.insert('Organization', { FiscalYearStartMonth: 12 });
    expect(org.list('SELECT COUNT(Id) FROM Lead WHERE Due__c = THIS_FISCAL_YEAR')).toEqual([3]);
    org.db.run('UPDATE "Organization" SET FiscalYearStartMonth = 2');
    expect(org.list(text)).toEqual(['yesterday']);
  });

  it('do not compare with anything but dates', () => {
    expect(() => org.list('SELECT Id FROM Lead WHERE Name = TODAY')).toThrow(
      "value of filter criterion for field 'Name' must be of type string"
    );
  });
});
