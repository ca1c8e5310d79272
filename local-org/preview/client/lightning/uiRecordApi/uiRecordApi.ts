import { get, patch, post, queryString, remove, UI_API } from 'preview/http';
import { fieldPath, objectName, qualifiedFields } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';
import { publish, publishEverything, recordTopic, wireAdapter } from 'preview/wire';

export interface FieldValue {
  readonly value: string | number | boolean | null | RecordData;
  readonly displayValue: string | null;
}

/** A record in the UI API's shape. */
export interface RecordData {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly recordTypeInfo?: unknown;
  readonly lastModifiedDate?: string;
}

export interface RecordInput {
  readonly apiName?: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly allowSaveOnDuplicate?: boolean;
}

interface RecordRequest {
  readonly recordId?: string | null;
  readonly fields?: FieldName | readonly FieldName[];
  readonly optionalFields?: FieldName | readonly FieldName[];
  readonly layoutTypes?: string | readonly string[];
  readonly modes?: string | readonly string[];
}

const list = (value: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof value === 'string' ? [value] : value;

function asRecord(value: unknown): RecordData {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('fields' in value)) {
    throw new Error('The org answered with something that is not a record.');
  }
  return value as RecordData;
}

/** Topics of a record and of the parents it came with. */
function recordTopics(record: RecordData | undefined): string[] {
  if (!record) return [];
  const parents = Object.values(record.fields).flatMap(({ value }) =>
    typeof value === 'object' && value !== null ? recordTopics(value) : []
  );
  return [recordTopic(record.id), ...parents];
}

async function fetchRecord(request: RecordRequest): Promise<RecordData> {
  const query = queryString({
    fields: qualifiedFields(request.fields),
    optionalFields: qualifiedFields(request.optionalFields),
    layoutTypes: list(request.layoutTypes),
    modes: list(request.modes)
  });
  return asRecord(await get(`${UI_API}/records/${encodeURIComponent(request.recordId ?? '')}${query}`));
}

const asksForSomething = (request: RecordRequest): boolean =>
  qualifiedFields(request.fields).length + qualifiedFields(request.optionalFields).length > 0 ||
  (list(request.layoutTypes)?.length ?? 0) > 0;

export const getRecord = wireAdapter<RecordRequest, RecordData>({
  ready: (request) => Boolean(request.recordId) && asksForSomething(request),
  fetch: fetchRecord,
  topics: (request, data) => [recordTopic(request.recordId ?? ''), ...recordTopics(data)]
});

interface BatchRequest {
  readonly records?: readonly {
    readonly recordIds: readonly string[];
    readonly fields?: readonly FieldName[];
    readonly optionalFields?: readonly FieldName[];
  }[];
}

interface BatchResult {
  readonly results: readonly { readonly statusCode: number; readonly result: unknown }[];
}

export const getRecords = wireAdapter<BatchRequest, BatchResult>({
  ready: (request) => (request.records?.length ?? 0) > 0,
  fetch: async ({ records = [] }) => {
    const wanted = records.flatMap(({ recordIds, ...rest }) => recordIds.map((recordId) => ({ recordId, ...rest })));
    const results = await Promise.all(
      wanted.map(async (request) => {
        try {
          return { statusCode: 200, result: await fetchRecord(request) };
        } catch (error) {
          const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
          const body = typeof error === 'object' && error !== null ? Reflect.get(error, 'body') : error;
          return { statusCode: typeof status === 'number' ? status : 500, result: body };
        }
      })
    );
    return { results };
  },
  topics: ({ records = [] }) => records.flatMap(({ recordIds }) => recordIds.map(recordTopic))
});

function fieldOf(record: RecordData | null | undefined, field: FieldName): FieldValue | undefined {
  const path = fieldPath(field).split('.');
  let current: RecordData | null | undefined = record;
  for (const [index, step] of path.entries()) {
    const found: FieldValue | undefined = current?.fields[step];
    if (index === path.length - 1) return found;
    current = typeof found?.value === 'object' ? found.value : null;
  }
  return undefined;
}

/** A field's value, through relationships (`Lead.Owner.Name`); undefined when the record does not have it. */
export function getFieldValue(record: RecordData | null | undefined, field: FieldName): FieldValue['value'] | undefined {
  return fieldOf(record, field)?.value;
}

/** A field's value as a person in this locale reads it; null where the raw value is meant to be shown. */
export function getFieldDisplayValue(record: RecordData | null | undefined, field: FieldName): string | null | undefined {
  return fieldOf(record, field)?.displayValue;
}

export async function createRecord(input: RecordInput): Promise<RecordData> {
  const created = asRecord(await post(`${UI_API}/records`, input));
  publish('records');
  return created;
}

/** @param input its `fields` hold the `Id` */
export async function updateRecord(input: RecordInput): Promise<RecordData> {
  const { Id: id, ...fields } = input.fields;
  if (typeof id !== 'string') throw new Error('updateRecord: fields must hold the Id of the record.');
  const updated = asRecord(await patch(`${UI_API}/records/${encodeURIComponent(id)}`, { ...input, fields }));
  publish(recordTopic(id), 'records');
  return updated;
}

export async function deleteRecord(recordId: string): Promise<void> {
  await remove(`${UI_API}/records/${encodeURIComponent(recordId)}`);
  publish('records');
}

/** Tells the wires that these records changed by other means (imperative Apex): they fetch again. */
export async function notifyRecordUpdateAvailable(records: readonly { readonly recordId: string }[]): Promise<void> {
  publish(...records.map(({ recordId }) => recordTopic(recordId)));
}

/** The older name of `notifyRecordUpdateAvailable`. */
export function getRecordNotifyChange(records: readonly { readonly recordId: string }[]): void {
  publish(...records.map(({ recordId }) => recordTopic(recordId)));
}

/** Fetches again whatever wires on this page hold. */
export async function refresh(): Promise<void> {
  publishEverything();
}

interface CreateDefaultsRequest {
  readonly objectApiName?: ObjectName;
  readonly recordTypeId?: string;
  readonly formFactor?: string;
  readonly optionalFields?: readonly FieldName[];
}

export const getRecordCreateDefaults = wireAdapter<CreateDefaultsRequest, unknown>({
  ready: (request) => Boolean(request.objectApiName),
  fetch: ({ objectApiName = '', recordTypeId, formFactor, optionalFields }) =>
    get(
      `${UI_API}/record-defaults/create/${objectName(objectApiName)}${queryString({ recordTypeId, formFactor, optionalFields: qualifiedFields(optionalFields) })}`
    ),
  topics: () => []
});

interface RecordUiRequest {
  readonly recordIds?: string | readonly string[];
  readonly layoutTypes?: string | readonly string[];
  readonly modes?: string | readonly string[];
  readonly optionalFields?: FieldName | readonly FieldName[];
}

export const getRecordUi = wireAdapter<RecordUiRequest, unknown>({
  ready: (request) => (list(request.recordIds)?.length ?? 0) > 0 && request.layoutTypes !== undefined && request.modes !== undefined,
  fetch: (request) =>
    get(
      `${UI_API}/record-ui/${(list(request.recordIds) ?? []).join(',')}${queryString({
        layoutTypes: list(request.layoutTypes),
        modes: list(request.modes),
        optionalFields: qualifiedFields(request.optionalFields)
      })}`
    ),
  topics: (request) => (list(request.recordIds) ?? []).map(recordTopic)
});

interface ObjectInfoLike {
  readonly fields: Readonly<Record<string, { readonly createable: boolean; readonly updateable: boolean }>>;
}

function inputFields(record: RecordData, info: ObjectInfoLike | undefined, may: 'createable' | 'updateable'): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, { value }] of Object.entries(record.fields)) {
    if ((value === null || typeof value !== 'object') && (info === undefined || info.fields[name]?.[may])) fields[name] = value;
  }
  return fields;
}

export function generateRecordInputForCreate(record: RecordData, objectInfo?: ObjectInfoLike): RecordInput {
  return { apiName: record.apiName, fields: inputFields(record, objectInfo, 'createable') };
}

export function generateRecordInputForUpdate(record: RecordData, objectInfo?: ObjectInfoLike): RecordInput {
  return { fields: { ...inputFields(record, objectInfo, 'updateable'), Id: record.id } };
}

/** Keeps only the fields whose values have changed. */
export function createRecordInputFilteredByEditedFields(input: RecordInput, original: RecordData): RecordInput {
  const fields = Object.fromEntries(
    Object.entries(input.fields).filter(([name, value]) => name === 'Id' || original.fields[name]?.value !== value)
  );
  return { ...input, fields };
}
