import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseFailure, explained } from './failure';

/** The database file is in use by a running process. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';

  constructor(
    readonly file: string,
    readonly pid: number
  ) {
    super(
      `The database ${file} is in use by process ${pid}. Stop that one first (Ctrl+C where it was started), or choose another file with --database.`
    );
  }
}

interface Owner {
  readonly pid: number;
  /** When the process started, in whatever form the system tells it; `null` where it does not. */
  readonly start: string | null;
}

/** Tells a process from a later one with the same number. */
function startOf(pid: number): string | null {
  try {
    if (existsSync('/proc/self/stat')) return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function parseOwner(text: string): Owner | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return null;
    return { pid: value.pid, start: 'start' in value && typeof value.start === 'string' ? value.start : null };
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!isFileError(error, 'EPERM')) return false;
  }
  return owner.start === null || startOf(owner.pid) === owner.start;
}

function isFileError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/**
 * Claims a database file for this process through `FILE.owner`, and removes the lock folder that a killed process leaves behind: the SQLite
 * driver would take it for a living one's.
 * @returns releases the claim
 * @throws DatabaseInUse if a running process (or this one) uses the file
 */
export function claimDatabase(file: string): () => void {
  const ownerFile = `${file}.owner`;
  const me = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  for (;;) {
    try {
      writeFileSync(ownerFile, me, { flag: 'wx' });
      rmSync(`${file}.lock`, { recursive: true, force: true });
      return () => rmSync(ownerFile, { force: true });
    } catch (error) {
      if (!isFileError(error, 'EEXIST')) throw explained(error, file);
    }
    removeStaleOwner(file, ownerFile);
  }
}

function removeStaleOwner(file: string, ownerFile: string): void {
  let text: string;
  try {
    text = readFileSync(ownerFile, 'utf8');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return;
    throw new DatabaseFailure(
      file,
      'unreachable',
      `${ownerFile} should say which process has the database ${file} open, and cannot be read. If no org runs on it, remove ${ownerFile} and start again.`
    );
  }
  const owner = parseOwner(text);
  if (owner && isAlive(owner)) throw new DatabaseInUse(file, owner.pid);
  // Moved aside rather than removed: of two processes that find the same stale owner, only one may take it away.
  const aside = `${ownerFile}.${process.pid}`;
  try {
    renameSync(ownerFile, aside);
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, ownerFile);
  } catch (error) {
    if (!isFileError(error, 'ENOENT') && !isFileError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
