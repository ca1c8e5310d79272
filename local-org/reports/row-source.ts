import type { Transaction } from '../database/types';
import type { ReportColumn, ReportTypeDef } from '../metadata/reports/types';
import type { Schema } from '../schema/types';
import type { AccessPolicy, ChildResult, ParentShape, QueryEngine, ResultColumn, ResultShape } from '../soql/types';
import { columnValue } from '../soql/types';
import type { SqlRow } from '../database/types';
import { targetIsReadable } from './column-access';
import type { Cell, ReportRow } from './types';

/** What a column is read from, as paths of SOQL from its level's object. */
interface Source {
  readonly column: ReportColumn;
  readonly value: string;
  readonly name?: string;
}

interface Reader {
  readonly source: Source;
  readonly value: ResultColumn | undefined;
  readonly name: ResultColumn | undefined;
}

export interface RowRequest {
  readonly type: ReportTypeDef;
  readonly columns: readonly ReportColumn[];
  /** Condition on the base object; empty: every row. */
  readonly where: string;
}

/**
 * The rows of a report, joined as its type says: one SOQL query as the user, so that sharing and field access hold. Everything that a
 * report shows is computed from these rows and from nothing else.
 */
export function readRows(tx: Transaction, request: RowRequest, queries: QueryEngine, access: AccessPolicy, schema: Schema): ReportRow[] {
  const { type } = request;
  const sources = type.levels.map((_level, index) =>
    request.columns.filter((column) => column.level === index).map((column) => sourceOf(column, schema, access))
  );
  const result = queries.execute(tx, soqlOf(request, sources), { access, anyLength: true });
  const chain: ChildResult[] = [];
  for (let [child] = result.children; child; [child] = child.children) chain.push(child);
  const shapes = [result.shape, ...chain.map((child) => child.shape)];
  const readers = sources.map((list, level) => readersOf(list, shapes[level]));
  const next = type.levels.map(() => 0);
  const rows: ReportRow[] = [];

  const walk = (level: number, above: readonly (SqlRow | null)[], row: SqlRow): void => {
    const index = next[level] ?? 0;
    next[level] = index + 1;
    const joined = [...above, row];
    const below = type.levels[level + 1];
    const children = below ? (chain[level]?.rowsByParent[index] ?? []) : [];
    if (below && children.length > 0) for (const child of children) walk(level + 1, joined, child);
    else if (!below || below.outer) rows.push(rowOf(joined, readers, shapes));
  };
  for (const row of result.rows) walk(0, [], row);
  return rows;
}

function sourceOf(column: ReportColumn, schema: Schema, access: AccessPolicy): Source {
  const { path, field, target } = column;
  const at = (...names: string[]): string => [...path, ...names].join('.');
  if (field.nameField) return { column, value: at('Id'), name: at(field.apiName) };
  if (!target || field.relationshipName === undefined || !targetIsReadable(column, schema, access))
    return { column, value: at(field.apiName) };
  // A polymorphic reference leads to what all its objects have in common: their name.
  const name = field.referenceTo.length > 1 ? 'Name' : target.apiName;
  return { column, value: at(field.apiName), name: at(field.relationshipName, name) };
}

function soqlOf({ type, where }: RowRequest, sources: readonly (readonly Source[])[]): string {
  const select = (level: number): string => {
    const own = (sources[level] ?? []).flatMap(({ value, name }) => (name === undefined ? [value] : [value, name]));
    const fields = [...new Map(['Id', ...own].map((path) => [path.toLowerCase(), path])).values()];
    const below = type.levels[level + 1];
    const children = below ? [`(${select(level + 1)} FROM ${below.relationship ?? ''} ORDER BY Id)`] : [];
    return `SELECT ${[...fields, ...children].join(', ')}`;
  };
  const base = type.levels[0]?.object ?? '';
  return `${select(0)} FROM ${base}${where === '' ? '' : ` WHERE ${where}`} ORDER BY Id`;
}

function readersOf(sources: readonly Source[], shape: ResultShape | undefined): Reader[] {
  const byPath = new Map<string, ResultColumn>();
  const add = (columns: readonly ResultColumn[]): void =>
    columns.forEach((column) => byPath.set(column.path.join('.').toLowerCase(), column));
  const addParents = (parents: readonly ParentShape[]): void =>
    parents.forEach((parent) => {
      add(parent.columns);
      addParents(parent.parents);
    });
  if (shape) {
    add(shape.columns);
    addParents(shape.parents);
  }
  return sources.map((source) => ({
    source,
    value: byPath.get(source.value.toLowerCase()),
    name: source.name === undefined ? undefined : byPath.get(source.name.toLowerCase())
  }));
}

function rowOf(joined: readonly (SqlRow | null)[], readers: readonly (readonly Reader[])[], shapes: readonly ResultShape[]): ReportRow {
  const cells = new Map<string, Cell>();
  readers.forEach((list, level) => {
    const row = joined[level];
    if (!row) return;
    for (const { source, value, name } of list) {
      const held = value ? columnValue(row, value) : null;
      const shown = name ? columnValue(row, name) : null;
      cells.set(
        source.column.name,
        source.name === undefined ? { value: held } : { value: held, name: shown === null ? null : String(shown) }
      );
    }
  });
  const ids = shapes.map((shape, level) => {
    const row = joined[level];
    const id = row && shape.idKey !== null ? row[shape.idKey] : null;
    return typeof id === 'string' ? id : null;
  });
  return { ids, cells };
}
