import fs from 'node:fs';
import path from 'node:path';

/** Something that must be put right before the package goes anywhere. */
export interface Finding {
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  /** 1-based; 1 where the tool says nothing. */
  readonly line: number;
  /** 1-based; 1 where the tool says nothing. */
  readonly column: number;
  /** What a suppression names: the tool's own name of the rule where it has one. */
  readonly rule: string;
  readonly message: string;
}

/** What the gates look at: this repository, or a small project of a seeded defect. */
export interface Project {
  /** Absolute folder that holds sfdx-project.json. */
  readonly root: string;
  /** Package directories, relative to the root. */
  readonly directories: readonly string[];
  /** The same as `npm run build` made them, or the sources where nothing needed building. */
  readonly built: readonly string[];
  readonly apiVersion: string;
}

/** One tool, or one check of our own. */
export interface Gate {
  /** As given to `npm run check -- NAME`. */
  readonly name: string;
  readonly about: string;
  /** @throws Error where the tool itself cannot run, which the table counts as a finding */
  run(project: Project): Promise<readonly Finding[]>;
}

/** Reads sfdx-project.json. @throws Error where it is missing or has no package directories */
export function openProject(root: string): Project {
  const content: unknown = JSON.parse(fs.readFileSync(path.join(root, 'sfdx-project.json'), 'utf8'));
  const directories = directoriesOf(content);
  if (directories.length === 0) throw new Error(`${root}/sfdx-project.json names no package directory`);
  const builtOf = (directory: string): string => {
    const built = path.posix.join('build', directory);
    return fs.existsSync(path.join(root, built)) ? built : directory;
  };
  return { root, directories, built: directories.map(builtOf), apiVersion: String(property(content, 'sourceApiVersion') ?? '') };
}

function directoriesOf(content: unknown): string[] {
  const entries = property(content, 'packageDirectories');
  return (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) => {
    const directory = property(entry, 'path');
    return typeof directory === 'string' ? [directory] : [];
  });
}

/** A property of what JSON gave, or `undefined`. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** A file's path as findings state it. */
export function relativeTo(project: Project, file: string): string {
  return path.relative(project.root, path.resolve(project.root, file)).replaceAll(path.sep, '/');
}

/** The source of a file that the build only copied; a compiled one stays where the build put it. */
export function sourceOf(project: Project, file: string): string {
  const built = relativeTo(project, file);
  const source = built.replace(/^build\//, '');
  return fs.existsSync(path.join(project.root, source)) ? source : built;
}

const TESTS_OF_COMPONENTS = ['__tests__', '__mocks__'];

/** All files of these directories of a project, relative to its root and in order; tests of components are left out unless wanted. */
export function filesIn(project: Project, directories: readonly string[], { withTests = false } = {}): string[] {
  const leftOut = new Set(['node_modules', ...(withTests ? [] : TESTS_OF_COMPONENTS)]);
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of fs.readdirSync(path.join(project.root, directory), { withFileTypes: true })) {
      const file = path.posix.join(directory, entry.name);
      if (!entry.isDirectory()) found.push(file);
      else if (!leftOut.has(entry.name)) walk(file);
    }
  };
  directories.forEach(walk);
  return found.sort();
}

/** @param file relative to the root */
export function readText(project: Project, file: string): string {
  return fs.readFileSync(path.join(project.root, file), 'utf8');
}

/** Line and column of an offset in a text, both 1-based. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
