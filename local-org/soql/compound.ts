import { quoteName } from '../database/columns';
import { UnsupportedFeature } from '../errors';
import type { FieldDef } from '../schema/types';
import type { Row } from './operand';
import { raw, type Sql } from './sql';

/** Suffixes of an address field's components and the properties they become. */
const ADDRESS_PARTS: readonly (readonly [suffix: string, property: string])[] = [
  ['City', 'city'],
  ['Country', 'country'],
  ['GeocodeAccuracy', 'geocodeAccuracy'],
  ['Latitude', 'latitude'],
  ['Longitude', 'longitude'],
  ['PostalCode', 'postalCode'],
  ['State', 'state'],
  ['Street', 'street']
];

/** An address as the platform returns it, as JSON text; null if no component has a value. */
export function compoundValue(row: Row, field: FieldDef): Sql {
  if (field.type !== 'address')
    throw new UnsupportedFeature(`compound field ${field.object.apiName}.${field.apiName} in SOQL; name its components`);
  const prefix = field.apiName.replace(/Address$/, '');
  const properties: string[] = [];
  const columns: string[] = [];
  for (const [suffix, property] of ADDRESS_PARTS) {
    const component = row.object.field(prefix + suffix);
    const column = component ? `${row.alias}.${quoteName(component.apiName)}` : 'NULL';
    if (component) columns.push(column);
    properties.push(`'${property}', ${column}`);
  }
  const anything = columns.map((column) => `${column} IS NOT NULL`).join(' OR ');
  return raw(`CASE WHEN ${anything || '0'} THEN json_object(${properties.join(', ')}) END`);
}
