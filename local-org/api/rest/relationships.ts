import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { notFound } from '../http/errors';
import { rowIds } from '../records/render';
import { policyOf } from './dml';
import { chosenFields, retrieve } from './retrieve';

const MOST_CHILDREN = 2000;

/** `/sobjects/Contact/{id}/Account` or `/sobjects/Account/{id}/Contacts`: the records at the other end of a relationship. */
export function relatedRecords(call: ApiCall, object: ObjectDef, id: string): ApiReply {
  const name = call.params['value'] ?? '';
  const names = call.search.get('fields')?.split(',') ?? null;
  const { queries, schema } = call.org;
  const up = object.parentRelationship(name);
  const down = object.childRelationship(name);
  return call.transact((tx) => {
    const access = policyOf(call, tx);
    if (up) {
      const result = queries.execute(tx, `SELECT ${up.apiName} FROM ${object.apiName} WHERE Id = :id`, { access, binds: () => id });
      const column = result.shape.columns[0];
      const parentId = column && result.rows[0]?.[column.key];
      const parent = typeof parentId === 'string' ? schema.objectByPrefix(parentId.slice(0, 3)) : undefined;
      const record = parent && retrieve(call, tx, parent, [String(parentId)], chosenFields(call, tx, parent, names)).get(String(parentId));
      if (!record) throw notFound();
      return json(200, record);
    }
    const child = down && schema.object(down.childObject);
    if (!child) throw new OrgException('NOT_FOUND', `The requested resource does not exist: ${object.apiName} has no relationship ${name}`);
    const soql = `SELECT Id FROM ${child.apiName} WHERE ${down.field.apiName} = :id ORDER BY Id LIMIT ${MOST_CHILDREN}`;
    const result = queries.execute(tx, soql, { access, binds: () => id });
    const ids = rowIds(result);
    const found = retrieve(call, tx, child, ids, chosenFields(call, tx, child, names));
    const records = ids.flatMap((childId) => found.get(childId) ?? []);
    return json(200, { totalSize: records.length, done: true, records });
  });
}
