import { OrgException, UnsupportedFeature } from '../../errors';
import type { AccessPolicy, BindValues, PreparedQuery, QueryResult } from '../../soql/types';
import type { OrgValue } from '../../values';
import type { QuerySite } from '../compiler/host';
import { throwApex } from '../values/exception';
import { toOrgValue } from '../values/field-value';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { accessOf } from './access';
import { current } from './execution';
import { hydrate } from './hydration';

/** A value of Apex as a bind: collections become lists, records their ids. */
export function toBind(value: unknown): OrgValue | readonly OrgValue[] {
  if (value instanceof ApexList) return value.items.map(single);
  if (value instanceof ApexSet) return [...value].map(single);
  if (value instanceof ApexMap) return throwApex('System.QueryException', 'Invalid bind expression type of Map');
  return single(value);
}

const single = (value: unknown): OrgValue => (value instanceof SObjectValue ? value.id : toOrgValue(value));

/** Runs a query. @throws System.QueryException for queries that are malformed or not allowed */
export function runQuery(query: PreparedQuery | string, access: AccessPolicy, binds: BindValues): QueryResult {
  const { services, tx } = current();
  try {
    return services.queries.execute(tx, query, { access, binds, anyLength: true });
  } catch (error) {
    if (error instanceof OrgException && !(error instanceof UnsupportedFeature)) throwApex('System.QueryException', error.message);
    throw error;
  }
}

interface SitePlan {
  readonly cacheKey: string;
  readonly query: PreparedQuery;
}

const plans = new WeakMap<QuerySite, SitePlan>();

/** The result of an inline query. `binds` stand in the text as `:b0`, `:b1`, … */
export function querySite(site: QuerySite, binds: readonly unknown[]): QueryResult {
  const execution = current();
  const access = accessOf(execution, site.mode, site.caller);
  let plan = plans.get(site);
  if (plan?.cacheKey !== access.cacheKey) {
    plan = { cacheKey: access.cacheKey, query: prepare(site.text, access) };
    plans.set(site, plan);
  }
  return runQuery(plan.query, access, (name) => {
    const position = Number(name.slice(1));
    return position < binds.length ? toBind(binds[position]) : undefined;
  });
}

function prepare(text: string, access: AccessPolicy): PreparedQuery {
  try {
    return current().services.queries.prepare(text, access);
  } catch (error) {
    if (error instanceof OrgException && !(error instanceof UnsupportedFeature)) throwApex('System.QueryException', error.message);
    throw error;
  }
}

export function queryList(site: QuerySite, binds: readonly unknown[]): ApexList {
  return hydrate(querySite(site, binds), current().services.schema);
}

/** @throws System.QueryException for none or more than one */
export function queryOne(site: QuerySite, binds: readonly unknown[]): unknown {
  return onlyRow(queryList(site, binds).items);
}

export function queryOneOrNull(site: QuerySite, binds: readonly unknown[]): unknown {
  const rows = queryList(site, binds).items;
  return rows.length === 0 ? null : onlyRow(rows);
}

/** @throws System.QueryException for none or more than one */
export function onlyRow(rows: readonly unknown[]): unknown {
  if (rows.length === 0) throwApex('System.QueryException', 'List has no rows for assignment to SObject');
  if (rows.length > 1) throwApex('System.QueryException', 'List has more than 1 row for assignment to SObject');
  return rows[0];
}
