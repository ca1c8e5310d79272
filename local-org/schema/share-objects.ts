import type { FieldDef, ObjectDef } from './types';

/** The reference from a share object (`LeadShare`, `Person_Score__Share`) to the record that it shares; undefined for other objects. */
export function sharedRecord(object: ObjectDef): FieldDef | undefined {
  if (!object.field('UserOrGroupId') || !object.field('RowCause')) return undefined;
  return object.field('ParentId') ?? object.field(object.apiName.replace(/Share$/i, 'Id'));
}
