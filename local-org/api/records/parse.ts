import type { JsonValue } from '../../apex/types';
import { to18 } from '../../database';
import type { ForeignKeyReference, RecordInput } from '../../dml/types';
import { OrgRecord } from '../../dml/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import type { OrgValue } from '../../values';
import type { JsonBody, JsonObject } from '../json/body';
import { isJsonObject } from '../json/body';
import type { JsonPath } from '../json/scan';
import { checkNumber, isTextType, parseText } from './scalars';

/** The object of this name. @throws OrgException NOT_FOUND, as a path with an unknown object gets */
export function objectAt(schema: Schema, name: string): ObjectDef {
  const object = schema.object(name);
  if (!object) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  return object;
}

/** The object a record's `attributes.type` names. @throws OrgException INVALID_TYPE */
export function objectOf(body: JsonBody, record: JsonObject, schema: Schema, path: JsonPath): ObjectDef {
  const attributes = body.asObject(record['attributes'], [...path, 'attributes']);
  const type = body.string(attributes, 'type', [...path, 'attributes']);
  const object = schema.object(type);
  if (!object) throw new OrgException('INVALID_TYPE', `sObject type '${type}' is not supported.`);
  return object;
}

export const noSuchColumn = (object: ObjectDef, name: string): OrgException =>
  new OrgException('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.apiName}`);

const notWritable = (field: FieldDef): OrgException =>
  new OrgException(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${field.apiName}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    [field.apiName]
  );

/** A JSON value for a field. @throws OrgException JSON_PARSER_ERROR naming type, value, line and column */
function readValue(body: JsonBody, field: FieldDef, value: JsonValue, path: JsonPath): OrgValue {
  if (field.type === 'address' || field.type === 'location') throw notWritable(field);
  if (value === null && field.type !== 'boolean') return null;
  const read = readScalar(field, value);
  if (read === undefined) throw body.mismatch(field.type, value, path);
  return read;
}

function readScalar(field: FieldDef, value: JsonValue): OrgValue | undefined {
  if (typeof value === 'string') {
    if (field.type === 'reference' || field.type === 'id') return value === '' ? null : (to18(value) ?? value);
    return parseText(field, value);
  }
  if (typeof value === 'boolean') return field.type === 'boolean' ? value : undefined;
  if (typeof value === 'number') {
    const numeric = field.type !== 'boolean' && !isTextType(field.type) && !['date', 'datetime', 'time', 'base64'].includes(field.type);
    return numeric ? checkNumber(field.type, value) : undefined;
  }
  return undefined;
}

/** A parent named by an external id: `{"Account": {"Ext__c": "A1"}}`, with `attributes.type` where the lookup can point to several objects. */
function readReference(body: JsonBody, field: FieldDef, value: JsonValue, schema: Schema, path: JsonPath): ForeignKeyReference {
  const parent = body.asObject(value, path);
  const attributes = isJsonObject(parent['attributes']) ? parent['attributes'] : {};
  const type =
    typeof attributes['type'] === 'string' ? attributes['type'] : field.referenceTo.length === 1 ? field.referenceTo[0] : undefined;
  const target = type === undefined ? undefined : schema.object(type);
  if (!target || !field.referenceTo.some((name) => name.toLowerCase() === target.key)) {
    throw new OrgException(
      'INVALID_FIELD',
      `The relationship ${field.relationshipName ?? field.apiName} needs attributes.type to be one of ${field.referenceTo.join(', ')}`
    );
  }
  const names = Object.keys(parent).filter((name) => name !== 'attributes');
  const name = names[0];
  if (name === undefined || names.length > 1) {
    throw new OrgException('INVALID_FIELD', `A foreign key external ID must name exactly one field of ${target.apiName}`);
  }
  const external = target.field(name);
  if (!external) throw noSuchColumn(target, name);
  if (!external.externalId && !external.idLookup) {
    throw new OrgException(
      'INVALID_FIELD',
      `Foreign key external ID: field ${external.apiName} on ${target.apiName} is not an external ID or indexed field`
    );
  }
  return {
    field: field.apiName,
    object: target.apiName,
    externalIdField: external.apiName,
    value: readValue(body, external, parent[name] ?? null, [...path, name])
  };
}

export interface ReadOptions {
  /** Whether the record can contain its `Id` (updates of collections can, bodies of `/sobjects/X/id` cannot). */
  readonly allowId: boolean;
  /** Properties that are not fields: children in a tree. */
  readonly skip?: (name: string) => boolean;
}

/**
 * A record from JSON, each value checked against its field.
 * @throws OrgException INVALID_FIELD for unknown fields, JSON_PARSER_ERROR for values of the wrong type
 */
export function readRecord(
  body: JsonBody,
  value: JsonValue | undefined,
  object: ObjectDef,
  schema: Schema,
  path: JsonPath,
  options: ReadOptions
): RecordInput {
  const source = body.asObject(value, path);
  const record = new OrgRecord(object);
  const references: ForeignKeyReference[] = [];
  for (const [name, given] of Object.entries(source)) {
    if (name === 'attributes' || options.skip?.(name)) continue;
    const field = object.field(name);
    if (!field) {
      const relationship = object.parentRelationship(name);
      if (!relationship) throw noSuchColumn(object, name);
      references.push(readReference(body, relationship, given, schema, [...path, name]));
    } else if (field.type === 'id' && !options.allowId) {
      throw new OrgException('INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    } else {
      record.set(field.apiName, readValue(body, field, given, [...path, name]));
    }
  }
  return references.length > 0 ? { record, references } : { record };
}
