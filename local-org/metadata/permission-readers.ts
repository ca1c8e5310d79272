import { flag, name, once, oneOf, optional, repeated, root, shape, text, unsupported, unsupportedUnlessFalse } from './shape';
import type { SourcePosition } from '../schema/specification';
import type { CustomPermissionDef, PermissionSetDef, PermissionSetGroupDef } from './types';

const permissionSet = shape({
  fullName: optional(name),
  applicationVisibilities: repeated(shape({ application: once(name), default: optional(flag), visible: once(flag) })),
  classAccesses: repeated(shape({ apexClass: once(name), enabled: once(flag) })),
  customMetadataTypeAccesses: repeated(shape({ enabled: once(flag), name: once(name) })),
  customPermissions: repeated(shape({ enabled: once(flag), name: once(name) })),
  customSettingAccesses: repeated(shape({ enabled: once(flag), name: once(name) })),
  description: optional(text),
  externalCredentialPrincipalAccesses: unsupported(),
  externalDataSourceAccesses: unsupported(),
  fieldPermissions: repeated(shape({ editable: once(flag), field: once(name), readable: optional(flag) })),
  flowAccesses: unsupported(),
  hasActivationRequired: unsupportedUnlessFalse(),
  label: once(name),
  license: optional(name),
  objectPermissions: repeated(
    shape({
      allowCreate: once(flag),
      allowDelete: once(flag),
      allowEdit: once(flag),
      allowRead: once(flag),
      modifyAllRecords: once(flag),
      object: once(name),
      viewAllFields: unsupportedUnlessFalse(),
      viewAllRecords: once(flag)
    })
  ),
  pageAccesses: unsupported(),
  recordTypeVisibilities: repeated(shape({ default: optional(flag), recordType: once(name), visible: once(flag) })),
  tabSettings: repeated(shape({ tab: once(name), visibility: once(oneOf('Available', 'None', 'Visible')) })),
  userPermissions: repeated(shape({ enabled: once(flag), name: once(name) }))
});

const permissionSetGroup = shape({
  fullName: optional(name),
  description: optional(text),
  hasActivationRequired: unsupportedUnlessFalse(),
  label: once(name),
  mutingPermissionSets: unsupported(),
  permissionSets: repeated(name),
  status: optional(oneOf('Failed', 'Outdated', 'Unknown', 'Updated', 'Updating'))
});

const customPermission = shape({
  fullName: optional(name),
  connectedApp: unsupported(),
  description: optional(text),
  isLicensed: unsupportedUnlessFalse(),
  label: once(name),
  requiredPermission: unsupported()
});

/** What a permission set refers to, with the place where it does: checked once everything is read. */
export interface PermissionReference {
  readonly kind: 'object' | 'field' | 'class' | 'customPermission' | 'application' | 'tab' | 'recordType' | 'userPermission';
  readonly name: string;
  readonly at: SourcePosition;
}

export interface ReadPermissionSet {
  readonly definition: PermissionSetDef;
  readonly references: readonly PermissionReference[];
}

const enabledNames = (accesses: readonly { readonly enabled: boolean; readonly name: string }[]): string[] =>
  accesses.filter((access) => access.enabled).map((access) => access.name);

export const readPermissionSet = (fullName: string) =>
  root('PermissionSet', (element) => toPermissionSet(fullName, permissionSet(element)));

function toPermissionSet(fullName: string, read: ReturnType<typeof permissionSet>): ReadPermissionSet {
  const references: PermissionReference[] = [
    ...read.objectPermissions.map(({ object, at }) => ({ kind: 'object' as const, name: object, at })),
    ...read.fieldPermissions.map(({ field, at }) => ({ kind: 'field' as const, name: field, at })),
    ...read.classAccesses.map(({ apexClass, at }) => ({ kind: 'class' as const, name: apexClass, at })),
    ...read.customPermissions.map((permission) => ({ kind: 'customPermission' as const, name: permission.name, at: permission.at })),
    ...read.customMetadataTypeAccesses.map((type) => ({ kind: 'object' as const, name: type.name, at: type.at })),
    ...read.customSettingAccesses.map((setting) => ({ kind: 'object' as const, name: setting.name, at: setting.at })),
    ...read.applicationVisibilities.map(({ application, at }) => ({ kind: 'application' as const, name: application, at })),
    ...read.tabSettings.map(({ tab, at }) => ({ kind: 'tab' as const, name: tab, at })),
    ...read.userPermissions.map((permission) => ({ kind: 'userPermission' as const, name: permission.name, at: permission.at })),
    ...read.recordTypeVisibilities.map(({ recordType, at }) => ({ kind: 'recordType' as const, name: recordType, at }))
  ];
  const definition: PermissionSetDef = {
    fullName,
    label: read.label,
    ...(read.description === undefined ? {} : { description: read.description }),
    objectPermissions: read.objectPermissions.map(
      ({ object, allowCreate, allowRead, allowEdit, allowDelete, viewAllRecords, modifyAllRecords }) => ({
        object,
        allowCreate,
        allowRead,
        allowEdit,
        allowDelete,
        viewAllRecords,
        modifyAllRecords
      })
    ),
    fieldPermissions: read.fieldPermissions.map(({ field, readable, editable }) => ({ field, readable: readable ?? editable, editable })),
    classAccesses: read.classAccesses.filter((access) => access.enabled).map((access) => access.apexClass),
    tabSettings: read.tabSettings.map(({ tab, visibility }) => ({ tab, visibility })),
    applicationVisibilities: read.applicationVisibilities.map(({ application, visible }) => ({ application, visible })),
    customPermissions: enabledNames(read.customPermissions),
    customMetadataTypeAccesses: enabledNames(read.customMetadataTypeAccesses),
    customSettingAccesses: enabledNames(read.customSettingAccesses),
    userPermissions: enabledNames(read.userPermissions)
  };
  return { definition, references };
}

export const readPermissionSetGroup = (fullName: string) =>
  root('PermissionSetGroup', (element): { definition: PermissionSetGroupDef; at: SourcePosition } => {
    const read = permissionSetGroup(element);
    return {
      definition: {
        fullName,
        label: read.label,
        permissionSets: read.permissionSets,
        ...(read.description === undefined ? {} : { description: read.description })
      },
      at: read.at
    };
  });

export const readCustomPermission = (fullName: string) =>
  root('CustomPermission', (element): CustomPermissionDef => {
    const { label, description } = customPermission(element);
    return { fullName, label, ...(description === undefined ? {} : { description }) };
  });
