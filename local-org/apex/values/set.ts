import { meter, UNASKED_ELEMENTS } from '../runtime/meter';
import { RuntimeType } from '../runtime/runtime-type';
import { KeySpace } from './key';
import { CollectionIterator } from './iterator';
import { throwIterating } from './list';
import { text } from './text';

/** Apex `Set`, in order of insertion. */
export class ApexSet implements Iterable<unknown> {
  /** For-each loops over it that are running now. */
  private locks = 0;
  private readonly entries = new Map<unknown, unknown>();
  private readonly keys = new KeySpace();

  constructor(
    readonly element: RuntimeType,
    values: Iterable<unknown> = []
  ) {
    for (const value of values) this.add(value);
  }

  /** Begins (1) or ends (-1) a loop. */
  lock(change: 1 | -1): void {
    this.locks += change;
  }

  [Symbol.iterator](): IterableIterator<unknown> {
    return this.entries.values();
  }

  get type(): RuntimeType {
    return RuntimeType.set(this.element);
  }

  size(): number {
    return this.entries.size;
  }

  /** @returns whether it was not there before */
  add(value: unknown): boolean {
    if (this.locks > 0) throwIterating();
    const key = this.keys.keyOf(value);
    if (this.entries.has(key)) return false;
    if (this.entries.size >= UNASKED_ELEMENTS) meter.reserve(this.entries.size + 1);
    this.entries.set(key, value);
    this.keys.added(key);
    return true;
  }

  /** @returns whether anything was added */
  addAll(values: Iterable<unknown>): boolean {
    let changed = false;
    for (const value of values === this ? [] : values) if (this.add(value)) changed = true;
    return changed;
  }

  contains(value: unknown): boolean {
    return this.entries.has(this.keys.keyOf(value));
  }

  /** @returns whether it was there */
  remove(value: unknown): boolean {
    if (this.locks > 0) throwIterating();
    const key = this.keys.keyOf(value);
    if (!this.entries.delete(key)) return false;
    this.keys.removed(key);
    return true;
  }

  /** Keeps what `keep` allows. @returns whether anything went */
  retain(keep: (value: unknown) => boolean): boolean {
    const gone = [...this].filter((value) => !keep(value));
    for (const value of gone) this.remove(value);
    return gone.length > 0;
  }

  clear(): void {
    if (this.locks > 0) throwIterating();
    this.entries.clear();
    this.keys.clear();
  }

  clone(): ApexSet {
    return new ApexSet(this.element, this);
  }

  /** The bridge of `Iterable<T>`. */
  iterator$0(): CollectionIterator {
    return new CollectionIterator([...this]);
  }

  toString(): string {
    return text(this);
  }
}
