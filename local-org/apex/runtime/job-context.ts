import { current, type Quiddity } from './execution';
import { Limits } from '../../database';
import { callBridge } from '../values/bridge';
import { throwApex } from '../values/exception';
import { whileLimited } from './limits';
import { TransactionView } from './transaction-view';

/**
 * Runs a job's work as its own execution: statics of its own, the quiddity and id of the job. Inside a test the job shares the
 * test's transaction and statics, but has the counters of asynchronous Apex.
 */
export function insideJob<T>(quiddity: Quiddity, jobId: string, work: () => T): T {
  const execution = current();
  const { quiddity: outerQuiddity, jobId: outerJob, tx } = execution;
  execution.quiddity = quiddity;
  execution.jobId = jobId;
  if (execution.test)
    execution.tx = new TransactionView(tx, { limits: execution.test.countsOn(new Limits('asynchronous')), state: new Map() });
  try {
    const run = (): T => whileLimited(execution.tx, work);
    return execution.test ? run() : execution.program.statics.fresh(run);
  } finally {
    execution.quiddity = outerQuiddity;
    execution.jobId = outerJob;
    execution.tx = tx;
  }
}

/** Calls a method that the class offers to the host. */
export function call(instance: unknown, bridge: string, ...parameters: unknown[]): unknown {
  const outcome = callBridge(instance, bridge, ...parameters);
  return outcome ? outcome.result : throwApex('System.AsyncException', 'The class no longer implements the interface of its job');
}
