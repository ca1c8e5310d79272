import type { Transaction } from '../database/types';
import type { OrgValue } from '../values';
import { OrgException } from '../errors';
import type { Schema } from '../schema/types';
import type { Calendar } from './date-literals';
import type { BindValues } from './types';

export interface FiscalYear {
  /** 1 to 12. */
  readonly startMonth: number;
  /** Whether a fiscal year is called after the calendar year it starts in; otherwise after the one it ends in. */
  readonly namedByStart: boolean;
}

/** What one run of a query adds to its plan. */
export class QueryContext {
  private cachedFiscalYear: FiscalYear | undefined;
  private cachedCalendar: Calendar | undefined;
  /** Work done once per run, by whatever it was done for. */
  readonly memo = new Map<object, unknown>();

  constructor(
    readonly tx: Transaction,
    private readonly schema: Schema,
    private readonly binds: BindValues | undefined,
    /** JSON list of the parents whose children a child query reads. */
    readonly parentIds = '[]'
  ) {}

  forChildren(parentIds: string): QueryContext {
    return new QueryContext(this.tx, this.schema, this.binds, parentIds);
  }

  /** @throws OrgException MALFORMED_QUERY if nothing is bound to the name */
  bound(name: string): OrgValue | readonly OrgValue[] {
    const value = this.binds?.(name);
    if (value === undefined) throw new OrgException('MALFORMED_QUERY', `Variable does not exist: ${name}`);
    return value;
  }

  get calendar(): Calendar {
    this.cachedCalendar ??= {
      now: this.tx.clock.now(),
      timeZone: this.tx.user.timeZone,
      locale: this.tx.user.locale,
      fiscalStartMonth: this.fiscalYear.startMonth
    };
    return this.cachedCalendar;
  }

  /** From the Organization row; the calendar year in an org that has none. */
  get fiscalYear(): FiscalYear {
    if (!this.cachedFiscalYear) {
      const object = this.schema.object('Organization');
      const known = object?.field('FiscalYearStartMonth') && object.field('UsesStartDateAsFiscalYearName');
      const row = known
        ? this.tx.db.get('SELECT FiscalYearStartMonth, UsesStartDateAsFiscalYearName FROM "Organization" LIMIT 1')
        : undefined;
      this.cachedFiscalYear = {
        startMonth: Number(row?.['FiscalYearStartMonth'] ?? 1),
        namedByStart: Number(row?.['UsesStartDateAsFiscalYearName'] ?? 0) === 1
      };
    }
    return this.cachedFiscalYear;
  }
}
