import type { ReportBucket, ReportColumn } from '../metadata/reports/types';
import { BLANK } from './format';
import type { Formatter } from './format';
import { EMPTY_CELL } from './types';
import type { ReportRow } from './types';

/** The value of a bucket for a row, and its place among the bucket's values. */
export interface BucketHit {
  readonly label: string | null;
  readonly order: number;
}

const isBelow = (value: number, from: number | undefined, to: number | undefined): boolean =>
  (from === undefined || value > from) && (to === undefined || value <= to);

/**
 * A number belongs to the bucket whose upper bound it does not exceed, as the bucket editor writes them: "up to 1,000", "over 1,000".
 * What no bucket takes is `other`, or keeps its own value.
 */
export function bucketOf(bucket: ReportBucket, row: ReportRow, column: ReportColumn, format: Formatter): BucketHit {
  const cell = row.cells.get(bucket.source) ?? EMPTY_CELL;
  const shown = cell.name ?? (cell.value === null ? null : format.value(column.field, cell.value));
  const numeric = typeof cell.value === 'number' ? cell.value : bucket.blankIsZero ? 0 : null;
  const index = bucket.values.findIndex(({ sources, from, to }) => {
    if (bucket.type === 'number') return numeric !== null && isBelow(numeric, from, to);
    return sources.some((source) => (source === '' ? cell.value === null : same(source, shown) || same(source, cell.value)));
  });
  const found = bucket.values[index];
  if (found) return { label: found.label, order: index };
  if (bucket.type === 'number' && numeric === null) return { label: null, order: -1 };
  if (bucket.other !== undefined) return { label: bucket.other, order: bucket.values.length };
  return shown === null || shown === BLANK ? { label: null, order: -1 } : { label: shown, order: bucket.values.length + 1 };
}

const same = (written: string, value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === written.toLowerCase();
