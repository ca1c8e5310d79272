import type { SqlRow } from '../../database/types';
import type { ObjectDef } from '../../schema/types';
import type { ChildResult, ParentShape, QueryResult, ResultColumn, ResultShape } from '../../soql/types';
import { columnValue } from '../../soql/types';
import { toJson } from './scalars';

/** `/services/data/v60.0`: what URLs inside answers begin with. */
export const versionPath = (version: number): string => `/services/data/v${version}.0`;

export interface RecordAttributes {
  readonly type: string;
  readonly url?: string;
}

export function recordAttributes(object: ObjectDef, id: unknown, version: number): RecordAttributes {
  return typeof id === 'string'
    ? { type: object.apiName, url: `${versionPath(version)}/sobjects/${object.apiName}/${id}` }
    : { type: object.apiName };
}

type JsonRecord = Record<string, unknown>;

/** The property a column fills: its field's name, or the alias of an aggregate. */
const propertyOf = (column: ResultColumn): string => column.path[column.path.length - 1] ?? column.key;

function idOf(row: SqlRow, columns: readonly ResultColumn[]): unknown {
  const column = columns.find((candidate) => candidate.field?.type === 'id');
  return column && row[column.key];
}

function fill(target: JsonRecord, row: SqlRow, columns: readonly ResultColumn[], parents: readonly ParentShape[], version: number): void {
  for (const column of columns) target[propertyOf(column)] = toJson(column.type, columnValue(row, column));
  for (const parent of parents) target[parent.relationshipName] = renderParent(row, parent, version);
}

function renderParent(row: SqlRow, parent: ParentShape, version: number): JsonRecord | null {
  const id = row[parent.idKey];
  if (typeof id !== 'string') return null;
  const type = parent.typeKey === undefined ? undefined : row[parent.typeKey];
  const attributes =
    typeof type === 'string'
      ? { type, url: `${versionPath(version)}/sobjects/${type}/${id}` }
      : recordAttributes(parent.object, id, version);
  const target: JsonRecord = { attributes };
  fill(target, row, parent.columns, parent.parents, version);
  return target;
}

function renderRow(row: SqlRow, index: number, shape: ResultShape, children: readonly ChildResult[], version: number): JsonRecord {
  const attributes = shape.aggregate ? { type: 'AggregateResult' } : recordAttributes(shape.object, idOf(row, shape.columns), version);
  const target: JsonRecord = { attributes };
  fill(target, row, shape.columns, shape.parents, version);
  for (const child of children) {
    const rows = child.rowsByParent[index] ?? [];
    target[child.relationshipName] =
      rows.length === 0
        ? null
        : { totalSize: rows.length, done: true, records: rows.map((childRow) => renderRow(childRow, 0, child.shape, [], version)) };
  }
  return target;
}

/** Records of a query result as REST bodies carry them. @param from @param to positions of the first row and behind the last */
export function renderRecords(result: QueryResult, version: number, from = 0, to = result.rows.length): JsonRecord[] {
  return result.rows.slice(from, to).map((row, index) => renderRow(row, from + index, result.shape, result.children, version));
}
