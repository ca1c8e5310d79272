import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';

/** A row that was not written, with its cells as they came. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/** Where a file's rejected rows go. */
const nameOf = (imported: string, number: number): string =>
  `${path.basename(imported, path.extname(imported))}.rejected${number === 1 ? '' : `-${number}`}.csv`;

/**
 * Plans a file of rejected rows for each imported file, so that none takes another's place or that of an imported file, and
 * removes what earlier runs left in these places.
 * @returns the paths, in the order of the imported files
 * @throws Error if the folder is absent or takes no files
 */
export function planRejectedFiles(imported: readonly string[], folder: string): string[] {
  requireFolder(folder);
  // File systems may not tell capital letters apart.
  const key = (file: string): string => path.resolve(file).toLowerCase();
  const taken = new Set(imported.map(key));
  for (const file of imported) removeEarlier(file, folder, (candidate) => taken.has(key(candidate)));
  return imported.map((file) => {
    for (let number = 1; ; number++) {
      const candidate = path.join(folder, nameOf(file, number));
      if (taken.has(key(candidate))) continue;
      taken.add(key(candidate));
      return candidate;
    }
  });
}

function requireFolder(folder: string): void {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder} for rejected rows`);
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    throw new Error(`The folder ${folder} takes no files: rejected rows could not be kept`);
  }
}

function removeEarlier(imported: string, folder: string, isImported: (file: string) => boolean): void {
  const stem = `${path.basename(imported, path.extname(imported))}.rejected`;
  for (const name of fs.readdirSync(folder)) {
    const isEarlier = name.startsWith(stem) && /^(?:-\d+)?\.csv$/.test(name.slice(stem.length));
    const file = path.join(folder, name);
    if (isEarlier && !isImported(file)) fs.rmSync(file);
  }
}

/** Writes the rows with their lines and reasons first, then all columns of the file as they came, under names that are free in it. */
export function writeRejectedRows(file: string, header: readonly string[], rejected: readonly RejectedRow[]): void {
  const width = rejected.reduce((most, { cells }) => Math.max(most, cells.length), header.length);
  const columns = Array.from({ length: width }, (_, index) => header[index] ?? `Column ${index + 1}`);
  const free = (name: string): string =>
    columns.some((column) => column.toLowerCase() === name.toLowerCase()) ? free(`Rejected ${name}`) : name;
  const rows = rejected.map(({ line, reason, cells }) => [line, reason, ...columns.map((_, index) => cells[index] ?? '')]);
  fs.writeFileSync(file, stringify([[free('Row'), free('Reason'), ...columns], ...rows]));
}
