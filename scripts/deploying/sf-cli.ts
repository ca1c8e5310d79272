import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The command line that `npm run check` installs. */
const OWN_CLI = path.join('checks', 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');

/** What a command of the official command line came to. */
export interface SfOutcome {
  readonly status: number;
  /** `result` of its JSON; where it failed, what it says instead. */
  readonly result: unknown;
  /** Its own message where it failed. */
  readonly message: string;
  /** Commands it suggests. */
  readonly actions: readonly string[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The official `sf` command line: the one of `npm run check`, or one installed for all projects. */
export class SfCli {
  private constructor(
    private readonly program: string,
    private readonly first: readonly string[],
    private readonly directory: string
  ) {}

  /**
   * @param directory the project that commands run in
   * @throws Error that says how to get one
   */
  static find(directory: string): SfCli {
    if (fs.existsSync(OWN_CLI)) return new SfCli(process.execPath, ['--no-deprecation', path.resolve(OWN_CLI)], directory);
    const global = spawnSync('sf', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
    if (global.status === 0) return new SfCli('sf', [], directory);
    throw new Error(
      'There is no Salesforce command line. Install it with `npm install --global @salesforce/cli`, or run `npm run check` once, which brings one.'
    );
  }

  /** Runs a command with `--json`. It never asks anything. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): SfOutcome {
    const { stdout, stderr, status, error } = spawnSync(this.program, [...this.first, ...args, '--json'], {
      cwd: this.directory,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      shell: this.program === 'sf' && process.platform === 'win32',
      env: { ...process.env, SF_DISABLE_AUTOUPDATE: 'true', SF_SKIP_NEW_VERSION_CHECK: 'true', ...environment }
    });
    if (error) throw error;
    const answer = parse(stdout);
    if (!answer) return { status: status ?? 1, result: undefined, message: (stderr || stdout).trim(), actions: [] };
    const actions = Array.isArray(answer['actions'])
      ? answer['actions'].filter((action): action is string => typeof action === 'string')
      : [];
    return { status: status ?? 1, result: answer['result'] ?? answer['data'], message: String(answer['message'] ?? ''), actions };
  }

  /** Runs a command that talks to the person in front of it. @returns its exit status */
  show(args: readonly string[]): number {
    const { status } = spawnSync(this.program, [...this.first, ...args], {
      cwd: this.directory,
      stdio: 'inherit',
      shell: this.program === 'sf' && process.platform === 'win32',
      env: { ...process.env, SF_DISABLE_AUTOUPDATE: 'true' }
    });
    return status ?? 1;
  }
}

function parse(stdout: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(stdout);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
