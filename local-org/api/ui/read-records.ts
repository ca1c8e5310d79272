import { prefixOf, to18 } from '../../database';
import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { policyOf } from '../rest/dml';
import type { FieldTree } from './field-tree';
import { addOptional, addPath, newTree } from './field-tree';
import { listParameter, uiHandler } from './handler';
import { LAYOUT_TYPES, layoutFieldPaths, oneOf } from './layouts';
import type { RecordRepresentation } from './record';
import { loadRecord } from './record';

const MOST_IN_BATCH = 200;

/** The record a path names. @throws OrgException */
export function recordOf(call: ApiCall, given: string): { readonly id: string; readonly object: ObjectDef } {
  const id = to18(given);
  const object = id === null ? undefined : call.org.schema.objectByPrefix(prefixOf(id));
  if (id === null) throw new OrgException('MALFORMED_ID', `The record id ${given} is not valid`);
  if (!object) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
  return { id, object };
}

/** The object of a path, if the caller may read it. @throws OrgException INVALID_TYPE */
export function uiObject(call: ApiCall, tx: Transaction, name: string): ObjectDef {
  const object = call.org.schema.object(name);
  if (!object || !policyOf(call, tx).canReadObject(object)) {
    throw new OrgException('INVALID_TYPE', `Object ${name} is not supported in UI API, or you do not have access to it.`);
  }
  return object;
}

/** Fields asked for by `fields`, `optionalFields` and `layoutTypes` (with `modes`). @throws OrgException if none are */
function requestedTree(call: ApiCall, tx: Transaction, object: ObjectDef): FieldTree {
  const access = policyOf(call, tx);
  const [fields, optional, layouts] = ['fields', 'optionalFields', 'layoutTypes'].map((name) => listParameter(call, name));
  if (!access.canReadObject(object))
    throw new OrgException('INSUFFICIENT_ACCESS', `You do not have access to the object ${object.apiName}.`);
  if (fields?.length === 0 && optional?.length === 0 && layouts?.length === 0) {
    throw new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', 'Specify at least one field or layout type');
  }
  const tree = newTree(object);
  const types = (layouts ?? []).map((type) => oneOf('layoutTypes', LAYOUT_TYPES, type, 'Full'));
  addOptional(tree, layoutFieldPaths(call.org, object, types, access), call.org.schema, access);
  for (const path of fields ?? []) addPath(tree, path, call.org.schema, access);
  addOptional(tree, optional ?? [], call.org.schema, access);
  return tree;
}

/** `GET /ui-api/records/{id}` */
export function getRecord(call: ApiCall): RecordRepresentation {
  const { id, object } = recordOf(call, call.params['id'] ?? '');
  return call.transact((tx) => loadRecord(call, tx, requestedTree(call, tx, object), id));
}

/** `GET /ui-api/records/batch/{ids}`: each with its own status. */
export function getRecords(call: ApiCall): Record<string, unknown> {
  const ids = (call.params['ids'] ?? '').split(',');
  if (ids.length > MOST_IN_BATCH) throw new OrgException('LIMIT_EXCEEDED', `At most ${MOST_IN_BATCH} records can be read at once`);
  const one = uiHandler(getRecord);
  const replies = ids.map((id) => one({ ...call, params: { id } }));
  const failed = replies.some((reply) => reply.status >= 400);
  return { hasErrors: failed, results: replies.map((reply) => ({ statusCode: reply.status, result: reply.json })) };
}
