import type { SqlFragment, SqlRow, SqlValue, Transaction } from '../database/types';
import type { FieldDef, FieldType, ObjectDef } from '../schema/types';
import type { OrgValue } from '../values';

/**
 * What a user may see and do; asked by SOQL while planning and by DML before writing. Implemented by `security`.
 * Answers are stable for the life of one instance, so that plans can be cached under `cacheKey`.
 */
export interface AccessPolicy {
  readonly cacheKey: string;
  canReadObject(object: ObjectDef): boolean;
  canReadField(field: FieldDef): boolean;
  canCreateObject(object: ObjectDef): boolean;
  canEditObject(object: ObjectDef): boolean;
  canDeleteObject(object: ObjectDef): boolean;
  canCreateField(field: FieldDef): boolean;
  canEditField(field: FieldDef): boolean;
  /** Condition on the table aliased `alias` that holds for rows the user may read; `null`: every row. */
  readableRows(object: ObjectDef, alias: string): SqlFragment | null;
  /** Those of `ids` on which the user has at least this access. */
  accessible(tx: Transaction, object: ObjectDef, ids: readonly string[], level: 'read' | 'edit' | 'delete'): Set<string>;
}

/** System mode without sharing: everything is allowed. */
export const SYSTEM_ACCESS: AccessPolicy = {
  cacheKey: 'system',
  canReadObject: () => true,
  canReadField: () => true,
  canCreateObject: () => true,
  canEditObject: () => true,
  canDeleteObject: () => true,
  canCreateField: () => true,
  canEditField: () => true,
  readableRows: () => null,
  accessible: (_tx, _object, ids) => new Set(ids)
};

/** Values for `:name` binds, by name without regard to case. A list serves `IN :name`. */
export type BindValues = (name: string) => OrgValue | readonly OrgValue[] | undefined;

export interface ResultColumn {
  /** Property of the row object that holds the value. */
  readonly key: string;
  /** Relationship names from the root, then the field: `['Owner', 'Name']`. Aggregates: `[alias]`. */
  readonly path: readonly string[];
  /** The field read; absent for aggregates such as COUNT(Id) and for date functions. */
  readonly field?: FieldDef;
  readonly type: FieldType;
}

/** A relationship above the root of a result; absent parents give null for the whole. */
export interface ParentShape {
  readonly relationshipName: string;
  /** Column that holds the parent's id (selected whether asked for or not), to tell an absent parent. */
  readonly idKey: string;
  /** Object of the parent; for a polymorphic one the type is in the row under `typeKey`. */
  readonly object: ObjectDef;
  readonly typeKey?: string;
  readonly columns: readonly ResultColumn[];
  readonly parents: readonly ParentShape[];
  /** TYPEOF: what is shown of a parent of each of these objects; `columns` is what is shown of any other. */
  readonly variants?: readonly { readonly object: ObjectDef; readonly columns: readonly ResultColumn[] }[];
}

export interface ResultShape {
  readonly object: ObjectDef;
  readonly aggregate: boolean;
  /** Column that holds the row's id, selected whether asked for or not; `null` in aggregates. */
  readonly idKey: string | null;
  /** Fields asked for, in the order of the SELECT list. */
  readonly columns: readonly ResultColumn[];
  readonly parents: readonly ParentShape[];
}

export interface ChildResult {
  readonly relationshipName: string;
  readonly shape: ResultShape;
  /** One list per row of the parent result, in its order; for a child of a child, per child row over all parents. */
  readonly rowsByParent: readonly (readonly SqlRow[])[];
  readonly children: readonly ChildResult[];
}

export interface QueryResult {
  readonly shape: ResultShape;
  /** Raw rows; read a value with `columnValue`. Rows are new objects each time. */
  readonly rows: readonly SqlRow[];
  readonly children: readonly ChildResult[];
  /** `SELECT COUNT()`: the count, with no rows. Otherwise the number of rows. */
  readonly totalSize: number;
  readonly countQuery: boolean;
}

/**
 * Reads a column from a raw row, turning SQLite's 0/1 into booleans. An address (compound field) comes as JSON text of its
 * components, as the platform returns them.
 */
export function columnValue(row: SqlRow, column: { readonly key: string; readonly type: FieldType }): OrgValue {
  const raw = row[column.key];
  if (raw === null || raw === undefined) return null;
  if (column.type === 'boolean') return raw === 1 || raw === 1n;
  if (typeof raw === 'bigint') return Number(raw);
  if (raw instanceof Uint8Array) return Buffer.from(raw).toString('base64');
  return raw;
}

export interface QueryOptions {
  readonly access: AccessPolicy;
  readonly binds?: BindValues;
  /** Include deleted and archived rows (`queryAll`, `ALL ROWS`). */
  readonly allRows?: boolean;
  /** SOQL in dynamic Apex: the limit for the length of statements does not hold. */
  readonly anyLength?: boolean;
  /** Only this stretch of the result, with its children; `totalSize` still counts the whole. Not for aggregates. */
  readonly page?: { readonly skip: number; readonly take: number };
}

/** A query whose names are resolved and whose SQL is made. Cached by text, schema and access. */
export interface PreparedQuery {
  readonly text: string;
  readonly shape: ResultShape;
}

/**
 * SOQL over the database. `execute` counts against `tx.limits` all that a query costs: itself (`queries`), its child subqueries
 * (`aggregateQueries`) and the rows it reads, for aggregates those below them (`queryRows`).
 * @throws OrgException MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE, INVALID_QUERY_FILTER_OPERATOR, with the platform's
 *   wording: the offending line, a caret, `ERROR at Row:1:Column:8` and what is wrong
 */
export interface QueryEngine {
  prepare(text: string, access: AccessPolicy): PreparedQuery;
  execute(tx: Transaction, query: PreparedQuery | string, options: QueryOptions): QueryResult;
}

/** A parameter that is known only when the query runs (today, the running user, a custom setting). */
export type LateValue = (tx: Transaction) => SqlValue;

/** SQL of a formula. One with late values may be kept in a cached plan. */
export interface FormulaSql {
  readonly sql: string;
  /** Values of the `?` of `sql`, in order. */
  readonly params: readonly (SqlValue | LateValue)[];
}

/** The row a formula is read on, in the query that is being planned. */
export interface FormulaSqlScope {
  readonly object: ObjectDef;
  /** SQL of this field of the row: a column, or by way of the translator the SQL of another formula. */
  field(field: FieldDef): FormulaSql;
  /** The row of `object` this reference leads to, outer-joined once per query. */
  parent(reference: FieldDef, object: ObjectDef): FormulaSqlScope;
}

/** Turns formula fields into SQL. Implemented by `dml` (`dml/formula`), which also registers the SQL functions it needs. */
export interface FormulaTranslator {
  /** @throws OrgException or FormulaError if the formula itself is wrong */
  translate(field: FieldDef, scope: FormulaSqlScope): FormulaSql;
}
