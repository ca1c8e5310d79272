import path from 'node:path';
import { folderTree } from '../file-tree';
import { readMetadata } from '../read-metadata';
import { xml } from '../testing';
import { MetadataError } from '../../errors';
import {
  componentKey,
  componentsOfPackage,
  componentsOfSource,
  componentTree,
  memberName,
  packageFiles,
  readPackageXml,
  writePackageXml
} from './index';

const project = folderTree(process.cwd(), ['force-app']);
const bytes = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([name, text]): [string, Uint8Array] => [name, Buffer.from(text)]));

/** Everything but where it was read from. */
const said = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (['path', 'directory', 'hash', 'files'].includes(key)) return undefined;
      if (key === 'schema' && typeof inner === 'object' && inner !== null && 'hash' in inner) return inner.hash;
      return inner;
    })
  );

describe('the package in the Metadata API’s format', () => {
  const source = componentsOfSource(project);
  const files = packageFiles(source);
  const { components, problems } = componentsOfPackage(files);

  test('has the same content as the project', () => {
    expect(problems).toEqual([]);
    const fromProject = readMetadata(project, { apiVersion: 68 });
    const fromPackage = readMetadata(componentTree(components), { apiVersion: 68 });
    expect(fromPackage.schema.hash).toBe(fromProject.schema.hash);
    expect(said(fromPackage)).toEqual(said(fromProject));
  });

  test('has every component of the project once', () => {
    expect(components.map(componentKey).sort()).toEqual(source.map(componentKey).sort());
    expect(new Set(components.map(componentKey)).size).toBe(components.length);
  });

  test('keeps an object in one file and names its parts with it', () => {
    const lead = [...files.keys()].filter((file) => file.startsWith('objects/Lead'));
    expect(lead).toContain('objects/Lead.object');
    expect(components.filter((component) => component.object === 'Lead').map(memberName)).toContain('Lead.Lockstep_Score__c');
  });

  test('written again is the same', () => {
    expect(new Map([...packageFiles(components)].sort())).toEqual(new Map([...files].sort()));
  });
});

test('keeps the source of a class and the files of a component as they are', () => {
  const given = bytes({
    'classes/A.cls': 'public class A {}\r\n',
    'classes/A.cls-meta.xml': xml('ApexClass', '<apiVersion>68.0</apiVersion><status>Active</status>'),
    'lwc/tile/tile.js': "import { LightningElement } from 'lwc';\nexport default class Tile extends LightningElement {}\n",
    'lwc/tile/tile.js-meta.xml': xml('LightningComponentBundle', '<apiVersion>68.0</apiVersion><isExposed>false</isExposed>')
  });
  expect(new Map(packageFiles(componentsOfPackage(given).components))).toEqual(given);
});

test('reports the line of a part in the object’s own file', () => {
  const object = xml(
    'CustomObject',
    [
      '<fields>',
      '    <fullName>Size__c</fullName>',
      '    <colour>red</colour>',
      '    <label>Size</label><precision>3</precision><scale>0</scale><type>Number</type>',
      '</fields>',
      '<label>Thing</label>',
      '<nameField><label>Name</label><type>Text</type></nameField>',
      '<pluralLabel>Things</pluralLabel>',
      '<sharingModel>Everybody</sharingModel>'
    ].join('\n')
  );
  const { components } = componentsOfPackage(bytes({ 'objects/Thing__c.object': object }));
  const lineOf = (text: string): number => object.split('\n').findIndex((line) => line.includes(text)) + 1;
  const firstProblem = (kind: string): { file: string | undefined; line: number | undefined } => {
    const files = components.flatMap((component) => component.files);
    try {
      readMetadata(componentTree(components.filter((component) => component.kind === kind)), { apiVersion: 68 });
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      const found = files.find((file) => file.path === error.file);
      return { file: found?.origin.file, line: found?.origin.line(error.line) };
    }
    return { file: undefined, line: undefined };
  };
  expect(firstProblem('object')).toEqual({ file: 'objects/Thing__c.object', line: lineOf('Everybody') });
  expect(firstProblem('field')).toEqual({ file: 'objects/Thing__c.object', line: lineOf('colour') });
});

test.each([
  [{ 'flows/Hello.flow': '<Flow/>' }, 'The embedded org does not support the folder flows of a package'],
  [{ 'classes/A.cls': 'class A {}' }, 'Required field is missing: the metadata file A.cls-meta.xml is not in the package'],
  [{ 'classes/A.cls-meta.xml': '<ApexClass/>' }, 'the file that classes/A.cls-meta.xml describes is not in the package'],
  [{ 'objects/A__c.object': xml('CustomObject', '<fields><label>x</label></fields>') }, 'a fields has no fullName'],
  [{ 'objects/A__c.object': '<CustomObject' }, /^not well-formed XML/],
  [{ 'labels/CustomLabels.labels': xml('CustomLabels', '<label/>') }, 'unknown element label in CustomLabels']
])('refuses %j', (files, problem) => {
  const { problems } = componentsOfPackage(bytes(files as Record<string, string>));
  expect(problems).toHaveLength(1);
  if (typeof problem === 'string') expect(problems[0]?.error.problem).toBe(problem);
  else expect(problems[0]?.error.problem).toMatch(problem);
});

describe('package.xml', () => {
  test('is read as it is written', () => {
    const types = new Map([
      ['ApexClass', ['A', 'B']],
      ['Layout', ['Lead-A & B Layout']]
    ]);
    const read = readPackageXml('package.xml', writePackageXml(types, 68));
    expect(read.version).toBe(68);
    expect(new Map(read.types.map(({ name, members }) => [name, members]))).toEqual(types);
  });

  test.each([
    ['<types><members>A</members></types>', 'types has no name'],
    ['<version>sixty</version>', 'Invalid version specified: sixty'],
    ['<wibble/>', 'unknown element wibble in Package'],
    ['<types><name>ApexClass</name></types><types><name>ApexClass</name></types>', 'The type ApexClass is listed twice']
  ])('refuses %s', (body, problem) => {
    expect(() => readPackageXml('package.xml', xml('Package', body))).toThrow(
      expect.objectContaining({ problem, file: path.basename('package.xml') })
    );
  });
});
