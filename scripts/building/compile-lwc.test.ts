import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildPackageDirectory, compileComponent } from './compile-lwc';

const COMPONENT = `import { LightningElement, api, wire } from 'lwc';
import { getRecord } from 'lightning/uiRecordApi';
export default class LeadScore extends LightningElement {
  @api recordId!: string;
  @wire(getRecord, { recordId: '$recordId' }) record: unknown;
}`;

/** The compiler is an ES module only, which Jest cannot load: it runs in a process of its own. */
function compileWithLwc(javascript: string): string {
  const script = `import { transformSync } from '@lwc/compiler';
    const source = ${JSON.stringify(javascript)};
    console.log(transformSync(source, 'leadScore.js', { name: 'leadScore', namespace: 'c' }).code);`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

describe('components compiled for an org', () => {
  it('keep their decorators and pass the LWC compiler', () => {
    const javascript = compileComponent(COMPONENT, 'leadScore.ts');
    expect(javascript).toMatch(/@api\s+recordId;/);
    expect(javascript).not.toContain('__decorate');
    expect(compileWithLwc(javascript)).toContain('registerComponent');
  });

  it('name the file and line of invalid TypeScript', () => {
    expect(() => compileComponent('class A {\n  b: = 1;\n}', 'a.ts')).toThrow('a.ts:2: ');
  });

  it('leave tests and types behind', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-build-'));
    const bundle = path.join(folder, 'from/main/score/lwc/leadScore');
    fs.mkdirSync(path.join(bundle, '__tests__'), { recursive: true });
    fs.writeFileSync(path.join(bundle, 'leadScore.ts'), COMPONENT);
    fs.writeFileSync(path.join(bundle, 'leadScore.html'), '<template></template>');
    fs.writeFileSync(path.join(bundle, '__tests__/leadScore.test.ts'), '');
    expect(buildPackageDirectory(path.join(folder, 'from'), path.join(folder, 'to'))).toBe(1);
    const built = fs.readdirSync(path.join(folder, 'to/main/score/lwc/leadScore')).sort();
    expect(built).toEqual(['leadScore.html', 'leadScore.js']);
  });
});
