import { throwApex } from './exception';

/** One row of an aggregate query: `AggregateResult`. */
export class AggregateRow {
  /** Values by lower-case alias (`expr0` where the query gives none). */
  private readonly values = new Map<string, unknown>();
  private readonly names: readonly string[];

  constructor(columns: readonly (readonly [alias: string, value: unknown])[]) {
    this.names = columns.map(([alias]) => alias);
    for (const [alias, value] of columns) this.values.set(alias.toLowerCase(), value);
  }

  /** @throws System.SObjectException for an alias the query does not have */
  get(alias: string): unknown {
    const value = this.values.get(alias.toLowerCase());
    return value !== undefined ? value : throwApex('System.SObjectException', `Invalid field ${alias} for AggregateResult`);
  }

  entries(): [string, unknown][] {
    return this.names.map((name) => [name, this.get(name)]);
  }
}
