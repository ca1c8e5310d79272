import fc from 'fast-check';
import type { ComponentKind } from './components';
import { nameProblem, relationshipNameProblem } from './full-names';
import { ALL_TYPES } from './mdapi';
import { readFiles, xml } from './testing';

const SEED = Number(process.env['FC_SEED'] ?? 2026);
const problem = (kind: ComponentKind, fullName: string, object = ''): string | undefined => nameProblem({ kind, fullName, object });

test.each<[kind: ComponentKind, fullName: string]>([
  ['object', 'Thing__c'],
  ['object', 'Lead'],
  ['object', 'Setting__mdt'],
  ['object', 'Happened__e'],
  ['field', 'Size_1__c'],
  ['field', 'Industry'],
  ['cls', 'A'],
  ['layout', 'Thing__c-Thing Layout (new), 2'],
  ['md', 'Setting.First_One'],
  ['quickAction', 'Lead.Log_a_Call'],
  ['report', 'Folder/Report_1'],
  ['reportType', 'Hand_Offs__c'],
  ['js', 'closedLoop_2'],
  ['tab', 'Thing__c'],
  ['app', 'standard__LightningSales']
])('takes the %s %s', (kind, fullName) => {
  expect(problem(kind, fullName)).toBeUndefined();
});

test('refuses names as the platform does', () => {
  expect(problem('field', 'Evil"; DROP TABLE Lead;--__c', 'Thing__c')).toBe(
    'The custom field name you provided Evil"; DROP TABLE Lead;--__c on object Thing__c can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters, and must be unique across all Thing__c fields'
  );
  expect(problem('permissionset', 'My Set')).toBe(
    'The Permission Set API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.'
  );
  expect(problem('object', 'acme__Thing__c')).toBe(
    'Cannot create a new component with the namespace: acme. Only components in the same namespace as the organization can be created through the API'
  );
  expect(problem('field', `${'a'.repeat(41)}__c`, 'Lead')).toContain('data value too large');
  expect(problem('js', 'Upper')).toContain('must begin with a lowercase letter');
  expect(problem('layout', 'Thing Layout')).toContain('Invalid layout name');
  expect(relationshipNameProblem('Things"')).toContain('Child Relationship Name');
});

test.each(ALL_TYPES.map(([kind]) => kind))('takes no %s with a name that would be more than a name', (kind) => {
  const bad = fc.constantFrom('"', "'", ';', '\\', '\0', '\n', '<', '%', '`', '${', '\u202e', 'é', '(', '?');
  const name = fc.tuple(fc.stringMatching(/^[A-Za-z]{1,5}$/), bad, fc.stringMatching(/^[A-Za-z]{0,5}$/)).map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, fc.constantFrom('', '__c', '__mdt'), (stem, suffix) => {
      // The part after a layout's hyphen is a label.
      const fullName = kind === 'layout' ? `${stem}-Layout` : stem + suffix;
      expect(problem(kind, fullName)).toBeDefined();
      expect(problem(kind, `${fullName}.First`)).toBeDefined();
      expect(problem(kind, `${fullName}/First`)).toBeDefined();
    }),
    { seed: SEED, numRuns: 50 }
  );
});

test('checks the names of a project’s own files, and of parts inside an object’s file', () => {
  const object = (parts: string): Record<string, string> => ({
    'force-app/main/objects/Thing__c/Thing__c.object-meta.xml': xml(
      'CustomObject',
      `${parts}<label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>`
    )
  });
  const field = (name: string): string => `<fields><fullName>${name}</fullName><label>x</label><type>Date</type></fields>`;
  expect(() => readFiles(object(field('Good__c')))).not.toThrow();
  expect(() => readFiles(object(field('Bad-one__c')))).toThrow('The custom field name you provided Bad-one__c on object Thing__c');
  expect(() =>
    readFiles({ 'force-app/main/permissionsets/A__B.permissionset-meta.xml': xml('PermissionSet', '<label>x</label>') })
  ).toThrow('namespace: A');
});
