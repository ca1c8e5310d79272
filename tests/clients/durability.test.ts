import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LocalOrg } from '../../local-org/open';
import { KilledOrg, ROWS } from '../support/killed-org';
import { agree } from '../support/running-org';
import { nextMoment } from '../support/server-process';

const ROUNDS = 5;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-durability-'));
const file = path.join(folder, 'org.db');
const killed = new KilledOrg(folder, file);

beforeAll(() => {
  const org = LocalOrg.open({ project: process.cwd(), database: file });
  agree(org, 'data/lead-definition.json');
  org.close();
});
afterAll(async () => {
  await killed.end('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
});

type Work = (round: number) => Promise<void>;

/** Each kind of work, ended by a kill in the middle of a transaction that does not fit into the page cache. */
const WORK: readonly (readonly [name: string, run: Work])[] = [
  [
    'a collection of 200, all or none',
    async () => {
      const client = await killed.running();
      await killed.killInside(() => killed.createCollection(client, true));
    }
  ],
  [
    'a collection of 200 with a bad record, after one that was answered',
    async () => {
      const client = await killed.running();
      await killed.createCollection(client, false);
      await killed.killInside(() => killed.createCollection(client, false));
    }
  ],
  [
    'an update of 200',
    async (round) => {
      const client = await killed.running();
      const batch = await killed.createCollection(client, true);
      await killed.updateCollection(client, batch, `Title ${round}`);
      await killed.killInside(() => killed.updateCollection(client, batch, `Title ${round} again`));
    }
  ],
  [
    'a bulk job, in one of its three transactions, and again while the next server continues with it',
    async (round) => {
      const client = await killed.running();
      const batch = await killed.startJob(client);
      while ((await killed.processed(client, batch)) < (round % 3) * ROWS) await nextMoment();
      await killed.killInside(() => killed.finishJob(client, batch));
      await killed.killInside(async () => killed.verify(await killed.running()));
    }
  ]
];

describe('a server that is killed with kill -9', () => {
  const rounds = WORK.flatMap(([name, run]) => Array.from({ length: ROUNDS }, (_, index) => [name, index, run] as const));

  it.each(rounds)('in %s (%i), starts by itself with all that was acknowledged and nothing half done', async (_name, round, run) => {
    await run(round);
    await killed.verify(await killed.running());
  });

  it('has lost no record after all these kills, and stops in order', async () => {
    expect(await killed.verifyIds(await killed.running())).toBeGreaterThan(0);
    expect(await killed.end('SIGTERM')).toBe(0);
    expect(fs.readdirSync(folder)).toEqual(['org.db']);
    killed.checkIntegrity();
    expect(killed.kills).toBeGreaterThanOrEqual(20);
    expect(killed.killsInsideLargeTransactions).toBeGreaterThanOrEqual(5);
    console.log(`${killed.kills} kills, ${killed.killsInsideLargeTransactions} of them inside a transaction larger than the page cache`);
  });
});
