import type { Transaction } from '../database/types';
import type { ObjectDef, Schema } from '../schema/types';
import type { RecordAccess, RecordAccessReader } from '../soql/record-access';
import type { AccessPolicy } from '../soql/types';
import { USER_MODE, type SecurityModel } from './types';

/**
 * What users may do with records: object permissions and sharing together. Full access (owners, those above them in the role
 * hierarchy, Modify All) is what lets share, delete and, with Edit on the object, transfer.
 */
export function recordAccessReader(schema: Schema, security: SecurityModel): RecordAccessReader {
  return (tx, caller, userId, recordIds) => {
    if (!tx.db.get('SELECT Id FROM "User" WHERE Id = ?', [userId])) return [];
    // A policy is found by the user's id alone.
    const policy = security.policy(tx, { ...tx.user, id: userId }, USER_MODE);
    const byObject = new Map<ObjectDef, string[]>();
    for (const id of recordIds) {
      const object = schema.objectByPrefix(id.slice(0, 3));
      if (object && caller.canReadObject(object)) byObject.set(object, [...(byObject.get(object) ?? []), id]);
    }
    return [...byObject].flatMap(([object, ids]) => ofObject(tx, policy, object, [...caller.accessible(tx, object, ids, 'read')]));
  };
}

function ofObject(tx: Transaction, policy: AccessPolicy, object: ObjectDef, ids: readonly string[]): RecordAccess[] {
  const list = JSON.stringify(ids);
  const present = tx.db.all(`SELECT Id FROM "${object.apiName}" WHERE Id IN (SELECT value FROM json_each(?))`, [list]);
  const [readable, editable, full] = (['read', 'edit', 'delete'] as const).map((level) => policy.accessible(tx, object, ids, level));
  return present.map((row) => {
    const recordId = String(row['Id']);
    const read = policy.canReadObject(object) && readable?.has(recordId) === true;
    const edit = read && policy.canEditObject(object) && editable?.has(recordId) === true;
    const all = read && full?.has(recordId) === true;
    return { recordId, read, edit, delete: all && policy.canDeleteObject(object), transfer: all && edit, all };
  });
}
