import type { For, ForEach } from '../syntax/ast';
import { assignment, increment } from './assignment';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { condition, expression } from './expressions';
import { lineage } from './hierarchy';
import { emitLoopBody, localDeclarations } from './statements';
import type { Expression } from '../syntax/ast';
import type { ApexType } from './types';

/** Rows in one turn of `for (List<T> rows : [SELECT …])`. */
const QUERY_CHUNK = 200;

export function emitFor(ctx: BodyContext, node: For, count: string): void {
  ctx.nested(() => {
    const initial = node.declaration
      ? `let ${localDeclarations(ctx, node.declaration)}`
      : node.initial.map((each) => effect(ctx, each)).join(', ');
    const test = node.condition ? condition(ctx, node.condition) : '';
    const update = node.update.map((each) => effect(ctx, each)).join(', ');
    ctx.writer.line(`${count}for (${initial}; ${test}; ${update}) {`, node.at);
    emitLoopBody(ctx, node.body);
    ctx.writer.line('}');
  });
}

/** An expression evaluated for what it does. */
function effect(ctx: BodyContext, node: Expression): string {
  if (node.kind === 'assign') return assignment(ctx, node, false).js;
  if (node.kind === 'increment') return increment(ctx, node, false).js;
  return expression(ctx, node).js;
}

export function emitForEach(ctx: BodyContext, node: ForEach, count: string): void {
  const type = ctx.resolve(node.type);
  const source = expression(ctx, node.collection);
  const collection = looped(ctx, node, type, source);
  const element = elementType(ctx, collection.type);
  if (!element) ctx.fail(node.collection.at, `For loop must iterate over a list, a set or an iterable: ${collection.type.name}`);
  if (collection.type.symbol?.name === 'List') emitListLoop(ctx, node, count, type, collection, element);
  else emitIteration(ctx, node, count, type, collection, element);
}

/** What a loop goes through: of a query, lists of rows where it wants lists; of a dynamic query, rows of the type it says. */
function looped(ctx: BodyContext, node: ForEach, type: ApexType, source: Value): Value {
  const isDynamic = source.oneRow !== undefined;
  if ((isDynamic || node.collection.kind === 'soql') && type.symbol?.name === 'List')
    return { js: `$host.chunks(${source.js}, ${QUERY_CHUNK})`, type: ctx.types.list(source.type), nonNull: true };
  return isDynamic && ctx.conversions.isRow(type) ? ctx.conversions.convert(source, ctx.types.list(type)) : source;
}

function elementType(ctx: BodyContext, collection: ApexType): ApexType | undefined {
  const name = collection.symbol?.name;
  const owner =
    name === 'List' || name === 'Set' ? collection : lineage(collection, ctx.types).find(({ symbol }) => symbol?.name === 'Iterable');
  const [element] = owner?.args ?? [];
  return element && ctx.types.asElement(element);
}

/** Lists are read in place; the lock makes changes to them fail, as on the platform. */
function emitListLoop(ctx: BodyContext, node: ForEach, count: string, type: ApexType, list: Value, element: ApexType): void {
  const { writer } = ctx;
  const name = ctx.unique('list');
  const index = ctx.unique('index');
  writer.line(`${count}const ${name} = ${ctx.checked(list)};`, node.at);
  writer.line(`${name}.locks++;`);
  writer.line('try {');
  writer.line(`for (let ${index} = 0; ${index} < ${name}.items.length; ${index}++) {`);
  emitTurn(ctx, node, type, { js: `${name}.items[${index}]`, type: element, nonNull: false });
  writer.line('}');
  writer.line('} finally {');
  writer.line(`${name}.locks--;`);
  writer.line('}');
}

function emitIteration(ctx: BodyContext, node: ForEach, count: string, type: ApexType, collection: Value, element: ApexType): void {
  const { writer } = ctx;
  const name = ctx.unique('iteration');
  writer.line(`${count}const ${name} = $host.iterate(${collection.js});`, node.at);
  writer.line('try {');
  writer.line(`while (${name}.next()) {`);
  emitTurn(ctx, node, type, { js: `${name}.value`, type: element, nonNull: false });
  writer.line('}');
  writer.line('} finally {');
  writer.line(`${name}.end();`);
  writer.line('}');
}

function emitTurn(ctx: BodyContext, node: ForEach, type: ApexType, current: Value): void {
  ctx.nested(() => {
    const converted = ctx.conversions.tryConvert(current, type);
    if (!converted) ctx.fail(node.at, `Loop variable must be of type ${ctx.types.unboxed(current.type).name}`);
    const { js } = ctx.declare(node.name, type, false, node.at);
    ctx.writer.line(`let ${js} = ${converted.js};`, node.at);
    emitLoopBody(ctx, node.body);
  });
}
