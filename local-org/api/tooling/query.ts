import { SYSTEM_ACCESS } from '../../soql/types';
import type { QueryResult } from '../../soql/types';
import type { ApiCall } from '../http/call';
import type { JsonRecord } from '../records/render';
import type { QueryStyle } from '../rest/query';
import { runQuery } from '../rest/query';
import { requireAuthorApex } from './execute-anonymous';
import { COVERAGE_FIELD } from './objects';

/** The object that a query reads from, as written in the query; subqueries in the list of fields are in brackets, so they are skipped. */
function objectOf(soql: string): string {
  let depth = 0;
  for (const match of soql.matchAll(/[()]|\bFROM\s+(\w+)/gi)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')') depth--;
    else if (depth === 0) return match[1] ?? '';
  }
  return '';
}

/** The org's own objects with the caller's access; those of the Tooling API for users with Author Apex. */
export function runTooling(call: ApiCall, soql: string, allRows: boolean): QueryResult {
  const { tooling } = call.services;
  if (!tooling.isOwn(objectOf(soql))) return runQuery(call, soql, allRows);
  requireAuthorApex(call.org, call.user);
  return call.transact((tx) => tooling.queries.execute(tx, soql, { access: SYSTEM_ACCESS }));
}

/** Coverage is stored as text and returned as an object. */
export function finish(records: readonly JsonRecord[]): readonly JsonRecord[] {
  return records.map((record) => {
    const coverage = record[COVERAGE_FIELD];
    const value: unknown = typeof coverage === 'string' ? JSON.parse(coverage) : coverage;
    return typeof coverage === 'string' ? { ...record, [COVERAGE_FIELD]: value } : record;
  });
}

/** SOQL over the Tooling API. */
export const TOOLING_STYLE: QueryStyle = { resource: '/tooling/query', tooling: true, run: runTooling, finish };
