import { quoteName } from '../database';
import { fire } from './fire';
import { binnedWith, forgetBinned, restoreLookups } from './recycle-bin';
import { recomputeRollups } from './rollups';
import { IN_LIST, loadRows } from './rows';
import { saveContext, type SaveContext, type SaveMode } from './save-context';
import { okRows, SaveRow } from './save-row';
import type { Deletion } from './delete';
import { OrgRecord } from './types';

/**
 * Brings a chunk back from the recycle bin with all that its deletion took along, and puts back the lookups it cleared; then
 * after-undelete triggers (for the records asked for, not for those they bring along) and roll-ups.
 * @param rows `prior` is the deleted record, `record` the restored one
 */
export function undeleteChunk(deletion: Deletion, mode: SaveMode, rows: readonly SaveRow[]): void {
  const { core, tx, plan } = deletion;
  const context = saveContext(core, tx, plan, 'update', mode);
  refuseOrphans(context, okRows(rows));
  refuseDuplicates(context, okRows(rows));
  const restored = okRows(rows);
  if (restored.length === 0) return;
  const roots = restored.map((row) => row.record.id ?? '');
  const rowsOf = restoreRows(context, roots);
  for (const row of restored) row.written = true;
  restoreLookups(tx.db, roots);
  forgetBinned(tx.db, roots);
  fire({ core, tx, plan, session: core.formulas.session(tx) }, 'after', 'undelete', restored);
  for (const [object, objectRows] of rowsOf) {
    const restoredPlan = core.planOf(object);
    if (restoredPlan) recomputeRollups({ core, tx, plan: restoredPlan }, objectRows);
  }
}

/** A row to restore: before and after. */
export function undeletedRow(index: number, prior: OrgRecord): SaveRow {
  const record = prior.clone();
  record.set('IsDeleted', false);
  return new SaveRow(index, { record: new OrgRecord(prior.object) }, record, prior);
}

function restoreRows(context: SaveContext, roots: readonly string[]): Map<string, SaveRow[]> {
  const { core, tx, now } = context;
  const restored = new Map<string, SaveRow[]>();
  for (const [objectName, binned] of binnedWith(tx.db, roots)) {
    const plan = core.planOf(objectName);
    if (!plan) continue;
    const ids = binned.map((entry) => entry.id);
    const stamp = plan.object.field('SystemModstamp') ? `, SystemModstamp = ${now}` : '';
    const merged = plan.object.field('MasterRecordId') ? ', MasterRecordId = NULL' : '';
    tx.db.run(`UPDATE ${plan.table} SET IsDeleted = 0${stamp}${merged} WHERE Id ${IN_LIST}`, [JSON.stringify(ids)]);
    restored.set(
      objectName,
      [...loadRows(tx.db, plan, ids).values()].map((record) => {
        const prior = record.clone();
        prior.set('IsDeleted', true);
        return new SaveRow(-1, { record: new OrgRecord(plan.object) }, record, prior);
      })
    );
  }
  return restored;
}

/** A detail cannot be restored without its master. */
function refuseOrphans({ core, tx, plan }: SaveContext, rows: readonly SaveRow[]): void {
  for (const field of plan.references.filter((reference) => reference.relationshipType === 'masterDetail')) {
    const master = core.planOf(field.referenceTo[0] ?? '');
    if (!master?.isDeleted) continue;
    const ids = rows.map((row) => row.get(field));
    const gone = new Set(
      tx.db.all(`SELECT Id FROM ${master.table} WHERE Id ${IN_LIST} AND IsDeleted = 1`, [JSON.stringify(ids)]).map((row) => row['Id'])
    );
    for (const row of rows) {
      if (gone.has(String(row.get(field))))
        row.fail('UNDELETE_FAILED', `The record cannot be undeleted while its ${field.label} is in the recycle bin`);
    }
  }
}

/** A unique value may have been taken meanwhile. */
function refuseDuplicates(context: SaveContext, rows: readonly SaveRow[]): void {
  for (const field of context.plan.unique) {
    const values = rows.map((row) => row.get(field)).filter((value) => value !== null);
    if (values.length === 0) continue;
    const column = quoteName(field.apiName);
    const live = ' AND IsDeleted = 0';
    const sql = `SELECT Id, ${column} AS Value FROM ${context.plan.table} WHERE ${column} ${IN_LIST}${live}`;
    const holders = new Map(
      context.tx.db.all(sql, [JSON.stringify(values)]).map((row) => [String(row['Value']).toLowerCase(), String(row['Id'])])
    );
    for (const row of rows) {
      const holder = holders.get(String(row.get(field)).toLowerCase());
      if (holder !== undefined && row.get(field) !== null) {
        row.fail('DUPLICATE_VALUE', `duplicate value found: ${field.apiName} duplicates value on record with id: ${holder.slice(0, 15)}`, [
          field.apiName
        ]);
      }
    }
  }
}
