import type { Transaction } from '../database/types';
import type { AccessPolicy } from '../soql/types';
import type { DmlCore } from './core';
import type { FormulaSession } from './formula/session';
import type { ObjectPlan } from './plan';

/** How strictly a save is done. */
export interface SaveMode {
  readonly access: AccessPolicy;
  /** CreatedDate and the like may be given. */
  readonly auditFields: boolean;
  readonly inApex: boolean;
  /** The platform itself writes: fields nobody may write are written, permissions are not asked. */
  readonly internal: boolean;
  /** Whether triggers and validation rules run. */
  readonly automation: boolean;
  /** Whether records are saved despite the alerts of duplicate rules. */
  readonly allowDuplicates: boolean;
}

/** One chunk of at most 200 records of one object, inserted or updated. */
export interface SaveContext {
  readonly core: DmlCore;
  readonly tx: Transaction;
  readonly plan: ObjectPlan;
  readonly operation: 'insert' | 'update';
  readonly mode: SaveMode;
  readonly session: FormulaSession;
  /** The time of the save in whole seconds, as the platform stores it. */
  readonly now: number;
}

export function saveContext(core: DmlCore, tx: Transaction, plan: ObjectPlan, operation: 'insert' | 'update', mode: SaveMode): SaveContext {
  return { core, tx, plan, operation, mode, session: core.formulas.session(tx), now: wholeSeconds(tx.clock.now()) };
}

export function wholeSeconds(moment: number): number {
  return Math.floor(moment / 1000) * 1000;
}
