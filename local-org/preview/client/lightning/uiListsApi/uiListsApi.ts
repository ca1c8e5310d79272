import { get, queryString, UI_API } from 'preview/http';
import { objectName, qualifiedFields } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';
import { recordTopic, wireAdapter } from 'preview/wire';
import type { RecordData } from 'lightning/uiRecordApi';

export interface ListViewColumn {
  readonly fieldApiName: string;
  readonly label: string;
  readonly sortable: boolean;
}

export interface ListInfo {
  readonly label: string;
  readonly displayColumns: readonly ListViewColumn[];
  readonly orderedByInfo?: readonly { readonly fieldApiName: string; readonly isAscending: boolean }[];
}

export interface ListRecords {
  readonly records: readonly RecordData[];
  readonly count: number;
  readonly nextPageToken: string | null;
}

interface ListRequest {
  readonly objectApiName?: ObjectName | null;
  readonly listViewApiName?: string | null;
}

interface ListRecordsRequest extends ListRequest {
  readonly fields?: readonly FieldName[];
  readonly optionalFields?: readonly FieldName[];
  readonly sortBy?: readonly string[];
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly searchTerm?: string;
  readonly where?: string;
}

const named = ({ objectApiName, listViewApiName }: ListRequest): boolean => Boolean(objectApiName) && Boolean(listViewApiName);
const path = ({ objectApiName, listViewApiName }: ListRequest): string =>
  `${encodeURIComponent(objectName(objectApiName ?? ''))}/${encodeURIComponent(listViewApiName ?? '')}`;

/** Columns, filters and order of a list view. */
export const getListInfoByName = wireAdapter<ListRequest, ListInfo>({
  ready: named,
  fetch: async (request) => (await get(`${UI_API}/list-info/${path(request)}`)) as ListInfo,
  topics: () => []
});

/** The records that a list view shows, page by page. */
export const getListRecordsByName = wireAdapter<ListRecordsRequest, ListRecords>({
  ready: named,
  fetch: async (request) =>
    (await get(
      `${UI_API}/list-records/${path(request)}${queryString({
        fields: qualifiedFields(request.fields),
        optionalFields: qualifiedFields(request.optionalFields),
        sortBy: request.sortBy,
        pageSize: request.pageSize,
        pageToken: request.pageToken,
        searchTerm: request.searchTerm,
        where: request.where
      })}`
    )) as ListRecords,
  topics: (_request, data) => ['records', ...(data?.records ?? []).map(({ id }) => recordTopic(id))]
});

interface ListInfosRequest {
  readonly objectApiName?: ObjectName | null;
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly q?: string;
  readonly recentListsOnly?: boolean;
}

/** The list views of an object. */
export const getListInfosByObjectName = wireAdapter<ListInfosRequest, unknown>({
  ready: ({ objectApiName }) => Boolean(objectApiName),
  fetch: ({ objectApiName, pageSize, pageToken, q, recentListsOnly }) =>
    get(
      `${UI_API}/list-info/${objectName(objectApiName ?? '')}${queryString({ pageSize, pageToken, q, recentListsOnly: recentListsOnly ? 'true' : undefined })}`
    ),
  topics: () => []
});
