import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** States of the compiler whose programs are kept, the current one included. */
const KEPT_STATES = 3;

/**
 * Where the compiled Apex of a project is kept between processes: one folder for each state of the compiler's own sources, so that a
 * changed compiler never loads programs of an older one. Folders of older states are removed.
 * @param home Lockstep's own folder, which has `local-org`
 */
export function apexCacheDirectory(home: string): string {
  const all = path.join(home, '.local-org', 'cache', 'apex');
  const directory = path.join(all, stateOfSources(path.join(home, 'local-org', 'apex')));
  mkdirSync(directory, { recursive: true });
  const others = readdirSync(all)
    .map((name) => path.join(all, name))
    .filter((folder) => folder !== directory)
    .map((folder) => ({ folder, at: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const { folder } of others.slice(KEPT_STATES - 1)) rmSync(folder, { recursive: true, force: true });
  return directory;
}

/** By size and time: reading every file would cost a start more than it gains. */
function stateOfSources(sources: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const stat = statSync(path.join(sources, file), { throwIfNoEntry: false });
    hash.update(`${file}:${stat?.size}:${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
