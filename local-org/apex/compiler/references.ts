import type { ObjectDef } from '../../schema/types';
import type { Expression, Index, Member, Name, Point } from '../syntax/ast';
import type { BodyContext } from './body-context';
import { type ChainValue, guardNull, linked, type Once } from './chain';
import { expression, chain } from './expressions';
import { fieldOf, isOrExtends, methodsOf } from './hierarchy';
import { literal } from './literals';
import { valueName } from './names';
import { fieldBehind, fieldsPlace, objectDescribe, sobjectMember, sobjectTypeMember } from './sobject-members';
import { systemMember, systemName, systemType } from './system-names';
import type { FieldSymbol, TypeSymbol, Visibility } from './symbols';
import type { ApexType } from './types';

/** A value that may also be assigned. */
export interface Place extends ChainValue {
  /** Code that stores a value of the place's type; its own value is what was stored only if `storeIsValue`. */
  readonly store?: (js: string) => string;
  readonly storeIsValue?: boolean;
  /** Why it cannot be assigned, where there is no `store`. */
  readonly refusal?: string;
  /** `.fields`: whose, and whether a field behind it is its describe rather than its token. */
  readonly fieldsOf?: { readonly object: ObjectDef; readonly described: boolean };
}

export type Reference =
  | { readonly kind: 'value'; readonly value: Place }
  | { readonly kind: 'type'; readonly type: ApexType }
  /** `System`, `Schema`, `Schema.SObjectType`, …: names that lead to others. */
  | { readonly kind: 'namespace'; readonly path: string };

/** What a name, or names joined by dots, stand for. @param once given where the place is read and then written */
export function reference(ctx: BodyContext, node: Expression, once: Once | null = null): Reference {
  if (node.kind === 'name') return nameReference(ctx, node);
  if (node.kind === 'member') return memberReference(ctx, node, once);
  if (node.kind === 'index') return { kind: 'value', value: indexPlace(ctx, node, once) };
  return { kind: 'value', value: chain(ctx, node) };
}

/** A reference that must be a value. @throws ApexCompileError `Variable does not exist: x` */
export function place(ctx: BodyContext, node: Expression, once: Once | null = null): Place {
  const found = reference(ctx, node, once);
  if (found.kind === 'value') return found.value;
  const name = found.kind === 'type' ? found.type.name : found.path;
  return ctx.fail(node.at, `Variable does not exist: ${name}`);
}

function nameReference(ctx: BodyContext, { name, at }: Name): Reference {
  const variable = ctx.scope.find(name);
  if (variable) {
    const { js, type, isFinal, nonNull } = variable;
    const store = isFinal ? {} : { store: (value: string) => `${js} = ${value}`, storeIsValue: true };
    return { kind: 'value', value: { js, type, nonNull, refusal: `Variable is final and cannot be assigned: ${name}`, ...store } };
  }
  const field = enclosingField(ctx, name);
  if (field) return { kind: 'value', value: field };
  const system = systemName(ctx, name);
  if (system) return system;
  const type = ctx.findType(name);
  if (type) return { kind: 'type', type };
  if (ctx.script.program.library.isNamespace(name)) return { kind: 'namespace', path: name };
  return absent(ctx, name, at);
}

/** Refuses a name: as not supported where the platform has it. */
function absent(ctx: BodyContext, name: string, at: Point): never {
  if (ctx.script.program.resolver.isMissingHere(name)) ctx.unsupported(at, name);
  return ctx.fail(at, `Variable does not exist: ${name.split('.').at(-1) ?? name}`);
}

/** A field of the class around, or a static one of the class around that. */
function enclosingField(ctx: BodyContext, name: string): Place | undefined {
  for (let owner = ctx.place.owner; owner; owner = owner.outer) {
    const found = fieldOf(ctx.types.of(owner, []), name, ctx.types);
    if (!found) continue;
    const { field, type } = found;
    if (field.isStatic) return staticPlace(ctx, field, type);
    if (owner === ctx.place.owner && !ctx.place.isStatic) return fieldPlace(ctx, field, type, 'this');
  }
  return undefined;
}

export function staticPlace(ctx: BodyContext, field: FieldSymbol, type: ApexType): Place {
  if (field.native) return nativePlace(ctx, field, type, null);
  if (field.constant?.kind === 'literal') {
    const constant = ctx.conversions.tryConvert(literal(ctx, field.constant), type);
    if (constant) return { ...constant, refusal: `Field is final and cannot be assigned: ${field.name}` };
  }
  return fieldPlace(ctx, field, type, ctx.classAccess(field.owner));
}

/** @param receiver code of the object or class that has it */
export function fieldPlace(ctx: BodyContext, field: FieldSymbol, type: ApexType, receiver: string): Place {
  if (field.native) return nativePlace(ctx, field, type, receiver);
  const js = `${receiver}.${ctx.place.accessorOf === field ? valueName(field.jsName) : field.jsName}`;
  const refusal = writeRefusal(ctx, field);
  ctx.script.sharing.noteCall(field.jsName);
  return { js, type, nonNull: false, ...(refusal ? { refusal } : { store: (value: string) => `${js} = ${value}`, storeIsValue: true }) };
}

function nativePlace(ctx: BodyContext, field: FieldSymbol, type: ApexType, receiver: string | null): Place {
  const { native } = field;
  if (!native) throw new RangeError(`${field.name} is not native`);
  const get = ctx.hoists.native(native.get, 'get');
  const js = receiver === null ? `${get}()` : `${get}(${receiver})`;
  if (!native.settable) return { js, type, nonNull: false, refusal: `Field is not writeable: ${field.name}` };
  const set = ctx.hoists.native(native.get, 'set');
  return { js, type, nonNull: false, store: (value) => `${set}(${receiver === null ? '' : `${receiver}, `}${value})` };
}

function writeRefusal(ctx: BodyContext, field: FieldSymbol): string | null {
  if (ctx.place.accessorOf === field) return null;
  if (field.isFinal && !(ctx.place.initialises && field.owner === ctx.place.owner))
    return `Field is final and cannot be assigned: ${field.name}`;
  if (field.writeVisibility === null) return `Field is not writeable: ${field.name}`;
  return isVisible(ctx, field.owner, field.writeVisibility, field.testVisible) ? null : `Field is not writeable: ${field.name}`;
}

/** Whether code here may use a member of this visibility. */
export function isVisible(ctx: BodyContext, owner: TypeSymbol, visibility: Visibility, testVisible: boolean): boolean {
  if (visibility === 'public' || visibility === 'global') return true;
  if (testVisible && ctx.place.isTest) return true;
  const here = ctx.place.owner;
  if (here && here.outermost === owner.outermost) return true;
  return visibility === 'protected' && isOrExtends(here, owner);
}

function memberReference(ctx: BodyContext, node: Member, once: Once | null): Reference {
  const base = reference(ctx, node.target);
  if (base.kind === 'namespace') {
    return systemMember(ctx, base.path, node) ?? absent(ctx, `${base.path}.${node.name}`, node.at);
  }
  if (base.kind === 'type') return typeMember(ctx, base.type, node);
  const { describes, fieldsOf, type } = base.value;
  if (fieldsOf) return fieldBehind(ctx, fieldsOf, node);
  if (describes && node.name.toLowerCase() === 'fields')
    return { kind: 'value', value: fieldsPlace(ctx, describes, type.symbol?.platform?.name === 'Schema.DescribeSObjectResult', node.at) };
  return { kind: 'value', value: valueMember(ctx, base.value, node, once) };
}

function typeMember(ctx: BodyContext, type: ApexType, node: Member): Reference {
  const { symbol } = type;
  if (type.kind === 'sobject') {
    const token = sobjectTypeMember(ctx, type, node);
    return token ?? ctx.fail(node.at, `Variable does not exist: ${node.name}`);
  }
  if (symbol?.platform?.name === 'Schema.SObjectType') return { kind: 'value', value: objectDescribe(ctx, node) };
  if (symbol) {
    const constant = symbol.constants.get(node.name.toLowerCase());
    if (constant) return { kind: 'value', value: enumConstant(ctx, type, constant) };
    const found = fieldOf(type, node.name, ctx.types);
    if (found?.field.isStatic) {
      requireVisible(ctx, found.field, node.at);
      return { kind: 'value', value: staticPlace(ctx, found.field, found.type) };
    }
    const system = symbol.platform?.name === 'System.System' ? systemType(ctx, node) : undefined;
    if (system) return system;
    const inner = ctx.findType(`${symbol.name}.${node.name}`);
    if (inner) return { kind: 'type', type: inner };
    const object = symbol.platform ? ctx.objectOfSameName(symbol.name) : undefined;
    const token = object && sobjectTypeMember(ctx, object, node);
    if (token) return token;
    if (symbol.platform) ctx.failOrUnsupported(node.at, `Variable does not exist: ${node.name}`, `${symbol.name}.${node.name}`);
  }
  return ctx.fail(node.at, `Variable does not exist: ${node.name}`);
}

export function enumConstant(ctx: BodyContext, type: ApexType, constant: string): Place {
  const { symbol } = type;
  if (!symbol) throw new RangeError(`${type.name} is not an enum`);
  const refusal = `Field is not writeable: ${constant}`;
  if (!symbol.source) return { js: ctx.hoists.enumConstant(symbol, constant), type, nonNull: true, refusal };
  const owner = ctx.script.defines(symbol) ? symbol.source.jsName : ctx.classAccess(symbol);
  return { js: `${owner}.${constant}$`, type, nonNull: true, refusal };
}

function requireVisible(ctx: BodyContext, field: FieldSymbol, at: Point): void {
  if (!isVisible(ctx, field.owner, field.visibility, field.testVisible))
    ctx.fail(at, `Variable is not visible: ${field.owner.name}.${field.name}`);
  if (!field.readable && ctx.place.accessorOf !== field) ctx.fail(at, `Variable is not readable: ${field.owner.name}.${field.name}`);
}

function valueMember(ctx: BodyContext, target: ChainValue, node: Member, once: Once | null): Place {
  const asked = singleRow(ctx, target, node.safe);
  const base = node.safe ? guardNull(ctx, asked) : asked;
  const pinned = once && base.guard === undefined ? { ...base, js: once.pin(base.js) } : base;
  if (ctx.conversions.isSObject(base.type)) {
    const member = sobjectMember(ctx, pinned, node);
    if (member) return { ...member, ...linked(pinned, member) };
  }
  const found = fieldOf(base.type, node.name, ctx.types);
  if (!found) {
    const got = getterProperty(ctx, pinned, node.name);
    if (got) return { ...got, ...linked(pinned, got) };
  }
  if (!found && base.type.symbol?.platform && !ctx.conversions.isSObject(base.type))
    ctx.failOrUnsupported(node.at, `Variable does not exist: ${node.name}`, `${base.type.symbol.name}.${node.name}`);
  if (!found || found.field.isStatic) ctx.fail(node.at, `Variable does not exist: ${node.name}`);
  requireVisible(ctx, found.field, node.at);
  const receiver = found.field.native ? ctx.checked(pinned) : pinned.js;
  const made = fieldPlace(ctx, found.field, found.type, receiver);
  return { ...made, ...linked(pinned, made) };
}

/** `result.success` for `result.isSuccess()`. */
function getterProperty(ctx: BodyContext, base: ChainValue, name: string): Place | undefined {
  if (base.type.symbol?.platform?.getterProperties !== true) return undefined;
  const getters = ['get', 'is'].flatMap((prefix) => methodsOf(base.type, prefix + name, ctx.types));
  const found = getters.find(({ method, parameters }) => method.native && !method.isStatic && parameters.length === 0);
  if (!found?.method.native) return undefined;
  const js = `${ctx.hoists.native(found.method.native)}(${ctx.checked(base)})`;
  return { js, type: found.returnType, nonNull: false, refusal: `Field is not writeable: ${name}` };
}

/** A query before a dot stands for its one row. */
export function singleRow(ctx: BodyContext, value: ChainValue, safe: boolean): ChainValue {
  if (!value.single) return value;
  const [element] = value.type.args;
  return { js: safe ? value.single.oneOrNull : value.single.one, type: element ?? ctx.types.simple('SObject'), nonNull: !safe };
}

function indexPlace(ctx: BodyContext, node: Index, once: Once | null): Place {
  const target = chain(ctx, node.target);
  if (target.type.symbol?.name !== 'List') ctx.fail(node.at, `Expression must be a list type: ${target.type.name}`);
  const position = expression(ctx, node.index);
  if (position.type !== ctx.types.simple('Integer')) ctx.fail(node.index.at, `Illegal assignment from ${position.type.name} to Integer`);
  const pin = (js: string): string => (once && target.guard === undefined ? once.pin(js) : js);
  const list = pin(target.js);
  const index = pin(position.js);
  const [element] = target.type.args;
  const made: Place = {
    js: `${list}.get(${index})`,
    type: ctx.types.asElement(element ?? ctx.types.simple('Object')),
    nonNull: false,
    store: (value) => `${list}.set(${index}, ${value})`
  };
  return { ...made, ...linked(target, made) };
}

/** A reference read as a value. */
export function readReference(ctx: BodyContext, node: Expression): ChainValue {
  const { js, type, nonNull, guard, single, literal: digits } = place(ctx, node);
  return {
    js,
    type,
    nonNull,
    ...(guard === undefined ? {} : { guard }),
    ...(single ? { single } : {}),
    ...(digits === undefined ? {} : { literal: digits })
  };
}
