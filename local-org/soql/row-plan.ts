import { OrgException } from '../errors';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { Bind, FieldPath, Literal, Query, SelectItem } from './ast';
import type { QueryContext } from './context';
import { noSuchChildRelationship, queryError } from './errors';
import { Expressions, mineCondition } from './expressions';
import { orderSql } from './order';
import type { Operand } from './operand';
import { ParentTree } from './parent-tree';
import { Scope, type PlanEnvironment } from './scope';
import { EMPTY, join, param, raw, sql, Statement, type Param, type Sql } from './sql';
import type { ResultColumn, ResultShape } from './types';

const MAX_OFFSET = 2000;
const MAX_FIELDS_LIMIT = 200;
const ID_KEY = '~Id';
export const PARENT_KEY = '~Parent';

/** Reads records: the root's, or the children of given parents. */
export interface RowPlan {
  readonly kind: 'rows';
  readonly shape: ResultShape;
  readonly statement: Statement;
  /** The statement within `LIMIT ? OFFSET ?`, and the number of its rows; root only. */
  readonly page: { readonly statement: Statement; readonly count: Statement } | null;
  readonly children: readonly ChildPlan[];
}

export interface ChildPlan {
  readonly relationshipName: string;
  readonly plan: RowPlan;
}

/** @param link the child's reference to the parents; `null` for the root */
export function planRows(query: Query, object: ObjectDef, environment: PlanEnvironment, link: FieldDef | null): RowPlan {
  const scope = new Scope(environment, object, query.alias);
  const expressions = new Expressions(scope, 'other');
  const select = new SelectList(scope, expressions, environment, query);
  for (const item of query.select) select.add(item);
  const children = query.select.flatMap((item) => (item.kind === 'subquery' ? [planChild(item.query, object, environment)] : []));
  const linkSql = link ? scope.fieldSql(scope.root, link) : null;
  const more = [...mineCondition(query, scope, environment.text)];
  if (linkSql) more.unshift(sql`${linkSql} IN (SELECT value FROM json_each(${param((context) => context.parentIds)}))`);
  const where = new Expressions(scope, 'where').where(query.where, more);
  const order = orderSql(query.orderBy, expressions, environment.text);
  const limit = countParam(query.limit);
  const offset = countParam(query.offset, MAX_OFFSET);
  const columns = select.sql(linkSql);
  const from = sql` FROM ${scope.from}${where}`;
  const statement =
    linkSql && (limit || offset)
      ? windowed(columns, from, linkSql, order, limit, offset)
      : sql`SELECT ${columns}${from}${order ? sql` ORDER BY ${order}` : EMPTY}${limitSql(limit, offset)}`;
  return {
    kind: 'rows',
    shape: select.shape(),
    statement: new Statement(statement),
    page: link
      ? null
      : {
          statement: new Statement(sql`SELECT * FROM (${statement}) LIMIT ? OFFSET ?`),
          count: new Statement(sql`SELECT COUNT(*) AS n FROM (${statement})`)
        },
    children
  };
}

/** LIMIT and OFFSET hold for each parent's children. */
function windowed(columns: Sql, from: Sql, link: Sql, order: Sql | null, limit: Param | null, offset: Param | null): Sql {
  const number = sql`ROW_NUMBER() OVER (PARTITION BY ${link}${order ? sql` ORDER BY ${order}` : EMPTY})`;
  const after = offset ?? 0;
  const until = limit === null ? EMPTY : sql` AND "~Number" <= ${param(after)} + ${param(limit)}`;
  return sql`SELECT * FROM (SELECT ${columns}, ${number} AS "~Number"${from}) WHERE "~Number" > ${param(after)}${until} ORDER BY "~Number"`;
}

function planChild(query: Query, parent: ObjectDef, environment: PlanEnvironment): ChildPlan {
  const name = query.from.split('.').at(-1) ?? '';
  const relationship = parent.childRelationship(name);
  const object = relationship ? environment.schema.object(relationship.childObject) : undefined;
  const { access, text } = environment;
  if (!relationship || !object?.queryable || !access.canReadObject(object) || !access.canReadField(relationship.field)) {
    throw noSuchChildRelationship(text, query.fromPosition, name);
  }
  if (query.countOnly || query.groupBy || query.having || query.allRows || query.forUpdate || query.access) {
    throw queryError('MALFORMED_QUERY', text, query.position, 'A child subquery takes WHERE, ORDER BY, LIMIT and OFFSET only');
  }
  return { relationshipName: relationship.relationshipName ?? name, plan: planRows(query, object, environment, relationship.field) };
}

/** Number of LIMIT or OFFSET. @throws OrgException NUMBER_OUTSIDE_VALID_RANGE beyond `maximum` */
export function countParam(value: Literal | Bind | null, maximum = Infinity): Param | null {
  if (!value) return null;
  const check = (number: unknown): number => {
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) {
      throw new OrgException('MALFORMED_QUERY', `LIMIT and OFFSET take a whole number from 0 on, not ${String(number)}`);
    }
    if (number > maximum) throw new OrgException('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${maximum}`);
    return number;
  };
  if (value.kind === 'bind') return (context: QueryContext) => check(context.bound(value.name));
  return check(value.kind === 'number' ? value.value : null);
}

export function limitSql(limit: Param | null, offset: Param | null): Sql {
  if (limit === null && offset === null) return EMPTY;
  return sql` LIMIT ${param(limit ?? -1)}${offset === null ? EMPTY : sql` OFFSET ${param(offset)}`}`;
}

/** The SELECT list of a query for records. */
class SelectList {
  private readonly selected: Sql[] = [];
  private readonly columns: ResultColumn[] = [];
  private readonly keys = new Set<string>();
  private readonly parents: ParentTree;

  constructor(
    private readonly scope: Scope,
    private readonly expressions: Expressions,
    private readonly environment: PlanEnvironment,
    private readonly query: Query
  ) {
    this.parents = new ParentTree(scope, (value, key) => this.select(value, key));
  }

  add(item: SelectItem): void {
    switch (item.kind) {
      case 'subquery':
        return;
      case 'fields':
        return this.addSet(item.set, item.position);
      case 'typeof':
        return this.parents.addTypeof(item);
      case 'expression': {
        const label = item.expression.kind === 'call' && item.expression.name === 'TOLABEL';
        const operand = this.expressions.operand(item.expression);
        if (item.expression.kind === 'call' && !label) {
          throw this.malformed(item.expression.position, `Field must be grouped or aggregated: ${operand.name}`);
        }
        if (item.alias !== null && !label) throw this.malformed(item.expression.position, 'only aggregate expressions use field aliasing');
        this.addOperand(operand, item.alias);
      }
    }
  }

  private addSet(set: 'ALL' | 'STANDARD' | 'CUSTOM', position: number): void {
    const { limit } = this.query;
    const bounded = limit?.kind === 'number' && limit.value <= MAX_FIELDS_LIMIT;
    if (set !== 'STANDARD' && !bounded) {
      throw this.malformed(position, `The SOQL FIELDS function must have a LIMIT of at most ${MAX_FIELDS_LIMIT}`);
    }
    for (const field of this.scope.root.object.fields) {
      if ((set !== 'ALL' && field.custom !== (set === 'CUSTOM')) || !this.environment.access.canReadField(field)) continue;
      if (field.type === 'location') continue;
      const path: FieldPath = { kind: 'field', path: [field.apiName], position };
      this.addOperand(this.scope.resolve(path), null);
    }
  }

  private addOperand(operand: Operand, alias: string | null): void {
    const key = alias ?? operand.name;
    if (this.keys.has(key.toLowerCase()))
      throw queryError('INVALID_FIELD', this.environment.text, operand.position, `duplicate field selected: ${operand.name}`);
    this.keys.add(key.toLowerCase());
    const names = alias === null ? operand.name.split('.') : [alias];
    const column: ResultColumn = { key, path: names, type: operand.type, ...(operand.field ? { field: operand.field } : {}) };
    this.select(operand.sql, key);
    if (operand.steps.length === 0 || alias !== null) this.columns.push(column);
    else this.parents.addColumn(operand, column);
  }

  private select(value: Sql, key: string): void {
    this.selected.push(sql`${value} AS "${key.replaceAll('"', '""')}"`);
  }

  private malformed(position: number, message: string): OrgException {
    return queryError('MALFORMED_QUERY', this.environment.text, position, message);
  }

  sql(link: Sql | null): Sql {
    const hidden = this.idKey === ID_KEY ? [raw(`${this.scope.root.alias}."Id" AS "${ID_KEY}"`)] : [];
    if (link) hidden.push(sql`${link} AS "${PARENT_KEY}"`);
    return join([...hidden, ...this.selected], ', ');
  }

  /** The id asked for serves as the row's own. */
  private get idKey(): string {
    return this.columns.find((column) => column.field?.key === 'id' && column.path.length === 1)?.key ?? ID_KEY;
  }

  shape(): ResultShape {
    return { object: this.scope.root.object, aggregate: false, idKey: this.idKey, columns: this.columns, parents: this.parents.shapes() };
  }
}
