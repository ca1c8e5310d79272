import { PRIMITIVE_TYPES } from '../primitive-types';
import type { ObjectDef } from '../../schema/types';
import type { TypeSymbol } from './symbols';

/** `parameter`: a type parameter of a generic platform type, to be substituted. */
export type TypeKind = 'void' | 'null' | 'declared' | 'sobject' | 'parameter';

/** A static type. Interned by `TypeTable`: equal types are the same object. */
export class ApexType {
  constructor(
    /** Canonical name as messages print it: `Map<Id,Lead>`, `Database.SaveResult`, `LeadScorer.Reason`. */
    readonly name: string,
    readonly kind: TypeKind,
    /** Where its members are declared; SObject types share that of `SObject`. */
    readonly symbol: TypeSymbol | null,
    readonly args: readonly ApexType[],
    readonly object: ObjectDef | null,
    /** A Double held as an Object: elements of collections and values of type parameters. */
    readonly boxed = false
  ) {}

  get base(): string {
    return this.symbol?.name ?? this.name;
  }

  toString(): string {
    return this.name;
  }
}

/** Rank in numeric promotion; 0 for what is not a number. */
export const NUMERIC_RANK: Readonly<Record<string, number>> = { Integer: 1, Long: 2, Double: 3, Decimal: 4 };

/** Names of the types the language itself knows. */
export const LANGUAGE_TYPES = [
  'Object',
  'SObject',
  ...PRIMITIVE_TYPES,
  'List',
  'Set',
  'Map',
  'Iterable',
  'Iterator',
  'Exception',
  'Type'
] as const;
export type LanguageType = (typeof LANGUAGE_TYPES)[number];

/** All static types of one program. */
export class TypeTable {
  private readonly interned = new Map<string, ApexType>();
  /** By what declares them, not by name: anonymous code may have a class of a name that the program, or an earlier block, has too. */
  private readonly declared = new WeakMap<TypeSymbol, Map<string, ApexType>>();
  private readonly numbers = new WeakMap<ApexType, number>();
  private count = 0;
  readonly void = new ApexType('void', 'void', null, [], null);
  readonly null = new ApexType('null', 'null', null, [], null);
  readonly boxedDouble: ApexType;
  private readonly language: ReadonlyMap<string, TypeSymbol>;

  /** @param language symbols of `LANGUAGE_TYPES` by name */
  constructor(language: ReadonlyMap<string, TypeSymbol>) {
    this.language = language;
    this.boxedDouble = new ApexType('Double', 'declared', this.symbolOf('Double'), [], null, true);
  }

  private symbolOf(name: LanguageType): TypeSymbol {
    const symbol = this.language.get(name);
    if (!symbol) throw new RangeError(`The platform library lacks System.${name}`);
    return symbol;
  }

  /** A type without arguments that the language itself knows. */
  simple(name: LanguageType): ApexType {
    return this.of(this.symbolOf(name), []);
  }

  of(symbol: TypeSymbol, args: readonly ApexType[]): ApexType {
    let known = this.declared.get(symbol);
    if (!known) this.declared.set(symbol, (known = new Map()));
    const key = args.map((arg) => this.numberOf(arg)).join();
    let type = known.get(key);
    if (!type) {
      const name = args.length === 0 ? symbol.name : `${symbol.name}<${args.map((arg) => arg.name).join(',')}>`;
      known.set(key, (type = new ApexType(name, 'declared', symbol, args, null)));
    }
    return type;
  }

  private numberOf(type: ApexType): number {
    let number = this.numbers.get(type);
    if (number === undefined) this.numbers.set(type, (number = ++this.count));
    return number;
  }

  sobject(object: ObjectDef): ApexType {
    return this.intern(`S${object.key}`, () => new ApexType(object.apiName, 'sobject', this.symbolOf('SObject'), [], object));
  }

  parameter(name: string): ApexType {
    return this.intern(`P${name}`, () => new ApexType(name, 'parameter', null, [], null));
  }

  list(element: ApexType): ApexType {
    return this.of(this.symbolOf('List'), [this.unboxed(element)]);
  }

  set(element: ApexType): ApexType {
    return this.of(this.symbolOf('Set'), [this.unboxed(element)]);
  }

  map(key: ApexType, value: ApexType): ApexType {
    return this.of(this.symbolOf('Map'), [this.unboxed(key), this.unboxed(value)]);
  }

  unboxed(type: ApexType): ApexType {
    return type.boxed ? this.simple('Double') : type;
  }

  /** The type as it is where a type parameter stood: a Double is boxed there. */
  asElement(type: ApexType): ApexType {
    return type === this.simple('Double') ? this.boxedDouble : type;
  }

  /** Puts arguments in the place of type parameters. */
  substitute(type: ApexType, parameters: readonly string[], args: readonly ApexType[]): ApexType {
    if (parameters.length === 0) return type;
    if (type.kind === 'parameter') return this.asElement(args[parameters.indexOf(type.name)] ?? this.simple('Object'));
    if (type.args.length === 0 || !type.symbol) return type;
    return this.of(
      type.symbol,
      type.args.map((arg) => this.unboxed(this.substitute(arg, parameters, args)))
    );
  }

  private intern(key: string, make: () => ApexType): ApexType {
    let type = this.interned.get(key);
    if (!type) {
      type = make();
      this.interned.set(key, type);
    }
    return type;
  }
}
