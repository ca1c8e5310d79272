import { to18 } from '../database';
import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { DmlCore } from './core';
import { NO_RECORD } from './row-access';
import { binnedWith, forgetBinned } from './recycle-bin';
import { IN_LIST } from './rows';
import type { DmlOptions, DmlResult } from './types';

/** Removes records from the recycle bin permanently, with everything that was deleted along with them. No triggers fire, as on the platform. */
export function purge(core: DmlCore, tx: Transaction, ids: readonly string[], options: DmlOptions): DmlResult[] {
  if (ids.length === 0) return [];
  tx.limits.count('dmlStatements');
  tx.limits.count('dmlRows', ids.length);
  const results = ids.map((given) => {
    const id = to18(given);
    const plan = id === null ? undefined : planOfId(core, id);
    const row = plan && plan.isDeleted ? tx.db.get(`SELECT IsDeleted FROM ${plan.table} WHERE Id = ?`, [id]) : undefined;
    if (!plan || !row || id === null) return failure(NO_RECORD);
    if (!options.access.accessible(tx, plan.object, [id], 'read').has(id)) return failure(NO_RECORD);
    if (row['IsDeleted'] !== 1) return failure({ errorCode: 'INVALID_ID_FIELD', message: 'Record is not in the recycle bin', fields: [] });
    if (!options.access.accessible(tx, plan.object, [id], 'delete').has(id)) {
      return failure({ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id', fields: [] });
    }
    return { id, success: true, created: false, errors: [] };
  });
  if (options.allOrNone && results.some((result) => !result.success)) {
    const rolledBack: OrgError = {
      errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: []
    };
    return results.map((result) => (result.success ? failure(rolledBack) : result));
  }
  const purged = results.flatMap((result) => result.id ?? []);
  for (const [objectName, binned] of binnedWith(tx.db, purged))
    remove(
      core,
      tx,
      objectName,
      binned.map((entry) => entry.id)
    );
  for (const id of purged) remove(core, tx, planOfId(core, id)?.object.apiName ?? '', [id]);
  forgetBinned(tx.db, purged);
  return results;
}

function planOfId(core: DmlCore, id: string) {
  const object = core.schema.objectByPrefix(id.slice(0, 3));
  return object && core.plan(object);
}

function remove(core: DmlCore, tx: Transaction, objectName: string, ids: readonly string[]): void {
  const plan = core.planOf(objectName);
  if (plan) tx.db.run(`DELETE FROM ${plan.table} WHERE Id ${IN_LIST}`, [JSON.stringify(ids)]);
}

function failure(error: OrgError): DmlResult {
  return { id: null, success: false, created: false, errors: [error] };
}
