import { own, prove, type Defect, type Files } from '../proofs/prove';
import { imports } from './imports';

const CLEAN: Files = {
  '.dependency-cruiser.cjs': own('.dependency-cruiser.cjs'),
  'tsconfig.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }\n',
  'local-org/values.ts': 'export type OrgValue = string | null;\n',
  'local-org/schema/types.ts': "import type { OrgValue } from '../values';\n\nexport type Default = OrgValue;\n",
  'local-org/soql/engine.ts':
    "import type { Default } from '../schema/types';\n\nexport const first = (values: readonly Default[]) => values[0];\n",
  'local-org/api/server.ts': "import { first } from '../soql/engine';\n\nexport const serve = () => first([null]);\n",
  'local-org/preview/client/shell/app/app.ts': "import type { Page } from '../../../page-types';\n\nexport const page: Page = {};\n",
  'local-org/preview/page-types.ts': 'export interface Page {\n  title?: string;\n}\n',
  'local-org/open.ts': "import { serve } from './api/server';\n\nexport const open = () => serve();\n",
  'local-org/soql/testing.ts': "import { open } from '../open';\n\nexport const testOrg = () => open();\n",
  'local-org/soql/engine.test.ts': "import { testOrg } from './testing';\n\ntestOrg();\n",
  // A circle that is allowed.
  'local-org/dml/save.ts': "import { rollUp } from './rollups';\n\nexport const save = (): unknown => rollUp();\n",
  'local-org/dml/rollups.ts': "import { save } from './save';\n\nexport const rollUp = (): unknown => save();\n",
  'scripts/start.ts': "import { open } from '../local-org/open';\n\nopen();\n"
};

const importing = (file: string, rule: string, ...lines: readonly string[]): Defect => ({
  files: { [file]: `${lines.join('\n')}\n` },
  file,
  rule
});

prove(imports, CLEAN, {
  'a room that imports what is right of it': {
    ...importing(
      'local-org/database/up.ts',
      'room-order',
      "import { values } from './no';",
      "import { first } from '../soql/engine';",
      'first([values]);'
    ),
    line: 2
  },
  'a room that imports only a type of what is right of it': importing(
    'local-org/schema/up.ts',
    'room-order',
    "import type { first } from '../soql/engine';",
    'export type First = typeof first;'
  ),
  'a test that imports a room to the right instead of a whole org': importing(
    'local-org/jobs/queue.test.ts',
    'room-order',
    "import { serve } from '../api/server';",
    'serve();'
  ),
  'a room that opens a whole org': importing('local-org/jobs/queue.ts', 'room-order', "import { open } from '../open';", 'open();'),
  'the embedded org using a command': importing(
    'local-org/deploy/run.ts',
    'repository-order',
    "import { start } from '../../scripts/start';",
    'start();'
  ),
  'a command using a test': {
    files: {
      'scripts/seed.ts': "import { people } from '../tests/people';\n\npeople();\n",
      'tests/people.ts': 'export const people = () => [];\n'
    },
    file: 'scripts/seed.ts',
    rule: 'repository-order'
  },
  'a room without a place in the order': importing('local-org/attic/box.ts', 'known-room', "import '../values';"),
  'what only tests use, used by what runs': importing(
    'local-org/soql/plan.ts',
    'tests-only',
    "import { testOrg } from './testing';",
    'testOrg();'
  ),
  'a page that takes the server along': importing(
    'local-org/preview/client/shell/menu/menu.ts',
    'browser-only',
    "import { serve } from '../../../../api/server';",
    'serve();'
  ),
  'a circle': {
    files: {
      'scripts/one.ts': "import { two } from './two';\n\nexport const one = (): unknown => two();\n",
      'scripts/two.ts': "import { one } from './one';\n\nexport const two = (): unknown => one();\n"
    },
    file: 'scripts/one.ts',
    rule: 'circle',
    message: /two\.ts/
  },
  'a circle of types': {
    files: {
      'local-org/metadata/one.ts': "import type { Two } from './two';\n\nexport interface One {\n  two: Two;\n}\n",
      'local-org/metadata/two.ts': "import type { One } from './one';\n\nexport interface Two {\n  one: One;\n}\n"
    },
    file: 'local-org/metadata/one.ts',
    rule: 'circle'
  },
  'a permission for a circle that there is not': {
    files: { 'local-org/soql/scope.ts': 'export const scope = 1;\n' },
    file: '.dependency-cruiser.cjs',
    rule: 'unused-circle',
    message: /soql\/scope\.ts/
  }
});
