import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FileTree } from './types';

/** Folders that are never metadata: what tools leave behind, and Jest tests of components. */
const SKIPPED_FOLDERS = new Set(['node_modules', '__tests__', '__mocks__', '__snapshots__']);

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Files in folders of a project.
 * @param root absolute folder that paths are relative to
 * @param directories folders to read, relative to `root`; hidden files and folders are left out
 * @throws Error (ENOENT) for a folder that does not exist
 */
export function folderTree(root: string, directories: readonly string[]): FileTree {
  const files = new Set<string>();
  const walk = (directory: string): void => {
    for (const entry of readdirSync(path.join(root, directory), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const file = `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) walk(file);
      } else {
        files.add(file);
      }
    }
  };
  for (const directory of directories) walk(path.posix.normalize(directory.replaceAll('\\', '/')).replace(/\/$/, ''));
  const sorted = [...files].sort(byCodeUnit);
  return {
    paths: () => sorted,
    read: (file) => readFileSync(path.join(root, file)),
    readText: (file) => readFileSync(path.join(root, file), 'utf8'),
    display: (file) => path.join(root, file),
    folder: (folder) => path.join(root, folder)
  };
}

/** Files held in memory, by path. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): FileTree {
  const sorted = Object.keys(files).sort(byCodeUnit);
  const content = (file: string): string | Uint8Array => {
    const found = files[file];
    if (found === undefined) throw new Error(`no file ${file}`);
    return found;
  };
  return {
    paths: () => sorted,
    read: (file) => Buffer.from(content(file)),
    readText: (file) => Buffer.from(content(file)).toString('utf8'),
    display: (file) => file,
    folder: () => undefined
  };
}
