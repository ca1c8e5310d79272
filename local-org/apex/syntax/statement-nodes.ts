import type { Expression, Node, Point, TypeName } from './expression-nodes';

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
