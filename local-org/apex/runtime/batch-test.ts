import { throwApex } from '../values/exception';
import { executeScope, finishBatch, startBatch } from './batch-run';

/** Runs a whole batch inside a test, where the platform allows one `execute`. */
export function runBatchInTest(jobId: string, payload: string): void {
  const { scopes, state } = startBatch(jobId, payload);
  if (scopes.length > 1) {
    throwApex(
      'System.UnexpectedException',
      'No more than one executeBatch can be called from within a test method. Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.'
    );
  }
  const [scope] = scopes;
  finishBatch(jobId, payload, scope === undefined ? state : executeScope(jobId, payload, scope, state).state);
}
