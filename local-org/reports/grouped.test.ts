import fc from 'fast-check';
import type { ReportDef } from '../metadata/reports/types';
import type { ReportRun } from './engine';
import { grouping, handOffReport, ReportsOrg } from './testing';
import type { HandOff } from './testing';
import type { Grouping } from './types';

const AGGREGATES = ['s', 'a', 'm', 'x', 'u', 'med'].map((type) => `${type}!Hand_Off__c.Value__c`);

const labels = (groups: readonly Grouping[]): string[] => groups.map(({ label }) => label);
const summary = (changes: Partial<ReportDef>): ReportDef => handOffReport({ format: 'SUMMARY', ...changes });

describe('groups of dates', () => {
  const inZone = (timeZone: string): ReportsOrg =>
    new ReportsOrg((configuration) => ({ ...configuration, organization: { ...configuration.organization, timeZone } }));
  const late = { Name: 'Late', Accepted_At__c: Date.parse('2026-11-30T23:30:00Z'), Handed_On__c: '2026-11-30' };

  it.each([
    ['Europe/Berlin', 'December 2026', '12/1/2026'],
    ['America/Los_Angeles', 'November 2026', '11/30/2026']
  ])('cut moments into days in the time zone of the user, and never move a date: %s', (zone, month, day) => {
    const org = inZone(zone);
    org.handOffs([late]);
    const grouped = (column: string, granularity: 'Month' | 'Day') =>
      labels(org.run(summary({ groupingsDown: [grouping(column, granularity)] })).facts.groupingsDown);
    expect(grouped('Accepted_At__c', 'Month')).toEqual([month]);
    expect(grouped('Accepted_At__c', 'Day')).toEqual([day]);
    expect(grouped('Handed_On__c', 'Month')).toEqual(['November 2026']);
    org.org.close();
  });

  it('are periods of each granularity, fiscal ones by the fiscal year of the org', () => {
    const org = inZone('America/Los_Angeles');
    org.handOffs([
      { Name: 'A', Handed_On__c: '2026-01-31' },
      { Name: 'B', Handed_On__c: '2026-02-01' },
      { Name: 'C', Handed_On__c: '2025-11-30' },
      { Name: 'D' }
    ]);
    const grouped = (granularity: Parameters<typeof grouping>[1]) =>
      org
        .run(summary({ groupingsDown: [grouping('Handed_On__c', granularity)] }))
        .facts.groupingsDown.map(({ label, value }) => `${label} ${value}`);
    expect(grouped('Day')).toEqual(['- null', '11/30/2025 2025-11-30', '1/31/2026 2026-01-31', '2/1/2026 2026-02-01']);
    expect(grouped('Week')).toEqual([
      '- null',
      '11/30/2025 - 12/6/2025 2025-11-30',
      '1/25/2026 - 1/31/2026 2026-01-25',
      '2/1/2026 - 2/7/2026 2026-02-01'
    ]);
    expect(grouped('Quarter')).toEqual(['- null', 'Q4 CY2025 2025-10-01', 'Q1 CY2026 2026-01-01']);
    expect(grouped('Year')).toEqual(['- null', 'CY2025 2025-01-01', 'CY2026 2026-01-01']);
    expect(grouped('FiscalQuarter')).toEqual(['- null', 'Q4 FY 2026 2025-11-01', 'Q1 FY 2027 2026-02-01']);
    expect(grouped('FiscalYear')).toEqual(['- null', 'FY 2026 2025-02-01', 'FY 2027 2026-02-01']);
    expect(grouped('MonthInYear')).toEqual(['- null', 'January 1', 'February 2', 'November 11']);
    expect(grouped('DayInMonth')).toEqual(['- null', '1 1', '30 30', '31 31']);
    expect(() => grouped('FiscalPeriod')).not.toThrow();
    org.org.close();
  });
});

describe('groups are sorted', () => {
  let org: ReportsOrg;
  beforeAll(() => {
    org = new ReportsOrg();
    org.handOffs([
      { Name: 'beta', Segment__c: 'Small', Value__c: 5 },
      { Name: 'Alpha', Segment__c: 'Ent', Value__c: 1 },
      { Name: 'Gamma', Segment__c: 'Mid', Value__c: 9 },
      { Name: 'Alpha', Value__c: 2 }
    ]);
  });
  afterAll(() => org.org.close());
  const down = (changes: Partial<ReportDef>): string[] => labels(org.run(summary(changes)).facts.groupingsDown);

  it('picklists in the order of their values, blanks first, texts by label whatever their case', () => {
    expect(down({ groupingsDown: [grouping('Segment__c')] })).toEqual(['-', 'Enterprise', 'Mid-market', 'Small business']);
    expect(down({ groupingsDown: [grouping('Segment__c', 'None', 'Desc')] })).toEqual(['Small business', 'Mid-market', 'Enterprise', '-']);
    expect(down({ groupingsDown: [grouping('Name')] })).toEqual(['Alpha', 'beta', 'Gamma']);
  });

  it('by an aggregate', () => {
    const by = (sortAggregate: string) => ({
      aggregates: ['s!Hand_Off__c.Value__c', 'RowCount'],
      groupingsDown: [{ ...grouping('Name', 'None', 'Desc'), sortAggregate }]
    });
    expect(down(by('s!Hand_Off__c.Value__c'))).toEqual(['Gamma', 'beta', 'Alpha']);
    expect(down(by('RowCount'))[0]).toBe('Alpha');
  });
});

describe('for random hand-offs', () => {
  const record: fc.Arbitrary<HandOff> = fc.record({
    Name: fc.constantFrom('A', 'B', 'C'),
    Status__c: fc.constantFrom('New', 'Accepted', 'Returned', null),
    Segment__c: fc.constantFrom('Ent', 'Mid', 'Small', null),
    Value__c: fc.option(fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100)),
    Handed_On__c: fc.option(fc.integer({ min: 0, max: 400 }).map((day) => new Date(Date.UTC(2025, 6, 1 + day)).toISOString().slice(0, 10)))
  });
  const matrix = (): ReportDef =>
    handOffReport({
      format: 'MATRIX',
      columns: ['Hand_Off__c.Name', 'Hand_Off__c.Value__c'],
      aggregates: [...AGGREGATES, 'RowCount'],
      groupingsDown: [grouping('Segment__c'), grouping('Status__c')],
      groupingsAcross: [grouping('Handed_On__c', 'FiscalQuarter')]
    });

  /** What each aggregate must be, computed from the values themselves. */
  function expected(values: readonly (number | null)[]): (number | null)[] {
    const cents = values.filter((value) => value !== null).map((value) => Math.round(value * 100));
    const sorted = [...cents].sort((a, b) => a - b);
    const sum = cents.reduce((a, b) => a + b, 0);
    const half = sorted.length / 2;
    const middle = sorted.length % 2 === 1 ? sorted[Math.floor(half)] : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
    const some = cents.length > 0;
    return [
      sum,
      some ? sum / cents.length : null,
      some ? Math.max(...cents) : null,
      some ? Math.min(...cents) : null,
      new Set(cents).size * 100,
      some ? (middle ?? null) : null
    ].map((value) => (value === null ? null : value / 100));
  }

  const check = (run: ReportRun, records: readonly HandOff[]): void => {
    const { factMap, groupingsDown, groupingsAcross } = run.facts;
    const numbers = (key: string): (number | string | null)[] => factMap[key]?.aggregates.map(({ value }) => value) ?? [];
    const total = numbers('T!T');
    const wanted = expected(records.map(({ Value__c }) => Value__c ?? null));
    wanted.forEach((value, index) => (value === null ? expect(total[index]).toBeNull() : expect(total[index]).toBeCloseTo(value, 6)));
    expect(total.at(-1)).toBe(records.length);

    // The groups below one have all its rows, each once: counts and sums add up, down and across.
    const add = (keys: readonly string[], of: string): void => {
      expect(keys.reduce((sum, key) => sum + Number(numbers(key).at(-1)), 0)).toBe(numbers(of).at(-1));
      expect(keys.reduce((sum, key) => sum + Number(numbers(key)[0]), 0)).toBeCloseTo(Number(numbers(of)[0]), 6);
    };
    const columns = groupingsAcross.map(({ key }) => key);
    for (const across of ['T', ...columns]) {
      if (records.length > 0)
        add(
          groupingsDown.map(({ key }) => `${key}!${across}`),
          `T!${across}`
        );
      for (const group of groupingsDown)
        add(
          group.groupings.map(({ key }) => `${key}!${across}`),
          `${group.key}!${across}`
        );
    }
    if (records.length > 0)
      add(
        columns.map((key) => `T!${key}`),
        'T!T'
      );
    const rows = Object.values(factMap).flatMap((fact) => fact.rows ?? []);
    expect(rows.length).toBe(records.length);
  };

  it('the total is the fold of all rows, groups partition the rows, and swapping down and across transposes the facts', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 25 }), (records) => {
        const org = new ReportsOrg();
        try {
          if (records.length > 0) org.handOffs(records);
          const straight = org.run(matrix());
          check(straight, records);
          const swapped = org.run({ ...matrix(), groupingsDown: matrix().groupingsAcross, groupingsAcross: matrix().groupingsDown });
          const transposed = Object.fromEntries(
            Object.entries(swapped.facts.factMap).map(([key, fact]) => [key.split('!').reverse().join('!'), fact])
          );
          expect(transposed).toEqual(straight.facts.factMap);
          expect(swapped.facts.groupingsAcross).toEqual(straight.facts.groupingsDown);
        } finally {
          org.org.close();
        }
      }),
      { numRuns: 25 }
    );
  });
});

test('a matrix has a fact for every pair of groups, and rows in innermost cells only', () => {
  const org = new ReportsOrg();
  org.handOffs([
    { Name: 'A', Segment__c: 'Ent', Handed_On__c: '2026-11-05', Value__c: 1 },
    { Name: 'B', Segment__c: 'Mid', Handed_On__c: '2026-08-05', Value__c: 2 }
  ]);
  const user = org.org.user('rep@example.com');
  const { factMap } = org.org.transact(user, (tx) =>
    org.org.reports.run(tx, user, org.org.reports.find(tx, user, org.idOf('By_segment_and_quarter')), { includeDetails: true })
  ).facts;
  expect(Object.keys(factMap).sort()).toEqual(['0!0', '0!1', '0!T', '1!0', '1!1', '1!T', 'T!0', 'T!1', 'T!T']);
  expect(factMap['0!0']?.aggregates.map(({ value }) => value)).toEqual([0, 0]);
  expect(factMap['0!1']?.rows?.length).toBe(1);
  expect(factMap['0!T']?.rows).toEqual([]);
  org.org.close();
});
