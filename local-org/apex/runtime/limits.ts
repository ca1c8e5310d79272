import { Limits } from '../../database';
import type { LimitName, Transaction } from '../../database/types';
import { throwApex } from '../values/exception';
import type { Execution } from './execution';

const NAMES: Readonly<Record<LimitName, string>> = {
  queries: 'SOQL queries',
  queryRows: 'query rows',
  aggregateQueries: 'aggregate queries',
  dmlStatements: 'DML statements',
  dmlRows: 'DML rows',
  callouts: 'callouts',
  emailInvocations: 'Email Invocations',
  futureCalls: 'future calls',
  queueableJobs: 'queueable jobs added to the queue',
  publishImmediateDml: 'publish immediate DML statements',
  soslQueries: 'SOSL queries'
};

/** The platform's words for a limit that is exceeded: `Too many SOQL queries: 101`. */
function exceeded(name: LimitName, used: number): never {
  throwApex('System.LimitException', `Too many ${NAMES[name]}: ${used}`);
}

/** Milliseconds of the computer's time that Apex may take. */
export const cpuLimit = (execution: Execution): number => (execution.isAsynchronous ? 60_000 : 10_000);

/** Ends a loop that has run too long. @throws System.LimitException */
export function refuseLongLoop(execution: Execution): void {
  if (performance.now() - execution.startedAt > cpuLimit(execution)) throwApex('System.LimitException', 'Apex CPU time limit exceeded');
}

/** Runs `work` with the transaction's limits enforced: Apex is on the stack. */
export function whileLimited<T>(tx: Transaction, work: () => T): T {
  return tx.limits instanceof Limits ? tx.limits.whileEnforced(exceeded, work) : work();
}
