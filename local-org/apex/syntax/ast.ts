/** A place in one source file; line and column are 1-based, offset is 0-based. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

interface Node {
  readonly at: Point;
}

// Types

export interface TypeName extends Node {
  readonly kind: 'type';
  /** `Database.SaveResult` has two parts; each may carry type arguments. */
  readonly parts: readonly { readonly name: string; readonly args: readonly TypeName[] }[];
  /** Number of `[]` behind it. */
  readonly dimensions: number;
}

// Expressions

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly type: 'String' | 'Integer' | 'Long' | 'Double' | 'Decimal' | 'Boolean' | 'null';
  /** Text without quotes and escapes; digits without suffix; `true`/`false`; empty for null. */
  readonly value: string;
}

export interface Name extends Node {
  readonly kind: 'name';
  readonly name: string;
}

export interface Member extends Node {
  readonly kind: 'member';
  readonly target: Expression;
  readonly name: string;
  /** `?.` */
  readonly safe: boolean;
}

export interface Call extends Node {
  readonly kind: 'call';
  /** `null`: called by its bare name. */
  readonly target: Expression | null;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly safe: boolean;
}

export interface Index extends Node {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
}

export interface This extends Node {
  readonly kind: 'this';
}

export interface Super extends Node {
  readonly kind: 'super';
}

/** `this(…)` or `super(…)`, first statement of a constructor. */
export interface ConstructorCall extends Node {
  readonly kind: 'constructorCall';
  readonly which: 'this' | 'super';
  readonly args: readonly Expression[];
}

export interface NamedArgument extends Node {
  readonly name: string;
  readonly value: Expression;
}

export interface New extends Node {
  readonly kind: 'new';
  readonly type: TypeName;
  readonly args: readonly Expression[];
  /** `new Lead(LastName = 'x')`; empty for positional arguments. */
  readonly fields: readonly NamedArgument[];
}

/** `new List<T>{…}`, `new Map<K, V>{k => v}`, `new T[]{…}`. */
export interface NewCollection extends Node {
  readonly kind: 'newCollection';
  readonly type: TypeName;
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}

export interface NewArray extends Node {
  readonly kind: 'newArray';
  /** Type of the array itself. */
  readonly type: TypeName;
  readonly size: Expression;
}

export interface Cast extends Node {
  readonly kind: 'cast';
  readonly type: TypeName;
  readonly operand: Expression;
}

export interface InstanceOf extends Node {
  readonly kind: 'instanceof';
  readonly operand: Expression;
  readonly type: TypeName;
}

export interface Ternary extends Node {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface Coalesce extends Node {
  readonly kind: 'coalesce';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '!' | '~';
  readonly operand: Expression;
}

export interface Increment extends Node {
  readonly kind: 'increment';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly operand: Expression;
}

export type BinaryOperator =
  | '||'
  | '&&'
  | '|'
  | '^'
  | '&'
  | '=='
  | '!='
  | '==='
  | '!=='
  | '<'
  | '>'
  | '<='
  | '>='
  | '<<'
  | '>>'
  | '>>>'
  | '+'
  | '-'
  | '*'
  | '/';

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Assign extends Node {
  readonly kind: 'assign';
  /** `=`, or the binary operator of a compound assignment. */
  readonly operator: '=' | BinaryOperator;
  readonly target: Expression;
  readonly value: Expression;
}

/** `X.class`. */
export interface ClassLiteral extends Node {
  readonly kind: 'classLiteral';
  readonly type: TypeName;
}

export interface QueryBind extends Node {
  readonly expression: Expression;
  /** Offsets of the bind in the file, colon included. */
  readonly start: number;
  readonly end: number;
}

/** `[SELECT …]`. Its clauses are read by the query engine's own parser; here stand its text and the bound expressions. */
export interface Soql extends Node {
  readonly kind: 'soql';
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly start: number;
  readonly binds: readonly QueryBind[];
}

export type Expression =
  | Literal
  | Name
  | Member
  | Call
  | Index
  | This
  | Super
  | ConstructorCall
  | New
  | NewCollection
  | NewArray
  | Cast
  | InstanceOf
  | Ternary
  | Coalesce
  | Unary
  | Increment
  | Binary
  | Assign
  | ClassLiteral
  | Soql;

// Statements

export interface Block extends Node {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  /** The closing brace. */
  readonly end: Point;
}

export interface VariableDeclarator extends Node {
  readonly name: string;
  readonly initial: Expression | null;
}

export interface LocalDeclaration extends Node {
  readonly kind: 'local';
  readonly type: TypeName;
  readonly isFinal: boolean;
  readonly variables: readonly VariableDeclarator[];
}

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly expression: Expression;
}

export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly whenTrue: Statement;
  readonly whenFalse: Statement | null;
}

export interface While extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}

export interface DoWhile extends Node {
  readonly kind: 'do';
  readonly body: Statement;
  readonly condition: Expression;
}

export interface For extends Node {
  readonly kind: 'for';
  readonly declaration: LocalDeclaration | null;
  readonly initial: readonly Expression[];
  readonly condition: Expression | null;
  readonly update: readonly Expression[];
  readonly body: Statement;
}

export interface ForEach extends Node {
  readonly kind: 'forEach';
  readonly type: TypeName;
  readonly name: string;
  readonly collection: Expression;
  readonly body: Statement;
}

export type When =
  | (Node & { readonly kind: 'values'; readonly values: readonly Expression[]; readonly body: Block })
  | (Node & { readonly kind: 'type'; readonly type: TypeName; readonly name: string; readonly body: Block })
  | (Node & { readonly kind: 'else'; readonly body: Block });

export interface Switch extends Node {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly whens: readonly When[];
}

export interface CatchClause extends Node {
  readonly type: TypeName;
  readonly name: string;
  readonly body: Block;
}

export interface Try extends Node {
  readonly kind: 'try';
  readonly body: Block;
  readonly catches: readonly CatchClause[];
  readonly finallyBlock: Block | null;
}

export interface Return extends Node {
  readonly kind: 'return';
  readonly value: Expression | null;
}

export interface Throw extends Node {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface Break extends Node {
  readonly kind: 'break';
}

export interface Continue extends Node {
  readonly kind: 'continue';
}

export interface Dml extends Node {
  readonly kind: 'dml';
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  readonly mode: 'user' | 'system' | null;
  readonly records: Expression;
  /** `upsert x Field__c`: as written, one part or `Object.Field`. */
  readonly externalId: TypeName | null;
  /** `merge master duplicates`. */
  readonly duplicates: Expression | null;
}

export interface RunAs extends Node {
  readonly kind: 'runAs';
  readonly args: readonly Expression[];
  readonly body: Block;
}

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | If
  | While
  | DoWhile
  | For
  | ForEach
  | Switch
  | Try
  | Return
  | Throw
  | Break
  | Continue
  | Dml
  | RunAs;

// Declarations

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
  | FieldDeclaration
  | PropertyDeclaration
  | MethodDeclaration
  | ConstructorDeclaration
  | Initializer
  | TypeDeclaration;

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
