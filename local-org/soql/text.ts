import type { SqlValue } from '../database/types';

const ASCII = /^[\x00-\x7f]*$/;

/** SQLite's NOCASE knows ASCII only; text beyond it is compared through `fold`. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** Text as the platform compares it: without regard to case. */
export function fold(text: string): string {
  return text.toLowerCase();
}

/** SQL function `soql_fold(text)`. */
export function soqlFold(value: SqlValue): SqlValue {
  return typeof value === 'string' ? fold(value) : value;
}
