import { throwApex } from './exception';

/** What `iterator()` of a List or a Set gives. Offers the bridges of `Iterator<T>`. */
export class CollectionIterator {
  private position = 0;

  constructor(private readonly items: readonly unknown[]) {}

  hasNext(): boolean {
    return this.position < this.items.length;
  }

  /** @throws System.NoSuchElementException behind the end */
  next(): unknown {
    if (!this.hasNext()) throwApex('System.NoSuchElementException', '');
    return this.items[this.position++];
  }

  hasnext$0(): boolean {
    return this.hasNext();
  }

  next$0(): unknown {
    return this.next();
  }
}
