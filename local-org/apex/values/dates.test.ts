import fc from 'fast-check';
import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { formatDouble } from './double';
import { idEquals, parseId, toId } from './id';
import { ApexTime } from './time';
import { Zone } from './zone';

const LOS_ANGELES = Zone.of('America/Los_Angeles');

describe('dates', () => {
  it('roll over and cut at the ends of months', () => {
    expect(ApexDate.of(2026, 13, 32).toIso()).toBe('2027-02-01');
    expect(ApexDate.of(2024, 1, 31).addMonths(1).toIso()).toBe('2024-02-29');
    expect(ApexDate.of(2024, 2, 29).addYears(1).toIso()).toBe('2025-02-28');
    expect(ApexDate.of(2026, 3, 31).addMonths(-1).toIso()).toBe('2026-02-28');
    expect(ApexDate.of(50, 1, 1).toIso()).toBe('0050-01-01');
  });

  it('refuse days that do not exist in text', () => {
    expect(ApexDate.parseIso('2026-02-29')).toBeUndefined();
    expect(ApexDate.parseIso('2026-13-01')).toBeUndefined();
    expect(ApexDate.parseIso('x')).toBeUndefined();
  });

  it('come back from text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 800_000 }), (day) => {
        const date = new ApexDate(day);
        expect(ApexDate.of(date.year, date.month, date.day).epochDay).toBe(day);
        if (date.year >= 1000) expect(ApexDate.parseIso(date.toIso())?.epochDay).toBe(day);
      })
    );
  });
});

describe('datetimes', () => {
  it('know when the clocks change', () => {
    const before = ApexDatetime.of(LOS_ANGELES, 2026, 3, 8, 1, 59, 59);
    expect(new Date(before.milliseconds).toISOString()).toBe('2026-03-08T09:59:59.000Z');
    expect(before.add(1000).toText(LOS_ANGELES)).toBe('2026-03-08 03:00:00');
    expect(ApexDatetime.of(LOS_ANGELES, 2026, 3, 7, 12, 0, 0).addDays(1, LOS_ANGELES).toText(LOS_ANGELES)).toBe('2026-03-08 12:00:00');
    expect(ApexDatetime.of(LOS_ANGELES, 2026, 3, 8, 2, 30, 0).toText(LOS_ANGELES)).toBe('2026-03-08 03:30:00');
    expect(ApexDatetime.of(LOS_ANGELES, 2026, 11, 1, 1, 30, 0).toIso()).toBe('2026-11-01T08:30:00.000Z');
  });

  it.each(['America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'GMT'])(
    'come back from the wall clock of %s unless the clocks changed',
    (id) => {
      const zone = Zone.of(id);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
          const at = seconds * 1000;
          const { year, month, day, hour, minute, second } = zone.civil(at);
          const back = ApexDatetime.of(zone, year, month, day, hour, minute, second).milliseconds;
          const changes = zone.offset(at - 7_200_000) !== zone.offset(at + 7_200_000);
          expect(changes || back === at).toBe(true);
        }),
        { numRuns: 200 }
      );
    }
  );

  it('take an unknown zone for GMT', () => {
    expect(Zone.of('Nowhere/Land').id).toBe('GMT');
  });
});

describe('times', () => {
  it('wrap at midnight', () => {
    expect(ApexTime.of(23, 30, 0, 0).add(3_600_000).toString()).toBe('00:30:00.000Z');
    expect(ApexTime.of(0, 0, 0, 0).add(-1).toString()).toBe('23:59:59.999Z');
  });
});

describe('ids', () => {
  it('are the same in 15 and 18 characters', () => {
    expect(toId('001D000000IRt53')).toBe('001D000000IRt53IAD');
    expect(parseId('001d000000irt53iad')).toBe('001D000000IRt53IAD');
    expect(idEquals('001D000000IRt53', '001D000000IRt53IAD')).toBe(true);
    expect(() => toId('nonsense')).toThrow('Invalid id: nonsense');
    expect(parseId('001D000000IRt5!')).toBeUndefined();
  });
});

describe('doubles', () => {
  it.each([
    [1, '1.0'],
    [0.001, '0.001'],
    [1e7, '1.0E7'],
    [1.234e-5, '1.234E-5'],
    [-0, '-0.0'],
    [123456.789, '123456.789'],
    [NaN, 'NaN']
  ])('%d prints like Java', (value, expected) => {
    expect(formatDouble(value)).toBe(expected);
  });
});
