import type { Schema } from '../../schema/types';
import type { SharingDeclaration } from '../runtime/classes';
import type { ClassDeclaration, EnumDeclaration, InterfaceDeclaration, Modifiers, ModifierWord, TypeDeclaration } from '../syntax/ast';
import { refuse } from '../syntax/problem';
import { className } from './names';
import type { PlatformLibrary } from './platform-library';
import type { Problems } from './problems';
import { type SourceOfType, TypeSymbol, type Visibility } from './symbols';
import { TypeResolver } from './type-resolution';

/** From this API version on a class without a sharing keyword is `with sharing`, and user mode is the default. */
export const SECURE_BY_DEFAULT = 67;

/** The types written in Apex, by lower-case full name, and how names are resolved among them. */
export class ProgramTypes {
  private readonly symbols = new Map<string, TypeSymbol>();
  readonly resolver: TypeResolver;
  /** The case in which a method's name was written first, so that overrides meet whatever their case. */
  private readonly methodCases = new Map<string, string>();

  constructor(
    readonly schema: Schema,
    readonly library: PlatformLibrary,
    /** Types of a program that is there already: anonymous code sees them. */
    private readonly outer?: ProgramTypes
  ) {
    this.resolver = new TypeResolver(schema, library, this.all());
  }

  private all(): ReadonlyMap<string, TypeSymbol> {
    const { symbols, outer } = this;
    if (!outer) return symbols;
    const merged = new Map(outer.symbols);
    const set = symbols.set.bind(symbols);
    symbols.set = (key, symbol) => {
      merged.set(key, symbol);
      return set(key, symbol);
    };
    return merged;
  }

  /** Types of this program itself, outer before inner. */
  get declared(): readonly TypeSymbol[] {
    return [...this.symbols.values()];
  }

  isSecureByDefault(apiVersion: number): boolean {
    return apiVersion >= SECURE_BY_DEFAULT;
  }

  canonicalMethodName(name: string): string {
    const key = name.toLowerCase();
    const known = this.outer?.methodCases.get(key) ?? this.methodCases.get(key);
    if (known) return known;
    this.methodCases.set(key, name);
    return name;
  }

  /** Registers a type and those inside it. @throws ApexCompileError for a name in use */
  register(declaration: TypeDeclaration, file: string, apiVersion: number, outer: TypeSymbol | null): TypeSymbol {
    const name = outer ? `${outer.name}.${declaration.name}` : declaration.name;
    const key = name.toLowerCase();
    if (this.symbols.has(key)) refuse(file, declaration.at, `Duplicate type: ${name}`);
    const source: SourceOfType = {
      declaration,
      file,
      apiVersion,
      sharing: sharingOf(declaration.modifiers, apiVersion),
      jsName: className(name)
    };
    const symbol = new TypeSymbol(name, declaration.kind, outer, source, null);
    this.symbols.set(key, symbol);
    outer?.inner.set(declaration.name.toLowerCase(), symbol);
    if (declaration.kind === 'class') {
      for (const member of declaration.members) {
        if (member.kind !== 'class' && member.kind !== 'interface' && member.kind !== 'enum') continue;
        if (outer) refuse(file, member.at, 'Inner types are not allowed to have inner types');
        this.register(member, file, apiVersion, symbol);
      }
    }
    return symbol;
  }

  /** Resolves superclasses and interfaces of all types. A header may name the types inside. */
  link(problems: Problems): void {
    for (const symbol of this.declared) {
      const source = symbol.source;
      if (!source) continue;
      problems.collect(() => this.linkOne(symbol, source, source.declaration));
    }
  }

  private linkOne(
    symbol: TypeSymbol,
    { file }: SourceOfType,
    declaration: ClassDeclaration | InterfaceDeclaration | EnumDeclaration
  ): void {
    if (declaration.kind === 'enum') {
      for (const constant of declaration.constants) {
        const key = constant.name.toLowerCase();
        if (symbol.constants.has(key)) refuse(file, constant.at, `Duplicate field: ${constant.name}`);
        symbol.constants.set(key, constant.name);
      }
      return;
    }
    if (declaration.kind === 'class' && declaration.superclass) {
      const parent = this.resolver.resolve(declaration.superclass, symbol, file);
      const parentSymbol = parent.symbol;
      const { at } = declaration.superclass;
      if (!parentSymbol || parentSymbol.kind === 'interface' || parentSymbol.kind === 'enum' || parent.kind === 'sobject')
        refuse(file, at, `Non-virtual and non-abstract type cannot be extended: ${parent.name}`);
      if (parentSymbol.platform && parentSymbol.kind !== 'exception')
        refuse(file, at, `Non-virtual and non-abstract type cannot be extended: ${parent.name}`);
      if (parentSymbol.source && !parentSymbol.isExtensible)
        refuse(file, at, `Non-virtual and non-abstract type cannot be extended: ${parent.name}`);
      for (let above: TypeSymbol | null = parentSymbol; above; above = above.superclass?.symbol ?? null) {
        if (above === symbol) refuse(file, declaration.at, `Class extends itself: ${symbol.name}`);
      }
      symbol.superclass = parent;
      const named = declaration.name.toLowerCase().endsWith('exception');
      if (parentSymbol.isException && !named) refuse(file, declaration.at, `Exception class must end in 'Exception': ${symbol.name}`);
    } else if (declaration.name.toLowerCase().endsWith('exception') && declaration.kind === 'class') {
      refuse(file, declaration.at, `Class name cannot end in 'Exception' unless it extends an exception: ${symbol.name}`);
    }
    symbol.interfaces = declaration.interfaces.map((name) => {
      const type = this.resolver.resolve(name, symbol, file);
      if (type.symbol?.kind !== 'interface') {
        refuse(
          file,
          name.at,
          `${declaration.kind === 'class' ? 'Class' : 'Interface'} ${symbol.name}: must implement an interface, not ${type.name}`
        );
      }
      return type;
    });
  }
}

function sharingOf({ words }: Modifiers, apiVersion: number): SharingDeclaration {
  if (words.has('with sharing')) return 'with';
  if (words.has('without sharing')) return 'without';
  if (words.has('inherited sharing')) return 'inherited';
  return apiVersion >= SECURE_BY_DEFAULT ? 'with' : 'none';
}

/** The stated visibility, or `fallback`. */
export function visibilityOf(words: ReadonlySet<ModifierWord>, fallback: Visibility): Visibility {
  if (words.has('global') || words.has('webservice')) return 'global';
  if (words.has('public')) return 'public';
  if (words.has('protected')) return 'protected';
  if (words.has('private')) return 'private';
  return fallback;
}
