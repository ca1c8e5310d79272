import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { findByName } from '../rest/search';
import { policyOf } from '../rest/dml';
import { addOptional, newTree } from './field-tree';
import { numberParameter, uiHandler } from './handler';
import { uiObject } from './read-records';
import { loadRecords } from './record';

/** The object to search: the one named, or the field's only target. @throws OrgException */
function targetName(call: ApiCall, targets: readonly string[]): string {
  const named = call.params['target'];
  if (named === undefined && targets.length === 1) return targets[0] ?? '';
  const target = targets.find((candidate) => candidate.toLowerCase() === named?.toLowerCase());
  if (target === undefined) throw new OrgException('INVALID_TYPE', `Name the object to look up, one of ${targets.join(', ')}`);
  return target;
}

/** `GET /ui-api/lookups/{object}/{field}/{target}?q=`: records a lookup could point to, by name. */
export const getLookupRecords = uiHandler((call) =>
  call.transact((tx) => {
    const object = uiObject(call, tx, call.params['object'] ?? '');
    const name = (call.params['field'] ?? '').replace(new RegExp(`^${object.apiName}\\.`, 'i'), '');
    const access = policyOf(call, tx);
    const field = object.field(name);
    if (!field || field.type !== 'reference' || !access.canReadField(field)) {
      throw new OrgException('INVALID_FIELD', `${name} is not a lookup of ${object.apiName}, or you do not have access to it.`);
    }
    const target = uiObject(call, tx, targetName(call, field.referenceTo));
    const pageSize = numberParameter('pageSize', call.search.get('pageSize'), 25, 1, 200);
    const term = (call.search.get('q') ?? '').trim();
    const nameField = target.nameField?.apiName ?? 'Id';
    const tree = newTree(target);
    addOptional(tree, [`${target.apiName}.Id`, `${target.apiName}.${nameField}`], call.org.schema, access);
    const records =
      term === ''
        ? loadRecords(call, tx, tree, { clause: `ORDER BY ${nameField} LIMIT ${pageSize}` })
        : loadRecords(call, tx, tree, {
            clause: `WHERE Id IN :ids ORDER BY ${nameField}`,
            binds: () => findByName(call, tx, target, term, pageSize)
          });
    return { count: records.length, currentPageToken: '0', nextPageToken: null, previousPageToken: null, pageSize, records };
  })
);
