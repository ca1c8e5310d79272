import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** This repository. Every command of it starts in its root. */
export const REPOSITORY = process.cwd();
/** Where the official tools are installed. */
export const TOOLS = path.join(REPOSITORY, 'checks', 'node_modules');
/** What the gates compile for themselves; gone when the tools are installed again. */
export const CACHE = path.join(TOOLS, '.cache', 'lockstep');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Its exit status is the caller's to judge. @throws Error where it cannot be started */
export function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
}

/** Runs a script of an installed package with this Node. */
export function runNode(script: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return run(process.execPath, [script, ...args], cwd);
}

/** The nearest installation of one of the repository's own development tools, as a project of a seeded defect has it too. */
export function ownTool(...segments: readonly string[]): string {
  return path.join(REPOSITORY, 'node_modules', ...segments);
}

/** The folder of Java libraries in one of the analyzer's engines. @throws Error where the engine is not installed */
export function javaLibrary(engine: 'pmd' | 'sfge'): string {
  const folder = path.join(TOOLS, '@salesforce', `code-analyzer-${engine}-engine`, 'dist', 'java-lib');
  if (!fs.existsSync(folder)) throw new Error(`${folder} is missing`);
  return folder;
}
