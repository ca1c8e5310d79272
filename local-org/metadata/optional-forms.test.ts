import { fieldFile, objectFile, readFiles, xml } from './testing';

const ROOM = 'force-app/main/base';

const type = objectFile('Kind__mdt', '<label>Kind</label><pluralLabel>Kinds</pluralLabel>', 'base');
const weight = fieldFile(
  'Kind__mdt',
  'Weight__c',
  '<label>Weight</label><type>Number</type><precision>3</precision><scale>0</scale>',
  'base'
);

test('a class and a trigger without a status are active', () => {
  const { apex } = readFiles({
    [`${ROOM}/classes/Scorer.cls`]: 'public class Scorer {}',
    [`${ROOM}/classes/Scorer.cls-meta.xml`]: xml('ApexClass', '<apiVersion>60.0</apiVersion>'),
    [`${ROOM}/triggers/LeadTrigger.trigger`]: 'trigger LeadTrigger on Lead (before insert) {}',
    [`${ROOM}/triggers/LeadTrigger.trigger-meta.xml`]: xml('ApexTrigger', '<apiVersion>60.0</apiVersion>')
  });
  expect(apex.map(({ fullName, status }) => `${fullName} ${status}`)).toEqual(['LeadTrigger Active', 'Scorer Active']);
});

test('a file in the namespace of the Tooling API is read as one in that of the Metadata API', () => {
  const meta = xml('ApexClass', '<apiVersion>60.0</apiVersion><status>Inactive</status>').replace(
    /<ApexClass [^>]*>/,
    '<ApexClass xmlns="urn:metadata.tooling.soap.sforce.com" fqn="Scorer">'
  );
  const { apex } = readFiles({ [`${ROOM}/classes/Scorer.cls`]: 'public class Scorer {}', [`${ROOM}/classes/Scorer.cls-meta.xml`]: meta });
  expect(apex[0]?.status).toBe('Inactive');
  expect(() => readFiles({ [`${ROOM}/classes/Scorer.cls-meta.xml`]: meta.replace('urn:metadata.tooling', 'urn:other') })).toThrow(
    'the namespace of ApexClass must be'
  );
});

test('a custom metadata type has layouts and list views', () => {
  const layout = xml(
    'Layout',
    `<layoutSections><label>Information</label><layoutColumns>${[
      'MasterLabel',
      'DeveloperName',
      'IsProtected',
      'NamespacePrefix',
      'Weight__c',
      'CreatedById'
    ]
      .map((field) => `<layoutItems><behavior>Edit</behavior><field>${field}</field></layoutItems>`)
      .join('')}</layoutColumns><style>OneColumn</style></layoutSections>`
  );
  const view = xml(
    'ListView',
    '<fullName>All</fullName><columns>MasterLabel</columns><columns>DeveloperName</columns><columns>Weight__c</columns><filterScope>Everything</filterScope><label>All</label>'
  );
  const metadata = readFiles(type, weight, {
    [`${ROOM}/layouts/Kind__mdt-Kind Layout.layout-meta.xml`]: layout,
    [`${ROOM}/objects/Kind__mdt/listViews/All.listView-meta.xml`]: view
  });
  expect(metadata.layouts[0]?.sections[0]?.columns.flat().map(({ field }) => field)).toContain('CreatedById');
  expect(metadata.listViews[0]?.columns).toEqual(['MasterLabel', 'DeveloperName', 'Weight__c']);
  expect(() =>
    readFiles(type, { [`${ROOM}/objects/Kind__mdt/listViews/All.listView-meta.xml`]: view.replace('DeveloperName', 'Owner') })
  ).toThrow('unknown column Owner');
});

test.each(['isConvertLeadDisabled', 'isFilteringDisabled', 'isSortingDisabled'])('a field may say that %s is false', (element) => {
  const field = (value: boolean): Record<string, string> =>
    fieldFile('Lead', 'Nick_Name__c', `<${element}>${String(value)}</${element}><label>Nick</label><length>20</length><type>Text</type>`);
  expect(readFiles(field(false)).schema.object('Lead')?.field('Nick_Name__c')?.length).toBe(20);
  expect(() => readFiles(field(true))).toThrow(`does not support the element ${element}`);
});

test('an app may say that its navigation cannot be changed', () => {
  const body =
    '<isNavAutoTempTabsDisabled>true</isNavAutoTempTabsDisabled><isNavPersonalizationDisabled>true</isNavPersonalizationDisabled>';
  const { apps } = readFiles({ [`${ROOM}/applications/A.app-meta.xml`]: xml('CustomApplication', `${body}<label>A</label>`) });
  expect(apps[0]?.label).toBe('A');
});
