import type { Database } from '../database/types';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { PermissionSetDef } from '../metadata/types';
import { FULL_ACCESS, NO_ACCESS, PROFILES, SECURED_FIELDS_OF, governingObject, type ObjectAccess, type ProfileDef } from './profiles';

/** System fields that everyone who may read the object may read. */
const SYSTEM_FIELDS = new Set([
  'id',
  'isdeleted',
  'ownerid',
  'createdbyid',
  'createddate',
  'lastmodifiedbyid',
  'lastmodifieddate',
  'systemmodstamp',
  'recordtypeid',
  'lastactivitydate',
  'lastvieweddate',
  'lastreferenceddate'
]);

/**
 * What one user may do: profile and permission sets (also by way of groups) added up. Permissions only ever add.
 */
export class EffectivePermissions {
  readonly userPermissions = new Set<string>();
  readonly customPermissions = new Set<string>();
  private readonly objects = new Map<string, ObjectAccess>();
  private readonly fields = new Map<string, { readable: boolean; editable: boolean }>();
  private readonly classes = new Set<string>();
  private readonly openSettings = new Set<string>();
  private readonly tabs = new Set<string>();

  constructor(
    private readonly profile: ProfileDef,
    permissionSets: readonly PermissionSetDef[]
  ) {
    for (const name of profile.userPermissions) this.userPermissions.add(name);
    for (const [name, access] of Object.entries(profile.objects)) this.objects.set(name.toLowerCase(), access);
    for (const set of permissionSets) this.add(set);
  }

  hasClassAccess(className: string): boolean {
    return this.userPermissions.has('AuthorApex') || this.classes.has(className.toLowerCase());
  }

  /** A custom tab is hidden unless a permission set shows it. Users who can customize the org see all tabs. */
  canSeeTab(tab: string): boolean {
    return this.userPermissions.has('CustomizeApplication') || this.tabs.has(tab.toLowerCase());
  }

  object(object: ObjectDef): ObjectAccess {
    if (object.setupObject) return this.has('ManageUsers') ? FULL_ACCESS : { ...NO_ACCESS, read: true, viewAll: true };
    if (object.kind === 'customMetadata' || object.kind === 'customSetting') return this.settings(object);
    const governing = governingObject(object);
    const own = this.ownAccess(governing, object);
    if (governing === object.apiName) return own;
    return { ...own, create: own.edit, delete: own.edit };
  }

  canReadField(field: FieldDef): boolean {
    if (!this.object(field.object).read) return false;
    return this.governedByPermission(field) ? (this.fields.get(fieldKey(field))?.readable ?? false) : true;
  }

  canEditField(field: FieldDef): boolean {
    return this.governedByPermission(field) ? (this.fields.get(fieldKey(field))?.editable ?? false) : true;
  }

  /**
   * Field-level security applies to fields that may be left empty. System fields, names, master-detail and required fields go with the
   * object, and so do standard fields with most profiles.
   */
  private governedByPermission(field: FieldDef): boolean {
    if (field.nameField || SYSTEM_FIELDS.has(field.key)) return false;
    if (!field.custom && (this.profile.standardFields || !hasFieldSecurity(field))) return false;
    const { kind } = field.object;
    if (kind === 'customMetadata' || kind === 'customSetting' || kind === 'platformEvent') return false;
    if (field.relationshipType === 'masterDetail') return false;
    const alwaysFilled = !field.nillable && field.type !== 'boolean' && !field.formula && !field.rollup;
    return !alwaysFilled;
  }

  private ownAccess(governing: string, object: ObjectDef): ObjectAccess {
    const granted = this.objects.get(governing.toLowerCase()) ?? NO_ACCESS;
    if (this.has('ModifyAllData')) return FULL_ACCESS;
    const standard = this.profile.allStandardObjects && object.kind === 'standard' ? FULL_ACCESS : granted;
    return this.has('ViewAllData') ? { ...standard, read: true, viewAll: true } : standard;
  }

  private settings(object: ObjectDef): ObjectAccess {
    if (this.has('CustomizeApplication')) return FULL_ACCESS;
    return this.openSettings.has(object.key) ? { ...NO_ACCESS, read: true, viewAll: true } : NO_ACCESS;
  }

  private has(permission: string): boolean {
    return this.userPermissions.has(permission);
  }

  private add(set: PermissionSetDef): void {
    for (const name of set.userPermissions) this.userPermissions.add(name);
    for (const name of set.customPermissions) this.customPermissions.add(name);
    for (const name of set.classAccesses) this.classes.add(name.toLowerCase());
    for (const { tab, visibility } of set.tabSettings) if (visibility !== 'None') this.tabs.add(tab.toLowerCase());
    for (const name of [...set.customMetadataTypeAccesses, ...set.customSettingAccesses]) this.openSettings.add(name.toLowerCase());
    for (const given of set.objectPermissions) {
      const had = this.objects.get(given.object.toLowerCase()) ?? NO_ACCESS;
      this.objects.set(given.object.toLowerCase(), {
        create: had.create || given.allowCreate,
        read: had.read || given.allowRead,
        edit: had.edit || given.allowEdit,
        delete: had.delete || given.allowDelete,
        viewAll: had.viewAll || given.viewAllRecords,
        modifyAll: had.modifyAll || given.modifyAllRecords
      });
    }
    for (const given of set.fieldPermissions) {
      const key = given.field.toLowerCase();
      const had = this.fields.get(key);
      this.fields.set(key, {
        readable: given.readable || given.editable || (had?.readable ?? false),
        editable: given.editable || (had?.editable ?? false)
      });
    }
  }
}

/** Permissions know compound fields, not their parts: `Contact.MailingAddress` is that of `MailingCity`. */
function fieldKey(field: FieldDef): string {
  return `${field.object.key}.${(field.compoundField ?? field.key).toLowerCase()}`;
}

/** Standard fields of objects with field permissions. Fields that only the system writes have none, and neither has a person's name. */
function hasFieldSecurity(field: FieldDef): boolean {
  if (!SECURED_FIELDS_OF.has(field.object.key) || field.compoundField === 'Name') return false;
  return field.createable || field.updateable || field.formula !== undefined || field.rollup !== undefined;
}

/** Adds up the profile and the permission sets assigned to a user, directly or through permission set groups. */
export function loadPermissions(
  db: Database,
  definitions: ReadonlyMap<string, PermissionSetDef>,
  userId: string,
  profileId: string
): EffectivePermissions {
  const profileName = db.get('SELECT Name FROM Profile WHERE Id = ?', [profileId])?.['Name'];
  const profile = PROFILES.find((candidate) => candidate.name === profileName);
  if (!profile) throw new Error(`User ${userId} has the profile ${String(profileName ?? profileId)}, which the embedded org does not know`);
  const rows = db.all(
    `SELECT p.Name AS name FROM PermissionSetAssignment a JOIN PermissionSet p ON p.Id = a.PermissionSetId
      WHERE a.AssigneeId = ?1 AND a.PermissionSetGroupId IS NULL
     UNION
     SELECT p.Name FROM PermissionSetAssignment a
       JOIN PermissionSetGroupComponent c ON c.PermissionSetGroupId = a.PermissionSetGroupId
       JOIN PermissionSet p ON p.Id = c.PermissionSetId
      WHERE a.AssigneeId = ?1`,
    [userId]
  );
  const sets = rows.flatMap((row) => definitions.get(String(row['name']).toLowerCase()) ?? []);
  return new EffectivePermissions(profile, sets);
}
