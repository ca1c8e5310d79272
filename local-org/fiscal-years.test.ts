import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIXTURE, NOW, TestApi } from './api/testing';
import type { SqlRow } from './database/types';
import { LocalOrg } from './open';
import { SYSTEM_ACCESS } from './soql/types';
import { readConfiguration, type OrgConfiguration } from './setup/configuration';

const folder = mkdtempSync(path.join(tmpdir(), 'fiscal-years-'));
const CONFIGURATION = readConfiguration(path.join(FIXTURE, 'config', 'embedded-org.json'));
const AUGUST = {
  template: '4-4-5',
  firstYear: 2025,
  lastYear: 2027,
  ends: { rule: 'last', weekday: 'Saturday', month: 'August' }
} as const;

let org: LocalOrg;

/** The fixture without its package, with these fiscal years. */
function openWith(changes: Partial<OrgConfiguration>, database = ':memory:', now = NOW): LocalOrg {
  writeFileSync(path.join(folder, 'config', 'embedded-org.json'), JSON.stringify({ ...CONFIGURATION, ...changes }));
  return LocalOrg.open({ project: folder, database, bare: true, clockStandsAt: now });
}

const startingIn = (fiscalYearStartMonth: number, usesStartDateAsFiscalYearName = false): Partial<OrgConfiguration> => ({
  organization: { ...CONFIGURATION.organization, fiscalYearStartMonth, usesStartDateAsFiscalYearName }
});

const query = (text: string): readonly unknown[][] =>
  org.rehearse(org.user(CONFIGURATION.previewUser), (tx) =>
    org.queries.execute(tx, text, { access: SYSTEM_ACCESS }).rows.map((row: SqlRow) => Object.values(row))
  );

/** Runs it and says what went wrong. */
function apex(source: string, username = CONFIGURATION.previewUser): string | null {
  return org.rehearse(org.user(username), (tx) => {
    const result = org.apex.executeAnonymous(tx, source);
    return result.compileProblem ?? result.exceptionMessage;
  });
}

beforeAll(() => {
  cpSync(FIXTURE, folder, { recursive: true });
});
afterEach(() => org.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('an org with standard fiscal years', () => {
  it('has years, quarters and months from ten years ago to twenty years ahead', () => {
    org = openWith(startingIn(2));
    expect(query('SELECT FiscalYearStartMonth, UsesStartDateAsFiscalYearName FROM Organization')).toEqual([expect.arrayContaining([2, 0])]);
    expect(query('SELECT COUNT(Id) FROM FiscalYearSettings WHERE IsStandardYear = TRUE')).toEqual([[31]]);
    expect(query('SELECT Type, COUNT(Id) FROM Period GROUP BY Type ORDER BY Type')).toEqual([
      ['Month', 31 * 12],
      ['Quarter', 31 * 4],
      ['Year', 31]
    ]);
    expect(
      query(
        "SELECT FiscalYearSettings.Name, Number, EndDate, FullyQualifiedLabel FROM Period WHERE Type = 'Quarter' AND StartDate <= 2026-11-30 AND EndDate >= 2026-11-30"
      )
    ).toEqual([['2027', 4, '2027-01-31', 'FQ4 FY 2027']].map((row) => expect.arrayContaining(row)));
    expect(query("SELECT Period.Type, StartDate, EndDate FROM FiscalYearSettings WHERE Name = '2027'")).toEqual([
      expect.arrayContaining(['Year', '2026-02-01', '2027-01-31'])
    ]);
  });

  it.each([1, 2, 4, 7, 10, 12].flatMap((month) => [[month, true] as const, [month, false] as const]))(
    'starting in month %d and named by the start (%s) says the same in rows, functions, literals and fields of opportunities',
    (month, namedByStart) => {
      org = openWith(startingIn(month, namedByStart));
      const insert = `List<Opportunity> deals = new List<Opportunity>();
        for (Integer i = 0; i < 40; i++) {
          deals.add(new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.newInstance(2025, 1, 31).addDays(i * 19)));
        }
        insert deals;
        Integer thisQuarter = 0;
        for (Opportunity deal : [
          SELECT CloseDate, Fiscal, FiscalQuarter, FiscalYear FROM Opportunity
        ]) {
          Period quarter = [
            SELECT Number, FiscalYearSettings.Name FROM Period
            WHERE Type = 'Quarter' AND StartDate <= :deal.CloseDate AND EndDate >= :deal.CloseDate
          ];
          Assert.areEqual(quarter.Number, deal.FiscalQuarter, 'Quarter of ' + deal.CloseDate);
          Assert.areEqual(quarter.FiscalYearSettings.Name, String.valueOf(deal.FiscalYear), 'Year of ' + deal.CloseDate);
          Assert.areEqual(deal.FiscalYear + ' ' + deal.FiscalQuarter, deal.Fiscal, 'Both');
        }
        for (AggregateResult one : [
          SELECT CloseDate day, FISCAL_MONTH(CloseDate) m, FISCAL_QUARTER(CloseDate) q, FISCAL_YEAR(CloseDate) y FROM Opportunity
          GROUP BY CloseDate, FISCAL_MONTH(CloseDate), FISCAL_QUARTER(CloseDate), FISCAL_YEAR(CloseDate)
        ]) {
          Date day = (Date) one.get('day');
          Map<String, Period> byType = new Map<String, Period>();
          for (Period found : [
            SELECT Type, Number, FiscalYearSettings.Name FROM Period WHERE StartDate <= :day AND EndDate >= :day
          ]) {
            byType.put(found.Type, found);
          }
          Assert.areEqual(byType.get('Month').Number, (Integer) one.get('m'), 'Month of ' + day);
          Assert.areEqual(byType.get('Quarter').Number, (Integer) one.get('q'), 'Quarter of ' + day);
          Assert.areEqual(byType.get('Year').FiscalYearSettings.Name, String.valueOf(one.get('y')), 'Year of ' + day);
        }
        Period current = [SELECT StartDate, EndDate FROM Period WHERE Type = 'Quarter' AND StartDate <= TODAY AND EndDate >= TODAY];
        Assert.areEqual(
          [SELECT COUNT() FROM Opportunity WHERE CloseDate >= :current.StartDate AND CloseDate <= :current.EndDate],
          [SELECT COUNT() FROM Opportunity WHERE CloseDate = THIS_FISCAL_QUARTER],
          'The literal'
        );`;
      expect(apex(insert)).toBeNull();
    }
  );

  it('gets further years as time passes, and keeps the ones it has', () => {
    const file = path.join(folder, 'years.db');
    org = openWith(startingIn(4), file);
    const before = query('SELECT Id, Name FROM FiscalYearSettings ORDER BY StartDate');
    org.close();
    org = openWith(startingIn(7), file, NOW + 2 * 366 * 86_400_000);
    const after = query('SELECT Id, Name FROM FiscalYearSettings ORDER BY StartDate');
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(([, name]) => name)).toEqual(['2048', '2049']);
    expect(query("SELECT StartDate FROM FiscalYearSettings WHERE Name = '2049'")[0]).toContain('2048-04-01');
  });

  it('gets them in a database from before there were any', () => {
    const file = path.join(folder, 'old.db');
    org = openWith(startingIn(4), file);
    org.db.run('DELETE FROM Period');
    org.db.run('DELETE FROM FiscalYearSettings');
    org.close();
    org = openWith(startingIn(4), file);
    expect(query('SELECT COUNT(Id) FROM FiscalYearSettings')).toEqual([[31]]);
  });

  it('refuses settings that mean nothing', () => {
    org = openWith(startingIn(1));
    expect(() => openWith(startingIn(13))).toThrow('organization: fiscalYearStartMonth is 13; it can be 1 to 12');
    const named: Partial<OrgConfiguration> = JSON.parse(
      JSON.stringify(startingIn(1)).replace('"usesStartDateAsFiscalYearName":false', '"usesStartDateAsFiscalYearName":"yes"')
    );
    expect(() => openWith(named)).toThrow('organization: usesStartDateAsFiscalYearName is yes; it can be true or false');
  });
});

describe('an org with custom fiscal years', () => {
  beforeEach(() => {
    org = openWith({ customFiscalYears: AUGUST });
  });

  it('has the years that are defined, with their weeks, and no others', () => {
    expect(query('SELECT Name, YearType, IsStandardYear, StartDate, EndDate FROM FiscalYearSettings ORDER BY Name')).toEqual(
      [
        ['2025', 'Custom', 0, '2024-09-01', '2025-08-30'],
        ['2026', 'Custom', 0, '2025-08-31', '2026-08-29'],
        ['2027', 'Custom', 0, '2026-08-30', '2027-08-28']
      ].map((row) => expect.arrayContaining(row))
    );
    expect(query('SELECT Type, COUNT(Id) FROM Period GROUP BY Type ORDER BY Type')).toEqual([
      ['Month', 36],
      ['Quarter', 12],
      ['Week', 156],
      ['Year', 3]
    ]);
    expect(query('SELECT COUNT(Id) FROM Period WHERE StartDate > 2027-08-28 OR EndDate < 2024-09-01')).toEqual([[0]]);
  });

  it('takes fiscal literals from them, and refuses fiscal functions', () => {
    const source = (
      condition: string
    ): string => `insert new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 8, 30));
      Assert.areEqual(1, [SELECT COUNT() FROM Opportunity WHERE CloseDate = ${condition}], '${condition}');`;
    expect(apex(source('THIS_FISCAL_YEAR'))).toBeNull();
    expect(apex(source('THIS_FISCAL_QUARTER'))).toBeNull();
    expect(apex(source('NEXT_FISCAL_YEAR'))).toContain('they are defined from 2024-09-01 to 2027-08-28');
    for (const name of ['FISCAL_MONTH', 'FISCAL_QUARTER', 'FISCAL_YEAR']) {
      expect(() => query(`SELECT ${name}(CloseDate) FROM Opportunity GROUP BY ${name}(CloseDate)`)).toThrow(
        `${name} is not supported: this org uses custom fiscal years`
      );
    }
  });

  it('leaves the fields of standard fiscal years blank', () => {
    expect(query('SELECT FiscalYearStartMonth FROM Organization WHERE FiscalYearStartMonth = NULL')).toHaveLength(1);
    const source = `insert new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.newInstance(2026, 8, 30));
      Opportunity deal = [SELECT Fiscal, FiscalQuarter, FiscalYear FROM Opportunity];
      Assert.isNull(deal.Fiscal, 'Fiscal');
      Assert.isNull(deal.FiscalQuarter, 'FiscalQuarter');
      Assert.isNull(deal.FiscalYear, 'FiscalYear');`;
    expect(apex(source)).toBeNull();
  });
});

describe('fiscal years', () => {
  it.each(['System Administrator', 'Standard User', 'Minimum Access - Salesforce'])('can be read by a %s', (profile) => {
    org = openWith(startingIn(2));
    const username = CONFIGURATION.users.find((user) => user.profile === profile)?.username ?? '';
    const source = `Assert.areEqual(31, [SELECT COUNT() FROM FiscalYearSettings WITH USER_MODE], 'Years');
      Assert.areEqual(31 * 17, [SELECT COUNT() FROM Period WITH USER_MODE], 'Periods');`;
    expect(apex(source, username)).toBeNull();
  });

  it.each([
    ['Period', 'Period'],
    ['FiscalYearSettings', 'Fiscal Year Settings']
  ])('are refused to DML and the API by name: %s', async (object, label) => {
    org = openWith(startingIn(2));
    const before = query(`SELECT COUNT(Id) FROM ${object}`);
    for (const [statement, operation] of [
      [`insert Schema.getGlobalDescribe().get('${object}').newSObject();`, /insert|create/i],
      [`update Database.query('SELECT Id FROM ${object} LIMIT 1');`, /update/i],
      [`delete Database.query('SELECT Id FROM ${object} LIMIT 1');`, /delete/i]
    ] as const) {
      const problem = apex(statement);
      expect(problem).toMatch(operation);
      expect(problem).toContain(label);
    }
    expect(query(`SELECT COUNT(Id) FROM ${object}`)).toEqual(before);
    const api = await TestApi.start({}, org);
    const admin = api.as(CONFIGURATION.previewUser);
    const reply = await admin.post(`/services/data/v68.0/sobjects/${object}`, {});
    expect(reply.json).toEqual([
      { errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: `entity type cannot be inserted: ${label}`, fields: [] }
    ]);
    await api.stop();
    org = openWith(startingIn(2));
  });
});
