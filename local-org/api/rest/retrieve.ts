import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { noSuchColumn } from '../records/parse';
import { renderRecords, versionPath } from '../records/render';
import { policyOf } from './dml';

/** The requested fields, or all that the caller can read. @throws OrgException INVALID_FIELD */
export function chosenFields(call: ApiCall, tx: Transaction, object: ObjectDef, names: readonly string[] | null): FieldDef[] {
  const access = policyOf(call, tx);
  if (!access.canReadObject(object)) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  // A location has no column of its own and no form in SOQL: its components are selected instead.
  if (names === null) return object.fields.filter((field) => access.canReadField(field) && field.type !== 'location');
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
  const names = new Set(['Id', ...fields.map((field) => field.apiName)]);
  const soql = `SELECT ${[...names].join(', ')} FROM ${object.apiName} WHERE Id IN :ids`;
  const result = call.org.queries.execute(tx, soql, { access: policyOf(call, tx), binds: () => ids });
  return new Map(renderRecords(result, versionPath(call.version)).map((record) => [String(record['Id']), record]));
}
