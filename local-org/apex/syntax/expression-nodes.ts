/** A place in one source file; line and column are 1-based, offset is 0-based. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Node {
  readonly at: Point;
}

export interface TypeName extends Node {
  readonly kind: 'type';
  /** `Database.SaveResult` has two parts; each may carry type arguments. */
  readonly parts: readonly { readonly name: string; readonly args: readonly TypeName[] }[];
  /** Number of `[]` behind it. */
  readonly dimensions: number;
}

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
  '||' | '&&' | '|' | '^' | '&' | '==' | '!=' | '===' | '!==' | '<' | '>' | '<=' | '>=' | '<<' | '>>' | '>>>' | '+' | '-' | '*' | '/';

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
