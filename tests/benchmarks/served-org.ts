import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../scripts/importing/connection';
import { ADMIN, PASSWORD } from '../support/running-org';

const POLL_MILLISECONDS = 5;
/** How many of the last lines of a server that failed are shown. */
const SHOWN_LINES = 20;

export interface ServedOrgOptions {
  /** Folder of the project. */
  readonly project: string;
  readonly database: string;
  /** More options of `npm start`. */
  readonly options?: readonly string[];
}

/** An org in a process of its own, started as `npm start` does. */
export class ServedOrg {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** Milliseconds from the start of the process to the first 200 of `/_org/health`. */
    readonly startedIn: number
  ) {}

  /** @throws Error with the server's last words if it ends before it answers */
  static async start({ project, database, options = [] }: ServedOrgOptions): Promise<ServedOrg> {
    const port = await freePort();
    const from = performance.now();
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start', '--port', String(port), '--database', database, ...options], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe']
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()));
    const url = `http://127.0.0.1:${port}`;
    while (!(await isHealthy(url))) {
      if (child.exitCode !== null) throw new Error(`The org did not start:\n${said.join('').split('\n').slice(-SHOWN_LINES).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
    return new ServedOrg(child, url, performance.now() - from);
  }

  /** Signed in as one of the sample company's users, its administrator unless another is named. */
  connect(username = ADMIN): ReturnType<typeof connect> {
    return connect({ instanceUrl: this.url, username, password: PASSWORD });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}

/** Runs `work` with a new empty folder and removes it afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-bench-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_org/health`)).status === 200;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port'))));
    });
  });
}
