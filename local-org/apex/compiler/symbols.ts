import type {
  ClassDeclaration,
  ConstructorDeclaration,
  EnumDeclaration,
  Expression,
  FieldDeclaration,
  InterfaceDeclaration,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration
} from '../syntax/ast';
import type { PlatformType } from '../platform/contract';
import type { SharingDeclaration } from '../runtime/classes';
import type { ApexType } from './types';

export type Visibility = 'global' | 'public' | 'protected' | 'private';

/** Where emitted code finds a native function. */
export interface NativeReference {
  /** Full name of the platform type. */
  readonly type: string;
  readonly member: 'constructors' | 'methods' | 'staticMethods' | 'properties' | 'staticProperties';
  readonly signature: string;
}

export interface ParameterSymbol {
  readonly name: string;
  readonly type: ApexType;
  readonly isFinal: boolean;
}

export interface MethodSymbol {
  readonly owner: TypeSymbol;
  readonly name: string;
  readonly parameters: readonly ParameterSymbol[];
  readonly returnType: ApexType;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly isVirtual: boolean;
  readonly isOverride: boolean;
  readonly visibility: Visibility;
  readonly testVisible: boolean;
  readonly declaration: MethodDeclaration | ConstructorDeclaration | null;
  /** Name of the emitted function; empty for natives. */
  readonly jsName: string;
  /** Present for methods of platform classes; absent for abstract methods of platform interfaces and for Apex code. */
  readonly native?: NativeReference;
}

export interface FieldSymbol {
  readonly owner: TypeSymbol;
  readonly name: string;
  readonly type: ApexType;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly visibility: Visibility;
  readonly testVisible: boolean;
  readonly declaration: FieldDeclaration | PropertyDeclaration | null;
  readonly jsName: string;
  /** Properties: who may write; `null`: nobody. Fields: as `visibility`. */
  readonly writeVisibility: Visibility | null;
  /** Properties: whether it can be read. */
  readonly readable: boolean;
  /** A `static final` field with a literal, put in place of the name. */
  readonly constant: Expression | null;
  readonly native?: { readonly get: NativeReference; readonly settable: boolean };
}

/** A class, interface or enum: of the platform or written in Apex. */
export class TypeSymbol {
  superclass: ApexType | null = null;
  interfaces: readonly ApexType[] = [];
  readonly methods = new Map<string, MethodSymbol[]>();
  readonly fields = new Map<string, FieldSymbol>();
  constructors: MethodSymbol[] = [];
  readonly inner = new Map<string, TypeSymbol>();
  /** Enums: constants by lower-case name, as declared. */
  readonly constants = new Map<string, string>();
  typeParameters: readonly string[] = [];

  constructor(
    /** Canonical: without `System.`. */
    readonly name: string,
    readonly kind: 'class' | 'interface' | 'enum' | 'exception',
    readonly outer: TypeSymbol | null,
    readonly source: SourceOfType | null,
    /** Platform types only. */
    readonly platform: PlatformType | null
  ) {}

  /** Last part of the name. */
  get simpleName(): string {
    return this.name.slice(this.name.lastIndexOf('.') + 1);
  }

  get outermost(): TypeSymbol {
    return this.outer?.outermost ?? this;
  }

  get modifiers(): Modifiers | null {
    return this.source?.declaration.modifiers ?? null;
  }

  get isAbstract(): boolean {
    return this.kind === 'interface' || (this.modifiers?.words.has('abstract') ?? false);
  }

  /** Whether it may be extended. */
  get isExtensible(): boolean {
    const words = this.modifiers?.words;
    return this.isException || words === undefined || words.has('virtual') || words.has('abstract');
  }

  get isException(): boolean {
    return this.kind === 'exception' || (this.superclass?.symbol?.isException ?? false);
  }

  get isTest(): boolean {
    return this.modifiers?.annotations.some(({ name }) => name === 'istest') ?? this.outer?.isTest ?? false;
  }

  addMethod(method: MethodSymbol): void {
    const key = method.name.toLowerCase();
    const overloads = this.methods.get(key);
    if (overloads) overloads.push(method);
    else this.methods.set(key, [method]);
  }
}

/** What only types written in Apex have. */
export interface SourceOfType {
  readonly declaration: ClassDeclaration | InterfaceDeclaration | EnumDeclaration;
  readonly file: string;
  readonly apiVersion: number;
  readonly sharing: SharingDeclaration;
  /** Identifier of the emitted JavaScript class. */
  readonly jsName: string;
}
