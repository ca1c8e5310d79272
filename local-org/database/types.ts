/** What SQLite takes and gives. Booleans go in as 0/1; integers beyond 2^53 come out as bigint. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type SqlRow = Record<string, SqlValue>;

/** A piece of SQL with the values of its `?` in order. */
export interface SqlFragment {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * One open SQLite database. All calls are synchronous. Statements are prepared once per SQL text,
 * kept, and finalised by `close`.
 */
export interface Database {
  exec(sql: string): void;
  /** @returns number of rows changed */
  run(sql: string, params?: readonly SqlValue[]): number;
  all(sql: string, params?: readonly SqlValue[]): SqlRow[];
  get(sql: string, params?: readonly SqlValue[]): SqlRow | undefined;
  /** Registers a deterministic SQL function. */
  function(name: string, implementation: (...args: SqlValue[]) => SqlValue): void;
  readonly inTransaction: boolean;
  /** How many rollbacks there were since it was opened, whole or to a savepoint. */
  readonly rollbacks: number;
  /** Path of the file, or `:memory:`. */
  readonly file: string;
  /**
   * Runs work of many transactions without waiting for the disk after each. What they wrote is on the disk with the first commit
   * after it; if the power fails before, the last of them are lost, one after the other. A killed process loses none.
   */
  unhurried<T>(work: () => T): T;
  /** Writes a consistent copy of the whole database. */
  snapshot(file: string): void;
  close(): void;
}

/** The org's own clock: the only source of "now" in every room. Milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  now(): number;
}

/** The org's clock, which can be moved forward; jobs that fall due on the way run in order. */
export interface MovableClock extends Clock {
  /** @param to milliseconds since 1970; must not lie before now */
  moveTo(to: number): void;
}

/** Who a transaction runs as. */
export interface RunningUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly profileId: string;
  readonly roleId: string | null;
  /** IANA name, for example `America/Los_Angeles`. */
  readonly timeZone: string;
  /** For example `en_US`. */
  readonly locale: string;
  readonly language: string;
}

/** A point to go back to. Rolling back undoes rows only: memory keeps what it has, as on the platform. */
export interface Savepoint {
  rollback(): void;
  release(): void;
}

export type LimitName =
  | 'queries'
  | 'queryRows'
  | 'aggregateQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'callouts'
  | 'emailInvocations'
  | 'futureCalls'
  | 'queueableJobs'
  | 'publishImmediateDml'
  | 'soslQueries';

/** The governor counters of one transaction. Counted always; enforced while Apex is on the stack. */
export interface GovernorLimits {
  used(name: LimitName): number;
  allowed(name: LimitName): number;
  /** @throws the platform's uncatchable LimitException, by way of `onExceeded`, when Apex is running and the count passes what is allowed */
  count(name: LimitName, amount?: number): void;
}

/**
 * One unit of work: a request, an Apex test method, a job. Everything in it commits or rolls back together.
 * Rooms to the right keep their per-transaction state in `state` under a symbol of their own
 * (Apex: statics; DML: the objects touched, for the mixed-DML check).
 */
export interface Transaction {
  readonly db: Database;
  readonly clock: Clock;
  readonly user: RunningUser;
  readonly limits: GovernorLimits;
  readonly state: Map<symbol, unknown>;
  savepoint(): Savepoint;
  /** Runs after a successful commit, in order of registration (async jobs, notifications). */
  afterCommit(action: () => void): void;
}
