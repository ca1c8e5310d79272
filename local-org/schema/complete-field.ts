import { omit } from './omit';
import type { FieldSpec } from './specification';
import type { FieldDef, FieldType, ObjectDef } from './types';

const NOT_GROUPABLE = new Set<FieldType>([
  'double',
  'long',
  'currency',
  'percent',
  'datetime',
  'time',
  'multipicklist',
  'base64',
  'address',
  'location',
  'anyType',
  'encryptedstring'
]);
const NOT_SORTABLE = new Set<FieldType>(['multipicklist', 'base64', 'address', 'location', 'anyType', 'encryptedstring']);
const NOT_FILTERABLE = new Set<FieldType>(['base64', 'address', 'location', 'anyType', 'encryptedstring']);

/** Longest text that SOQL filters, sorts and groups by. */
export const LONGEST_FILTERABLE_TEXT = 255;

/** Gives a stated field its place in an object and the platform's defaults for what was not said. */
export function completeField(object: ObjectDef, ordinal: number, spec: FieldSpec): FieldDef {
  const stated = omit(spec, 'childRelationshipName', 'acceptsActivityObjects', 'source');
  const { type } = stated;
  const computed = stated.formula !== undefined || stated.rollup !== undefined || stated.autoNumber !== undefined;
  const longText = type === 'textarea' && (stated.length ?? 0) > LONGEST_FILTERABLE_TEXT;
  const nillable = stated.nillable ?? (type !== 'boolean' && type !== 'id');
  const createable = stated.createable ?? !(computed || type === 'id');
  const defaultChoice = stated.picklist?.values.some((value) => value.isDefault && value.active) ?? false;
  return {
    label: stated.apiName,
    length: 0,
    precision: 0,
    scale: 0,
    unique: false,
    caseSensitive: false,
    externalId: false,
    nameField: false,
    referenceTo: [],
    trackHistory: false,
    updateable: !(computed || type === 'id'),
    required: !nillable && createable && type !== 'boolean' && stated.defaultValue === undefined && !defaultChoice,
    filterable: !longText && !NOT_FILTERABLE.has(type),
    sortable: !longText && !NOT_SORTABLE.has(type),
    groupable: !longText && !NOT_GROUPABLE.has(type),
    idLookup: stated.externalId ?? false,
    ...stated,
    nillable,
    createable,
    object,
    ordinal,
    key: stated.apiName.toLowerCase(),
    custom: /__c$/i.test(stated.apiName)
  };
}
