import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { VERSION, type TestClient, type TestReply } from '../../local-org/api/testing';
import { openDatabase } from '../../local-org/database/index';
import type { Random } from '../../scripts/sample/random';
import { nextMoment, ServerProcess } from './server-process';
import { WriteAheadLog, type LogEnd } from './write-ahead-log';

/** Kilobytes for pages of the database: a tenth of what one transaction of 200 fat leads touches. */
const PAGE_CACHE = 256;
const FAT = 'x'.repeat(12_000);
/** Pages beyond the cache after which a transaction counts as one that does not fit. */
const SPILLED = 40;
const TITLE = 'VP Sales';
export const ROWS = 200;
const JOB_ROWS = 3 * ROWS;

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

const lead = (company: string, index: number): Record<string, unknown> => ({
  LastName: `Lead ${index}`,
  Company: company,
  Title: TITLE,
  Industry: 'Technology',
  Description: FAT
});

const idsOf = (reply: TestReply): string[] =>
  (reply.json as { success: boolean; id: string }[]).filter(({ success }) => success).map(({ id }) => id);

/** An org in a file whose server is killed again and again, with what its clients were told. Its leads are scored. */
export class KilledOrg {
  kills = 0;
  killsInsideLargeTransactions = 0;
  private readonly imports: Import[] = [];
  private readonly log: WriteAheadLog;
  private server: ServerProcess | undefined;
  private client: TestClient | undefined;

  constructor(
    private readonly folder: string,
    private readonly file: string
  ) {
    this.log = new WriteAheadLog(file);
  }

  /** A client of the server, which is started if it does not run. */
  async running(): Promise<TestClient> {
    this.server ??= ServerProcess.spawn('--database', this.file, '--empty', '--page-cache', String(PAGE_CACHE));
    this.client ??= await this.server.login();
    return this.client;
  }

  /** @returns the server's exit code; 0 where none ran */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const server = this.server;
    this.server = this.client = undefined;
    return server ? server.end(signal) : 0;
  }

  /** Something to write, chosen at random; what it needs is written first. */
  async work(client: TestClient, random: Random, round: number): Promise<() => Promise<unknown>> {
    switch (random.integer(0, 3)) {
      case 0:
        return () => this.createCollection(client, true);
      case 1:
        return () => this.createCollection(client, false);
      case 2: {
        const batch = await this.createCollection(client, true);
        return () => this.updateCollection(client, batch, `Title ${round}`);
      }
      default: {
        const batch = await this.startJob(client);
        return () => this.finishJob(client, batch);
      }
    }
  }

  /** 200 leads in one call. With `allOrNone` false the last one is bad. */
  async createCollection(client: TestClient, allOrNone: boolean): Promise<Import> {
    const batch = this.newImport(allOrNone ? ROWS : ROWS - 1);
    const records = Array.from({ length: ROWS }, (_, index) => ({ attributes: { type: 'Lead' }, ...lead(batch.company, index) }));
    if (!allOrNone) Object.assign(records[ROWS - 1] ?? {}, { LastName: null });
    batch.acknowledged = idsOf(await client.post(`${VERSION}/composite/sobjects`, { allOrNone, records }));
    return batch;
  }

  /** The same 200 leads again, with another title and text. */
  async updateCollection(client: TestClient, batch: Import, title: string): Promise<void> {
    const records = (batch.acknowledged ?? []).map((Id) => ({ attributes: { type: 'Lead' }, Id, Title: title, Description: FAT + title }));
    batch.titles = [...batch.titles, title];
    const reply = await client.send('PATCH', `${VERSION}/composite/sobjects`, { allOrNone: true, records });
    if (idsOf(reply).length === records.length) batch.titles = [title];
  }

  /** A bulk job of three transactions. */
  async startJob(client: TestClient): Promise<Import> {
    const batch = this.newImport(JOB_ROWS);
    const job = await client.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'insert', lineEnding: 'LF' });
    const { id } = job.json as { id: string };
    const rows = Array.from({ length: JOB_ROWS }, (_, index) => Object.values(lead(batch.company, index)).join(','));
    const csv = [Object.keys(lead('', 0)).join(','), ...rows].join('\n');
    await client.send('PUT', `${VERSION}/jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
    const closed = await client.patch(`${VERSION}/jobs/ingest/${id}`, { state: 'UploadComplete' });
    if (closed.status === 200) batch.job = id;
    return batch;
  }

  /** Rows of the job that are done. */
  async processed(client: TestClient, batch: Import): Promise<number> {
    const { json } = await client.get(`${VERSION}/jobs/ingest/${batch.job}`);
    return (json as { numberRecordsProcessed: number }).numberRecordsProcessed;
  }

  /** Waits until the job is done. */
  async finishJob(client: TestClient, batch: Import): Promise<void> {
    const job = `${VERSION}/jobs/ingest/${batch.job}`;
    for (let state = ''; state !== 'JobComplete';) {
      ({ state } = (await client.get(job)).json as { state: string });
      if (state === 'Failed' || state === 'Aborted') throw new Error(`The job of ${batch.company} is ${state}`);
      await nextMoment();
    }
    const lines = (await client.get(`${job}/successfulResults`)).text.trim().split('\n').slice(1);
    batch.acknowledged = lines.map((line) => line.split(',')[0] ?? '').map((id) => id.replaceAll('"', ''));
  }

  /** Kills the server once it is inside a transaction that does not fit into the page cache, or has answered before. */
  killInside(ask: () => Promise<unknown>): Promise<void> {
    const before = this.log.look();
    return this.kill(ask, () => this.spilled(before), before);
  }

  /** Kills the server some milliseconds after it was asked, or once it has answered. */
  killAfter(milliseconds: number, ask: () => Promise<unknown>): Promise<void> {
    const until = performance.now() + milliseconds;
    return this.kill(ask, () => performance.now() >= until, this.log.look());
  }

  private async kill(ask: () => Promise<unknown>, isTime: () => boolean, before: LogEnd): Promise<void> {
    let settled = false;
    // The connection breaks with the process.
    const done = ask()
      .finally(() => (settled = true))
      .catch(() => undefined);
    while (!settled && !isTime()) await nextMoment();
    await this.end('SIGKILL');
    await done;
    this.kills++;
    if (this.spilled(before)) this.killsInsideLargeTransactions++;
    this.checkIntegrity();
  }

  /** Whether a transaction has written beyond the page cache since the log ended at `before`, and has not committed. */
  private spilled(before: LogEnd): boolean {
    const now = this.log.look();
    return now.uncommittedPages >= SPILLED && now.checksum !== before.checksum;
  }

  /** Checks a copy, because the server itself must recover the files. @throws AssertionError */
  checkIntegrity(): void {
    const copy = path.join(this.folder, 'copy.db');
    for (const suffix of ['', '-wal']) if (fs.existsSync(this.file + suffix)) fs.copyFileSync(this.file + suffix, copy + suffix);
    const db = openDatabase({ file: copy });
    assert.deepEqual({ ...db.get('PRAGMA integrity_check') }, { integrity_check: 'ok' });
    db.close();
    for (const suffix of ['', '-wal']) fs.rmSync(copy + suffix, { force: true });
  }

  /** Compares the org with the answers that clients got. @throws AssertionError */
  async verify(client: TestClient): Promise<void> {
    for (const batch of this.imports) if (batch.job !== null && batch.acknowledged === null) await this.finishJob(client, batch);
    const counted = await client.records('SELECT Company, Title, COUNT(Id) leads FROM Lead GROUP BY Company, Title');
    const scored = await client.records('SELECT Lead__r.Company company, COUNT(Id) scores FROM Person_Score__c GROUP BY Lead__r.Company');
    for (const { company, good, acknowledged, titles } of this.imports) {
      const groups = counted.filter((row) => row['Company'] === company);
      // One group or none: an update changed all leads of its call or none.
      assert.equal(groups.length, groups.length === 0 ? 0 : 1, `${company} has ${groups.length} titles`);
      const saved = Number(groups[0]?.['leads'] ?? 0);
      if (acknowledged === null) assert.ok(saved === 0 || saved === good, `${company}: ${saved} of ${good} leads are saved`);
      else assert.deepEqual([saved, acknowledged.length], [good, good], `${company}: saved and acknowledged`);
      const title = String(groups[0]?.['Title']);
      assert.ok(saved === 0 || titles.includes(title), `${company}: the title ${title} was never asked for`);
      const scores = Number(scored.find((row) => row['company'] === company)?.['scores'] ?? 0);
      assert.equal(scores, saved, `${company}: scores of its leads`);
    }
  }

  /** Looks for every id that was ever acknowledged. @returns how many @throws AssertionError */
  async verifyIds(client: TestClient): Promise<number> {
    let found = 0;
    for (const { company, acknowledged } of this.imports) {
      if (acknowledged === null) continue;
      const rows = await client.records(`SELECT Id FROM Lead WHERE Company = '${company}'`);
      const present = new Set(rows.map((row) => row['Id']));
      assert.deepEqual(
        acknowledged.filter((id) => !present.has(id)),
        [],
        `${company}: acknowledged, and not there`
      );
      found += acknowledged.length;
    }
    return found;
  }

  private newImport(good: number): Import {
    const made: Import = { company: `Import ${this.imports.length}`, good, acknowledged: null, titles: [TITLE], job: null };
    this.imports.push(made);
    return made;
  }
}
