import fs from 'node:fs';
import path from 'node:path';
import { permissionsPage } from './permissions-page';

/*
 * Writes docs/permissions.md:
 * npx esbuild tests/support/write-permissions-page.ts --bundle --platform=node --packages=external | node
 */
fs.writeFileSync(path.join(process.cwd(), 'docs/permissions.md'), permissionsPage(process.cwd()));
