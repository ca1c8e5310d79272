import type { ComponentNames } from '../building/component-list';
import { foreignNamesakes, nameOf, refusalOf, withoutAllowed } from './same-names';

const names = (components: Readonly<Record<string, readonly string[]>>): ComponentNames => new Map(Object.entries(components));
const none = names({});
const found = (ours: ComponentNames, theirs: ComponentNames, brought = none): string[] =>
  foreignNamesakes(ours, theirs, brought).map(nameOf);

const ours = names({
  ApexClass: ['Engine', 'EngineTest'],
  CustomField: ['Lead.Grade__c'],
  Layout: ['Lead-Layout (Sales)'],
  StaticResource: ['Lockstep_Components']
});

test('an org without our names is free to take the package', () => {
  expect(found(ours, names({ ApexClass: ['Other'], CustomField: ['Contact.Grade__c', 'Grade__c'], ApexTrigger: ['Engine'] }))).toEqual([]);
});

test('finds a component of the same type and name, in whatever case and however the platform writes it', () => {
  const theirs = names({ ApexClass: ['ENGINE', 'Mine'], CustomField: ['Lead.grade__c'], Layout: ['Lead-Layout %28Sales%29'] });
  expect(found(ours, theirs)).toEqual(['ApexClass:Engine', 'CustomField:Lead.Grade__c', 'Layout:Lead-Layout (Sales)']);
});

test('what Lockstep brought may be replaced, and only that', () => {
  const theirs = names({ ApexClass: ['Engine', 'EngineTest'] });
  expect(found(ours, theirs, names({ ApexClass: ['engine'], ApexTrigger: ['EngineTest'] }))).toEqual(['ApexClass:EngineTest']);
});

test('standard objects and value sets are in every org, listed or not', () => {
  const standard = names({ CustomObject: ['Lead', 'Mine__c', 'Rule__mdt'], StandardValueSet: ['LeadStatus'] });
  expect(found(standard, none)).toEqual(['CustomObject:Lead', 'StandardValueSet:LeadStatus']);
});

test('a name on the command line allows that component, in any case', () => {
  const namesakes = foreignNamesakes(ours, ours, none);
  expect(withoutAllowed(namesakes, ours, ['apexclass:engine', 'CustomField:Lead.Grade__c']).map(nameOf)).toEqual([
    'ApexClass:EngineTest',
    'Layout:Lead-Layout (Sales)',
    'StaticResource:Lockstep_Components'
  ]);
});

test.each(['ApexClass:Engin', 'Engine', 'ApexTrigger:Engine', ''])('refuses %j on the command line: it would allow nothing', (name) => {
  expect(() => withoutAllowed([], ours, [name])).toThrow(`--replace ${name}: the package has no such component`);
});

test('the refusal names each component and the option that allows one', () => {
  const message = refusalOf([{ type: 'ApexClass', fullName: 'Engine' }], ours, 'target');
  expect(message).toMatch(
    /^target has 1 component with a name that the package uses, and Lockstep did not bring it:\n {2}ApexClass:Engine\n/
  );
  expect(message).toContain('npm run deploy -- --target-org target --replace ApexClass:Engine');
});

test('an org that has everything but the list is told so, instead of being told to rename it all', () => {
  const all = foreignNamesakes(ours, ours, none).filter(({ type }) => type !== 'StaticResource');
  expect(refusalOf(all, ours, 'target')).toContain('npm start -- --bare');
  expect(refusalOf(all, ours, 'target')).not.toContain('--replace');
});
