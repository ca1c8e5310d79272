import type { Database } from '../database/types';
import type { OrgMetadata, PermissionSetDef } from '../metadata/types';
import type { OrgValue } from '../values';

type Row = Readonly<Record<string, OrgValue>>;
type Insert = (object: string, values: Row) => void;

/**
 * Writes again what can be queried of what permission sets grant: objects, fields, Apex classes and custom permissions. Permissions
 * themselves are decided by the metadata, not by these rows; nothing refers to their ids.
 */
export function writeGrants(db: Database, metadata: OrgMetadata, insert: Insert): void {
  for (const table of ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess']) db.run(`DELETE FROM "${table}"`);
  const idOf = idsByName(db);
  for (const set of metadata.permissionSets) {
    const parent = idOf('PermissionSet', 'Name', set.fullName);
    if (parent === null) throw new Error(`Permission set ${set.fullName} has no row`);
    for (const row of objectRows(set)) insert('ObjectPermissions', { ...row, ParentId: parent });
    for (const row of fieldRows(set)) insert('FieldPermissions', { ...row, ParentId: parent });
    const entities = [
      ...set.classAccesses.map((name) => ['ApexClass', idOf('ApexClass', 'Name', name)] as const),
      ...set.customPermissions.map((name) => ['CustomPermission', idOf('CustomPermission', 'DeveloperName', name)] as const)
    ];
    for (const [type, entity] of entities) {
      if (entity !== null) insert('SetupEntityAccess', { ParentId: parent, SetupEntityId: entity, SetupEntityType: type });
    }
  }
}

function objectRows(set: PermissionSetDef): Row[] {
  return set.objectPermissions.map((given) => ({
    SobjectType: given.object,
    PermissionsCreate: given.allowCreate,
    PermissionsRead: given.allowRead,
    PermissionsEdit: given.allowEdit,
    PermissionsDelete: given.allowDelete,
    PermissionsViewAllRecords: given.viewAllRecords,
    PermissionsModifyAllRecords: given.modifyAllRecords
  }));
}

function fieldRows(set: PermissionSetDef): Row[] {
  return set.fieldPermissions.map(({ field, readable, editable }) => ({
    SobjectType: field.split('.')[0] ?? field,
    Field: field,
    PermissionsRead: readable || editable,
    PermissionsEdit: editable
  }));
}

/** Looks ids up by name, without regard to case; reads each table once. */
function idsByName(db: Database): (table: string, field: string, name: string) => string | null {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  return (table, field, name) => {
    let ids = tables.get(table);
    if (!ids) {
      ids = new Map(
        db.all(`SELECT Id, "${field}" AS name FROM "${table}"`).map((row) => [String(row['name']).toLowerCase(), String(row['Id'])])
      );
      tables.set(table, ids);
    }
    return ids.get(name.toLowerCase()) ?? null;
  };
}
