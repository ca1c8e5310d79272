import type { Transaction } from '../../database/types';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import type { OrgRecord } from '../types';

/**
 * Static type of a formula expression. `picklist` and `multipicklist` are only taken by the functions made for them;
 * `null` is the literal NULL, which fits everywhere.
 */
export type FormulaType = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'null';

/** Thrown for a formula that is malformed, ill-typed or uses what is not supported. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';

  constructor(
    /** In the platform's wording, for example `Unknown function FOO. Check spelling.` */
    readonly problem: string,
    /** 0-based offset into the expression. */
    readonly position: number,
    readonly expression: string
  ) {
    super(`Error: ${problem} (at character ${position + 1} of: ${expression})`);
  }
}

/**
 * What formulas can ask of the org beyond rows of the schema. Implemented by the rooms that own it:
 * custom permissions by `security`, hierarchy custom settings by `apex`, labels by `metadata`.
 */
export interface FormulaGlobals {
  /** `$Permission.Name` for the running user. */
  hasCustomPermission(tx: Transaction, name: string): boolean;
  /** `$Setup.Object__c`: the setting that holds for the running user, merged over profile and organisation; `null` if none. */
  customSetting(tx: Transaction, object: ObjectDef): OrgRecord | null;
  /** `$Label.Name` in the running user's language; `undefined` if there is no such label. */
  label(tx: Transaction, name: string): string | undefined;
}

/** An org without custom permissions, custom settings and labels. */
export const NO_GLOBALS: FormulaGlobals = {
  hasCustomPermission: () => false,
  customSetting: () => null,
  label: () => undefined
};

/** Where a formula is, which decides what it may use and what blank numbers mean. */
export interface FormulaUse {
  /** Validation rules can use ISNEW, ISCHANGED and PRIORVALUE. */
  readonly kind: 'validation' | 'field' | 'default';
  readonly blanksAsZero: boolean;
}

/** One step up: a reference field and the object it leads to (one of several for polymorphic references: `Owner:User`). */
export interface ParentStep {
  readonly reference: FieldDef;
  readonly object: ObjectDef;
}

/** From the formula's own object up; empty for the object itself. */
export type ParentPath = readonly ParentStep[];

/** Everything an evaluation can reach. */
export interface FormulaScope {
  readonly tx: Transaction;
  readonly record: OrgRecord;
  /** The record before this save; `null` where it is new or unknown. */
  readonly prior: OrgRecord | null;
  readonly isNew: boolean;
  /** The row of that object a reference of `record` points to; rows come out of a store that was filled in bulk. */
  parent(record: OrgRecord, step: ParentStep): OrgRecord | null;
  /** Value of a field, computing formula fields that the record does not carry. */
  value(record: OrgRecord, field: FieldDef): OrgValue;
  readonly globals: FormulaGlobals;
  /** The running user's row and the organisation's; `null` where the org has none. */
  user(): OrgRecord | null;
  organization(): OrgRecord | null;
  /** The running user's Profile and UserRole. */
  userParent(object: 'Profile' | 'UserRole'): OrgRecord | null;
}

/** `null` is blank or unknown (three-valued logic, as on the platform). */
export type Evaluate = (scope: FormulaScope) => OrgValue;

/**
 * A function whose result depends on its arguments alone. Blank numbers, dates and times make the result blank unless the
 * function says otherwise; blank text is the empty text.
 */
export interface PureFunction {
  /** Types accepted per parameter; the last one repeats if `variadic`. */
  readonly parameters: readonly (readonly FormulaType[])[];
  /** How many may be left out at the end. */
  readonly optional?: number;
  readonly variadic?: boolean;
  /** `same`: the type of the first argument. */
  readonly result: FormulaType | 'same';
  readonly evaluate: (values: readonly OrgValue[]) => OrgValue;
  /** SQL with the same meaning; absent: the evaluation is called from SQL. */
  readonly sql?: (args: readonly string[]) => string;
}

/**
 * A formula with names and types resolved: what evaluation and SQL are made from.
 * `and`, `or` and conditions take unknown for false; `apply` evaluates all of its arguments.
 */
export type Bound =
  | { readonly kind: 'constant'; readonly type: FormulaType; readonly value: OrgValue }
  | {
      readonly kind: 'field';
      readonly type: FormulaType;
      readonly path: ParentPath;
      readonly field: FieldDef;
      readonly blankAsZero: boolean;
    }
  /** A value that is the same for all records of a transaction. */
  | { readonly kind: 'ambient'; readonly type: FormulaType; readonly evaluate: Evaluate }
  | { readonly kind: 'prior'; readonly type: FormulaType; readonly field: FieldDef; readonly blankAsZero: boolean }
  | { readonly kind: 'changed'; readonly type: 'boolean'; readonly field: FieldDef }
  | { readonly kind: 'new'; readonly type: 'boolean' }
  | { readonly kind: 'not'; readonly type: 'boolean'; readonly operand: Bound }
  | { readonly kind: 'and' | 'or'; readonly type: 'boolean'; readonly operands: readonly Bound[] }
  | { readonly kind: 'if'; readonly type: FormulaType; readonly condition: Bound; readonly then: Bound; readonly otherwise: Bound }
  | { readonly kind: 'blank'; readonly type: 'boolean'; readonly operand: Bound }
  /** The first operand unless it is blank. */
  | { readonly kind: 'either'; readonly type: FormulaType; readonly first: Bound; readonly second: Bound }
  | { readonly kind: 'compare'; readonly type: 'boolean'; readonly operator: Comparison; readonly left: Bound; readonly right: Bound }
  | { readonly kind: 'arithmetic'; readonly type: 'number'; readonly operator: Arithmetic; readonly left: Bound; readonly right: Bound }
  /** Days or (for `time`) milliseconds added to a point in time. */
  | {
      readonly kind: 'later';
      readonly type: 'date' | 'datetime' | 'time';
      readonly moment: Bound;
      readonly amount: Bound;
      readonly sign: 1 | -1;
    }
  /** Days from `right` to `left`; milliseconds between times. */
  | {
      readonly kind: 'between';
      readonly type: 'number';
      readonly unit: 'date' | 'datetime' | 'time';
      readonly left: Bound;
      readonly right: Bound;
    }
  | { readonly kind: 'concatenate'; readonly type: 'text'; readonly left: Bound; readonly right: Bound }
  | { readonly kind: 'textOf'; readonly type: 'text'; readonly operand: Bound }
  | {
      readonly kind: 'apply';
      readonly type: FormulaType;
      readonly name: string;
      readonly fn: PureFunction;
      readonly args: readonly Bound[];
    };

export type Comparison = '=' | '<>' | '<' | '>' | '<=' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '^';
