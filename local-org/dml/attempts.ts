import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { SaveRow } from './save-row';
import type { DmlOptions, DmlResult, RecordInput } from './types';

/** Records that share one firing of triggers. */
export const CHUNK_SIZE = 200;
/** A first attempt and two without what failed before (Apex Developer Guide, "Bulk DML Exception Handling"). */
const MAX_ATTEMPTS = 3;

const ROLLED_BACK: OrgError = {
  errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: []
};

const TOO_MANY_RETRIES: OrgError = {
  errorCode: 'LIMIT_EXCEEDED',
  message: 'Too many batch retries in the presence of Apex triggers and partial failures.',
  fields: []
};

/** What became of one input. */
export interface Outcome {
  readonly id: string | null;
  readonly created: boolean;
  readonly errors: readonly OrgError[];
}

/** One attempt at a chunk: takes the positions still in the race, says what became of each. */
export type Attempt = (positions: readonly number[]) => readonly SaveRow[];

/** One DML call, cut into chunks. */
export interface Call {
  readonly tx: Transaction;
  readonly inputs: readonly RecordInput[];
  readonly options: DmlOptions;
  /** Whether triggers listen: then a chunk with failures is rolled back and tried again without them. */
  readonly triggered: boolean;
  readonly attempt: Attempt;
}

/**
 * Runs a call chunk by chunk under one savepoint. All or none: the first failure undoes everything. Otherwise what fails is set
 * aside, and where triggers have seen it, the rest of its chunk is rolled back and tried again.
 * Ids are put into the inputs' records when the call has succeeded for them.
 */
export function runCall(call: Call): DmlResult[] {
  const { tx, inputs, options } = call;
  const outcomes = new Array<Outcome | undefined>(inputs.length);
  const whole = tx.savepoint();
  try {
    for (let start = 0; start < inputs.length; start += CHUNK_SIZE) {
      const positions = inputs.slice(start, start + CHUNK_SIZE).map((_input, index) => start + index);
      runChunk(call, positions, outcomes);
      if (options.allOrNone && outcomes.some((outcome) => outcome !== undefined && outcome.errors.length > 0)) {
        whole.rollback();
        whole.release();
        return rolledBack(inputs, outcomes);
      }
    }
  } catch (error) {
    whole.rollback();
    whole.release();
    throw error;
  }
  whole.release();
  return inputs.map((input, index) => succeeded(input, outcomes[index]));
}

function runChunk(call: Call, positions: readonly number[], outcomes: (Outcome | undefined)[]): void {
  let pending = positions;
  for (let attempt = 1; pending.length > 0; attempt++) {
    const savepoint = call.tx.savepoint();
    const rows = call.attempt(pending);
    const failed = rows.filter((row) => !row.ok);
    for (const row of failed) outcomes[row.index] = { id: null, created: false, errors: row.errors };
    const again = failed.length > 0 && !call.options.allOrNone && (call.triggered || failed.some((row) => row.written));
    if (!again) {
      savepoint.release();
      for (const row of rows) if (row.ok) outcomes[row.index] = { id: row.record.id, created: row.prior === null, errors: [] };
      return;
    }
    savepoint.rollback();
    savepoint.release();
    pending = rows.filter((row) => row.ok).map((row) => row.index);
    if (attempt === MAX_ATTEMPTS) {
      for (const index of pending) outcomes[index] = { id: null, created: false, errors: [TOO_MANY_RETRIES] };
      return;
    }
  }
}

function rolledBack(inputs: readonly RecordInput[], outcomes: readonly (Outcome | undefined)[]): DmlResult[] {
  return inputs.map((_input, index) => {
    const errors = outcomes[index]?.errors ?? [];
    return { id: null, success: false, created: false, errors: errors.length > 0 ? errors : [ROLLED_BACK] };
  });
}

function succeeded(input: RecordInput, outcome: Outcome | undefined): DmlResult {
  const { id, created, errors } = outcome ?? { id: null, created: false, errors: [ROLLED_BACK] };
  const success = errors.length === 0;
  if (success && input.record.id !== id) input.record.set('Id', id);
  return { id, success, created: success && created, errors };
}
