import type { Clock, Database, GovernorLimits, RunningUser, Savepoint, Transaction } from './types';

export interface TransactionContext {
  readonly clock: Clock;
  readonly user: RunningUser;
  readonly limits: GovernorLimits;
}

/**
 * Runs `work` in one transaction: commits when it returns, rolls back when it throws. What was registered with `afterCommit`
 * runs after the commit, outside of the transaction; if some of it throws, the rest still runs and the first error is thrown.
 */
export function runInTransaction<T>(db: Database, context: TransactionContext, work: (tx: Transaction) => T): T {
  const tx = new BasicTransaction(db, context);
  db.exec('BEGIN IMMEDIATE');
  let result: T;
  try {
    result = work(tx);
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
  tx.committed();
  return result;
}

/** Runs `work` in a transaction that is always rolled back; nothing registered with `afterCommit` runs. */
export function rehearseTransaction<T>(db: Database, context: TransactionContext, work: (tx: Transaction) => T): T {
  const tx = new BasicTransaction(db, context);
  db.exec('BEGIN IMMEDIATE');
  try {
    return work(tx);
  } finally {
    rollBack(db);
  }
}

/** After some failures (such as a full disk), SQLite rolls back by itself. */
function rollBack(db: Database): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}

class BasicTransaction implements Transaction {
  readonly clock: Clock;
  readonly user: RunningUser;
  readonly limits: GovernorLimits;
  readonly state = new Map<symbol, unknown>();
  private readonly actions: (() => void)[] = [];
  private readonly savepoints: number[] = [];
  private savepointCount = 0;

  constructor(
    readonly db: Database,
    context: TransactionContext
  ) {
    this.clock = context.clock;
    this.user = context.user;
    this.limits = context.limits;
  }

  savepoint(): Savepoint {
    // SQL names go by depth, so that the same few prepared statements serve every savepoint.
    const depth = this.savepoints.length;
    const mark = ++this.savepointCount;
    this.db.run(`SAVEPOINT s${depth}`);
    this.savepoints.push(mark);
    const actionsBefore = this.actions.length;
    return {
      rollback: () => {
        if (this.savepoints[depth] !== mark) throw new Error('The savepoint is no longer valid.');
        this.db.exec(`ROLLBACK TO s${depth}`);
        this.savepoints.length = depth + 1;
        this.actions.length = Math.min(this.actions.length, actionsBefore);
      },
      release: () => {
        if (this.savepoints[depth] !== mark) return;
        this.db.run(`RELEASE s${depth}`);
        this.savepoints.length = depth;
      }
    };
  }

  afterCommit(action: () => void): void {
    this.actions.push(action);
  }

  committed(): void {
    const errors: unknown[] = [];
    for (const action of this.actions) {
      try {
        action();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
