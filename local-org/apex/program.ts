import { withinStack, START } from './syntax/problem';
import { ApexCompileError, type LineCoverage } from './types';
import { cachedScript, programKey } from './compiler/cache';
import {
  ANONYMOUS_ENTRY,
  compileAnonymous,
  type Compilation,
  type CompiledScript,
  declareProgram,
  type ProgramInput
} from './compiler/compile';
import type { ApexHost } from './compiler/host';
import { ProgramLoader } from './compiler/loader';
import { ANONYMOUS } from './compiler/names';
import { ApexProgramError } from './compiler/problems';
import type { ProgramTypes } from './compiler/program-types';
import type { AnonymousBlock, LoadedProgram } from './runtime/loaded-program';

export type { ProgramInput } from './compiler/compile';
export { ApexProgramError } from './compiler/problems';

export interface CompiledProgram extends Compilation {
  /** Identifies it: equal for equal sources, schema, labels, platform library and compiler. */
  readonly key: string;
  readonly input: ProgramInput;
}

export interface CompileOptions {
  /** Where compiled programs are kept between processes; absent: in memory only. */
  readonly cacheDirectory?: string;
  /** Anything else the cache depends on. */
  readonly salt?: string;
}

/** Compiles all Apex of a project. @throws ApexProgramError with every compile error of every file */
export function compileProgram(input: ProgramInput, { cacheDirectory, salt }: CompileOptions = {}): CompiledProgram {
  const key = programKey(input, salt);
  return { key, input, ...cachedScript(input, key, cacheDirectory) };
}

let programs = 0;

function loaded(loader: ProgramLoader, script: CompiledScript, name: string): Uint32Array {
  try {
    return loader.load(script, name);
  } catch (error) {
    throw error instanceof ApexCompileError ? new ApexProgramError([error]) : error;
  }
}

/** Makes a compiled program runnable on a host. @throws ApexProgramError for code that the engine cannot take */
export function loadProgram(compiled: CompiledProgram, host: ApexHost): LoadedProgram {
  const { input, script } = compiled;
  const loader = new ProgramLoader(input.schema, input.platform, host);
  programs++;
  const name = `apex:program-${programs}`;
  const counters = loaded(loader, script, name);
  let { declared } = compiled;
  const blocks = new AnonymousBlocks(loader, name);
  return {
    findClass: (className) => blocks.inSight.find(className),
    classes: loader.classes,
    enumConstants: (enumName) => blocks.inSight.enumConstants(enumName),
    triggers: loader.triggers(script),
    statics: loader.statics,
    readStack: (javascriptStack) => loader.stacks.read(javascriptStack),
    coverage: () => lineCoverage(script, counters),
    resetCoverage: () => counters.fill(0),
    compileAnonymous: (source): AnonymousBlock => {
      declared ??= declareProgram(input).program;
      return blocks.load(compileBlock(declared, source, input));
    }
  };
}

/** Anonymous code takes the newest API version there is in the project. */
function compileBlock(declared: ProgramTypes, source: string, { sources, labels }: ProgramInput): CompiledScript {
  const apiVersion = sources.reduce((newest, each) => Math.max(newest, each.apiVersion), 68);
  try {
    return withinStack(ANONYMOUS, START, () => compileAnonymous(declared, source, apiVersion, labels));
  } catch (error) {
    const [first] = error instanceof ApexProgramError ? error.problems : [];
    throw first ?? error;
  }
}

/** Line maps of anonymous code kept for traces that are read later. */
const REMEMBERED_BLOCKS = 16;

/** Anonymous code in a program: its classes are seen while it runs, and by nothing else. */
class AnonymousBlocks {
  /** Where names of classes are looked up now. */
  inSight: ProgramLoader;
  private readonly names: string[] = [];
  private count = 0;

  constructor(
    private readonly program: ProgramLoader,
    private readonly programName: string
  ) {
    this.inSight = program;
  }

  load(script: CompiledScript): AnonymousBlock {
    const loader = this.program.inside();
    this.count++;
    const name = `${this.programName}-anonymous-${this.count}`;
    withinStack(ANONYMOUS, START, () => loader.load(script, name));
    this.names.push(name);
    const forgotten = this.names.length > REMEMBERED_BLOCKS ? this.names.shift() : undefined;
    if (forgotten !== undefined) this.program.stacks.remove(forgotten);
    const block = loader.find(ANONYMOUS);
    if (!block) throw new RangeError('Anonymous code defines its block');
    return {
      info: block.info,
      run: () => {
        const before = this.inSight;
        this.inSight = loader;
        try {
          const entry = block.initialise()[`${ANONYMOUS_ENTRY}$`];
          if (typeof entry !== 'function') throw new TypeError('Anonymous code has an entry');
          Reflect.apply(entry, undefined, []);
        } finally {
          this.inSight = before;
        }
      }
    };
  }
}

function lineCoverage({ coverage, coveredFiles }: CompiledScript, counters: Uint32Array): LineCoverage[] {
  const byFile = new Map<string, { covered: number[]; uncovered: number[] }>();
  coverage.forEach(({ file, line }, i) => {
    let lines = byFile.get(file);
    if (!lines) {
      lines = { covered: [], uncovered: [] };
      byFile.set(file, lines);
    }
    ((counters[i] ?? 0) > 0 ? lines.covered : lines.uncovered).push(line);
  });
  const ascending = (a: number, b: number): number => a - b;
  return coveredFiles.map(({ name, file }) => ({
    className: name,
    file,
    covered: (byFile.get(file)?.covered ?? []).sort(ascending),
    uncovered: (byFile.get(file)?.uncovered ?? []).sort(ascending)
  }));
}

export { ApexCompileError };
