import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startOrg, ADMIN, PASSWORD, type RunningOrg } from '../support/running-org';

const CLI = path.resolve('checks', 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');

/** What a command of the official command line came to. */
export interface SfOutcome {
  readonly status: number;
  /** `result` of its JSON, or what it says of a failure. */
  readonly result: unknown;
  /** Its message where it failed, otherwise empty. */
  readonly message: string;
  /** All it printed. */
  readonly text: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The value at a path inside an outcome's result; `undefined` where there is none. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined), value);
}

/** An empty embedded org, a project with the built package, and the official command line logged in to the one from the other. */
export class SfProject {
  private constructor(
    readonly running: RunningOrg,
    /** The project's folder. */
    readonly directory: string,
    private readonly home: string
  ) {}

  static async start(): Promise<SfProject> {
    if (!fs.existsSync(CLI)) throw new Error('The Salesforce command line is not installed: run `npm run check`, which brings it.');
    if (!fs.existsSync(path.join('build', 'force-app'))) throw new Error('The package is not built: run `npm run build`.');
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sf-'));
    const directory = path.join(root, 'project');
    fs.cpSync('build', directory, { recursive: true });
    fs.mkdirSync(path.join(root, 'home'));
    const project = new SfProject(await startOrg({ bare: true }), directory, path.join(root, 'home'));
    const token = await project.token();
    const login = await project.run(
      ['org', 'login', 'access-token', '--instance-url', project.running.url, '--no-prompt', '--alias', 'local', '--set-default'],
      { SF_ACCESS_TOKEN: token }
    );
    if (login.status !== 0) throw new Error(`The login failed: ${login.text}`);
    return project;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    fs.rmSync(path.dirname(this.directory), { recursive: true, force: true });
  }

  /** Runs a command with `--json`, in the project. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<SfOutcome> {
    return this.launch(['--no-deprecation', CLI, ...args, '--json'], this.directory, environment);
  }

  /** Runs a command of this repository, such as `deploy`, as somebody who is logged in to the org. */
  own(command: string, ...args: readonly string[]): Promise<SfOutcome> {
    return this.launch([path.join('scripts', 'run.mjs'), command, ...args], process.cwd());
  }

  /** Runs Node with a home of its own and without the command line's look-outs for updates. */
  private launch(args: readonly string[], cwd: string, environment: Readonly<Record<string, string>> = {}): Promise<SfOutcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOME: this.home,
          USERPROFILE: this.home,
          CI: 'true',
          NO_COLOR: '1',
          SF_DISABLE_AUTOUPDATE: 'true',
          SF_AUTOUPDATE_DISABLE: 'true',
          SF_DISABLE_LOG_FILE: 'true',
          SF_DISABLE_TELEMETRY: 'true',
          SF_SKIP_NEW_VERSION_CHECK: 'true',
          SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
          ...environment
        }
      });
      const printed = { out: '', error: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.error += text));
      child.on('error', reject);
      child.on('close', (status) => resolve(outcome(status ?? 1, printed.out, printed.error)));
    });
  }

  /** Writes a file of the project. @returns its path in the project */
  write(file: string, text: string): string {
    const target = path.join(this.directory, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    return file;
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.directory, file), 'utf8');
  }

  /** Files of a folder of the project, with that folder before their names. */
  files(folder: string): string[] {
    return fs
      .readdirSync(path.join(this.directory, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.directory, path.join(entry.parentPath, entry.name)))
      .sort();
  }

  remove(file: string): void {
    fs.rmSync(path.join(this.directory, file), { recursive: true });
  }

  private async token(): Promise<string> {
    const form = new URLSearchParams({
      grant_type: 'password',
      client_id: 'PlatformCLI',
      client_secret: '',
      username: ADMIN,
      password: PASSWORD
    });
    const reply = await fetch(`${this.running.url}/services/oauth2/token`, { method: 'POST', body: form });
    const body: unknown = await reply.json();
    const token = at(body, 'access_token');
    if (typeof token !== 'string') throw new Error(`No token: ${JSON.stringify(body)}`);
    return token;
  }
}

function outcome(status: number, out: string, error: string): SfOutcome {
  const text = `${out}\n${error}`.trim();
  try {
    const answer: unknown = JSON.parse(out);
    return { status, result: at(answer, 'result') ?? at(answer, 'data'), message: String(at(answer, 'message') ?? ''), text };
  } catch {
    return { status, result: undefined, message: status === 0 ? '' : text, text };
  }
}
