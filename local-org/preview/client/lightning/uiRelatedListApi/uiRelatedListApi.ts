import { get, queryString, UI_API } from 'preview/http';
import { objectName, qualifiedFields } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';
import { recordTopic, wireAdapter } from 'preview/wire';
import type { RecordData } from 'lightning/uiRecordApi';

export interface RelatedListRecords {
  readonly records: readonly RecordData[];
  readonly count: number;
  readonly nextPageToken: string | null;
  readonly previousPageToken: string | null;
}

interface RelatedRecordsRequest {
  readonly parentRecordId?: string | null;
  readonly relatedListId?: string | null;
  readonly fields?: readonly FieldName[];
  readonly optionalFields?: readonly FieldName[];
  readonly sortBy?: readonly FieldName[];
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly where?: string;
}

const path = (request: { readonly parentRecordId?: string | null; readonly relatedListId?: string | null }): string =>
  `${encodeURIComponent(request.parentRecordId ?? '')}/${encodeURIComponent(request.relatedListId ?? '')}`;

async function fetchRelatedRecords(request: RelatedRecordsRequest): Promise<RelatedListRecords> {
  const query = queryString({
    fields: qualifiedFields(request.fields),
    optionalFields: qualifiedFields(request.optionalFields),
    sortBy: qualifiedFields(request.sortBy),
    pageSize: request.pageSize,
    pageToken: request.pageToken,
    where: request.where
  });
  return (await get(`${UI_API}/related-list-records/${path(request)}${query}`)) as RelatedListRecords;
}

export const getRelatedListRecords = wireAdapter<RelatedRecordsRequest, RelatedListRecords>({
  ready: ({ parentRecordId, relatedListId }) => Boolean(parentRecordId) && Boolean(relatedListId),
  fetch: fetchRelatedRecords,
  topics: ({ parentRecordId }, data) => [
    'records',
    recordTopic(parentRecordId ?? ''),
    ...(data?.records ?? []).map(({ id }) => recordTopic(id))
  ]
});

interface RelatedBatchRequest {
  readonly parentRecordId?: string | null;
  readonly relatedListParameters?: readonly RelatedRecordsRequest[];
}

export const getRelatedListRecordsBatch = wireAdapter<RelatedBatchRequest, { readonly results: readonly unknown[] }>({
  ready: ({ parentRecordId, relatedListParameters }) => Boolean(parentRecordId) && (relatedListParameters?.length ?? 0) > 0,
  fetch: async ({ parentRecordId = null, relatedListParameters = [] }) => ({
    results: await Promise.all(
      relatedListParameters.map((parameters) =>
        fetchRelatedRecords({ ...parameters, parentRecordId }).then(
          (result) => ({ statusCode: 200, result }),
          (error: { readonly status: number; readonly body: unknown }) => ({ statusCode: error.status, result: error.body })
        )
      )
    )
  }),
  topics: ({ parentRecordId }) => ['records', recordTopic(parentRecordId ?? '')]
});

export const getRelatedListInfo = wireAdapter<
  { readonly parentObjectApiName?: ObjectName | null; readonly relatedListId?: string | null; readonly recordTypeId?: string },
  unknown
>({
  ready: ({ parentObjectApiName, relatedListId }) => Boolean(parentObjectApiName) && Boolean(relatedListId),
  fetch: ({ parentObjectApiName, relatedListId, recordTypeId }) =>
    get(`${UI_API}/related-list-info/${objectName(parentObjectApiName ?? '')}/${relatedListId ?? ''}${queryString({ recordTypeId })}`),
  topics: () => []
});

export const getRelatedListsInfo = wireAdapter<
  { readonly parentObjectApiName?: ObjectName | null; readonly recordTypeId?: string },
  unknown
>({
  ready: ({ parentObjectApiName }) => Boolean(parentObjectApiName),
  fetch: ({ parentObjectApiName, recordTypeId }) =>
    get(`${UI_API}/related-list-info/${objectName(parentObjectApiName ?? '')}${queryString({ recordTypeId })}`),
  topics: () => []
});
