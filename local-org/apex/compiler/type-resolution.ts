import type { Schema } from '../../schema/types';
import type { Point, TypeName } from '../syntax/ast';
import { refuse, refuseConstruct } from '../syntax/problem';
import type { PlatformLibrary } from './platform-library';
import { isMissingHere } from './platform-names';
import type { TypeSymbol } from './symbols';
import type { ApexType } from './types';

/** Turns written type names into types: inner types first, then the program's, the platform's and SObjects. */
export class TypeResolver {
  constructor(
    private readonly schema: Schema,
    private readonly library: PlatformLibrary,
    /** All types written in Apex by lower-case full name. */
    private readonly program: ReadonlyMap<string, TypeSymbol>
  ) {}

  /** @throws ApexCompileError `Invalid type: X` */
  resolve(name: TypeName, scope: TypeSymbol | null, file: string): ApexType {
    const { types } = this.library;
    const last = name.parts[name.parts.length - 1];
    const args = (last?.args ?? []).map((arg) => this.resolve(arg, scope, file));
    const path = name.parts.map((part) => part.name).join('.');
    let type = this.named(path, args, scope, file, name.at);
    if (!type && this.isMissingHere(path)) refuseConstruct(file, name.at, `type ${path}`);
    if (!type) refuse(file, name.at, `Invalid type: ${path}`);
    for (let i = 0; i < name.dimensions; i++) type = types.list(type);
    return type;
  }

  /** Whether the platform has a type or namespace of this name, and the embedded org has not. */
  isMissingHere(path: string): boolean {
    return isMissingHere(path, this.library, this.schema);
  }

  /** The type of this dotted name without arguments, if there is one. */
  find(path: string, scope: TypeSymbol | null): ApexType | undefined {
    const { types } = this.library;
    const key = path.toLowerCase();
    if (key === 'void') return types.void;
    const symbol = this.findProgramType(key, scope) ?? this.library.find(path);
    if (symbol) {
      return types.of(
        symbol,
        symbol.typeParameters.map(() => types.simple('Object'))
      );
    }
    const object = this.schema.object(key.startsWith('schema.') ? path.slice('schema.'.length) : path);
    return object ? types.sobject(object) : undefined;
  }

  private named(path: string, args: readonly ApexType[], scope: TypeSymbol | null, file: string, at: Point): ApexType | undefined {
    const found = this.objectOfSameName(path, scope) ?? this.find(path, scope);
    if (!found || args.length === 0) return found;
    const expected = found.symbol?.typeParameters.length ?? 0;
    if (!found.symbol || expected === 0) refuse(file, at, `Type arguments provided for a non generic type: ${found.name}`);
    if (expected !== args.length) refuse(file, at, `Invalid number of type arguments for ${found.symbol.name}: ${args.length}`);
    return this.library.types.of(found.symbol, args);
  }

  /** Where a platform class of static methods and an object share a name, as `BusinessHours` do, the type is the object. */
  objectOfSameName(path: string, scope: TypeSymbol | null): ApexType | undefined {
    const object = this.schema.object(path);
    if (!object || this.findProgramType(path.toLowerCase(), scope) || !this.library.find(path)) return undefined;
    return this.library.types.sobject(object);
  }

  private findProgramType(key: string, scope: TypeSymbol | null): TypeSymbol | undefined {
    for (let enclosing = scope; enclosing; enclosing = enclosing.outer) {
      for (let type: TypeSymbol | null = enclosing; type; type = type.superclass?.symbol ?? null) {
        const inner = this.program.get(`${type.name.toLowerCase()}.${key}`);
        if (inner) return inner;
      }
    }
    return this.program.get(key);
  }
}
