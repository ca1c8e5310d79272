import fc from 'fast-check';
import type { CustomFiscalYears } from './configuration';
import { customFiscalYears, standardFiscalYears, type FiscalPeriod, type FiscalYear, type PeriodType } from './fiscal-years';

const DAY = 86_400_000;
const dayOf = (date: string): number => Date.parse(date) / DAY;
const iso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const ofType = (year: FiscalYear | undefined, type: PeriodType): FiscalPeriod[] =>
  (year?.periods ?? []).filter((period) => period.type === type);

describe('standard fiscal years', () => {
  it.each([
    ['2027-01-31', 2, 'end', '2027', 12, 4],
    ['2027-02-01', 2, 'end', '2028', 1, 1],
    ['2026-11-30', 2, 'end', '2027', 10, 4],
    ['2026-03-31', 4, 'start', '2025', 12, 4],
    ['2026-04-01', 4, 'start', '2026', 1, 1],
    ['2026-04-01', 4, 'end', '2027', 1, 1],
    ['2026-07-01', 7, 'end', '2027', 1, 1],
    ['2026-10-01', 10, 'end', '2027', 1, 1],
    ['2026-12-31', 1, 'start', '2026', 12, 4],
    ['2026-12-31', 1, 'end', '2026', 12, 4]
  ])('%s, starting in month %d and named by its %s, is in %s, month %d, quarter %d', (date, startMonth, namedBy, name, month, quarter) => {
    const day = dayOf(date);
    const years = standardFiscalYears(startMonth, { namedByStart: namedBy === 'start' }, 2020, 2030);
    const year = years.find(({ start, end }) => start <= day && day <= end);
    const at = (type: PeriodType): number | null | undefined =>
      ofType(year, type).find(({ start, end }) => start <= day && day <= end)?.number;
    expect([year?.name, at('Month'), at('Quarter')]).toEqual([name, month, quarter]);
  });

  it('are labelled as in the user interface', () => {
    const [year] = standardFiscalYears(2, { namedByStart: false }, 2026, 2026);
    expect(ofType(year, 'Month').map(({ label }) => label)).toEqual([
      ...['February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December', 'January'].map(
        (month) => `${month} FY 2027`
      )
    ]);
    expect(ofType(year, 'Quarter').map(({ label }) => label)).toEqual(['FQ1 FY 2027', 'FQ2 FY 2027', 'FQ3 FY 2027', 'FQ4 FY 2027']);
    expect(ofType(year, 'Year').map(({ label, number }) => [label, number])).toEqual([['FY 2027', null]]);
  });

  it('have months, quarters and years that follow one another without gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.integer({ min: 1990, max: 2040 }), (startMonth, namedByStart, from) => {
        expectNoGaps(standardFiscalYears(startMonth, { namedByStart }, from, from + 5), ['Month', 'Quarter', 'Year']);
      })
    );
  });
});

function expectNoGaps(years: readonly FiscalYear[], types: readonly PeriodType[]): void {
  for (const type of types) {
    const byYear = years.map((year) => ofType(year, type));
    expect(byYear.map((own) => [own[0]?.start, own.at(-1)?.end])).toEqual(years.map(({ start, end }) => [start, end]));
    const periods = byYear.flat();
    expect(periods.slice(1).map(({ start }) => start)).toEqual(periods.slice(0, -1).map(({ end }) => end + 1));
    expect(periods.filter(({ start, end }) => start > end)).toEqual([]);
    const numbers = byYear.map((own) => own.map(({ number }) => number));
    expect(numbers).toEqual(byYear.map((own) => own.map((_, index) => (type === 'Year' ? null : index + 1))));
  }
}

const AUGUST: CustomFiscalYears = {
  template: '4-4-5',
  firstYear: 2023,
  lastYear: 2030,
  ends: { rule: 'last', weekday: 'Saturday', month: 'August' }
};
const RETAIL: CustomFiscalYears = {
  template: '4-5-4',
  firstYear: 2010,
  lastYear: 2030,
  ends: { rule: 'nearest', weekday: 'Saturday', month: 'January' }
};
const weeksOf = (year: FiscalYear): number => (year.end - year.start + 1) / 7;

describe('custom fiscal years', () => {
  it('end on the last Saturday of August', () => {
    const years = customFiscalYears(AUGUST, { namedByStart: false });
    expect(years.map((year) => [year.name, iso(year.end), weeksOf(year)])).toEqual([
      ['2023', '2023-08-26', 52],
      ['2024', '2024-08-31', 53],
      ['2025', '2025-08-30', 52],
      ['2026', '2026-08-29', 52],
      ['2027', '2027-08-28', 52],
      ['2028', '2028-08-26', 52],
      ['2029', '2029-08-25', 52],
      ['2030', '2030-08-31', 53]
    ]);
  });

  it('end on the Saturday nearest to 31 January, as the calendar of the retail trade', () => {
    const years = customFiscalYears(RETAIL, { namedByStart: true });
    expect(years.filter((year) => weeksOf(year) === 53).map(({ name }) => name)).toEqual(['2012', '2017', '2023', '2028']);
    expect(years.filter(({ name }) => name === '2028').map(({ end }) => iso(end))).toEqual(['2029-02-03']);
  });

  it('take the name of the calendar year they end in, unless named by their start', () => {
    const names = (namedByStart: boolean, month: 'January' | 'December'): unknown[] =>
      customFiscalYears({ ...RETAIL, firstYear: 2026, lastYear: 2026, ends: { ...RETAIL.ends, month } }, { namedByStart }).map((year) => [
        year.name,
        iso(year.start),
        iso(year.end)
      ]);
    expect(names(true, 'January')).toEqual([['2026', '2026-02-01', '2027-01-30']]);
    expect(names(false, 'January')).toEqual([['2026', '2025-02-02', '2026-01-31']]);
    // The year that ends with December is the calendar year, even where its last day is in January.
    expect(names(true, 'December')).toEqual([['2026', '2026-01-04', '2027-01-02']]);
    expect(names(false, 'December')).toEqual(names(true, 'December'));
  });

  it.each([
    ['4-4-5', [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6], [3, 3, 3, 3]],
    ['4-5-4', [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5], [3, 3, 3, 3]],
    ['5-4-4', [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5], [3, 3, 3, 3]],
    ['3-3-3-4', [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5], [3, 3, 3, 4]],
    ['4-3-3-3', [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5], [4, 3, 3, 3]]
  ] as const)('of %s weeks have the 53rd week in their last period', (template, weeks, perQuarter) => {
    const year = customFiscalYears({ ...AUGUST, template }, { namedByStart: false }).find(({ name }) => name === '2024');
    const months = ofType(year, 'Month');
    expect(months.map(({ start, end }) => (end - start + 1) / 7)).toEqual(weeks);
    expect(
      ofType(year, 'Quarter').map((quarter) => months.filter(({ start, end }) => quarter.start <= start && end <= quarter.end).length)
    ).toEqual(perQuarter);
    expect(ofType(year, 'Week').map(({ number }) => number)).toEqual(Array.from({ length: 53 }, (_, index) => index + 1));
    expect(months.at(-1)?.label).toBe(`P${weeks.length} FY 2024`);
  });

  it('have weeks, periods, quarters and years that follow one another without gap', () => {
    const months = fc.constantFrom('January', 'February', 'June', 'September', 'December');
    const settings = fc.record({
      template: fc.constantFrom('4-4-5', '4-5-4', '5-4-4', '3-3-3-4', '3-3-4-3', '3-4-3-3', '4-3-3-3'),
      firstYear: fc.integer({ min: 1990, max: 2040 }),
      ends: fc.record({
        rule: fc.constantFrom('last', 'nearest'),
        weekday: fc.constantFrom('Sunday', 'Wednesday', 'Saturday'),
        month: months
      })
    });
    fc.assert(
      fc.property(settings, fc.boolean(), (given, namedByStart) => {
        const years = customFiscalYears({ ...given, lastYear: given.firstYear + 7 }, { namedByStart });
        expectNoGaps(years, ['Week', 'Month', 'Quarter', 'Year']);
        for (const year of years) expect([52, 53]).toContain(weeksOf(year));
      })
    );
  });

  it.each([
    [{ template: '5-5-4' }, 'template is "5-5-4"; it can be 4-4-5, 4-5-4'],
    [{ firstYear: 2031 }, 'firstYear and lastYear are no years in order: 2031, 2030'],
    [{ firstYear: 2026.5 }, 'firstYear and lastYear are no years in order: 2026.5, 2030'],
    [{ ends: undefined }, 'ends is missing'],
    [{ ends: { ...AUGUST.ends, rule: 'first' } }, 'ends.rule is "first"; it can be last, nearest'],
    [{ ends: { ...AUGUST.ends, weekday: 'Sat' } }, 'ends.weekday is "Sat"; it can be Sunday'],
    [{ ends: { ...AUGUST.ends, month: 'Aug' } }, 'ends.month is "Aug"; it can be January']
  ])('are refused with %j', (wrong, message) => {
    const settings: CustomFiscalYears = JSON.parse(JSON.stringify({ ...AUGUST, ...wrong }));
    expect(() => customFiscalYears(settings, { namedByStart: false })).toThrow(`customFiscalYears: ${message}`);
  });
});
