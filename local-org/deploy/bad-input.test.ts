import { strToU8, zipSync } from 'fflate';
import { xml } from '../metadata/testing';
import type { LocalOrg } from '../open';
import { apexFiles, deploy, numberField, objectXml, openBare, problems, thing, zipOf } from './testing';

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
    ['an unknown type', { Wibble: ['X'] }, {}, " package.xml:3 Unknown type name 'Wibble' specified in package.xml"],
    ['a type that it does not support', { Flow: ['X'] }, {}, ' package.xml:3 The embedded org does not support the metadata type Flow'],
    ['a name that is no name', { ApexClass: ['%'] }, apexFiles('%', 'class X {}'), '% that is not followed by the code of a character'],
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

  test('reads a package from its folder, and shows the folder in file names', () => {
    const zip = (folders: readonly string[]): Uint8Array =>
      zipSync(Object.fromEntries(folders.map((folder) => [`${folder}/package.xml`, strToU8(xml('Package', '<version>99.0</version>'))])));
    expect(deploy(org, zip(['one']), { singlePackage: false }).details.componentFailures[0]?.fileName).toBe('one/package.xml');
    expect(deploy(org, zip(['one', 'two']), { singlePackage: false }).errorMessage).toContain('several packages');
  });

  test('reports all errors at once', () => {
    const result = deploy(
      org,
      zipOf(
        { ApexClass: ['Bad', 'Worse', 'Missing'], CustomObject: ['Thing__c', 'Evil"; DROP TABLE Lead;--__c'], Flow: ['Hello'] },
        {
          ...apexFiles('Bad', 'public class Bad { Nonsense first; }'),
          ...apexFiles('Worse', 'public class Worse {\n  Integer two = nothing;\n  String three = 3;\n}'),
          ...apexFiles('Extra', 'public class Extra {}'),
          'objects/Thing__c.object': objectXml(
            `${numberField('Size__c')}<fields><fullName>Odd__c</fullName><colour>red</colour><label>Odd</label><type>Date</type></fields>`
          ),
          'objects/Evil"; DROP TABLE Lead;--__c.object': objectXml(),
          'tabs/Lost__c.tab': xml('CustomTab', '<customObject>true</customObject><motif>Custom1: Heart</motif>')
        }
      )
    );
    expect(problems(result)).toEqual([
      expect.stringMatching(/^ package.xml:\d+ The embedded org does not support the metadata type Flow/),
      expect.stringMatching(/^CustomObject Evil"; DROP TABLE Lead;--__c:2 The Object API Name can only contain/),
      'ApexClass Extra: Not in package.xml',
      'CustomTab Lost__c: Not in package.xml',
      expect.stringMatching(/^ Missing:\d+ An object 'Missing' of type ApexClass was named in package.xml/),
      expect.stringMatching(/^CustomField Thing__c.Odd__c:\d+ unknown element colour in/),
      expect.stringMatching(/^ApexClass Bad:1 .*Nonsense/),
      expect.stringMatching(/^ApexClass Worse:2 .*nothing/),
      expect.stringMatching(/^ApexClass Worse:3 /)
    ]);
    expect(org.schema.object('Thing__c')).toBeUndefined();
  });

  test('refuses rollbackOnError=false', () => {
    expect(() => deploy(org, thing(''), { rollbackOnError: false })).toThrow('rollbackOnError=false');
  });
});
