import { quoteName } from '../database';
import type { Transaction } from '../database/types';
import type { ObjectDef, Schema } from '../schema/types';

/**
 * Whether tests do not see the object's rows, as on the platform, where they see none of the org's data but its setup: users,
 * profiles, metadata, business hours and whatever else nobody enters.
 */
function isData(object: ObjectDef): boolean {
  if (object.setupObject || object.kind === 'customMetadata' || object.kind === 'platformEvent') return false;
  return object.createable || object.updateable || object.deletable || /History$|Share$/.test(object.apiName);
}

/** Runs `work` as if the org held no data; afterwards everything is as it was. */
export function withoutData<T>(tx: Transaction, schema: Schema, work: () => T): T {
  const savepoint = tx.savepoint();
  try {
    for (const object of schema.objects) if (isData(object)) tx.db.run(`DELETE FROM ${quoteName(object.apiName)}`);
    return work();
  } finally {
    savepoint.rollback();
    savepoint.release();
  }
}
