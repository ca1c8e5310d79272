import { CronExpression } from './cron';

const SATURDAY = Date.parse('2026-11-21T12:00:00Z');
const next = (expression: string, timeZone = 'UTC', after = SATURDAY): string | null => {
  const at = new CronExpression(expression, timeZone).next(after);
  return at === null ? null : new Date(at).toISOString();
};

describe('when a scheduled job fires', () => {
  it.each([
    ['0 0 13 * * ?', '2026-11-21T13:00:00.000Z'],
    ['30 15 2 * * ?', '2026-11-22T02:15:30.000Z'],
    ['0 5 0-3 ? * MON-FRI', '2026-11-23T00:05:00.000Z'],
    ['0 0 8 ? * 1', '2026-11-22T08:00:00.000Z'],
    ['0 0 8 ? * 7', '2026-11-28T08:00:00.000Z'],
    ['0 0 8 ? * 6L', '2026-11-27T08:00:00.000Z'],
    ['0 0 8 ? * 2#2', '2026-12-14T08:00:00.000Z'],
    ['0 0 8 L * ?', '2026-11-30T08:00:00.000Z'],
    ['0 0 8 1 JAN ? 2028', '2028-01-01T08:00:00.000Z'],
    ['0 0 8 ? * L', '2026-11-28T08:00:00.000Z'],
    ['0 0 8 ? * friL', '2026-11-27T08:00:00.000Z'],
    ['0 0 8 3/5 * ?', '2026-11-23T08:00:00.000Z'],
    ['0 0 3/6 * * ?', '2026-11-21T15:00:00.000Z'],
    ['0 0 8 ? * 2/3', '2026-11-23T08:00:00.000Z'],
    ['0 0 8 ? 2/4 1-7', '2027-02-01T08:00:00.000Z'],
    ['0 0 22-2 * * ?', '2026-11-21T22:00:00.000Z'],
    ['0 0 8 ? * SUN-MON', '2026-11-22T08:00:00.000Z'],
    ['0 0 8 ? * SAT-MON', '2026-11-22T08:00:00.000Z'],
    ['0 0 8 15W * ?', '2026-12-15T08:00:00.000Z'],
    ['0 0 8 29 2 ?', '2028-02-29T08:00:00.000Z']
  ])('%s', (expression, expected) => {
    const after = expression.includes('#') ? Date.parse('2026-12-01T00:00:00Z') : SATURDAY;
    expect(next(expression, 'UTC', after)).toBe(expected);
  });

  it('reads the hour in the time zone of the user, also where the clocks change', () => {
    expect(next('0 0 8 * * ?', 'America/Los_Angeles')).toBe('2026-11-21T16:00:00.000Z');
    expect(next('0 0 8 * * ?', 'America/Los_Angeles', Date.parse('2026-07-01T00:00:00Z'))).toBe('2026-07-01T15:00:00.000Z');
  });

  it('says never for a year that has gone by, and for days that never come', () => {
    expect(next('0 0 8 1 1 ? 2020')).toBeNull();
    expect(next('0 0 8 31 2 ?')).toBeNull();
  });

  it.each([
    ['0 0 13 * *', 'six or seven fields'],
    ['0 */5 * * * ?', 'Seconds and minutes must be specified as integers: 0 */5 * * * ?'],
    ['0,30 0 * * * ?', 'Seconds and minutes must be specified as integers: 0,30 0 * * * ?'],
    ['0 60 * * * ?', '60'],
    ['0 0 13 * * *', 'Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.'],
    ['0 0 13 ? * ?', "'?' can only be specfied for Day-of-Month -OR- Day-of-Week."],
    ['0 0 13 ? * 0', 'Day-of-Week values must be between 1 and 7'],
    ['0 0 13 ? * 8', 'Day-of-Week values must be between 1 and 7'],
    ['0 0 25 * * ?', 'hour']
  ])('refuses %s', (expression, reason) => {
    expect(() => new CronExpression(expression, 'UTC')).toThrow(reason);
  });
});
