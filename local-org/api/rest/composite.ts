import type { JsonValue } from '../../apex/types';
import type { Transaction } from '../../database/types';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import type { Dispatcher } from '../http/dispatcher';
import { refuseNested } from '../http/dispatcher';
import { errorReply } from '../http/errors';
import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import type { JsonObject } from '../json/body';
import { JsonBody } from '../json/body';
import type { Answers } from './references';
import { fillJson, fillText } from './references';

const MOST_REQUESTS = 25;
interface Part {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: JsonValue | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface PartAnswer {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

function checkUrl(url: string): void {
  if (!/^\/?services\/data\/v/i.test(url))
    throw new OrgException('INVALID_OPERATION', `The URL ${url} must begin with /services/data/vXX.X/`);
  refuseNested(url.split('?')[0] ?? url);
}

function readHeaders(body: JsonBody, source: JsonObject, path: (string | number)[]): Record<string, string> {
  const headers: Record<string, string> = {};
  if (source['httpHeaders'] === undefined) return headers;
  const given = body.asObject(source['httpHeaders'], [...path, 'httpHeaders']);
  for (const name of Object.keys(given)) headers[name.toLowerCase()] = body.string(given, name, [...path, 'httpHeaders']);
  return headers;
}

function readParts(body: JsonBody, list: readonly JsonValue[]): Part[] {
  const known = new Set<string>();
  return list.map((value, index) => {
    const path = ['compositeRequest', index];
    const source = body.asObject(value, path);
    body.only(source, ['method', 'url', 'referenceId', 'body', 'httpHeaders'], path);
    const referenceId = body.string(source, 'referenceId', path);
    if (!/^[A-Za-z]\w*$/.test(referenceId)) throw new OrgException('INVALID_OPERATION', `Invalid referenceId ${referenceId}`);
    if (known.has(referenceId)) throw new OrgException('INVALID_OPERATION', `Duplicate referenceId ${referenceId}`);
    known.add(referenceId);
    const url = body.string(source, 'url', path);
    checkUrl(url);
    return {
      method: body.string(source, 'method', path).toUpperCase(),
      url,
      referenceId,
      body: source['body'],
      headers: readHeaders(body, source, path)
    };
  });
}

function encodeBody(body: JsonValue | undefined): { readonly headers: Record<string, string>; readonly body: Uint8Array } {
  if (body === undefined || body === null) return { headers: {}, body: new Uint8Array() };
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };
}

const halted = (referenceId: string, message: string): PartAnswer => ({
  body: [{ errorCode: 'PROCESSING_HALTED', message }],
  httpHeaders: {},
  httpStatusCode: 400,
  referenceId
});

/** `POST /composite`: up to 25 requests that can refer to earlier answers, each on its own or all or none. */
class CompositeRequest {
  constructor(
    private readonly call: ApiCall,
    private readonly dispatcher: Dispatcher,
    private readonly parts: readonly Part[]
  ) {}

  /** Each part commits by itself. */
  independent(): PartAnswer[] {
    return this.run((work) => this.call.transact(work), false);
  }

  /** One transaction, undone when a part fails. */
  allOrNone(): PartAnswer[] {
    return this.call.transact((tx: Transaction) => {
      const savepoint = tx.savepoint();
      const answers = this.run((work) => work(tx), true);
      const failed = answers.find((answer) => answer.httpStatusCode >= 400);
      if (!failed) {
        savepoint.release();
        return answers;
      }
      savepoint.rollback();
      const message = `The transaction was rolled back since another operation in the same transaction failed.`;
      return answers.map((answer) => (answer.httpStatusCode >= 400 ? answer : halted(answer.referenceId, message)));
    });
  }

  private run(transact: <T>(work: (tx: Transaction) => T) => T, stopAtFailure: boolean): PartAnswer[] {
    const bodies = new Map<string, unknown>();
    const answers: PartAnswer[] = [];
    let stopped = false;
    for (const part of this.parts) {
      const message = 'The transaction was rolled back since another operation in the same transaction failed.';
      const answer = stopped ? halted(part.referenceId, message) : this.answer(part, bodies, transact);
      answers.push(answer);
      // Only what succeeded can be referred to.
      if (answer.httpStatusCode < 400) bodies.set(part.referenceId, answer.body);
      else stopped ||= stopAtFailure;
    }
    return answers;
  }

  private answer(part: Part, bodies: Answers, transact: <T>(work: (tx: Transaction) => T) => T): PartAnswer {
    const reply = this.reply(part, bodies, transact);
    const location = reply.headers['location'];
    return {
      body: reply.json ?? null,
      httpHeaders: location === undefined ? {} : { Location: location },
      httpStatusCode: reply.status,
      referenceId: part.referenceId
    };
  }

  private reply(part: Part, bodies: Answers, transact: <T>(work: (tx: Transaction) => T) => T): ApiReply {
    try {
      const [path = '', ...query] = part.url.split('?');
      const filled = fillText(path, bodies, encodeURIComponent);
      const url = query.length === 0 ? filled : `${filled}?${fillText(query.join('?'), bodies, encodeURIComponent)}`;
      const encoded = encodeBody(part.body === undefined ? undefined : fillJson(part.body, bodies));
      const request = {
        method: part.method,
        url: `/${url.replace(/^\/+/, '')}`,
        headers: { ...part.headers, ...encoded.headers },
        body: encoded.body
      };
      return this.dispatcher.sub(this.call, request, transact);
    } catch (error) {
      return errorReply(error);
    }
  }
}

function composite(call: ApiCall, dispatcher: Dispatcher): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['allOrNone', 'collateSubrequests', 'compositeRequest']);
  body.boolean(source, 'collateSubrequests');
  const list = body.asArray(source['compositeRequest'], ['compositeRequest']);
  if (list.length > MOST_REQUESTS) {
    throw new OrgException('LIMIT_EXCEEDED', `The limit of ${MOST_REQUESTS} subrequests in one composite request is exceeded`);
  }
  const request = new CompositeRequest(call, dispatcher, readParts(body, list));
  return json(200, { compositeResponse: body.boolean(source, 'allOrNone') ? request.allOrNone() : request.independent() });
}

/** `POST /composite/batch`: up to 25 independent requests. */
function batch(call: ApiCall, dispatcher: Dispatcher): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['batchRequests', 'haltOnError']);
  const halt = body.boolean(source, 'haltOnError');
  const list = body.asArray(source['batchRequests'], ['batchRequests']);
  if (list.length > MOST_REQUESTS)
    throw new OrgException('LIMIT_EXCEEDED', `The limit of ${MOST_REQUESTS} subrequests in one batch is exceeded`);
  const results: { readonly statusCode: number; readonly result: unknown }[] = [];
  list.forEach((value, index) => {
    if (halt && results.some(({ statusCode }) => statusCode >= 400)) {
      results.push({ statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }] });
      return;
    }
    const path = ['batchRequests', index];
    const part = body.asObject(value, path);
    body.only(part, ['method', 'url', 'richInput'], path);
    const method = body.string(part, 'method', path).toUpperCase();
    const given = body.string(part, 'url', path).replace(/^\/+/, '');
    const url = `/${/^v\d/i.test(given) ? `services/data/${given}` : given}`;
    checkUrl(url);
    const encoded = encodeBody(part['richInput']);
    const reply = dispatcher.sub(call, { method, url, ...encoded }, (work) => call.transact(work));
    results.push({ statusCode: reply.status, result: reply.json ?? null });
  });
  return json(200, { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}

export function compositeRoutes(routes: Routes, dispatcher: () => Dispatcher): void {
  routes
    .session('GET', `${DATA}/composite`, (call) => {
      const base = `/services/data/v${call.version}.0/composite`;
      return json(200, { batch: `${base}/batch`, sobjects: `${base}/sobjects`, tree: `${base}/tree` });
    })
    .session('POST', `${DATA}/composite`, (call) => composite(call, dispatcher()))
    .session('POST', `${DATA}/composite/batch`, (call) => batch(call, dispatcher()))
    .refuse(`${DATA}/composite/graph`, 'composite graphs');
}
