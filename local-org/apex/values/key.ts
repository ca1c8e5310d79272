import { ApexBlob } from './blob';
import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { Decimal } from './decimal';
import { ApexDouble } from './double';
import { equalValues, hashValue, hasValueEquality } from './equality';
import { SObjectValue } from './sobject';
import { ApexTime } from './time';

/**
 * Turns the keys of one Set or Map into JavaScript Map keys, such that two values get the same key exactly when Apex
 * holds them for equal. Strings are keyed as they are (case counts); values with `equals` and `hashCode` of their own,
 * and collections, are found through their hash and stand for themselves.
 */
export class KeySpace {
  private buckets: Map<number, unknown[]> | null = null;

  keyOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Decimal) return `\0d${value.stripTrailingZeros().toString()}`;
    if (value instanceof ApexDouble) return `\0f${value.value}`;
    if (value instanceof ApexDate) return `\0D${value.epochDay}`;
    if (value instanceof ApexDatetime) return `\0t${value.milliseconds}`;
    if (value instanceof ApexTime) return `\0T${value.milliseconds}`;
    if (value instanceof ApexBlob) return `\0b${value.toBase64()}`;
    if (value instanceof SObjectValue) return `\0s${value.keyText()}`;
    if (!hasValueEquality(value)) return value;
    const bucket = this.buckets?.get(hashValue(value));
    return bucket?.find((candidate) => candidate === value || equalValues(candidate, value)) ?? value;
  }

  /** To be called with the key of every value that enters the collection. */
  added(key: unknown): void {
    if (typeof key !== 'object' || key === null || !hasValueEquality(key)) return;
    const hash = hashValue(key);
    this.buckets ??= new Map();
    const bucket = this.buckets.get(hash);
    if (!bucket) this.buckets.set(hash, [key]);
    else if (!bucket.includes(key)) bucket.push(key);
  }

  removed(key: unknown): void {
    if (!this.buckets) return;
    for (const bucket of this.buckets.values()) {
      const position = bucket.indexOf(key);
      if (position >= 0) bucket.splice(position, 1);
    }
  }

  clear(): void {
    this.buckets = null;
  }
}
