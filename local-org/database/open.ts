import { resolve } from 'node:path';
import { Database as SqliteConnection, type Statement } from 'node-sqlite3-wasm';
import { OrgException } from '../errors';
import { DatabaseFailure, explained } from './failure';
import { claimDatabase } from './owner';
import type { Database, SqlRow, SqlValue } from './types';

/** Statements kept ready; the least recently made goes first. */
const STATEMENT_CACHE_SIZE = 2000;
/** Kilobytes of pages kept in memory for a file, unless told otherwise. */
const PAGE_CACHE_KB = 65536;
/** Pages in the write-ahead log from which a commit copies them to the database: SQLite's own default. */
const CHECKPOINT_PAGES = 1000;
/** The same where many transactions change the same pages: each page is copied less often. */
const UNHURRIED_CHECKPOINT_PAGES = 20_000;

export type SqlFunction = (...args: SqlValue[]) => SqlValue;

export interface OpenOptions {
  /** Path of the file, made if absent, or `:memory:`. */
  readonly file: string;
  /** SQL functions to register at once, by name. Each must have a fixed number of parameters and be deterministic. */
  readonly functions?: Readonly<Record<string, SqlFunction>>;
  /** Kilobytes of pages kept in memory for a file. A transaction that touches more writes some of them before it commits. Default 65,536. */
  readonly pageCacheKilobytes?: number;
}

/**
 * Opens a database for this process alone.
 *
 * Exclusive locking comes first and the journal is always a write-ahead log: the driver does not replay a rollback journal
 * after a crash.
 * @throws DatabaseInUse if another living process has it; DatabaseFailure for a file that cannot be used
 */
export function openDatabase(options: OpenOptions): Database {
  const inMemory = options.file === ':memory:';
  const file = inMemory ? options.file : resolve(options.file);
  const release = inMemory ? () => undefined : claimDatabase(file);
  try {
    const connection = new SqliteConnection(file);
    try {
      if (!inMemory) {
        connection.exec('PRAGMA locking_mode = EXCLUSIVE');
        const mode = connection.get('PRAGMA journal_mode = WAL');
        if (mode?.['journal_mode'] !== 'wal') throw new Error(`The database ${file} cannot be kept with a write-ahead log.`);
        connection.exec('PRAGMA synchronous = FULL');
        connection.exec(`PRAGMA cache_size = -${options.pageCacheKilobytes ?? PAGE_CACHE_KB}`);
      }
      const db = new SqliteDatabase(connection, file, release);
      for (const [name, implementation] of Object.entries(options.functions ?? {})) db.function(name, implementation);
      return db;
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    release();
    throw explained(error, file);
  }
}

class SqliteDatabase implements Database {
  private readonly statements = new Map<string, Statement>();
  private rollbackCount = 0;
  private isUnhurried = false;
  /** Why SQLite has rolled back the open transaction. Until its caller rolls back too, nothing may be written. */
  private lost: DatabaseFailure | undefined;
  /** Whether a transaction was begun and not ended by its caller. Asking SQLite before every statement would cost more than this. */
  private begun = false;

  constructor(
    private readonly connection: SqliteConnection,
    readonly file: string,
    private readonly release: () => void
  ) {}

  get inTransaction(): boolean {
    return this.lost !== undefined || this.connection.inTransaction;
  }

  get rollbacks(): number {
    return this.rollbackCount;
  }

  exec(sql: string): void {
    const bound = /^\s*(BEGIN|COMMIT|ROLLBACK(?!\s+TO))\b/i.exec(sql)?.[1]?.toUpperCase();
    if (/^\s*ROLLBACK/i.test(sql)) this.rollbackCount++;
    if (this.lost && bound === 'ROLLBACK') this.lost = undefined;
    else this.attempt(() => this.connection.exec(sql));
    if (bound !== undefined) this.begun = bound === 'BEGIN';
  }

  run(sql: string, params?: readonly SqlValue[]): number {
    return this.using(sql, (statement) => statement.run(bindable(params)).changes);
  }

  all(sql: string, params?: readonly SqlValue[]): SqlRow[] {
    return this.using(sql, (statement) => statement.all(bindable(params)) as SqlRow[]);
  }

  get(sql: string, params?: readonly SqlValue[]): SqlRow | undefined {
    // Read to the end: a statement left in the middle of its rows would hold its tables.
    return this.all(sql, params)[0];
  }

  function(name: string, implementation: SqlFunction): void {
    this.connection.function(name, implementation, { deterministic: true });
  }

  unhurried<T>(work: () => T): T {
    // Within other such work there is nothing to switch, least of all back.
    if (this.isUnhurried) return work();
    this.connection.exec(`PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${UNHURRIED_CHECKPOINT_PAGES}`);
    this.isUnhurried = true;
    try {
      return work();
    } finally {
      this.isUnhurried = false;
      this.connection.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    }
  }

  snapshot(file: string): void {
    this.run('VACUUM INTO ?', [resolve(file)]);
  }

  close(): void {
    for (const statement of this.statements.values()) statement.finalize();
    this.statements.clear();
    this.connection.close();
    this.release();
  }

  private using<T>(sql: string, work: (statement: Statement) => T): T {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= STATEMENT_CACHE_SIZE) this.forgetOldest();
      statement = this.attempt(() => this.connection.prepare(sql));
      this.statements.set(sql, statement);
    }
    const ready = statement;
    try {
      return this.attempt(() => work(ready));
    } catch (error) {
      // A statement that failed answers its next reset with the old error, so it cannot be used again.
      this.statements.delete(sql);
      discard(statement);
      throw error;
    }
  }

  private attempt<T>(work: () => T): T {
    if (this.lost !== undefined) throw this.lost;
    try {
      return work();
    } catch (error) {
      const failure = explained(error, this.file);
      if (failure instanceof DatabaseFailure && this.begun && !this.connection.inTransaction) this.lost = failure;
      throw failure;
    }
  }

  private forgetOldest(): void {
    const oldest = this.statements.entries().next();
    if (oldest.done) return;
    this.statements.delete(oldest.value[0]);
    oldest.value[1].finalize();
  }
}

function discard(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    // Finalising reports the failure that the caller already throws.
  }
}

/** The driver would cut text at a NUL character and read the value before last for `undefined`: both are refused. */
function bindable(params: readonly SqlValue[] | undefined): SqlValue[] {
  if (!params) return [];
  for (const value of params) {
    if (typeof value === 'string') {
      if (value.includes('\0')) throw new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', 'A value must not contain the character U+0000.');
    } else if (value === undefined) throw new TypeError('undefined cannot be bound to an SQL parameter');
    else if (typeof value === 'number' && Number.isNaN(value)) throw new TypeError('NaN cannot be bound to an SQL parameter');
  }
  return params as SqlValue[];
}
