import { get, UI_API } from 'preview/http';
import { objectName, qualifiedField } from 'preview/fieldNames';
import type { FieldName, ObjectName } from 'preview/fieldNames';
import { wireAdapter } from 'preview/wire';

export interface ObjectFieldInfo {
  readonly apiName: string;
  readonly label: string;
  readonly dataType: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly required: boolean;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly inlineHelpText: string | null;
  readonly reference: boolean;
  readonly relationshipName: string | null;
  readonly referenceToInfos: readonly { readonly apiName: string; readonly nameFields: readonly string[] }[];
  readonly controllingFields: readonly string[];
  readonly compound?: boolean;
  readonly htmlFormatted?: boolean;
}

export interface ObjectInfo {
  readonly apiName: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly fields: Readonly<Record<string, ObjectFieldInfo>>;
  readonly nameFields: readonly string[];
  readonly defaultRecordTypeId: string | null;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly dependentFields: Readonly<Record<string, unknown>>;
  readonly themeInfo?: { readonly color: string; readonly iconUrl: string };
}

export interface PicklistOption {
  readonly label: string;
  readonly value: string;
  readonly attributes: unknown;
  readonly validFor: readonly number[];
}

export interface PicklistValues {
  readonly values: readonly PicklistOption[];
  readonly defaultValue: PicklistOption | null;
  readonly controllerValues: Readonly<Record<string, number>>;
}

/** Object descriptions and picklists change only with the metadata, which loads a new page. */
const kept = new Map<string, Promise<unknown>>();

function keep<T>(url: string): Promise<T> {
  const known = kept.get(url);
  if (known) return known as Promise<T>;
  const started = get(url);
  kept.set(url, started);
  started.catch(() => kept.delete(url));
  return started as Promise<T>;
}

/** The description of one object. @throws FetchError */
export function fetchObjectInfo(name: string): Promise<ObjectInfo> {
  return keep<ObjectInfo>(`${UI_API}/object-info/${encodeURIComponent(name)}`);
}

/** Picklist values of every field of an object. @throws FetchError */
export async function fetchPicklists(name: string, recordTypeId: string): Promise<Readonly<Record<string, PicklistValues>>> {
  const answer = await keep<{ readonly picklistFieldValues: Readonly<Record<string, PicklistValues>> }>(
    `${UI_API}/object-info/${encodeURIComponent(name)}/picklist-values/${recordTypeId}`
  );
  return answer.picklistFieldValues;
}

export const getObjectInfo = wireAdapter<{ readonly objectApiName?: ObjectName | null }, ObjectInfo>({
  ready: ({ objectApiName }) => Boolean(objectApiName),
  fetch: ({ objectApiName }) => fetchObjectInfo(objectName(objectApiName ?? '')),
  topics: () => []
});

export const getObjectInfos = wireAdapter<{ readonly objectApiNames?: readonly ObjectName[] }, { readonly results: readonly unknown[] }>({
  ready: ({ objectApiNames }) => (objectApiNames?.length ?? 0) > 0,
  fetch: async ({ objectApiNames = [] }) => ({
    results: await Promise.all(
      objectApiNames.map((name) =>
        fetchObjectInfo(objectName(name)).then(
          (result) => ({ statusCode: 200, result }),
          (error: { readonly status: number; readonly body: unknown }) => ({ statusCode: error.status, result: error.body })
        )
      )
    )
  }),
  topics: () => []
});

export const getPicklistValues = wireAdapter<
  { readonly recordTypeId?: string | null; readonly fieldApiName?: FieldName | null },
  PicklistValues
>({
  ready: ({ recordTypeId, fieldApiName }) => Boolean(recordTypeId) && Boolean(fieldApiName),
  fetch: ({ recordTypeId, fieldApiName }) => {
    const [object = '', field = ''] = qualifiedField(fieldApiName ?? '').split('.');
    return keep<PicklistValues>(`${UI_API}/object-info/${object}/picklist-values/${recordTypeId ?? ''}/${field}`);
  },
  topics: () => []
});

export const getPicklistValuesByRecordType = wireAdapter<
  { readonly objectApiName?: ObjectName | null; readonly recordTypeId?: string | null },
  unknown
>({
  ready: ({ objectApiName, recordTypeId }) => Boolean(objectApiName) && Boolean(recordTypeId),
  fetch: ({ objectApiName, recordTypeId }) =>
    keep<unknown>(`${UI_API}/object-info/${objectName(objectApiName ?? '')}/picklist-values/${recordTypeId ?? ''}`),
  topics: () => []
});
