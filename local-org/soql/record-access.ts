import { to18 } from '../database';
import type { Transaction } from '../database/types';
import { OrgException } from '../errors';
import type { ObjectDef } from '../schema/types';
import type { Bind, Condition, Expression, Query, Value } from './ast';
import type { QueryContext } from './context';
import { queryError } from './errors';
import type { AccessPolicy } from './types';

const OBJECT = 'userrecordaccess';
const MOST_RECORDS = 200;

/** What a user may do with a record. */
export interface RecordAccess {
  readonly recordId: string;
  readonly read: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly transfer: boolean;
  readonly all: boolean;
}

/** Says what a user may do with those records that exist and that the caller may read. */
export type RecordAccessReader = (
  tx: Transaction,
  caller: AccessPolicy,
  userId: string,
  recordIds: readonly string[]
) => readonly RecordAccess[];

/** A query of UserRecordAccess: for which user and which records. */
export interface RecordAccessQuery {
  readonly user: Value;
  readonly records: readonly Value[] | Bind;
  /** What is left to filter by. */
  readonly where: Condition | null;
}

export const isRecordAccess = (object: ObjectDef): boolean => object.key === OBJECT;

/**
 * Rows of UserRecordAccess do not exist: they are worked out for the user and the records that the query names.
 * @throws OrgException MALFORMED_QUERY for queries beyond the documented ones
 */
export function recordAccessQuery(query: Query, text: string): RecordAccessQuery {
  const operands = operandsOf(query.where);
  const user = operands.find((operand) => operand.kind === 'comparison' && operand.operator === '=' && isField(operand.left, 'userid'));
  const record = operands.find(
    (operand) =>
      ((operand.kind === 'comparison' && operand.operator === '=') || (operand.kind === 'in' && !operand.negated)) &&
      isField(operand.left, 'recordid')
  );
  const refuse = (why: string): never => {
    throw queryError('MALFORMED_QUERY', text, query.fromPosition, `UserRecordAccess: ${why}`);
  };
  if (user?.kind !== 'comparison' || !record) return refuse('filter by one UserId and by RecordId');
  const filters = operands.filter((operand) => operand !== user && operand !== record);
  if (filters.length > 1 || !filters.every(isOfAccess)) refuse('beside UserId and RecordId, filter by one field of access at most');
  const selected = query.select.map((item) => (item.kind === 'expression' && item.expression.kind === 'field' ? item.expression : null));
  if (!selected.some((field) => field && isField(field, 'recordid'))) refuse('select RecordId');
  if (filters.length > 0 && selected.length > 1) refuse('select RecordId only where a field of access is filtered by');
  const records = record.kind === 'in' ? record.values : record.kind === 'comparison' ? [record.value] : [];
  return { user: user.value, records, where: filters[0] ?? null };
}

/**
 * Writes only the rows of this query to the table that it reads.
 * @param access the caller's: records that the caller may not read are left out
 */
export function writeRecordAccess(
  { user, records }: RecordAccessQuery,
  context: QueryContext,
  access: AccessPolicy,
  reader: RecordAccessReader
): void {
  const { db } = context.tx;
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS "UserRecordAccess" (Id, UserId, RecordId, HasReadAccess, HasEditAccess, HasDeleteAccess,
    HasTransferAccess, HasAllAccess, MaxAccessLevel)`);
  db.run('DELETE FROM temp."UserRecordAccess"');
  const [userId] = idsOf([user], context);
  const wanted = [...new Set(idsOf(records, context))];
  if (wanted.length > MOST_RECORDS) {
    throw new OrgException('MALFORMED_QUERY', `UserRecordAccess: ask for ${MOST_RECORDS} records at most, not ${wanted.length}`);
  }
  if (userId === undefined) return;
  for (const row of reader(context.tx, access, userId, wanted)) {
    const rights = [row.all, row.transfer, row.delete, row.edit, row.read];
    db.run('INSERT INTO temp."UserRecordAccess" VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8)', [
      row.recordId,
      userId,
      ...rights.map(Number).reverse(),
      ['All', 'Transfer', 'Delete', 'Edit', 'Read'][rights.indexOf(true)] ?? 'None'
    ]);
  }
}

const operandsOf = (where: Condition | null): readonly Condition[] =>
  where === null ? [] : where.kind === 'and' ? where.operands.flatMap(operandsOf) : [where];

const isField = (expression: Expression, name: string): boolean =>
  expression.kind === 'field' && expression.path.at(-1)?.toLowerCase() === name;

const isOfAccess = (operand: Condition): boolean =>
  operand.kind === 'comparison' && operand.left.kind === 'field' && /access/i.test(operand.left.path.at(-1) ?? '');

/** The ids among the values, in 18 characters. */
function idsOf(values: readonly Value[] | Bind, context: QueryContext): string[] {
  const list = 'kind' in values ? [values] : values;
  return list
    .flatMap((value) => {
      if (value.kind === 'string') return [value.value];
      const bound = value.kind === 'bind' ? context.bound(value.name) : null;
      return Array.isArray(bound) ? bound : [bound];
    })
    .flatMap((value) => (typeof value === 'string' ? (to18(value) ?? []) : []));
}
