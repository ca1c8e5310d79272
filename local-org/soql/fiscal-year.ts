import type { Database } from '../database/types';
import type { Schema } from '../schema/types';
import type { DayRange } from './time-zone';

const DAY = 86_400_000;

export type FiscalUnit = 'FISCAL_QUARTER' | 'FISCAL_YEAR';
export type FiscalUnits = Readonly<Record<FiscalUnit, readonly DayRange[]>>;

/** What the org's settings say of fiscal years. */
export interface FiscalYear {
  /** 1 to 12. */
  readonly startMonth: number;
  /** Whether a fiscal year is called after the calendar year it starts in; otherwise after the one it ends in. */
  readonly namedByStart: boolean;
  /** The quarters and years that are defined, in order, where custom fiscal years are on. */
  readonly custom?: FiscalUnits;
}

/** Reads them from the Organization, FiscalYearSettings and Period rows; calendar years in an org that has none. */
export function readFiscalYear(db: Database, schema: Schema): FiscalYear {
  const row = schema.object('Organization')?.field('FiscalYearStartMonth')
    ? db.get('SELECT FiscalYearStartMonth, UsesStartDateAsFiscalYearName FROM "Organization" LIMIT 1')
    : undefined;
  const startMonth = Number(row?.['FiscalYearStartMonth'] ?? 1);
  const namedByStart = Number(row?.['UsesStartDateAsFiscalYearName'] ?? 0) === 1;
  const custom = schema.object('Period') && customUnits(db);
  return custom ? { startMonth, namedByStart, custom } : { startMonth, namedByStart };
}

function customUnits(db: Database): FiscalUnits | undefined {
  if (!db.get('SELECT Id FROM FiscalYearSettings WHERE IsStandardYear = 0 LIMIT 1')) return undefined;
  const ranges = (type: string): DayRange[] =>
    db
      .all(
        `SELECT Period.StartDate, Period.EndDate FROM Period JOIN FiscalYearSettings settings ON settings.Id = Period.FiscalYearSettingsId
         WHERE Period.Type = ? AND settings.IsStandardYear = 0 ORDER BY Period.StartDate`,
        [type]
      )
      .map((row) => ({ start: dayNumber(String(row['StartDate'])), end: dayNumber(String(row['EndDate'])) + 1 }));
  return { FISCAL_QUARTER: ranges('Quarter'), FISCAL_YEAR: ranges('Year') };
}

function dayNumber(date: string): number {
  return Date.parse(date) / DAY;
}
