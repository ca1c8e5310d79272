import { mkdirSync, renameSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsKey } from './inputs-key';
import { TestProject } from './test-project';

const SOURCE = { 'alpha.ts': 'export const a = 1;', 'alpha.html': '<template></template>' };

describe('the key of a build', () => {
  let project: TestProject;
  beforeEach(() => {
    project = new TestProject().component('alpha', SOURCE);
  });
  afterEach(() => project.remove());

  it('stays the same while contents stay the same, even when file times change', () => {
    const before = inputsKey(project.request());
    utimesSync(project.file('alpha', 'alpha.ts'), new Date(0), new Date(0));
    expect(inputsKey(project.request())).toBe(before);
  });

  it('stays the same when the project is moved', () => {
    const before = inputsKey(project.request());
    const moved = join(project.root, 'elsewhere', 'alpha');
    mkdirSync(dirname(moved), { recursive: true });
    renameSync(dirname(project.file('alpha', 'alpha.ts')), moved);
    const [component] = project.request().components;
    if (!component) throw new Error('The project has lost its component.');
    expect(inputsKey(project.request({ components: [{ ...component, directory: moved }] }))).toBe(before);
  });

  it.each<[string, (p: TestProject) => ReturnType<TestProject['request']>]>([
    ['a file’s content', (p) => (p.write(p.file('alpha', 'alpha.ts'), 'export const a = 2;'), p.request())],
    ['a new file', (p) => (p.write(p.file('alpha', 'extra.ts'), ''), p.request())],
    ['a label’s text', (p) => p.request({ names: { ...p.request().names, labels: { Greeting: { en_US: 'Hi' } } } })],
    ['an object’s fields', (p) => p.request({ names: { ...p.request().names, objects: {} } })],
    ['the API version', (p) => p.component('alpha', SOURCE, 'one', { apiVersion: 59 }).request()],
    ['being exposed', (p) => p.component('alpha', SOURCE, 'one', { exposed: false }).request()],
    ['the mode', (p) => p.request({ development: true })]
  ])('changes with %s', (_what, change) => {
    const before = inputsKey(project.request());
    expect(inputsKey(change(project))).not.toBe(before);
  });

  it('does not change with a component’s tests and types', () => {
    const before = inputsKey(project.request());
    project.write(project.file('alpha', '__tests__/alpha.test.ts'), 'test');
    project.write(project.file('alpha', 'alpha.d.ts'), 'declare const x: 1;');
    expect(inputsKey(project.request())).toBe(before);
  });
});
