import type { RuntimeType } from '../runtime/runtime-type';

/** `Database.QueryLocator`: the rows that a batch goes through. */
export class QueryLocator {
  constructor(
    readonly query: string,
    readonly records: readonly unknown[],
    readonly element: RuntimeType
  ) {}
}
