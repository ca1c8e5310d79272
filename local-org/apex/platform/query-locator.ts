import type { RuntimeType } from '../runtime/runtime-type';
import { CollectionIterator } from '../values/iterator';

/** `Database.QueryLocator`: the rows that a batch goes through. */
export class QueryLocator {
  constructor(
    readonly query: string,
    readonly records: readonly unknown[],
    readonly element: RuntimeType
  ) {}

  /** The bridge of `Iterable<SObject>`. */
  iterator$0(): CollectionIterator {
    return new CollectionIterator(this.records);
  }
}
