import type { IdGenerator } from '../database/ids';
import { insertRow } from '../database/rows';
import type { Database } from '../database/types';
import type { ObjectDef, Schema } from '../schema/types';
import type { OrgConfiguration } from './configuration';
import { customFiscalYears, standardFiscalYears, type FiscalYear } from './fiscal-years';

const DAY = 86_400_000;
/** Standard fiscal years are there without being defined: this many before the org's first year, and after the present one. */
const YEARS_BEFORE = 10;
const YEARS_AFTER = 20;

/**
 * Writes the fiscal years of an org that has none: FiscalYearSettings, their Period rows, and what the Organization row says of them.
 * Standard years are continued each time, as the platform does; custom years are those that the configuration defines and no more.
 * @throws Error for settings that mean no fiscal year
 */
export function keepFiscalYears(
  db: Database,
  schema: Schema,
  ids: IdGenerator,
  { organization, customFiscalYears: custom }: OrgConfiguration,
  now: number
): void {
  const year = new Date(now).getUTCFullYear();
  const latest = db.get('SELECT MAX(StartDate) AS start, MIN(IsStandardYear) AS standard FROM FiscalYearSettings');
  const known = typeof latest?.['start'] === 'string' ? Number(latest['start'].slice(0, 4)) : null;
  const write = (years: readonly FiscalYear[]): void => {
    for (const each of years) writeYear(db, schema, ids, each, now);
  };
  if (known === null) {
    const { fiscalYearStartMonth: startMonth, usesStartDateAsFiscalYearName: namedByStart = false } = organization;
    if (!Number.isInteger(startMonth) || startMonth < 1 || startMonth > 12) {
      throw new Error(`organization: fiscalYearStartMonth is ${startMonth}; it can be 1 to 12`);
    }
    if (typeof namedByStart !== 'boolean') {
      throw new Error(`organization: usesStartDateAsFiscalYearName is ${String(namedByStart)}; it can be true or false`);
    }
    // The start month is a setting of standard fiscal years: the Metadata API has none either once custom ones are on.
    db.run('UPDATE Organization SET FiscalYearStartMonth = ?, UsesStartDateAsFiscalYearName = ?', [
      custom ? null : startMonth,
      Number(namedByStart)
    ]);
    write(
      custom
        ? customFiscalYears(custom, { namedByStart })
        : standardFiscalYears(startMonth, { namedByStart }, year - YEARS_BEFORE, year + YEARS_AFTER)
    );
  } else if (latest?.['standard'] === 1 && known < year + YEARS_AFTER) {
    const row = db.get('SELECT FiscalYearStartMonth AS month, UsesStartDateAsFiscalYearName AS named FROM Organization');
    write(standardFiscalYears(Number(row?.['month']), { namedByStart: row?.['named'] === 1 }, known + 1, year + YEARS_AFTER));
  }
}

function writeYear(db: Database, schema: Schema, ids: IdGenerator, year: FiscalYear, now: number): void {
  const settings = objectOf(schema, 'FiscalYearSettings');
  const period = objectOf(schema, 'Period');
  const settingsId = ids.next(settings.keyPrefix);
  const dates = (span: { readonly start: number; readonly end: number }): Record<string, string> => ({
    StartDate: isoDate(span.start),
    EndDate: isoDate(span.end)
  });
  let yearId: string | null = null;
  for (const each of year.periods) {
    const id = ids.next(period.keyPrefix);
    if (each.type === 'Year') yearId = id;
    insertRow(db, period, {
      Id: id,
      FiscalYearSettingsId: settingsId,
      Type: each.type,
      Number: each.number,
      ...dates(each),
      FullyQualifiedLabel: each.label,
      IsForecastPeriod: each.type === 'Month' || each.type === 'Quarter',
      SystemModstamp: now
    });
  }
  insertRow(db, settings, {
    Id: settingsId,
    PeriodId: yearId,
    Name: year.name,
    ...dates(year),
    IsStandardYear: year.isStandard,
    YearType: year.isStandard ? 'Standard' : 'Custom',
    QuarterLabelScheme: 'NumberByYear',
    PeriodLabelScheme: year.isStandard ? 'StandardMonths' : 'NumberByYear',
    WeekLabelScheme: year.isStandard ? null : 'NumberByYear',
    QuarterPrefix: year.isStandard ? 'FQ' : 'Q',
    PeriodPrefix: year.isStandard ? null : 'P',
    WeekStartDay: year.isStandard ? null : new Date(year.start * DAY).getUTCDay() + 1,
    SystemModstamp: now
  });
}

function objectOf(schema: Schema, name: string): ObjectDef {
  const object = schema.object(name);
  if (!object) throw new Error(`The schema lacks ${name}`);
  return object;
}

function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
