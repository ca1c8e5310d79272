import type { Schema } from './types';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Series that the platform takes prefixes from: `a00`, `a01`, … for custom objects, `m00` for custom metadata, `e00` for events. */
export type PrefixSeries = 'a' | 'm' | 'e' | 's' | 'h';

/**
 * Gives key prefixes in order, never one twice. Shares (`s`) and histories (`h`) of custom objects get one each,
 * unlike on the platform where all shares have `02c` and all histories `017`: so that an id always tells its object.
 */
export class KeyPrefixes {
  private readonly taken: Set<string>;
  private readonly next = new Map<PrefixSeries, number>();

  /** @param previous prefixes by API name that objects have had before and keep */
  constructor(
    private readonly previous: ReadonlyMap<string, string>,
    standard: Iterable<string>
  ) {
    this.taken = new Set([...standard, ...previous.values()]);
  }

  allocate(apiName: string, series: PrefixSeries): string {
    const kept = this.previous.get(apiName);
    if (kept !== undefined) return kept;
    for (let index = this.next.get(series) ?? 0; index < DIGITS.length ** 2; index++) {
      const prefix = series + DIGITS.charAt(Math.floor(index / DIGITS.length)) + DIGITS.charAt(index % DIGITS.length);
      if (this.taken.has(prefix)) continue;
      this.next.set(series, index + 1);
      this.taken.add(prefix);
      return prefix;
    }
    throw new RangeError(`no key prefix left for ${apiName}`);
  }
}

/** The prefixes to hand to the next `buildSchema` over the same database. */
export function allocatedPrefixes(schema: Schema): Map<string, string> {
  const allocated = schema.objects.filter((object) => /__(c|mdt|e|Share|History)$/.test(object.apiName) || /^h/.test(object.keyPrefix));
  return new Map(allocated.map((object) => [object.apiName, object.keyPrefix]));
}
