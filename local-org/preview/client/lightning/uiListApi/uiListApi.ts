import { get, queryString, UI_API } from 'preview/http';
import { objectName, qualifiedFields } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';
import { wireAdapter } from 'preview/wire';

interface ListUiRequest {
  readonly objectApiName?: ObjectName | null;
  readonly listViewApiName?: string | null;
  readonly fields?: readonly FieldName[];
  readonly optionalFields?: readonly FieldName[];
  readonly sortBy?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** A list view's description and records in one, or all list views of an object. Deprecated on the platform, still in use. */
export const getListUi = wireAdapter<ListUiRequest, unknown>({
  ready: ({ objectApiName }) => Boolean(objectApiName),
  fetch: ({ objectApiName, listViewApiName, ...request }) =>
    get(
      `${UI_API}/list-ui/${objectName(objectApiName ?? '')}${listViewApiName ? `/${encodeURIComponent(listViewApiName)}` : ''}${queryString(
        {
          fields: qualifiedFields(request.fields),
          optionalFields: qualifiedFields(request.optionalFields),
          sortBy: request.sortBy,
          pageSize: request.pageSize,
          pageToken: request.pageToken
        }
      )}`
    ),
  topics: () => ['records']
});
