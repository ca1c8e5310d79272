import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import { SYSTEM_ACCESS } from '../../soql/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { notFound } from '../http/errors';
import type { Method, Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { basicDescribe, fullDescribe } from '../rest/describe';
import { renderRecords, toolingPath } from '../records/render';
import { recordId } from '../rest/lookup';
import { requireAuthorApex } from './execute-anonymous';
import { finish, runTooling } from './query';
import { TOOLING_OBJECTS } from './objects';

const BATCH = 200;
const CHANGES: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** The org's own objects that the Tooling API has too. */
const SHARED = ['ApexClass', 'ApexTrigger', 'CustomPermission', 'PermissionSet', 'StaticResource', 'User'];

function objects(call: ApiCall): ObjectDef[] {
  const { schema } = call.services.tooling;
  return [...SHARED, ...TOOLING_OBJECTS.map(({ apiName }) => apiName)].sort().flatMap((name) => schema.object(name) ?? []);
}

function list(call: ApiCall): ApiReply {
  requireAuthorApex(call.org, call.user);
  return json(200, {
    encoding: 'UTF-8',
    maxBatchSize: BATCH,
    sobjects: objects(call).map((object) => basicDescribe(object, SYSTEM_ACCESS, call.version))
  });
}

/** @throws OrgException NOT_FOUND for objects that the Tooling API does not have here, such as those that track changes */
function objectOf(call: ApiCall): ObjectDef {
  requireAuthorApex(call.org, call.user);
  const name = (call.params['object'] ?? '').toLowerCase();
  const object = objects(call).find(({ key }) => key === name);
  if (!object) throw notFound();
  return object;
}

function basicInformation(call: ApiCall): ApiReply {
  return json(200, { objectDescribe: basicDescribe(objectOf(call), SYSTEM_ACCESS, call.version), recentItems: [] });
}

/** One row, with all its fields or those of the parameter `fields`. @throws OrgException NOT_FOUND, INVALID_FIELD */
function read(call: ApiCall): ApiReply {
  const object = objectOf(call);
  const id = recordId(object, call.params['id'] ?? '');
  const wanted = call.search.get('fields')?.split(',') ?? object.fields.map(({ apiName }) => apiName);
  const fields = wanted.map((name) => object.field(name.trim()) ?? unknownField(object, name.trim()));
  const columns = [...new Set(fields.map(({ apiName }) => apiName))].join(', ');
  const result = runTooling(call, `SELECT ${columns} FROM ${object.apiName} WHERE Id = '${id}'`, false);
  const [record] = finish(renderRecords(result, toolingPath(call.version)));
  if (!record) throw notFound();
  return json(200, record);
}

function unknownField(object: ObjectDef, name: string): never {
  throw new OrgException('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.apiName}`);
}

function describe(call: ApiCall): ApiReply {
  const object = objectOf(call);
  return json(
    200,
    call.transact((tx) => fullDescribe(call.org, tx, object, SYSTEM_ACCESS, call.version))
  );
}

/** Objects of the Tooling API, to be read: metadata is changed by deployments. */
export function toolingObjectRoutes(routes: Routes): void {
  const base = `${DATA}/tooling/sobjects`;
  const changes = 'changing tooling objects: metadata is changed by deployments, and there are no debug logs';
  routes
    .session('GET', base, list)
    .session('GET', `${base}/:object/describe`, describe)
    .session('GET', `${base}/:object`, basicInformation)
    .session('GET', `${base}/:object/:id`, read)
    .refuse(`${base}/:object`, changes, CHANGES)
    .refuse(`${base}/:object/:id`, changes, CHANGES);
}
