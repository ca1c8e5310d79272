import type { FieldDef, FieldType, ObjectDef } from '../schema/types';

/** How SQLite keeps the values of a field type; see `OrgValue` for the values themselves. */
type Storage = 'TEXT' | 'TEXT COLLATE NOCASE' | 'INTEGER' | 'INTEGER NOT NULL DEFAULT 0' | 'REAL';

const STORAGE: Readonly<Record<FieldType, Storage | null>> = {
  id: 'TEXT',
  reference: 'TEXT',
  string: 'TEXT COLLATE NOCASE',
  textarea: 'TEXT COLLATE NOCASE',
  picklist: 'TEXT COLLATE NOCASE',
  multipicklist: 'TEXT COLLATE NOCASE',
  combobox: 'TEXT COLLATE NOCASE',
  email: 'TEXT COLLATE NOCASE',
  phone: 'TEXT COLLATE NOCASE',
  url: 'TEXT COLLATE NOCASE',
  encryptedstring: 'TEXT COLLATE NOCASE',
  anyType: 'TEXT COLLATE NOCASE',
  boolean: 'INTEGER NOT NULL DEFAULT 0',
  int: 'INTEGER',
  long: 'INTEGER',
  double: 'REAL',
  currency: 'REAL',
  percent: 'REAL',
  date: 'TEXT',
  datetime: 'INTEGER',
  time: 'INTEGER',
  base64: 'TEXT',
  address: null,
  location: null
};

/** Quotes a table or column name. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Whether the field has a column. Formula fields are computed, addresses and locations are put together from their components;
 * a person's `Name` has one: anyone who writes FirstName or LastName writes it too.
 */
export function isStored(field: FieldDef): boolean {
  return !field.formula && STORAGE[field.type] !== null;
}

/** Declared SQL type of the field's column. @throws RangeError for a field that has none */
export function columnType(field: FieldDef): string {
  const storage = isStored(field) ? STORAGE[field.type] : null;
  if (!storage) throw new RangeError(`${field.object.apiName}.${field.apiName} has no column`);
  return storage === 'TEXT COLLATE NOCASE' && field.caseSensitive ? 'TEXT' : storage;
}

/** Whether values of the field compare without regard to case. */
export function ignoresCase(field: FieldDef): boolean {
  return STORAGE[field.type] === 'TEXT COLLATE NOCASE' && !field.caseSensitive;
}

/** Stored fields in the order of the object. */
export function storedFields(object: ObjectDef): FieldDef[] {
  return object.fields.filter(isStored);
}
