import { ignoresCase } from '../database/columns';
import { familyOf } from '../schema/field-family';
import type { FieldDef, FieldType, ObjectDef } from '../schema/types';
import { sql, type Sql } from './sql';

/** One relationship on the way from the root to a field. */
export interface Step {
  readonly relationshipName: string;
  readonly object: ObjectDef;
  readonly polymorphic: boolean;
}

/** A table of the query under its alias. */
export interface Row {
  readonly object: ObjectDef;
  readonly alias: string;
}

/** An expression of the query with its SQL. */
export interface Operand {
  readonly sql: Sql;
  readonly type: FieldType;
  readonly field?: FieldDef;
  /** As error messages call it. */
  readonly name: string;
  readonly position: number;
  /** Equal for the same expression, however written. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** Whether the SQL is a column, whose own collation holds. */
  readonly column: boolean;
  readonly aggregate: boolean;
}

/** Whether equality with this operand ignores case. */
export function comparesWithoutCase(operand: Operand): boolean {
  if (familyOf(operand.type) !== 'text') return false;
  return operand.field ? ignoresCase(operand.field) : true;
}

/** The operand's SQL with the collation it compares by. */
export function collated(operand: Operand): Sql {
  return operand.column || !comparesWithoutCase(operand) ? operand.sql : sql`(${operand.sql}) COLLATE NOCASE`;
}
