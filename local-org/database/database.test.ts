import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { DatabaseInUse, IdGenerator, Limits, openDatabase, rehearseTransaction, runInTransaction, type TransactionContext } from './index';
import type { Database, RunningUser } from './types';

const user: RunningUser = {
  id: '005000000000001AAA',
  username: 'admin@lockstep.local',
  name: 'Admin',
  email: 'admin@lockstep.local',
  profileId: '00e000000000001AAA',
  roleId: null,
  timeZone: 'Europe/Berlin',
  locale: 'en_US',
  language: 'en_US'
};
const context = (): TransactionContext => ({ clock: { now: () => 0 }, user, limits: new Limits() });

describe('a database file', () => {
  let folder: string;
  const fileOf = (name: string): string => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'database-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('waits for the disk after each transaction again when unhurried work is done, or has failed', () => {
    const db = openDatabase({ file: fileOf('unhurried.db') });
    expect(db.unhurried(() => db.get('PRAGMA synchronous'))).toEqual({ synchronous: 1 });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    const failing = (): void => {
      throw new Error('no');
    };
    expect(() => db.unhurried(failing)).toThrow('no');
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    db.close();
  });

  it('does not wait for the disk within unhurried work after other such work in it is done', () => {
    const db = openDatabase({ file: fileOf('nested.db') });
    const within = db.unhurried(() => {
      db.unhurried(() => undefined);
      return db.get('PRAGMA synchronous');
    });
    expect(within).toEqual({ synchronous: 1 });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    db.close();
  });

  it('is kept with a write-ahead log under an exclusive lock and survives closing', () => {
    const db = openDatabase({ file: fileOf('a.db') });
    db.exec('CREATE TABLE t (x TEXT)');
    expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA locking_mode')).toEqual({ locking_mode: 'exclusive' });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(db.run('INSERT INTO t VALUES (?)', ['Ärger 😀'])).toBe(1);
    db.close();
    expect(existsSync(fileOf('a.db.owner'))).toBe(false);
    const again = openDatabase({ file: fileOf('a.db') });
    expect(again.all('SELECT * FROM t')).toEqual([{ x: 'Ärger 😀' }]);
    again.close();
  });

  it('is refused while a living process holds it, by that process id', () => {
    const db = openDatabase({ file: fileOf('a.db') });
    expect(() => openDatabase({ file: fileOf('a.db') })).toThrow(new RegExp(`in use by process ${process.pid}`));
    expect(() => openDatabase({ file: fileOf('a.db') })).toThrow(DatabaseInUse);
    db.close();
  });

  it('opens again after its owner was killed, lock folder and all', () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(fileOf('a.db.lock'));
    writeFileSync(fileOf('a.db.owner'), JSON.stringify({ pid: dead, start: '1' }));
    openDatabase({ file: fileOf('a.db') }).close();
    expect(existsSync(fileOf('a.db.lock'))).toBe(false);
  });

  it.each(['', 'not json', '{}', '{"pid":1,"start":"never"}'])('does not trust the owner file %j', (text) => {
    writeFileSync(fileOf('a.db.owner'), text);
    openDatabase({ file: fileOf('a.db') }).close();
    expect(existsSync(fileOf('a.db.owner'))).toBe(false);
  });

  it('can be copied as a whole while it is open', () => {
    const db = openDatabase({ file: fileOf('a.db') });
    db.exec('CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1)');
    db.snapshot(fileOf("copy's.db"));
    db.close();
    const copy = openDatabase({ file: fileOf("copy's.db") });
    expect(copy.all('SELECT x FROM t')).toEqual([{ x: 1 }]);
    copy.close();
  });
});

describe('statements', () => {
  let db: Database;
  beforeEach(() => {
    db = openDatabase({ file: ':memory:', functions: { twice: (value) => Number(value) * 2 } });
    db.exec('CREATE TABLE t (x TEXT UNIQUE)');
  });
  afterEach(() => db.close());

  it('work again after they failed', () => {
    db.run('INSERT INTO t VALUES (?)', ['a']);
    expect(() => db.run('INSERT INTO t VALUES (?)', ['a'])).toThrow('UNIQUE constraint failed: t.x');
    expect(db.run('INSERT INTO t VALUES (?)', ['b'])).toBe(1);
    expect(db.get('SELECT count(*) AS n FROM t')).toEqual({ n: 2 });
  });

  it('refuse values that the driver would misread', () => {
    expect(() => db.run('INSERT INTO t VALUES (?)', ['a\0b'])).toThrow('U+0000');
    expect(() => db.run('INSERT INTO t VALUES (?)', [JSON.parse('{}').absent])).toThrow('undefined');
    expect(() => db.run('INSERT INTO t VALUES (?)', [NaN])).toThrow('NaN');
    expect(db.all('SELECT * FROM t')).toEqual([]);
  });

  it('stay usable when there are more of them than are kept', () => {
    for (let i = 0; i < 2500; i++) expect(db.get(`SELECT ${i} AS n`)).toEqual({ n: i });
    expect(db.get('SELECT 0 AS n')).toEqual({ n: 0 });
  });

  it('know the functions registered when the database was opened', () => {
    expect(db.get('SELECT twice(?) AS n', [21])).toEqual({ n: 42 });
  });
});

describe('a transaction', () => {
  let db: Database;
  const rows = (): unknown[] => db.all('SELECT x FROM t ORDER BY x').map((row) => row['x']);
  const insert = (x: number): number => db.run('INSERT INTO t VALUES (?)', [x]);
  beforeEach(() => {
    db = openDatabase({ file: ':memory:' });
    db.exec('CREATE TABLE t (x INTEGER)');
  });
  afterEach(() => db.close());

  it('commits what it wrote, then runs what waits for the commit', () => {
    const seen: unknown[] = [];
    const result = runInTransaction(db, context(), (tx) => {
      insert(1);
      tx.afterCommit(() => seen.push(db.inTransaction, rows()));
      expect(seen).toEqual([]);
      return 'done';
    });
    expect(result).toBe('done');
    expect(seen).toEqual([false, [1]]);
  });

  it('leaves nothing behind when it throws, and runs nothing that waited', () => {
    const after = jest.fn();
    expect(() =>
      runInTransaction(db, context(), (tx) => {
        insert(1);
        tx.afterCommit(after);
        throw new Error('no');
      })
    ).toThrow('no');
    expect(rows()).toEqual([]);
    expect(after).not.toHaveBeenCalled();
    expect(db.inTransaction).toBe(false);
  });

  it('runs every action after the commit even if one fails, and reports the first failure', () => {
    const after = jest.fn();
    expect(() =>
      runInTransaction(db, context(), (tx) => {
        insert(1);
        tx.afterCommit(() => {
          throw new Error('first');
        });
        tx.afterCommit(after);
      })
    ).toThrow('first');
    expect(after).toHaveBeenCalledTimes(1);
    expect(rows()).toEqual([1]);
  });

  it('goes back to savepoints, again and again, in whatever depth', () => {
    runInTransaction(db, context(), (tx) => {
      insert(1);
      const outer = tx.savepoint();
      insert(2);
      const inner = tx.savepoint();
      insert(3);
      inner.rollback();
      insert(4);
      inner.rollback();
      expect(rows()).toEqual([1, 2]);
      inner.release();
      insert(5);
      outer.rollback();
      outer.rollback();
      expect(rows()).toEqual([1]);
      insert(6);
      outer.release();
    });
    expect(rows()).toEqual([1, 6]);
  });

  it('forgets what was to run after the commit when it goes back before its registration', () => {
    const after = jest.fn();
    runInTransaction(db, context(), (tx) => {
      const savepoint = tx.savepoint();
      tx.afterCommit(after);
      savepoint.rollback();
    });
    expect(after).not.toHaveBeenCalled();
  });

  it('refuses a savepoint that an outer rollback or release has ended', () => {
    runInTransaction(db, context(), (tx) => {
      const outer = tx.savepoint();
      const inner = tx.savepoint();
      outer.rollback();
      expect(() => inner.rollback()).toThrow('no longer valid');
      inner.release();
      const newInner = tx.savepoint();
      expect(() => inner.rollback()).toThrow('no longer valid');
      newInner.rollback();
      outer.release();
      expect(() => outer.rollback()).toThrow('no longer valid');
    });
  });

  it('is always undone in a rehearsal', () => {
    const after = jest.fn();
    const seen = rehearseTransaction(db, context(), (tx) => {
      insert(1);
      tx.afterCommit(after);
      return rows();
    });
    expect(seen).toEqual([1]);
    expect(rows()).toEqual([]);
    expect(after).not.toHaveBeenCalled();
  });

  it('hands out no id twice, whatever was rolled back and reopened', () => {
    const seen = new Set<string>();
    const take = (ids: IdGenerator, count: number): void => {
      for (let i = 0; i < count; i++) {
        const id = ids.next('00Q');
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    };
    const ids = new IdGenerator(db);
    rehearseTransaction(db, context(), () => take(ids, 3));
    runInTransaction(db, context(), (tx) => {
      take(ids, 2);
      const savepoint = tx.savepoint();
      take(ids, 700);
      savepoint.rollback();
      take(ids, 2);
    });
    take(new IdGenerator(db), 10);
  });
});

describe('limits', () => {
  it('count always and stop only while they are enforced', () => {
    const limits = new Limits();
    limits.count('queries', 150);
    expect([limits.used('queries'), limits.allowed('queries')]).toEqual([150, 100]);
    limits.startFresh();
    const stop = jest.fn((name: string, used: number, allowed: number): never => {
      throw new Error(`${name} ${used}/${allowed}`);
    });
    limits.whileEnforced(stop, () => {
      limits.count('queries', 100);
      expect(() => limits.count('queries')).toThrow('queries 101/100');
    });
    limits.count('queries');
    limits.endFresh();
    expect(limits.used('queries')).toBe(150);
    expect(() => limits.endFresh()).toThrow('without startFresh');
  });

  it('are wider for asynchronous Apex', () => {
    const limits = new Limits('asynchronous', { futureCalls: 0 });
    expect([limits.allowed('queries'), limits.allowed('queueableJobs'), limits.allowed('futureCalls'), limits.allowed('dmlRows')]).toEqual([
      200, 1, 0, 10_000
    ]);
  });
});
