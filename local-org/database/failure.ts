import { SQLite3Error } from 'node-sqlite3-wasm';

/** What keeps a database file from being used. */
export type FailureKind = 'damaged' | 'foreign' | 'full' | 'unreachable';

/** A database file that cannot be used: which, what that means, and what to do. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';

  constructor(
    readonly file: string,
    readonly kind: FailureKind,
    message: string
  ) {
    super(message);
  }
}

const START_AGAIN = 'Put a copy of the file in its place, or start with --fresh to make a new org; that removes what is in this one.';

/** Ways in which SQLite says what is wrong, by what that means. Its messages are its interface: the driver tells no codes. */
const BY_MESSAGE: readonly (readonly [message: RegExp, explain: (file: string) => DatabaseFailure])[] = [
  [
    /disk image is malformed/,
    (file) => new DatabaseFailure(file, 'damaged', `The database ${file} is damaged: parts of it cannot be read. ${START_AGAIN}`)
  ],
  [/not a database/, (file) => foreign(file, 'is no SQLite database')],
  [/full/, (file) => full(file)],
  [
    /disk I\/O error/,
    (file) =>
      new DatabaseFailure(
        file,
        'unreachable',
        `The database ${file} cannot be read or written: its disk reports an error. What was not saved yet is undone. Check the disk, then start again.`
      )
  ],
  [/Could not open|unable to open/, (file) => unreachable(file, 'cannot be opened')],
  [/readonly|read-only/, (file) => unreachable(file, 'cannot be written')],
  [/locked/, (file) => locked(file)]
];

/** The refusal of a file that is some other program's. */
export function foreign(file: string, what: string): DatabaseFailure {
  return new DatabaseFailure(
    file,
    'foreign',
    `The file ${file} ${what} of an embedded org, and is left as it is. Choose another one with --database, or move it away.`
  );
}

function full(file: string): DatabaseFailure {
  return new DatabaseFailure(
    file,
    'full',
    `The disk of the database ${file} is full. What was being saved is undone; everything before it is there. Free some space, then try again.`
  );
}

function unreachable(file: string, what: string): DatabaseFailure {
  return new DatabaseFailure(
    file,
    'unreachable',
    `The database ${file} ${what}. Its folder must exist, and you must be allowed to write there. Check that, or choose another file with --database.`
  );
}

function locked(file: string): DatabaseFailure {
  return new DatabaseFailure(
    file,
    'unreachable',
    `The database ${file} is locked by another program. Close that program, or choose another file with --database.`
  );
}

const BY_CODE: Readonly<Record<string, (file: string) => DatabaseFailure>> = {
  EACCES: (file) => unreachable(file, 'cannot be written'),
  EDQUOT: full,
  EISDIR: (file) => unreachable(file, 'cannot be opened: there is a folder of that name'),
  ENOENT: (file) => unreachable(file, 'cannot be made'),
  ENOSPC: full,
  ENOTDIR: (file) => unreachable(file, 'cannot be made'),
  EPERM: (file) => unreachable(file, 'cannot be written'),
  EROFS: (file) => unreachable(file, 'cannot be written: its disk is read-only')
};

/** What SQLite or the file system threw, as a failure of the file where it is one; anything else as it came. */
export function explained(error: unknown, file: string): unknown {
  if (error instanceof SQLite3Error) {
    const known = BY_MESSAGE.find(([message]) => message.test(error.message));
    return known ? known[1](file) : error;
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return BY_CODE[code]?.(file) ?? error;
}
