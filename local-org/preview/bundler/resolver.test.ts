import { basename } from 'node:path';
import { ModuleResolver } from './resolver';
import { TestProject } from './test-project';

const project = new TestProject()
  .component('alpha', { 'alpha.ts': '', 'alpha.html': '<template></template>', 'numbers.ts': '' }, 'one', { apiVersion: 60 })
  .component('beta', { 'beta.js': '' }, 'two');
const resolver = new ModuleResolver(project.request());
const alpha = project.file('alpha', 'alpha.ts');
afterAll(() => project.remove());

const fileOf = (specifier: string, importer = alpha): string => {
  const found = resolver.resolve(specifier, importer);
  if (found.kind !== 'file') throw new Error(`${specifier} is ${JSON.stringify(found)}`);
  return found.path;
};

describe('resolving imports', () => {
  it('finds components in every lwc folder, TypeScript or JavaScript', () => {
    expect(fileOf('c/alpha')).toBe(alpha);
    expect(fileOf('c/beta')).toBe(project.file('beta', 'beta.js'));
  });

  it('finds relative modules with and without extension', () => {
    expect(fileOf('./numbers')).toBe(project.file('alpha', 'numbers.ts'));
    expect(fileOf('./numbers.js')).toBe(project.file('alpha', 'numbers.ts'));
  });

  it('prefers our replacement to a base component of the same name', () => {
    expect(fileOf('lightning/navigation')).toContain('local-org/preview/client/lightning/navigation');
    expect(fileOf('lightning/button')).toContain('lightning-base-components');
  });

  it('gives an empty style sheet where a component has none', () => {
    expect(resolver.resolve('./alpha.css', alpha)).toMatchObject({ kind: 'source', source: 'export default undefined;' });
    expect(basename(fileOf('./alpha.html'))).toBe('alpha.html');
  });

  it('keeps the query that marks scoped styles', () => {
    project.write(project.file('alpha', 'alpha.scoped.css'), 'p { margin: 0 }');
    expect(resolver.resolve('./alpha.scoped.css?scoped=true', alpha)).toMatchObject({ kind: 'file', query: 'scoped=true' });
  });

  it.each(['c/gamma', 'lightning/empApi', '@salesforce/schema/Nope', 'chart.js', './nope', '@lwc/state'])(
    'says that %s is missing',
    (specifier) => {
      expect(resolver.resolve(specifier, alpha)).toMatchObject({
        kind: 'missing',
        reason: expect.stringContaining(specifier.replace('@salesforce/schema/', ''))
      });
    }
  );

  it('knows which bundle and API version a file belongs to', () => {
    expect(resolver.identify(alpha)).toEqual({ namespace: 'c', name: 'alpha', apiVersion: 60, platform: false });
    expect(resolver.identify(fileOf('lightning/button'))).toMatchObject({ namespace: 'lightning', name: 'button', platform: true });
    expect(() => resolver.identify('/elsewhere/x.js')).toThrow('belongs to no LWC bundle');
  });
});
