import { omit } from './omit';
import type { FieldSpec } from './specification';
import type { FieldType, PicklistValue } from './types';

type Extra = Partial<Omit<FieldSpec, 'apiName' | 'type'>>;

/** May not be empty. */
export const REQUIRED: Extra = { nillable: false };
/** Set by the platform; read-only in every API. */
export const READ_ONLY: Extra = { createable: false, updateable: false };
/** Given on create and fixed from then on. */
export const CREATE_ONLY: Extra = { updateable: false };
/** Never empty, kept by the platform. */
export const SYSTEM: Extra = { nillable: false, createable: false, updateable: false };

/** `NumberOfEmployees` → `Number Of Employees`, `OwnerId` → `Owner ID`, `Fit_Score__c` → `Fit Score`. */
export function labelFromName(apiName: string): string {
  return apiName
    .replace(/__\w+$/, '')
    .replace(/_/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/\bId$/, 'ID');
}

function make(type: FieldType, apiName: string, base: Extra, extras: readonly Extra[]): FieldSpec {
  return extras.reduce<FieldSpec>((spec, extra) => ({ ...spec, ...extra }), { label: labelFromName(apiName), ...base, apiName, type });
}

export const text = (apiName: string, length: number, ...extras: Extra[]): FieldSpec => make('string', apiName, { length }, extras);

/** Up to 255 characters: one column to filter by. Beyond: long text, which SOQL neither filters nor sorts. */
export const textArea = (apiName: string, length: number, ...extras: Extra[]): FieldSpec => make('textarea', apiName, { length }, extras);

export const email = (apiName: string, ...extras: Extra[]): FieldSpec => make('email', apiName, { length: 80 }, extras);
export const phone = (apiName: string, ...extras: Extra[]): FieldSpec => make('phone', apiName, { length: 40 }, extras);
export const url = (apiName: string, length: number, ...extras: Extra[]): FieldSpec => make('url', apiName, { length }, extras);

/** A standard field of whole numbers (`int`). Custom number fields are `number`, even with no decimals. */
export const int = (apiName: string, ...extras: Extra[]): FieldSpec => make('int', apiName, { precision: 0 }, extras);

export const number = (apiName: string, precision: number, scale: number, ...extras: Extra[]): FieldSpec =>
  make('double', apiName, { precision, scale }, extras);

export const currency = (apiName: string, precision: number, scale: number, ...extras: Extra[]): FieldSpec =>
  make('currency', apiName, { precision, scale }, extras);

export const percent = (apiName: string, precision: number, scale: number, ...extras: Extra[]): FieldSpec =>
  make('percent', apiName, { precision, scale }, extras);

export const checkbox = (apiName: string, ...extras: Extra[]): FieldSpec =>
  make('boolean', apiName, { nillable: false, defaultValue: 'false' }, extras);

export const date = (apiName: string, ...extras: Extra[]): FieldSpec => make('date', apiName, {}, extras);
export const datetime = (apiName: string, ...extras: Extra[]): FieldSpec => make('datetime', apiName, {}, extras);
export const time = (apiName: string, ...extras: Extra[]): FieldSpec => make('time', apiName, {}, extras);
export const base64 = (apiName: string, ...extras: Extra[]): FieldSpec => make('base64', apiName, {}, extras);

/** Values of a picklist. `*` before a value makes it the default; an object gives properties or a label of its own. */
export type PicklistNotation = string | (Partial<PicklistValue> & { readonly value: string });

function picklistValues(values: readonly PicklistNotation[]): PicklistValue[] {
  return values.map((notation) => {
    const given = typeof notation === 'string' ? { value: notation } : notation;
    const isDefault = given.isDefault ?? given.value.startsWith('*');
    const value = given.value.replace(/^\*/, '');
    return { label: value, active: true, ...given, value, isDefault };
  });
}

export interface PicklistOptions {
  readonly restricted?: boolean;
  readonly valueSetName?: string;
  readonly controllingField?: string;
}

const picklistDef = (values: readonly PicklistNotation[], options: PicklistOptions): Extra => ({
  picklist: {
    restricted: options.restricted ?? false,
    values: picklistValues(values),
    ...(options.valueSetName === undefined ? {} : { valueSetName: options.valueSetName }),
    ...(options.controllingField === undefined ? {} : { controllingField: options.controllingField })
  }
});

export const picklist = (
  apiName: string,
  values: readonly PicklistNotation[],
  options: PicklistOptions = {},
  ...extras: Extra[]
): FieldSpec => make('picklist', apiName, { length: apiName.endsWith('__c') ? 255 : 40, ...picklistDef(values, options) }, extras);

export const combobox = (apiName: string, length: number, values: readonly PicklistNotation[], ...extras: Extra[]): FieldSpec =>
  make('combobox', apiName, { length, ...picklistDef(values, {}) }, extras);

export const multiPicklist = (
  apiName: string,
  values: readonly PicklistNotation[],
  options: PicklistOptions = {},
  ...extras: Extra[]
): FieldSpec => make('multipicklist', apiName, { length: 4099, ...picklistDef(values, options) }, extras);

const upwardName = (apiName: string): string => (apiName.endsWith('__c') ? apiName.replace(/__c$/, '__r') : apiName.replace(/Id$/, ''));

/**
 * A lookup. `children` is the name for the way down (a custom one without its `__r`); `null` where there is none.
 */
export const lookup = (apiName: string, referenceTo: string | readonly string[], children: string | null, ...extras: Extra[]): FieldSpec =>
  make(
    'reference',
    apiName,
    {
      length: 18,
      referenceTo: typeof referenceTo === 'string' ? [referenceTo] : referenceTo,
      relationshipName: upwardName(apiName),
      relationshipType: 'lookup',
      deleteConstraint: 'setNull',
      ...(children === null ? {} : { childRelationshipName: downwardName(apiName, children) })
    },
    extras
  );

/** A reference without a name for the way up: SOQL cannot follow it. */
export const unnamed = (reference: FieldSpec): FieldSpec => omit(reference, 'relationshipName');

export const masterDetail = (apiName: string, master: string, children: string, ...extras: Extra[]): FieldSpec =>
  make(
    'reference',
    apiName,
    {
      length: 18,
      nillable: false,
      referenceTo: [master],
      relationshipName: upwardName(apiName),
      childRelationshipName: downwardName(apiName, children),
      relationshipType: 'masterDetail',
      deleteConstraint: 'cascade',
      reparentable: false
    },
    extras
  );

const downwardName = (apiName: string, children: string): string =>
  apiName.endsWith('__c') && !children.endsWith('__r') ? `${children}__r` : children;

/** A formula field whose result has this type. */
export const formula = (
  type: 'string' | 'boolean' | 'double' | 'currency' | 'percent' | 'date' | 'datetime' | 'int' | 'time',
  apiName: string,
  expression: string,
  ...extras: Extra[]
): FieldSpec =>
  make(
    type,
    apiName,
    {
      formula: { expression, treatBlanksAs: 'BlankAsZero' },
      ...READ_ONLY,
      ...(type === 'string' ? { length: 1300 } : {}),
      ...(type === 'double' || type === 'currency' || type === 'percent' ? { precision: 18, scale: 2 } : {}),
      ...(type === 'boolean' ? { nillable: false } : {})
    },
    extras
  );

/**
 * An address and its parts: street, city, state, postal code, country, position.
 * @param prefix what the parts' names begin with, `Mailing` for `MailingStreet`; empty on Lead and User
 */
export function address(prefix: string): FieldSpec[] {
  const compound = `${prefix}Address`;
  const part = { compoundField: compound };
  return [
    textArea(`${prefix}Street`, 255, part),
    text(`${prefix}City`, 40, part),
    text(`${prefix}State`, 80, part, { label: `${prefix} State/Province`.trim() }),
    text(`${prefix}PostalCode`, 20, part, { label: `${prefix} Zip/Postal Code`.trim() }),
    text(`${prefix}Country`, 80, part),
    number(`${prefix}Latitude`, 18, 15, part),
    number(`${prefix}Longitude`, 18, 15, part),
    picklist(
      `${prefix}GeocodeAccuracy`,
      ['Address', 'NearAddress', 'Block', 'Street', 'ExtendedZip', 'Zip', 'Neighborhood', 'City', 'County', 'State', 'Unknown'],
      { restricted: true },
      part
    ),
    make('address', compound, READ_ONLY, [])
  ];
}

/** `Name` put together from its parts, as on Lead, Contact and User: never written, always there. */
export const compoundName = (length: number): FieldSpec => text('Name', length, SYSTEM, { nameField: true, label: 'Full Name' });

const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'];

/** Last name, first name and salutation as parts of `Name`. */
export const nameParts = (options: { readonly salutation: boolean }): FieldSpec[] => [
  text('LastName', 80, REQUIRED, { compoundField: 'Name' }),
  text('FirstName', 40, { compoundField: 'Name' }),
  ...(options.salutation ? [picklist('Salutation', SALUTATIONS, { valueSetName: 'Salutation' }, { compoundField: 'Name' })] : [])
];

export const id = (): FieldSpec => make('id', 'Id', { length: 18, idLookup: true, ...SYSTEM }, [{ label: 'Record ID' }]);
export const isDeleted = (): FieldSpec => checkbox('IsDeleted', SYSTEM, { label: 'Deleted' });

/** Owner: users, and queues where the object supports them. Defaults to the user who creates the record. */
export const owner = (targets: readonly string[] = ['Group', 'User'], ...extras: Extra[]): FieldSpec =>
  lookup('OwnerId', targets, null, REQUIRED, { required: false, deleteConstraint: 'restrict' }, ...extras);

export const createdBy = (): FieldSpec[] => [
  datetime('CreatedDate', SYSTEM),
  lookup('CreatedById', 'User', null, SYSTEM, { deleteConstraint: 'restrict' })
];

export const modifiedBy = (): FieldSpec[] => [
  datetime('LastModifiedDate', SYSTEM),
  lookup('LastModifiedById', 'User', null, SYSTEM, { deleteConstraint: 'restrict' })
];

export const systemModstamp = (): FieldSpec => datetime('SystemModstamp', SYSTEM, { label: 'System Modstamp' });

/** Who created and changed the record and when. */
export const audit = (): FieldSpec[] => [...createdBy(), ...modifiedBy(), systemModstamp()];

export const lastActivity = (): FieldSpec => date('LastActivityDate', READ_ONLY, { label: 'Last Activity' });
export const lastSeen = (): FieldSpec[] => [datetime('LastViewedDate', READ_ONLY), datetime('LastReferencedDate', READ_ONLY)];
