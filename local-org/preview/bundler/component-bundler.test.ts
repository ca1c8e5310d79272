import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ComponentBundler } from './component-bundler';
import { TestProject } from './test-project';
import type { Bundle } from './types';

/** A cold build compiles the base components that the shell uses. */
const COLD = 120_000;

const CARD = `import { LightningElement, api } from 'lwc';
import NAME from '@salesforce/schema/Lead.Name';
import GREETING from '@salesforce/label/c.Greeting';
import { double } from 'c/numbers';

export default class Card extends LightningElement {
  @api recordId?: string;
  readonly text: string = GREETING + NAME.fieldApiName + String(double(21));
}
`;

describe('building the scripts of a page', () => {
  const project = new TestProject()
    .component('card', { 'card.ts': CARD, 'card.html': '<template><p class="card-text">{text}</p></template>' })
    .component('numbers', { 'numbers.ts': 'export const double = (value: number): number => value * 2;' }, 'two', { exposed: false })
    .component('needy', {
      'needy.ts':
        "import { subscribe } from 'lightning/empApi';\nimport { LightningElement } from 'lwc';\nexport default class Needy extends LightningElement { s = subscribe; }"
    })
    .component('torn', {
      'torn.ts': "import { LightningElement } from 'lwc';\nexport default class Torn extends LightningElement {}",
      'torn.html': '<template>\n  <p>{a.b.}</p>\n</template>'
    })
    .component('typo', {
      'typo.ts': "import { LightningElement } from 'lwc';\n\nexport default class Typo extends LightningElement {\n  value = ;\n}"
    })
    .component('wrongName', {
      'wrongName.ts':
        "import { nothingLikeThis } from 'lightning/uiRecordApi';\nimport { LightningElement } from 'lwc';\nexport default class WrongName extends LightningElement { n = nothingLikeThis; }"
    })
    .component('complex', {
      'complex.ts': "import { LightningElement } from 'lwc';\nexport default class Complex extends LightningElement { a = 1; }",
      'complex.html': '<template><p>{a + 1}</p></template>'
    });
  const bundler = new ComponentBundler();
  let bundle: Bundle;
  let beganAtOnce = false;

  beforeAll(async () => {
    const request = project.request();
    const building = bundler.bundle(request);
    beganAtOnce = existsSync(join(request.cacheDirectory, 'process', 'bundle-process.cjs'));
    bundle = await building;
  }, COLD);
  afterAll(() => {
    bundler.close();
    project.remove();
  });

  const scriptOf = (name: string): string =>
    (bundle.manifest.componentFiles[name] ?? []).map((file) => readFileSync(join(bundle.directory, file), 'utf8')).join('\n');
  const problemsOf = (name: string): string[] =>
    bundle.manifest.problems
      .filter(({ file }) => file.endsWith(`/${name}.ts`) || file.endsWith(`/${name}.html`))
      .map(({ line, column, message }) => `${line}:${column} ${message}`);

  it('starts at once, even when the caller is busy afterwards', () => {
    expect(beganAtOnce).toBe(true);
  });

  it('compiles TypeScript with its template, label, field and module of another folder', () => {
    const script = scriptOf('card');
    expect(script).toContain('card-text');
    expect(script).toContain('Hallo');
    expect(script).not.toContain(': string');
    expect(problemsOf('card')).toEqual([]);
  });

  it('writes synthetic shadow as a script of its own', () => {
    const script = readFileSync(join(bundle.directory, bundle.manifest.syntheticShadow), 'utf8');
    expect(script).not.toMatch(/^\s*(import|export)\s/m);
  });

  it('does not build a chunk for modules that are only imported', () => {
    expect(bundle.manifest.componentFiles['numbers']).toBeUndefined();
  });

  it('turns a missing module into an error of the component that imports it', () => {
    expect(problemsOf('needy')).toEqual([expect.stringMatching(/^1:\d+ The preview has no module lightning\/empApi$/)]);
    expect(scriptOf('needy')).toContain('The preview has no module lightning/empApi');
  });

  it('reports file, line and column of a broken template, and builds the rest', () => {
    expect(problemsOf('torn')).toEqual([expect.stringMatching(/^2:\d+ .*LWC\d+/)]);
    expect(scriptOf('torn')).toContain('torn.html:2:');
  });

  it('reports line and column of a syntax error in the TypeScript source', () => {
    expect(problemsOf('typo')).toEqual([expect.stringMatching(/^4:11 TS1109: Expression expected/)]);
  });

  it('refuses an export that a module of the platform does not have', () => {
    expect(problemsOf('wrongName')).toEqual([expect.stringContaining('nothingLikeThis')]);
  });

  it('refuses templates that an org refuses', () => {
    expect(problemsOf('complex')).toEqual([expect.stringMatching(/LWC\d+/)]);
  });

  it('reuses what it built while nothing changes, and starts no process for it', async () => {
    const second = new ComponentBundler(() => {
      throw new Error('nothing should be built');
    });
    expect(await second.bundle(project.request())).toEqual(bundle);
  });

  it('builds again when a component changes, and compiles only that one', async () => {
    project.write(project.file('card', 'card.html'), '<template><p class="other-text">{text}</p></template>');
    const changed = await bundler.bundle(project.request());
    expect(changed.manifest.key).not.toBe(bundle.manifest.key);
    const files = changed.manifest.componentFiles['card'] ?? [];
    expect(files.map((file) => readFileSync(join(changed.directory, file), 'utf8')).join('\n')).toContain('other-text');
  });

  it('leaves no half-written builds behind', () => {
    expect(readdirSync(join(project.root, 'cache/bundles')).every((name) => /^[0-9a-f]{24}$/.test(name))).toBe(true);
    expect(existsSync(join(bundle.directory, 'manifest.json'))).toBe(true);
  });
});
