import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Packages whose versions decide what a build gives. */
const DECIDING = [
  '@lwc/compiler',
  '@lwc/engine-dom',
  '@lwc/synthetic-shadow',
  'lightning-base-components',
  'esbuild',
  'typescript'
] as const;

/** Folder of an installed package. @throws Error naming the package when it is not installed */
export function packageDirectory(home: string, name: string): string {
  const resolve = createRequire(join(home, 'package.json')).resolve;
  for (const base of resolve.paths(name) ?? []) {
    const directory = join(base, name);
    if (existsSync(join(directory, 'package.json'))) return directory;
  }
  throw new Error(`Package ${name} is not installed below ${home}: run npm install.`);
}

function manifestText(home: string, name: string): string {
  return readFileSync(join(packageDirectory(home, name), 'package.json'), 'utf8');
}

/** `name@version` of every package that decides what a build gives. */
export function decidingVersions(home: string): readonly string[] {
  return DECIDING.map((name) => {
    const version = /"version":\s*"([^"]+)"/.exec(manifestText(home, name))?.[1];
    if (version === undefined) throw new Error(`Package ${name} has no version.`);
    return `${name}@${version}`;
  });
}

interface ModuleEntry {
  readonly name?: string;
  readonly path?: string;
}

function isModuleEntry(value: unknown): value is ModuleEntry {
  return typeof value === 'object' && value !== null;
}

/** The base components' own labels, flags and locale data: absolute file by import name. */
export function baseComponentAliases(home: string): ReadonlyMap<string, string> {
  const manifest: unknown = JSON.parse(manifestText(home, 'lightning-base-components'));
  const aliases = new Map<string, string>();
  const lwc = typeof manifest === 'object' && manifest !== null && 'lwc' in manifest ? manifest.lwc : undefined;
  const modules = typeof lwc === 'object' && lwc !== null && 'modules' in lwc && Array.isArray(lwc.modules) ? lwc.modules : [];
  for (const entry of modules) {
    if (isModuleEntry(entry) && entry.name && entry.path) {
      aliases.set(entry.name, join(packageDirectory(home, 'lightning-base-components'), entry.path));
    }
  }
  return aliases;
}

/** The file a package's `main` names. */
export function packageMain(home: string, name: string): string {
  const main = /"main":\s*"([^"]+)"/.exec(manifestText(home, name))?.[1] ?? 'index.js';
  return join(packageDirectory(home, name), main);
}

/** Loads an ES module package from where it is installed, wherever the calling script is. */
export async function importPackage<T>(home: string, name: string, accept: (value: unknown) => value is T): Promise<T> {
  const loaded: unknown = await import(pathToFileURL(packageMain(home, name)).href);
  if (!accept(loaded)) throw new Error(`Package ${name} in ${dirname(packageMain(home, name))} is not the expected one.`);
  return loaded;
}
