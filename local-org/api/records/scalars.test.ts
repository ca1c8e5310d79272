import fc from 'fast-check';
import { formatDatetime, formatTime, parseDate, parseDatetime, parseText, parseTime } from './scalars';

const MOMENT = fc.integer({ min: Date.UTC(1800, 0, 1), max: Date.UTC(2999, 11, 31) });

describe('points in time', () => {
  it('come back as they were written', () => {
    fc.assert(fc.property(MOMENT, (millis) => parseDatetime(formatDatetime(millis)) === millis));
    fc.assert(fc.property(MOMENT, (millis) => parseDatetime(new Date(millis).toISOString()) === millis));
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_399_999 }), (millis) => parseTime(formatTime(millis)) === millis));
  });

  it('mean the same moment in every zone', () => {
    const zones = fc.tuple(
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom('+', '-'),
      fc.constantFrom(':', '')
    );
    fc.assert(
      fc.property(MOMENT, zones, (millis, [hours, minutes, sign, colon]) => {
        const offset = (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(millis + offset).toISOString().replace('Z', '');
        const zone = `${sign}${String(hours).padStart(2, '0')}${colon}${String(minutes).padStart(2, '0')}`;
        return parseDatetime(local + zone) === millis;
      })
    );
  });

  it.each([
    ['2026-11-22', Date.UTC(2026, 10, 22)],
    ['2026-11-22T03:04', Date.UTC(2026, 10, 22, 3, 4)],
    ['2026-11-22T03:04:05', Date.UTC(2026, 10, 22, 3, 4, 5)],
    ['2026-11-22T03:04:05.6Z', Date.UTC(2026, 10, 22, 3, 4, 5, 600)],
    ['2026-11-22T03:04:05.123456789+02', Date.UTC(2026, 10, 22, 1, 4, 5, 123)]
  ])('are taken as %s', (text, millis) => {
    expect(parseDatetime(text)).toBe(millis);
  });

  it.each([
    '2026-11-22 03:04:05',
    '2026-11-22T24:00:00Z',
    '2026-11-22T03:60:00Z',
    '2026-13-01',
    '2026-02-29',
    '0026-01-01',
    '22.11.2026',
    '',
    '2026-11-22T03:04:05+15:00'
  ])('are not taken as %j', (text) => {
    expect(parseDatetime(text)).toBeUndefined();
  });

  it('must be days of the calendar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1700, max: 2999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const date = new Date(Date.UTC(year, month - 1, day));
          const real = date.toISOString().startsWith(text);
          return (parseDate(text) !== undefined) === real;
        }
      )
    );
  });
});

describe('numbers', () => {
  it('come back as JavaScript writes them', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => parseText({ type: 'double' }, String(value)) === value)
    );
    fc.assert(fc.property(fc.integer(), (value) => parseText({ type: 'int' }, String(value)) === value));
  });

  it.each([
    ['int', '2147483648'],
    ['int', '1.5'],
    ['long', '9007199254740993'],
    ['double', '1e999'],
    ['double', 'NaN'],
    ['currency', '1,000'],
    ['percent', '5%'],
    ['double', ''],
    ['boolean', 'yes'],
    ['date', ''],
    ['base64', 'a'],
    ['address', 'x']
  ] as const)('and others of the type %s are not taken from %j', (type, text) => {
    expect(parseText({ type }, text)).toBeUndefined();
  });
});
