import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { Connection } from 'jsforce';
import { connect } from '../../scripts/importing/connection';
import { Random } from '../../scripts/sample/random';
import { anyLife, zipOfDeployment, type Deployment } from '../support/deployment-life/steps';
import { ADMIN, PASSWORD } from '../support/running-org';
import { ServerProcess } from '../support/server-process';
import { messageOf, RequestTimes, type Trial } from './trial';

const ADDRESSES = ['/lightning/page/home', '/lightning/o/Lead/list', '/lightning/o/Hand_Off__c/list'];

export const deployments: Trial = {
  name: 'deployments',
  title: 'Random small deployments into the org with the package, with restarts and kills',
  rounds: 40,
  run: async ({ seed, rounds, onProgress }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-torture-'));
    const served = new DeployedOrg(path.join(folder, 'org.db'));
    const times = new RequestTimes();
    const findings: string[] = [];
    const sum = { succeeded: 0, refused: 0, restarts: 0, kills: 0 };
    try {
      for (const [round, what] of sample(seed, rounds).entries()) {
        if (round % 10 === 0) onProgress(`${round} of ${rounds} deployments`);
        const random = new Random(seed * 1019 + round);
        const label = `deployment ${round} of seed ${seed}`;
        try {
          const { status, problem } = await served.deploy(what);
          if (status === 'Succeeded') sum.succeeded++;
          else sum.refused++;
          if (status !== 'Succeeded' && problem === undefined) findings.push(`${label} is ${status} without a reason`);
          if (problem !== undefined && /Error: |TypeError|undefined is not|scandir|SQLITE/.test(problem))
            findings.push(`${label}: ${problem}`);
          if (random.chance(0.3)) {
            const signal = random.pick(['SIGTERM', 'SIGKILL'] as const);
            await served.end(signal);
            sum[signal === 'SIGTERM' ? 'restarts' : 'kills']++;
          }
          findings.push(...(await served.pages(times)).map((finding) => `after ${label}: ${finding}`));
        } catch (error) {
          findings.push(`${label}: ${messageOf(error)}`);
          await served.end('SIGKILL');
        }
      }
    } finally {
      await served.end('SIGTERM');
      fs.rmSync(folder, { recursive: true, force: true });
    }
    const done = `${rounds} deployments: ${sum.succeeded} succeeded, ${sum.refused} were refused with their reasons; ${sum.restarts} restarts, ${sum.kills} kills`;
    return { done, findings, requests: times };
  }
};

/** Deployments as the tests of deployments make them. */
function sample(seed: number, count: number): Deployment[] {
  const found: Deployment[] = [];
  for (let tries = 0; found.length < count; tries++) {
    const [life = []] = fc.sample(anyLife(20), { seed: seed + tries, numRuns: 1 });
    found.push(...life.flatMap((step) => (step.do === 'deploy' ? [step.what] : [])));
  }
  return found.slice(0, count);
}

/** The package's org in a file, started when it is needed. */
class DeployedOrg {
  private server: ServerProcess | undefined;
  private connection: Connection | undefined;

  constructor(private readonly database: string) {}

  async deploy(what: Deployment): Promise<{ status: string; problem: string | undefined }> {
    const connection = await this.connected();
    const zip = Buffer.from(zipOfDeployment(what));
    const options = { singlePackage: true, rollbackOnError: true, checkOnly: what.checkOnly, ignoreWarnings: true };
    const { status, details, errorMessage } = await connection.metadata.deploy(zip, options).complete(true);
    const failures: unknown = details?.componentFailures;
    const first: unknown = Array.isArray(failures) ? failures[0] : failures;
    const problem = typeof first === 'object' && first !== null ? String(Reflect.get(first, 'problem')) : (errorMessage ?? undefined);
    return { status, problem };
  }

  /** @returns what is wrong with the pages */
  async pages(times: RequestTimes): Promise<string[]> {
    await this.connected();
    const url = (await this.server?.url()) ?? '';
    const found: string[] = [];
    for (const address of ADDRESSES) {
      const { status } = await times.time(address, async () => {
        const response = await fetch(url + address);
        await response.arrayBuffer();
        return response;
      });
      if (status !== 200) found.push(`${address} answers ${status}`);
    }
    return found;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.server?.end(signal);
    this.server = this.connection = undefined;
  }

  private async connected(): Promise<Connection> {
    this.server ??= ServerProcess.spawn('--empty', '--database', this.database);
    this.connection ??= await connect({ instanceUrl: await this.server.url(), username: ADMIN, password: PASSWORD });
    this.connection.metadata.pollInterval = 100;
    this.connection.metadata.pollTimeout = 300_000;
    return this.connection;
  }
}
