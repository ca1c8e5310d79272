import type { ApexSource } from '../../metadata/types';
import { schemaWith } from '../../schema/testing';
import type { Schema } from '../../schema/types';
import { PLATFORM_TYPES } from '../platform/index';
import { type CompiledProgram, compileProgram, loadProgram, ApexProgramError } from '../program';
import type { LoadedProgram } from '../runtime/loaded-program';
import { ApexException } from '../values/exception';
import { text } from '../values/text';
import { LanguageHost } from './language-host';

/** Apex files by name; a name that ends in `.trigger` is a trigger. */
export type Files = Readonly<Record<string, string>>;

export interface LanguageOptions {
  readonly schema?: Schema;
  readonly labels?: Readonly<Record<string, string>>;
  readonly apiVersion?: number;
  readonly coverage?: boolean;
}

export function sourcesOf(files: Files, apiVersion = 68): ApexSource[] {
  return Object.entries(files).map(([name, source]) => {
    const isTrigger = name.endsWith('.trigger');
    const fullName = name.replace(/\.(cls|trigger)$/, '');
    return {
      fullName,
      kind: isTrigger ? 'trigger' : 'class',
      path: isTrigger ? name : `${fullName}.cls`,
      source,
      apiVersion,
      status: 'Active'
    };
  });
}

let standard: Schema | undefined;

function compileFiles(files: Files, options: LanguageOptions = {}): CompiledProgram {
  const schema = options.schema ?? (standard ??= schemaWith());
  return compileProgram({
    sources: sourcesOf(files, options.apiVersion),
    schema,
    labels: Object.keys(options.labels ?? {}),
    platform: PLATFORM_TYPES,
    coverage: options.coverage ?? false
  });
}

/** Compile errors of these files, as `file:line:col: message`. */
export function errorsOf(files: Files, options: LanguageOptions = {}): string[] {
  try {
    compileFiles(files, options);
  } catch (error) {
    if (error instanceof ApexProgramError) return error.problems.map((problem) => problem.message);
    throw error;
  }
  return [];
}

export interface RunningProgram {
  readonly program: LoadedProgram;
  readonly host: LanguageHost;
  /** Calls a static method without overloads. Doubles are plain numbers. */
  call(className: string, methodName: string, ...args: unknown[]): unknown;
}

export function run(files: Files, options: LanguageOptions = {}): RunningProgram {
  const compiled = compileFiles(files, options);
  const host = new LanguageHost(compiled.input.schema, options.labels ?? {});
  const program = loadProgram(compiled, host);
  host.reads(program);
  return {
    program,
    host,
    call: (className, methodName, ...args) => {
      const found = program.findClass(className);
      const method = found?.info.methods.find(({ name, isStatic }) => isStatic && name.toLowerCase() === methodName.toLowerCase());
      if (!found || !method) throw new RangeError(`No static method ${className}.${methodName}`);
      const js = found.initialise()[method.jsName];
      if (typeof js !== 'function') throw new TypeError(`${method.jsName} is not a function`);
      return Reflect.apply(js, undefined, args);
    }
  };
}

/** Runs the body of a static method and gives its result as Apex would print it; exceptions read `Type: message`. */
export function evaluate(body: string, options: LanguageOptions & { readonly members?: string; readonly returns?: string } = {}): string {
  const { call, host } = run(
    { Snippet: `public class Snippet { ${options.members ?? ''} public static ${options.returns ?? 'Object'} run() { ${body} } }` },
    options
  );
  try {
    const value = call('Snippet', 'run');
    return value === null ? 'null' : text(value);
  } catch (thrown) {
    const error = thrown instanceof ApexException ? thrown : host.caught(thrown);
    if (error instanceof ApexException) return error.toString();
    throw error;
  }
}
