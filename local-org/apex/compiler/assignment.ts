import type { Assign, Increment } from '../syntax/ast';
import { operate } from './arithmetic';
import type { BodyContext } from './body-context';
import { Once } from './chain';
import type { Value } from './conversion';
import { expression } from './expressions';
import { type Place, place } from './references';

/** `=` and its compounds. @param wanted whether the value of the assignment is used */
export function assignment(ctx: BodyContext, node: Assign, wanted: boolean): Value {
  if (node.operator === '=') {
    const target = writable(ctx, node, new Once(ctx));
    const value = expression(ctx, node.value);
    return store(ctx, target, ctx.assign(value, target.place.type, node.at), value.nonNull, wanted);
  }
  const target = writable(ctx, node, new Once(ctx));
  const value = operate(ctx, node.operator, target.place, expression(ctx, node.value), node.at);
  return store(ctx, target, ctx.assign(value, target.place.type, node.at), true, wanted);
}

/** `x++`, `--x`. @param wanted whether the value is used */
export function increment(ctx: BodyContext, node: Increment, wanted: boolean): Value {
  const once = new Once(ctx);
  const found = place(ctx, node.operand, once);
  if (!found.store) ctx.fail(node.at, found.refusal ?? 'Expression cannot be assigned');
  const { type } = found;
  if (ctx.conversions.rank(type) === 0) ctx.fail(node.at, `Arithmetic expressions must use numeric arguments: ${type.name}`);
  const one: Value = { js: '1', type: ctx.types.simple('Integer'), nonNull: true, literal: '1' };
  const operator = node.operator === '++' ? '+' : '-';
  if (node.prefix || !wanted) {
    const next = ctx.assign(operate(ctx, operator, found, one, node.at), type, node.at);
    return store(ctx, { place: found, once }, next, true, wanted);
  }
  const before = ctx.temporary();
  const remembered: Value = { js: before, type, nonNull: true };
  const next = ctx.assign(operate(ctx, operator, remembered, one, node.at), type, node.at);
  const steps = [...once.setup, `${before} = ${ctx.checked(found)}`, found.store(next), before];
  return { js: `(${steps.join(', ')})`, type, nonNull: true };
}

interface Target {
  readonly place: Place;
  readonly once: Once;
}

function writable(ctx: BodyContext, node: Assign, once: Once): Target {
  const kind = node.target.kind;
  if (kind !== 'name' && kind !== 'member' && kind !== 'index') ctx.fail(node.at, 'Expression cannot be assigned');
  const found = place(ctx, node.target, once);
  if (found.guard !== undefined) ctx.fail(node.at, 'Safe navigation operator cannot be used as the target of an assignment');
  if (!found.store) ctx.fail(node.at, found.refusal ?? 'Expression cannot be assigned');
  return { place: found, once };
}

function store(ctx: BodyContext, { place: target, once }: Target, value: string, nonNull: boolean, wanted: boolean): Value {
  const { type, store: write } = target;
  if (!write) throw new RangeError('An assignment needs a target');
  if (target.storeIsValue || !wanted) {
    const steps = [...once.setup, write(value)];
    return { js: steps.length === 1 && !wanted ? write(value) : `(${steps.join(', ')})`, type, nonNull };
  }
  const kept = ctx.temporary();
  return { js: `(${[...once.setup, `${kept} = ${value}`, write(kept), kept].join(', ')})`, type, nonNull };
}
