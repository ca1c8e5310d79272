import { DATA_PATH, get, queryString } from 'preview/http';
import { fetchObjectInfo } from 'lightning/uiObjectInfoApi';

export interface FoundRecord {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly object: string;
}

interface QueryAnswer {
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

const NAME_FIELDS: Readonly<Record<string, string>> = { Task: 'Subject', Event: 'Subject', Case: 'CaseNumber' };
const DETAIL_FIELDS = ['Company', 'Account.Name', 'Email', 'Title', 'Username'] as const;

/** Text inside a SOQL string, with the wildcards of LIKE taken literally. */
function literal(text: string): string {
  return text.replace(/[\\'%_]/g, (character) => `\\${character}`);
}

function valueAt(record: Readonly<Record<string, unknown>>, path: string): string {
  let reached: unknown = record;
  for (const step of path.split('.')) reached = typeof reached === 'object' && reached !== null ? Reflect.get(reached, step) : undefined;
  return typeof reached === 'string' ? reached : '';
}

/** Fields of `DETAIL_FIELDS` that the user may read on this object: the first of them tells records of one name apart. */
async function detailField(object: string): Promise<string | undefined> {
  const info = await fetchObjectInfo(object);
  const relationships = new Set(Object.values(info.fields).map((field) => field.relationshipName));
  return DETAIL_FIELDS.find((path) => {
    const [first = '', second] = path.split('.');
    return second === undefined ? first in info.fields : relationships.has(first);
  });
}

async function query(object: string, condition: string, limit: number): Promise<FoundRecord[]> {
  const nameField = NAME_FIELDS[object] ?? 'Name';
  const detail = await detailField(object);
  const select = ['Id', nameField, ...(detail === undefined || detail === nameField ? [] : [detail])].join(', ');
  const order = condition === '' ? 'LastModifiedDate DESC' : nameField;
  const soql = `SELECT ${select} FROM ${object} ${condition === '' ? '' : `WHERE ${condition}`} ORDER BY ${order} LIMIT ${limit}`;
  const answer = (await get(`${DATA_PATH}/query${queryString({ q: soql })}`)) as QueryAnswer;
  return answer.records.map((record) => ({
    id: valueAt(record, 'Id'),
    name: valueAt(record, nameField),
    detail: detail === undefined ? '' : valueAt(record, detail),
    object
  }));
}

/** Records of an object whose name contains these words, or the last changed ones when there are none. @throws FetchError */
export function searchRecords(object: string, words: string, limit: number): Promise<FoundRecord[]> {
  const nameField = NAME_FIELDS[object] ?? 'Name';
  const terms = words
    .trim()
    .split(/\s+/)
    .filter((term) => term !== '');
  return query(object, terms.map((term) => `${nameField} LIKE '%${literal(term)}%'`).join(' AND '), limit);
}

/** The name of one record; empty when it cannot be read. */
export async function recordName(object: string, id: string): Promise<string> {
  const [found] = await query(object, `Id = '${literal(id)}'`, 1);
  return found?.name ?? '';
}
