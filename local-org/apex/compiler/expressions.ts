import type { Cast, Coalesce, Expression, InstanceOf, Ternary } from '../syntax/ast';
import { assignment, increment } from './assignment';
import { binary, unary } from './arithmetic';
import type { BodyContext } from './body-context';
import { call } from './calls';
import { type ChainValue, closeChain } from './chain';
import type { Value } from './conversion';
import { creation, newArray, newCollection } from './creation';
import { literal } from './literals';
import { query } from './queries';
import { readReference, singleRow } from './references';
import type { ApexType } from './types';

/** Checks an expression and gives the JavaScript that computes it. @throws ApexCompileError */
export function expression(ctx: BodyContext, node: Expression): Value {
  return closeChain(chain(ctx, node));
}

/** As `expression`, with the chain of `?.` left open for another link. */
export function chain(ctx: BodyContext, node: Expression): ChainValue {
  const { types } = ctx;
  switch (node.kind) {
    case 'literal':
      return literal(ctx, node);
    case 'name':
    case 'member':
    case 'index':
      return readReference(ctx, node);
    case 'call':
      return call(ctx, node);
    case 'this':
      if (!ctx.place.owner || ctx.place.isStatic) ctx.fail(node.at, "'this' can only be used in a non-static context");
      return { js: 'this', type: types.of(ctx.place.owner, []), nonNull: true };
    case 'super':
      return ctx.fail(node.at, "'super' must be followed by a method call");
    case 'constructorCall':
      return ctx.fail(node.at, `Call to '${node.which}()' must be the first statement in a constructor method`);
    case 'new':
      return creation(ctx, node);
    case 'newCollection':
      return newCollection(ctx, node);
    case 'newArray':
      return newArray(ctx, node);
    case 'cast':
      return cast(ctx, node);
    case 'instanceof':
      return instanceOf(ctx, node);
    case 'ternary':
      return ternary(ctx, node);
    case 'coalesce':
      return coalesce(ctx, node);
    case 'unary':
      return unary(ctx, node);
    case 'increment':
      return increment(ctx, node, true);
    case 'binary':
      return binary(ctx, node);
    case 'assign':
      return assignment(ctx, node, true);
    case 'classLiteral': {
      const type = ctx.findType('System.Type') ?? ctx.unsupported(node.at, '.class');
      return { js: `$host.typeToken(${ctx.hoists.type(ctx.resolve(node.type))})`, type, nonNull: true };
    }
    case 'soql':
      return query(ctx, node);
  }
}

/** A condition: Boolean, and an exception for null. */
export function condition(ctx: BodyContext, node: Expression): string {
  const value = expression(ctx, node);
  if (value.type !== ctx.types.simple('Boolean')) ctx.fail(node.at, `Condition expression must be of type Boolean: ${value.type.name}`);
  return ctx.checked(value);
}

function cast(ctx: BodyContext, node: Cast): Value {
  const { types, conversions } = ctx;
  const to = ctx.resolve(node.type);
  const value = expression(ctx, node.operand);
  const { type: from, nonNull } = value;
  if (from === to) return value;
  if (from.kind === 'null') return { ...value, type: to };
  if (value.oneRow && conversions.isRow(to)) return { js: value.oneRow(to), type: to, nonNull: true };
  if (value.single && conversions.isSObject(to)) return castReference(ctx, singleRow(ctx, value, false), to);
  const fromRank = conversions.rank(from);
  const toRank = conversions.rank(to);
  if (fromRank > 0 && toRank > 0) {
    if (fromRank < toRank) return conversions.convert(value, to);
    const unboxed = from.boxed ? conversions.convert(value, types.simple('Double')) : value;
    return { js: `$${lower(from.name)}To${to.name}(${unboxed.js})`, type: to, nonNull };
  }
  const upward = conversions.distance(from, to);
  if (upward !== undefined && !(from.symbol === to.symbol && from.args.length > 0)) return conversions.convert(value, to);
  if (upward === undefined && !castable(ctx, from, to))
    ctx.fail(node.at, `Incompatible types since an instance of ${from.name} is never an instance of ${to.name}`);
  return castReference(ctx, value, to);
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function castReference(ctx: BodyContext, value: Value, to: ApexType): Value {
  const { types } = ctx;
  if (value.type === to) return value;
  const js = `$host.cast(${value.js}, ${ctx.hoists.type(to)})`;
  if (to === types.simple('Double')) return { js, type: types.boxedDouble, nonNull: value.nonNull };
  return { js, type: to, nonNull: value.nonNull };
}

/** Whether a value of one type may turn out to be of the other. */
function castable(ctx: BodyContext, from: ApexType, to: ApexType): boolean {
  const { conversions, types } = ctx;
  if (conversions.distance(to, from) !== undefined) return true;
  if (from === types.simple('Object') || from.symbol?.kind === 'interface' || to.symbol?.kind === 'interface') return true;
  if (conversions.isSObject(from) && conversions.isSObject(to)) return from.kind !== 'sobject' || to.kind !== 'sobject';
  if (from.symbol === to.symbol && from.args.length > 0) {
    return from.args.every((arg, i) => {
      const target = to.args[i];
      return target !== undefined && (arg === target || castable(ctx, arg, target));
    });
  }
  return false;
}

function instanceOf(ctx: BodyContext, node: InstanceOf): Value {
  const type = ctx.resolve(node.type);
  const value = expression(ctx, node.operand);
  const boxed = ctx.conversions.convert(value, ctx.types.simple('Object'));
  return { js: `$host.isInstance(${boxed.js}, ${ctx.hoists.type(type)})`, type: ctx.types.simple('Boolean'), nonNull: true };
}

function ternary(ctx: BodyContext, node: Ternary): Value {
  const test = condition(ctx, node.condition);
  const left = expression(ctx, node.whenTrue);
  const right = expression(ctx, node.whenFalse);
  const type = ctx.conversions.common(left.type, right.type);
  const js = `(${test} ? ${ctx.assign(left, type, node.whenTrue.at)} : ${ctx.assign(right, type, node.whenFalse.at)})`;
  return { js, type, nonNull: left.nonNull && right.nonNull };
}

function coalesce(ctx: BodyContext, node: Coalesce): Value {
  const left = expression(ctx, node.left);
  const right = expression(ctx, node.right);
  const single = left.single && ctx.conversions.isSObject(right.type) ? singleRow(ctx, left, true) : left;
  const type = ctx.conversions.common(single.type, right.type);
  const js = `(${ctx.assign(single, type, node.left.at)} ?? ${ctx.assign(right, type, node.right.at)})`;
  return { js, type, nonNull: right.nonNull };
}
