import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { VERSION, type TestClient, type TestReply } from '../../local-org/api/testing';
import { openDatabase } from '../../local-org/database/index';
import { LocalOrg } from '../../local-org/open';
import { agree } from '../support/running-org';
import { nextMoment, ServerProcess } from '../support/server-process';
import { WriteAheadLog, type LogEnd } from '../support/write-ahead-log';

/** Kilobytes for pages of the database: a tenth of what one transaction of 200 fat leads touches. */
const PAGE_CACHE = 256;
const FAT = 'x'.repeat(12_000);
/** Pages beyond the cache after which a transaction counts as one that does not fit. */
const SPILLED = 40;
const TITLE = 'VP Sales';
const ROWS = 200;
const JOB_ROWS = 3 * ROWS;
const ROUNDS = 5;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-durability-'));
const file = path.join(folder, 'org.db');
const log = new WriteAheadLog(file);

/** What a client knows of the leads of one call or job, which all bear its name as their company. */
interface Import {
  readonly company: string;
  /** Rows that can be saved. */
  readonly good: number;
  /** Ids that the server said it had saved. */
  acknowledged: readonly string[] | null;
  /** Titles that its leads may have: what was last acknowledged, and what was asked for since. */
  titles: readonly string[];
  /** The bulk job, once the server said that it goes. */
  job: string | null;
}

const imports: Import[] = [];
let kills = 0;
let killsInsideLargeTransactions = 0;

beforeAll(() => {
  const org = LocalOrg.open({ project: process.cwd(), database: file });
  agree(org, 'data/lead-definition.json');
  org.close();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const start = (): ServerProcess => ServerProcess.spawn('--database', file, '--empty', '--page-cache', String(PAGE_CACHE));

function newImport(good: number): Import {
  const made: Import = { company: `Import ${imports.length}`, good, acknowledged: null, titles: [TITLE], job: null };
  imports.push(made);
  return made;
}

const lead = (company: string, index: number): Record<string, unknown> => ({
  LastName: `Lead ${index}`,
  Company: company,
  Title: TITLE,
  Industry: 'Technology',
  Description: FAT
});

const idsOf = (reply: TestReply): string[] =>
  (reply.json as { success: boolean; id: string }[]).filter(({ success }) => success).map(({ id }) => id);

/** 200 leads in one call. With `allOrNone` false the last one is bad. */
async function createCollection(client: TestClient, allOrNone: boolean): Promise<Import> {
  const batch = newImport(allOrNone ? ROWS : ROWS - 1);
  const records = Array.from({ length: ROWS }, (_, index) => ({ attributes: { type: 'Lead' }, ...lead(batch.company, index) }));
  if (!allOrNone) Object.assign(records[ROWS - 1] ?? {}, { LastName: null });
  const reply = await client.post(`${VERSION}/composite/sobjects`, { allOrNone, records });
  batch.acknowledged = idsOf(reply);
  return batch;
}

/** The same 200 leads again, with another title and text. */
async function updateCollection(client: TestClient, batch: Import, title: string): Promise<void> {
  const records = (batch.acknowledged ?? []).map((Id) => ({ attributes: { type: 'Lead' }, Id, Title: title, Description: FAT + title }));
  batch.titles = [...batch.titles, title];
  const reply = await client.send('PATCH', `${VERSION}/composite/sobjects`, { allOrNone: true, records });
  if (idsOf(reply).length === records.length) batch.titles = [title];
}

async function startJob(client: TestClient): Promise<Import> {
  const batch = newImport(JOB_ROWS);
  const job = await client.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'insert', lineEnding: 'LF' });
  const { id } = job.json as { id: string };
  const rows = Array.from({ length: JOB_ROWS }, (_, index) => Object.values(lead(batch.company, index)).join(','));
  const csv = [Object.keys(lead('', 0)).join(','), ...rows].join('\n');
  await client.send('PUT', `${VERSION}/jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
  const closed = await client.patch(`${VERSION}/jobs/ingest/${id}`, { state: 'UploadComplete' });
  if (closed.status === 200) batch.job = id;
  return batch;
}

/** @returns ids of the rows, once the job is done */
async function finishJob(client: TestClient, batch: Import): Promise<void> {
  const job = `${VERSION}/jobs/ingest/${batch.job}`;
  for (let state = ''; state !== 'JobComplete';) {
    ({ state } = (await client.get(job)).json as { state: string });
    if (state === 'Failed' || state === 'Aborted') throw new Error(`The job of ${batch.company} is ${state}`);
    await nextMoment();
  }
  const lines = (await client.get(`${job}/successfulResults`)).text.trim().split('\n').slice(1);
  batch.acknowledged = lines.map((line) => line.split(',')[0] ?? '').map((id) => id.replaceAll('"', ''));
}

/** Whether a transaction has written beyond the page cache since the log ended at `before`, and has not committed. */
function spilled(before: LogEnd): boolean {
  const now = log.look();
  return now.uncommittedPages >= SPILLED && now.checksum !== before.checksum;
}

/** Kills the server once it is inside a transaction that does not fit into the page cache, or has answered before. */
async function killInside(server: ServerProcess, ask: () => Promise<unknown>): Promise<void> {
  const before = log.look();
  let settled = false;
  // The connection breaks with the process.
  const done = ask()
    .finally(() => (settled = true))
    .catch(() => undefined);
  while (!settled && !spilled(before)) await nextMoment();
  await server.end('SIGKILL');
  await done;
  kills++;
  if (spilled(before)) killsInsideLargeTransactions++;
  checkIntegrity();
}

/** Looks at a copy: the server itself must cope with what is there. */
function checkIntegrity(): void {
  const copy = path.join(folder, 'copy.db');
  for (const suffix of ['', '-wal']) if (fs.existsSync(file + suffix)) fs.copyFileSync(file + suffix, copy + suffix);
  const db = openDatabase({ file: copy });
  expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  db.close();
  for (const suffix of ['', '-wal']) fs.rmSync(copy + suffix, { force: true });
}

/** Holds what is in the org against what clients were told. */
async function verify(client: TestClient): Promise<void> {
  for (const batch of imports) if (batch.job !== null && batch.acknowledged === null) await finishJob(client, batch);
  const counted = await client.records('SELECT Company, Title, COUNT(Id) leads FROM Lead GROUP BY Company, Title');
  const scored = await client.records('SELECT Lead__r.Company company, COUNT(Id) scores FROM Person_Score__c GROUP BY Lead__r.Company');
  for (const { company, good, acknowledged, titles } of imports) {
    const groups = counted.filter((row) => row['Company'] === company);
    // One group or none: an update changed all leads of its call or none.
    expect([company, groups.length]).toEqual([company, groups.length === 0 ? 0 : 1]);
    const saved = Number(groups[0]?.['leads'] ?? 0);
    if (acknowledged === null) expect([company, [0, good]]).toEqual([company, expect.arrayContaining([saved])]);
    else expect([company, saved, acknowledged.length]).toEqual([company, good, good]);
    if (saved > 0) expect(titles).toContain(groups[0]?.['Title']);
    const scores = Number(scored.find((row) => row['company'] === company)?.['scores'] ?? 0);
    expect([company, scores]).toEqual([company, saved]);
  }
}

/** Every id that was ever acknowledged, one by one. */
async function verifyIds(client: TestClient): Promise<void> {
  for (const { company, acknowledged } of imports) {
    if (acknowledged === null) continue;
    const rows = await client.records(`SELECT Id FROM Lead WHERE Company = '${company}'`);
    const present = new Set(rows.map((row) => row['Id']));
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
  }
}

type Work = (server: ServerProcess, client: TestClient, round: number) => Promise<void>;

/** Each kind of work, ended by a kill in the middle of a transaction that does not fit into the page cache. */
const WORK: readonly (readonly [name: string, run: Work])[] = [
  ['a collection of 200, all or none', (server, client) => killInside(server, () => createCollection(client, true))],
  [
    'a collection of 200 with a bad record, after one that was answered',
    async (server, client) => {
      await createCollection(client, false);
      await killInside(server, () => createCollection(client, false));
    }
  ],
  [
    'an update of 200',
    async (server, client, round) => {
      const batch = await createCollection(client, true);
      await updateCollection(client, batch, `Title ${round}`);
      await killInside(server, () => updateCollection(client, batch, `Title ${round} again`));
    }
  ],
  [
    'a bulk job, in one of its three transactions, and again while the next server goes on with it',
    async (server, client, round) => {
      const batch = await startJob(client);
      const job = `${VERSION}/jobs/ingest/${batch.job}`;
      const processed = async (): Promise<number> =>
        ((await client.get(job)).json as { numberRecordsProcessed: number }).numberRecordsProcessed;
      while ((await processed()) < (round % 3) * ROWS) await nextMoment();
      await killInside(server, () => finishJob(client, batch));
      const next = start();
      await killInside(next, async () => verify(await next.login()));
    }
  ]
];

describe('a server that is killed with kill -9', () => {
  const rounds = WORK.flatMap(([name, run]) => Array.from({ length: ROUNDS }, (_, index) => [name, index, run] as const));
  let server: ServerProcess;
  let client: TestClient;

  const restart = async (): Promise<void> => {
    server = start();
    client = await server.login();
  };
  beforeAll(restart);
  afterAll(() => server.end('SIGKILL'));

  it.each(rounds)('in %s (%i), starts by itself with all that was acknowledged and nothing half done', async (_name, round, run) => {
    await run(server, client, round);
    await restart();
    await verify(client);
  });

  it('has lost no record after all these kills, and stops in order', async () => {
    await verifyIds(client);
    expect(await server.end('SIGTERM')).toBe(0);
    expect(fs.readdirSync(folder)).toEqual(['org.db']);
    checkIntegrity();
    expect(kills).toBeGreaterThanOrEqual(20);
    expect(killsInsideLargeTransactions).toBeGreaterThanOrEqual(5);
    console.log(`${kills} kills, ${killsInsideLargeTransactions} of them inside a transaction larger than the page cache`);
  });
});
