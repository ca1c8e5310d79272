import { OrgException, UnsupportedFeature } from '../../errors';
import { USER_MODE } from '../../security/types';
import type { FieldType } from '../../schema/types';
import type { ParentShape, QueryResult, ResultColumn, ResultShape } from '../../soql/types';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import type { JsonRecord } from '../records/render';
import { propertyOf, renderRecords, toolingPath, versionPath } from '../records/render';
import type { Cursor } from './cursors';

const LARGEST_BATCH = 2000;
const SMALLEST_BATCH = 200;

/** Runs a query as the caller, with the caller's permissions and sharing. */
export function runQuery(call: ApiCall, soql: string, allRows = false): QueryResult {
  return call.transact((tx) => {
    const access = call.org.security.policy(tx, call.user, USER_MODE);
    return call.org.queries.execute(tx, soql, { access, allRows });
  });
}

/** `Sforce-Query-Options: batchSize=200`. @throws OrgException INVALID_BATCH_SIZE outside of 200 to 2000 */
function batchSize(call: ApiCall): number {
  const given = /batchSize\s*=\s*(-?\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  if (given === undefined) return LARGEST_BATCH;
  const size = Number(given);
  if (size < SMALLEST_BATCH || size > LARGEST_BATCH) {
    throw new OrgException('INVALID_BATCH_SIZE', `Batch size should be between ${SMALLEST_BATCH} and ${LARGEST_BATCH}`);
  }
  return size;
}

const KEYWORD_OF_COLUMNS: Partial<Record<FieldType, string>> = {
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  id: 'Id',
  reference: 'Id'
};

const NUMERIC: readonly FieldType[] = ['int', 'long', 'double', 'currency', 'percent'];
const NOT_TEXT: readonly FieldType[] = [...NUMERIC, 'boolean', 'date', 'datetime', 'time', 'base64', 'id'];

function describeColumn(column: ResultColumn, aggregate: boolean): Record<string, unknown> {
  const name = propertyOf(column);
  return {
    aggregate: aggregate && column.field === undefined,
    apexType: KEYWORD_OF_COLUMNS[column.type] ?? 'String',
    booleanType: column.type === 'boolean',
    columnName: name,
    custom: column.field?.custom ?? false,
    displayName: name,
    foreignKeyName: column.field?.relationshipName ?? null,
    insertable: column.field?.createable ?? false,
    joinColumns: [],
    numberType: NUMERIC.includes(column.type),
    textType: !NOT_TEXT.includes(column.type),
    updatable: column.field?.updateable ?? false
  };
}

function joined(name: string, columns: readonly Record<string, unknown>[], aggregate: boolean): Record<string, unknown> {
  return {
    aggregate,
    apexType: null,
    booleanType: false,
    columnName: name,
    custom: name.endsWith('__r'),
    displayName: name,
    foreignKeyName: null,
    insertable: false,
    joinColumns: columns,
    numberType: false,
    textType: false,
    updatable: false
  };
}

const describeParent = (parent: ParentShape): Record<string, unknown> =>
  joined(
    parent.relationshipName,
    [...parent.columns.map((column) => describeColumn(column, false)), ...parent.parents.map(describeParent)],
    false
  );

/** The answer to `columns=true`: columns instead of rows. Salesforce CLI prints its table from it. */
function columnMetadata(result: QueryResult): Record<string, unknown> {
  const { shape } = result;
  const own = (of: ResultShape): Record<string, unknown>[] => [
    ...of.columns.map((column) => describeColumn(column, of.aggregate)),
    ...of.parents.map(describeParent)
  ];
  return {
    columnMetadata: [...own(shape), ...result.children.map((child) => joined(child.relationshipName, own(child.shape), true))],
    entityName: shape.object.apiName,
    groupBy: shape.aggregate && shape.columns.some((column) => column.field !== undefined),
    idSelected: shape.columns.some((column) => column.field?.type === 'id'),
    keyPrefix: shape.object.keyPrefix || null
  };
}

/** Options that narrow tooling queries' answers: the platform's tooling resources add two properties. */
export interface QueryStyle {
  /** Path after the version that returns the next records, for example `/query`. */
  readonly resource: string;
  readonly tooling: boolean;
  /** Replaces the query over the org's own objects. */
  readonly run?: (call: ApiCall, soql: string, allRows: boolean) => QueryResult;
  /** Changes records before they are returned. */
  readonly finish?: (records: readonly JsonRecord[], result: QueryResult) => readonly JsonRecord[];
}

function page(call: ApiCall, result: QueryResult, from: number, cursor: Cursor | null, size: number, style: QueryStyle): ApiReply {
  const to = Math.min(result.rows.length, from + size);
  const done = to >= result.rows.length;
  const extra = style.tooling ? { size: to - from, queryLocator: null, entityTypeName: result.shape.object.apiName } : {};
  const next = done || !cursor ? {} : { nextRecordsUrl: `${versionPath(call.version)}${style.resource}/${cursor.id}-${to}` };
  const rendered = renderRecords(result, style.tooling ? toolingPath(call.version) : versionPath(call.version), from, to);
  return json(200, { totalSize: result.totalSize, done, ...next, ...extra, records: style.finish?.(rendered, result) ?? rendered });
}

/** A handler of `?q=`. */
export function queryHandler(style: QueryStyle, allRows: boolean): (call: ApiCall) => ApiReply {
  return (call) => {
    if (call.search.has('explain')) throw new UnsupportedFeature('query plans (the parameter explain)');
    const soql = call.search.get('q');
    if (soql === null || soql.trim() === '') throw new OrgException('MALFORMED_QUERY', 'A query string has to be specified');
    const size = batchSize(call);
    const result = (style.run ?? runQuery)(call, soql, allRows);
    if (call.search.get('columns') === 'true') return json(200, columnMetadata(result));
    const cursor = result.rows.length > size ? call.services.cursors.open(call.user.id, result, size) : null;
    return page(call, result, 0, cursor, size, style);
  };
}

/** A handler of `/query/01g…-2000`. @throws OrgException INVALID_QUERY_LOCATOR */
export function nextRecordsHandler(style: QueryStyle): (call: ApiCall) => ApiReply {
  return (call) => {
    const locator = /^(\w{18})-(\d+)$/.exec(call.params['locator'] ?? '');
    const cursor = locator && call.services.cursors.use(locator[1] ?? '', call.user.id);
    const from = Number(locator?.[2]);
    if (!cursor || from > cursor.result.rows.length) throw new OrgException('INVALID_QUERY_LOCATOR', 'invalid query locator');
    return page(call, cursor.result, from, cursor, cursor.batchSize, style);
  };
}

/** SOQL over HTTP. */
export function queryRoutes(routes: Routes): void {
  for (const [resource, allRows] of [
    ['/query', false],
    ['/queryAll', true]
  ] as const) {
    const style = { resource, tooling: false };
    routes
      .session('GET', `${DATA}${resource}`, queryHandler(style, allRows))
      .session('GET', `${DATA}${resource}/:locator`, nextRecordsHandler(style));
  }
  routes.refuse(`${DATA}/async-queries`, 'Async SOQL');
}
