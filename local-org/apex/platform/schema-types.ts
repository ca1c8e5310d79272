import type { FieldDef, FieldType } from '../../schema/types';
import type { ApexEnumValue } from '../values/enum';
import { platformEnum } from './enums';

/** `Schema.DisplayType` where its constant is not the type's own name in capitals. */
const DISPLAY: Partial<Readonly<Record<FieldType, string>>> = { int: 'INTEGER' };

const SOAP: Partial<Readonly<Record<FieldType, string>>> = {
  id: 'ID',
  reference: 'ID',
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'DOUBLE',
  double: 'DOUBLE',
  currency: 'DOUBLE',
  percent: 'DOUBLE',
  date: 'DATE',
  datetime: 'DATETIME',
  time: 'TIME',
  base64: 'BASE64BINARY',
  address: 'ANYTYPE',
  location: 'ANYTYPE',
  anyType: 'ANYTYPE'
};

export function displayType({ type }: FieldDef): ApexEnumValue {
  return platformEnum('Schema.DisplayType').get(DISPLAY[type] ?? type.toUpperCase());
}

export function soapType({ type }: FieldDef): ApexEnumValue {
  return platformEnum('Schema.SOAPType').get(SOAP[type] ?? 'STRING');
}
