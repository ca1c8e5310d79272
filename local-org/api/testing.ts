import path from 'node:path';
import { LocalOrg, type LocalOrgOptions } from '../open';
import type { Org } from '../org';
import { openSession } from './auth/login';
import { createApiServer, type ApiServer } from './server';
import type { ApiServerOptions } from './types';

/** A small project with every kind of metadata that the API uses. */
export const FIXTURE = path.join(__dirname, 'fixture');
/** The password of every user of the fixture. */
export const FIXTURE_PASSWORD = 'secret';
export const NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

/** The fixture's org with its clock stopped. @param file a database file; default: in memory */
export function openTestOrg(file = ':memory:', configure?: LocalOrgOptions['configure']): Org {
  return LocalOrg.open({ project: FIXTURE, database: file, clockStandsAt: NOW, ...(configure ? { configure } : {}) });
}

/** A response over HTTP. */
export interface TestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: unknown;
}

export const VERSION = '/services/data/v68.0';

/** An org behind a real server on a free port, and a client with a session. */
export class TestApi {
  private constructor(
    readonly org: Org,
    readonly server: ApiServer,
    readonly url: string,
    private readonly defects: readonly unknown[]
  ) {}

  static async start(options: ApiServerOptions = {}, org: Org = openTestOrg()): Promise<TestApi> {
    const defects: unknown[] = [];
    const server = createApiServer(org, { onDefect: (error) => void defects.push(error), ...options });
    const { url } = await server.listen(0);
    return new TestApi(org, server, url, defects);
  }

  /** @throws the first defect (error that is not the platform's own) that the server met meanwhile */
  async stop(): Promise<void> {
    await this.server.close();
    this.org.close();
    if (this.defects.length > 0) throw this.defects[0];
  }

  /** A client for this user of the fixture, whose session is opened without a login. */
  as(username: string): TestClient {
    const { session } = openSession(this.server.services, this.org.user(username), 'api');
    return new TestClient(this.url, session.token);
  }

  /** Waits until no bulk job has work left. */
  async settle(client: TestClient, path: string): Promise<Record<string, unknown>> {
    for (;;) {
      const job = (await client.get(path)).json as Record<string, unknown>;
      if (['JobComplete', 'Failed', 'Aborted'].includes(String(job['state']))) return job;
    }
  }
}

export class TestClient {
  constructor(
    readonly url: string,
    readonly token: string
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<TestReply> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestReply> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestReply> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string): Promise<TestReply> {
    return this.send('DELETE', path);
  }

  query(soql: string): Promise<TestReply> {
    return this.get(`${VERSION}/query?q=${encodeURIComponent(soql)}`);
  }

  /** The records of a query that must succeed. */
  async records(soql: string): Promise<Record<string, unknown>[]> {
    const reply = await this.query(soql);
    if (reply.status !== 200) throw new Error(reply.text);
    return (reply.json as { records: Record<string, unknown>[] }).records;
  }

  /** Creates a record that must be accepted. @returns its id */
  async create(object: string, fields: Record<string, unknown>): Promise<string> {
    const reply = await this.post(`${VERSION}/sobjects/${object}`, fields);
    if (reply.status !== 201) throw new Error(reply.text);
    return (reply.json as { id: string }).id;
  }

  /** @param body a string is sent unchanged; anything else as JSON */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestReply> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  }
}
