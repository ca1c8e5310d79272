import { meter, UNASKED_ELEMENTS } from '../runtime/meter';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex } from './exception';
import { KeySpace } from './key';
import { ApexList, throwIterating } from './list';
import { KeySet } from './key-set';
import type { ApexSet } from './set';
import { text } from './text';

/** Apex `Map`, in order of insertion. */
export class ApexMap {
  /** For-each loops over its keys or values that are running now. */
  locks = 0;
  readOnly = false;
  private readonly entries = new Map<unknown, unknown>();
  /** Keys whose JavaScript key is not the value itself. */
  private originals: Map<unknown, unknown> | null = null;
  private readonly keySpace = new KeySpace();

  constructor(
    readonly keyType: RuntimeType,
    readonly valueType: RuntimeType
  ) {}

  /** A `Map<String, Object>`. */
  static ofText(): ApexMap {
    return new ApexMap(RuntimeType.of('String'), RuntimeType.of('Object'));
  }

  /** String keys are found without regard to case, as in the describe maps. */
  static caseInsensitive(keyType: RuntimeType, valueType: RuntimeType): ApexMap {
    return new CaseInsensitiveMap(keyType, valueType);
  }

  get type(): RuntimeType {
    return RuntimeType.map(this.keyType, this.valueType);
  }

  size(): number {
    return this.entries.size;
  }

  /** null if the key is not there. */
  get(key: unknown): unknown {
    return this.entries.get(this.find(key)) ?? null;
  }

  containsKey(key: unknown): boolean {
    return this.entries.has(this.find(key));
  }

  /** Whether there is a key of this very text; other keys are found as always. */
  holds(key: unknown): boolean {
    return this.containsKey(key);
  }

  /** @returns the value that was there, or null */
  put(key: unknown, value: unknown): unknown {
    const found = this.find(key);
    const before = this.entries.get(found);
    // While a loop runs over the keys, their values may change.
    if (this.readOnly || (this.locks > 0 && before === undefined)) this.checkStructure();
    if (this.entries.size >= UNASKED_ELEMENTS) meter.reserve(this.entries.size + 1);
    this.entries.set(found, value);
    if (before === undefined) {
      this.keySpace.added(found);
      if (found !== key) (this.originals ??= new Map()).set(found, key);
    }
    return before ?? null;
  }

  putAll(other: ApexMap): void {
    for (const key of other.keys()) this.put(key, other.get(key));
  }

  /** @returns the value that was there, or null */
  remove(key: unknown): unknown {
    this.checkStructure();
    const found = this.find(key);
    const before = this.entries.get(found) ?? null;
    if (this.entries.delete(found)) {
      this.originals?.delete(found);
      this.keySpace.removed(found);
    }
    return before;
  }

  clear(): void {
    this.checkStructure();
    this.entries.clear();
    this.originals = null;
    this.keySpace.clear();
  }

  /** The keys as they were put. */
  keys(): unknown[] {
    const keys = [...this.entries.keys()];
    const { originals } = this;
    return originals ? keys.map((key) => (originals.has(key) ? originals.get(key) : key)) : keys;
  }

  /** A view of the keys, not a copy. */
  keySet(): ApexSet {
    return new KeySet(this.keyType, this);
  }

  values(): ApexList {
    return new ApexList(this.valueType, [...this.entries.values()]);
  }

  clone(): ApexMap {
    const copy = this.empty();
    copy.putAll(this);
    return copy;
  }

  toString(): string {
    return text(this);
  }

  /** A map of its kind with nothing in it. */
  protected empty(): ApexMap {
    return new ApexMap(this.keyType, this.valueType);
  }

  protected find(key: unknown): unknown {
    return typeof key === 'string' ? key : this.keySpace.keyOf(key);
  }

  private checkStructure(): void {
    if (this.locks > 0) throwIterating();
    if (this.readOnly) throwApex('System.FinalException', 'Collection is read-only');
  }
}

class CaseInsensitiveMap extends ApexMap {
  override holds(key: unknown): boolean {
    return this.keys().includes(key);
  }

  protected override empty(): ApexMap {
    return new CaseInsensitiveMap(this.keyType, this.valueType);
  }

  protected override find(key: unknown): unknown {
    return typeof key === 'string' ? key.toLowerCase() : super.find(key);
  }
}
