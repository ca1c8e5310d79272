import fs from 'node:fs';
import path from 'node:path';
import { handOffStatesPage } from './hand-off-states';

/*
 * Writes docs/hand-off-states.md again:
 * npx esbuild tests/support/write-hand-off-states.ts --bundle --platform=node --packages=external | node
 */
fs.writeFileSync(path.join(process.cwd(), 'docs/hand-off-states.md'), handOffStatesPage());
