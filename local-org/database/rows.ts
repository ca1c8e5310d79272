import type { ObjectDef } from '../schema/types';
import type { OrgValue } from '../values';
import type { Database, SqlValue } from './types';

/**
 * Writes a row as it is, without triggers, validation or defaults: for rows that the org itself keeps (setup, jobs, metadata).
 * Boolean fields that are not given become false; everything else not given is empty.
 * @throws RangeError if the object has no such field
 */
export function insertRow(db: Database, object: ObjectDef, values: Readonly<Record<string, OrgValue>>): void {
  const row: Record<string, SqlValue> = {};
  for (const field of object.fields) if (field.type === 'boolean' && !field.formula) row[field.apiName] = 0;
  for (const [name, value] of Object.entries(values)) row[fieldName(object, name)] = toSql(value);
  const columns = Object.keys(row);
  db.run(
    `INSERT INTO "${object.apiName}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    Object.values(row)
  );
}

/** Writes columns of one row without checks. @throws RangeError if the object has no such field */
export function updateRow(db: Database, object: ObjectDef, id: string, values: Readonly<Record<string, OrgValue>>): void {
  const assignments = Object.keys(values).map((name) => `"${fieldName(object, name)}" = ?`);
  db.run(`UPDATE "${object.apiName}" SET ${assignments.join(', ')} WHERE Id = ?`, [...Object.values(values).map(toSql), id]);
}

function fieldName(object: ObjectDef, name: string): string {
  const field = object.field(name);
  if (!field) throw new RangeError(`${object.apiName} has no field ${name}`);
  return field.apiName;
}

function toSql(value: OrgValue): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
