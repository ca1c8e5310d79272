import type { RuntimeType } from '../runtime/runtime-type';
import { throwApex } from './exception';
import { ApexSet } from './set';

/** What the keys of a map need of it. */
export interface KeyedEntries {
  locks: number;
  size(): number;
  keys(): unknown[];
  /** Whether this very key is there: of a describe map, which finds keys without regard to case, in its own case. */
  holds(key: unknown): boolean;
  containsKey(key: unknown): boolean;
  remove(key: unknown): unknown;
  clear(): void;
}

/**
 * `Map.keySet()`: the keys of the map as they are now. What is removed here goes from the map; nothing can be added.
 * A loop over it locks the map.
 */
export class KeySet extends ApexSet {
  constructor(
    element: RuntimeType,
    private readonly map: KeyedEntries
  ) {
    super(element);
  }

  override [Symbol.iterator](): IterableIterator<unknown> {
    return this.map.keys().values();
  }

  override lock(change: 1 | -1): void {
    this.map.locks += change;
  }

  override size(): number {
    return this.map.size();
  }

  /** @throws System.FinalException always */
  override add(): never {
    throwApex('System.FinalException', 'Collection is read-only');
  }

  /** @throws System.FinalException where there is anything to add */
  override addAll(values: Iterable<unknown>): boolean {
    for (const _ of values) return this.add();
    return false;
  }

  override contains(value: unknown): boolean {
    return this.map.holds(value);
  }

  override remove(value: unknown): boolean {
    if (!this.map.holds(value)) return false;
    this.map.remove(value);
    return true;
  }

  override clear(): void {
    this.map.clear();
  }
}
