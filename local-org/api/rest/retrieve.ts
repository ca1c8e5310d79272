import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { noSuchColumn } from '../records/parse';
import { renderRecords } from '../records/render';
import { policyOf } from './dml';

const isCompound = (field: FieldDef): boolean => field.type === 'address' || field.type === 'location';

/** Names of an address' parts in JSON, by the ending of their field's name. */
const PARTS: readonly (readonly [ending: string, property: string])[] = [
  ['Street', 'street'],
  ['City', 'city'],
  ['StateCode', 'stateCode'],
  ['State', 'state'],
  ['PostalCode', 'postalCode'],
  ['CountryCode', 'countryCode'],
  ['Country', 'country'],
  ['Latitude', 'latitude'],
  ['Longitude', 'longitude'],
  ['GeocodeAccuracy', 'geocodeAccuracy']
];

/** An address or location put together from its parts' values; `null` if all are empty. */
export function compound(field: FieldDef, value: (component: FieldDef) => unknown): Record<string, unknown> | null {
  const result: Record<string, unknown> = {};
  let filled = false;
  for (const component of field.object.fields) {
    if (component.compoundField?.toLowerCase() !== field.key) continue;
    const property = PARTS.find(([ending]) => component.apiName.replace(/__[sc]$/, '').endsWith(ending))?.[1];
    if (property === undefined) continue;
    const part = value(component) ?? null;
    result[property] = part;
    filled ||= part !== null;
  }
  return filled ? result : null;
}

/** The fields a caller asked for, or all they may read. @throws OrgException INVALID_FIELD */
export function chosenFields(call: ApiCall, tx: Transaction, object: ObjectDef, names: readonly string[] | null): FieldDef[] {
  const access = policyOf(call, tx);
  if (!access.canReadObject(object)) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  if (names === null) return object.fields.filter((field) => access.canReadField(field));
  return names.map((name) => {
    const field = object.field(name);
    if (!field || !access.canReadField(field)) throw noSuchColumn(object, name);
    return field;
  });
}

/** Records by id as JSON, by their 18-character id; those the caller cannot see are absent. */
export function retrieve(
  call: ApiCall,
  tx: Transaction,
  object: ObjectDef,
  ids: readonly string[],
  fields: readonly FieldDef[]
): Map<string, Record<string, unknown>> {
  const simple = new Set<FieldDef>();
  const idField = object.field('Id');
  if (idField) simple.add(idField);
  for (const field of fields) {
    if (!isCompound(field)) simple.add(field);
    else for (const part of object.fields) if (part.compoundField?.toLowerCase() === field.key) simple.add(part);
  }
  const soql = `SELECT ${[...simple].map((field) => field.apiName).join(', ')} FROM ${object.apiName} WHERE Id IN :ids`;
  const result = call.org.queries.execute(tx, soql, { access: policyOf(call, tx), binds: () => ids });
  const found = new Map<string, Record<string, unknown>>();
  for (const row of renderRecords(result, call.version)) {
    const record: Record<string, unknown> = { attributes: row['attributes'] };
    for (const field of fields)
      record[field.apiName] = isCompound(field) ? compound(field, (part) => row[part.apiName]) : row[field.apiName];
    if (!('Id' in record)) record['Id'] = row['Id'];
    found.set(String(row['Id']), record);
  }
  return found;
}
