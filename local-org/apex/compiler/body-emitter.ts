import type { Block, Point } from '../syntax/ast';
import { BodyContext, type BodyPlace, type ScriptContext } from './body-context';
import { completes } from './flow';
import { nonNullNames } from './null-analysis';
import type { ParameterSymbol, TypeSymbol } from './symbols';
import { emitStatements } from './statements';
import type { ApexType } from './types';

/** A class's places of code. */
export function placeIn(
  script: ScriptContext,
  symbol: TypeSymbol,
  more: Partial<BodyPlace> & { readonly isStatic: boolean; readonly returnType: ApexType }
): BodyPlace {
  const { source } = symbol;
  if (!source) throw new RangeError(`${symbol.name} is not written in Apex`);
  return {
    file: source.file,
    owner: symbol,
    callerName: symbol.name,
    userMode: script.program.isSecureByDefault(source.apiVersion),
    isTest: symbol.outermost.isTest,
    apiVersion: source.apiVersion,
    triggerObject: null,
    accessorOf: null,
    initialises: false,
    nonNullNames: new Set(),
    ...more
  };
}

export interface FunctionBody {
  /** `score$List_Lead(leads)`, `static $static()`. */
  readonly header: string;
  /** Place in stack traces: `Class.LeadScorer.score`. */
  readonly label: string;
  /** Name by which calls to it are told for sharing. */
  readonly key: string;
  readonly at: Point;
}

/**
 * Emits one function: header, declarations of temporaries, what `inside` writes, closing brace.
 * Parameters are declared before.
 */
export function emitFunction(ctx: BodyContext, body: FunctionBody, inside: () => void): void {
  const { writer } = ctx;
  writer.enter(body.label, ctx.file, body.at);
  writer.line(`${body.header} {`);
  const mark = writer.mark();
  ctx.script.sharing.begin(body.key, ctx.explicitSharing ? ctx.caller : null);
  inside();
  ctx.script.sharing.end();
  const temporaries = ctx.temporaryDeclaration();
  if (temporaries) writer.insert(mark, temporaries);
  writer.line('}');
  writer.leave();
}

/** A context for a body with these parameters. */
export function contextFor(
  script: ScriptContext,
  place: BodyPlace,
  parameters: readonly ParameterSymbol[],
  body: Block | null,
  at: Point
): BodyContext {
  const ctx = new BodyContext(script, body ? { ...place, nonNullNames: withoutParameters(nonNullNames(body), parameters) } : place);
  for (const { name, type, isFinal } of parameters) ctx.declare(name, type, isFinal, at);
  return ctx;
}

function withoutParameters(names: ReadonlySet<string>, parameters: readonly ParameterSymbol[]): ReadonlySet<string> {
  const taken = new Set(parameters.map(({ name }) => name.toLowerCase()));
  return new Set([...names].filter((name) => !taken.has(name)));
}

/** Emits a method's statements and checks that it returns. */
export function emitMethodBody(ctx: BodyContext, body: Block): void {
  emitStatements(ctx, body.statements);
  if (ctx.place.returnType.kind !== 'void' && completes(body)) {
    ctx.script.problems.report(ctx.file, body.end, `Missing return statement required return type: ${ctx.place.returnType.name}`);
  }
}
