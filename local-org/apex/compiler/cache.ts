import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Compilation, type CompiledScript, compileScript, type ProgramInput } from './compile';

/** Raise it whenever the same input compiles to something else. */
const COMPILER_VERSION = 6;
/** Programs kept in memory: tests of several rooms share one process. */
const IN_MEMORY = 4;
/** Programs kept on disk: those of the last few edits, and of the examples. */
const ON_DISK = 12;

const memory = new Map<string, CompiledScript>();

/** Identifies what a program compiles to: all Apex, the schema, labels, the platform library and the compiler. */
export function programKey(input: ProgramInput, salt = ''): string {
  const hash = createHash('sha256');
  const add = (part: string): void => {
    hash.update(`${part.length}:`).update(part);
  };
  add(`${COMPILER_VERSION} ${input.coverage} ${salt}`);
  add(input.schema.hash);
  for (const label of input.labels) add(label);
  for (const { fullName, path, source, apiVersion, status } of input.sources)
    add(`${fullName}\0${path}\0${apiVersion}\0${status}\0${source}`);
  for (const type of input.platform) {
    add(type.name);
    for (const member of [type.constructors, type.methods, type.staticMethods, type.properties, type.staticProperties]) {
      for (const signature of Object.keys(member ?? {})) add(signature);
    }
    for (const text of [...(type.abstractMethods ?? []), ...(type.values ?? []), ...(type.implements ?? []), type.extends ?? '']) add(text);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Compiles, or loads the program of an earlier run. @param directory where to keep it; absent: in memory only. @throws ApexProgramError */
export function cachedScript(input: ProgramInput, key: string, directory?: string): Compilation {
  const known = memory.get(key) ?? (directory ? readStored(join(directory, fileName(key))) : undefined);
  const compilation: Compilation = known ? { script: known } : compileScript(input);
  const { script } = compilation;
  if (!known && directory) store(directory, fileName(key), JSON.stringify(script));
  memory.delete(key);
  memory.set(key, script);
  for (const old of memory.keys()) {
    if (memory.size <= IN_MEMORY) break;
    memory.delete(old);
  }
  return compilation;
}

const fileName = (key: string): string => `apex-${key}.json`;

/** If the file is missing or incomplete, the program is compiled again. */
function readStored(file: string): CompiledScript | undefined {
  try {
    const stored: CompiledScript = JSON.parse(readFileSync(file, 'utf8'));
    return stored;
  } catch {
    return undefined;
  }
}

/** Written to a temporary file and renamed, so that no reader sees half a file. */
function store(directory: string, name: string, content: string): void {
  mkdirSync(directory, { recursive: true });
  const aside = join(directory, `${name}.${process.pid}`);
  writeFileSync(aside, content);
  renameSync(aside, join(directory, name));
  removeOldest(directory);
}

/** Removes old programs: every edit of a class leaves one. Another process may be removing them too. */
function removeOldest(directory: string): void {
  const files = readdirSync(directory)
    .filter((name) => /^apex-.*\.json$/.test(name))
    .map((name) => join(directory, name))
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const { file } of files.slice(ON_DISK)) rmSync(file, { force: true });
}
