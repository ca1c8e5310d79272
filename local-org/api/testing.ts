import path from 'node:path';
import {
  alterTables,
  createTables,
  IdGenerator,
  Limits,
  openDatabase,
  readLayout,
  rehearseTransaction,
  runInTransaction
} from '../database';
import type { RunningUser, Transaction } from '../database/types';
import { OrgDmlEngine } from '../dml/engine';
import { readProject } from '../metadata';
import type { Org } from '../org';
import type { ApexRuntime } from '../apex/types';
import { createSecurityTables, DatabaseSecurity } from '../security/model';
import { DatabaseJobQueue } from '../jobs/queue';
import { OrgClock } from '../setup/clock';
import { readConfiguration } from '../setup/configuration';
import { OrgFormulaGlobals } from '../setup/formula-globals';
import { syncMetadataRows } from '../setup/metadata-rows';
import { OrganizationRows } from '../setup/organization-rows';
import { SoqlEngine } from '../soql';
import { Credentials } from './auth/credentials';
import { openSession } from './auth/login';
import { createApiServer, type ApiServer } from './server';
import type { ApiServerOptions } from './types';

export const PROJECT = path.join(__dirname, 'fixture');
export const NOW = Date.UTC(2026, 10, 22, 17, 0, 0);

export function openTestOrg(file = ':memory:'): Org {
  const configuration = readConfiguration(path.join(PROJECT, 'config', 'embedded-org.json'));
  const db = openDatabase({ file });
  const layout = readLayout(db);
  const metadata = readProject({ root: PROJECT, ...(layout ? { previousPrefixes: layout.keyPrefixes } : {}) });
  if (!layout) createTables(db, metadata.schema);
  else alterTables(db, layout, metadata.schema);
  const schema = metadata.schema;
  const ids = new IdGenerator(db);
  const clock = new OrgClock(db, () => undefined, NOW);
  createSecurityTables(db);
  const security = new DatabaseSecurity(schema, metadata);
  let organizationId = '';
  const globals = new OrgFormulaGlobals(security, metadata.labels, () => organizationId);
  const apex = { listens: () => false, run: () => undefined, testMethods: () => [], auraMethod: () => undefined } as unknown as ApexRuntime;
  const dml = new OrgDmlEngine({ schema, db, ids, triggers: () => apex, globals });
  const queries = new SoqlEngine(schema, dml.formulas);
  const user = (name: string): RunningUser => security.findUser(db, name);
  const transact = <T>(as: RunningUser, work: (tx: Transaction) => T): T =>
    runInTransaction(db, { clock, user: as, limits: new Limits() }, work);
  const jobs = new DatabaseJobQueue({ db, schema, clock, ids, transact: (id, work) => transact(user(id), work), executor: () => apex });
  db.exec('BEGIN IMMEDIATE');
  const isNew = !db.get('SELECT Id FROM Organization');
  const rows = isNew ? new OrganizationRows(db, schema, ids, new Credentials(db), configuration, NOW) : null;
  rows?.write();
  const admin = user(configuration.previewUser);
  syncMetadataRows(db, ids, { ...metadata, apex: [] }, NOW, admin.id);
  rows?.assignPermissionSets([]);
  db.exec('COMMIT');
  organizationId = String(db.get('SELECT Id FROM Organization')?.['Id']);
  return {
    metadata,
    schema,
    db,
    clock,
    queries,
    dml,
    security,
    jobs,
    apex,
    organizationId,
    transact,
    rehearse: (as, work) => rehearseTransaction(db, { clock, user: as, limits: new Limits() }, work),
    user,
    close: () => db.close()
  };
}

/** What came back over HTTP. */
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
    readonly url: string
  ) {}

  static async start(options: ApiServerOptions = {}, org: Org = openTestOrg()): Promise<TestApi> {
    const server = createApiServer(org, {
      onDefect: (error) => {
        throw error;
      },
      ...options
    });
    const { url } = await server.listen(0);
    return new TestApi(org, server, url);
  }

  async stop(): Promise<void> {
    await this.server.close();
    this.org.close();
  }

  /** A client for this user of the fixture, whose session is opened without a login. */
  as(username: string): TestClient {
    const { session } = openSession(this.server.services, this.org.user(username), 'api');
    return new TestClient(this.url, session.token);
  }

  /** Waits until nothing of a bulk job is left to do. */
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

  /** @param body a text goes as it is; anything else as JSON */
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
