import { meter, UNASKED_ELEMENTS } from '../runtime/meter';
import { RuntimeType } from '../runtime/runtime-type';
import { equalValues } from './equality';
import { throwApex, throwNullPointer } from './exception';
import { CollectionIterator } from './iterator';
import { compareNullable } from './order';
import { text } from './text';

/** Thrown by every structural change while a for-each runs over the collection. */
export function throwIterating(): never {
  throwApex('System.FinalException', 'Cannot modify a collection while it is being iterated.');
}

/** Apex `List` (and array). Emitted loops read `items` in place and hold `locks` up while they run. */
export class ApexList implements Iterable<unknown> {
  /** For-each loops over it that are running now. */
  locks = 0;
  /** Set on lists that Apex may read only, such as `Trigger.new` itself. */
  readOnly = false;

  constructor(
    readonly element: RuntimeType,
    readonly items: unknown[] = []
  ) {}

  [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]();
  }

  get type(): RuntimeType {
    return RuntimeType.list(this.element);
  }

  size(): number {
    return this.items.length;
  }

  get(index: number): unknown {
    const value = this.items[index];
    if (value !== undefined) return value;
    return this.outOfBounds(index);
  }

  set(index: number, value: unknown): void {
    if (this.readOnly) this.checkStructure();
    if (index === null) throwNullPointer();
    if (index < 0 || index >= this.items.length) this.outOfBounds(index);
    this.items[index] = value;
  }

  add(value: unknown): void {
    if (this.locks > 0 || this.readOnly) this.checkStructure();
    if (this.items.length >= UNASKED_ELEMENTS) meter.reserve(this.items.length + 1);
    this.items.push(value);
  }

  /** @param index from 0 to the size */
  insert(index: number, value: unknown): void {
    this.checkStructure();
    if (index === null) throwNullPointer();
    if (index < 0 || index > this.items.length) this.outOfBounds(index);
    if (this.items.length >= UNASKED_ELEMENTS) meter.reserve(this.items.length + 1);
    this.items.splice(index, 0, value);
  }

  addAll(values: Iterable<unknown>): void {
    this.checkStructure();
    if (values === this) meter.reserve(this.items.length * 2);
    const added = values === this ? [...values] : values;
    for (const value of added) this.add(value);
  }

  remove(index: number): unknown {
    this.checkStructure();
    if (index === null) throwNullPointer();
    if (index < 0 || index >= this.items.length) this.outOfBounds(index);
    return this.items.splice(index, 1)[0];
  }

  clear(): void {
    this.checkStructure();
    this.items.length = 0;
  }

  contains(value: unknown): boolean {
    return this.indexOf(value) >= 0;
  }

  /** -1 if it is not there. */
  indexOf(value: unknown): number {
    if (typeof value === 'string') return this.items.indexOf(value);
    return this.items.findIndex((item) => equalValues(item, value));
  }

  /** Stable; nulls first. @throws System.ListException for elements that have no order */
  sort(compare: (left: unknown, right: unknown) => number = compareNullable): void {
    this.checkStructure();
    this.items.sort(compare);
  }

  /** A new list of the same elements. */
  clone(): ApexList {
    return new ApexList(this.element, this.items.slice());
  }

  /** The bridge of `Iterable<T>`. */
  iterator$0(): CollectionIterator {
    return new CollectionIterator(this.items);
  }

  toString(): string {
    return text(this);
  }

  private checkStructure(): void {
    if (this.locks > 0) throwIterating();
    if (this.readOnly) throwApex('System.FinalException', 'Collection is read-only');
  }

  private outOfBounds(index: number): never {
    if (index === null) throwNullPointer();
    throwApex('System.ListException', `List index out of bounds: ${index}`);
  }
}
