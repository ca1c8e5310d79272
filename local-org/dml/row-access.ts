import type { Transaction } from '../database/types';
import type { ObjectPlan } from './plan';
import type { SaveMode } from './save-context';
import { okRows, type SaveRow } from './save-row';

/** Refuses all rows if the object does not take the operation or the user may not do it. @returns whether to go on */
export function checkObjectAccess(
  plan: ObjectPlan,
  operation: 'insert' | 'update' | 'delete' | 'undelete',
  mode: SaveMode,
  rows: readonly SaveRow[]
): boolean {
  if (mode.internal) return true;
  const { object } = plan;
  const { access } = mode;
  const [possible, allowed, verb] = {
    insert: [object.createable, access.canCreateObject(object), 'inserted'] as const,
    update: [object.updateable, access.canEditObject(object), 'updated'] as const,
    delete: [object.deletable, access.canDeleteObject(object), 'deleted'] as const,
    undelete: [object.undeletable, access.canDeleteObject(object), 'undeleted'] as const
  }[operation];
  if (possible && allowed) return true;
  for (const row of okRows(rows)) {
    if (!possible || operation === 'insert')
      row.fail('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${verb}: ${object.label}`);
    else row.fail('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }
  return false;
}

/** Refuses rows the user may not change or delete. One question per chunk. */
export function checkRowAccess(
  tx: Transaction,
  plan: ObjectPlan,
  level: 'edit' | 'delete',
  mode: SaveMode,
  rows: readonly SaveRow[]
): void {
  if (mode.internal) return;
  const live = okRows(rows);
  if (live.length === 0) return;
  const accessible = mode.access.accessible(
    tx,
    plan.object,
    live.map((row) => row.record.id ?? ''),
    level
  );
  for (const row of live) {
    if (!accessible.has(row.record.id ?? '')) row.fail('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }
}
