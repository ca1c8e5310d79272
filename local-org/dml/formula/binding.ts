import type { ObjectDef, Schema } from '../../schema/types';
import type { FormulaNode } from './ast';
import type { Bound, FormulaError, FormulaType } from './types';

/** What binding one part of a formula needs of the binding of the whole. */
export interface Binding {
  readonly schema: Schema;
  /** The object that the formula belongs to. */
  readonly object: ObjectDef;
  bind(node: FormulaNode): Bound;
  error(problem: string, position: number): FormulaError;
  /** Refuses `bound` unless it is of one of these types. NULL fits everywhere. */
  expect(bound: Bound, types: readonly FormulaType[], what: string, position: number): Bound;
}
