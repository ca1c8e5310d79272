import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allocatedPrefixes } from '../schema/key-prefixes';
import { readProject } from './project';
import { fieldFile, objectFile, xml } from './testing';

describe('a project on disk', () => {
  let root: string;
  const write = (files: Record<string, string>): void => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), content);
    }
  };
  const projectFile = (content: object): Record<string, string> => ({ 'sfdx-project.json': JSON.stringify(content) });
  const date = '<label>D</label><type>Date</type>';

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'project-'));
    write(projectFile({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '68.0' }));
    write(fieldFile('Lead', 'D__c', date));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is read through its sfdx-project.json, with more folders where asked', () => {
    write({ 'examples/x/force-app/main/objects/Lead/fields/E__c.field-meta.xml': xml('CustomField', date) });
    const plain = readProject({ root });
    expect(plain.apiVersion).toBe(68);
    expect(plain.schema.object('Lead')?.field('D__c')).toBeDefined();
    expect(plain.schema.object('Lead')?.field('E__c')).toBeUndefined();
    const more = readProject({ root, extraDirectories: ['examples/x/force-app/'] });
    expect(more.schema.object('Lead')?.field('E__c')).toBeDefined();
    expect(more.hash).not.toBe(plain.hash);
  });

  it('leaves out tests, and files that tools hide', () => {
    write({
      'force-app/main/score/lwc/card/card.ts': 'export default class {}',
      'force-app/main/score/lwc/card/card.js-meta.xml': xml(
        'LightningComponentBundle',
        '<apiVersion>68.0</apiVersion><isExposed>false</isExposed>'
      ),
      'force-app/main/score/lwc/card/__tests__/card.test.ts': 'test',
      'force-app/main/score/lwc/.eslintrc.json': '{}'
    });
    const [bundle] = readProject({ root }).lwc;
    expect(bundle).toMatchObject({ name: 'card', directory: path.join(root, 'force-app/main/score/lwc/card') });
    expect(bundle?.files).toEqual([path.join(root, 'force-app/main/score/lwc/card/card.ts')]);
  });

  it('has a hash that changes with any file and with nothing else', () => {
    const before = readProject({ root }).hash;
    expect(readProject({ root }).hash).toBe(before);
    write({
      'force-app/main/score/classes/A.cls': 'public class A {}',
      'force-app/main/score/classes/A.cls-meta.xml': xml('ApexClass', '<apiVersion>68.0</apiVersion><status>Active</status>')
    });
    const withClass = readProject({ root }).hash;
    write({ 'force-app/main/score/classes/A.cls': 'public class A { }' });
    expect(new Set([before, withClass, readProject({ root }).hash]).size).toBe(3);
  });

  it('keeps the key prefixes that an existing database has', () => {
    write(objectFile('B__c'));
    const before = readProject({ root }).schema;
    write(objectFile('A__c'));
    const after = readProject({ root, previousPrefixes: allocatedPrefixes(before) }).schema;
    expect([after.object('A__c')?.keyPrefix, after.object('B__c')?.keyPrefix]).toEqual(['a01', 'a00']);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['is no JSON', { 'sfdx-project.json': '{' }, /sfdx-project\.json:1:1: no project can be read/],
    ['names no folders', projectFile({ sourceApiVersion: '68.0' }), /packageDirectories is missing/],
    ['has a folder without a path', projectFile({ packageDirectories: [{}], sourceApiVersion: '68.0' }), /a package directory has no path/],
    ['has no API version', projectFile({ packageDirectories: [{ path: 'force-app' }] }), /sourceApiVersion is missing/],
    [
      'names a folder that is not there',
      projectFile({ packageDirectories: [{ path: 'gone' }], sourceApiVersion: '68.0' }),
      /there is no folder gone/
    ]
  ])('is refused if its sfdx-project.json %s', (_what, files, message) => {
    write(files);
    expect(() => readProject({ root })).toThrow(message);
  });

  it('shows where in which file something is wrong', () => {
    write({ 'force-app/main/score/objects/Lead/fields/D__c.field-meta.xml': xml('CustomField', '<label>D</label>\n  <typ>Date</typ>') });
    const file = path.join(root, 'force-app/main/score/objects/Lead/fields/D__c.field-meta.xml');
    expect(() => readProject({ root })).toThrow(`${file}:4:3: unknown element typ in CustomField`);
  });
});

describe('this project', () => {
  const root = path.join(__dirname, '../..');

  it.each([[[]], [['examples/xeducation/force-app']], [['examples/olist/force-app']]])(
    'is read whole with %j beside it',
    (extraDirectories) => {
      const metadata = readProject({ root, extraDirectories });
      expect(metadata.schema.object('Lead')?.field('Lockstep_Score__c')).toBeDefined();
      expect(metadata.schema.object('Lead_Criterion__c')?.sharingModel).toBe('ControlledByParent');
      expect(metadata.schema.object('Engagement__c')?.nameField).toBeDefined();
      expect(metadata.permissionSets.length).toBeGreaterThan(0);
    }
  );
});
