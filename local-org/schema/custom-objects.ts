import {
  READ_ONLY,
  REQUIRED,
  SYSTEM,
  audit,
  checkbox,
  createdBy,
  id,
  isDeleted,
  lastActivity,
  lastSeen,
  lookup,
  owner,
  systemModstamp,
  text
} from './fields';
import type { ObjectPlan } from './object-definition';
import type { CustomObjectSpec, FieldSpec, NameSpec } from './specification';

export type CustomObjectKind = 'custom' | 'customSetting' | 'customMetadata' | 'platformEvent';

/** @returns `undefined` where the name has no suffix of a custom object */
export function kindOf(spec: CustomObjectSpec): CustomObjectKind | undefined {
  if (spec.customSettingsType !== undefined) return 'customSetting';
  if (spec.apiName.endsWith('__c')) return 'custom';
  if (spec.apiName.endsWith('__mdt')) return 'customMetadata';
  if (spec.apiName.endsWith('__e')) return 'platformEvent';
  return undefined;
}

/** The master-detail fields of an object, in the order stated: the first is the primary one. */
export const masterDetails = (fields: readonly FieldSpec[]): FieldSpec[] =>
  fields.filter((field) => field.relationshipType === 'masterDetail');

function nameField(spec: NameSpec | undefined): FieldSpec {
  const label = spec?.label ?? 'Name';
  if (spec?.kind === 'autoNumber') {
    return text('Name', 80, SYSTEM, {
      label,
      nameField: true,
      idLookup: true,
      autoNumber: { displayFormat: spec.displayFormat, startingNumber: spec.startingNumber ?? 1 }
    });
  }
  // Text names may be left out: the platform then shows the record's id.
  return text('Name', spec?.length ?? 80, { label, nameField: true, idLookup: true });
}

/** System fields that every record of this kind of object has, before the object's own. */
function systemFields(spec: CustomObjectSpec, kind: CustomObjectKind): FieldSpec[] {
  switch (kind) {
    case 'custom':
      return [
        id(),
        ...(masterDetails(spec.fields).length > 0 ? [] : [owner()]),
        isDeleted(),
        nameField(spec.name),
        ...(spec.recordTypes?.length ? [recordTypeField()] : []),
        ...audit(),
        ...(spec.enableActivities ? [lastActivity()] : []),
        ...(spec.hasTab ? lastSeen() : [])
      ];
    case 'customSetting':
      return [
        id(),
        isDeleted(),
        text('Name', 38, { label: 'Name', nameField: true }, ...(spec.customSettingsType === 'List' ? [REQUIRED, { unique: true }] : [])),
        lookup('SetupOwnerId', ['Organization', 'Profile', 'User'], null, REQUIRED, {
          label: 'Location ID',
          deleteConstraint: 'cascade',
          updateable: false,
          required: false,
          unique: spec.customSettingsType === 'Hierarchy'
        }),
        ...audit()
      ];
    case 'customMetadata':
      return [
        id(),
        text('DeveloperName', 40, SYSTEM, { label: 'Custom Metadata Record Name' }),
        text('MasterLabel', 40, SYSTEM, { label: 'Label', nameField: true }),
        text('Language', 40, SYSTEM, { label: 'Master Language' }),
        text('NamespacePrefix', 15, READ_ONLY),
        text('Label', 40, SYSTEM),
        text('QualifiedApiName', 70, SYSTEM),
        checkbox('IsProtected', SYSTEM, { label: 'Protected Component' }),
        systemModstamp()
      ];
    case 'platformEvent':
      return [text('ReplayId', 1000, SYSTEM), text('EventUuid', 36, READ_ONLY), ...createdBy()];
  }
}

/** Record types exist as a field only where an object has any. */
export const recordTypeField = (): FieldSpec => lookup('RecordTypeId', 'RecordType', null, { deleteConstraint: 'restrict' });

/** A custom object with its system fields. */
export function planCustomObject(spec: CustomObjectSpec, kind: CustomObjectKind, keyPrefix: string): ObjectPlan {
  const isDetail = masterDetails(spec.fields).length > 0;
  const records = kind === 'custom' || kind === 'customSetting';
  return {
    apiName: spec.apiName,
    label: spec.label,
    pluralLabel: spec.pluralLabel,
    kind,
    keyPrefix,
    fields: [...systemFields(spec, kind), ...spec.fields.map((field) => (kind === 'customMetadata' ? { ...field, ...READ_ONLY } : field))],
    sharingModel: isDetail ? 'ControlledByParent' : (spec.sharingModel ?? 'ReadWrite'),
    validationRules: spec.validationRules ?? [],
    recordTypes: spec.recordTypes ?? [],
    queryable: kind !== 'platformEvent',
    createable: kind !== 'customMetadata',
    updateable: records,
    deletable: records,
    undeletable: kind === 'custom',
    triggerable: kind === 'custom' || kind === 'platformEvent',
    searchable: kind === 'custom' && (spec.enableSearch ?? false),
    ...(spec.source === undefined ? {} : { source: spec.source }),
    ...(spec.description === undefined ? {} : { description: spec.description }),
    ...(spec.customSettingsType === undefined ? {} : { customSettingsType: spec.customSettingsType }),
    ...(spec.compactLayoutFields === undefined ? {} : { compactLayoutFields: spec.compactLayoutFields }),
    ...(spec.excludedListButtons === undefined ? {} : { excludedListButtons: spec.excludedListButtons })
  };
}
