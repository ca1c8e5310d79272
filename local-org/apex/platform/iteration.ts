import type { Iteration } from '../compiler/host';
import { callBridge } from '../values/bridge';
import { throwApex, throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexSet } from '../values/set';

/** The elements of a List, a Set or an Iterable written in Apex. */
export function elements(collection: unknown): Iterable<unknown> {
  if (collection instanceof ApexList || collection instanceof ApexSet) return collection;
  if (collection === null) throwNullPointer();
  return iterated(collection);
}

function* iterated(collection: unknown): Iterable<unknown> {
  const made = callBridge(collection, 'iterator$0');
  const iterator = made ? made.result : collection;
  if (iterator === null) throwNullPointer();
  for (;;) {
    const more = callBridge(iterator, 'hasnext$0');
    if (!more) throwApex('System.TypeException', 'Not an Iterable');
    if (more.result !== true) return;
    yield callBridge(iterator, 'next$0')?.result ?? null;
  }
}

/** A for-each that holds the collection locked while it runs. @throws System.NullPointerException */
export function iterate(collection: unknown): Iteration {
  const iterator = elements(collection)[Symbol.iterator]();
  lock(collection, 1);
  let value: unknown = null;
  return {
    get value() {
      return value;
    },
    next: () => {
      const step = iterator.next();
      value = step.done === true ? null : step.value;
      return step.done !== true;
    },
    end: () => {
      lock(collection, -1);
    }
  };
}

/** A List or a Set cannot change while a loop runs over it. */
function lock(collection: unknown, change: 1 | -1): void {
  if (collection instanceof ApexList) collection.locks += change;
  else if (collection instanceof ApexSet) collection.lock(change);
}
