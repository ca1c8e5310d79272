import { UnsupportedFeature, OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { ChildRelationshipDef, ObjectDef } from '../../schema/types';
import type { LayoutDef } from '../../metadata/types';
import { listViewField } from '../../metadata/list-view-columns';
import type { ApiCall } from '../http/call';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import { policyOf } from '../rest/dml';
import type { FieldTree } from './field-tree';
import { addOptional, addPath, newTree } from './field-tree';
import { eTagOf, listParameter, uiHandler } from './handler';
import { layoutOf } from './layouts';
import { fieldAt } from './list-filters';
import { loadPage, pageRequest } from './paging';
import { recordOf, uiObject } from './read-records';

interface RelatedList {
  readonly relationship: ChildRelationshipDef;
  readonly child: ObjectDef;
  /** The list's entry in the parent's layout, if it has one. */
  readonly layout: LayoutDef['relatedLists'][number] | undefined;
}

type OnLayout = LayoutDef['relatedLists'][number];

/** Layouts name lists of custom objects by `Child__c.Lookup__c`, lists of standard objects by relationship or a special name. */
const isOnLayout = (list: OnLayout, relationship: ChildRelationshipDef): boolean =>
  [relationship.relationshipName, `${relationship.childObject}.${relationship.field.apiName}`].some(
    (name) => name?.toLowerCase() === list.relatedList.toLowerCase()
  );

/** @throws OrgException NOT_FOUND for a list the parent does not have, or whose records the caller may not read */
function relatedList(call: ApiCall, tx: Transaction, parent: ObjectDef, name: string): RelatedList {
  const relationship = parent.childRelationship(name);
  const child = relationship && call.org.schema.object(relationship.childObject);
  const access = policyOf(call, tx);
  if (!relationship || !child || !access.canReadObject(child) || !access.canReadField(relationship.field)) {
    throw new OrgException('NOT_FOUND', `Related list ${name} does not exist on ${parent.apiName}, or you do not have access to it.`);
  }
  return { relationship, child, layout: layoutOf(call.org, parent)?.relatedLists.find((list) => isOnLayout(list, relationship)) };
}

/** Paths of the columns to show: the layout's, else the child's name. */
function columnPaths({ child, layout }: RelatedList): string[] {
  const named = (layout?.fields ?? []).flatMap((column) => {
    const path = child.field(column) ? column : listViewField(child.apiName, column);
    return path === undefined ? [] : [path];
  });
  return named.length > 0 ? named : [child.nameField?.apiName ?? 'Id'];
}

function sortKeys({ child, layout }: RelatedList): string[] {
  const path =
    layout?.sortField === undefined
      ? undefined
      : child.field(layout.sortField)
        ? layout.sortField
        : listViewField(child.apiName, layout.sortField);
  return path === undefined ? [] : [`${layout?.sortOrder === 'Desc' ? '-' : ''}${path}`];
}

function tree(call: ApiCall, tx: Transaction, child: ObjectDef, fields: readonly string[], optional: readonly string[]): FieldTree {
  const access = policyOf(call, tx);
  const result = newTree(child);
  for (const path of fields) addPath(result, path, call.org.schema, access);
  addOptional(result, [`${child.apiName}.Id`, ...optional], call.org.schema, access);
  return result;
}

interface Request {
  readonly fields: readonly string[];
  readonly optionalFields: readonly string[];
  readonly sortBy: readonly string[];
  readonly pageSize: string | number | null;
  readonly pageToken: string | number | null;
}

function fromBody(call: ApiCall): Request {
  const body = JsonBody.of(call);
  const source: JsonObject = body.object();
  if (source['where'] !== undefined && source['where'] !== null) throw new UnsupportedFeature('the where parameter of related lists');
  body.only(source, ['fields', 'optionalFields', 'sortBy', 'pageSize', 'pageToken', 'where']);
  const list = (name: string): string[] => (source[name] === undefined || source[name] === null ? [] : body.strings(source, name));
  const scalar = (name: string): string | number | null => {
    const value = source[name] ?? null;
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') throw body.mismatch('string', value, [name]);
    return value;
  };
  return {
    fields: list('fields'),
    optionalFields: list('optionalFields'),
    sortBy: list('sortBy'),
    pageSize: scalar('pageSize'),
    pageToken: scalar('pageToken')
  };
}

function fromSearch(call: ApiCall): Request {
  if (call.search.has('where')) throw new UnsupportedFeature('the where parameter of related lists');
  return {
    fields: listParameter(call, 'fields'),
    optionalFields: listParameter(call, 'optionalFields'),
    sortBy: listParameter(call, 'sortBy'),
    pageSize: call.search.get('pageSize'),
    pageToken: call.search.get('pageToken')
  };
}

/** `GET` or `POST /ui-api/related-list-records/{parent}/{list}` */
export const getRelatedListRecords = uiHandler((call) => {
  const { id, object } = recordOf(call, call.params['parent'] ?? '');
  const request = call.method === 'POST' ? fromBody(call) : fromSearch(call);
  return call.transact((tx) => {
    const list = relatedList(call, tx, object, call.params['list'] ?? '');
    const { child, relationship } = list;
    const asked = [...request.fields, ...request.optionalFields];
    const columns = asked.length > 0 ? [] : columnPaths(list).map((path) => `${child.apiName}.${path}`);
    const fields = tree(call, tx, child, request.fields, [...request.optionalFields, ...columns]);
    const sortBy = request.sortBy.length > 0 ? request.sortBy : sortKeys(list);
    const page = loadPage(
      call,
      tx,
      fields,
      `${relationship.field.apiName} = :parent`,
      pageRequest(request.pageSize, request.pageToken, sortBy),
      () => id
    );
    return {
      ...page,
      fields: request.fields,
      optionalFields: request.optionalFields,
      listReference: {
        id: null,
        inContextOfRecordId: id,
        listViewApiName: null,
        objectApiName: null,
        parentObjectApiName: object.apiName,
        recordTypeId: null,
        relatedListId: relationship.relationshipName,
        type: 'relatedList'
      }
    };
  });
});

function info(call: ApiCall, tx: Transaction, parent: ObjectDef, list: RelatedList): Record<string, unknown> {
  const { child, relationship } = list;
  const access = policyOf(call, tx);
  const body = {
    cloneable: false,
    createable: child.createable && access.canCreateObject(child),
    deletable: false,
    displayColumns: columnPaths(list).flatMap((path) => {
      const field = fieldAt(child, path, call.org.schema);
      return access.canReadField(field) ? [{ fieldApiName: path, label: field.label, sortable: field.sortable, lookupId: null }] : [];
    }),
    fieldApiName: relationship.field.apiName,
    filteredByInfo: [],
    label: child.pluralLabel,
    listReference: { parentObjectApiName: parent.apiName, relatedListId: relationship.relationshipName, type: 'relatedList' },
    objectApiNames: [child.apiName],
    orderedByInfo: sortKeys(list).map((key) => ({
      fieldApiName: key.replace(/^-/, ''),
      isAscending: !key.startsWith('-'),
      label: fieldAt(child, key.replace(/^-/, ''), call.org.schema).label
    })),
    updateable: false
  };
  return { ...body, eTag: eTagOf(body) };
}

/** `GET /ui-api/related-list-info/{object}/{list}` */
export const getRelatedListInfo = uiHandler((call) =>
  call.transact((tx) => {
    const parent = uiObject(call, tx, call.params['object'] ?? '');
    return info(call, tx, parent, relatedList(call, tx, parent, call.params['list'] ?? ''));
  })
);

/** `GET /ui-api/related-list-info/{object}`: the lists on the object's layout, or all its lists where it has no layout. */
export const getRelatedLists = uiHandler((call) =>
  call.transact((tx) => {
    const parent = uiObject(call, tx, call.params['object'] ?? '');
    const access = policyOf(call, tx);
    const layout = layoutOf(call.org, parent);
    const shown = parent.childRelationships.filter(
      (relationship) =>
        relationship.relationshipName !== undefined && (!layout || layout.relatedLists.some((list) => isOnLayout(list, relationship)))
    );
    const relatedListsJson = shown.flatMap((relationship) => {
      const child = call.org.schema.object(relationship.childObject);
      if (!child || !access.canReadObject(child) || !access.canReadField(relationship.field)) return [];
      return [
        {
          entityLabel: child.label,
          entityLabelPlural: child.pluralLabel,
          fieldApiName: relationship.field.apiName,
          keyPrefix: child.keyPrefix,
          label: child.pluralLabel,
          objectApiName: child.apiName,
          relatedListId: relationship.relationshipName
        }
      ];
    });
    const body = { parentObjectApiName: parent.apiName, parentRecordTypeId: null, relatedLists: relatedListsJson };
    return { ...body, eTag: eTagOf(body) };
  })
);
