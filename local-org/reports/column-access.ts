import type { ReportColumn, ReportTypeDef } from '../metadata/reports/types';
import type { FieldDef, ObjectDef, Schema } from '../schema/types';
import type { AccessPolicy } from '../soql/types';

/** The references that lead from a column's object to the one that has its field. */
function referencesOf(column: ReportColumn, type: ReportTypeDef, schema: Schema): readonly FieldDef[] {
  let object: ObjectDef | undefined = schema.object(type.levels[column.level]?.object ?? '');
  return column.path.map((relationship, index) => {
    const reference = object?.parentRelationship(relationship);
    if (!reference) throw new Error(`${object?.apiName ?? ''} has no relationship ${relationship}`);
    const names = reference.referenceTo;
    object = index < column.path.length - 1 ? schema.object(names.includes('User') ? 'User' : (names[0] ?? '')) : undefined;
    return reference;
  });
}

/** Whether the user may read every object of a report type: without one of them the type is hidden. */
export const mayReadObjects = (type: ReportTypeDef, schema: Schema, access: AccessPolicy): boolean =>
  type.levels.every((level) => {
    const object = schema.object(level.object);
    return object !== undefined && access.canReadObject(object);
  });

/** Whether the user may read a column: its field, the field's object, and every lookup on the way. */
export function mayReadColumn(column: ReportColumn, type: ReportTypeDef, schema: Schema, access: AccessPolicy): boolean {
  return (
    access.canReadObject(column.field.object) &&
    access.canReadField(column.field) &&
    referencesOf(column, type, schema).every((reference) => access.canReadField(reference))
  );
}

/** Whether the user may see the names of what a lookup points to. */
export function targetIsReadable({ target, field }: ReportColumn, schema: Schema, access: AccessPolicy): boolean {
  if (!target) return false;
  return field.referenceTo.some((name) => {
    const object = schema.object(name);
    return object !== undefined && access.canReadObject(object);
  });
}
