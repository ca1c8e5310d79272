import { strToU8, zipSync } from 'fflate';
import { xml } from '../metadata/testing';
import type { LocalOrg } from '../open';
import { apexFiles, deploy, openBare, problems, thing, zipOf } from './testing';

describe('bad input', () => {
  let org: LocalOrg;
  beforeAll(() => {
    org = openBare();
  });
  afterEach(() => expect(org.metadata.apex).toEqual([]));
  afterAll(() => org.close());

  test.each<[string, Uint8Array, string]>([
    ['a truncated zip', thing('').slice(0, 200), 'truncated'],
    ['something that is no zip', Buffer.from('hello'), 'truncated'],
    ['nothing at all', new Uint8Array(), 'No zip file content']
  ])('refuses %s', (_name, zip, message) => {
    const attempt = (): string => deploy(org, zip).errorMessage ?? '';
    if (zip.length === 0) expect(attempt).toThrow(message);
    else expect(attempt()).toContain(message);
  });

  test.each<[string, Record<string, string[]>, Record<string, string>, string]>([
    ['an unknown type', { Flow: ['X'] }, {}, " package.xml:3 Unknown type name 'Flow' specified in package.xml"],
    [
      'a member without file',
      { ApexClass: ['X'] },
      {},
      " X:3 An object 'X' of type ApexClass was named in package.xml, but was not found in zipped directory"
    ],
    ['a file that is not named', {}, apexFiles('X', 'class X {}'), 'ApexClass X: Not in package.xml'],
    ['malformed XML', { CustomTab: ['X'] }, { 'tabs/X.tab': '<CustomTab' }, 'CustomTab X:1 not well-formed XML'],
    [
      'a version of the future',
      {},
      { 'package.xml': xml('Package', '<version>99.0</version>') },
      ' package.xml:1 Invalid version specified: 99.0'
    ],
    [
      'an unknown element',
      {},
      { 'package.xml': xml('Package', '<wibble/><version>68.0</version>') },
      ' package.xml:3 unknown element wibble'
    ]
  ])('refuses %s', (_name, members, files, message) => {
    const result = deploy(org, zipOf(members, files));
    expect(result.status).toBe('Failed');
    expect(problems(result)[0]).toContain(message);
  });

  test('refuses a zip without a package.xml at its root', () => {
    const result = deploy(org, zipSync({ 'classes/package.xml': strToU8('<Package/>') }));
    expect(problems(result)).toContain(' package.xml: No package.xml found');
  });

  test('takes a package from its folder, and names files with it', () => {
    const zip = (folders: readonly string[]): Uint8Array =>
      zipSync(Object.fromEntries(folders.map((folder) => [`${folder}/package.xml`, strToU8(xml('Package', '<version>99.0</version>'))])));
    expect(deploy(org, zip(['one']), { singlePackage: false }).details.componentFailures[0]?.fileName).toBe('one/package.xml');
    expect(deploy(org, zip(['one', 'two']), { singlePackage: false }).errorMessage).toContain('several packages');
  });

  test('refuses to keep half of a deployment', () => {
    expect(() => deploy(org, thing(''), { rollbackOnError: false })).toThrow('rollbackOnError=false');
  });
});
