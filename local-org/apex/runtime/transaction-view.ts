import type { Clock, Database, GovernorLimits, RunningUser, Savepoint, Transaction } from '../../database/types';

/** The same transaction seen as another user (`System.runAs`) or with other counters (`Test.startTest`). */
export class TransactionView implements Transaction {
  readonly user: RunningUser;
  readonly limits: GovernorLimits;
  readonly state: Map<symbol, unknown>;

  constructor(
    private readonly base: Transaction,
    changes: { readonly user?: RunningUser; readonly limits?: GovernorLimits; readonly state?: Map<symbol, unknown> }
  ) {
    this.state = changes.state ?? base.state;
    this.user = changes.user ?? base.user;
    this.limits = changes.limits ?? base.limits;
  }

  get db(): Database {
    return this.base.db;
  }

  get clock(): Clock {
    return this.base.clock;
  }

  savepoint(): Savepoint {
    return this.base.savepoint();
  }

  afterCommit(action: () => void): void {
    this.base.afterCommit(action);
  }
}
