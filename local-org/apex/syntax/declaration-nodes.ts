import type { Expression, Name, NamedArgument, Node, TypeName } from './expression-nodes';
import type { Block } from './statement-nodes';

export type ModifierWord =
  | 'global'
  | 'public'
  | 'protected'
  | 'private'
  | 'transient'
  | 'static'
  | 'abstract'
  | 'final'
  | 'webservice'
  | 'override'
  | 'virtual'
  | 'testmethod'
  | 'with sharing'
  | 'without sharing'
  | 'inherited sharing';

export interface Annotation extends Node {
  readonly name: string;
  readonly parameters: readonly NamedArgument[];
}

export interface Modifiers {
  readonly words: ReadonlySet<ModifierWord>;
  readonly annotations: readonly Annotation[];
}

export interface Parameter extends Node {
  readonly type: TypeName;
  readonly name: string;
  readonly isFinal: boolean;
}

export interface FieldDeclaration extends Node {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeName;
  readonly name: string;
  readonly initial: Expression | null;
}

export interface Accessor extends Node {
  readonly modifiers: Modifiers;
  /** `null`: automatic (`get;`). */
  readonly body: Block | null;
}

export interface PropertyDeclaration extends Node {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeName;
  readonly name: string;
  readonly getter: Accessor | null;
  readonly setter: Accessor | null;
}

export interface MethodDeclaration extends Node {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  readonly returnType: TypeName;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block | null;
}

export interface ConstructorDeclaration extends Node {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Block;
}

export interface Initializer extends Node {
  readonly kind: 'initializer';
  readonly isStatic: boolean;
  readonly body: Block;
}

export type MemberDeclaration =
  FieldDeclaration | PropertyDeclaration | MethodDeclaration | ConstructorDeclaration | Initializer | TypeDeclaration;

export interface ClassDeclaration extends Node {
  readonly kind: 'class';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly superclass: TypeName | null;
  readonly interfaces: readonly TypeName[];
  readonly members: readonly MemberDeclaration[];
}

export interface InterfaceDeclaration extends Node {
  readonly kind: 'interface';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly interfaces: readonly TypeName[];
  readonly members: readonly MethodDeclaration[];
}

export interface EnumDeclaration extends Node {
  readonly kind: 'enum';
  readonly modifiers: Modifiers;
  readonly name: string;
  readonly constants: readonly Name[];
}

export type TypeDeclaration = ClassDeclaration | InterfaceDeclaration | EnumDeclaration;

export interface TriggerDeclaration extends Node {
  readonly kind: 'trigger';
  readonly name: string;
  readonly object: Name;
  readonly events: readonly (Node & { readonly name: string })[];
  readonly body: Block;
}

/** Anonymous code: statements, and types and methods declared among them. */
export interface AnonymousUnit extends Node {
  readonly kind: 'anonymous';
  readonly members: readonly (MethodDeclaration | TypeDeclaration)[];
  readonly body: Block;
}

export type CompilationUnit = TypeDeclaration | TriggerDeclaration | AnonymousUnit;
