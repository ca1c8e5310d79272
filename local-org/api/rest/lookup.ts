import { isValidId, prefixOf, to18 } from '../../database';
import { OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import type { ApiCall } from '../http/call';
import { rowIds } from '../records/render';
import { parseText } from '../records/scalars';
import { policyOf } from './dml';

export const externalIdMissing = (name: string): OrgException =>
  new OrgException('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);

/**
 * The id a path names, in 18 characters.
 * @throws OrgException NOT_FOUND for anything but an id of the object
 */
export function recordId(object: ObjectDef, segment: string): string {
  const id = to18(segment);
  if (id === null || !isValidId(segment)) throw externalIdMissing(segment);
  if (prefixOf(id) !== object.keyPrefix) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  return id;
}

/** An external id field (or any other that may identify a record) and its value from a path. @throws OrgException */
export function externalId(object: ObjectDef, name: string, text: string): { readonly field: FieldDef; readonly value: OrgValue } {
  const field = object.field(name);
  if (!field || !(field.externalId || field.idLookup)) throw externalIdMissing(name);
  const value = parseText(field, text);
  if (value === undefined || value === null) {
    throw new OrgException('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.apiName}: value not of required type: ${text}`, [field.apiName]);
  }
  return { field, value };
}

/** Ids of the records the caller can see that have this value; at most `limit`. */
export function findByField(call: ApiCall, tx: Transaction, field: FieldDef, value: OrgValue, limit: number): string[] {
  const access = policyOf(call, tx);
  const soql = `SELECT Id FROM ${field.object.apiName} WHERE ${field.apiName} = :value LIMIT ${limit}`;
  const result = call.org.queries.execute(tx, soql, { access, binds: () => value });
  return rowIds(result);
}

/** Why the caller cannot access a record: it is deleted, or does not exist (for this caller). */
export function missing(call: ApiCall, tx: Transaction, object: ObjectDef, id: string): OrgException {
  if (object.field('IsDeleted')) {
    const soql = `SELECT Id FROM ${object.apiName} WHERE Id = :id AND IsDeleted = true`;
    const deleted = call.org.queries.execute(tx, soql, { access: policyOf(call, tx), binds: () => id, allRows: true });
    if (deleted.rows.length > 0) return new OrgException('ENTITY_IS_DELETED', 'entity is deleted');
  }
  return new OrgException('NOT_FOUND', 'The requested resource does not exist');
}
