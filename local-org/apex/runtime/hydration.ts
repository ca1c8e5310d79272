import type { SqlRow } from '../../database/types';
import { UnsupportedFeature } from '../../errors';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import { columnValue, type ChildResult, type ParentShape, type QueryResult, type ResultColumn, type ResultShape } from '../../soql/types';
import { AggregateRow } from '../values/aggregate';
import { Decimal } from '../values/decimal';
import { fromOrgValue } from '../values/field-value';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';
import { RuntimeType } from './runtime-type';

const AGGREGATE_RESULT = RuntimeType.of('AggregateResult');

/** The rows of a result as a List of SObjects or AggregateResults. */
export function hydrate(result: QueryResult, schema: Schema): ApexList {
  if (result.shape.aggregate) {
    return new ApexList(
      AGGREGATE_RESULT,
      result.rows.map(
        (row) =>
          new AggregateRow(
            result.shape.columns.map((column) => [column.path[column.path.length - 1] ?? column.key, aggregateValue(row, column)])
          )
      )
    );
  }
  return new ApexList(RuntimeType.of(result.shape.object.apiName), records(result.rows, result.shape, result.children, schema));
}

function records(rows: readonly SqlRow[], shape: ResultShape, children: readonly ChildResult[], schema: Schema): SObjectValue[] {
  const fields = fieldColumns(shape.columns, shape.object);
  const found = rows.map((row) => {
    const record = queriedRecord(shape.object, row, fields);
    const id = shape.idKey === null ? null : row[shape.idKey];
    // In Apex every queried record has its id, whether it was asked for or not.
    if (typeof id === 'string') record.setId(id);
    for (const parent of shape.parents) attachParent(record, row, parent, schema);
    return record;
  });
  for (const child of children) attachChildren(found, child, schema);
  return found;
}

function queriedRecord(object: ObjectDef, row: SqlRow, columns: readonly FieldColumn[]): SObjectValue {
  const record = new SObjectValue(object);
  record.queried = true;
  for (const { field, column } of columns) record.slots[field.ordinal] = fromOrgValue(field, columnValue(row, column));
  return record;
}

interface FieldColumn {
  readonly field: FieldDef;
  readonly column: ResultColumn;
}

function fieldColumns(columns: readonly ResultColumn[], object: ObjectDef): FieldColumn[] {
  return columns.map((column) => {
    const { field } = column;
    if (!field) throw new UnsupportedFeature(`${column.path.join('.')} in a query of ${object.apiName} that is not an aggregate`);
    return { field: object.field(field.apiName) ?? field, column };
  });
}

function attachParent(record: SObjectValue, row: SqlRow, shape: ParentShape, schema: Schema): void {
  const reference = record.object.parentRelationship(shape.relationshipName);
  if (!reference) throw new RangeError(`${record.object.apiName} has no relationship ${shape.relationshipName}`);
  const id = row[shape.idKey];
  const parentId = typeof id === 'string' ? id : null;
  record.slots[reference.ordinal] ??= parentId;
  record.parents ??= new Map();
  if (parentId === null) {
    record.parents.set(reference.ordinal, null);
    return;
  }
  const typeName = shape.typeKey === undefined ? null : row[shape.typeKey];
  const object = (typeof typeName === 'string' ? schema.object(typeName) : undefined) ?? shape.object;
  const parent = queriedRecord(object, row, parentColumns(shape, object));
  parent.setId(parentId);
  for (const grandparent of shape.parents) attachParent(parent, row, grandparent, schema);
  record.parents.set(reference.ordinal, parent);
}

/** Columns of a parent that its object has: a polymorphic parent may lack some, and TYPEOF names those of each object. */
function parentColumns(shape: ParentShape, object: ObjectDef): FieldColumn[] {
  const columns = shape.variants?.find((variant) => variant.object === object)?.columns ?? shape.columns;
  return columns.flatMap((column) => {
    const field = column.field && object.field(column.field.apiName);
    return field ? [{ field, column }] : [];
  });
}

function attachChildren(parents: readonly SObjectValue[], child: ChildResult, schema: Schema): void {
  const all = records(child.rowsByParent.flat(), child.shape, child.children, schema);
  const element = RuntimeType.of(child.shape.object.apiName);
  let position = 0;
  parents.forEach((parent, index) => {
    const count = child.rowsByParent[index]?.length ?? 0;
    parent.setChildren(child.relationshipName, new ApexList(element, all.slice(position, position + count)));
    position += count;
  });
}

function aggregateValue(row: SqlRow, column: ResultColumn): unknown {
  const value = columnValue(row, column);
  if (value === null) return null;
  if (typeof value === 'number' && (column.type === 'double' || column.type === 'currency' || column.type === 'percent')) {
    return aggregateDecimal(value, column.field?.scale ?? 0);
  }
  return fromOrgValue({ type: column.type, scale: 0 }, value);
}

/** Sums and extremes come in the scale of their field, free of what binary fractions add; averages as they are. */
function aggregateDecimal(value: number, scale: number): Decimal {
  const exact = Decimal.fromStored(value, scale);
  return Math.abs(exact.toNumber() - value) <= Math.abs(value) * 1e-12 ? exact : Decimal.fromDouble(value);
}
