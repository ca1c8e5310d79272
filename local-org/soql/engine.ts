import type { Database, SqlRow, Transaction } from '../database/types';
import { OrgException, UnsupportedFeature } from '../errors';
import type { ObjectDef, Schema } from '../schema/types';
import type { Query } from './ast';
import { isAggregateQuery, planAggregate, planCount, type AggregatePlan, type CountPlan, type RowCount } from './aggregate-plan';
import { soqlIncludes } from './condition';
import { QueryContext } from './context';
import { noSuchObject } from './errors';
import { soqlLocal } from './functions';
import { parseQuery } from './parser';
import { isRecordAccess, recordAccessQuery, writeRecordAccess, type RecordAccessQuery, type RecordAccessReader } from './record-access';
import { PARENT_KEY, planRows, type ChildPlan, type RowPlan } from './row-plan';
import type { PlanEnvironment } from './scope';
import type { Statement } from './sql';
import { soqlFold } from './text';
import type {
  AccessPolicy,
  ChildResult,
  FormulaTranslator,
  PreparedQuery,
  QueryEngine,
  QueryOptions,
  QueryResult,
  ResultShape
} from './types';

/** Plans kept; the least recently made goes first. */
const PLAN_CACHE_SIZE = 1000;

/** "SOQL and SOSL Limits for Search Queries": characters of a statement. */
const LONGEST_STATEMENT = 100_000;

type Plan = RowPlan | AggregatePlan | CountPlan;

class Prepared implements PreparedQuery {
  constructor(
    readonly text: string,
    readonly allRows: boolean,
    readonly plan: Plan,
    readonly recordAccess: RecordAccessQuery | null
  ) {}

  get shape(): ResultShape {
    return this.plan.shape;
  }
}

/** SOQL over the tables of one schema. Make a new engine when the schema changes. */
export class SoqlEngine implements QueryEngine {
  private readonly plans = new Map<string, Prepared>();
  private readonly equipped = new WeakSet<Database>();

  /** @param recordAccess what answers queries of UserRecordAccess; without it the object is empty */
  constructor(
    private readonly schema: Schema,
    private readonly formulas: FormulaTranslator,
    private readonly recordAccess?: RecordAccessReader
  ) {}

  prepare(text: string, access: AccessPolicy): PreparedQuery {
    refuseLongStatement(text);
    return this.planned(text, access, false);
  }

  execute(tx: Transaction, query: PreparedQuery | string, options: QueryOptions): QueryResult {
    const allRows = options.allRows ?? false;
    if (typeof query === 'string' && options.anyLength !== true) refuseLongStatement(query);
    const prepared =
      query instanceof Prepared && query.allRows === allRows
        ? query
        : this.planned(typeof query === 'string' ? query : query.text, options.access, allRows);
    this.equip(tx.db);
    const { plan } = prepared;
    const context = new QueryContext(tx, this.schema, options.binds);
    tx.limits.count('queries');
    if (prepared.recordAccess && this.recordAccess) writeRecordAccess(prepared.recordAccess, context, options.access, this.recordAccess);
    switch (plan.kind) {
      case 'count': {
        tx.limits.count('queryRows');
        return { shape: plan.shape, rows: [], children: [], totalSize: numberOf(tx, plan.statement, context), countQuery: true };
      }
      case 'aggregate': {
        const rows = read(tx, plan.statement, context);
        tx.limits.count('queryRows', rowsRead(tx, plan.rowCount, rows, context));
        return { shape: plan.shape, rows, children: [], totalSize: rows.length, countQuery: false };
      }
      case 'rows':
        return readRows(tx, plan, context, options.page);
    }
  }

  private planned(text: string, access: AccessPolicy, allRows: boolean): Prepared {
    const key = `${allRows ? 'all' : 'live'}\n${access.cacheKey}\n${text}`;
    let prepared = this.plans.get(key);
    if (!prepared) {
      prepared = this.plan(text, access, allRows);
      if (this.plans.size >= PLAN_CACHE_SIZE) {
        const oldest = this.plans.keys().next();
        if (!oldest.done) this.plans.delete(oldest.value);
      }
      this.plans.set(key, prepared);
    }
    return prepared;
  }

  private plan(text: string, access: AccessPolicy, allRows: boolean): Prepared {
    const query = parseQuery(text);
    const object = this.schema.object(query.from);
    if (!object?.queryable || !access.canReadObject(object)) throw noSuchObject(text, query.fromPosition, query.from);
    if (object.kind === 'platformEvent') throw new UnsupportedFeature(`SOQL on platform event ${object.apiName}`);
    let aliases = 0;
    const environment: PlanEnvironment = {
      text,
      schema: this.schema,
      access,
      formulas: this.formulas,
      allRows: allRows || query.allRows,
      nextAlias: () => `t${aliases++}`
    };
    const recordAccess = this.recordAccess && isRecordAccess(object) ? recordAccessQuery(query, text) : null;
    return new Prepared(
      text,
      allRows,
      planOf(recordAccess ? { ...query, where: recordAccess.where } : query, object, environment),
      recordAccess
    );
  }

  /** Registers the SQL functions that plans call, once per database. */
  private equip(db: Database): void {
    if (this.equipped.has(db)) return;
    db.function('soql_fold', (value) => soqlFold(value));
    db.function('soql_local', (moment, timeZone) => soqlLocal(moment ?? null, timeZone ?? null));
    db.function('soql_includes', (values, combinations) => soqlIncludes(values ?? null, combinations ?? null));
    this.equipped.add(db);
  }
}

/** @throws OrgException MALFORMED_QUERY */
function refuseLongStatement(text: string): void {
  if (text.length > LONGEST_STATEMENT) {
    throw new OrgException('MALFORMED_QUERY', `SOQL statements can not be longer than ${LONGEST_STATEMENT} characters.`);
  }
}

function planOf(query: Query, object: ObjectDef, environment: PlanEnvironment): Plan {
  if (query.countOnly) return planCount(query, object, environment);
  return isAggregateQuery(query) ? planAggregate(query, object, environment) : planRows(query, object, environment, null);
}

function read(tx: Transaction, statement: Statement, context: QueryContext): SqlRow[] {
  const { text, params } = statement.bind(context);
  return tx.db.all(text, params);
}

function numberOf(tx: Transaction, statement: Statement, context: QueryContext): number {
  return Number(read(tx, statement, context)[0]?.['n'] ?? 0);
}

/** How many rows an aggregate query read. A column that counts them is taken out of the results. */
function rowsRead(tx: Transaction, count: RowCount | null, rows: readonly SqlRow[], context: QueryContext): number {
  if (!count) return rows.length;
  if (count.kind === 'statement') return numberOf(tx, count.statement, context);
  let read = 0;
  for (const row of rows) {
    read += Number(row[count.key]);
    Reflect.deleteProperty(row, count.key);
  }
  return read;
}

function readRows(tx: Transaction, plan: RowPlan, context: QueryContext, page: QueryOptions['page']): QueryResult {
  let rows: SqlRow[];
  let totalSize: number;
  if (page && plan.page) {
    const { text, params } = plan.page.statement.bind(context);
    rows = tx.db.all(text, [...params, page.take, page.skip]);
    totalSize = numberOf(tx, plan.page.count, context);
  } else {
    rows = read(tx, plan.statement, context);
    totalSize = rows.length;
  }
  tx.limits.count('queryRows', rows.length);
  const children = plan.children.map((child) => readChildren(tx, child, plan.shape, rows, context));
  return { shape: plan.shape, rows, children, totalSize, countQuery: false };
}

/** One query for the children of all rows. */
function readChildren(
  tx: Transaction,
  child: ChildPlan,
  parentShape: ResultShape,
  parents: readonly SqlRow[],
  context: QueryContext
): ChildResult {
  const idKey = parentShape.idKey ?? '';
  tx.limits.count('aggregateQueries');
  const lists = new Map<string, SqlRow[]>();
  for (const parent of parents) lists.set(String(parent[idKey]), []);
  const ids = [...lists.keys()];
  const rows = ids.length === 0 ? [] : read(tx, child.plan.statement, context.forChildren(JSON.stringify(ids)));
  tx.limits.count('queryRows', rows.length);
  for (const row of rows) lists.get(String(row[PARENT_KEY]))?.push(row);
  const rowsByParent = parents.map((parent) => lists.get(String(parent[idKey])) ?? []);
  const inOrder = rowsByParent.flat();
  return {
    relationshipName: child.relationshipName,
    shape: child.plan.shape,
    rowsByParent,
    children: child.plan.children.map((grandchild) => readChildren(tx, grandchild, child.plan.shape, inOrder, context))
  };
}
