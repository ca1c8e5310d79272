import type { Transaction } from '../../database/types';
import type { FieldDef, FieldType, ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import type { ApiCall } from '../http/call';
import { policyOf } from '../rest/dml';
import { MASTER_RECORD_TYPE, recordTypes } from '../rest/describe';
import { eTagOf, uiHandler } from './handler';
import { uiObject } from './read-records';

const DATA_TYPES: Readonly<Record<FieldType, string>> = {
  id: 'Reference',
  reference: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  combobox: 'ComboBox',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  encryptedstring: 'EncryptedString',
  boolean: 'Boolean',
  int: 'Int',
  long: 'Long',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  base64: 'Base64',
  address: 'Address',
  location: 'Location',
  anyType: 'AnyType'
};

function controllers(field: FieldDef): string[] {
  const name = field.picklist?.controllingField;
  const controller = name === undefined ? undefined : field.object.field(name);
  return controller ? [...controllers(controller), controller.apiName] : [];
}

/** The name fields of an object, by which a person recognizes a record. */
function nameFields(object: ObjectDef | undefined): string[] {
  if (!object?.nameField) return [];
  const parts = object.fields.filter(
    (field) => field.compoundField?.toLowerCase() === object.nameField?.key && /^(?:First|Last)Name$/i.test(field.apiName)
  );
  return [object.nameField.apiName, ...parts.map((part) => part.apiName)];
}

function fieldInfo(call: ApiCall, field: FieldDef, access: AccessPolicy): Record<string, unknown> {
  const compound = field.object.fields.some((part) => part.compoundField?.toLowerCase() === field.key);
  return {
    apiName: field.apiName,
    calculated: field.formula !== undefined || field.rollup !== undefined,
    compound,
    compoundComponentName: field.compoundField === undefined ? null : field.apiName,
    compoundFieldName: field.compoundField ?? null,
    controllerName: field.picklist?.controllingField ?? null,
    controllingFields: controllers(field),
    createable: field.createable && access.canCreateField(field),
    custom: field.custom,
    dataType: DATA_TYPES[field.type],
    defaultValue: null,
    defaultedOnCreate: field.defaultValue !== undefined,
    digits: 0,
    externalId: field.externalId,
    extraTypeInfo:
      field.richText === true
        ? 'RichTextArea'
        : field.type === 'textarea'
          ? 'PlainTextArea'
          : compound && field.nameField
            ? 'PersonName'
            : null,
    filterable: field.filterable,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: field.richText ?? false,
    inlineHelpText: field.inlineHelpText ?? null,
    label: field.label,
    length: field.length,
    maskType: null,
    nameField: field.nameField,
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    reference: field.type === 'reference',
    referenceTargetField: null,
    referenceToInfos: field.referenceTo.map((name) => ({ apiName: name, nameFields: nameFields(call.org.schema.object(name)) })),
    relationshipName: field.relationshipName ?? null,
    required: field.required,
    scale: field.scale,
    searchPrefilterable: false,
    sortable: field.sortable,
    unique: field.unique,
    updateable: field.updateable && access.canEditField(field)
  };
}

/** Which fields depend on which, as a tree: `{Country__c: {City__c: {}}}`. */
function dependents(object: ObjectDef, controller: string | undefined): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of object.fields) {
    const own = field.picklist?.controllingField;
    if (own !== undefined && (controller === undefined || own.toLowerCase() === controller.toLowerCase())) {
      if (controller === undefined && object.field(own)?.picklist?.controllingField !== undefined) continue;
      const key = controller === undefined ? (object.field(own)?.apiName ?? own) : field.apiName;
      result[key] = dependents(object, key);
    }
  }
  return result;
}

/** UI API's object info. */
export function objectInfo(call: ApiCall, tx: Transaction, object: ObjectDef): Record<string, unknown> {
  const access = policyOf(call, tx);
  const children = object.childRelationships.filter((child) => {
    const target = call.org.schema.object(child.childObject);
    return child.relationshipName !== undefined && target !== undefined && access.canReadObject(target) && access.canReadField(child.field);
  });
  const info = {
    apiName: object.apiName,
    associateEntityType: null,
    associateParentEntity: null,
    childRelationships: children.map((child) => ({
      childObjectApiName: child.childObject,
      fieldName: child.field.apiName,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName
    })),
    compactLayoutable: true,
    createable: object.createable && access.canCreateObject(object),
    custom: object.kind !== 'standard',
    defaultRecordTypeId: MASTER_RECORD_TYPE,
    deletable: object.deletable && access.canDeleteObject(object),
    dependentFields: dependents(object, undefined),
    feedEnabled: false,
    fields: Object.fromEntries(
      object.fields.filter((field) => access.canReadField(field)).map((field) => [field.apiName, fieldInfo(call, field, access)])
    ),
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.pluralLabel,
    layoutable: !object.setupObject,
    mruEnabled: false,
    nameFields: nameFields(object),
    queryable: object.queryable,
    recordTypeInfos: Object.fromEntries(
      recordTypes(call.org, tx, object).map((type) => [
        type.id,
        { available: type.active, defaultRecordTypeMapping: type.isDefault, master: type.master, name: type.label, recordTypeId: type.id }
      ])
    ),
    searchLayoutable: object.searchable,
    searchable: object.searchable,
    themeInfo: null,
    updateable: object.updateable && access.canEditObject(object)
  };
  return { ...info, eTag: eTagOf(info) };
}

/** `GET /ui-api/object-info/{object}` */
export const getObjectInfo = uiHandler((call) =>
  call.transact((tx) => objectInfo(call, tx, uiObject(call, tx, call.params['object'] ?? '')))
);

/** `GET /ui-api/object-info/batch/{objects}` */
export const getObjectInfos = uiHandler((call) => {
  const replies = (call.params['objects'] ?? '').split(',').map((object) => getObjectInfo({ ...call, params: { object } }));
  return { results: replies.map((reply) => ({ statusCode: reply.status, result: reply.json })) };
});

/** `GET /ui-api/object-info`: all objects that the caller can read. */
export const listObjects = uiHandler((call) =>
  call.transact((tx) => {
    const access = policyOf(call, tx);
    const objects = call.org.schema.objects.filter((object) => access.canReadObject(object));
    const entry = (object: ObjectDef): Record<string, unknown> => ({
      apiName: object.apiName,
      keyPrefix: object.keyPrefix,
      label: object.label,
      labelPlural: object.pluralLabel,
      nameFields: nameFields(object),
      objectInfoUrl: `/services/data/v${call.version}.0/ui-api/object-info/${object.apiName}`
    });
    const list = { objects: Object.fromEntries(objects.map((object) => [object.apiName, entry(object)])) };
    return { ...list, eTag: eTagOf(list) };
  })
);
