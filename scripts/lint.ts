import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** `npm run lint`: type check, ESLint and formatting, each run even if the one before found something. */
const CHECKS: readonly (readonly [name: string, ...args: string[]])[] = [
  ['Types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
  ['Build', path.join('scripts', 'run.mjs'), 'build'],
  ['Preview types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', path.join('local-org', 'preview', 'client')],
  ['Component types', path.join('node_modules', 'typescript', 'bin', 'tsc'), '-p', path.join('config', 'lwc')],
  ['ESLint', path.join('node_modules', 'eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
  ['Prettier', path.join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']
];

let failed = false;
for (const [name, ...args] of CHECKS) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  console.log(`${name}: ${status === 0 ? 'ok' : 'findings'}`);
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
