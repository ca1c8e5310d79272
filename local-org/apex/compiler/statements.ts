import type { Block, Dml, LocalDeclaration, Return, RunAs, Statement, Throw, Try } from '../syntax/ast';
import { withinStack } from '../syntax/problem';
import { assignment, increment } from './assignment';
import type { BodyContext } from './body-context';
import { condition, expression } from './expressions';
import { refuseUnreachable } from './flow';
import { TICK } from './limit-frames';
import { emitDml } from './dml-statement';
import { emitFor, emitForEach } from './loops';
import { emitSwitch } from './switch-statement';

/** Emits the statements of a block in a scope of their own. Errors are collected statement by statement. */
export function emitBlock(ctx: BodyContext, block: Block): void {
  ctx.nested(() => emitStatements(ctx, block.statements));
}

export function emitStatements(ctx: BodyContext, statements: readonly Statement[]): void {
  refuseUnreachable(ctx, statements);
  for (const statement of statements)
    ctx.script.problems.collect(() => withinStack(ctx.file, statement.at, () => emitStatement(ctx, statement)));
}

/** The counter of a statement's line, to stand before it. */
function counted(ctx: BodyContext, statement: { readonly at: Statement['at'] }): string {
  return ctx.place.isTest ? '' : ctx.script.coverage.count(ctx.file, statement.at);
}

function emitStatement(ctx: BodyContext, node: Statement): void {
  const { writer } = ctx;
  const count = node.kind === 'block' ? '' : counted(ctx, node);
  switch (node.kind) {
    case 'block':
      writer.line('{', node.at);
      emitBlock(ctx, node);
      writer.line('}');
      break;
    case 'local':
      emitLocal(ctx, node, count);
      break;
    case 'expression':
      emitExpression(ctx, node, count);
      break;
    case 'if':
      writer.line(`${count}if (${condition(ctx, node.condition)}) {`, node.at);
      emitBody(ctx, node.whenTrue);
      if (node.whenFalse) {
        writer.line('} else {', node.whenFalse.at);
        emitBody(ctx, node.whenFalse);
      }
      writer.line('}');
      break;
    case 'while':
      writer.line(`${count}while (${condition(ctx, node.condition)}) {`, node.at);
      emitLoopBody(ctx, node.body);
      writer.line('}');
      break;
    case 'do':
      writer.line(`${count}do {`, node.at);
      emitLoopBody(ctx, node.body);
      writer.line(`} while (${condition(ctx, node.condition)});`, node.condition.at);
      break;
    case 'for':
      emitFor(ctx, node, count);
      break;
    case 'forEach':
      emitForEach(ctx, node, count);
      break;
    case 'switch':
      emitSwitch(ctx, node, count);
      break;
    case 'try':
      emitTry(ctx, node, count);
      break;
    case 'return':
      emitReturn(ctx, node, count);
      break;
    case 'throw':
      emitThrow(ctx, node, count);
      break;
    case 'break':
    case 'continue':
      if (ctx.loops === 0) ctx.fail(node.at, `${node.kind === 'break' ? 'Break' : 'Continue'} statement must be in loop`);
      writer.line(`${count}${node.kind};`, node.at);
      break;
    case 'dml':
      emitDmlStatement(ctx, node, count);
      break;
    case 'runAs':
      emitRunAs(ctx, node, count);
      break;
  }
}

/** A statement as the body of another: a block's braces are those already there. */
function emitBody(ctx: BodyContext, node: Statement): void {
  if (node.kind === 'block') emitBlock(ctx, node);
  else ctx.nested(() => emitStatements(ctx, [node]));
}

/** The body of a loop. Each turn is counted first: what is there may never end. */
export function emitLoopBody(ctx: BodyContext, node: Statement): void {
  ctx.writer.line(TICK);
  ctx.loops++;
  emitBody(ctx, node);
  ctx.loops--;
}

/** `let x = …`: the declarations of one statement. */
export function localDeclarations(ctx: BodyContext, node: LocalDeclaration): string {
  const type = ctx.resolve(node.type);
  return node.variables
    .map(({ name, initial, at }) => {
      const value = initial ? ctx.script.problems.collect(() => ctx.assign(expression(ctx, initial), type, at)) : undefined;
      return `${ctx.declare(name, type, node.isFinal && initial !== null, at).js} = ${value ?? 'null'}`;
    })
    .join(', ');
}

function emitLocal(ctx: BodyContext, node: LocalDeclaration, count: string): void {
  ctx.writer.line(`${count}let ${localDeclarations(ctx, node)};`, node.at);
}

function emitExpression(ctx: BodyContext, { expression: node, at }: Extract<Statement, { kind: 'expression' }>, count: string): void {
  switch (node.kind) {
    case 'assign':
      ctx.writer.line(`${count}${assignment(ctx, node, false).js};`, at);
      break;
    case 'increment':
      ctx.writer.line(`${count}${increment(ctx, node, false).js};`, at);
      break;
    case 'call':
    case 'new':
    case 'constructorCall':
    case 'soql':
      ctx.writer.line(`${count}${expression(ctx, node).js};`, at);
      break;
    default:
      ctx.fail(at, 'Expression cannot be a statement');
  }
}

function emitReturn(ctx: BodyContext, { value, at }: Return, count: string): void {
  const { returnType } = ctx.place;
  if (!value) {
    if (returnType.kind !== 'void') ctx.fail(at, `Missing return value, expected type: ${returnType.name}`);
    // What makes an object gets it back from its constructor, also from one that ends early.
    ctx.writer.line(`${count}return${ctx.place.initialises ? ' this' : ''};`, at);
    return;
  }
  const found = expression(ctx, value);
  if (returnType.kind === 'void') ctx.fail(at, 'Void method must not return a value');
  ctx.writer.line(`${count}return ${ctx.assign(found, returnType, at)};`, at);
}

function emitThrow(ctx: BodyContext, { value, at }: Throw, count: string): void {
  const found = expression(ctx, value);
  if (ctx.conversions.distance(found.type, ctx.types.simple('Exception')) === undefined || found.type.kind === 'null')
    ctx.fail(at, `Throw expression must be of type exception: ${found.type.name}`);
  ctx.writer.line(`${count}throw ${ctx.checked(found)};`, at);
}

function emitTry(ctx: BodyContext, node: Try, count: string): void {
  const { writer } = ctx;
  writer.line(`${count}try {`, node.at);
  emitBlock(ctx, node.body);
  if (node.catches.length > 0) {
    const thrown = ctx.unique('thrown');
    const caught = ctx.unique('caught');
    writer.line(`} catch (${thrown}) {`);
    writer.line(`const ${caught} = $host.caught(${thrown});`);
    const exception = ctx.types.simple('Exception');
    let open = true;
    node.catches.forEach(({ type: name, name: variable, body, at }, i) => {
      const type = ctx.resolve(name);
      if (ctx.conversions.distance(type, exception) === undefined) ctx.fail(name.at, `Catch block must be of type exception: ${type.name}`);
      if (!open) ctx.fail(at, `Catch block is not reachable: ${type.name}`);
      const test = type === exception ? 'true' : `$host.isInstance(${caught}, ${ctx.hoists.type(type)})`;
      writer.line(`${i === 0 ? '' : '} else '}if (${test}) {`, at);
      ctx.nested(() => {
        const { js } = ctx.declare(variable, type, false, at);
        writer.line(`let ${js} = ${caught};`);
        emitStatements(ctx, body.statements);
      });
      open = type !== exception;
    });
    writer.line('} else {');
    writer.line(`throw ${caught};`);
    writer.line('}');
  }
  if (node.finallyBlock) {
    writer.line('} finally {');
    emitBlock(ctx, node.finallyBlock);
  }
  writer.line('}');
}

function emitDmlStatement(ctx: BodyContext, node: Dml, count: string): void {
  ctx.writer.line(`${count}${emitDml(ctx, node)};`, node.at);
}

function emitRunAs(ctx: BodyContext, node: RunAs, count: string): void {
  const [argument] = node.args;
  const user = argument && expression(ctx, argument);
  if (!argument || !user || node.args.length !== 1 || user.type.object?.key !== 'user')
    ctx.unsupported(node.at, 'System.runAs with other than one User');
  if (!ctx.place.isTest) ctx.fail(node.at, 'System.runAs is only allowed in test methods');
  const token = ctx.unique('runAs');
  ctx.writer.line(`${count}const ${token} = $host.beginRunAs(${ctx.checked(user)});`, node.at);
  ctx.writer.line('try {');
  emitBlock(ctx, node.body);
  ctx.writer.line('} finally {');
  ctx.writer.line(`$host.endRunAs(${token});`);
  ctx.writer.line('}');
}
