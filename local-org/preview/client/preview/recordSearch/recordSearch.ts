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

/** Fields of `DETAIL_FIELDS` that the user may read on this object. The first with a value tells records of one name apart. */
async function detailFields(object: string): Promise<readonly string[]> {
  const info = await fetchObjectInfo(object);
  const relationships = new Set(Object.values(info.fields).map((field) => field.relationshipName));
  return DETAIL_FIELDS.filter((path) => {
    const [first = '', second] = path.split('.');
    return second === undefined ? first in info.fields : relationships.has(first);
  });
}

const wordsOf = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');

/** The value in which a word was found that is not in the name; otherwise the first value. */
function detailOf(values: readonly string[], name: string, words: readonly string[]): string {
  const contains = (value: string, word: string): boolean => value.toLowerCase().includes(word.toLowerCase());
  const elsewhere = words.filter((word) => !contains(name, word));
  return values.find((value) => elsewhere.some((word) => contains(value, word))) ?? values.find((value) => value !== '') ?? '';
}

/** @param conditionOn the condition, given the fields that tell records of one name apart */
async function query(
  object: string,
  conditionOn: (details: readonly string[]) => string,
  limit: number,
  words: readonly string[] = []
): Promise<FoundRecord[]> {
  const nameField = NAME_FIELDS[object] ?? 'Name';
  const details = await detailFields(object);
  const condition = conditionOn(details);
  const select = ['Id', nameField, ...details].join(', ');
  const order = condition === '' ? 'LastModifiedDate DESC' : nameField;
  const soql = `SELECT ${select} FROM ${object} ${condition === '' ? '' : `WHERE ${condition}`} ORDER BY ${order} LIMIT ${limit}`;
  const answer = (await get(`${DATA_PATH}/query${queryString({ q: soql })}`)) as QueryAnswer;
  return answer.records.map((record) => {
    const name = valueAt(record, nameField);
    const values = details.map((path) => valueAt(record, path));
    return { id: valueAt(record, 'Id'), name, detail: detailOf(values, name, words), object };
  });
}

/** Each word must be in one of the fields. */
function containsWords(fields: readonly string[], words: readonly string[]): string {
  return words.map((word) => `(${fields.map((field) => `${field} LIKE '%${literal(word)}%'`).join(' OR ')})`).join(' AND ');
}

/** Records of an object whose name contains these words, or the last changed ones when there are none. @throws FetchError */
export function searchRecords(object: string, text: string, limit: number): Promise<FoundRecord[]> {
  const words = wordsOf(text);
  return query(object, () => containsWords([NAME_FIELDS[object] ?? 'Name'], words), limit, words);
}

/** Records of an object that have each of these words in their name, company, account or email. @throws FetchError */
export function searchEverywhere(object: string, text: string, limit: number): Promise<FoundRecord[]> {
  const words = wordsOf(text);
  return query(object, (details) => containsWords([NAME_FIELDS[object] ?? 'Name', ...details], words), limit, words);
}

/** The name of one record; empty when it cannot be read. */
export async function recordName(object: string, id: string): Promise<string> {
  const [found] = await query(object, () => `Id = '${literal(id)}'`, 1);
  return found?.name ?? '';
}
