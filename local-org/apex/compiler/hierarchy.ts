import type { FieldSymbol, MethodSymbol, TypeSymbol } from './symbols';
import type { ApexType, TypeTable } from './types';

/** A method as a receiver of a certain type sees it: type parameters replaced. */
export interface BoundMethod {
  readonly method: MethodSymbol;
  readonly parameters: readonly ApexType[];
  readonly returnType: ApexType;
}

export interface BoundField {
  readonly field: FieldSymbol;
  readonly type: ApexType;
}

/** A type and everything above it, nearest first: superclasses, then interfaces, then Object. */
export function lineage(type: ApexType, types: TypeTable): ApexType[] {
  const found: ApexType[] = [];
  const classes: ApexType[] = [];
  for (let current: ApexType | null = type; current; current = parentOf(current, types)) {
    classes.push(current);
    found.push(current);
  }
  const visit = (owner: ApexType): void => {
    for (const declared of owner.symbol?.interfaces ?? []) {
      const bound = types.substitute(declared, owner.symbol?.typeParameters ?? [], owner.args);
      if (found.includes(bound)) continue;
      found.push(bound);
      visit(bound);
    }
  };
  for (const owner of classes) visit(owner);
  const object = types.simple('Object');
  if (!found.includes(object)) found.push(object);
  return found;
}

function parentOf(type: ApexType, types: TypeTable): ApexType | null {
  const declared = type.symbol?.superclass ?? null;
  return declared && type.symbol ? types.substitute(declared, type.symbol.typeParameters, type.args) : null;
}

/** All methods of this name that a value of the type offers; overridden ones left out. */
export function methodsOf(type: ApexType, name: string, types: TypeTable): BoundMethod[] {
  const key = name.toLowerCase();
  const found: BoundMethod[] = [];
  const isInterface = type.symbol?.kind === 'interface';
  for (const owner of lineage(type, types)) {
    for (const method of owner.symbol?.methods.get(key) ?? []) {
      if (isInterface && owner !== type && owner.symbol?.name === 'Object' && found.length > 0) continue;
      const bound = bindMethod(method, owner, types);
      if (!found.some((known) => sameTypes(known.parameters, bound.parameters))) found.push(bound);
    }
  }
  return found;
}

export function bindMethod(method: MethodSymbol, owner: ApexType, types: TypeTable): BoundMethod {
  const parameters = owner.symbol?.typeParameters ?? [];
  return {
    method,
    parameters: method.parameters.map(({ type }) => types.substitute(type, parameters, owner.args)),
    returnType: types.substitute(method.returnType, parameters, owner.args)
  };
}

export function fieldOf(type: ApexType, name: string, types: TypeTable): BoundField | undefined {
  const key = name.toLowerCase();
  for (let owner: ApexType | null = type; owner; owner = parentOf(owner, types)) {
    const field = owner.symbol?.fields.get(key);
    if (field) return { field, type: types.substitute(field.type, owner.symbol?.typeParameters ?? [], owner.args) };
  }
  return undefined;
}

export function sameTypes(left: readonly ApexType[], right: readonly ApexType[]): boolean {
  return left.length === right.length && left.every((type, i) => type.name === right[i]?.name);
}

/** Whether `symbol` is `ancestor` or extends it. */
export function isOrExtends(symbol: TypeSymbol | null, ancestor: TypeSymbol): boolean {
  for (let type = symbol; type; type = type.superclass?.symbol ?? null) if (type === ancestor) return true;
  return false;
}
