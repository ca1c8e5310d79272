import { applyAutoNumbers } from './auto-numbers';
import { checkReferences, checkRequired, checkUnique, checkValidationRules } from './checks';
import { applyAudit, applyDefaults, applyDerived, applyNames } from './defaults';
import { checkDuplicates } from './duplicates';
import { fire, refuseBusy } from './fire';
import { writeHistory } from './history';
import { takeChanges, takeInputs } from './input';
import { recomputeRollups } from './rollups';
import { insertRecords, updateRecords } from './rows';
import type { SaveContext } from './save-context';
import { okRows, type SaveRow } from './save-row';
import { standardRule } from './standard/index';

/**
 * The order of execution for one chunk: take the input, defaults, before triggers, system checks, validation rules, write,
 * after triggers, roll-ups on parents (Apex Developer Guide, "Triggers and Order of Execution"). What fails stays behind with
 * its errors; a record that fails after it was written has `written` set, and the caller must roll back.
 */
export function saveChunk(context: SaveContext, rows: readonly SaveRow[]): void {
  const { operation, plan, mode } = context;
  const rule = standardRule(plan.object);
  refuseBusy(context.tx, rows);
  takeInputs(context, rows);
  if (operation === 'insert') applyDefaults(context, okRows(rows));
  rule?.fill?.(context, okRows(rows));
  applyDerived(context, okRows(rows));
  beforeTriggers(context, rows);
  applyDerived(context, okRows(rows));
  applyNames(context, okRows(rows));
  rule?.complete?.(context, okRows(rows));
  if (!mode.internal || operation === 'insert') checkRequired(context, okRows(rows));
  checkReferences(context, rows);
  checkUnique(context, rows);
  if (mode.automation) {
    checkValidationRules(context, rows);
    checkDuplicates(context, rows);
  }
  const saved = okRows(rows);
  if (saved.length === 0) return;
  write(context, saved);
  writeHistory(context, saved);
  rule?.written?.(context, saved);
  if (mode.automation) fire(context, 'after', operation, saved);
  recomputeRollups(context, okRows(saved));
}

function beforeTriggers(context: SaveContext, rows: readonly SaveRow[]): void {
  const live = okRows(rows);
  if (!context.mode.automation || !context.core.triggers.listens(context.plan.object, 'before', context.operation)) return;
  const before = live.map((row) => row.record.slots.slice());
  fire(context, 'before', context.operation, live);
  takeChanges(context, live, before);
}

function write(context: SaveContext, rows: readonly SaveRow[]): void {
  const { plan, core, tx } = context;
  applyAudit(context, rows);
  if (context.operation === 'update') nameById(context, rows);
  if (context.operation === 'insert') {
    applyAutoNumbers(context, rows);
    startRollups(context, rows);
    for (const row of rows) row.set(plan.idField, core.ids.next(plan.object.keyPrefix));
    nameById(context, rows);
    insertRecords(
      tx.db,
      plan,
      rows.map((row) => row.record)
    );
  } else {
    const columns = plan.stored.filter((field) => rows.some((row) => row.changed(field)));
    updateRecords(
      tx.db,
      plan,
      rows.map((row) => row.record),
      columns
    );
  }
  for (const row of rows) row.written = true;
}

/** Custom records that nobody has named are called by their id. */
function nameById({ plan }: SaveContext, rows: readonly SaveRow[]): void {
  const { nameField, kind } = plan.object;
  if (!nameField || nameField.autoNumber || nameField.formula || (kind !== 'custom' && kind !== 'customSetting')) return;
  for (const row of rows) if (row.get(nameField) === null) row.set(nameField, (row.record.id ?? '').slice(0, 15));
}

/** Counts and sums of a record without children are zero. */
function startRollups({ plan }: SaveContext, rows: readonly SaveRow[]): void {
  const fields = plan.stored.filter((field) => field.rollup?.operation === 'count' || field.rollup?.operation === 'sum');
  for (const field of fields) for (const row of rows) row.set(field, 0);
}
