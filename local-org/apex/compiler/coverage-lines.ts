import type { Point } from '../syntax/ast';

/** The executable lines of a program, each with a counter. */
export class CoverageLines {
  private readonly indexes = new Map<string, number>();
  readonly entries: { readonly file: string; readonly line: number }[] = [];

  /** @param enabled whether counters are emitted at all */
  constructor(private readonly enabled: boolean) {}

  /** The counting statement for the line of `at`, or an empty string. */
  count(file: string, at: Point): string {
    if (!this.enabled) return '';
    const key = `${file}:${at.line}`;
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.entries.push({ file, line: at.line }) - 1;
      this.indexes.set(key, index);
    }
    return `$count[${index}]++; `;
  }
}
