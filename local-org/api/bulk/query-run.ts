import type { RunningUser, SqlRow } from '../../database/types';
import { OrgException } from '../../errors';
import type { Org } from '../../org';
import { USER_MODE } from '../../security/types';
import type { ParentShape, ResultColumn } from '../../soql/types';
import { columnValue } from '../../soql/types';
import { propertyOf } from '../records/render';
import { toCell } from '../records/scalars';
import { csvLine } from './csv';
import type { BulkJob } from './job';
import { styleOf } from './job';
import type { BulkStore } from './store';

interface CellColumn {
  readonly title: string;
  readonly column: ResultColumn;
}

function columnsOf(columns: readonly ResultColumn[], parents: readonly ParentShape[], prefix: string): CellColumn[] {
  const own = columns.map((column) => ({ title: `${prefix}${propertyOf(column)}`, column }));
  return [...own, ...parents.flatMap((parent) => columnsOf(parent.columns, parent.parents, `${prefix}${parent.relationshipName}.`))];
}

/** The platform refuses these in bulk queries. */
function refuse(soql: string): void {
  if (/\bGROUP\s+BY\b|\bOFFSET\s+\d/i.test(soql) || /^\s*SELECT\s+(?:COUNT|SUM|MIN|MAX|AVG)\w*\s*\(/i.test(soql)) {
    throw new OrgException('NOT_SUPPORTED', 'Aggregate Relationships and OFFSET are not supported in Bulk Query');
  }
}

/** Runs a query job in one transaction: its result and its final state commit together. Line 0 of the result is the header. */
export function runQueryJob(org: Org, store: BulkStore, user: RunningUser, job: BulkJob): void {
  const soql = job.query ?? '';
  refuse(soql);
  const began = performance.now();
  org.transact(user, (tx) => {
    const access = org.security.policy(tx, user, USER_MODE);
    const result = org.queries.execute(tx, soql, { access, allRows: job.operation === 'queryAll' });
    if (result.children.length > 0) throw new OrgException('NOT_SUPPORTED', 'Nested queries are not supported in Bulk Query');
    const columns = columnsOf(result.shape.columns, result.shape.parents, '');
    const line = (row: SqlRow): string =>
      csvLine(
        columns.map(({ column }) => toCell(column.type, columnValue(row, column))),
        styleOf(job)
      );
    const header = csvLine(
      columns.map(({ title }) => title),
      styleOf(job)
    );
    store.addResults(job.id, [
      { position: 0, success: true, line: header },
      ...result.rows.map((row, index) => ({ position: index + 1, success: true, line: line(row) }))
    ]);
    store.update(job.id, {
      object: result.shape.object.apiName,
      state: 'JobComplete',
      processed: result.rows.length,
      processingTime: Math.round(performance.now() - began),
      changedAt: org.clock.now()
    });
  });
}
