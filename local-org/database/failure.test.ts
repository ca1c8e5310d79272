import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { testSchema } from './test-schema';
import { createTables, DatabaseFailure, openDatabase, readLayout, requireOwnDatabase } from './index';
import type { Database } from './types';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'database-failure-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (): string => path.join(folder, `${files++}.db`);

function insert(db: Database, rows: number): void {
  db.exec('BEGIN');
  for (let row = 0; row < rows; row++) db.run('INSERT INTO Row VALUES (?)', ['x'.repeat(200)]);
  db.exec('COMMIT');
}

/** A database with some pages. */
function filled(): string {
  const file = newFile();
  const db = openDatabase({ file });
  db.exec('CREATE TABLE Row (Value TEXT)');
  insert(db, 3000);
  db.close();
  return file;
}

const readAll = (db: Database): unknown => db.all('SELECT count(*), sum(length(Value)) FROM Row');

/** What opening and reading a file fails with. */
function failureOf(file: string, use: (db: Database) => void = readAll): unknown {
  try {
    const db = openDatabase({ file });
    try {
      use(db);
    } finally {
      db.close();
    }
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

function overwrite(file: string, at: number, bytes: number): void {
  const open = fs.openSync(file, 'r+');
  fs.writeSync(open, Buffer.alloc(bytes, 7), 0, bytes, at);
  fs.closeSync(open);
}

describe('a database file that cannot be used is named, with what it means and what to do', () => {
  test.each<[what: string, kind: string, make: () => string, message: RegExp]>([
    [
      'cut short',
      'damaged',
      () => {
        const file = filled();
        fs.truncateSync(file, 50_000);
        return file;
      },
      /is damaged.*--fresh/
    ],
    [
      'overwritten in the middle',
      'damaged',
      () => {
        const file = filled();
        overwrite(file, 8192, 200_000);
        return file;
      },
      /is damaged.*--fresh/
    ],
    [
      'no database',
      'foreign',
      () => {
        const file = newFile();
        fs.writeFileSync(file, 'Dear diary, '.repeat(500));
        return file;
      },
      /is left as it is.*--database/
    ],
    [
      'a folder',
      'unreachable',
      () => {
        const file = newFile();
        fs.mkdirSync(file);
        return file;
      },
      /cannot be opened.*--database/
    ],
    ['in a folder that is not there', 'unreachable', () => path.join(folder, 'no', 'such', 'org.db'), /cannot be made.*folder must exist/],
    [
      'with an owner file that cannot be read',
      'unreachable',
      () => {
        const file = filled();
        fs.mkdirSync(`${file}.owner`);
        return file;
      },
      /\.owner should say which process.*remove/
    ]
  ])('%s', (_what, kind, make, message) => {
    const file = make();
    const failure = failureOf(file);
    expect(failure).toBeInstanceOf(DatabaseFailure);
    expect(failure).toMatchObject({ kind, file });
    expect(String(failure)).toContain(file);
    expect(String(failure)).toMatch(message);
  });

  test('on a full disk, with all that was saved before', () => {
    const file = filled();
    const failure = failureOf(file, (db) => {
      db.exec('PRAGMA max_page_count = 200');
      insert(db, 9000);
    });
    expect(failure).toMatchObject({ name: 'DatabaseFailure', kind: 'full', message: expect.stringMatching(/is full.*Free some space/) });
    const db = openDatabase({ file });
    expect(db.get('SELECT count(*) AS n FROM Row')).toEqual({ n: 3000 });
    db.close();
  });

  test('that another program made is refused and left as it is', () => {
    const file = filled();
    const before = fs.readFileSync(file);
    expect(failureOf(file, (db) => requireOwnDatabase(db, readLayout(db)))).toMatchObject({
      kind: 'foreign',
      message: expect.stringContaining('holds the table Row')
    });
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  });
});

test('an empty file and one of an org of its own are taken', () => {
  const file = newFile();
  fs.writeFileSync(file, '');
  const db = openDatabase({ file });
  requireOwnDatabase(db, readLayout(db));
  createTables(db, testSchema({ Thing__c: { keyPrefix: 'a00', fields: { Name: { type: 'string' } } } }));
  requireOwnDatabase(db, readLayout(db));
  db.close();
});
