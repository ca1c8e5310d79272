import { current, type Quiddity } from './execution';
import { Limits } from '../../database';
import { TransactionView } from './transaction-view';
import { allowanceOf, whileLimited } from './limits';
import { Spending } from './meter';

/**
 * Runs a job's work as its own execution: statics of its own, the quiddity and id of the job. Inside a test the job shares the
 * test's transaction but has the counters of asynchronous Apex.
 */
export function insideJob<T>(quiddity: Quiddity, jobId: string, work: () => T): T {
  const execution = current();
  const { quiddity: outerQuiddity, jobId: outerJob, tx } = execution;
  execution.quiddity = quiddity;
  execution.jobId = jobId;
  if (execution.test) execution.tx = new TransactionView(tx, { limits: new Limits('asynchronous') });
  try {
    return execution.program.statics.fresh(() => whileLimited(execution.tx, work, new Spending(allowanceOf(execution))));
  } finally {
    execution.quiddity = outerQuiddity;
    execution.jobId = outerJob;
    execution.tx = tx;
  }
}
