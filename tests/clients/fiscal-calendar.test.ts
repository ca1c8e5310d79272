import path from 'node:path';
import { apexCacheDirectory } from '../../local-org/apex/cache-directory';
import { IdGenerator } from '../../local-org/database/ids';
import { LocalOrg } from '../../local-org/open';
import { readConfiguration, type CustomFiscalYears, type OrgConfiguration } from '../../local-org/setup/configuration';
import { keepFiscalYears } from '../../local-org/setup/fiscal-year-rows';
import { ADMIN } from '../support/running-org';

const NOW = Date.UTC(2026, 10, 22, 17);
const CONFIGURATION = readConfiguration(path.join(process.cwd(), 'config', 'embedded-org.json'));
const AUGUST: CustomFiscalYears = {
  template: '4-4-5',
  firstYear: 2023,
  lastYear: 2030,
  ends: { rule: 'last', weekday: 'Saturday', month: 'August' }
};
const RETAIL: CustomFiscalYears = {
  template: '4-5-4',
  firstYear: 2022,
  lastYear: 2028,
  ends: { rule: 'nearest', weekday: 'Saturday', month: 'January' }
};

let org: LocalOrg;

beforeAll(() => {
  org = LocalOrg.open({
    project: process.cwd(),
    database: ':memory:',
    clockStandsAt: NOW,
    cacheDirectory: apexCacheDirectory(process.cwd())
  });
});
afterAll(() => org.close());

/** Gives the org these fiscal years in place of those it has. */
function define(startMonth: number, namedByStart: boolean, customFiscalYears?: CustomFiscalYears): void {
  for (const table of ['Period', 'FiscalYearSettings']) org.db.run(`DELETE FROM ${table}`);
  const organization = {
    ...CONFIGURATION.organization,
    fiscalYearStartMonth: startMonth,
    usesStartDateAsFiscalYearName: namedByStart
  };
  const configuration: OrgConfiguration = { ...CONFIGURATION, organization, ...(customFiscalYears ? { customFiscalYears } : {}) };
  keepFiscalYears(org.db, org.schema, new IdGenerator(org.db), configuration, NOW);
}

/** What `expression`, a String, is with `calendar` the calendar of the org. */
function ask(expression: string, declarations = ''): string {
  const source = `FiscalCalendar calendar = FiscalCalendars.ofOrg();
    ${declarations}
    Assert.areEqual('', ${expression}, 'answer');`;
  const result = org.rehearse(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
  if (result.compileProblem !== null) throw new Error(result.compileProblem);
  return /Expected: , Actual: ([\s\S]*)$/.exec(result.exceptionMessage ?? '')?.[1] ?? result.exceptionMessage ?? '';
}

const kind = (name: string): string => `FiscalCalendarPeriod.Kind.${name}`;
const on = (name: string, date: string): string => `calendar.periodOf(${kind(name)}, Date.valueOf('${date}'))`;

describe('the fiscal calendar', () => {
  it.each([
    ['2027-01-31', 2, false, 'FY 2027 · January FY 2027, 12 · FQ4 FY 2027, 4'],
    ['2027-02-01', 2, false, 'FY 2028 · February FY 2028, 1 · FQ1 FY 2028, 1'],
    ['2026-11-30', 2, false, 'FY 2027 · November FY 2027, 10 · FQ4 FY 2027, 4'],
    ['2026-03-31', 4, true, 'FY 2025 · March FY 2025, 12 · FQ4 FY 2025, 4'],
    ['2026-04-01', 4, true, 'FY 2026 · April FY 2026, 1 · FQ1 FY 2026, 1'],
    ['2026-04-01', 4, false, 'FY 2027 · April FY 2027, 1 · FQ1 FY 2027, 1'],
    ['2026-07-01', 7, false, 'FY 2027 · July FY 2027, 1 · FQ1 FY 2027, 1'],
    ['2026-10-01', 10, false, 'FY 2027 · October FY 2027, 1 · FQ1 FY 2027, 1'],
    ['2026-12-31', 1, true, 'FY 2026 · December FY 2026, 12 · FQ4 FY 2026, 4'],
    ['2026-12-31', 1, false, 'FY 2026 · December FY 2026, 12 · FQ4 FY 2026, 4']
  ])('of %s with years from month %d, named by their start (%s), is %s', (date, startMonth, namedByStart, expected) => {
    define(startMonth, namedByStart);
    const numbered = (name: string): string => `${on(name, date)}.label + ', ' + ${on(name, date)}.position`;
    expect(ask(`${on('YEAR', date)}.label + ' · ' + ${numbered('MONTH')} + ' · ' + ${numbered('QUARTER')}`)).toBe(expected);
  });

  it.each([
    ['2023-08-26', 'FY 2023', 52],
    ['2024-08-31', 'FY 2024', 53],
    ['2025-08-30', 'FY 2025', 52],
    ['2026-08-29', 'FY 2026', 52],
    ['2027-08-28', 'FY 2027', 52],
    ['2028-08-26', 'FY 2028', 52],
    ['2029-08-25', 'FY 2029', 52],
    ['2030-08-31', 'FY 2030', 53]
  ])('of 4-4-5 weeks that end on the last Saturday of August: %s ends %s after %d weeks', (date, label, weeks) => {
    define(1, false, AUGUST);
    const year = `FiscalCalendarPeriod year = ${on('YEAR', date)};`;
    const answer = `year.label + ' ' + String.valueOf(year.endDate) + ' ' + calendar.weeksIn(year).size() + ' ' + calendar.periodsIn(${kind('MONTH')}, year).size()`;
    expect(ask(answer, year)).toBe(`${label} ${date} ${weeks} 12`);
  });

  it('of the retail trade has 53 weeks in 2023 and 2028', () => {
    define(2, true, RETAIL);
    const collect = `List<String> names = new List<String>();
      for (FiscalCalendarPeriod year = ${on('YEAR', '2022-06-01')}; true; year = calendar.next(year)) {
        if (calendar.weeksIn(year).size() == 53) {
          names.add(year.label + ' to ' + String.valueOf(year.endDate));
        }
        if (!calendar.covers(year.endDate.addDays(1))) {
          break;
        }
      }`;
    expect(ask("String.join(names, ', ')", collect)).toBe('FY 2023 to 2024-02-03, FY 2028 to 2029-02-03');
  });

  it('of thirteen periods has thirteen', () => {
    define(1, false, { ...AUGUST, template: '3-3-3-4' });
    const year = `FiscalCalendarPeriod year = ${on('YEAR', '2026-11-22')};`;
    expect(
      ask(`'' + calendar.periodsIn(${kind('MONTH')}, year).size() + ' ' + calendar.periodOf(${kind('MONTH')}, year.endDate).label`, year)
    ).toBe('13 P13 FY 2027');
  });

  it('says for which day no year is defined', () => {
    define(1, false, AUGUST);
    expect(ask(`${on('MONTH', '2031-03-01')}.label`)).toContain(
      'No fiscal year is defined for 3/1/2031. Ask your admin to define it in Setup, under Fiscal Year.'
    );
  });
});
