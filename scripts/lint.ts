import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openProject, type Gate } from '../checks/gate';
import { rooms } from '../checks/gates/rooms';
import { words } from '../checks/gates/words';
import { applySuppressions, readSuppressions, SUPPRESSIONS_FILE } from '../checks/suppressions';
import { takeNoOptions } from './command-failure';

/** Who imports whom, by the rules of .dependency-cruiser.cjs. */
const IMPORTS = [
  path.join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
  ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
  ...['local-org', 'checks', 'scripts', 'tests']
] as const;

takeNoOptions(
  'Usage: npm run lint\n\nRuns rooms, words, types, imports, ESLint and formatting, each even if the one before found something.'
);

const CHECKS: readonly (readonly [name: string, ...args: string[]])[] = [
  ['Types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
  ['Build', path.join('scripts', 'run.mjs'), 'build'],
  ['Preview types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', path.join('local-org', 'preview', 'client')],
  ['Component types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', path.join('config', 'lwc')],
  ['Imports', ...IMPORTS],
  ['Unused', path.join('node_modules', 'knip', 'bin', 'knip.js'), '--no-progress'],
  ['ESLint', path.join('node_modules', 'eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
  ['Prettier', path.join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']
];

/** The gates' tools are installed by the first `npm run check`: without them there is nothing to check their types against. */
const GATES = path.join('checks', 'node_modules');
const gateTypes = ['Gate types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'checks'] as const;

/** A gate that needs none of the official tools. @returns whether it has no finding that is not allowed for */
async function passes(gate: Gate): Promise<boolean> {
  const suppressions = readSuppressions(fs.readFileSync(SUPPRESSIONS_FILE, 'utf8'));
  const findings = applySuppressions(gate.name, await gate.run(openProject(process.cwd())), suppressions);
  for (const { file, line, column, rule, message } of findings) console.error(`${file}:${line}:${column} ${rule}: ${message}`);
  return findings.length === 0;
}

async function lint(): Promise<void> {
  let failed = false;
  const told = (name: string, passed: boolean): void => {
    console.log(`${name}: ${passed ? 'ok' : 'findings'}`);
    failed ||= !passed;
  };
  told('Rooms', await passes(rooms));
  told('Words', await passes(words));
  if (!fs.existsSync(GATES)) console.log('Gate types: left out, because npm run check has not installed its tools');
  for (const [name, ...args] of fs.existsSync(GATES) ? [...CHECKS, gateTypes] : CHECKS) {
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    told(name, status === 0);
  }
  process.exitCode = failed ? 1 : 0;
}

void lint();
