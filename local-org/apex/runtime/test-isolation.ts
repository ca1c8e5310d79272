import { quoteName } from '../../database';
import type { Transaction } from '../../database/types';
import type { ObjectDef, Schema } from '../../schema/types';

/** Made in Setup, so that tests see it although its rows can be created by DML. */
const SETUP_LIKE = new Set(['holiday']);

/** Rows that the platform keeps beside a record: shares and histories. */
const BESIDE_RECORDS = /(?:share|history)$/;

/** Whether tests without `SeeAllData` do not see the org's rows of this object. */
function isData(object: ObjectDef): boolean {
  if (object.setupObject || object.kind === 'customMetadata' || object.kind === 'platformEvent' || SETUP_LIKE.has(object.key)) return false;
  return object.createable || BESIDE_RECORDS.test(object.key);
}

/** Runs `work` in an org whose data is hidden but for what it makes itself: users, profiles and other setup stay. All of it is undone. */
export function withoutOrgData<T>(tx: Transaction, schema: Schema, work: () => T): T {
  const savepoint = tx.savepoint();
  try {
    for (const object of schema.objects) if (isData(object)) tx.db.run(`DELETE FROM ${quoteName(object.apiName)}`);
    return work();
  } finally {
    savepoint.rollback();
    savepoint.release();
  }
}

/** Runs `work` on the org as it is. All of it is undone. */
export function onOrgData<T>(tx: Transaction, work: () => T): T {
  const savepoint = tx.savepoint();
  try {
    return work();
  } finally {
    savepoint.rollback();
    savepoint.release();
  }
}
