import type { SourcePosition } from '../schema/specification';
import type { FieldDef, Schema } from '../schema/types';
import type { OrgValue } from '../values';
import { flag, name, once, optional, refuse, repeated, root, shape, text } from './shape';
import type { ElementReader } from './shape';
import type { CustomMetadataRecord } from './types';
import type { XmlElement } from './xml';

interface RecordValue {
  readonly value: string | null;
  readonly xsdType: string | undefined;
}

const recordValue: ElementReader<RecordValue> = (element) => {
  const child: XmlElement | undefined = element.children[0];
  if (child) throw refuse(child.at, `unknown element ${child.name} in ${element.name}`);
  for (const attribute of Object.keys(element.attributes)) {
    if (attribute !== 'xsi:type' && attribute !== 'xsi:nil') throw refuse(element.at, `unknown attribute ${attribute} of value`);
  }
  const empty = element.attributes['xsi:nil'] === 'true' || element.text.trim() === '';
  return { value: empty ? null : element.text.trim(), xsdType: element.attributes['xsi:type']?.replace(/^xsd:/, '') };
};

const customMetadata = shape({
  description: optional(text),
  label: once(name),
  protected: optional(flag),
  values: repeated(shape({ field: once(name), value: once(recordValue) }))
});

export type CustomMetadataElement = ReturnType<typeof customMetadata>;
export const readCustomMetadata = root('CustomMetadata', customMetadata);

/** XML Schema types that the platform takes for a field's type. */
const XSD_TYPES: Partial<Record<FieldDef['type'], readonly string[]>> = {
  boolean: ['boolean'],
  double: ['double', 'int', 'decimal'],
  percent: ['double', 'int', 'decimal'],
  currency: ['double', 'int', 'decimal'],
  date: ['date'],
  datetime: ['dateTime'],
  time: ['time']
};

/**
 * A record of a custom metadata type, with its values checked against the type's fields.
 * @param fullName `Type.Record`, the type without its `__mdt`
 * @throws MetadataError naming the field that does not exist, is empty though required, or has a value of another type
 */
export function toRecord(fullName: string, element: CustomMetadataElement, schema: Schema): CustomMetadataRecord {
  const [typeName, developerName, more] = fullName.split('.');
  const type = schema.object(`${typeName ?? ''}__mdt`);
  if (!type || type.kind !== 'customMetadata' || !developerName || more !== undefined) {
    throw refuse(element.at, `${fullName} is not a record of a custom metadata type of this project (Type.Record)`);
  }
  const values: Record<string, OrgValue> = {};
  for (const field of type.fields)
    if (field.custom) values[field.apiName] = field.type === 'boolean' ? field.defaultValue === 'true' : null;
  for (const given of element.values) {
    const field = type.field(given.field);
    if (!field?.custom) throw refuse(given.at, `${type.apiName} has no field ${given.field}`);
    values[field.apiName] = convert(field, given.value, given.at);
  }
  for (const field of type.fields) {
    if (field.custom && !field.nillable && values[field.apiName] === null)
      throw refuse(element.at, `${fullName}: the field ${field.apiName} is required`);
  }
  return { type: type.apiName, developerName, label: element.label, protected: element.protected ?? false, values };
}

function convert(field: FieldDef, given: RecordValue, at: SourcePosition): OrgValue {
  const { value, xsdType } = given;
  if (value === null) return field.type === 'boolean' ? false : null;
  const wrong = (problem: string) => refuse(at, `${field.apiName}: ${problem}`);
  const expected = XSD_TYPES[field.type] ?? ['string'];
  if (xsdType !== undefined && !expected.includes(xsdType))
    throw wrong(`a value of the type ${xsdType} does not go into a field of type ${field.type}`);
  switch (field.type) {
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw wrong(`"${value}" is neither true nor false`);
      return value === 'true';
    case 'double':
    case 'percent':
    case 'currency': {
      const number = Number(value);
      if (!Number.isFinite(number)) throw wrong(`"${value}" is not a number`);
      const digits = String(Math.trunc(Math.abs(number))).length;
      if (digits > field.precision - field.scale)
        throw wrong(`${value} has more than ${field.precision - field.scale} digits before the point`);
      const step = 10 ** field.scale;
      return (Math.sign(number) * Math.round((Math.abs(number) + Number.EPSILON) * step)) / step;
    }
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw wrong(`"${value}" is not a date (YYYY-MM-DD)`);
      return value;
    case 'datetime': {
      const time = Date.parse(value);
      if (Number.isNaN(time)) throw wrong(`"${value}" is not a point in time`);
      return time;
    }
    default:
      return checkText(field, value, wrong);
  }
}

function checkText(field: FieldDef, value: string, wrong: (problem: string) => Error): string {
  if (field.picklist?.restricted && !field.picklist.values.some((choice) => choice.value === value))
    throw wrong(`"${value}" is not a value of the picklist`);
  if (field.length > 0 && value.length > field.length && field.type !== 'reference')
    throw wrong(`the value is longer than ${field.length} characters`);
  return value;
}
