import { to18, type IdGenerator } from '../database';
import type { Database, Transaction } from '../database/types';
import { UnsupportedFeature, type OrgError } from '../errors';
import type { ObjectDef, Schema } from '../schema/types';
import type { FormulaTranslator } from '../soql/types';
import { runCall, type Attempt } from './attempts';
import { createAutoNumberTable } from './auto-numbers';
import { convertLeads } from './convert-leads';
import { DmlCore } from './core';
import { deleteChunk, deletedRow } from './delete';
import type { DuplicateRule } from './duplicate-rules';
import { anyTrigger } from './fire';
import { registerFormulaFunctions } from './formula/sql-functions';
import { NO_GLOBALS, type FormulaGlobals } from './formula/types';
import { resolveForeignKeys } from './foreign-keys';
import { mergeRecords } from './merge';
import { touch } from './mixed-dml';
import { modeOf } from './mode';
import type { ObjectPlan } from './plan';
import { createRecycleBinTables } from './recycle-bin';
import { purge } from './purge';
import { computeRollups } from './rollups';
import { saveChunk } from './save';
import { saveContext, type SaveMode } from './save-context';
import { okRows, SaveRow } from './save-row';
import { checkObjectAccess, checkRowAccess, NO_RECORD } from './row-access';
import {
  OrgRecord,
  type DmlEngine,
  type DmlOperation,
  type DmlOptions,
  type DmlResult,
  type LeadConversion,
  type LeadConversionResult,
  type MergeRequest,
  type MergeResult,
  type RecordInput,
  type TriggerOperation,
  type TriggerRunner
} from './types';
import { undeleteChunk, undeletedRow } from './undelete';
import { upsertField, upsertTargets, type UpsertTarget } from './upsert';

export interface DmlSettings {
  readonly schema: Schema;
  readonly db: Database;
  readonly ids: IdGenerator;
  /** Read when first needed, because Apex is created after DML; absent in an org without triggers. */
  readonly triggers?: () => TriggerRunner;
  readonly globals?: FormulaGlobals;
  readonly duplicateRules?: readonly DuplicateRule[];
}

const NO_TRIGGERS: TriggerRunner = { listens: () => false, run: () => undefined };

/** The DML engine, and the translator of its formulas for SOQL. */
export class OrgDmlEngine implements DmlEngine {
  private readonly core: DmlCore;

  /** Makes the tables of its own and registers the SQL functions that formulas need. */
  constructor(settings: DmlSettings) {
    this.core = new DmlCore(
      settings.schema,
      settings.ids,
      settings.triggers ?? (() => NO_TRIGGERS),
      settings.globals ?? NO_GLOBALS,
      settings.duplicateRules ?? []
    );
    createAutoNumberTable(settings.db);
    createRecycleBinTables(settings.db);
    registerFormulaFunctions(settings.db);
  }

  get formulas(): FormulaTranslator {
    return this.core.translator;
  }

  /** What is wrong with the formulas of the schema, each with the place where it is. To be asked before the org takes data. */
  formulaProblems(): readonly string[] {
    return this.core.formulas.problems();
  }

  /** Computes all roll-ups of every row of an object: where metadata, not data, has changed. */
  computeRollups(tx: Transaction, object: ObjectDef): void {
    computeRollups(this.core, tx, object);
  }

  execute(tx: Transaction, operation: DmlOperation, object: ObjectDef, inputs: readonly RecordInput[], options: DmlOptions): DmlResult[] {
    if (inputs.length === 0) return [];
    if (object.kind === 'platformEvent') throw new UnsupportedFeature(`publishing platform events (${object.apiName})`);
    tx.limits.count('dmlStatements');
    tx.limits.count('dmlRows', inputs.length);
    const plan = this.core.plan(object);
    const refused = options.inApex ? touch(tx, operation, object, inputs) : null;
    const attempt = refused ? refuseAll(plan, inputs, refused) : this.attemptOf(tx, operation, plan, inputs, options);
    return runCall({ tx, inputs, options, triggered: this.triggered(plan, operation), attempt });
  }

  convertLeads(tx: Transaction, conversions: readonly LeadConversion[], options: DmlOptions): LeadConversionResult[] {
    return convertLeads(this.core, tx, conversions, options);
  }

  merge(tx: Transaction, requests: readonly MergeRequest[], options: DmlOptions): MergeResult[] {
    return mergeRecords(this.core, tx, requests, options);
  }

  emptyRecycleBin(tx: Transaction, ids: readonly string[], options: DmlOptions): DmlResult[] {
    return purge(this.core, tx, ids, options);
  }

  load(tx: Transaction, object: ObjectDef, ids: readonly string[]): Map<string, OrgRecord> {
    return this.core.load(tx, object, ids);
  }

  private triggered(plan: ObjectPlan, operation: DmlOperation): boolean {
    const operations: readonly TriggerOperation[] = operation === 'upsert' ? ['insert', 'update'] : [operation];
    return operations.some((one) => anyTrigger(this.core, plan, one));
  }

  private attemptOf(
    tx: Transaction,
    operation: DmlOperation,
    plan: ObjectPlan,
    inputs: readonly RecordInput[],
    options: DmlOptions
  ): Attempt {
    const mode = modeOf(options);
    switch (operation) {
      case 'insert':
      case 'update':
        return (positions) => {
          const rows = positions.map((index) => ({ index, input: inputs[index] ?? emptyInput(plan) }));
          return operation === 'insert' ? this.insertRows(tx, plan, mode, rows) : this.updateRows(tx, plan, mode, rows.map(byOwnId));
        };
      case 'upsert': {
        const field = upsertField(plan, options.externalIdField);
        return (positions) => {
          const chosen = positions.map((index) => inputs[index] ?? emptyInput(plan));
          return this.upsertRows(tx, plan, mode, positions, chosen, upsertTargets(tx, plan, field, chosen));
        };
      }
      case 'delete':
      case 'undelete':
        return (positions) => this.removeOrRestore(tx, operation, plan, mode, inputs, positions);
    }
  }

  private insertRows(tx: Transaction, plan: ObjectPlan, mode: SaveMode, inputs: readonly IndexedInput[]): SaveRow[] {
    const rows = inputs.map(({ index, input }) => new SaveRow(index, copied(input), new OrgRecord(plan.object), null));
    if (!checkObjectAccess(tx, plan, 'insert', mode, rows)) return rows;
    const context = saveContext(this.core, tx, plan, 'insert', mode);
    resolveForeignKeys(context, rows);
    saveChunk(context, rows);
    return rows;
  }

  private updateRows(tx: Transaction, plan: ObjectPlan, mode: SaveMode, inputs: readonly Identified[]): SaveRow[] {
    const rows = this.existing(
      tx,
      plan,
      inputs,
      'update',
      (index, input, prior) => new SaveRow(index, copied(input), prior.clone(), prior)
    );
    if (!checkObjectAccess(tx, plan, 'update', mode, rows)) return rows;
    checkRowAccess(tx, plan, 'edit', mode, rows);
    const context = saveContext(this.core, tx, plan, 'update', mode);
    resolveForeignKeys(context, okRows(rows));
    saveChunk(context, rows);
    return rows;
  }

  private upsertRows(
    tx: Transaction,
    plan: ObjectPlan,
    mode: SaveMode,
    positions: readonly number[],
    inputs: readonly RecordInput[],
    targets: readonly UpsertTarget[]
  ): SaveRow[] {
    const [inserts, updates, rows]: [IndexedInput[], Identified[], SaveRow[]] = [[], [], []];
    positions.forEach((index, at) => {
      const [input, target] = [inputs[at] ?? emptyInput(plan), targets[at]];
      if (target?.kind === 'update') updates.push({ index, input, id: target.id });
      else if (target?.kind === 'error') rows.push(failedRow(plan, index, input, target.error));
      else inserts.push({ index, input: withoutId(plan, input) });
    });
    if (inserts.length > 0) rows.push(...this.insertRows(tx, plan, mode, inserts));
    if (updates.length > 0) rows.push(...this.updateRows(tx, plan, mode, updates));
    return rows;
  }

  private removeOrRestore(
    tx: Transaction,
    operation: 'delete' | 'undelete',
    plan: ObjectPlan,
    mode: SaveMode,
    inputs: readonly RecordInput[],
    positions: readonly number[]
  ): SaveRow[] {
    const chosen = positions.map((index) => byOwnId({ index, input: inputs[index] ?? emptyInput(plan) }));
    const rows = this.existing(tx, plan, chosen, operation, (index, _input, prior) =>
      operation === 'delete' ? deletedRow(plan, index, prior) : undeletedRow(index, prior)
    );
    if (!checkObjectAccess(tx, plan, operation, mode, rows)) return rows;
    checkRowAccess(tx, plan, 'delete', mode, rows);
    const deletion = { core: this.core, tx, plan };
    if (operation === 'delete') deleteChunk(deletion, rows);
    else undeleteChunk(deletion, mode, rows);
    return rows;
  }

  /** Loads what is to be changed and refuses what is missing, deleted (or, to be undeleted, not deleted) or named twice. One query. */
  private existing(
    tx: Transaction,
    plan: ObjectPlan,
    inputs: readonly Identified[],
    operation: 'update' | 'delete' | 'undelete',
    make: (index: number, input: RecordInput, prior: OrgRecord) => SaveRow
  ): SaveRow[] {
    const found = this.core.load(
      tx,
      plan.object,
      inputs.flatMap((input) => input.id ?? [])
    );
    const seen = new Set<string>();
    return inputs.map(({ index, input, id }) => {
      const prior = id === null ? undefined : found.get(id);
      const problem = missing(plan, operation, input, id, prior) ?? (id !== null && seen.has(id) ? duplicateId(id) : null);
      if (id !== null) seen.add(id);
      return problem || !prior ? failedRow(plan, index, input, problem ?? NO_RECORD) : make(index, input, prior);
    });
  }
}

interface IndexedInput {
  readonly index: number;
  readonly input: RecordInput;
}

interface Identified extends IndexedInput {
  readonly id: string | null;
}

function missing(
  plan: ObjectPlan,
  operation: string,
  input: RecordInput,
  id: string | null,
  prior: OrgRecord | undefined
): OrgError | null {
  const given = input.record.id;
  if (given === null && id === null)
    return { errorCode: 'MISSING_ARGUMENT', message: `Id not specified in an ${operation} call`, fields: [] };
  if (id === null) return { errorCode: 'MALFORMED_ID', message: `malformed id ${given ?? ''}`, fields: ['Id'] };
  if (!prior) return NO_RECORD;
  const deleted = plan.isDeleted !== undefined && prior.slots[plan.isDeleted.ordinal] === true;
  if (operation === 'undelete') {
    return deleted ? null : { errorCode: 'UNDELETE_FAILED', message: 'Entity is not in the recycle bin', fields: [] };
  }
  return deleted ? { errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] } : null;
}

function duplicateId(id: string): OrgError {
  return { errorCode: 'DUPLICATE_VALUE', message: `Duplicate id in list: ${id}`, fields: ['Id'] };
}

function byOwnId({ index, input }: IndexedInput): Identified {
  const given = input.record.id;
  return { index, input, id: given === null ? null : to18(given) };
}

/** Foreign keys are filled into a copy: the caller's record only ever gets its id. */
function copied(input: RecordInput): RecordInput {
  return input.references === undefined || input.references.length === 0 ? input : { ...input, record: input.record.clone() };
}

function withoutId(plan: ObjectPlan, input: RecordInput): RecordInput {
  if (input.record.slots[plan.idField.ordinal] === undefined) return input;
  const record = input.record.clone();
  record.slots[plan.idField.ordinal] = undefined;
  return { ...input, record };
}

function emptyInput(plan: ObjectPlan): RecordInput {
  return { record: new OrgRecord(plan.object) };
}

function failedRow(plan: ObjectPlan, index: number, input: RecordInput, error: OrgError): SaveRow {
  const row = new SaveRow(index, input, new OrgRecord(plan.object), null);
  row.errors.push(error);
  return row;
}

function refuseAll(plan: ObjectPlan, inputs: readonly RecordInput[], error: OrgError): Attempt {
  return (positions) => positions.map((index) => failedRow(plan, index, inputs[index] ?? emptyInput(plan), error));
}
