import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { takeNoOptions } from './command-failure';

takeNoOptions('Usage: npm run format\n\nFormats every file that Prettier knows.');
const { status } = spawnSync(
  process.execPath,
  [path.join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--write', '--log-level', 'warn', '.'],
  {
    stdio: 'inherit'
  }
);
process.exit(status ?? 1);
