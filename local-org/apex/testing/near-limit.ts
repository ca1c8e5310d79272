import type { ApexTestOutcome, LimitUse } from '../types';

/** An org's own triggers, flows and data come on top of what a test uses. */
const SHARE = 0.8;

/** Limits below this are counts of what the code does on purpose, such as one queueable of a queueable. */
const SMALLEST = 10;

/** @returns what is wrong with a test that passes, but comes within a fifth of a governor limit; null: nothing */
export function nearLimit({ limits }: Pick<ApexTestOutcome, 'limits'>): string | null {
  const near = limits.filter(isNear).map(({ name, used, allowed }) => `${used} of ${allowed} ${name}`);
  if (near.length === 0) return null;
  return `Too near a governor limit: ${near.join(', ')}. It would fail where an org adds its own; let Test.startTest begin earlier, or do less.`;
}

function isNear({ used, allowed }: LimitUse): boolean {
  return allowed >= SMALLEST && used > SHARE * allowed;
}
