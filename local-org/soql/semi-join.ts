import { familyOf } from '../schema/field-family';
import type { Condition, Query } from './ast';
import { queryError } from './errors';
import type { Operand } from './operand';
import { sql, type Sql } from './sql';

/** What a semi-join needs of the SELECT that it filters. */
export interface SemiJoinContext {
  /** Text of the whole statement, for messages. */
  readonly text: string;
  /** SQL of the inner SELECT. It leaves out nulls. */
  semiJoin(query: Query, left: Operand): Sql;
}

/**
 * SQL of `Id IN (SELECT …)` and `Id NOT IN (SELECT …)`. An empty field is in no list, and so it meets NOT IN.
 * @param operand the field before IN
 * @throws OrgException INVALID_FIELD unless it is an id or a reference
 */
export function semiJoinSql(operand: Operand, condition: Extract<Condition, { kind: 'semiJoin' }>, context: SemiJoinContext): Sql {
  if (familyOf(operand.type) !== 'id') {
    throw queryError(
      'INVALID_FIELD',
      context.text,
      operand.position,
      `The left operand field in the where expression for semi join should be an id or reference field: ${operand.name}`
    );
  }
  const inner = context.semiJoin(condition.query, operand);
  return condition.negated ? sql`(${operand.sql} NOT IN (${inner}) OR ${operand.sql} IS NULL)` : sql`${operand.sql} IN (${inner})`;
}
