import type { Schema } from '../../schema/types';
import type { PlatformType } from '../platform/contract';
import { type MethodSymbol, type NativeReference, type ParameterSymbol, TypeSymbol } from './symbols';
import { type ApexType, LANGUAGE_TYPES, TypeTable } from './types';

/** Namespaces whose types may be written without them. */
const IMPLICIT_NAMESPACES: readonly string[] = ['system.', 'schema.'];

/** The platform's types as symbols, made from their declarations. */
export class PlatformLibrary {
  readonly types: TypeTable;
  /** By lower-case full name. */
  private readonly byFullName = new Map<string, TypeSymbol>();

  /** @throws RangeError if a declaration names a type that is not declared, or one the language needs is missing */
  constructor(
    private readonly schema: Schema,
    declarations: readonly PlatformType[]
  ) {
    for (const declaration of declarations) {
      const name = declaration.name.replace(/^System\./, '');
      const symbol = new TypeSymbol(name, declaration.kind, null, null, declaration);
      symbol.typeParameters = declaration.typeParameters ?? [];
      this.byFullName.set(declaration.name.toLowerCase(), symbol);
    }
    const language = new Map<string, TypeSymbol>();
    for (const name of LANGUAGE_TYPES) {
      const symbol = this.byFullName.get(`system.${name.toLowerCase()}`);
      if (symbol) language.set(name, symbol);
    }
    this.types = new TypeTable(language);
    for (const symbol of this.byFullName.values()) this.declare(symbol);
  }

  /** @param name with or without its namespace, in any case */
  find(name: string): TypeSymbol | undefined {
    const key = name.toLowerCase();
    const exact = this.byFullName.get(key);
    if (exact) return exact;
    for (const namespace of IMPLICIT_NAMESPACES) {
      const symbol = this.byFullName.get(namespace + key);
      if (symbol) return symbol;
    }
    return undefined;
  }

  /** Whether any type lives in this namespace. */
  isNamespace(name: string): boolean {
    const prefix = `${name.toLowerCase()}.`;
    for (const key of this.byFullName.keys()) if (key.startsWith(prefix)) return true;
    return false;
  }

  private declare(symbol: TypeSymbol): void {
    const declaration = symbol.platform;
    if (!declaration) return;
    const read = (text: string): ApexType => this.readType(new SignatureReader(text), symbol);
    if (declaration.extends) symbol.superclass = read(declaration.extends);
    else if (declaration.kind === 'exception' && symbol.name !== 'Exception') symbol.superclass = this.types.simple('Exception');
    symbol.interfaces = (declaration.implements ?? []).map(read);
    for (const constant of declaration.values ?? []) symbol.constants.set(constant.toLowerCase(), constant);
    const reference = (member: NativeReference['member'], signature: string): NativeReference => ({
      type: declaration.name,
      member,
      signature
    });
    for (const signature of Object.keys(declaration.constructors ?? {})) {
      symbol.constructors.push(this.method(symbol, `void constructor${signature}`, false, reference('constructors', signature)));
    }
    for (const signature of Object.keys(declaration.methods ?? {}))
      symbol.addMethod(this.method(symbol, signature, false, reference('methods', signature)));
    for (const signature of Object.keys(declaration.staticMethods ?? {}))
      symbol.addMethod(this.method(symbol, signature, true, reference('staticMethods', signature)));
    for (const signature of declaration.abstractMethods ?? []) symbol.addMethod(this.method(symbol, signature, false, undefined));
    for (const [signature, property] of Object.entries(declaration.properties ?? {}))
      this.property(symbol, signature, false, reference('properties', signature), property.set !== undefined);
    for (const [signature, property] of Object.entries(declaration.staticProperties ?? {}))
      this.property(symbol, signature, true, reference('staticProperties', signature), property.set !== undefined);
  }

  private method(owner: TypeSymbol, signature: string, isStatic: boolean, native: NativeReference | undefined): MethodSymbol {
    const reader = new SignatureReader(signature);
    const returnType = this.readType(reader, owner);
    const name = reader.name();
    const parameters: ParameterSymbol[] = [];
    reader.expect('(');
    while (!reader.accept(')')) {
      const type = this.readType(reader, owner);
      parameters.push({ name: reader.name(), type, isFinal: false });
      reader.accept(',');
    }
    return {
      owner,
      name,
      parameters,
      returnType,
      isStatic,
      isAbstract: native === undefined,
      isVirtual: native === undefined || owner.name === 'Object',
      isOverride: false,
      visibility: 'global',
      testVisible: false,
      declaration: null,
      jsName: bridgeName(name, parameters.length),
      ...(native ? { native } : {})
    };
  }

  private property(owner: TypeSymbol, signature: string, isStatic: boolean, get: NativeReference, settable: boolean): void {
    const reader = new SignatureReader(signature);
    const type = this.readType(reader, owner);
    const name = reader.name();
    owner.fields.set(name.toLowerCase(), {
      owner,
      name,
      type,
      isStatic,
      isFinal: !settable,
      visibility: 'global',
      testVisible: false,
      declaration: null,
      jsName: '',
      writeVisibility: settable ? 'global' : null,
      readable: true,
      constant: null,
      native: { get, settable }
    });
  }

  private readType(reader: SignatureReader, owner: TypeSymbol): ApexType {
    const name = reader.qualifiedName();
    const args: ApexType[] = [];
    if (reader.accept('<')) {
      do args.push(this.readType(reader, owner));
      while (reader.accept(','));
      reader.expect('>');
    }
    let type = this.namedType(name, args, owner);
    while (reader.accept('[')) {
      reader.expect(']');
      type = this.types.list(type);
    }
    return type;
  }

  private namedType(name: string, args: readonly ApexType[], owner: TypeSymbol): ApexType {
    if (name === 'void') return this.types.void;
    if (owner.typeParameters.includes(name)) return this.types.parameter(name);
    const symbol = this.find(name);
    if (symbol) return this.types.of(symbol, this.completeArguments(symbol, args));
    const object = this.schema.object(name);
    if (object) return this.types.sobject(object);
    throw new RangeError(`${owner.name}: the platform library names ${name}, which it does not declare`);
  }

  /** `List` alone stands for `List<Object>`. */
  private completeArguments(symbol: TypeSymbol, args: readonly ApexType[]): readonly ApexType[] {
    return args.length > 0 ? args : symbol.typeParameters.map(() => this.types.simple('Object'));
  }
}

/** Name under which classes offer a method to the host: see `compiler/host.ts`. */
export function bridgeName(name: string, parameterCount: number): string {
  return `${name.toLowerCase()}$${parameterCount}`;
}

/** Reads the pieces of a declared signature. */
class SignatureReader {
  private offset = 0;

  constructor(private readonly text: string) {}

  name(): string {
    return this.match(/[A-Za-z_]\w*/y);
  }

  qualifiedName(): string {
    return this.match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y);
  }

  accept(symbol: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(symbol, this.offset)) return false;
    this.offset += symbol.length;
    return true;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) throw new RangeError(`Malformed signature in the platform library: ${this.text}`);
  }

  private match(pattern: RegExp): string {
    this.skipSpace();
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (!found) throw new RangeError(`Malformed signature in the platform library: ${this.text}`);
    this.offset += found.length;
    return found;
  }

  private skipSpace(): void {
    while (this.text[this.offset] === ' ') this.offset++;
  }
}
