/** What a SOQL query says, before names are known. Positions are 0-based offsets into the text. */

export interface FieldPath {
  readonly kind: 'field';
  /** Relationship names (or the alias of the FROM object), then the field. */
  readonly path: readonly string[];
  readonly position: number;
}

export interface FunctionCall {
  readonly kind: 'call';
  /** Upper case. */
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly position: number;
}

export type Expression = FieldPath | FunctionCall;

export interface TypeofBranch {
  readonly object: string;
  readonly position: number;
  readonly fields: readonly FieldPath[];
}

export type SelectItem =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: string | null }
  | { readonly kind: 'fields'; readonly set: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly position: number }
  | { readonly kind: 'subquery'; readonly query: Query; readonly position: number }
  | {
      readonly kind: 'typeof';
      readonly reference: FieldPath;
      readonly branches: readonly TypeofBranch[];
      readonly otherwise: readonly FieldPath[];
    };

/** `:name` — the value comes when the query runs. */
export interface Bind {
  readonly kind: 'bind';
  readonly name: string;
  readonly position: number;
}

export type Literal =
  | {
      readonly kind: 'string';
      readonly value: string;
      /** For LIKE: `\_`, `\%` and `\\` still escaped. */ readonly pattern: string;
      readonly position: number;
    }
  | { readonly kind: 'number'; readonly value: number; readonly position: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly position: number }
  | { readonly kind: 'null'; readonly position: number }
  | { readonly kind: 'date'; readonly value: string; readonly position: number }
  | { readonly kind: 'datetime'; readonly value: number; readonly position: number }
  | { readonly kind: 'time'; readonly value: number; readonly position: number }
  | { readonly kind: 'dateLiteral'; /** Upper case. */ readonly name: string; readonly count: number | null; readonly position: number };

export type Value = Literal | Bind;

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'comparison'; readonly left: Expression; readonly operator: ComparisonOperator; readonly value: Value }
  | { readonly kind: 'in'; readonly left: Expression; readonly negated: boolean; readonly values: readonly Value[] | Bind }
  | { readonly kind: 'semiJoin'; readonly left: Expression; readonly negated: boolean; readonly query: Query; readonly position: number }
  | { readonly kind: 'includes'; readonly left: Expression; readonly negated: boolean; readonly values: readonly Value[] | Bind };

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
  /** `null`: the platform's default, first when ascending, last when descending. */
  readonly nulls: 'first' | 'last' | null;
}

export interface GroupBy {
  readonly kind: 'plain' | 'rollup' | 'cube';
  readonly expressions: readonly Expression[];
}

/** Who the query asks to run as; up to the caller to obey. */
export type AccessClause = 'USER_MODE' | 'SYSTEM_MODE' | 'SECURITY_ENFORCED';

export interface Query {
  readonly select: readonly SelectItem[];
  /** `SELECT COUNT()`. */
  readonly countOnly: boolean;
  /** Object, or in a child subquery the relationship. */
  readonly from: string;
  readonly fromPosition: number;
  readonly alias: string | null;
  readonly scope: 'everything' | 'mine';
  readonly where: Condition | null;
  readonly access: AccessClause | null;
  readonly groupBy: GroupBy | null;
  readonly having: Condition | null;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Literal | Bind | null;
  readonly offset: Literal | Bind | null;
  readonly forUpdate: boolean;
  readonly allRows: boolean;
  readonly position: number;
}
