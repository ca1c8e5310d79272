import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { memoryTree } from '../../local-org/metadata/file-tree';
import { componentListText, componentNames, readComponentList, writeComponentList } from './component-list';

const META = (type: string, body = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>\n`;
const label = (name: string): string => `<labels><fullName>${name}</fullName></labels>`;

const files = {
  'force-app/main/a/classes/inner/B.cls': 'class B {}',
  'force-app/main/a/classes/inner/B.cls-meta.xml': META('ApexClass'),
  'force-app/main/a/classes/A.cls': 'class A {}',
  'force-app/main/a/classes/A.cls-meta.xml': META('ApexClass'),
  'force-app/main/a/objects/Lead/fields/X__c.field-meta.xml': META('CustomField'),
  'force-app/main/a/layouts/Lead-Layout %28Sales%29.layout-meta.xml': META('Layout'),
  'force-app/main/a/labels/CustomLabels.labels-meta.xml': META('CustomLabels', label('Two') + label('One'))
};

test('names components as package.xml does, each by itself, whatever folder they are in', () => {
  expect([...componentNames(memoryTree(files))]).toEqual([
    ['ApexClass', ['A', 'B']],
    ['CustomField', ['Lead.X__c']],
    ['CustomLabel', ['One', 'Two']],
    ['Layout', ['Lead-Layout (Sales)']]
  ]);
});

test('what is written is what is read', () => {
  const names = componentNames(memoryTree(files));
  expect(readComponentList(componentListText('1.2.3', names))).toEqual(names);
});

test.each([
  '',
  'not JSON',
  '[]',
  'null',
  '{"package":"Other","components":{}}',
  '{"package":"Lockstep"}',
  '{"package":"Lockstep","components":{"ApexClass":[1]}}'
])('a resource that says %j is not ours', (text) => {
  expect(readComponentList(text)).toBeUndefined();
});

test('a built package lists its components and the list itself', () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-list-'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  expect(writeComponentList(path.join(root, 'force-app'), '1.2.3')).toBe(7);
  const written = fs.readFileSync(path.join(root, 'force-app/main/staticresources/Lockstep_Components.json'), 'utf8');
  expect(readComponentList(written)?.get('StaticResource')).toEqual(['Lockstep_Components']);
  expect(readComponentList(written)?.get('ApexClass')).toEqual(['A', 'B']);
  fs.rmSync(root, { recursive: true });
});
