import { Limits } from '../../database';
import type { LimitName, Transaction } from '../../database/types';
import { throwApex } from '../values/exception';
import type { DmlEngine } from '../../dml/types';
import type { QueryEngine } from '../../soql/types';
import { current, type Execution } from './execution';
import { type Allowance, ASYNCHRONOUS_ALLOWANCE, meter, Spending, SYNCHRONOUS_ALLOWANCE } from './meter';

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

/** The platform's message for an exceeded limit: `Too many SOQL queries: 101`. */
function exceeded(name: LimitName, used: number): never {
  throwApex('System.LimitException', `Too many ${NAMES[name]}: ${used}`);
}

const SPENDING = Symbol('What the Apex of this transaction has taken');

/** What Apex may take in a transaction of this kind. */
export const allowanceOf = (execution: Execution): Allowance => (execution.isAsynchronous ? ASYNCHRONOUS_ALLOWANCE : SYNCHRONOUS_ALLOWANCE);

/** The account of the running transaction: triggers that fire twice in one share it. */
function spendingOf(execution: Execution): Spending {
  const { state } = execution.tx;
  const known = state.get(SPENDING);
  if (known instanceof Spending) return known;
  const spending = new Spending(allowanceOf(execution));
  state.set(SPENDING, spending);
  return spending;
}

/**
 * Runs `work` with the transaction's limits enforced: Apex is on the stack.
 * @param spending the account for time and memory; default: the transaction's
 */
export function whileLimited<T>(tx: Transaction, work: () => T, spending = spendingOf(current())): T {
  const metered = (): T => meter.whileSpending(spending, work);
  return tx.limits instanceof Limits ? tx.limits.whileEnforced(exceeded, metered) : metered();
}

/** The query engine as Apex uses it: its time is not Apex's. */
export function unmeteredQueries(queries: QueryEngine): QueryEngine {
  return {
    prepare: (text, access) => meter.outside(() => queries.prepare(text, access)),
    execute: (tx, query, options) => meter.outside(() => queries.execute(tx, query, options))
  };
}

/** The DML engine as Apex uses it: its time is not Apex's, but for the triggers it calls. */
export function unmeteredDml(dml: DmlEngine): DmlEngine {
  return {
    execute: (tx, operation, object, inputs, options) => meter.outside(() => dml.execute(tx, operation, object, inputs, options)),
    convertLeads: (tx, conversions, options) => meter.outside(() => dml.convertLeads(tx, conversions, options)),
    merge: (tx, requests, options) => meter.outside(() => dml.merge(tx, requests, options)),
    emptyRecycleBin: (tx, ids, options) => meter.outside(() => dml.emptyRecycleBin(tx, ids, options)),
    load: (tx, object, ids) => meter.outside(() => dml.load(tx, object, ids))
  };
}
