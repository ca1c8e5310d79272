import type { FieldDef, FieldType, ObjectDef, PicklistValue } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
  anyType: 'xsd:anyType'
};

const EXTRA_TYPES: Partial<Record<FieldType, string>> = { textarea: 'plaintextarea', encryptedstring: 'personname' };

/** Positions of the controlling values as bits, the first value being the highest bit of the first byte, in base64. */
function validForBits(value: PicklistValue, controlling: readonly string[]): string | null {
  if (!value.validFor) return null;
  const bytes = new Uint8Array(Math.ceil(controlling.length / 8));
  controlling.forEach((name, index) => {
    if (value.validFor?.includes(name)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  });
  return Buffer.from(bytes).toString('base64');
}

/** Values of the field that controls another: a picklist's, or `false` and `true` of a checkbox. */
export function controllingValues(object: ObjectDef, name: string | undefined): readonly string[] {
  const field = name === undefined ? undefined : object.field(name);
  if (!field) return [];
  return field.type === 'boolean'
    ? ['false', 'true']
    : (field.picklist?.values ?? []).filter((value) => value.active).map((value) => value.value);
}

function picklistValues(field: FieldDef): Record<string, unknown>[] {
  const controlling = controllingValues(field.object, field.picklist?.controllingField);
  return (field.picklist?.values ?? [])
    .filter((value) => value.active)
    .map((value) => ({
      active: true,
      defaultValue: value.isDefault,
      label: value.label,
      validFor: validForBits(value, controlling),
      value: value.value
    }));
}

/** The default value in a describe: constants only, because formulas are not evaluated. */
function defaultValue(field: FieldDef): string | boolean | null {
  if (field.type === 'boolean' && !field.formula) return field.defaultValue?.toLowerCase() === 'true';
  const constant = /^(?:"([^"]*)"|'([^']*)')$/.exec(field.defaultValue ?? '');
  return constant ? (constant[1] ?? constant[2] ?? null) : null;
}

/** One element of `fields` in an object's describe, for a user with this access. */
export function describeField(field: FieldDef, access: AccessPolicy): Record<string, unknown> {
  const calculated = field.formula !== undefined || field.rollup !== undefined;
  const reference = field.type === 'reference';
  return {
    aggregatable: !['address', 'location', 'base64'].includes(field.type) && !(field.type === 'textarea' && field.length > 255),
    aiPredictionField: false,
    autoNumber: field.autoNumber !== undefined,
    byteLength: field.type === 'id' || reference ? 18 : field.length * 3,
    calculated,
    calculatedFormula: field.formula?.expression ?? null,
    cascadeDelete: field.deleteConstraint === 'cascade',
    caseSensitive: field.caseSensitive,
    compoundFieldName: field.compoundField ?? null,
    controllerName: field.picklist?.controllingField ?? null,
    createable: field.createable && access.canCreateField(field),
    custom: field.custom,
    defaultValue: defaultValue(field),
    defaultValueFormula: field.defaultValue ?? null,
    defaultedOnCreate: field.defaultValue !== undefined || (!field.nillable && !field.createable) || field.type === 'boolean',
    dependentPicklist: field.picklist?.controllingField !== undefined,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? field.precision : 0,
    displayLocationInDecimal: false,
    encrypted: field.type === 'encryptedstring',
    externalId: field.externalId,
    extraTypeInfo: field.richText === true ? 'richtextarea' : (EXTRA_TYPES[field.type] ?? null),
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: field.formula?.treatBlanksAs === 'BlankAsZero',
    groupable: field.groupable,
    highScaleNumber: false,
    htmlFormatted: field.richText ?? false,
    idLookup: field.idLookup,
    inlineHelpText: field.inlineHelpText ?? null,
    label: field.label,
    length: field.type === 'id' || reference ? 18 : field.length,
    mask: null,
    maskType: null,
    name: field.apiName,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.custom && !field.required && field.nillable,
    picklistValues: picklistValues(field),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.type === 'int' ? 0 : field.precision,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: field.relationshipType === 'masterDetail' ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'restrict',
    restrictedPicklist: field.picklist?.restricted ?? false,
    scale: field.scale,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: field.sortable,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && access.canEditField(field),
    writeRequiresMasterRead: false
  };
}
