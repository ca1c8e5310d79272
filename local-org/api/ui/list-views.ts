import { OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { ListViewDef } from '../../metadata/types';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import type { ApiCall } from '../http/call';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import { likePattern } from '../rest/search';
import { policyOf } from '../rest/dml';
import { addOptional, newTree } from './field-tree';
import { eTagOf, listParameter, numberParameter, uiHandler } from './handler';
import { fieldAt, listViewCondition, quoted } from './list-filters';
import { loadPage, pageRequest } from './paging';
import { uiObject } from './read-records';

const viewsOf = (call: ApiCall, object: ObjectDef): ListViewDef[] =>
  call.org.metadata.listViews
    .filter((view) => view.object.toLowerCase() === object.key)
    .map((view) => ({ ...view, columns: view.columns.map((path) => shownPath(object, path, call.org.schema)) }));

/** A lookup is shown, as on the platform, as the name of what it points to. */
function shownPath(object: ObjectDef, path: string, schema: Schema): string {
  const field = object.field(path);
  if (field?.type !== 'reference' || field.relationshipName === undefined) return path;
  const target = schema.object(field.referenceTo[0] ?? '');
  return `${field.relationshipName}.${target?.nameField?.apiName ?? 'Name'}`;
}

/** The lookup that a path such as `Owner.Name` shows by name. */
const lookupOf = (object: ObjectDef, path: string): FieldDef | undefined =>
  path.endsWith('.Name') ? object.fields.find(({ relationshipName }) => relationshipName === path.slice(0, -'.Name'.length)) : undefined;

/** @throws OrgException NOT_FOUND */
function viewOf(call: ApiCall, object: ObjectDef): ListViewDef {
  const name = call.params['view'] ?? '';
  const view = viewsOf(call, object).find((candidate) => candidate.fullName.toLowerCase() === name.toLowerCase());
  if (!view) throw new OrgException('NOT_FOUND', `${object.apiName} has no list view ${name}`);
  return view;
}

const reference = (view: ListViewDef): Record<string, unknown> => ({
  id: `${view.object}.${view.fullName}`,
  listViewApiName: view.fullName,
  objectApiName: view.object,
  type: 'listView'
});

/** Columns the caller may read. */
function columns(call: ApiCall, tx: Transaction, object: ObjectDef, view: ListViewDef): Record<string, unknown>[] {
  const access = policyOf(call, tx);
  return view.columns.flatMap((path) => {
    const field = fieldAt(object, path, call.org.schema);
    const lookup = lookupOf(object, path);
    if (!access.canReadField(field) || (lookup && !access.canReadField(lookup))) return [];
    return [
      { fieldApiName: path, label: lookup?.custom ? lookup.label : field.label, searchable: field.filterable, sortable: field.sortable }
    ];
  });
}

const sortKeys = (view: ListViewDef): string[] => (view.sort ? [`${view.sort.descending ? '-' : ''}${view.sort.field}`] : []);

function listInfo(call: ApiCall, tx: Transaction, object: ObjectDef, view: ListViewDef): Record<string, unknown> {
  const info = {
    cloneable: false,
    createable: false,
    deletable: false,
    displayColumns: columns(call, tx, object, view),
    filterLogicString: view.booleanFilter ?? null,
    filteredByInfo: view.filters.map((filter) => ({
      fieldApiName: filter.field,
      label: fieldAt(object, filter.field, call.org.schema).label,
      operandLabels: filter.value.split(','),
      operator: filter.operation
    })),
    label: view.label,
    listReference: reference(view),
    listShape: 'listView',
    objectApiNames: [object.apiName],
    orderedByInfo: view.sort
      ? [
          {
            fieldApiName: view.sort.field,
            isAscending: !view.sort.descending,
            label: fieldAt(object, view.sort.field, call.org.schema).label
          }
        ]
      : [],
    scope: view.filterScope === 'Mine' ? 'mine' : 'everything',
    updateable: false,
    userPreferences: { columnWidths: {}, columnWrap: {} },
    visibility: 'Public',
    visibilityEditable: false
  };
  return { ...info, eTag: eTagOf(info) };
}

/** Parameters of a page of a list: from the query string, or from a body where there is one. */
function parameters(call: ApiCall): {
  readonly list: (name: string) => string[];
  readonly value: (name: string) => string | number | null;
} {
  if (call.method !== 'POST') return { list: (name) => listParameter(call, name), value: (name) => call.search.get(name) };
  const body = JsonBody.of(call);
  const source: JsonObject = body.object();
  body.only(source, ['fields', 'optionalFields', 'pageSize', 'pageToken', 'sortBy', 'searchTerm']);
  return {
    list: (name) => (source[name] === undefined || source[name] === null ? [] : body.strings(source, name)),
    value: (name) => {
      const value = source[name] ?? null;
      if (value !== null && typeof value !== 'string' && typeof value !== 'number') throw body.mismatch('string', value, [name]);
      return value;
    }
  };
}

function searchCondition(object: ObjectDef, term: string): string {
  const name = object.nameField?.apiName ?? 'Id';
  return `${name} LIKE ${quoted(`%${likePattern(term)}%`)}`;
}

function listRecords(call: ApiCall, tx: Transaction, object: ObjectDef, view: ListViewDef): Record<string, unknown> {
  const { list, value } = parameters(call);
  const access = policyOf(call, tx);
  const tree = newTree(object);
  const paths = [...view.columns.map((path) => `${object.apiName}.${path}`), `${object.apiName}.Id`];
  addOptional(tree, [...paths, ...list('fields'), ...list('optionalFields')], call.org.schema, access);
  const given = list('sortBy');
  const request = pageRequest(value('pageSize'), value('pageToken'), given.length > 0 ? given : sortKeys(view));
  const filters = listViewCondition(view, object, call.org.schema, call.user.id);
  const term = String(value('searchTerm') ?? '').trim();
  const condition = term === '' ? filters : [filters && `(${filters})`, searchCondition(object, term)].filter(Boolean).join(' AND ');
  const page = loadPage(call, tx, tree, condition, request);
  const result = {
    ...page,
    fields: view.columns.map((path) => `${object.apiName}.${path}`),
    optionalFields: list('optionalFields'),
    listReference: reference(view),
    searchTerm: term === '' ? null : term
  };
  return { ...result, listInfoETag: eTagOf(view.columns) };
}

const withView = (work: (call: ApiCall, tx: Transaction, object: ObjectDef, view: ListViewDef) => unknown) =>
  uiHandler((call) =>
    call.transact((tx) => {
      const object = uiObject(call, tx, call.params['object'] ?? '');
      return work(call, tx, object, viewOf(call, object));
    })
  );

/** `GET /ui-api/list-info/{object}/{view}` */
export const getListInfo = withView(listInfo);

/** `GET` or `POST /ui-api/list-records/{object}/{view}` */
export const getListRecords = withView(listRecords);

/** `GET /ui-api/list-ui/{object}/{view}`: the list's properties and its first page. */
export const getListUi = withView((call, tx, object, view) => {
  const info = listInfo(call, tx, object, view);
  const body = { info, records: listRecords(call, tx, object, view) };
  return { ...body, eTag: eTagOf(body) };
});

/** `GET /ui-api/list-ui/{object}`: the object's list views. */
export const getListViews = uiHandler((call) =>
  call.transact((tx) => {
    const object = uiObject(call, tx, call.params['object'] ?? '');
    const pageSize = numberParameter('pageSize', call.search.get('pageSize'), 20, 1, 2000);
    const offset = numberParameter('pageToken', call.search.get('pageToken'), 0, 0, 2000);
    const all = viewsOf(call, object);
    const lists = all.slice(offset, offset + pageSize).map((view) => ({
      apiName: view.fullName,
      id: `${view.object}.${view.fullName}`,
      label: view.label,
      listUiUrl: `/services/data/v${call.version}.0/ui-api/list-ui/${object.apiName}/${view.fullName}`
    }));
    const next = offset + pageSize < all.length ? String(offset + pageSize) : null;
    const body = {
      count: lists.length,
      currentPageToken: String(offset),
      lists,
      nextPageToken: next,
      objectApiName: object.apiName,
      pageSize,
      previousPageToken: offset === 0 ? null : String(Math.max(0, offset - pageSize)),
      queryString: null,
      recentListsOnly: false
    };
    return { ...body, eTag: eTagOf(body) };
  })
);
