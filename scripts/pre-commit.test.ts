import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const CONFIGURATION = [
  '.githooks',
  '.lintstagedrc.json',
  '.prettierrc.json',
  '.prettierignore',
  '.gitignore',
  'eslint.config.mjs',
  'package.json'
];

// Node is all that `npm test` needs: where there is no git, there is no hook either.
const suite = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip;

/** A clone with the hook switched on. What is in it: this project's configuration. */
suite('the pre-commit hook', () => {
  let clone = '';
  const git = (...args: readonly string[]): { status: number | null; text: string } => {
    // What git tells a hook about the repository outside must not reach the clone.
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: clone, encoding: 'utf8', env: environment });
    return { status, text: `${stdout}${stderr}` };
  };
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
    fs.writeFileSync(path.join(clone, file), text);
  };
  const committed = (file: string): string => git('show', `HEAD:${file}`).text;

  beforeAll(() => {
    clone = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-hook-'));
    for (const file of CONFIGURATION) fs.cpSync(path.join(ROOT, file), path.join(clone, file), { recursive: true });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
    git('init', '--quiet');
    fs.writeFileSync(path.join(clone, '.git', 'info', 'exclude'), 'node_modules\n');
    git('add', '.');
    expect(git('commit', '--quiet', '-m', 'Begin')).toEqual({ status: 0, text: '' });
    git('config', 'core.hooksPath', '.githooks');
  });
  afterAll(() => fs.rmSync(clone, { recursive: true }));
  afterEach(() => git('reset', '--hard', '--quiet'));

  test('formats what is staged, Apex and metadata too, and leaves the rest alone', () => {
    write('scripts/one.ts', 'export const one  =  "1"\n');
    write('force-app/main/base/classes/One.cls', 'public with sharing class One { public Integer value; }\n');
    git('add', 'scripts', 'force-app');
    write('scripts/two.ts', 'export const two  =  "2"\n');
    expect(git('commit', '-m', 'scripts: Add one')).toMatchObject({ status: 0 });
    expect(committed('scripts/one.ts')).toBe("export const one = '1';\n");
    expect(committed('force-app/main/base/classes/One.cls')).toContain('{\n    public Integer value;\n}');
    expect(fs.readFileSync(path.join(clone, 'scripts/two.ts'), 'utf8')).toBe('export const two  =  "2"\n');
  });

  test('refuses what ESLint finds, and loses nothing', () => {
    const source = 'export const first = (list: readonly string[]): string => list[0]!;\n';
    write('scripts/bad.ts', source);
    git('add', 'scripts/bad.ts');
    const { status, text } = git('commit', '-m', 'scripts: Add bad');
    expect([status, text]).toEqual([1, expect.stringContaining('no-non-null-assertion')]);
    expect(fs.readFileSync(path.join(clone, 'scripts/bad.ts'), 'utf8')).toBe(source);
    expect(committed('scripts/bad.ts')).not.toContain('export');
  });
});
