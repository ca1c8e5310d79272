import { xml } from '../metadata/testing';
import type { LocalOrg } from '../open';
import { apexFiles, deploy, numberField, objectXml, openBare, problems, zipOf } from './testing';

let org: LocalOrg;
beforeAll(() => {
  org = openBare();
});
afterAll(() => org.close());

test('a deployment reports all errors at once, each with its file and line', () => {
  const rule =
    '<validationRules><fullName>Odd</fullName><active>true</active><errorConditionFormula>Nonsense__c &gt; 1</errorConditionFormula><errorMessage>No</errorMessage></validationRules>';
  const result = deploy(
    org,
    zipOf(
      {
        ApexClass: ['Broken', 'Other'],
        CustomObject: ['Thing__c'],
        CustomTab: ['Nowhere'],
        DuplicateRule: ['Lead.Same'],
        Layout: ['Thing__c-Thing Layout'],
        PermissionSet: ['Rep', 'Bad Name'],
        Wobble: ['X']
      },
      {
        ...apexFiles('Broken', 'public class Broken {\n  Nonsense n;\n}'),
        ...apexFiles('Other', 'public class Other {\n  void run() {\n    missing();\n  }\n}'),
        'objects/Thing__c.object': objectXml(`${numberField('Size__c').replace('<label>', '<required>true</required><label>')}${rule}`),
        'tabs/Nowhere.tab': xml('CustomTab', '<label>Nowhere</label><lwcComponent>nowhere</lwcComponent>'),
        'layouts/Thing__c-Thing Layout.layout': xml(
          'Layout',
          '<layoutSections><layoutColumns><layoutItems><behavior>Readonly</behavior><field>Size__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>'
        ),
        'permissionsets/Rep.permissionset': xml(
          'PermissionSet',
          '<fieldPermissions><editable>true</editable><field>Thing__c.Size__c</field></fieldPermissions><label>Rep</label>'
        ),
        'permissionsets/Bad Name.permissionset': xml('PermissionSet', '<label>Bad</label>'),
        'duplicateRules/Lead.Same.duplicateRule': xml('DuplicateRule', '<isActive>true</isActive>')
      }
    )
  );
  const told = problems(result).sort();
  expect(told).toEqual([
    ' duplicateRules/Lead.Same.duplicateRule:1 The embedded org does not support the folder duplicateRules of a package',
    ' package.xml:16 The embedded org does not support the metadata type DuplicateRule',
    " package.xml:29 Unknown type name 'Wobble' specified in package.xml",
    'ApexClass Broken:2 Invalid type: Nonsense',
    'ApexClass Other:3 Method does not exist or incorrect signature: void missing() from the type Other',
    'CustomTab Nowhere:2 there is no component nowhere',
    'Layout Thing__c-Thing Layout:2 Layout must contain an item for required layout field: Name',
    'Layout Thing__c-Thing Layout:3 Field:Size__c must be Required',
    expect.stringMatching(/^PermissionSet Bad Name:2 The Permission Set API Name can only contain/),
    'PermissionSet Rep:3 You cannot deploy to a required field: Thing__c.Size__c',
    expect.stringMatching(/^ValidationRule Thing__c\.Odd:3 .*Nonsense__c/)
  ]);
  expect(org.schema.object('Thing__c')).toBeUndefined();
});

test.each([
  ['a type', { MatchingRules: ['Lead'] }, {}, 'The embedded org does not support the metadata type MatchingRules'],
  [
    'an element',
    { CustomObject: ['Thing__c'] },
    { 'objects/Thing__c.object': objectXml('<fieldSets><fullName>A</fullName></fieldSets>') },
    'the embedded org does not support the element fieldSets'
  ],
  [
    'a type of field',
    { CustomObject: ['Thing__c'] },
    {
      'objects/Thing__c.object': objectXml(
        '<fields><fullName>Where__c</fullName><label>Where</label><scale>2</scale><type>Location</type></fields>'
      )
    },
    'type "Location" is not supported'
  ],
  [
    'a user permission',
    { PermissionSet: ['Rep'] },
    {
      'permissionsets/Rep.permissionset': xml(
        'PermissionSet',
        '<label>Rep</label><userPermissions><enabled>true</enabled><name>ManageTerritories</name></userPermissions>'
      )
    },
    'the embedded org does not support the user permission ManageTerritories'
  ]
] as const)('what is not supported is refused as not supported: %s', (_what, members, files, message) => {
  expect(problems(deploy(org, zipOf(members, files))).join('\n')).toContain(message);
});
