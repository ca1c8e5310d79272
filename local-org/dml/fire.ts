import type { Transaction } from '../database/types';
import type { DmlCore } from './core';
import type { FormulaSession } from './formula/session';
import type { ObjectPlan } from './plan';
import type { SaveRow } from './save-row';
import { TriggerException, type OrgRecord, type TriggerOperation, type TriggerTiming } from './types';

/** As deep as triggers may cause triggers (Apex Developer Guide, "Execution Governors and Limits"). */
const MAX_DEPTH = 16;

/** Triggers that run now in this transaction, outermost first, and the records in before triggers. */
interface Running {
  readonly events: string[];
  readonly busy: Set<string>;
}

const RUNNING = Symbol('running triggers');

export interface Firing {
  readonly core: DmlCore;
  readonly tx: Transaction;
  readonly plan: ObjectPlan;
  readonly session: FormulaSession;
}

/** Whether any trigger of the object listens to any part of this operation. */
export function anyTrigger(core: DmlCore, plan: ObjectPlan, operation: TriggerOperation): boolean {
  const { triggers } = core;
  return triggers.listens(plan.object, 'before', operation) || triggers.listens(plan.object, 'after', operation);
}

/**
 * Fires the triggers of one chunk, if any listen. Records the triggers refuse get errors; an exception out of a trigger fails
 * all of them, and so do more than 16 levels of triggers causing triggers. Limit errors and defects go through.
 */
export function fire(firing: Firing, timing: TriggerTiming, operation: TriggerOperation, rows: readonly SaveRow[]): void {
  const { core, tx, plan } = firing;
  if (rows.length === 0 || !core.triggers.listens(plan.object, timing, operation)) return;
  const current = rows.map((row) => row.record);
  const prior = rows.map((row) => row.prior ?? row.record);
  const running = runningIn(tx);
  const event = `${plan.object.apiName} trigger event ${timing === 'before' ? 'Before' : 'After'}${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  if (running.events.length >= MAX_DEPTH) {
    const message = ['maximum trigger depth exceeded', ...running.events, event].join('\n');
    for (const row of rows) row.fail('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
    return;
  }
  if (operation !== 'delete') fillFormulas(firing, current);
  if (operation === 'update' || operation === 'delete') fillFormulas(firing, prior);
  const marked = timing === 'before' ? markBusy(running, rows) : [];
  running.events.push(event);
  try {
    core.triggers.run(tx, {
      object: plan.object,
      timing,
      operation,
      newRecords: operation === 'delete' ? null : current,
      oldRecords: operation === 'insert' || operation === 'undelete' ? null : prior,
      addError: (index, error) => rows[index]?.errors.push(error)
    });
  } catch (error) {
    if (!(error instanceof TriggerException)) throw error;
    for (const row of rows) row.fail('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message);
  } finally {
    running.events.pop();
    for (const id of marked) running.busy.delete(id);
  }
}

/** Refuses records that are in a running before trigger: they cannot be saved from within it. */
export function refuseBusy(tx: Transaction, rows: readonly SaveRow[]): void {
  const { busy } = runningIn(tx);
  if (busy.size === 0) return;
  for (const row of rows) {
    const { id } = row.record;
    if (id !== null && busy.has(id)) {
      row.fail(
        'SELF_REFERENCE_FROM_TRIGGER',
        `Object (id = ${id.slice(0, 15)}) is currently in trigger, therefore it cannot recursively update itself`
      );
    }
  }
}

function runningIn(tx: Transaction): Running {
  let running = tx.state.get(RUNNING) as Running | undefined;
  if (!running) tx.state.set(RUNNING, (running = { events: [], busy: new Set() }));
  return running;
}

function markBusy(running: Running, rows: readonly SaveRow[]): string[] {
  const marked: string[] = [];
  for (const { record } of rows) {
    if (record.id === null || running.busy.has(record.id)) continue;
    running.busy.add(record.id);
    marked.push(record.id);
  }
  return marked;
}

function fillFormulas(firing: Firing, records: readonly OrgRecord[]): void {
  firing.session.fillFormulaFields(records, firing.plan.formulas);
}
