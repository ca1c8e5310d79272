import type { DmlResult, RecordInput } from '../../dml/types';
import type { OrgError } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { empty, type ApiReply } from '../http/reply';
import { HttpRefusal } from '../http/errors';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import { noSuchColumn, readRecord } from '../records/parse';
import type { Transaction } from '../../database/types';
import { plainNumber } from '../../values';
import { checkNumber } from '../records/scalars';
import { bareRecord, policyOf, single, write } from '../rest/dml';
import { addOptional, newTree } from './field-tree';
import { SaveRefusal, uiHandler } from './handler';
import { layoutFieldPaths } from './layouts';
import { recordOf, uiObject } from './read-records';
import type { RecordRepresentation } from './record';
import { loadRecord } from './record';

function errorJson(error: OrgError, object: ObjectDef, name: string | null): Record<string, unknown> {
  return {
    constituentField: null,
    duplicateRecordError: null,
    errorCode: error.errorCode,
    field: name,
    fieldLabel: (name === null ? undefined : object.field(name)?.label) ?? null,
    message: error.message
  };
}

const refusalMessage = (verb: string): string => `An error occurred while trying to ${verb} the record. Please try again.`;

function refused(result: DmlResult, object: ObjectDef, verb: string): SaveRefusal {
  const errors: Record<string, unknown>[] = [];
  const fieldErrors: Record<string, Record<string, unknown>[]> = {};
  for (const error of result.errors) {
    if (error.fields.length === 0) errors.push(errorJson(error, object, null));
    for (const name of error.fields) (fieldErrors[name] ??= []).push(errorJson(error, object, name));
  }
  return new SaveRefusal(refusalMessage(verb), { errors, fieldErrors });
}

/** Numbers in whole-number fields that are beyond what the field can hold, by field: a form shows them there, not as a fault of the request. */
function refuseLargeNumbers(fields: JsonObject, object: ObjectDef, verb: string): void {
  const fieldErrors: Record<string, Record<string, unknown>[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    const field = object.field(name);
    if (!field || (field.type !== 'int' && field.type !== 'long') || value === '' || value === null) continue;
    const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || checkNumber(field.type, Math.trunc(number)) !== undefined) continue;
    const message = `${field.label}: value outside of valid range on numeric field: ${plainNumber(number)}`;
    const error: OrgError = { errorCode: 'NUMBER_OUTSIDE_VALID_RANGE', message, fields: [field.apiName] };
    fieldErrors[field.apiName] = [errorJson(error, object, field.apiName)];
  }
  if (Object.keys(fieldErrors).length > 0) throw new SaveRefusal(refusalMessage(verb), { errors: [], fieldErrors });
}

/** `fields` of a save: values by API name, `Id` allowed where it names the record. */
function fieldsOf(call: ApiCall, body: JsonBody, source: JsonObject, object: ObjectDef, verb: string): RecordInput {
  const fields = body.asObject(source['fields'], ['fields']);
  for (const name of Object.keys(fields)) if (!object.field(name)) throw noSuchColumn(object, name);
  refuseLargeNumbers(fields, object, verb);
  return readRecord(body, fields, object, call.org.schema, ['fields'], { allowId: true });
}

/** The saved record with the fields that were written and those of its layout. */
function saved(call: ApiCall, tx: Transaction, input: RecordInput, object: ObjectDef, id: string): RecordRepresentation {
  const access = policyOf(call, tx);
  const tree = newTree(object);
  const written = object.fields
    .filter((field) => input.record.slots[field.ordinal] !== undefined)
    .map((field) => `${object.apiName}.${field.apiName}`);
  addOptional(tree, [...layoutFieldPaths(call.org, object, ['Full', 'Compact'], access), ...written], call.org.schema, access);
  return loadRecord(call, tx, tree, id);
}

/** `POST /ui-api/records` with `{apiName, fields}` */
function create(call: ApiCall): RecordRepresentation {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['apiName', 'fields', 'allowSaveOnDuplicate', 'useDefaultRule', 'triggerUserEmail', 'triggerOtherEmail']);
  const name = body.string(source, 'apiName');
  return call.transact((tx) => {
    const object = uiObject(call, tx, name);
    const input = fieldsOf(call, body, source, object, 'create');
    const result = single(write(call, tx, 'insert', object, [input], { allOrNone: true }));
    if (!result.success || result.id === null) throw refused(result, object, 'create');
    return saved(call, tx, input, object, result.id);
  });
}

/** Refuses to overwrite a later change, where the caller sends the version that they saw. @throws HttpRefusal 412 */
function checkUnmodified(call: ApiCall, tx: Transaction, object: ObjectDef, id: string): void {
  const header = call.headers['if-unmodified-since'];
  if (header === undefined || !object.field('LastModifiedDate')) return;
  const row = tx.db.get(`SELECT LastModifiedDate FROM "${object.apiName}" WHERE Id = ?`, [id]);
  // The header has whole seconds.
  if (row && Math.floor(Number(row['LastModifiedDate']) / 1000) * 1000 > Date.parse(header)) {
    throw new HttpRefusal(412, 'ENTITY_IS_LOCKED', 'This record was modified by another user since you opened it');
  }
}

/** `PATCH /ui-api/records/{id}` with `{fields}` */
function update(call: ApiCall): RecordRepresentation {
  const { id, object } = recordOf(call, call.params['id'] ?? '');
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['fields', 'allowSaveOnDuplicate', 'apiName', 'useDefaultRule', 'triggerUserEmail', 'triggerOtherEmail']);
  return call.transact((tx) => {
    checkUnmodified(call, tx, object, id);
    const input = fieldsOf(call, body, source, object, 'update');
    input.record.set('Id', id);
    const result = single(write(call, tx, 'update', object, [input], { allOrNone: true }));
    if (!result.success) throw refused(result, object, 'update');
    return saved(call, tx, input, object, id);
  });
}

/** `DELETE /ui-api/records/{id}` */
function remove(call: ApiCall): ApiReply {
  const asUi = uiHandler((current) => {
    const { id, object } = recordOf(current, current.params['id'] ?? '');
    const result = current.transact((tx) => single(write(current, tx, 'delete', object, [bareRecord(object, id)], { allOrNone: true })));
    if (!result.success) throw refused(result, object, 'delete');
    return null;
  });
  const reply = asUi(call);
  return reply.status === 200 ? empty(204) : reply;
}

export const createRecord = uiHandler(create, 201);
export const updateRecord = uiHandler(update);
export const deleteRecord = remove;
