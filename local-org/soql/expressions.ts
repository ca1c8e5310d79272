import { UnsupportedFeature } from '../errors';
import { familyOf } from '../schema/field-family';
import type { Condition, Expression, FunctionCall, Query } from './ast';
import type { ConditionContext } from './condition';
import { conditionSql } from './condition';
import { noSuchObject, queryError } from './errors';
import { aggregateOperand, dateOperand, groupingOperand, isAggregate, isDateFunction, labelOperand, refuseUnsupported } from './functions';
import type { Operand } from './operand';
import { isRecordAccess } from './record-access';
import { Scope } from './scope';
import { join, raw, sql, type Sql } from './sql';

const MAX_SEMI_JOINS = 2;

/** Which expressions are summed over in the current grouping, by their keys; none outside of ROLLUP and CUBE. */
export type SummedKeys = ReadonlySet<string>;
const NONE: SummedKeys = new Set();

/** Turns the expressions and conditions of one SELECT into SQL. */
export class Expressions implements ConditionContext {
  readonly text: string;

  constructor(
    readonly scope: Scope,
    private readonly clause: 'where' | 'other',
    private readonly summed: SummedKeys = NONE,
    private readonly groupable: SummedKeys = NONE
  ) {
    this.text = scope.environment.text;
  }

  operand(expression: Expression): Operand {
    if (expression.kind === 'field') return this.scope.resolve(expression);
    refuseUnsupported(expression);
    if (isAggregate(expression)) {
      if (this.clause === 'where') throw this.error(expression, `Aggregate expression not allowed in WHERE clause: ${expression.name}`);
      return aggregateOperand(expression, this.operand(this.onlyArgument(expression)), this.text);
    }
    if (isDateFunction(expression)) return this.dateFunction(expression);
    if (expression.name === 'TOLABEL') return labelOperand(expression, this.operand(this.onlyArgument(expression)), this.text);
    if (expression.name === 'GROUPING' && this.clause === 'other') return this.grouping(expression);
    throw this.error(expression, `unexpected token: '${expression.name}'`);
  }

  private dateFunction(call: FunctionCall): Operand {
    const argument = this.onlyArgument(call);
    if (argument.kind === 'call' && argument.name === 'CONVERTTIMEZONE') {
      return dateOperand(call, this.operand(this.onlyArgument(argument)), true, this.text);
    }
    return dateOperand(call, this.operand(argument), false, this.text);
  }

  private grouping(call: FunctionCall): Operand {
    const argument = this.operand(this.onlyArgument(call));
    if (!this.groupable.has(argument.key)) throw this.error(call, `Field must be grouped or aggregated: ${argument.name}`);
    return groupingOperand(call, argument, this.summed.has(argument.key));
  }

  private onlyArgument(call: FunctionCall): Expression {
    const [argument] = call.arguments;
    if (!argument || call.arguments.length !== 1) throw this.error(call, `unexpected token: '${call.name}'`);
    return argument;
  }

  private error(at: { readonly position: number }, message: string): Error {
    return queryError('MALFORMED_QUERY', this.text, at.position, message);
  }

  /** WHERE with what every read of the root has; empty if there is no condition. */
  where(condition: Condition | null, more: readonly Sql[] = []): Sql {
    if (condition) checkSemiJoins(condition, this.text);
    const conditions = [...this.scope.implicitConditions(), ...more];
    if (condition) conditions.push(conditionSql(condition, this));
    return conditions.length === 0 ? raw('') : sql` WHERE ${join(conditions, ' AND ')}`;
  }

  semiJoin(query: Query, left: Operand): Sql {
    const { environment } = this.scope;
    const object = environment.schema.object(query.from);
    if (!object?.queryable || !environment.access.canReadObject(object)) throw noSuchObject(this.text, query.fromPosition, query.from);
    if (isRecordAccess(object)) throw new UnsupportedFeature('UserRecordAccess in a semi join');
    const item = query.select[0];
    if (query.select.length !== 1 || item?.kind !== 'expression' || item.expression.kind !== 'field') {
      throw queryError(
        'MALFORMED_QUERY',
        this.text,
        query.position,
        'The inner select of a semi join must select exactly one id or reference field'
      );
    }
    if (
      query.orderBy.length > 0 ||
      query.limit ||
      query.offset ||
      query.groupBy ||
      query.having ||
      query.forUpdate ||
      query.allRows ||
      query.access
    ) {
      throw queryError('MALFORMED_QUERY', this.text, query.position, 'The inner select of a semi join takes nothing but WHERE');
    }
    if (query.where && countSemiJoins(query.where) > 0) {
      throw queryError('MALFORMED_QUERY', this.text, query.position, 'Nesting of semi join sub-selects is not supported');
    }
    if (
      left.field?.key === 'id' &&
      left.steps.length === 0 &&
      object === this.scope.root.object &&
      item.expression.path.at(-1)?.toLowerCase() === 'id'
    ) {
      throw queryError('MALFORMED_QUERY', this.text, query.position, 'The inner and outer selects should not be on the same object type');
    }
    const inner = new Scope(environment, object, query.alias);
    const expressions = new Expressions(inner, 'where');
    const selected = expressions.operand(item.expression);
    if (familyOf(selected.type) !== 'id') {
      throw queryError(
        'INVALID_FIELD',
        this.text,
        selected.position,
        `The inner select field '${selected.name}' must be an id or reference field`
      );
    }
    // The plus keeps SQLite from walking all of the reference's index, row by row, for the sake of this condition.
    const where = expressions.where(query.where, [sql`+${selected.sql} IS NOT NULL`, ...mineCondition(query, inner, this.text)]);
    return sql`SELECT ${selected.sql} FROM ${inner.from}${where}`;
  }
}

/** USING SCOPE mine. */
export function mineCondition(query: Query, scope: Scope, text: string): Sql[] {
  if (query.scope !== 'mine') return [];
  if (!scope.root.object.field('OwnerId')) {
    throw queryError('MALFORMED_QUERY', text, query.fromPosition, `scope mine is not supported for ${scope.root.object.apiName}`);
  }
  return [raw(`${scope.root.alias}."OwnerId" = ?`, [(context) => context.tx.user.id])];
}

function countSemiJoins(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.reduce((sum, operand) => sum + countSemiJoins(operand), 0);
    case 'not':
      return countSemiJoins(condition.operand);
    default:
      return condition.kind === 'semiJoin' ? 1 : 0;
  }
}

/** At most two, and only in conditions that all have to hold. */
function checkSemiJoins(condition: Condition, text: string): void {
  const count = countSemiJoins(condition);
  if (count === 0) return;
  const position = firstSemiJoin(condition);
  if (count > MAX_SEMI_JOINS)
    throw queryError('MALFORMED_QUERY', text, position, `Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`);
  if (condition.kind === 'or')
    throw queryError('MALFORMED_QUERY', text, position, "Semi join sub-selects are not allowed with the 'OR' operator");
  const top = condition.kind === 'and' ? condition.operands : [condition];
  if (top.some((operand) => operand.kind !== 'semiJoin' && countSemiJoins(operand) > 0)) {
    throw queryError(
      'MALFORMED_QUERY',
      text,
      position,
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
    );
  }
}

function firstSemiJoin(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return Math.min(...condition.operands.map(firstSemiJoin));
    case 'not':
      return firstSemiJoin(condition.operand);
    default:
      return condition.kind === 'semiJoin' ? condition.position : Infinity;
  }
}
