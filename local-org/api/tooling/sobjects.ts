import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import { SYSTEM_ACCESS } from '../../soql/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { basicDescribe, fullDescribe } from '../rest/describe';
import { requireAuthorApex } from './execute-anonymous';
import { TEST_OBJECTS } from './objects';

const BATCH = 200;
/** The org's own objects that the Tooling API has too. */
const SHARED = ['ApexClass', 'ApexTrigger', 'CustomPermission', 'PermissionSet', 'StaticResource', 'User'];

function objects(call: ApiCall): ObjectDef[] {
  const { schema } = call.services.tooling;
  return [...SHARED, ...TEST_OBJECTS.map(({ apiName }) => apiName)].sort().flatMap((name) => schema.object(name) ?? []);
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
function describe(call: ApiCall): ApiReply {
  requireAuthorApex(call.org, call.user);
  const name = (call.params['object'] ?? '').toLowerCase();
  const object = objects(call).find(({ key }) => key === name);
  if (!object) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
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
    .refuse(`${base}/:object`, changes)
    .refuse(`${base}/:object/:id`, changes);
}
