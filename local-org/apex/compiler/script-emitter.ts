import type { Block, TriggerDeclaration } from '../syntax/ast';
import { LONGEST_TEXT } from '../runtime/meter';
import type { Operators } from '../runtime/operators';
import { contextFor, emitFunction, type FunctionBody } from './body-emitter';
import type { ScriptContext } from './body-context';
import { checkAnnotations } from './annotation-checks';
import { ClassEmitter } from './class-emitter';
import type { CodeLine } from './code-writer';
import { checkInheritance } from './inheritance-checks';
import { withinStack } from '../syntax/problem';
import { quoted } from './names';
import { emitStatements } from './statements';
import type { TypeSymbol } from './symbols';

/** The operators that emitted code calls by `$` and their name. */
const OPERATORS: readonly (keyof Operators)[] = [
  'addLongs',
  'compareDecimals',
  'compareLongs',
  'compareNumbers',
  'decimalEquals',
  'decimalToDouble',
  'decimalToInteger',
  'decimalToLong',
  'divideDoubles',
  'divideIntegers',
  'divideLongs',
  'doubleText',
  'doubleToDecimal',
  'doubleToInteger',
  'doubleToLong',
  'enumConstant',
  'fieldOfAny',
  'integerToDecimal',
  'integerToLong',
  'longToDecimal',
  'longToDouble',
  'longToInteger',
  'multiplyLongs',
  'negateLong',
  'nonNull',
  'objectName',
  'parentOfAny',
  'shiftLongLeft',
  'shiftLongRight',
  'shiftLongRightUnsigned',
  'subtractLongs',
  'textEquals'
];

/** What the loader hands to the script, under the names that emitted code uses. */
const PROLOGUE: readonly string[] = [
  "'use strict';",
  'const $host = $.host, $statics = $.statics, $count = $.counters, $ApexObject = $.ApexObject, $meter = $.meter;',
  `const $text = (text) => (text.length > ${LONGEST_TEXT} ? $meter.text(text) : text);`,
  `const { ${OPERATORS.map((name) => `${name}: $${name}`).join(', ')} } = $.operators;`,
  'const $box = (value) => $host.boxDouble(value), $unbox = (value) => $host.unboxDouble(value);',
  'const $toId = (value) => $host.toId(value), $dateToDatetime = (value) => $host.dateToDatetime(value);'
];

export interface EmittedScript {
  readonly code: string;
  /** One per line of `code`. */
  readonly lines: readonly CodeLine[];
}

/** Emits the types of a program, superclasses first. */
export function emitTypes(script: ScriptContext, symbols: readonly TypeSymbol[]): void {
  for (const symbol of symbols) {
    checkAnnotations(symbol, script.problems);
    checkInheritance(script, symbol);
    if (symbol.kind === 'enum' && symbol.source)
      script.writer.line(`const ${symbol.source.jsName} = $.defineEnum(${quoted(symbol.name)});`);
  }
  const done = new Set<TypeSymbol>();
  const emit = (symbol: TypeSymbol): void => {
    if (done.has(symbol)) return;
    done.add(symbol);
    const parent = symbol.superclass?.symbol;
    if (parent && symbols.includes(parent)) emit(parent);
    const { source } = symbol;
    if (source)
      script.problems.collect(() => withinStack(source.file, source.declaration.at, () => new ClassEmitter(script, symbol).emit()));
  };
  for (const symbol of symbols) if (symbol.source?.declaration.kind === 'class') emit(symbol);
}

export interface TriggerSource {
  readonly declaration: TriggerDeclaration;
  readonly file: string;
  readonly apiVersion: number;
}

/** Emits one trigger. */
export function emitTrigger(script: ScriptContext, { declaration, file, apiVersion }: TriggerSource): void {
  const object = script.program.schema.object(declaration.object.name);
  if (!object) {
    script.problems.report(file, declaration.object.at, `Invalid type: ${declaration.object.name}`);
    return;
  }
  if (!object.triggerable) script.problems.report(file, declaration.object.at, `SObject type does not allow triggers: ${object.apiName}`);
  const name = declaration.name;
  emitBlockFunction(
    script,
    { header: `function $trigger_${name}()`, label: `Trigger.${name}`, key: `$trigger_${name}`, at: declaration.at },
    declaration.body,
    {
      file,
      apiVersion,
      callerName: name,
      triggerObject: object.apiName,
      isTest: false
    }
  );
  script.writer.line(`$.defineTrigger(${quoted(name)}, $trigger_${name});`);
}

interface LooseBlock {
  readonly file: string;
  readonly apiVersion: number;
  readonly callerName: string;
  readonly triggerObject: string | null;
  readonly isTest: boolean;
}

/** Statements that stand in no class. Triggers run in system mode whatever their version. */
function emitBlockFunction(
  script: ScriptContext,
  body: FunctionBody,
  block: Block,
  { file, apiVersion, callerName, triggerObject, isTest }: LooseBlock
): void {
  const object = triggerObject === null ? null : (script.program.schema.object(triggerObject) ?? null);
  const ctx = contextFor(
    script,
    {
      file,
      owner: null,
      isStatic: true,
      returnType: script.types.void,
      callerName,
      userMode: false,
      isTest,
      apiVersion,
      triggerObject: object,
      accessorOf: null,
      initialises: false,
      nonNullNames: new Set()
    },
    [],
    block,
    block.at
  );
  script.problems.collect(() => withinStack(file, block.at, () => emitFunction(ctx, body, () => emitStatements(ctx, block.statements))));
}

/**
 * The whole script: a function of what the loader provides.
 * @param calledFromElsewhere whether code of another script may call back into this one
 */
export function assemble(script: ScriptContext, calledFromElsewhere: boolean): EmittedScript {
  const plain = (text: string): CodeLine => ({ text, place: -1, line: 0 });
  const lines = [
    plain('(function ($) {'),
    ...PROLOGUE.map(plain),
    ...script.hoists.lines.map(plain),
    ...script.sharing.resolve(script.writer.lines, calledFromElsewhere),
    plain('})')
  ];
  return { code: lines.map(({ text }) => text).join('\n'), lines };
}
