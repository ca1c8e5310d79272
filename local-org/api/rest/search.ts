import { OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { rowIds } from '../records/render';
import { policyOf } from './dml';
import { chosenFields, retrieve } from './retrieve';

const MOST_PER_OBJECT = 200;
const DEFAULT_PER_OBJECT = 25;
const SHORTEST_TERM = 2;

/** Escapes the wildcards of LIKE. */
export const likePattern = (term: string): string =>
  term
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');

/** Ids of records whose name has a word that begins with the term, by name. */
export function findByName(call: ApiCall, tx: Transaction, object: ObjectDef, term: string, limit: number): string[] {
  const name = object.nameField;
  if (!name || !policyOf(call, tx).canReadField(name)) return [];
  const pattern = likePattern(term);
  const soql = `SELECT Id FROM ${object.apiName} WHERE ${name.apiName} LIKE :start OR ${name.apiName} LIKE :inside ORDER BY ${name.apiName} LIMIT ${limit}`;
  const binds = (bind: string): string => (bind === 'start' ? `${pattern}%` : `% ${pattern}%`);
  const result = call.org.queries.execute(tx, soql, { access: policyOf(call, tx), binds });
  return rowIds(result);
}

/** Objects to look through: those named, or all that can be searched and read. */
function searched(call: ApiCall, tx: Transaction): ObjectDef[] {
  const named = call.search.getAll('sobject').flatMap((names) => names.split(','));
  const access = policyOf(call, tx);
  if (named.length === 0) return call.org.schema.objects.filter((object) => object.searchable && access.canReadObject(object));
  return named.map((name) => {
    const object = call.org.schema.object(name.trim());
    if (!object || !object.searchable || !access.canReadObject(object)) {
      throw new OrgException('INVALID_TYPE', `sObject type '${name}' is not supported for searching.`);
    }
    return object;
  });
}

function limitOf(call: ApiCall): number {
  const given = Number(call.search.get('sobjectLimit') ?? call.search.get('overallLimit') ?? DEFAULT_PER_OBJECT);
  if (!Number.isInteger(given) || given < 1 || given > MOST_PER_OBJECT) {
    throw new OrgException('INVALID_OPERATION', `Limits of a search must lie between 1 and ${MOST_PER_OBJECT}`);
  }
  return given;
}

/** `GET /parameterizedSearch?q=…`: records by name. */
function parameterizedSearch(call: ApiCall): ApiReply {
  const term = (call.search.get('q') ?? '').trim();
  if (term.replace(/[*?]/g, '').length < SHORTEST_TERM) {
    throw new OrgException('MALFORMED_SEARCH', `search term must be longer than one character: ${term}`);
  }
  const limit = limitOf(call);
  return call.transact((tx) => {
    const searchRecords = searched(call, tx).flatMap((object) => {
      const ids = findByName(call, tx, object, term, limit);
      const names = call.search.get(`${object.apiName}.fields`) ?? call.search.get('fields') ?? 'Id';
      const fields = chosenFields(
        call,
        tx,
        object,
        names.split(',').map((name) => name.trim())
      );
      const found = retrieve(call, tx, object, ids, fields);
      return ids.flatMap((id) => found.get(id) ?? []);
    });
    return json(200, { searchRecords });
  });
}

export function searchRoutes(routes: Routes): void {
  routes
    .session('GET', `${DATA}/parameterizedSearch`, parameterizedSearch)
    .refuse(`${DATA}/search`, 'SOSL; records are found by name with /parameterizedSearch')
    .refuse(`${DATA}/search/*`, 'search suggestions and layouts');
}
