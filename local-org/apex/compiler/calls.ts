import type { Call, Expression, Point } from '../syntax/ast';
import type { BodyContext } from './body-context';
import { bindResolver } from './bind-resolver';
import { type ChainValue, guardNull, linked } from './chain';
import type { Value } from './conversion';
import { enumMethod, enumStaticMethod } from './enum-methods';
import { expression, chain } from './expressions';
import type { ObjectDef } from '../../schema/types';
import { type BoundMethod, methodsOf } from './hierarchy';
import { CALLER_AWARE } from './host';
import { quoted } from './names';
import { chooseOverload } from './overloads';
import { isVisible, reference, singleRow } from './references';
import { configurationMethod } from './configuration-methods';
import { objectToken } from './sobject-members';
import type { TypeSymbol } from './symbols';
import type { ApexType } from './types';

/** A method call in any of its forms. */
export function call(ctx: BodyContext, node: Call): ChainValue {
  const made = anyCall(ctx, node);
  return made.type.symbol?.platform?.name === 'Schema.DescribeSObjectResult' ? { ...made, ...describedBy(ctx, node) } : made;
}

/** The object that `Lead.SObjectType.getDescribe()` describes, where the code says it. */
function describedBy(ctx: BodyContext, { target, name }: Call): Pick<ChainValue, 'describes'> {
  if (name.toLowerCase() !== 'getdescribe' || target?.kind !== 'member') return {};
  const token = reference(ctx, target);
  return token.kind === 'value' && token.value.describes ? { describes: token.value.describes } : {};
}

function anyCall(ctx: BodyContext, node: Call): ChainValue {
  if (node.target === null) return bareCall(ctx, node);
  if (node.target.kind === 'super') return superCall(ctx, node);
  const fieldError = fieldAddError(ctx, node, node.target);
  if (fieldError) return fieldError;
  const target = targetOf(ctx, node.target);
  if (target.kind === 'namespace') {
    const type = ctx.findType(target.path);
    if (type) return staticCall(ctx, type, node);
    if (ctx.script.program.resolver.isMissingHere(target.path)) ctx.unsupported(node.at, `${target.path}.${node.name}`);
    return ctx.fail(node.at, noMethod(node.name, args(ctx, node), target.path));
  }
  if (target.kind === 'type') return staticCall(ctx, target.type, node);
  const asked = singleOrList(ctx, target.value, node);
  return instanceCall(ctx, asked, node);
}

function targetOf(ctx: BodyContext, node: Expression): ReturnType<typeof reference> {
  return node.kind === 'name' || node.kind === 'member' ? reference(ctx, node) : { kind: 'value', value: chain(ctx, node) };
}

/** `[SELECT …].size()` is a call on the list, `[SELECT …].addError()` one on the row. */
function singleOrList(ctx: BodyContext, value: ChainValue, node: Call): ChainValue {
  if (!value.single || methodsOf(value.type, node.name, ctx.types).length > 0) return value;
  return singleRow(ctx, value, node.safe);
}

function args(ctx: BodyContext, node: { readonly args: readonly Expression[] }): Value[] {
  return node.args.map((arg) => {
    const value = expression(ctx, arg);
    if (value.type.kind === 'void') ctx.fail(arg.at, 'Void cannot be passed as an argument');
    return value;
  });
}

function noMethod(name: string, values: readonly Value[], typeName: string): string {
  return `Method does not exist or incorrect signature: void ${name}(${values.map(({ type }) => type.name).join(', ')}) from the type ${typeName}`;
}

function refuseUnknown(ctx: BodyContext, problem: string, name: string, typeName: string, at: Point): void {
  const symbol = ctx.script.program.library.find(typeName.replace(/<.*/, ''));
  if (symbol?.platform) ctx.failOrUnsupported(at, problem, `${symbol.name}.${name}`);
}

/** Picks the overload. @throws ApexCompileError */
export function resolve(
  ctx: BodyContext,
  candidates: readonly BoundMethod[],
  values: readonly Value[],
  name: string,
  typeName: string,
  at: Point
): BoundMethod {
  const found = chooseOverload(candidates, values, ctx.conversions);
  if (candidates.length === 0) refuseUnknown(ctx, noMethod(name, values, typeName), name, typeName, at);
  if (found.kind === 'none') ctx.fail(at, noMethod(name, values, typeName));
  if (found.kind === 'ambiguous')
    ctx.fail(at, `Method is ambiguous: ${name}(${values.map(({ type }) => type.name).join(', ')}) from the type ${typeName}`);
  const { method } = found.method;
  if (!isVisible(ctx, method.owner, method.visibility, method.testVisible))
    ctx.fail(at, `Method is not visible: ${signatureOf(found.method)} from the type ${method.owner.name}`);
  return found.method;
}

function signatureOf({ method, parameters, returnType }: BoundMethod): string {
  return `${returnType.name} ${method.name}(${parameters.map((type) => type.name).join(', ')})`;
}

export function convertArguments(
  ctx: BodyContext,
  bound: BoundMethod,
  values: readonly Value[],
  nodes: readonly Expression[],
  at: Point
): string[] {
  return values.map((value, i) => {
    const parameter = bound.parameters[i];
    return parameter ? ctx.assign(value, parameter, nodes[i]?.at ?? at) : value.js;
  });
}

function result(bound: BoundMethod, js: string, nonNull = false): Value {
  return { js, type: bound.returnType, nonNull };
}

function bareCall(ctx: BodyContext, node: Call): Value {
  const values = args(ctx, node);
  const found = enclosingMethods(ctx, node, values);
  if (found) {
    const { owner, candidates } = found;
    const bound = resolve(ctx, candidates, values, node.name, owner.name, node.at);
    const { method } = bound;
    const converted = convertArguments(ctx, bound, values, node.args, node.at);
    ctx.script.sharing.noteCall(method.jsName);
    if (method.isStatic) return result(bound, staticMethodCall(ctx, bound, converted));
    if (ctx.place.isStatic || owner !== ctx.place.owner) {
      ctx.fail(node.at, `Non static method cannot be referenced from a static context: ${signatureOf(bound)}`);
    }
    return result(
      bound,
      method.native ? nativeCall(ctx, bound, ['this', ...converted], method.owner.name) : `this.${method.jsName}(${converted.join(', ')})`
    );
  }
  return ctx.fail(node.at, noMethod(node.name, values, ctx.place.owner?.name ?? ctx.place.callerName));
}

/**
 * The methods of this name that a bare call may mean: those of the class around, or where none of them takes these arguments, static ones
 * of the class around that.
 */
function enclosingMethods(
  ctx: BodyContext,
  node: Call,
  values: readonly Value[]
): { readonly owner: TypeSymbol; readonly candidates: readonly BoundMethod[] } | undefined {
  let nearest: { readonly owner: TypeSymbol; readonly candidates: readonly BoundMethod[] } | undefined;
  for (let owner = ctx.place.owner; owner; owner = owner.outer) {
    const isHere = owner === ctx.place.owner;
    const candidates = methodsOf(ctx.types.of(owner, []), node.name, ctx.types).filter(
      ({ method }) => method.owner.name !== 'Object' || isHere
    );
    if (candidates.length === 0) continue;
    if (chooseOverload(candidates, values, ctx.conversions).kind !== 'none') return { owner, candidates };
    nearest ??= { owner, candidates };
  }
  return nearest;
}

function superCall(ctx: BodyContext, node: Call): Value {
  const parent = ctx.place.owner?.superclass;
  if (!parent || ctx.place.isStatic) ctx.fail(node.at, `No superclass for super.${node.name}`);
  const values = args(ctx, node);
  const bound = resolve(ctx, methodsOf(parent, node.name, ctx.types), values, node.name, parent.name, node.at);
  if (bound.method.isAbstract) ctx.fail(node.at, `Abstract methods cannot be called: ${signatureOf(bound)}`);
  const converted = convertArguments(ctx, bound, values, node.args, node.at);
  if (bound.method.native) return result(bound, nativeCall(ctx, bound, ['this', ...converted], parent.name));
  ctx.script.sharing.noteCall(bound.method.jsName);
  return result(bound, `super.${bound.method.jsName}(${converted.join(', ')})`);
}

/** `Database.query` and `Database.queryWithBinds`, whose list is its one row where a row is wanted. */
const isDynamicQuery = ({ method }: BoundMethod): boolean => method.owner.name === 'Database' && /^query(?:WithBinds)?$/.test(method.name);

function staticCall(ctx: BodyContext, type: ApexType, node: Call): Value {
  const values = args(ctx, node);
  if (type.symbol?.kind === 'enum') {
    const made = enumStaticMethod(ctx, type, node, values);
    if (made) return made;
  }
  const { object } = type;
  if (object) {
    const made = configurationMethod(ctx, object, node, values) ?? typeOfObject(ctx, object, node, values);
    if (made) return made;
  }
  const candidates = methodsOf(type, node.name, ctx.types).filter(({ method }) => method.isStatic);
  if (candidates.length === 0 && type.symbol?.platform) {
    const instance = methodsOf(type, node.name, ctx.types).some(({ method }) => method.owner.name !== 'Object');
    if (!instance) ctx.failOrUnsupported(node.at, noMethod(node.name, values, type.name), `${type.symbol.name}.${node.name}`);
    ctx.fail(node.at, `Non static method cannot be referenced from a static context: ${node.name} from the type ${type.name}`);
  }
  const bound = resolve(ctx, candidates, values, node.name, type.name, node.at);
  const converted = convertArguments(ctx, bound, values, node.args, node.at);
  if (bound.method.native) {
    const made = result(bound, nativeCall(ctx, bound, converted, bound.method.owner.name));
    return isDynamicQuery(bound) ? { ...made, oneRow: (wanted) => `$host.onlyRow(${made.js}, ${ctx.hoists.type(wanted)})` } : made;
  }
  ctx.script.sharing.noteCall(bound.method.jsName);
  return result(bound, staticMethodCall(ctx, bound, converted));
}

/** `Lead.getSObjectType()`. */
function typeOfObject(ctx: BodyContext, object: ObjectDef, node: Call, values: readonly Value[]): ChainValue | undefined {
  if (node.name.toLowerCase() !== 'getsobjecttype' || values.length > 0) return undefined;
  const type = ctx.findType('Schema.SObjectType') ?? ctx.unsupported(node.at, node.name);
  return { js: objectToken(ctx, object), type, nonNull: true, describes: object };
}

/** The call of a static method written in Apex; `@future` methods are handed to the host, which runs them later. */
function staticMethodCall(ctx: BodyContext, { method }: BoundMethod, converted: readonly string[]): string {
  const isFuture = method.declaration?.modifiers.annotations.some(({ name }) => name === 'future') ?? false;
  if (!isFuture) return `${ctx.classAccess(method.owner)}.${method.jsName}(${converted.join(', ')})`;
  return `$host.callFuture(${quoted(method.owner.name)}, ${quoted(method.name)}, ${quoted(method.jsName)}, [${converted.join(', ')}])`;
}

/** The call of a native function; those that must know on whose behalf they run are told. */
function nativeCall(ctx: BodyContext, bound: BoundMethod, converted: readonly string[], typeName: string): string {
  const { native } = bound.method;
  if (!native) throw new RangeError(`${bound.method.name} is not native`);
  const name = ctx.hoists.native(native);
  if (typeName === 'Database' || typeName === 'EventBus') ctx.script.sharing.noteData();
  if (!CALLER_AWARE.includes(typeName)) return `${name}(${converted.join(', ')})`;
  const takesQuery = typeName === 'Database' && bound.parameters[0]?.name === 'String';
  return `${name}(${[...converted, ctx.caller, ...(takesQuery ? [bindResolver(ctx)] : [])].join(', ')})`;
}

function instanceCall(ctx: BodyContext, value: ChainValue, node: Call): ChainValue {
  const values = args(ctx, node);
  if (value.type.kind === 'void' || value.type.kind === 'null') ctx.fail(node.at, noMethod(node.name, values, value.type.name));
  const target = node.safe ? guardNull(ctx, value) : value;
  if (target.type.symbol?.kind === 'enum') {
    const made = enumMethod(ctx, target, node, values);
    if (made) return linked(target, made);
  }
  const bound = resolve(ctx, methodsOf(target.type, node.name, ctx.types), values, node.name, target.type.name, node.at);
  if (bound.method.isStatic) ctx.fail(node.at, `Static method cannot be referenced from a non static context: ${signatureOf(bound)}`);
  const converted = convertArguments(ctx, bound, values, node.args, node.at);
  if (bound.method.native) {
    const receiver = ctx.conversions.convert(
      { js: ctx.checked(target), type: target.type, nonNull: true },
      receiverType(ctx, target, bound)
    );
    const made = result(bound, nativeCall(ctx, bound, [receiver.js, ...converted], bound.method.owner.name));
    // A clone has the type of its original.
    return linked(target, target.type.object && bound.method.name === 'clone' ? { ...made, type: target.type } : made);
  }
  ctx.script.sharing.noteCall(bound.method.jsName);
  return linked(target, result(bound, `${target.js}.${bound.method.jsName}(${converted.join(', ')})`));
}

/** A Double is boxed where a method of Object is called on it, and plain for its own. */
function receiverType(ctx: BodyContext, target: Value, { method }: BoundMethod): ApexType {
  if (method.owner.name === 'Object') return ctx.types.simple('Object');
  return ctx.types.unboxed(target.type);
}

/** `lead.Email.addError('…')`: an error at a field. */
function fieldAddError(ctx: BodyContext, node: Call, target: Expression): Value | undefined {
  if (node.name.toLowerCase() !== 'adderror' || target.kind !== 'member') return undefined;
  const owner = reference(ctx, target.target);
  if (owner.kind !== 'value' || !owner.value.type.object) return undefined;
  const field = owner.value.type.object.field(target.name);
  const tokenType = ctx.findType('Schema.SObjectField');
  if (!field || !tokenType) return undefined;
  const token: Value = { js: `$host.fieldToken(${ctx.hoists.object(field.object)}, ${field.ordinal})`, type: tokenType, nonNull: true };
  const values = [token, ...args(ctx, node)];
  const bound = resolve(ctx, methodsOf(owner.value.type, node.name, ctx.types), values, node.name, 'SObject', node.at);
  const converted = convertArguments(ctx, bound, values, [target, ...node.args], node.at);
  return result(bound, nativeCall(ctx, bound, [ctx.checked(owner.value), ...converted], bound.method.owner.name));
}
