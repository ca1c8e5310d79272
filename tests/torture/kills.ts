import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LocalOrg } from '../../local-org/open';
import { Random } from '../../scripts/sample/random';
import { KilledOrg } from '../support/killed-org';
import { agree } from '../support/running-org';
import { messageOf, RequestTimes, type Trial } from './trial';

/** The number of kills after which a new database begins, because the check of all saved records grows with it. */
const KILLS_PER_DATABASE = 25;

export const kills: Trial = {
  name: 'kills',
  title: 'kill -9 during writes',
  rounds: 300,
  run: async ({ seed, rounds, onProgress }) => {
    const random = new Random(seed);
    const findings: string[] = [];
    const requests = new RequestTimes();
    const sum = { kills: 0, inside: 0, leads: 0 };
    for (let done = 0; done < rounds; done += KILLS_PER_DATABASE) {
      onProgress(`${done} of ${rounds} kills`);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-kills-'));
      try {
        const org = newOrg(folder);
        for (let round = done; round < Math.min(rounds, done + KILLS_PER_DATABASE); round++) {
          try {
            await killOnce(org, random, round, requests);
          } catch (error) {
            findings.push(`kill ${round + 1} of seed ${seed}: ${messageOf(error)}`);
            await org.end();
            break;
          }
        }
        sum.kills += org.kills;
        sum.inside += org.killsInsideLargeTransactions;
        sum.leads += await lastLook(org, findings, seed);
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    }
    const done = `${sum.kills} kills, ${sum.inside} of them inside a transaction larger than the page cache; ${sum.leads} acknowledged leads looked for`;
    return { done, findings, requests };
  }
};

function newOrg(folder: string): KilledOrg {
  const file = path.join(folder, 'org.db');
  const org = LocalOrg.open({ project: process.cwd(), database: file });
  agree(org, 'data/lead-definition.json');
  org.close();
  return new KilledOrg(folder, file);
}

async function killOnce(org: KilledOrg, random: Random, round: number, requests: RequestTimes): Promise<void> {
  const client = await org.running();
  const ask = await org.work(client, random, round);
  if (random.chance(0.5)) await org.killInside(ask);
  else await org.killAfter(random.integer(0, 400), ask);
  const again = await org.running();
  await requests.time('a query after a kill', () => again.records('SELECT COUNT(Id) leads FROM Lead'));
  await org.verify(again);
}

async function lastLook(org: KilledOrg, findings: string[], seed: number): Promise<number> {
  try {
    return await org.verifyIds(await org.running());
  } catch (error) {
    findings.push(`after ${org.kills} kills of seed ${seed}: ${messageOf(error)}`);
    return 0;
  } finally {
    await org.end();
  }
}
