import {
  CREATE_ONLY,
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  datetime,
  id,
  lookup,
  picklist,
  systemModstamp,
  text,
  unnamed
} from '../fields';
import type { StandardObjectSpec } from '../specification';
import { SETUP, permissionFields } from './users';

export const permissionSet: StandardObjectSpec = {
  apiName: 'PermissionSet',
  label: 'Permission Set',
  pluralLabel: 'Permission Sets',
  keyPrefix: '0PS',
  ...SETUP,
  fields: [
    id(),
    text('Name', 80, REQUIRED, { nameField: true, label: 'Permission Set Name' }),
    text('Label', 80, REQUIRED, { label: 'Permission Set Label' }),
    lookup('ProfileId', 'Profile', null, READ_ONLY),
    lookup('PermissionSetGroupId', 'PermissionSetGroup', null, READ_ONLY),
    picklist('Type', ['*Regular', 'Group', 'Profile', 'Session', 'Standard'], { restricted: true }, READ_ONLY),
    checkbox('IsOwnedByProfile', SYSTEM),
    checkbox('IsCustom', SYSTEM, { defaultValue: 'true' }),
    ...permissionFields(),
    text('Description', 255),
    ...audit(),
    text('NamespacePrefix', 15, READ_ONLY),
    checkbox('HasActivationRequired')
  ]
};

export const permissionSetAssignment: StandardObjectSpec = {
  apiName: 'PermissionSetAssignment',
  label: 'Permission Set Assignment',
  pluralLabel: 'Permission Set Assignments',
  keyPrefix: '0Pa',
  ...SETUP,
  updateable: false,
  fields: [
    id(),
    lookup('PermissionSetId', 'PermissionSet', 'Assignments', CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('PermissionSetGroupId', 'PermissionSetGroup', 'Assignments', CREATE_ONLY, { deleteConstraint: 'cascade' }),
    lookup('AssigneeId', 'User', 'PermissionSetAssignments', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    systemModstamp(),
    datetime('ExpirationDate'),
    checkbox('IsActive', SYSTEM, { defaultValue: 'true' })
  ]
};

export const permissionSetGroup: StandardObjectSpec = {
  apiName: 'PermissionSetGroup',
  label: 'Permission Set Group',
  pluralLabel: 'Permission Set Groups',
  keyPrefix: '0PG',
  ...SETUP,
  fields: [
    id(),
    text('DeveloperName', 80, REQUIRED, { nameField: true, label: 'API Name' }),
    text('Language', 40, READ_ONLY),
    text('MasterLabel', 80, REQUIRED, { label: 'Label' }),
    text('NamespacePrefix', 15, READ_ONLY),
    ...audit(),
    text('Description', 255),
    picklist('Status', ['Updated', 'Outdated', 'Updating', 'Failed'], { restricted: true }, READ_ONLY),
    checkbox('HasActivationRequired')
  ]
};

export const permissionSetGroupComponent: StandardObjectSpec = {
  apiName: 'PermissionSetGroupComponent',
  label: 'Permission Set Group Component',
  pluralLabel: 'Permission Set Group Components',
  keyPrefix: '0PM',
  ...SETUP,
  updateable: false,
  fields: [
    id(),
    ...audit(),
    lookup('PermissionSetGroupId', 'PermissionSetGroup', 'PermissionSetGroupComponents', REQUIRED, CREATE_ONLY, {
      deleteConstraint: 'cascade'
    }),
    lookup('PermissionSetId', 'PermissionSet', 'PermissionSetGroupComponents', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' })
  ]
};

export const objectPermissions: StandardObjectSpec = {
  apiName: 'ObjectPermissions',
  label: 'Object Permissions',
  pluralLabel: 'Object Permissions',
  keyPrefix: '110',
  ...SETUP,
  fields: [
    id(),
    lookup('ParentId', 'PermissionSet', 'ObjectPerms', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    text('SobjectType', 40, REQUIRED, CREATE_ONLY),
    checkbox('PermissionsCreate'),
    checkbox('PermissionsRead'),
    checkbox('PermissionsEdit'),
    checkbox('PermissionsDelete'),
    checkbox('PermissionsViewAllRecords'),
    checkbox('PermissionsModifyAllRecords'),
    ...audit()
  ]
};

export const fieldPermissions: StandardObjectSpec = {
  apiName: 'FieldPermissions',
  label: 'Field Permissions',
  pluralLabel: 'Field Permissions',
  keyPrefix: '01k',
  ...SETUP,
  fields: [
    id(),
    lookup('ParentId', 'PermissionSet', 'FieldPerms', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    text('SobjectType', 40, REQUIRED, CREATE_ONLY),
    text('Field', 255, REQUIRED, CREATE_ONLY),
    checkbox('PermissionsEdit'),
    checkbox('PermissionsRead'),
    systemModstamp()
  ]
};

export const setupEntityAccess: StandardObjectSpec = {
  apiName: 'SetupEntityAccess',
  label: 'Setup Entity Access',
  pluralLabel: 'Setup Entity Accesses',
  keyPrefix: '0J0',
  ...SETUP,
  updateable: false,
  fields: [
    id(),
    lookup('ParentId', 'PermissionSet', 'SetupEntityAccessItems', REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' }),
    unnamed(lookup('SetupEntityId', ['ApexClass', 'CustomPermission'], null, REQUIRED, CREATE_ONLY, { deleteConstraint: 'cascade' })),
    picklist('SetupEntityType', ['ApexClass', 'CustomPermission'], { restricted: true }, READ_ONLY),
    systemModstamp()
  ]
};

export const customPermission: StandardObjectSpec = {
  apiName: 'CustomPermission',
  label: 'Custom Permission',
  pluralLabel: 'Custom Permissions',
  keyPrefix: '0CP',
  ...SETUP,
  createable: false,
  updateable: false,
  deletable: false,
  fields: [
    id(),
    text('DeveloperName', 80, SYSTEM, { nameField: true }),
    text('Language', 40, SYSTEM),
    text('MasterLabel', 80, SYSTEM),
    text('NamespacePrefix', 15, READ_ONLY),
    checkbox('IsProtected', SYSTEM),
    ...audit(),
    text('Description', 255, READ_ONLY)
  ]
};

/** A user's access to a record, computed for each query. */
export const userRecordAccess: StandardObjectSpec = {
  apiName: 'UserRecordAccess',
  label: 'User Record Access',
  pluralLabel: 'User Record Access',
  keyPrefix: '',
  ...SETUP,
  createable: false,
  updateable: false,
  deletable: false,
  fields: [
    id(),
    unnamed(lookup('UserId', 'User', null, SYSTEM)),
    text('RecordId', 18, SYSTEM),
    checkbox('HasReadAccess', SYSTEM),
    checkbox('HasEditAccess', SYSTEM),
    checkbox('HasDeleteAccess', SYSTEM),
    checkbox('HasTransferAccess', SYSTEM),
    checkbox('HasAllAccess', SYSTEM),
    picklist('MaxAccessLevel', ['None', 'Read', 'Edit', 'Delete', 'Transfer', 'All'], { restricted: true }, READ_ONLY)
  ]
};
