import fc from 'fast-check';
import { KINDS, randomMoment } from './moment.cjs';

const inZone = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')
    ?.value ?? '';

describe('the moments at which Apex tests run besides now', () => {
  it.each([
    ["Los Angeles' clocks go forward", 'America/Los_Angeles', 'GMT-8', 'GMT-7'],
    ["Los Angeles' clocks go back", 'America/Los_Angeles', 'GMT-7', 'GMT-8'],
    ["Berlin's clocks go forward", 'Europe/Berlin', 'GMT+1', 'GMT+2'],
    ["Berlin's clocks go back", 'Europe/Berlin', 'GMT+2', 'GMT+1']
  ])('%s', (kind, zone, before, after) => {
    for (let year = 2026; year < 2040; year++) {
      const middle = KINDS[kind]?.(year, 0, 1) ?? Number.NaN;
      expect([kind, year, inZone(middle - 1, zone), inZone(middle, zone)]).toEqual([kind, year, before, after]);
    }
  });

  it('are full seconds ahead of now, never the same for long', () => {
    const now = Date.UTC(2026, 11, 31, 23, 59);
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (stream) => {
        const { at } = randomMoment(now, () => stream.next().value ?? 0);
        expect(at % 1000).toBe(0);
        expect(at).toBeGreaterThan(now - 86_400_000 * 2);
        expect(at).toBeLessThan(now + 86_400_000 * 366 * 8);
      })
    );
  });
});
