import { quoteName } from '../database';
import type { Database, SqlRow, SqlValue } from '../database/types';
import type { FieldDef } from '../schema/types';
import { fromSql, toSql, type ObjectPlan } from './plan';
import { OrgRecord } from './types';

/** The ids of a list as one SQL parameter, so that statements do not depend on how many there are. */
export const IN_LIST = 'IN (SELECT value FROM json_each(?))';

/** A full row in memory; formula fields are left undefined. */
function recordOf(plan: ObjectPlan, row: SqlRow): OrgRecord {
  const record = new OrgRecord(plan.object);
  for (const field of plan.stored) record.slots[field.ordinal] = fromSql(row[field.apiName], field);
  return record;
}

/** Full rows by id, deleted ones too; ids without a row are absent. One query. */
export function loadRows(db: Database, plan: ObjectPlan, ids: readonly string[]): Map<string, OrgRecord> {
  const found = new Map<string, OrgRecord>();
  if (ids.length === 0) return found;
  for (const row of db.all(`${plan.selectAll} WHERE Id ${IN_LIST}`, [JSON.stringify(ids)]))
    found.set(String(row['Id']), recordOf(plan, row));
  return found;
}

/** Full rows whose reference points to one of `parentIds`. One query. */
export function loadChildren(
  db: Database,
  plan: ObjectPlan,
  reference: FieldDef,
  parentIds: readonly string[],
  deleted: boolean
): OrgRecord[] {
  const live = plan.isDeleted ? ` AND IsDeleted = ${deleted ? 1 : 0}` : '';
  return db
    .all(`${plan.selectAll} WHERE ${quoteName(reference.apiName)} ${IN_LIST}${live} ORDER BY Id`, [JSON.stringify(parentIds)])
    .map((row) => recordOf(plan, row));
}

/**
 * Inserts full records. The statement has the columns that any of the records fills, so that sparse records of wide objects
 * cost what they hold.
 */
export function insertRecords(db: Database, plan: ObjectPlan, records: readonly OrgRecord[]): void {
  const columns = plan.stored.filter((field) => records.some((record) => isFilled(record, field)));
  const names = columns.map((field) => quoteName(field.apiName)).join(', ');
  const sql = `INSERT INTO ${plan.table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  for (const record of records) db.run(sql, valuesOf(record, columns));
}

/** Updates the given columns of records that exist. */
export function updateRecords(db: Database, plan: ObjectPlan, records: readonly OrgRecord[], columns: readonly FieldDef[]): void {
  if (columns.length === 0) return;
  const sql = `UPDATE ${plan.table} SET ${columns.map((field) => `${quoteName(field.apiName)} = ?`).join(', ')} WHERE Id = ?`;
  for (const record of records) db.run(sql, [...valuesOf(record, columns), record.id]);
}

function isFilled(record: OrgRecord, field: FieldDef): boolean {
  const value = record.slots[field.ordinal];
  return value !== undefined && value !== null && value !== false;
}

function valuesOf(record: OrgRecord, columns: readonly FieldDef[]): SqlValue[] {
  return columns.map((field) =>
    field.type === 'boolean' ? Number(record.slots[field.ordinal] === true) : toSql(record.slots[field.ordinal])
  );
}
