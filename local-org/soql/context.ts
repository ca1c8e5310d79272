import type { Transaction } from '../database/types';
import type { OrgValue } from '../values';
import { OrgException } from '../errors';
import type { Schema } from '../schema/types';
import type { Calendar } from './date-literals';
import { readFiscalYear, type FiscalYear } from './fiscal-year';
import type { BindValues } from './types';

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
      fiscalYear: this.fiscalYear
    };
    return this.cachedCalendar;
  }

  get fiscalYear(): FiscalYear {
    this.cachedFiscalYear ??= readFiscalYear(this.tx.db, this.schema);
    return this.cachedFiscalYear;
  }
}
