import { prefixOf, to18 } from '../../database';
import type { Transaction } from '../../database/types';
import type { DmlOperation, DmlResult, RecordInput } from '../../dml/types';
import type { OrgError } from '../../errors';
import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody } from '../json/body';
import { failure } from '../records/failure';
import { objectAt, objectOf, readRecord } from '../records/parse';
import { ROLLED_BACK, bareRecord, write } from './dml';
import { chosenFields, retrieve } from './retrieve';

const MOST_RECORDS = 200;
const MOST_CHUNKS = 10;
const MOST_RETRIEVED = 2000;

const asError = (error: OrgError): Record<string, unknown> => ({
  statusCode: error.errorCode,
  message: error.message,
  fields: error.fields
});

function asJson(result: DmlResult, operation: DmlOperation): Record<string, unknown> {
  return {
    ...(result.id === null ? {} : { id: result.id }),
    success: result.success,
    ...(operation === 'upsert' && result.success ? { created: result.created } : {}),
    errors: result.errors.map(asError)
  };
}

/** A parsed record, or the error that keeps it from DML. */
type Item = { readonly object: ObjectDef; readonly input: RecordInput } | { readonly error: OrgError; readonly id: string | null };

interface Chunk {
  readonly object: ObjectDef;
  readonly positions: number[];
  readonly inputs: RecordInput[];
}

/** Groups consecutive records of one object into chunks, in the given order. @throws OrgException beyond ten chunks */
function chunks(items: readonly Item[]): Chunk[] {
  const result: Chunk[] = [];
  items.forEach((item, position) => {
    if ('error' in item) return;
    let chunk = result[result.length - 1];
    if (chunk?.object !== item.object) {
      chunk = { object: item.object, positions: [], inputs: [] };
      result.push(chunk);
    }
    chunk.positions.push(position);
    chunk.inputs.push(item.input);
  });
  if (result.length > MOST_CHUNKS) {
    throw new OrgException(
      'LIMIT_EXCEEDED',
      `Cannot have more than ${MOST_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`
    );
  }
  return result;
}

/** Writes a mixed list. With `allOrNone` one failure rolls back all chunks. */
function writeAll(
  call: ApiCall,
  operation: DmlOperation,
  items: readonly Item[],
  allOrNone: boolean,
  externalIdField?: string
): DmlResult[] {
  const parts = chunks(items);
  return call.transact((tx) => {
    const results = items.map((item) => failure('error' in item ? item.error : ROLLED_BACK, 'error' in item ? item.id : null));
    const savepoint = tx.savepoint();
    let failed = items.some((item) => 'error' in item);
    for (const part of failed && allOrNone ? [] : parts) {
      const options = { allOrNone, ...(externalIdField === undefined ? {} : { externalIdField }) };
      const written = write(call, tx, operation, part.object, part.inputs, options);
      part.positions.forEach((position, index) => (results[position] = written[index] ?? failure(ROLLED_BACK)));
      failed ||= written.some((result) => !result.success);
      if (failed && allOrNone) break;
    }
    if (!failed || !allOrNone) {
      savepoint.release();
      return results;
    }
    savepoint.rollback();
    return results.map((result) => (result.success ? failure(ROLLED_BACK, operation === 'insert' ? null : result.id) : result));
  });
}

function records(body: JsonBody): { readonly list: readonly unknown[]; readonly allOrNone: boolean } {
  const source = body.object();
  body.only(source, ['allOrNone', 'records']);
  const list = body.asArray(source['records'], ['records']);
  tooMany(list.length);
  return { list, allOrNone: body.boolean(source, 'allOrNone') };
}

function tooMany(count: number): void {
  if (count > MOST_RECORDS) {
    throw new OrgException('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MOST_RECORDS} records into this call`);
  }
}

const noId: OrgError = new OrgException('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);

/** POST creates, PATCH updates: `{"allOrNone": false, "records": [{"attributes": {"type": "Lead"}, …}]}`. */
function save(operation: 'insert' | 'update'): (call: ApiCall) => ApiReply {
  return (call) => {
    const body = JsonBody.of(call);
    const { list, allOrNone } = records(body);
    const items = list.map((_, index): Item => {
      const path = ['records', index];
      const value = body.asArray(body.object()['records'], ['records'])[index];
      const source = body.asObject(value, path);
      const object = objectOf(body, source, call.org.schema, path);
      // Clients write `id` where the field's name is `Id`; field names are not case-sensitive.
      const input = readRecord(body, source, object, call.org.schema, path, { allowId: operation === 'update' });
      return operation === 'update' && input.record.id === null ? { error: noId, id: null } : { object, input };
    });
    return json(
      200,
      writeAll(call, operation, items, allOrNone).map((result) => asJson(result, operation))
    );
  };
}

/** `PATCH /composite/sobjects/Lead/Ext__c` */
function upsert(call: ApiCall): ApiReply {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const field = object.field(call.params['field'] ?? '');
  if (!field || !(field.externalId || field.idLookup)) {
    throw new OrgException('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${call.params['field'] ?? ''}`);
  }
  const body = JsonBody.of(call);
  const { list, allOrNone } = records(body);
  const items = list.map((_, index): Item => {
    const path = ['records', index];
    const source = body.asObject(body.asArray(body.object()['records'], ['records'])[index], path);
    const own = objectOf(body, source, call.org.schema, path);
    if (own !== object)
      throw new OrgException('INVALID_TYPE', `Records of type ${own.apiName} cannot be upserted through ${object.apiName}`);
    return { object, input: readRecord(body, source, object, call.org.schema, path, { allowId: field.type === 'id' }) };
  });
  return json(
    200,
    writeAll(call, 'upsert', items, allOrNone, field.apiName).map((result) => asJson(result, 'upsert'))
  );
}

/** `DELETE /composite/sobjects?ids=…&allOrNone=false` */
function remove(call: ApiCall): ApiReply {
  const ids = (call.search.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new OrgException('MISSING_ARGUMENT', 'The ids parameter must name at least one record');
  tooMany(ids.length);
  const items = ids.map((given): Item => {
    const id = to18(given.trim());
    const object = id === null ? undefined : call.org.schema.objectByPrefix(prefixOf(id));
    if (id !== null && object) return { object, input: bareRecord(object, id) };
    return { error: new OrgException('MALFORMED_ID', `malformed id ${given}`, ['Id']), id: null };
  });
  const allOrNone = call.search.get('allOrNone')?.toLowerCase() === 'true';
  return json(
    200,
    writeAll(call, 'delete', items, allOrNone).map((result) => asJson(result, 'delete'))
  );
}

function retrieveAll(call: ApiCall, ids: readonly string[], fields: readonly string[]): ApiReply {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  if (fields.length === 0) throw new OrgException('MISSING_ARGUMENT', 'The fields to retrieve must be named');
  if (ids.length > MOST_RETRIEVED) {
    throw new OrgException('EXCEEDED_ID_LIMIT', `record limit reached. cannot retrieve more than ${MOST_RETRIEVED} records in this call`);
  }
  const known = ids.map((id) => to18(id.trim()));
  return call.transact((tx: Transaction) => {
    const found = retrieve(
      call,
      tx,
      object,
      known.filter((id) => id !== null),
      chosenFields(call, tx, object, fields)
    );
    return json(
      200,
      known.map((id) => (id === null ? null : (found.get(id) ?? null)))
    );
  });
}

const commaSeparated = (call: ApiCall, name: string): string[] =>
  (call.search.get(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Up to 200 records in one call. */
export function collectionRoutes(routes: Routes): void {
  const base = `${DATA}/composite/sobjects`;
  routes
    .session('POST', base, save('insert'))
    .session('PATCH', base, save('update'))
    .session('DELETE', base, remove)
    .session('PATCH', `${base}/:object/:field`, upsert)
    .session('GET', `${base}/:object`, (call) => retrieveAll(call, commaSeparated(call, 'ids'), commaSeparated(call, 'fields')))
    .session('POST', `${base}/:object`, (call) => {
      const body = JsonBody.of(call);
      const source = body.object();
      body.only(source, ['ids', 'fields']);
      return retrieveAll(call, body.strings(source, 'ids'), body.strings(source, 'fields'));
    });
}
