import { own, prove, type Files } from '../proofs/prove';
import { unused } from './unused';

const CLEAN: Files = {
  'knip.jsonc': own('knip.jsonc'),
  'package.json': '{ "name": "sample", "private": true }\n',
  'checks/package.json': '{ "name": "sample-checks", "private": true }\n',
  'checks/main.ts': "import { help } from './help';\n\nhelp();\n",
  'checks/help.ts': 'export const help = () => undefined;\n',
  'scripts/start.ts': "import { serve } from '../local-org/api/server';\n\nserve();\n",
  'local-org/api/server.ts': 'export interface Reply {\n  status: number;\n}\n\nexport const serve = (): Reply => ({ status: 200 });\n'
};

prove(unused, CLEAN, {
  'a file that nothing imports': {
    files: { 'local-org/api/attic.ts': 'export const attic = 1;\n' },
    file: 'local-org/api/attic.ts',
    rule: 'unused-files'
  },
  'a command that there is no npm script for': {
    files: { 'scripts/nobody.ts': 'export const nobody = 1;\n' },
    file: 'scripts/nobody.ts',
    rule: 'unused-files'
  },
  'an export that nothing imports': {
    files: {
      'scripts/build.ts': "import { used } from './parts';\n\nused();\n",
      'scripts/parts.ts': 'export const used = () => undefined;\nexport const spare = () => undefined;\n'
    },
    file: 'scripts/parts.ts',
    rule: 'unused-exports',
    line: 2,
    message: /spare/
  },
  'a type that nothing imports': {
    files: {
      'scripts/seed.ts': "import { pieces } from './pieces';\n\npieces();\n",
      'scripts/pieces.ts': 'export const pieces = () => undefined;\nexport interface Spare {\n  name: string;\n}\n'
    },
    file: 'scripts/pieces.ts',
    rule: 'unused-types',
    message: /Spare/
  },
  'a package that nothing uses': {
    files: { 'package.json': '{ "name": "sample", "private": true, "dependencies": { "croner": "11.0.1" } }\n' },
    file: 'package.json',
    rule: 'unused-dependencies',
    message: /croner/
  }
});
