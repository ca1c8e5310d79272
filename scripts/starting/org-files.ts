import fs from 'node:fs';
import { apexCacheDirectory } from '../../local-org/apex/cache-directory';
import { claimDatabase } from '../../local-org/database/owner';
import type { OrgMetadata } from '../../local-org/metadata/types';
import { LocalOrg } from '../../local-org/open';
import { loadExample, loadSample, sampleStart, scheduleWork, type Example } from './data';
import type { StartOptions } from './options';

const IN_MEMORY = ':memory:';
/** Suffix of the database that a reset fills before it replaces the old one. */
const NEXT = '.next';
/** Suffix of the file that exists while a database is being filled. */
const FILLING = '.filling';

/** An org that is open and may still be empty. */
export interface OpenedOrg {
  readonly org: LocalOrg;
  /** Fills a new org with its sample data and lets the clock run. If that fails, the org is closed and its database gone. */
  fill(): void;
}

/** Opens the org of the options, made and filled if its database is not there or its filling was cut short. */
export function openOrg(options: StartOptions, example: Example | null): LocalOrg {
  const { org, fill } = openUnfilled(options, example);
  fill();
  return org;
}

/**
 * As `openOrg`, in two steps.
 * @param onMetadata told of the org's metadata before compiling and filling take their time
 */
export function openUnfilled(options: StartOptions, example: Example | null, onMetadata?: (metadata: OrgMetadata) => void): OpenedOrg {
  const { database } = options;
  const inMemory = database === IN_MEMORY;
  if (!inMemory && fs.existsSync(database + FILLING)) {
    console.log('The last start ended before the org was filled. The org is created again.');
    removeDatabase(database);
  }
  const isNew = inMemory || isUnused(database);
  if (!isNew && options.clock !== null)
    throw new Error(
      `--clock is for a new org, but ${database} exists. Add --fresh to create a new org, or move its clock in the page's header.`
    );
  // A half-filled org would pass for a whole one on the next start, however its process ended.
  if (isNew && !inMemory) fs.writeFileSync(database + FILLING, '');
  const today = Date.now();
  const withSample = isNew && !options.empty && !example;
  const orRemove = <T>(work: () => T, org?: LocalOrg): T => {
    try {
      return work();
    } catch (error) {
      org?.close();
      if (isNew) removeDatabase(database);
      throw error;
    }
  };
  const org = orRemove(() =>
    LocalOrg.open({
      project: process.cwd(),
      database,
      cacheDirectory: apexCacheDirectory(process.cwd()),
      ...(options.pageCacheKilobytes === null ? {} : { pageCacheKilobytes: options.pageCacheKilobytes }),
      ...(example ? { extraDirectories: [`${example.directory}/force-app`], extraPermissionSets: example.permissionSets } : {}),
      bare: options.bare,
      ...(withSample ? { clockStandsAt: sampleStart(today) } : {}),
      ...(options.clock === null ? {} : { clockStandsAt: options.clock }),
      onBackgroundError: (error) => console.error(error),
      ...(onMetadata ? { onMetadata } : {})
    })
  );
  const fill = (): void => {
    // If filling is interrupted, it starts again. So its commits need not wait for the disk; later commits write everything.
    org.db.unhurried(() => {
      if (withSample) loadSample(org, today, progress('Playing the sample company’s year'));
      else if (isNew && example) loadExample(org, example);
    });
    if (isNew && !options.bare) scheduleWork(org);
    org.clock.run(options.clock ?? undefined);
    if (!inMemory) fs.rmSync(database + FILLING, { force: true });
  };
  return { org, fill: () => orRemove(fill, org) };
}

/**
 * Puts a new org in the place of an open one. The new one is made first: if that fails, the old one stays open and whole.
 * @returns the new org; the old one is closed
 */
export function renewOrg(old: LocalOrg, options: StartOptions, example: Example | null): LocalOrg {
  const { database } = options;
  if (database === IN_MEMORY) {
    const next = openOrg(options, example);
    old.close();
    return next;
  }
  const next = database + NEXT;
  removeDatabase(next);
  openOrg({ ...options, database: next }, example).close();
  old.close();
  removeDatabase(database);
  fs.renameSync(next, database);
  return openOrg({ ...options, clock: null }, example);
}

/**
 * Removes a database with its other files.
 * @throws DatabaseInUse if a living process has it open
 */
export function removeDatabase(database: string): void {
  if (database === IN_MEMORY) return;
  const release = claimDatabase(database);
  for (const suffix of ['', '-wal', '-shm', FILLING]) fs.rmSync(database + suffix, { force: true });
  fs.rmSync(`${database}.deployed`, { recursive: true, force: true });
  release();
}

/** Whether there is no database yet, or an empty file: it gets data and jobs like a new one. */
function isUnused(database: string): boolean {
  const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(database) === 0 && sizeOf(`${database}-wal`) === 0;
}

/** A line that counts up on a terminal; one line in ten elsewhere. */
function progress(what: string): (done: number, of: number) => void {
  return (done, of) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${what}: week ${done} of ${of}${done === of ? '\n' : ''}`);
    else if (done === of || done % 10 === 0) console.log(`${what}: week ${done} of ${of}`);
  };
}
