import type { ApexSource } from '../../metadata/types';
import type { Schema } from '../../schema/types';
import type { PlatformType } from '../platform/contract';
import type { MethodDeclaration, TypeDeclaration } from '../syntax/ast';
import { withinStack } from '../syntax/problem';
import { parseAnonymous, parseClass, parseTrigger } from '../syntax/parser';
import type { ScriptContext } from './body-context';
import { describeClass, type StoredClassInfo } from './class-info';
import { CodeWriter } from './code-writer';
import { Conversions } from './conversion';
import { CoverageLines } from './coverage-lines';
import { Hoists } from './hoists';
import { declareMembers } from './members';
import { ANONYMOUS } from './names';
import { PlatformLibrary } from './platform-library';
import { Problems } from './problems';
import { ProgramTypes } from './program-types';
import { assemble, emitTrigger, emitTypes, type TriggerSource } from './script-emitter';
import { SharingFrames } from './sharing-frames';

export interface ProgramInput {
  readonly sources: readonly ApexSource[];
  readonly schema: Schema;
  /** Full names of custom labels. */
  readonly labels: readonly string[];
  readonly platform: readonly PlatformType[];
  /** Whether to count executed lines. */
  readonly coverage: boolean;
}

export interface StoredTrigger {
  readonly info: StoredClassInfo;
  readonly object: string;
  readonly events: readonly string[];
  readonly isActive: boolean;
}

/** A compiled script with all that running it takes; plain data, so that it can be kept on disk. */
export interface CompiledScript {
  readonly code: string;
  readonly places: readonly { readonly name: string; readonly file: string }[];
  /** Two numbers for each line of `code`: place (-1: none) and line. */
  readonly lineMap: readonly number[];
  readonly classes: readonly StoredClassInfo[];
  readonly triggers: readonly StoredTrigger[];
  readonly coverage: readonly { readonly file: string; readonly line: number }[];
  /** Names of files by class or trigger, test classes left out: what coverage reports on. */
  readonly coveredFiles: readonly { readonly name: string; readonly file: string }[];
}

/** The declarations of a program: what anonymous code is compiled against. */
export interface DeclaredProgram {
  readonly program: ProgramTypes;
  readonly triggers: readonly TriggerSource[];
  readonly problems: Problems;
}

/** Parses and declares all sources. Errors are collected in `problems`. */
export function declareProgram({ sources, schema, platform }: ProgramInput): DeclaredProgram {
  const problems = new Problems();
  const program = new ProgramTypes(schema, new PlatformLibrary(schema, platform));
  const triggers: TriggerSource[] = [];
  for (const { kind, source, path: file, apiVersion } of sources) {
    problems.collect(() => {
      if (kind === 'class') program.register(parseClass(source, file), file, apiVersion, null);
      else triggers.push({ declaration: parseTrigger(source, file), file, apiVersion });
    });
  }
  program.link(problems);
  declareMembers(program, problems);
  return { program, triggers, problems };
}

function scriptContext(program: ProgramTypes, problems: Problems, labels: readonly string[], coverage: boolean): ScriptContext {
  const { types } = program.library;
  const writer = new CodeWriter();
  const hoists = new Hoists();
  const own = new Set(program.declared);
  return {
    program,
    types,
    conversions: new Conversions(
      types,
      (digits) => hoists.decimal(digits),
      (type) => hoists.type(type)
    ),
    hoists,
    writer,
    coverage: new CoverageLines(coverage),
    problems,
    sharing: new SharingFrames(writer),
    labels: new Set(labels.map((label) => label.toLowerCase())),
    defines: (symbol) => own.has(symbol)
  };
}

/** A script and, for as long as somebody holds it, what it was compiled from. */
export interface Compilation {
  readonly script: CompiledScript;
  /** Absent where the script was kept from an earlier run: anonymous code then declares the program again. */
  readonly declared?: ProgramTypes;
}

/** Compiles a whole program. @throws ApexProgramError with every compile error of every file */
export function compileScript(input: ProgramInput): Required<Compilation> {
  const { program, triggers, problems } = declareProgram(input);
  const script = scriptContext(program, problems, input.labels, input.coverage);
  emitTypes(script, program.declared);
  for (const trigger of triggers) {
    problems.collect(() => withinStack(trigger.file, trigger.declaration.at, () => emitTrigger(script, trigger)));
  }
  problems.throwIfAny();
  const inactive = new Set(input.sources.filter(({ status }) => status === 'Inactive').map(({ path }) => path));
  const stored = triggers.map((trigger) => describeTrigger(program, trigger, !inactive.has(trigger.file)));
  return { script: finish(script, stored, false), declared: program };
}

/** @param calledFromElsewhere whether code of another script may call back into this one */
function finish(script: ScriptContext, triggers: readonly StoredTrigger[], calledFromElsewhere: boolean): CompiledScript {
  const { program, types } = script;
  const { code, lines } = assemble(script, calledFromElsewhere);
  const classes = program.declared.flatMap((symbol) => (symbol.source ? [describeClass(symbol, symbol.source, program, types)] : []));
  const tops = program.declared.filter((symbol) => !symbol.outer && !symbol.isTest && symbol.source);
  return {
    code,
    places: script.writer.places,
    lineMap: lines.flatMap(({ place, line }) => [place, line]),
    classes,
    triggers,
    coverage: script.coverage.entries,
    coveredFiles: [
      ...tops.map((symbol) => ({ name: symbol.name, file: symbol.source?.file ?? '' })),
      ...triggers.map(({ info }) => ({ name: info.name, file: info.file }))
    ]
  };
}

function describeTrigger(program: ProgramTypes, { declaration, file, apiVersion }: TriggerSource, isActive: boolean): StoredTrigger {
  return {
    info: looseInfo(declaration.name, 'trigger', file, apiVersion),
    object: program.schema.object(declaration.object.name)?.apiName ?? declaration.object.name,
    events: declaration.events.map(({ name }) => name),
    isActive
  };
}

/** Triggers run in system mode without sharing, whatever their version. */
function looseInfo(name: string, kind: 'trigger', file: string, apiVersion: number): StoredClassInfo {
  return {
    name,
    kind,
    file,
    apiVersion,
    sharing: 'without',
    userModeByDefault: false,
    isAbstract: false,
    isTest: false,
    isException: false,
    superclass: null,
    supertypes: [],
    annotations: [],
    fields: [],
    methods: [],
    values: []
  };
}

/** Method of the block's class that runs it. */
export const ANONYMOUS_ENTRY = 'execute';

/**
 * Compiles a block of anonymous code against a program: as a class of its own whose static method holds the statements.
 * @throws ApexProgramError
 */
export function compileAnonymous(declared: ProgramTypes, source: string, apiVersion: number, labels: readonly string[]): CompiledScript {
  const problems = new Problems();
  const file = ANONYMOUS;
  const unit = problems.collect(() => parseAnonymous(source, file));
  problems.throwIfAny();
  if (!unit) throw new RangeError('Anonymous code was neither read nor refused');
  const program = new ProgramTypes(declared.schema, declared.library, declared);
  const { at } = unit;
  const nothing = { words: new Set<never>(), annotations: [] };
  const entry: MethodDeclaration = {
    kind: 'method',
    at,
    modifiers: { words: new Set(['public', 'static']), annotations: [] },
    returnType: { kind: 'type', at, parts: [{ name: 'void', args: [] }], dimensions: 0 },
    name: ANONYMOUS_ENTRY,
    parameters: [],
    body: unit.body
  };
  const methods = unit.members
    .filter((member): member is MethodDeclaration => member.kind === 'method')
    .map((method) => ({ ...method, modifiers: { ...method.modifiers, words: new Set([...method.modifiers.words, 'static' as const]) } }));
  const block: TypeDeclaration = {
    kind: 'class',
    at,
    modifiers: { ...nothing, words: new Set(['public', 'with sharing']) },
    name: ANONYMOUS,
    superclass: null,
    interfaces: [],
    members: [entry, ...methods]
  };
  problems.collect(() => program.register(block, file, apiVersion, null));
  for (const member of unit.members) {
    if (member.kind !== 'method') problems.collect(() => program.register(member, file, apiVersion, null));
  }
  program.link(problems);
  declareMembers(program, problems);
  const script = scriptContext(program, problems, labels, false);
  emitTypes(script, program.declared);
  problems.throwIfAny();
  const compiled = finish(script, [], true);
  const entryPlace = `Class.${ANONYMOUS}.${ANONYMOUS_ENTRY}`;
  return { ...compiled, places: compiled.places.map((place) => (place.name === entryPlace ? { ...place, name: ANONYMOUS } : place)) };
}
