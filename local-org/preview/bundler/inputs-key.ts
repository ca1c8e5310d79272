import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decidingVersions } from './packages';
import type { BundleRequest } from './types';

const TEST_FOLDER = '__tests__';
const SOURCE = /\.(ts|js|html|css)$/;
const TYPES_ONLY = /\.d\.ts$/;

/** Source files below a folder that can become part of a page, sorted. */
function pageSources(directory: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== TEST_FOLDER) found.push(...pageSources(path));
    } else if (SOURCE.test(entry.name) && !TYPES_ONLY.test(entry.name)) {
      found.push(path);
    }
  }
  return found.sort();
}

/**
 * One hash over all that decides what a build gives: the contents of the components and of the preview's own client and
 * bundler, the names that may be imported, the packages' versions. Paths count relative to their bundle, so that a moved
 * checkout keeps its cache.
 */
export function inputsKey(request: BundleRequest): string {
  const hash = createHash('sha256');
  const add = (...parts: readonly string[]): void => {
    for (const part of parts) hash.update(part).update('\0');
  };
  const addFolder = (label: string, directory: string): void => {
    for (const file of pageSources(directory)) add(`${label}/${relative(directory, file)}`, readFileSync(file, 'utf8'));
  };
  add(...decidingVersions(request.home), String(request.development), JSON.stringify(request.names));
  addFolder('client', join(request.home, 'local-org/preview/client'));
  addFolder('bundler', join(request.home, 'local-org/preview/bundler'));
  for (const component of [...request.components].sort((left, right) => (left.name < right.name ? -1 : 1))) {
    add(component.name, String(component.apiVersion), String(component.exposed));
    addFolder(`c/${component.name}`, component.directory);
  }
  return hash.digest('hex').slice(0, 24);
}
