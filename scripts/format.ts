import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** `npm run format`: Prettier over everything it knows. */
const { status } = spawnSync(
  process.execPath,
  [path.join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--write', '--log-level', 'warn', '.'],
  {
    stdio: 'inherit'
  }
);
process.exit(status ?? 1);
