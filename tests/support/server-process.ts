import { spawn, type ChildProcess } from 'node:child_process';
import { TestClient } from '../../local-org/api/testing';
import { ADMIN, PASSWORD } from './running-org';

/** `npm start` as a process of its own. */
export class ServerProcess {
  private output = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const collect = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
  }

  /** Begins to start on a free port, or the one among the arguments. */
  static spawn(...options: readonly string[]): ServerProcess {
    const port = options.includes('--port') ? [] : ['--port', '0'];
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start', ...port, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    return new ServerProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it printed. */
  get printed(): string {
    return this.output;
  }

  /** Where it serves, as soon as it says so. @throws Error with what it printed, if it ends before */
  async url(): Promise<string> {
    let over = false;
    void this.ended.then(() => (over = true));
    for (;;) {
      const url = /Lockstep runs at (\S+)/.exec(this.output)?.[1];
      if (url !== undefined) return url;
      if (over) throw new Error(`The server did not start:\n${this.output}`);
      await nextMoment();
    }
  }

  /** A client of the running server that has logged in. */
  async login(username = ADMIN): Promise<TestClient> {
    const url = await this.url();
    const form = new URLSearchParams({ grant_type: 'password', client_id: 'PlatformCLI', username, password: PASSWORD });
    const response = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: form });
    const { access_token } = (await response.json()) as { access_token: string };
    return new TestClient(url, access_token);
  }

  /** `kill -9` for SIGKILL. @returns its exit code, once it is gone */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Its exit code, once it ended by itself. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }
}

/** Lets files and sockets of this process have their turn. */
export function nextMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
