import { to18 } from '../../database';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { content, empty, json, type ApiReply } from '../http/reply';
import { mediaType } from '../http/body';
import { HttpRefusal, notFound } from '../http/errors';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { firstVersionRoutes } from './first-version';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import { formatDatetime } from '../records/scalars';
import { policyOf } from '../rest/dml';
import type { Delimiter, LineEnding } from './csv';
import { DELIMITERS, LINE_ENDINGS, csvLine, readCsv } from './csv';
import type { BulkJob, IngestOperation, QueryOperation } from './job';
import { isWaiting, styleOf } from './job';

const INGEST_OPERATIONS: readonly string[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];
const QUERY_OPERATIONS: readonly string[] = ['query', 'queryAll'];
const MOST_QUERY_RECORDS = 50_000;
const CSV_TYPE = 'text/csv; charset=UTF-8';

const invalidJob = (message: string): OrgException => new OrgException('INVALIDJOB', `InvalidJob : ${message}`);
const invalidState = (message: string): OrgException => new OrgException('INVALIDJOBSTATE', `InvalidJobState : ${message}`);

/** A job as clients see it. */
function render(job: BulkJob, details: boolean): Record<string, unknown> {
  const ingest = job.kind === 'ingest';
  const base = {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: formatDatetime(job.createdAt),
    systemModstamp: formatDatetime(job.changedAt),
    state: job.state,
    ...(job.externalIdFieldName === null ? {} : { externalIdFieldName: job.externalIdFieldName }),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: job.apiVersion,
    ...(ingest && job.state === 'Open' ? { contentUrl: `services/data/v${job.apiVersion}.0/jobs/ingest/${job.id}/batches` } : {}),
    ...(details ? { jobType: ingest ? 'V2Ingest' : 'V2Query' } : {}),
    lineEnding: job.lineEnding,
    columnDelimiter: job.delimiter
  };
  if (!details) return base;
  return {
    ...base,
    numberRecordsProcessed: job.processed,
    ...(ingest ? { numberRecordsFailed: job.failed } : {}),
    retries: 0,
    totalProcessingTime: job.processingTime,
    ...(ingest ? { apiActiveProcessingTime: job.processingTime, apexProcessingTime: 0 } : { isPkChunkingSupported: false }),
    ...(job.errorMessage === null ? {} : { errorMessage: job.errorMessage })
  };
}

/** Only its creator and users who can view all data see a bulk job. @throws OrgException NOT_FOUND */
function jobOf(call: ApiCall, kind: BulkJob['kind']): BulkJob {
  const job = call.services.bulk.get(to18(call.params['id'] ?? '') ?? '');
  const mine =
    job.createdById === call.user.id || call.transact((tx) => call.org.security.hasUserPermission(tx, call.user.id, 'ViewAllData'));
  if (job.kind !== kind || !mine) throw notFound();
  return job;
}

function choice<T extends string>(body: JsonBody, source: JsonObject, name: string, allowed: readonly string[], otherwise: T): T {
  const value = body.optionalString(source, name);
  if (value === undefined) return otherwise;
  if (!allowed.includes(value)) throw invalidJob(`${name} must be one of ${allowed.join(', ')}, not ${value}`);
  return value as T;
}

function style(body: JsonBody, source: JsonObject): { readonly delimiter: Delimiter; readonly lineEnding: LineEnding } {
  choice(body, source, 'contentType', ['CSV'], 'CSV');
  return {
    delimiter: choice<Delimiter>(body, source, 'columnDelimiter', Object.keys(DELIMITERS), 'COMMA'),
    lineEnding: choice<LineEnding>(body, source, 'lineEnding', Object.keys(LINE_ENDINGS), 'LF')
  };
}

function createIngest(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, [
    'object',
    'operation',
    'externalIdFieldName',
    'contentType',
    'columnDelimiter',
    'lineEnding',
    'assignmentRuleId',
    'concurrencyMode'
  ]);
  if (source['assignmentRuleId'] !== undefined)
    throw new OrgException('NOT_SUPPORTED', 'The embedded org does not support assignment rules.');
  const operation = choice<IngestOperation | ''>(body, source, 'operation', INGEST_OPERATIONS, '');
  if (operation === '') throw invalidJob('operation is missing');
  const name = body.string(source, 'object');
  const object = call.org.schema.object(name);
  if (!object || !call.transact((tx) => policyOf(call, tx).canReadObject(object))) throw invalidJob(`${name} is not a supported object`);
  if (operation === 'hardDelete' && !call.transact((tx) => call.org.security.hasUserPermission(tx, call.user.id, 'ModifyAllData'))) {
    throw new OrgException('FUNCTIONALITY_NOT_ENABLED', 'FeatureNotEnabled : hardDelete operation is not allowed for this user');
  }
  const external = body.optionalString(source, 'externalIdFieldName');
  if (operation === 'upsert') {
    const field = external === undefined ? undefined : object.field(external);
    if (!field || !(field.externalId || field.idLookup)) {
      throw invalidJob(
        `Field name provided, ${external ?? ''} does not match an External ID, Salesforce Id, or indexed field for ${object.apiName}`
      );
    }
  }
  const now = call.org.clock.now();
  const job = call.services.bulk.create({
    kind: 'ingest',
    operation,
    object: object.apiName,
    externalIdFieldName: operation === 'upsert' ? (external ?? null) : null,
    query: null,
    state: 'Open',
    ...style(body, source),
    apiVersion: call.version,
    createdById: call.user.id,
    createdAt: now,
    changedAt: now
  });
  return json(200, render(job, false));
}

function createQuery(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['operation', 'query', 'contentType', 'columnDelimiter', 'lineEnding']);
  const operation = choice<QueryOperation>(body, source, 'operation', QUERY_OPERATIONS, 'query');
  const query = body.string(source, 'query');
  // An invalid query is refused when the job is created, with the line and column of the error.
  const prepared = call.transact((tx) => call.org.queries.prepare(query, policyOf(call, tx)));
  const now = call.org.clock.now();
  const job = call.services.bulk.create({
    kind: 'query',
    operation,
    object: prepared.shape.object.apiName,
    externalIdFieldName: null,
    query,
    state: 'UploadComplete',
    ...style(body, source),
    apiVersion: call.version,
    createdById: call.user.id,
    createdAt: now,
    changedAt: now
  });
  call.services.bulkRunner.wake();
  return json(200, render(job, false));
}

function upload(call: ApiCall): ApiReply {
  const job = jobOf(call, 'ingest');
  if (mediaType(call.headers['content-type']) !== 'text/csv') {
    throw new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'The data of a job must be of Content-Type text/csv');
  }
  if (job.state !== 'Open') throw invalidState(`The job is ${job.state}; data can only be uploaded while it is Open`);
  if (call.services.bulk.uploaded(job.id)) throw invalidState('Data has been uploaded for this job already');
  call.services.bulk.upload(job.id, call.body);
  return empty(201);
}

function changeState(kind: BulkJob['kind']): (call: ApiCall) => ApiReply {
  return (call) => {
    const job = jobOf(call, kind);
    const body = JsonBody.of(call);
    const source = body.object();
    body.only(source, ['state']);
    const state = body.string(source, 'state');
    const allowed =
      state === 'Aborted'
        ? job.state === 'Open' || isWaiting(job)
        : kind === 'ingest' && state === 'UploadComplete' && job.state === 'Open';
    if (!allowed) throw invalidState(`The job cannot go from ${job.state} to ${state}`);
    if (state === 'UploadComplete' && !call.services.bulk.uploaded(job.id)) throw invalidState('No data has been uploaded for this job');
    call.services.bulk.update(job.id, { state: state === 'Aborted' ? 'Aborted' : 'UploadComplete', changedAt: call.org.clock.now() });
    call.services.bulkRunner.wake();
    return json(200, render(call.services.bulk.get(job.id), false));
  };
}

function remove(kind: BulkJob['kind']): (call: ApiCall) => ApiReply {
  return (call) => {
    const job = jobOf(call, kind);
    if (isWaiting(job)) throw invalidState(`A job that is ${job.state} cannot be deleted; abort it first`);
    call.services.bulk.remove(job.id);
    return empty(204);
  };
}

function list(kind: BulkJob['kind']): (call: ApiCall) => ApiReply {
  return (call) => {
    const all = call.transact((tx) => call.org.security.hasUserPermission(tx, call.user.id, 'ViewAllData'));
    const jobs = call.services.bulk.list(kind).filter((job) => all || job.createdById === call.user.id);
    return json(200, {
      done: true,
      nextRecordsUrl: null,
      records: jobs.map((job) => ({ ...render(job, false), jobType: kind === 'ingest' ? 'V2Ingest' : 'V2Query' }))
    });
  };
}

const finished = (job: BulkJob): boolean => ['JobComplete', 'Failed', 'Aborted'].includes(job.state);

function ingestTable(call: ApiCall, job: BulkJob): ReturnType<typeof readCsv> | null {
  const data = call.services.bulk.uploaded(job.id);
  try {
    return data ? readCsv(data, styleOf(job)) : null;
  } catch (error) {
    if (error instanceof OrgException) return null;
    throw error;
  }
}

/** Results of an ingest job; available only when the job has ended. */
function results(which: 'successful' | 'failed' | 'unprocessed'): (call: ApiCall) => ApiReply {
  return (call) => {
    const job = jobOf(call, 'ingest');
    if (!finished(job)) throw invalidState(`The results of a job that is ${job.state} are not ready`);
    const table = ingestTable(call, job);
    const header = table?.header ?? [];
    if (which === 'unprocessed') {
      // An upload that could not be parsed is returned unchanged.
      const raw = table
        ? [header, ...table.rows.slice(job.processed)].map((cells) => csvLine(cells, styleOf(job))).join('')
        : call.services.bulk.uploaded(job.id);
      return content(200, CSV_TYPE, raw ?? '');
    }
    const own = which === 'successful' ? ['sf__Id', 'sf__Created'] : ['sf__Id', 'sf__Error'];
    const lines = call.services.bulk.resultLines(job.id, which === 'successful');
    return content(200, CSV_TYPE, csvLine([...own, ...header], styleOf(job)) + lines.join(''));
  };
}

const locatorOf = (position: number): string => Buffer.from(`at:${position}`).toString('base64url');

function positionOf(locator: string | null): number {
  if (locator === null || locator === '') return 0;
  const position = /^at:(\d+)$/.exec(Buffer.from(locator, 'base64url').toString('utf8'))?.[1];
  if (position === undefined) throw new OrgException('INVALID_QUERY_LOCATOR', 'invalid query locator');
  return Number(position);
}

function queryResults(call: ApiCall): ApiReply {
  const job = jobOf(call, 'query');
  if (job.state !== 'JobComplete') throw invalidState(`The results of a job that is ${job.state} are not ready`);
  const limit = Number(call.search.get('maxRecords') ?? MOST_QUERY_RECORDS);
  if (!Number.isInteger(limit) || limit < 1)
    throw new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', 'maxRecords must be a whole number above 0');
  const from = positionOf(call.search.get('locator'));
  const { bulk } = call.services;
  const lines = bulk.resultPage(job.id, from + 1, Math.min(limit, MOST_QUERY_RECORDS));
  const next = from + lines.length;
  return content(200, CSV_TYPE, [...bulk.resultPage(job.id, 0, 1), ...lines].join(''), {
    'sforce-locator': next < job.processed ? locatorOf(next) : 'null',
    'sforce-numberofrecords': String(lines.length)
  });
}

/** Bulk API 2.0. */
export function bulkRoutes(routes: Routes): void {
  const [ingest, query] = [`${DATA}/jobs/ingest`, `${DATA}/jobs/query`];
  const details = (kind: BulkJob['kind']) => (call: ApiCall) => json(200, render(jobOf(call, kind), true));
  routes
    .session('POST', ingest, createIngest)
    .session('GET', ingest, list('ingest'))
    .session('GET', `${ingest}/:id`, details('ingest'))
    .session('PATCH', `${ingest}/:id`, changeState('ingest'))
    .session('DELETE', `${ingest}/:id`, remove('ingest'))
    .session('PUT', `${ingest}/:id/batches`, upload)
    .session('GET', `${ingest}/:id/successfulResults`, results('successful'))
    .session('GET', `${ingest}/:id/failedResults`, results('failed'))
    .session('GET', `${ingest}/:id/unprocessedrecords`, results('unprocessed'))
    .session('POST', query, createQuery)
    .session('GET', query, list('query'))
    .session('GET', `${query}/:id`, details('query'))
    .session('PATCH', `${query}/:id`, changeState('query'))
    .session('DELETE', `${query}/:id`, remove('query'))
    .session('GET', `${query}/:id/results`, queryResults)
    .refuse(`${query}/:id/resultPages`, 'parallel result pages of bulk queries');
  firstVersionRoutes(routes);
}
