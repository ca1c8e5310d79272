import type { BinaryOperator } from './ast';

/** Binary operators by precedence, loosest first. */
export const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '===', '!=='],
  ['<', '>', '<=', '>='],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/']
];
/** Level of `<`, where `instanceof` is too; shifts are one tighter. */
export const RELATIONAL = 6;
/** Compound assignments and the operator in them. */
export const COMPOUND: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['|=', '|'],
  ['&=', '&'],
  ['^=', '^']
]);
