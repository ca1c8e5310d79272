import { OrgException, UnsupportedFeature } from '../../errors';
import type { DmlResult } from '../../dml/types';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { empty, json, type ApiReply } from '../http/reply';
import { notFound, recordErrors } from '../http/errors';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { JsonBody } from '../json/body';
import { objectAt, readRecord } from '../records/parse';
import { versionPath } from '../records/render';
import { deletedSince, updatedSince } from './changes';
import { basicDescribe, fullDescribe } from './describe';
import { bareRecord, policyOf, single, write } from './dml';
import { externalId, externalIdMissing, findByField, missing, recordId } from './lookup';
import { relatedRecords } from './relationships';
import { chosenFields, retrieve } from './retrieve';

/** The object that a path names, if the caller can see it. */
function objectOfCall(call: ApiCall): ObjectDef {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  if (!call.transact((tx) => policyOf(call, tx).canReadObject(object))) throw notFound();
  return object;
}

const fieldsParameter = (call: ApiCall): string[] | null => {
  const fields = call.search.get('fields');
  return fields === null ? null : fields.split(',').map((name) => name.trim());
};

function created(result: DmlResult): ApiReply {
  return result.success ? json(201, { id: result.id, success: true, errors: [] }) : recordErrors(result.errors);
}

function globalDescribe(call: ApiCall): ApiReply {
  const objects = call.transact((tx) => {
    const access = policyOf(call, tx);
    return call.org.schema.objects
      .filter((object) => access.canReadObject(object))
      .map((object) => basicDescribe(object, access, call.version));
  });
  return json(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects: objects });
}

function describe(call: ApiCall): ApiReply {
  const object = objectOfCall(call);
  return json(
    200,
    call.transact((tx) => fullDescribe(call.org, tx, object, policyOf(call, tx), call.version))
  );
}

function basicInformation(call: ApiCall): ApiReply {
  const object = objectOfCall(call);
  return json(
    200,
    call.transact((tx) => ({ objectDescribe: basicDescribe(object, policyOf(call, tx), call.version), recentItems: [] }))
  );
}

function create(call: ApiCall): ApiReply {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const body = JsonBody.of(call);
  const input = readRecord(body, body.object(), object, call.org.schema, [], { allowId: false });
  return created(call.transact((tx) => single(write(call, tx, 'insert', object, [input], { allOrNone: true }))));
}

function read(call: ApiCall): ApiReply {
  const object = objectOfCall(call);
  const id = recordId(object, call.params['id'] ?? '');
  return call.transact((tx) => {
    const record = retrieve(call, tx, object, [id], chosenFields(call, tx, object, fieldsParameter(call))).get(id);
    if (!record) throw missing(call, tx, object, id);
    return json(200, record);
  });
}

function update(call: ApiCall): ApiReply {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const id = recordId(object, call.params['id'] ?? '');
  const body = JsonBody.of(call);
  const input = readRecord(body, body.object(), object, call.org.schema, [], { allowId: false });
  input.record.set('Id', id);
  return changed(call.transact((tx) => single(write(call, tx, 'update', object, [input], { allOrNone: true }))));
}

/** A write to the path of a record that does not exist gets 404. */
function changed(result: DmlResult): ApiReply {
  if (result.success) return empty(204);
  const first = result.errors[0];
  if (first?.errorCode === 'INVALID_CROSS_REFERENCE_KEY' && first.fields.length === 0) throw notFound();
  return recordErrors(result.errors);
}

function remove(call: ApiCall): ApiReply {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const input = bareRecord(object, recordId(object, call.params['id'] ?? ''));
  return changed(call.transact((tx) => single(write(call, tx, 'delete', object, [input], { allOrNone: true }))));
}

/** `/sobjects/X/{ext}/{value}` for external ids, `/sobjects/X/{id}/{relationship}` for ids: told apart by whether the first is a field name. */
function byFieldOrRelationship<T>(call: ApiCall, external: (object: ObjectDef) => T, related: (object: ObjectDef, id: string) => T): T {
  const object = objectAt(call.org.schema, call.params['object'] ?? '');
  const first = call.params['id'] ?? '';
  if (object.field(first)) return external(object);
  if (call.method !== 'GET') throw externalIdMissing(first);
  return related(object, recordId(object, first));
}

function readByExternalId(call: ApiCall, object: ObjectDef): ApiReply {
  const { field, value } = externalId(object, call.params['id'] ?? '', call.params['value'] ?? '');
  return call.transact((tx) => {
    const ids = findByField(call, tx, field, value, 200);
    const id = ids[0];
    if (id === undefined) throw notFound();
    if (ids.length > 1) return severalMatches(call, object, ids);
    return json(200, retrieve(call, tx, object, [id], chosenFields(call, tx, object, fieldsParameter(call))).get(id));
  });
}

const severalMatches = (call: ApiCall, object: ObjectDef, ids: readonly string[]): ApiReply =>
  json(
    300,
    ids.map((id) => `${versionPath(call.version)}/sobjects/${object.apiName}/${id}`)
  );

function upsert(call: ApiCall, object: ObjectDef): ApiReply {
  const { field, value } = externalId(object, call.params['id'] ?? '', call.params['value'] ?? '');
  const body = JsonBody.of(call);
  const source = body.object();
  const repeated = Object.keys(source).find((name) => name.toLowerCase() === field.key);
  if (repeated !== undefined)
    throw new OrgException('INVALID_FIELD', `The ${field.apiName} field should not be specified in the sobject data.`);
  const input = readRecord(body, source, object, call.org.schema, [], { allowId: false });
  input.record.set(field.apiName, value);
  return call.transact((tx) => {
    const result = single(write(call, tx, 'upsert', object, [input], { allOrNone: true, externalIdField: field.apiName }));
    if (result.success) return json(result.created ? 201 : 200, { id: result.id, success: true, errors: [], created: result.created });
    if (result.errors[0]?.errorCode === 'DUPLICATE_EXTERNAL_ID') {
      const ids = findByField(call, tx, field, value, 200);
      if (ids.length > 1) return severalMatches(call, object, ids);
    }
    return recordErrors(result.errors);
  });
}

function removeByExternalId(call: ApiCall, object: ObjectDef): ApiReply {
  const { field, value } = externalId(object, call.params['id'] ?? '', call.params['value'] ?? '');
  return call.transact((tx) => {
    const ids = findByField(call, tx, field, value, 200);
    const id = ids[0];
    if (id === undefined) throw notFound();
    if (ids.length > 1) return severalMatches(call, object, ids);
    return changed(single(write(call, tx, 'delete', object, [bareRecord(object, id)], { allOrNone: true })));
  });
}

const refuseRelated = (): never => {
  throw new UnsupportedFeature('writing through a relationship path');
};

/** sObject resources: describe, and single records. */
export function sobjectRoutes(routes: Routes): void {
  const base = `${DATA}/sobjects`;
  routes
    .session('GET', base, globalDescribe)
    .session('GET', `${base}/:object`, basicInformation)
    .session('POST', `${base}/:object`, create)
    .session('GET', `${base}/:object/describe`, describe)
    .session('GET', `${base}/:object/updated`, updatedSince)
    .session('GET', `${base}/:object/deleted`, deletedSince)
    .session('GET', `${base}/:object/:id`, read)
    .session('PATCH', `${base}/:object/:id`, update)
    .session('DELETE', `${base}/:object/:id`, remove)
    .session('GET', `${base}/:object/:id/:value`, (call) =>
      byFieldOrRelationship(
        call,
        (object) => readByExternalId(call, object),
        (object, id) => relatedRecords(call, object, id)
      )
    )
    .session('PATCH', `${base}/:object/:id/:value`, (call) => byFieldOrRelationship(call, (object) => upsert(call, object), refuseRelated))
    .session('DELETE', `${base}/:object/:id/:value`, (call) =>
      byFieldOrRelationship(call, (object) => removeByExternalId(call, object), refuseRelated)
    )
    .refuse(`${base}/:object/describe/*`, 'layouts, compact layouts and approval layouts of REST describe; UI API has layouts')
    .refuse(`${base}/:object/listviews`, 'list views of REST; UI API has them')
    .refuse(`${base}/:object/quickActions`, 'quick actions');
}
