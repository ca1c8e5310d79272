import type { New, NewArray, NewCollection } from '../syntax/ast';
import type { BodyContext } from './body-context';
import { convertArguments, resolve } from './calls';
import type { Value } from './conversion';
import { expression } from './expressions';
import { bindMethod } from './hierarchy';
import { CALLER_AWARE } from './host';
import { fieldType, parentType } from './sobject-members';
import type { MethodSymbol, TypeSymbol } from './symbols';
import type { ApexType } from './types';

/** `new X(…)`. */
export function creation(ctx: BodyContext, node: New): Value {
  const type = ctx.resolve(node.type);
  if (type.object) return newSObject(ctx, type, node);
  if (node.fields.length > 0) ctx.fail(node.at, `Named arguments are only allowed for SObjects: ${type.name}`);
  const { symbol } = type;
  if (!symbol || symbol.kind === 'interface' || symbol.isAbstract || symbol.kind === 'enum') {
    return ctx.fail(node.at, `Type cannot be constructed: ${type.name}`);
  }
  const values = node.args.map((arg) => expression(ctx, arg));
  if (symbol.platform) return newPlatform(ctx, type, node, values);
  const access = ctx.classAccess(symbol);
  noteConstruction(ctx, symbol);
  if (symbol.constructors.length === 0 && !symbol.isException) {
    if (values.length > 0) ctx.fail(node.at, noConstructor(type, values));
    return { js: `new ${constructorOf(access)}().$new$${symbol.source?.jsName ?? ''}$()`, type, nonNull: true };
  }
  const own = constructors(ctx, type, values);
  if (own) {
    const converted = convertArguments(ctx, own, values, node.args, node.at);
    ctx.script.sharing.noteCall(own.method.jsName);
    return { js: `new ${constructorOf(access)}().${own.method.jsName}(${converted.join(', ')})`, type, nonNull: true };
  }
  if (symbol.isException) {
    const converted = exceptionArguments(ctx, type, values, node);
    return { js: `new ${constructorOf(access)}().$construct(${converted.join(', ')})`, type, nonNull: true };
  }
  return ctx.fail(node.at, noConstructor(type, values));
}

/** What construction runs besides the constructor that is called: fields of the class, fields and constructors of those above it. */
function noteConstruction(ctx: BodyContext, symbol: TypeSymbol): void {
  for (let each: TypeSymbol | undefined | null = symbol; each?.source; each = each.superclass?.symbol) {
    ctx.script.sharing.noteCall(`$fields$${each.source.jsName}`);
    if (each !== symbol) for (const { jsName } of each.constructors) ctx.script.sharing.noteCall(jsName);
  }
}

/** `new (f())()` where the class comes from a call. */
function constructorOf(access: string): string {
  return access.endsWith(')') ? `(${access})` : access;
}

export function noConstructor(type: ApexType, values: readonly Value[]): string {
  return `Constructor not defined: [${type.name}].<Constructor>(${values.map((value) => value.type.name).join(', ')})`;
}

/** The constructor of a class written in Apex that takes these arguments, if there is one. */
export function constructors(ctx: BodyContext, type: ApexType, values: readonly Value[]): ReturnType<typeof bindMethod> | undefined {
  const candidates = (type.symbol?.constructors ?? []).map((method: MethodSymbol) => bindMethod(method, type, ctx.types));
  const fitting = candidates.filter(
    ({ parameters }) =>
      parameters.length === values.length &&
      values.every((value, i) => {
        const parameter = parameters[i];
        return parameter !== undefined && ctx.conversions.tryConvert(value, parameter) !== undefined;
      })
  );
  if (fitting.length === 0) return undefined;
  const [first] = fitting;
  const at = first?.method.declaration?.at ?? { line: 1, column: 1, offset: 0 };
  return resolve(ctx, fitting, values, type.symbol?.simpleName ?? '', type.name, at);
}

/** Arguments of the four constructors every exception has. */
export function exceptionArguments(ctx: BodyContext, type: ApexType, values: readonly Value[], node: { readonly at: New['at'] }): string[] {
  const { types, conversions } = ctx;
  const [first, second] = values;
  const message = (value: Value): string | undefined => conversions.tryConvert(value, types.simple('String'))?.js;
  const cause = (value: Value): string | undefined => conversions.tryConvert(value, types.simple('Exception'))?.js;
  if (!first) return [];
  if (!second) {
    const only = message(first) ?? cause(first);
    if (only !== undefined) return [only];
  } else if (values.length === 2) {
    const [text, reason] = [message(first), cause(second)];
    if (text !== undefined && reason !== undefined) return [text, reason];
  }
  return ctx.fail(node.at, noConstructor(type, values));
}

function newPlatform(ctx: BodyContext, type: ApexType, node: New, values: readonly Value[]): Value {
  const { symbol } = type;
  if (!symbol) throw new RangeError(`${type.name} has no symbol`);
  const candidates = symbol.constructors.map((method) => bindMethod(method, type, ctx.types));
  if (candidates.length === 0) ctx.fail(node.at, `Type cannot be constructed: ${type.name}`);
  const fitting = candidates.filter(({ parameters }) => parameters.length === values.length);
  if (fitting.length === 0) ctx.fail(node.at, noConstructor(type, values));
  const bound = resolve(ctx, fitting, values, symbol.simpleName, type.name, node.at);
  const { native } = bound.method;
  if (!native) throw new RangeError(`The constructor of ${type.name} is not native`);
  const caller = CALLER_AWARE.includes(symbol.name) ? [ctx.caller] : [];
  const js = [...type.args.map((arg) => ctx.hoists.type(arg)), ...convertArguments(ctx, bound, values, node.args, node.at), ...caller].join(
    ', '
  );
  return { js: `${ctx.hoists.native(native)}(${js})`, type, nonNull: true };
}

function newSObject(ctx: BodyContext, type: ApexType, node: New): Value {
  const { object } = type;
  if (!object) throw new RangeError(`${type.name} is no SObject`);
  const [positional] = node.args;
  if (positional)
    ctx.fail(positional.at, `Invalid initializer type ${expression(ctx, positional).type.name} for SObject: name-value pairs are expected`);
  const seen = new Set<string>();
  const parts = node.fields.map(({ name, value, at }) => {
    const field = object.field(name);
    const parent = field ? undefined : object.parentRelationship(name);
    const target = field ?? parent ?? ctx.fail(at, `Field does not exist: ${name} on ${object.apiName}`);
    const key = name.toLowerCase();
    if (seen.has(key)) ctx.fail(at, `Duplicate field initialization: ${name}`);
    seen.add(key);
    const wanted = field ? fieldType(ctx, field, at) : parentType(ctx, target);
    return `.${field ? '$with' : '$withParent'}(${target.ordinal}, ${ctx.assign(expression(ctx, value), wanted, at)})`;
  });
  return { js: `$host.newSObject(${ctx.hoists.object(object)})${parts.join('')}`, type, nonNull: true };
}

/** `new List<T>{…}`, `new Set<T>{…}`, `new Map<K, V>{…}`, `new T[]{…}`. */
export function newCollection(ctx: BodyContext, node: NewCollection): Value {
  const type = ctx.resolve(node.type);
  const [first, second] = type.args;
  const element = (wanted: ApexType, at: number): string => {
    const entry = node.entries[at];
    if (!entry) throw new RangeError('No such entry');
    return ctx.assign(expression(ctx, entry.value), ctx.types.asElement(wanted), entry.value.at);
  };
  switch (type.symbol?.name) {
    case 'List':
    case 'Set': {
      if (!first) break;
      for (const { key } of node.entries) if (key) ctx.fail(key.at, `Unexpected key in the initializer of ${type.name}`);
      const items = node.entries.map((_, i) => element(first, i));
      return { js: `$host.${type.symbol.name.toLowerCase()}(${ctx.hoists.type(first)}, [${items.join(', ')}])`, type, nonNull: true };
    }
    case 'Map': {
      if (!first || !second) break;
      const entries = node.entries.flatMap(({ key, value }, i) => {
        if (!key) ctx.fail(value.at, `A map's initializer needs key => value: ${type.name}`);
        return [ctx.assign(expression(ctx, key), ctx.types.asElement(first), key.at), element(second, i)];
      });
      return { js: `$host.map(${ctx.hoists.type(first)}, ${ctx.hoists.type(second)}, [${entries.join(', ')}])`, type, nonNull: true };
    }
  }
  return ctx.fail(node.at, `Type cannot be initialized with a list of values: ${type.name}`);
}

/** `new T[n]`: a list of n nulls. */
export function newArray(ctx: BodyContext, node: NewArray): Value {
  const type = ctx.resolve(node.type);
  const [element] = type.args;
  if (!element) throw new RangeError('An array has an element type');
  const size = ctx.assign(expression(ctx, node.size), ctx.types.simple('Integer'), node.size.at);
  return { js: `$host.list(${ctx.hoists.type(element)}, $host.slots($nonNull(${size})))`, type, nonNull: true };
}
