import { DATA_PATH, get, queryString } from 'preview/http';
import { wireAdapter } from 'preview/wire';
import type { FieldValue, RecordData } from 'lightning/uiRecordApi';
import type { ListRecords } from 'lightning/uiListsApi';

interface AllRequest {
  readonly objectApiName?: string | undefined;
  /** Paths below the object, such as `Owner.Name`. */
  readonly fields?: readonly string[];
  /** A path, with `-` in front for descending. */
  readonly sortedBy?: string;
  readonly pageSize?: number;
}

/** A row of a REST query in the UI API's shape. */
function asRecord(row: object): RecordData {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name !== 'attributes')
      fields[name] = { value: typeof value === 'object' && value !== null ? asRecord(value) : value, displayValue: null };
  }
  const attributes: unknown = Reflect.get(row, 'attributes');
  const type: unknown = typeof attributes === 'object' && attributes !== null ? Reflect.get(attributes, 'type') : '';
  return { id: String(Reflect.get(row, 'Id') ?? ''), apiName: String(type), fields };
}

/** Every record of an object: what its list shows when nobody has made a list view. */
export const getAllRecords = wireAdapter<AllRequest, ListRecords>({
  ready: ({ objectApiName, fields }) => Boolean(objectApiName) && (fields?.length ?? 0) > 0,
  fetch: async ({ objectApiName = '', fields = [], sortedBy = '', pageSize = 50 }) => {
    // The names of parents come with their ids, which the links need.
    const parents = fields.filter((path) => path.includes('.')).map((path) => path.replace(/[^.]+$/, 'Id'));
    const select = [...new Set(['Id', ...fields, ...parents])].join(', ');
    const field = sortedBy.replace(/^-/, '');
    const order = field === '' ? 'LastModifiedDate DESC' : `${field} ${sortedBy.startsWith('-') ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}`;
    const q = `SELECT ${select} FROM ${objectApiName} ORDER BY ${order} LIMIT ${pageSize + 1}`;
    const answer = (await get(`${DATA_PATH}/query${queryString({ q })}`)) as { readonly records: readonly object[] };
    const records = answer.records.slice(0, pageSize).map(asRecord);
    return { records, count: records.length, nextPageToken: answer.records.length > pageSize ? String(pageSize) : null };
  },
  topics: () => ['records']
});
