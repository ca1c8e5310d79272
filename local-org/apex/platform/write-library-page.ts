import fs from 'node:fs';
import path from 'node:path';
import { PLATFORM_TYPES } from './index';
import { libraryPage } from './library-page';

/*
 * Writes local-org/apex/platform/library.md again:
 * npx esbuild local-org/apex/platform/write-library-page.ts --bundle --platform=node --packages=external | node
 */
fs.writeFileSync(path.join(process.cwd(), 'local-org/apex/platform/library.md'), libraryPage(PLATFORM_TYPES));
