import { OrgException } from '../../errors';
import type { Transaction } from '../../database/types';
import type { ObjectDef } from '../../schema/types';
import type { ApiCall } from '../http/call';
import { policyOf } from '../rest/dml';
import type { FieldTree } from './field-tree';
import { fieldAt } from './list-filters';
import { numberParameter } from './handler';
import type { RecordRepresentation } from './record';
import { loadRecords } from './record';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 2000;
/** How far a list can be paged: the platform's bound for OFFSET. */
const LAST_OFFSET = 2000;

/** The paging and sorting of a list request, from the query string or the body. */
export interface PageRequest {
  readonly pageSize: number;
  readonly offset: number;
  /** `Name` or `-Name`. */
  readonly sortBy: readonly string[];
}

export function pageRequest(
  pageSize: string | number | null | undefined,
  pageToken: string | number | null | undefined,
  sortBy: readonly string[]
): PageRequest {
  return {
    pageSize: numberParameter('pageSize', pageSize, DEFAULT_PAGE, 1, LARGEST_PAGE),
    offset: numberParameter('pageToken', pageToken, 0, 0, LAST_OFFSET),
    sortBy
  };
}

/** `ORDER BY` of sort keys; always ends in the id, so that pages do not overlap. @throws OrgException INVALID_FIELD */
function orderBy(call: ApiCall, tx: Transaction, object: ObjectDef, sortBy: readonly string[]): string {
  const access = policyOf(call, tx);
  const keys = sortBy.map((given) => {
    const descending = given.startsWith('-');
    const path = given.replace(/^-/, '').replace(new RegExp(`^${object.apiName}\\.`, 'i'), '');
    const field = fieldAt(object, path, call.org.schema);
    if (!access.canReadField(field) || !field.sortable)
      throw new OrgException('INVALID_FIELD', `${object.apiName} cannot be sorted by ${path}`);
    return `${path} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return `ORDER BY ${[...keys, 'Id ASC'].join(', ')}`;
}

export interface Page {
  readonly records: readonly RecordRepresentation[];
  readonly count: number;
  readonly currentPageToken: string;
  readonly nextPageToken: string | null;
  readonly previousPageToken: string | null;
  readonly pageSize: number;
  readonly sortBy: readonly string[];
}

/** One page of the records that match a condition. @param condition SOQL; empty for all */
export function loadPage(
  call: ApiCall,
  tx: Transaction,
  tree: FieldTree,
  condition: string,
  request: PageRequest,
  binds?: (name: string) => string | undefined
): Page {
  const { pageSize, offset } = request;
  const where = condition === '' ? '' : `WHERE ${condition}`;
  const order = orderBy(call, tx, tree.object, request.sortBy);
  // One extra record shows whether there is a next page.
  const clause = `${where} ${order} LIMIT ${pageSize + 1}${offset === 0 ? '' : ` OFFSET ${offset}`}`;
  const records = loadRecords(call, tx, tree, { clause, ...(binds ? { binds } : {}) });
  const more = records.length > pageSize && offset + pageSize <= LAST_OFFSET;
  const page = records.slice(0, pageSize);
  return {
    records: page,
    count: page.length,
    currentPageToken: String(offset),
    nextPageToken: more ? String(offset + pageSize) : null,
    previousPageToken: offset === 0 ? null : String(Math.max(0, offset - pageSize)),
    pageSize,
    sortBy: request.sortBy
  };
}
