import type { OrgException } from '../errors';
import type { ObjectDef } from '../schema/types';
import type { Expression, GroupBy, Query, SelectItem } from './ast';
import { conditionSql, type ConditionContext } from './condition';
import { queryError } from './errors';
import { Expressions, mineCondition } from './expressions';
import { isAggregate } from './functions';
import type { Operand } from './operand';
import { directed, sortKey } from './order';
import { countParam, limitSql } from './row-plan';
import { Scope, type PlanEnvironment } from './scope';
import { EMPTY, join, raw, sql, Statement, type Sql } from './sql';
import type { ResultColumn, ResultShape } from './types';

const MAX_OFFSET = 2000;
const ROWS_KEY = '~Rows';

export interface AggregatePlan {
  readonly kind: 'aggregate';
  readonly shape: ResultShape;
  readonly statement: Statement;
  /** How to learn how many rows the aggregates read; `null` where only results count against the limit. */
  readonly rowCount: RowCount | null;
}

/** A column of every result that counts the rows below it, or where some groups are left out a statement of its own. */
export type RowCount = { readonly kind: 'column'; readonly key: string } | { readonly kind: 'statement'; readonly statement: Statement };

export interface CountPlan {
  readonly kind: 'count';
  readonly shape: ResultShape;
  readonly statement: Statement;
}

/** `SELECT COUNT()`. */
export function planCount(query: Query, object: ObjectDef, environment: PlanEnvironment): CountPlan {
  if (query.groupBy || query.having || query.orderBy.length > 0) {
    throw queryError(
      'MALFORMED_QUERY',
      environment.text,
      query.position,
      'COUNT() takes neither GROUP BY nor HAVING nor ORDER BY; use COUNT(fieldName)'
    );
  }
  const scope = new Scope(environment, object, query.alias);
  const where = new Expressions(scope, 'where').where(query.where, mineCondition(query, scope, environment.text));
  const limit = countParam(query.limit);
  const offset = countParam(query.offset, MAX_OFFSET);
  const from = sql`FROM ${scope.from}${where}`;
  const statement =
    limit === null && offset === null
      ? sql`SELECT COUNT(*) AS n ${from}`
      : sql`SELECT COUNT(*) AS n FROM (SELECT 1 ${from}${limitSql(limit, offset)})`;
  return { kind: 'count', shape: { object, aggregate: false, idKey: null, columns: [], parents: [] }, statement: new Statement(statement) };
}

/** Whether the query returns aggregate results instead of records. */
export function isAggregateQuery(query: Query): boolean {
  return (
    query.groupBy !== null ||
    query.select.some((item) => item.kind === 'expression' && item.expression.kind === 'call' && isAggregate(item.expression))
  );
}

export function planAggregate(query: Query, object: ObjectDef, environment: PlanEnvironment): AggregatePlan {
  return new AggregatePlanner(query, object, environment).plan();
}

class AggregatePlanner {
  private readonly scope: Scope;
  private readonly text: string;
  private readonly groups: readonly Operand[];
  private readonly groupKeys: ReadonlySet<string>;

  constructor(
    private readonly query: Query,
    private readonly object: ObjectDef,
    environment: PlanEnvironment
  ) {
    this.scope = new Scope(environment, object, query.alias);
    this.text = environment.text;
    this.groups = (query.groupBy?.expressions ?? []).map((expression) => this.group(expression));
    this.groupKeys = new Set(this.groups.map((operand) => operand.key));
    if (query.forUpdate) throw this.malformed(query.position, 'FOR UPDATE is not allowed with aggregates');
    if (!query.groupBy && (query.limit || query.offset)) {
      throw this.malformed(
        query.position,
        `Non-grouped query that uses overall aggregate functions cannot also use ${query.limit ? 'LIMIT' : 'OFFSET'}`
      );
    }
    if (query.having && !query.groupBy) throw this.malformed(query.position, 'HAVING needs GROUP BY');
  }

  plan(): AggregatePlan {
    const { query } = this;
    const columns = this.columns();
    const where = new Expressions(this.scope, 'where').where(query.where, mineCondition(query, this.scope, this.text));
    const sets = groupingSets(query.groupBy, this.groups);
    const plain = new Expressions(this.scope, 'other', new Set(), this.groupKeys);
    // In one grouping the database orders by the expressions themselves; over several, by columns that each of them brings along.
    const keys = query.orderBy.map((item, index) => {
      const key = this.orderKey(item.expression, plain);
      return directed(sets.length > 1 ? raw(`"~Order${index}"`) : key, item);
    });
    // COUNT() and COUNT(field) cost one row per result, every other aggregate each row that it reads.
    const readsRows = !columns.every((column) => column.counted);
    const showsAll = sets.length === 1 && !query.having && !query.limit && !query.offset;
    const selects = sets.map((grouped) => this.select(grouped, where, sets.length > 1, readsRows && showsAll));
    const union = selects.length === 1 ? (selects[0] ?? EMPTY) : sql`SELECT * FROM (${join(selects, ' UNION ALL ')})`;
    const orderBy = keys.length === 0 ? EMPTY : sql` ORDER BY ${join(keys, ', ')}`;
    const tail = limitSql(countParam(query.limit), countParam(query.offset, MAX_OFFSET));
    return {
      kind: 'aggregate',
      shape: { object: this.object, aggregate: true, idKey: null, columns: columns.map((column) => column.result), parents: [] },
      statement: new Statement(sql`${union}${orderBy}${tail}`),
      rowCount: readsRows ? this.rowCount(where, showsAll) : null
    };
  }

  private rowCount(where: Sql, showsAll: boolean): RowCount {
    if (showsAll) return { kind: 'column', key: ROWS_KEY };
    return { kind: 'statement', statement: new Statement(sql`SELECT COUNT(*) AS n FROM ${this.scope.from}${where}`) };
  }

  private group(expression: Expression): Operand {
    const operand = new Expressions(this.scope, 'where').operand(expression);
    if (
      operand.field?.groupable === false &&
      operand.key === [...operand.steps.map((step) => step.relationshipName.toLowerCase()), operand.field.key].join('.')
    ) {
      throw this.malformed(operand.position, `field '${operand.name}' can not be grouped in a query call`);
    }
    return operand;
  }

  private select(grouped: ReadonlySet<string>, where: Sql, ordered: boolean, counted: boolean): Sql {
    const summed = new Set([...this.groupKeys].filter((key) => !grouped.has(key)));
    const expressions = new Expressions(this.scope, 'other', summed, this.groupKeys);
    const value = (operand: Operand): Sql => (summed.has(operand.key) ? raw('NULL') : operand.sql);
    const list = this.columns().map(({ result, expression }) => sql`${value(expressions.operand(expression))} AS "${result.key}"`);
    if (counted) list.push(raw(`COUNT(*) AS "${ROWS_KEY}"`));
    if (ordered) {
      this.query.orderBy.forEach((item, index) => {
        const operand = expressions.operand(item.expression);
        this.checkGrouped(operand, 'Ordered field must be grouped or aggregated');
        list.push(sql`${summed.has(operand.key) ? raw('NULL') : sortKey(operand, this.text)} AS "~Order${String(index)}"`);
      });
    }
    const by = this.groups.filter((operand) => grouped.has(operand.key)).map((operand) => operand.sql);
    const groupBy = by.length === 0 ? EMPTY : sql` GROUP BY ${join(by, ', ')}`;
    const having = this.query.having ? [conditionSql(this.query.having, this.havingContext(expressions, summed))] : [];
    // A grand total over no rows is no row, unlike an aggregate without grouping.
    if (by.length === 0 && this.query.groupBy) having.push(raw('COUNT(*) > 0'));
    const filter = having.length === 0 ? EMPTY : sql` HAVING ${join(having, ' AND ')}`;
    return sql`SELECT ${join(list, ', ')} FROM ${this.scope.from}${where}${groupBy}${filter}`;
  }

  private havingContext(expressions: Expressions, summed: ReadonlySet<string>): ConditionContext {
    return {
      text: this.text,
      operand: (expression) => {
        const operand = expressions.operand(expression);
        this.checkGrouped(operand, 'Field must be grouped or aggregated');
        return summed.has(operand.key) ? { ...operand, sql: raw('NULL'), column: false } : operand;
      },
      semiJoin: (query) => {
        throw this.malformed(
          query.position,
          'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
        );
      }
    };
  }

  private orderKey(expression: Expression, expressions: Expressions): Sql {
    const operand = expressions.operand(expression);
    this.checkGrouped(operand, 'Ordered field must be grouped or aggregated');
    return sortKey(operand, this.text);
  }

  private checkGrouped(operand: Operand, message: string): void {
    if (!operand.aggregate && !this.groupKeys.has(operand.key)) throw this.malformed(operand.position, `${message}: ${operand.name}`);
  }

  private columns(): { readonly result: ResultColumn; readonly expression: Expression; readonly counted: boolean }[] {
    const expressions = new Expressions(this.scope, 'other', new Set(), this.groupKeys);
    const seen = new Set<string>();
    let unnamed = 0;
    return this.query.select.map((item) => {
      const { expression, alias } = this.expressionOf(item);
      const operand = expressions.operand(expression);
      this.checkGrouped(operand, 'Field must be grouped or aggregated');
      const fieldName = expression.kind === 'field' || expression.name === 'TOLABEL' ? operand.field?.apiName : undefined;
      const key = alias ?? fieldName ?? `expr${unnamed++}`;
      if (seen.has(key.toLowerCase())) throw this.malformed(operand.position, `duplicate alias: ${key}`);
      seen.add(key.toLowerCase());
      const result: ResultColumn = {
        key,
        path: [key],
        type: operand.type,
        ...(fieldName !== undefined && operand.field ? { field: operand.field } : {})
      };
      return { result, expression, counted: !operand.aggregate || /^(?:COUNT|GROUPING)\(/.test(operand.key) };
    });
  }

  private expressionOf(item: SelectItem): { readonly expression: Expression; readonly alias: string | null } {
    if (item.kind === 'expression') return item;
    throw this.malformed(this.query.position, 'Grouped queries select fields and aggregates only');
  }

  private malformed(position: number, message: string): OrgException {
    return queryError('MALFORMED_QUERY', this.text, position, message);
  }
}

/** The groupings of a query, each as the keys it groups by. */
function groupingSets(groupBy: GroupBy | null, groups: readonly Operand[]): ReadonlySet<string>[] {
  const keys = groups.map((operand) => operand.key);
  switch (groupBy?.kind) {
    case 'rollup':
      return [...keys, ''].map((_, index) => new Set(keys.slice(0, keys.length - index)));
    case 'cube':
      return Array.from({ length: 1 << keys.length }, (_, mask) => new Set(keys.filter((_key, index) => (mask & (1 << index)) === 0)));
    default:
      return [new Set(keys)];
  }
}
