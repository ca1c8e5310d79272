import type { ObjectFieldInfo, ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { RecordData } from 'lightning/uiRecordApi';

/** A field's value and how to draw it, for `preview-field-output`. */
export interface ShownField {
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  readonly displayValue: string | null;
  readonly dataType: string;
  readonly scale: number;
  readonly htmlFormatted: boolean;
  readonly help: string | null;
  /** Where a lookup leads. */
  readonly link: string | undefined;
}

/** Lookups are called by what they point to: `Owner`, not `Owner ID`. */
export function fieldLabel(field: ObjectFieldInfo): string {
  return field.dataType === 'Reference' ? field.label.replace(/ ID$/, '') : field.label;
}

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country'] as const;

/** Fields to ask for so that this one can be shown: a lookup's name, a compound's parts. */
export function fieldsToShow(info: ObjectInfo, name: string): string[] {
  const field = info.fields[name];
  if (!field) return [];
  if (field.dataType === 'Address') {
    return ADDRESS_PARTS.map((part) => name.replace(/Address$/, '') + part).filter((part) => part in info.fields);
  }
  if (field.dataType === 'Reference' && field.relationshipName) {
    const target = field.referenceToInfos[0];
    const nameField = target?.nameFields.includes('Name') || target === undefined ? 'Name' : (target.nameFields[0] ?? 'Name');
    return [name, `${field.relationshipName}.${PERSON_OBJECTS.includes(target?.apiName ?? '') ? 'Name' : nameField}`];
  }
  return [name];
}

/** Objects whose name is put together from its parts, which is what the UI API lists as name fields. */
const PERSON_OBJECTS: readonly string[] = ['Lead', 'Contact', 'User'];

function lookupName(record: RecordData | undefined, relationship: string): string | null {
  const parent = record?.fields[relationship];
  if (!parent) return null;
  if (parent.displayValue !== null) return parent.displayValue;
  if (typeof parent.value !== 'object' || parent.value === null) return null;
  const first = Object.entries(parent.value.fields).find(([field, { value }]) => field !== 'Id' && typeof value === 'string');
  return first === undefined ? null : String(first[1].value);
}

/** @returns undefined for a field that does not exist or may not be seen */
export function shownField(info: ObjectInfo, record: RecordData | undefined, name: string): ShownField | undefined {
  const field = info.fields[name];
  if (!field) return undefined;
  const own = record?.fields[name];
  const common = {
    name,
    label: fieldLabel(field),
    dataType: field.dataType,
    scale: field.scale,
    htmlFormatted: field.htmlFormatted ?? false,
    help: field.inlineHelpText
  };
  if (field.dataType === 'Address') {
    const values = fieldsToShow(info, name).map((part) => record?.fields[part]?.value ?? null);
    const text = values.filter((value) => value !== null && value !== '').join(', ');
    return { ...common, value: text === '' ? null : text, displayValue: null, link: undefined };
  }
  const value = own?.value ?? null;
  if (field.dataType === 'Reference' && field.relationshipName) {
    const text = lookupName(record, field.relationshipName);
    const target = field.referenceToInfos.length === 1 ? (field.referenceToInfos[0]?.apiName ?? 'sObject') : 'sObject';
    const opens = typeof value === 'string' && target !== 'User' && target !== 'sObject';
    return {
      ...common,
      value,
      displayValue: text ?? own?.displayValue ?? null,
      link: opens ? `/lightning/r/${target}/${value}/view` : undefined
    };
  }
  return { ...common, value, displayValue: own?.displayValue ?? null, link: undefined };
}
