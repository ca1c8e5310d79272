import type { SqlRow } from '../../database/types';
import type { ChildResult, ParentShape, QueryResult, ResultColumn, ResultShape } from '../../soql/types';
import { columnValue } from '../../soql/types';
import { toJson } from './scalars';

/** `/services/data/v60.0`: what URLs inside answers begin with. */
export const versionPath = (version: number): string => `/services/data/v${version}.0`;

/** The same for the Tooling API. */
export const toolingPath = (version: number): string => `${versionPath(version)}/tooling`;

/** The property a column fills: its field's name, or the alias of an aggregate. */
export const propertyOf = (column: ResultColumn): string => column.path.at(-1) ?? column.key;

export type JsonRecord = Record<string, unknown>;

function attributes(type: string, id: unknown, root: string): JsonRecord {
  return typeof id === 'string' ? { type, url: `${root}/sobjects/${type}/${id}` } : { type };
}

/** A column's value; addresses come from the engine as JSON text. */
function jsonValue(row: SqlRow, column: ResultColumn): unknown {
  const value = columnValue(row, column);
  if (column.type === 'address' && typeof value === 'string') {
    const address: unknown = JSON.parse(value);
    return address;
  }
  return toJson(column.type, value);
}

function fill(
  target: JsonRecord,
  row: SqlRow,
  columns: readonly ResultColumn[],
  parents: readonly ParentShape[],
  root: string
): JsonRecord {
  for (const column of columns) target[propertyOf(column)] = jsonValue(row, column);
  for (const parent of parents) target[parent.relationshipName] = renderParent(row, parent, root);
  return target;
}

function renderParent(row: SqlRow, parent: ParentShape, root: string): JsonRecord | null {
  const id = row[parent.idKey];
  if (typeof id !== 'string') return null;
  const given = parent.typeKey === undefined ? undefined : row[parent.typeKey];
  const type = typeof given === 'string' ? given : parent.object.apiName;
  const variant = parent.variants?.find((candidate) => candidate.object.apiName === type);
  return fill({ attributes: attributes(type, id, root) }, row, variant?.columns ?? parent.columns, parent.parents, root);
}

/** Children of one row. Grandchildren are in the order of all children: those of earlier rows come first. */
function renderChildren(child: ChildResult, index: number, root: string): JsonRecord | null {
  const rows = child.rowsByParent[index] ?? [];
  if (rows.length === 0) return null;
  const before = child.rowsByParent.slice(0, index).reduce((sum, list) => sum + list.length, 0);
  const records = rows.map((row, position) => renderRow(row, before + position, child.shape, child.children, root));
  return { totalSize: rows.length, done: true, records };
}

function renderRow(row: SqlRow, index: number, shape: ResultShape, children: readonly ChildResult[], root: string): JsonRecord {
  const id = shape.idKey === null ? undefined : row[shape.idKey];
  const type = shape.aggregate ? 'AggregateResult' : shape.object.apiName;
  const target = fill({ attributes: attributes(type, shape.aggregate ? undefined : id, root) }, row, shape.columns, shape.parents, root);
  for (const child of children) target[child.relationshipName] = renderChildren(child, index, root);
  return target;
}

/**
 * Records of a query result as REST bodies carry them.
 * @param root what their URLs begin with: `versionPath`, or `toolingPath` for the Tooling API
 * @param from @param to positions of the first row and behind the last
 */
export function renderRecords(result: QueryResult, root: string, from = 0, to = result.rows.length): JsonRecord[] {
  return result.rows.slice(from, to).map((row, index) => renderRow(row, from + index, result.shape, result.children, root));
}

/** Ids of the rows of a result, in its order. */
export function rowIds(result: QueryResult): string[] {
  const { idKey } = result.shape;
  return idKey === null ? [] : result.rows.map((row) => String(row[idKey]));
}
