import type { QueryResult } from '../../soql/types';
import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { objectAt } from '../records/parse';
import { formatDatetime, parseDatetime } from '../records/scalars';
import { policyOf } from './dml';

const MOST_IDS = 600_000;

function moment(call: ApiCall, name: 'start' | 'end'): number {
  const text = call.search.get(name);
  // A plus sign in a query string means a space; the platform also accepts it unescaped in a time zone.
  const value = text === null ? undefined : parseDatetime(text.replace(/ (?=\d{2}:?\d{2}$)/, '+'));
  if (value === undefined) throw new OrgException('INVALID_OPERATION', `The parameter ${name} must be a date and time in ISO 8601`);
  return value;
}

function changes(
  call: ApiCall,
  select: (object: ObjectDef) => string,
  allRows: boolean
): { readonly result: QueryResult; readonly end: number } {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const [start, end] = [moment(call, 'start'), moment(call, 'end')];
  if (start >= end) throw new OrgException('INVALID_OPERATION', 'The start must lie before the end');
  if (!object.field('SystemModstamp')) throw new OrgException('INVALID_TYPE', `${object.apiName} is not replicateable`);
  const range = 'SystemModstamp >= :start AND SystemModstamp < :end';
  const soql = `${select(object)} FROM ${object.apiName} WHERE ${range}${allRows ? ' AND IsDeleted = true' : ''} ORDER BY SystemModstamp LIMIT ${MOST_IDS}`;
  const result = call.transact((tx) =>
    call.org.queries.execute(tx, soql, { access: policyOf(call, tx), allRows, binds: (name) => (name === 'start' ? start : end) })
  );
  return { result, end };
}

const cell = (result: QueryResult, row: number, column: number): unknown => {
  const key = result.shape.columns[column]?.key;
  return key === undefined ? undefined : result.rows[row]?.[key];
};

/** `/sobjects/X/updated?start=&end=`: ids of records changed in that time. */
export function updatedSince(call: ApiCall): ApiReply {
  const { result, end } = changes(call, () => 'SELECT Id', false);
  return json(200, {
    ids: result.rows.map((_, row) => cell(result, row, 0)),
    latestDateCovered: formatDatetime(Math.min(end, call.org.clock.now()))
  });
}

/** `/sobjects/X/deleted?start=&end=`: ids of records in the recycle bin since that time. */
export function deletedSince(call: ApiCall): ApiReply {
  const { result, end } = changes(call, () => 'SELECT Id, SystemModstamp', true);
  const deletedRecords = result.rows.map((_, row) => ({
    id: cell(result, row, 0),
    deletedDate: formatDatetime(Number(cell(result, row, 1)))
  }));
  return json(200, {
    deletedRecords,
    earliestDateAvailable: deletedRecords[0]?.deletedDate ?? formatDatetime(0),
    latestDateCovered: formatDatetime(Math.min(end, call.org.clock.now()))
  });
}
