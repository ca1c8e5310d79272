import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Org } from '../org';
import { DEFAULT_CONNECTED_APPS } from './auth/connected-apps';
import { BULK_BODY_LIMIT, FORM_BODY_LIMIT, REST_BODY_LIMIT, readBody } from './http/body';
import type { ApiReply } from './http/reply';
import type { Request } from './http/dispatcher';
import { Dispatcher, splitUrl } from './http/dispatcher';
import { errorReply, isDefect } from './http/errors';
import { guard } from './http/guard';
import { OrgException } from '../errors';
import { resources } from './resources';
import { ApiServices } from './services';
import type { ApiServerOptions } from './types';

/** Paths under these prefixes belong to the API; other paths can be pages of the preview. */
const API_PATHS = /^\/(?:services|id|_org|webruntime|cometd)(?:\/|$)/i;
const UPLOAD_PATH = /\/jobs\/ingest\/[^/]+\/batches\/?$/i;

/** Forms: their bodies hold only names and tokens. */
const FORM_PATH = /^\/services\/oauth2\//i;

/** How long an idle connection stays open. */
const KEPT_ALIVE_MS = 10 * 60_000;

export interface ApiServer {
  /** Listens on 127.0.0.1. @param port 0 takes any free one. @returns the port and the origin to reach it at */
  listen(port: number): Promise<{ readonly port: number; readonly url: string }>;
  /** Stops listening, ends connections and background work. The org stays open. */
  close(): Promise<void>;
  /** The services that the current org's resources share; the preview opens its sessions through them. */
  readonly services: ApiServices;
  readonly http: Server;
}

class HttpApi implements ApiServer {
  readonly http: Server;
  private current: ApiServices;
  private readonly dispatcher: Dispatcher;
  private port = 0;

  constructor(
    org: Org,
    private readonly options: ApiServerOptions
  ) {
    const complete = {
      ...options,
      connectedApps: options.connectedApps ?? DEFAULT_CONNECTED_APPS,
      dailyApiRequests: options.dailyApiRequests ?? 100_000
    };
    this.current = new ApiServices(org, complete);
    const replaceOrg = (next: Org): void => {
      this.current = new ApiServices(next, complete);
    };
    this.dispatcher = new Dispatcher(
      resources(() => this.dispatcher, replaceOrg),
      () => this.current
    );
    this.http = createServer((request, response) => {
      // An answer that cannot be written ends its connection, not the server.
      this.serve(request, response).catch(() => response.destroy());
    });
    // An upload can come from a debugger and take long, so only an idle connection is closed.
    this.http.requestTimeout = 0;
    // A deployment or a job blocks the process for a while. Clients must find their connections open afterwards.
    this.http.keepAliveTimeout = KEPT_ALIVE_MS;
  }

  get services(): ApiServices {
    return this.current;
  }

  listen(port: number): Promise<{ readonly port: number; readonly url: string }> {
    return new Promise((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, '127.0.0.1', () => {
        this.http.off('error', reject);
        const address = this.http.address();
        this.port = typeof address === 'object' && address !== null ? address.port : port;
        this.current.bulkRunner.wake();
        resolve({ port: this.port, url: `http://127.0.0.1:${this.port}` });
      });
    });
  }

  close(): Promise<void> {
    this.current.close();
    return new Promise((resolve, reject) => {
      this.http.close((error) => (error ? reject(error) : resolve()));
      this.http.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.answer(request);
    const headers = {
      ...reply.headers,
      ...(reply.cookies ? { 'set-cookie': [...reply.cookies] } : {}),
      'sforce-limit-info': this.current.meter.header(),
      'x-content-type-options': 'nosniff'
    };
    response.writeHead(reply.status, headers);
    response.end(request.method === 'HEAD' ? '' : reply.body);
  }

  private async answer(message: IncomingMessage): Promise<ApiReply> {
    const method = message.method ?? 'GET';
    const url = message.url ?? '/';
    try {
      const headers = flat(message);
      const request: Request = { method, url, headers, origin: guard(headers, this.port), address: message.socket.remoteAddress ?? '' };
      const { pathname } = splitUrl(url);
      if (!API_PATHS.test(pathname)) return await this.page(message, request);
      const admitted = this.dispatcher.admit(request);
      const limit = UPLOAD_PATH.test(pathname) ? BULK_BODY_LIMIT : FORM_PATH.test(pathname) ? FORM_BODY_LIMIT : REST_BODY_LIMIT;
      return await this.dispatcher.run(admitted, await readBody(message, limit));
    } catch (error) {
      if (isDefect(error)) this.options.onDefect?.(error, method, url);
      return errorReply(error);
    }
  }

  private async page(message: IncomingMessage, request: Request): Promise<ApiReply> {
    const { pathname, search } = splitUrl(request.url);
    const { method, headers, origin, address } = request;
    const body = await readBody(message, FORM_BODY_LIMIT);
    const services = this.current;
    const call = { method, path: pathname, params: {}, search, headers, body, version: 0, origin, address, services, org: services.org };
    const reply = await this.options.fallback?.(call);
    if (!reply) throw new OrgException('NOT_FOUND', 'The requested resource does not exist');
    return reply;
  }
}

function flat(message: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

/**
 * Serves an open org over HTTP: REST, SOAP login, Bulk API 2.0, UI API, Apex for components and `/_org`.
 * Every request runs in one transaction of the org, synchronously, as the session's user.
 */
export function createApiServer(org: Org, options: ApiServerOptions = {}): ApiServer {
  return new HttpApi(org, options);
}
