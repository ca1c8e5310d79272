import type { SqlValue } from '../database/types';
import { OrgException } from '../errors';
import { familyOf } from '../schema/field-family';
import type { Bind, Condition, Expression, Literal, Value } from './ast';
import type { QueryContext } from './context';
import { dayRange, isoDate, momentRange } from './date-literals';
import { queryError } from './errors';
import { collated, comparesWithoutCase, type Operand } from './operand';
import { semiJoinSql, type SemiJoinContext } from './semi-join';
import { choice, joinConditions, param, raw, sql, type Late, type Param, type Sql } from './sql';
import { fold, isAscii } from './text';
import { boundValue, literalValue } from './values';

/** What WHERE and HAVING need of their SELECT. */
export interface ConditionContext extends SemiJoinContext {
  operand(expression: Expression): Operand;
}

type PlainLiteral = Exclude<Literal, { kind: 'dateLiteral' }>;
type DateLiteral = Extract<Literal, { kind: 'dateLiteral' }>;

/**
 * SQL of a condition. Conditions are true or not true, never unknown: `!=` and `NOT IN` hold for empty fields, and so does the NOT of a
 * condition that an empty field does not meet.
 */
export function conditionSql(condition: Condition, context: ConditionContext): Sql {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => conditionSql(operand, context));
      return sql`(${joinConditions(operands, condition.kind === 'and' ? 'AND' : 'OR')})`;
    }
    case 'not':
      return sql`((${conditionSql(condition.operand, context)}) IS NOT TRUE)`;
    case 'comparison':
      return comparison(filterable(condition.left, context), condition.operator, condition.value, context.text);
    case 'in':
      return inList(filterable(condition.left, context), condition.negated, condition.values, context.text);
    case 'semiJoin':
      return semiJoinSql(filterable(condition.left, context), condition, context);
    case 'includes':
      return includes(filterable(condition.left, context), condition.negated, condition.values, context.text);
  }
}

function filterable(expression: Expression, context: ConditionContext): Operand {
  const operand = context.operand(expression);
  if (familyOf(operand.type) === 'none' || (!operand.aggregate && operand.field?.filterable === false)) {
    throw queryError('INVALID_FIELD', context.text, expression.position, `field '${operand.name}' can not be filtered in a query call`);
  }
  return operand;
}

function comparison(operand: Operand, operator: string, value: Value, text: string): Sql {
  const refuse = (): never => {
    throw queryError('INVALID_QUERY_FILTER_OPERATOR', text, operand.position, `invalid operator on ${operand.type} field`);
  };
  const family = familyOf(operand.type);
  if (operator === 'LIKE') return family === 'text' && operand.type !== 'multipicklist' ? like(operand, value, text) : refuse();
  if (operator !== '=' && operator !== '!=' && (family === 'boolean' || operand.type === 'multipicklist')) refuse();
  if (value.kind === 'dateLiteral') return compareWithRange(operand, operator, value, text);
  const known = value.kind === 'bind' ? null : { value: literalValue(operand, value, text) };
  const late: Param = known ? known.value : scalarOf(operand, value as Bind);
  const negated = operator === '!=';
  const left = collated(operand);
  const isNull = sql`${left} ${negated ? 'IS NOT NULL' : 'IS NULL'}`;
  const folds = comparesWithoutCase(operand);
  const compare = (side: Sql, right: Param): Sql => {
    if (operator === '=') return sql`${side} = ${param(right)}`;
    return negated ? sql`${side} IS NOT ${param(right)}` : sql`${side} ${operator} ${param(right)}`;
  };
  const ordered = operator !== '=' && !negated;
  return pickBy(
    late,
    [
      ordered ? raw('0') : isNull,
      compare(left, late),
      // Beyond ASCII, SQLite's own collation does not know which letters are the same.
      compare(sql`soql_fold(${operand.sql})`, mapParam(late, foldValue))
    ],
    (item) => (item === null ? 0 : folds && typeof item === 'string' && !isAscii(item) ? 2 : 1)
  );
}

function foldValue(value: SqlValue): SqlValue {
  return typeof value === 'string' ? fold(value) : value;
}

function mapParam(value: Param, change: (value: SqlValue) => SqlValue): Param {
  return typeof value === 'function' ? (context) => change(value(context)) : change(value);
}

/** Decides now for a known value, when the query runs for a bound one. */
function pickBy(value: Param, options: readonly Sql[], pick: (value: SqlValue) => number): Sql {
  if (typeof value !== 'function') return options[pick(value)] ?? raw('0');
  return choice((context) => pick(value(context)), options);
}

function scalarOf(operand: Operand, bind: Bind): Late {
  return (context) => {
    const value = context.bound(bind.name);
    if (isList(value)) throw new OrgException('MALFORMED_QUERY', `unexpected list bound to :${bind.name}; a list needs IN or NOT IN`);
    return boundValue(operand, value);
  };
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function like(operand: Operand, value: Value, text: string): Sql {
  if (value.kind !== 'string' && value.kind !== 'bind' && value.kind !== 'null') literalValue(operand, value as PlainLiteral, text);
  const pattern: Param =
    value.kind === 'string' ? value.pattern : value.kind === 'bind' ? mapParam(scalarOf(operand, value), closeEscape) : null;
  return pickBy(
    pattern,
    [
      raw('0'),
      sql`${operand.sql} LIKE ${param(pattern)} ESCAPE '\\'`,
      sql`soql_fold(${operand.sql}) LIKE ${param(mapParam(pattern, foldValue))} ESCAPE '\\'`
    ],
    (item) => (item === null || item === '' ? 0 : typeof item === 'string' && !isAscii(item) ? 2 : 1)
  );
}

/** A pattern that ends in a single backslash means the backslash. */
function closeEscape(value: SqlValue): SqlValue {
  return typeof value === 'string' && /(?<!\\)(?:\\\\)*\\$/.test(value) ? `${value}\\` : value;
}

/** Date literals are days in the running user's time zone: `=` means within, `<` before, `>` after. */
function compareWithRange(operand: Operand, operator: string, literal: DateLiteral, text: string): Sql {
  const family = familyOf(operand.type);
  if (family !== 'date' && family !== 'datetime') literalValue(operand, { kind: 'date', value: '', position: literal.position }, text);
  const range = (context: QueryContext): { readonly start: SqlValue; readonly end: SqlValue } => {
    const days = dayRange(literal.name, literal.count, context.calendar);
    if (family === 'datetime') return momentRange(days, context.calendar.timeZone);
    return { start: isoDate(days.start), end: isoDate(days.end) };
  };
  const start = param((context) => range(context).start);
  const end = param((context) => range(context).end);
  const left = operand.sql;
  switch (operator) {
    case '=':
      return sql`(${left} >= ${start} AND ${left} < ${end})`;
    case '!=':
      return sql`(${left} < ${start} OR ${left} >= ${end} OR ${left} IS NULL)`;
    case '<':
      return sql`${left} < ${start}`;
    case '<=':
      return sql`${left} < ${end}`;
    case '>':
      return sql`${left} >= ${end}`;
    default:
      return sql`${left} >= ${start}`;
  }
}

/** The values of an IN list, once per run of the query. */
interface ListValues {
  /** Without nulls, as JSON. */
  readonly json: string;
  readonly folded: string;
  /** 0: no values, 1: plain, 2: some text beyond ASCII. */
  readonly shape: 0 | 1 | 2;
  readonly hasNull: boolean;
}

function listOf(operand: Operand, values: readonly SqlValue[]): ListValues {
  const present = values.filter((value) => value !== null);
  const beyond = comparesWithoutCase(operand) && present.some((value) => typeof value === 'string' && !isAscii(value));
  return {
    json: JSON.stringify(present),
    folded: beyond ? JSON.stringify(present.map(foldValue)) : '[]',
    shape: present.length === 0 ? 0 : beyond ? 2 : 1,
    hasNull: present.length < values.length
  };
}

function inList(operand: Operand, negated: boolean, values: readonly Value[] | Bind, text: string): Sql {
  if (isList<Value>(values) && values.some((value) => value.kind === 'dateLiteral')) return inRanges(operand, negated, values, text);
  const list = listSource(operand, values, text);
  const fixed = typeof list === 'function' ? null : list;
  const read = (context: QueryContext): ListValues => fixed ?? (list as (context: QueryContext) => ListValues)(context);
  const left = collated(operand);
  const among = (side: Sql, source: (list: ListValues) => string): Sql =>
    sql`${side} ${negated ? 'NOT IN' : 'IN'} (SELECT value FROM json_each(${param(fixed ? source(fixed) : (context) => source(read(context)))}))`;
  const withNull = (matching: Sql, hasNull: boolean): Sql => {
    if (negated) return hasNull ? matching : sql`(${matching} OR ${left} IS NULL)`;
    return hasNull ? sql`(${matching} OR ${left} IS NULL)` : matching;
  };
  const plain = among(left, (item) => item.json);
  const folded = among(sql`soql_fold(${operand.sql})`, (item) => item.folded);
  const options = [
    // An empty list matches nothing; its opposite everything.
    raw(negated ? '1' : '0'),
    withNull(plain, false),
    withNull(folded, false),
    sql`${left} ${negated ? 'IS NOT NULL' : 'IS NULL'}`,
    withNull(plain, true),
    withNull(folded, true)
  ];
  const pick = (item: ListValues): number => item.shape + (item.hasNull ? 3 : 0);
  return fixed ? (options[pick(fixed)] ?? raw('0')) : choice((context) => pick(read(context)), options);
}

function listSource(operand: Operand, values: readonly Value[] | Bind, text: string): ListValues | ((context: QueryContext) => ListValues) {
  const parts: (SqlValue | ((context: QueryContext) => readonly SqlValue[]))[] = (isList<Value>(values) ? values : [values as Bind]).map(
    (value) =>
      value.kind === 'bind' ? (context) => boundList(operand, value, context) : literalValue(operand, value as PlainLiteral, text)
  );
  if (!parts.some((part) => typeof part === 'function')) return listOf(operand, parts as SqlValue[]);
  const memoKey = {};
  return (context) => {
    const known = context.memo.get(memoKey);
    if (known !== undefined) return known as ListValues;
    const list = listOf(
      operand,
      parts.flatMap((part) => (typeof part === 'function' ? part(context) : [part]))
    );
    context.memo.set(memoKey, list);
    return list;
  };
}

function boundList(operand: Operand, bind: Bind, context: QueryContext): SqlValue[] {
  const value = context.bound(bind.name);
  return (isList(value) ? value : [value]).map((item) => boundValue(operand, item));
}

function inRanges(operand: Operand, negated: boolean, values: readonly Value[], text: string): Sql {
  const conditions = values.map((value) => comparison(operand, negated ? '!=' : '=', value, text));
  return sql`(${joinConditions(conditions, negated ? 'AND' : 'OR')})`;
}

function includes(operand: Operand, negated: boolean, values: readonly Value[] | Bind, text: string): Sql {
  if (operand.type !== 'multipicklist') {
    throw queryError('INVALID_QUERY_FILTER_OPERATOR', text, operand.position, `invalid operator on ${operand.type} field`);
  }
  const source = isList<Value>(values)
    ? values.map((value) => includeSource(operand, value, text))
    : [includeSource(operand, values as Bind, text)];
  const combinations = param((context) => JSON.stringify(source.flatMap((read) => read(context))));
  const matches = sql`soql_includes(${operand.sql}, ${combinations})`;
  return negated ? sql`${matches} = 0` : matches;
}

function includeSource(operand: Operand, value: Value, text: string): (context: QueryContext) => readonly SqlValue[] {
  if (value.kind === 'bind') return (context) => boundList(operand, value, context);
  const literal = literalValue(operand, value as PlainLiteral, text);
  return () => [literal];
}

/** SQL function `soql_includes(values, combinations)`: whether all values of any of the combinations (JSON list of `A;B`) are chosen. */
export function soqlIncludes(values: SqlValue, combinations: SqlValue): SqlValue {
  const chosen = new Set(typeof values === 'string' ? fold(values).split(';') : []);
  const wanted: unknown = JSON.parse(String(combinations));
  if (!Array.isArray(wanted)) return 0;
  const matches = wanted.some((combination: unknown) =>
    combination === null
      ? chosen.size === 0
      : fold(String(combination))
          .split(';')
          .every((value) => chosen.has(value))
  );
  return matches ? 1 : 0;
}
