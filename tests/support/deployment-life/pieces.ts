import fc from 'fast-check';
import { xml } from '../../../local-org/metadata/testing';
import { apexFiles, numberField, picklistField, textField } from '../../../local-org/deploy/testing';

/** A component as a package carries it: its type and name, and its files by path. Parts of objects are elements of the object's file. */
export interface Piece {
  readonly type: string;
  readonly fullName: string;
  readonly files: Readonly<Record<string, string>>;
  /** Element of `objects/OBJECT.object` instead of files of its own. */
  readonly inside?: { readonly object: string; readonly element: string };
}

const OBJECTS = ['Thing1__c', 'Thing2__c'] as const;
const HOSTS = [...OBJECTS, 'Gadget__c', 'Lead'] as const;
const FIELDS = ['Size__c', 'Kind__c', 'Other__c'] as const;
const CLASSES = ['Alpha', 'Beta', 'GadgetController'] as const;
const LWC = ['alpha', 'beta', 'probe'] as const;

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const fieldOf = (name: string, body: string): string => `<fields><fullName>${name}</fullName><label>${name}</label>${body}</fields>`;

const FIELD_MAKERS: readonly ((name: string) => string)[] = [
  (name) => numberField(name),
  (name) => numberField(name, 12),
  (name) => textField(name, 20),
  (name) => textField(name, 80),
  (name) => picklistField(name, ['One', 'Two']),
  (name) => picklistField(name, ['Two', 'Three']),
  (name) => fieldOf(name, '<defaultValue>true</defaultValue><type>Checkbox</type>'),
  (name) => fieldOf(name, '<trackHistory>true</trackHistory><type>Date</type>'),
  (name) =>
    fieldOf(name, `<referenceTo>Gadget__c</referenceTo><relationshipName>${name.slice(0, -3)}s</relationshipName><type>Lookup</type>`),
  (name) => fieldOf(name, '<formula>IF(ISBLANK(Name), 0, 1)</formula><precision>5</precision><scale>0</scale><type>Number</type>'),
  (name) => fieldOf(name, '<externalId>true</externalId><length>30</length><type>Text</type><unique>true</unique>')
];

const anyField: fc.Arbitrary<Piece> = fc.tuple(one(...HOSTS), one(...FIELDS), one(...FIELD_MAKERS)).map(([object, name, make]) => ({
  type: 'CustomField',
  fullName: `${object}.${name}`,
  files: {},
  inside: { object, element: make(name) }
}));

const anyObject: fc.Arbitrary<Piece> = fc
  .tuple(one(...OBJECTS), one('ReadWrite', 'Private', 'Read'), fc.boolean(), fc.boolean())
  .map(([object, sharing, numbered, history]) => ({
    type: 'CustomObject',
    fullName: object,
    files: {},
    inside: {
      object,
      element: [
        history ? '<enableHistory>true</enableHistory>' : '',
        `<label>${object}</label>`,
        `<nameField>${numbered ? '<displayFormat>T-{0000}</displayFormat>' : ''}<label>Name</label><type>${numbered ? 'AutoNumber' : 'Text'}</type></nameField>`,
        `<pluralLabel>${object}s</pluralLabel><sharingModel>${sharing}</sharingModel>`
      ].join('')
    }
  }));

const anyRule: fc.Arbitrary<Piece> = fc.tuple(one(...HOSTS), one('Rule_1', 'No_Test_Company')).map(([object, name]) => ({
  type: 'ValidationRule',
  fullName: `${object}.${name}`,
  files: {},
  inside: {
    object,
    element: `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>Id = &quot;x&quot;</errorConditionFormula><errorMessage>No</errorMessage></validationRules>`
  }
}));

const anyListView: fc.Arbitrary<Piece> = fc
  .tuple(one('Thing1__c', 'Gadget__c'), one('All_Gadgets', 'Some'), one('Everything', 'Mine'))
  .map(([object, name, scope]) => ({
    type: 'ListView',
    fullName: `${object}.${name}`,
    files: {},
    inside: {
      object,
      element: `<listViews><fullName>${name}</fullName><columns>NAME</columns><filterScope>${scope}</filterScope><label>${name}</label></listViews>`
    }
  }));

const CLASS_BODIES: readonly ((name: string, version: number) => string)[] = [
  (name, version) => `public class ${name} { public static Integer version() { return ${version}; } }`,
  (name) => `public class ${name} { public static Integer count() { return [SELECT count() FROM Thing1__c]; } }`,
  (name) => `public class ${name} { public static Object other() { return new Alpha(); } }`,
  (name) => `@IsTest private class ${name} { @IsTest static void works() { Assert.areEqual(2, 1 + 1); } }`,
  (name) => `public class ${name} { Nonsense nothing; }`
];

const anyClass: fc.Arbitrary<Piece> = fc
  .tuple(one(...CLASSES), one(...CLASS_BODIES), fc.nat(3))
  .map(([name, body, version]) => ({ type: 'ApexClass', fullName: name, files: apexFiles(name, body(name, version)) }));

const anyTrigger: fc.Arbitrary<Piece> = fc.tuple(one('Watch', 'GadgetTrigger'), one(...HOSTS)).map(([name, object]) => ({
  type: 'ApexTrigger',
  fullName: name,
  files: apexFiles(name, `trigger ${name} on ${object} (before insert) { Integer size = Trigger.new.size(); }`, 'trigger')
}));

const anyLabels: fc.Arbitrary<Piece> = fc.tuple(one('Hello', 'Probe_Title'), one('One', 'Two')).map(([name, value]) => ({
  type: 'CustomLabel',
  fullName: name,
  files: {
    'labels/CustomLabels.labels': xml(
      'CustomLabels',
      `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>${value}</value></labels>`
    )
  }
}));

const SCRIPTS: readonly ((name: string) => string)[] = [
  (name) => `import { LightningElement } from 'lwc';\nexport default class ${name} extends LightningElement {}\n`,
  (name) =>
    `import { LightningElement } from 'lwc';\nimport HELLO from '@salesforce/label/c.Hello';\nexport default class ${name} extends LightningElement { hello = HELLO; }\n`,
  (name) =>
    `import { LightningElement } from 'lwc';\nimport first from '@salesforce/apex/GadgetController.byLead';\nimport 'c/beta';\nexport default class ${name} extends LightningElement { go = first; }\n`,
  () => 'this is no script'
];

const anyBundle: fc.Arbitrary<Piece> = fc.tuple(one(...LWC), one(...SCRIPTS), fc.boolean()).map(([name, script, withStyle]) => ({
  type: 'LightningComponentBundle',
  fullName: name,
  files: {
    [`lwc/${name}/${name}.js`]: script(name[0]?.toUpperCase() + name.slice(1)),
    [`lwc/${name}/${name}.html`]: '<template><p>Hello</p></template>',
    ...(withStyle ? { [`lwc/${name}/${name}.css`]: 'p { color: red; }' } : {}),
    [`lwc/${name}/${name}.js-meta.xml`]: xml('LightningComponentBundle', '<apiVersion>68.0</apiVersion><isExposed>true</isExposed>')
  }
}));

const anyResource: fc.Arbitrary<Piece> = fc.tuple(one('Style', 'Fixture_Docs'), one('a {}', 'b {}')).map(([name, body]) => ({
  type: 'StaticResource',
  fullName: name,
  files: {
    [`staticresources/${name}.resource`]: body,
    [`staticresources/${name}.resource-meta.xml`]: xml(
      'StaticResource',
      '<cacheControl>Public</cacheControl><contentType>text/css</contentType>'
    )
  }
}));

const simple = (type: string, directory: string, suffix: string, fullName: string, body: string, rootName = type): Piece => ({
  type,
  fullName,
  files: { [`${directory}/${fullName}.${suffix}`]: xml(rootName, body) }
});

const anyLayout: fc.Arbitrary<Piece> = fc
  .tuple(one('Thing1__c-Thing Layout', 'Lead-Fixture Layout', 'Gadget__c-Gadget Layout'), one(...FIELDS, 'Name'))
  .map(([name, field]) =>
    simple(
      'Layout',
      'layouts',
      'layout',
      name,
      `<layoutSections><customLabel>true</customLabel><detailHeading>true</detailHeading><editHeading>true</editHeading><label>Main</label><layoutColumns><layoutItems><behavior>Edit</behavior><field>${field}</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>`
    )
  );

const anyPermissionSet: fc.Arbitrary<Piece> = fc
  .tuple(one('Helpers', 'Sales'), one(...HOSTS), one(...FIELDS))
  .map(([name, object, field]) =>
    simple(
      'PermissionSet',
      'permissionsets',
      'permissionset',
      name,
      `<fieldPermissions><editable>false</editable><field>${object}.${field}</field><readable>true</readable></fieldPermissions><label>${name}</label>`
    )
  );

const anyPage: fc.Arbitrary<Piece> = fc
  .tuple(one('Fixture_App', 'Other_Page'), one(...LWC))
  .map(([name, component]) =>
    simple(
      'FlexiPage',
      'flexipages',
      'flexipage',
      name,
      `<flexiPageRegions><itemInstances><componentInstance><componentName>${component}</componentName><identifier>first</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions><masterLabel>${name}</masterLabel><template><name>flexipage:defaultAppHomeTemplate</name></template><type>AppPage</type>`
    )
  );

const anyTab: fc.Arbitrary<Piece> = one(
  ['Thing1__c', '<customObject>true</customObject><motif>Custom1: Heart</motif>'] as const,
  ['Other_Page', '<flexiPage>Other_Page</flexiPage><label>Other</label><motif>Custom1: Heart</motif>'] as const
).map(([name, body]) => simple('CustomTab', 'tabs', 'tab', name, body));

const anySmallOne: fc.Arbitrary<Piece> = one(
  simple('CustomPermission', 'customPermissions', 'customPermission', 'May_Help', '<isLicensed>false</isLicensed><label>May Help</label>'),
  simple(
    'GlobalValueSet',
    'globalValueSets',
    'globalValueSet',
    'Sizes',
    '<customValue><fullName>Small</fullName><default>false</default><label>Small</label></customValue><masterLabel>Sizes</masterLabel><sorted>false</sorted>'
  ),
  simple('CustomMetadata', 'customMetadata', 'md', 'Setting.First', '<label>First</label><protected>false</protected>'),
  {
    type: 'CustomObject',
    fullName: 'Setting__mdt',
    files: {},
    inside: { object: 'Setting__mdt', element: '<label>Setting</label><pluralLabel>Settings</pluralLabel><visibility>Public</visibility>' }
  }
);

/** A component of a small pool, so that later deployments change, break and need what earlier ones made. */
export const anyPiece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 3, arbitrary: anyObject },
  { weight: 4, arbitrary: anyField },
  { weight: 3, arbitrary: anyClass },
  { weight: 2, arbitrary: anyTrigger },
  { weight: 3, arbitrary: anyBundle },
  { weight: 2, arbitrary: anyResource },
  { weight: 2, arbitrary: anyLabels },
  { weight: 2, arbitrary: anyLayout },
  anyListView,
  anyRule,
  anyPermissionSet,
  anyPage,
  anyTab,
  anySmallOne
);

/** Components of the fixture's project that may be deleted too. */
const OF_PROJECT: readonly (readonly [type: string, fullName: string])[] = [
  ['ApexClass', 'HiddenController'],
  ['ApexTrigger', 'GadgetTrigger'],
  ['CustomField', 'Gadget__c.Price__c'],
  ['CustomField', 'Lead.Vip__c'],
  ['CustomTab', 'Gadget__c'],
  ['Layout', 'Lead-Fixture Layout'],
  ['LightningComponentBundle', 'torn'],
  ['ListView', 'Gadget__c.All_Gadgets'],
  ['PermissionSet', 'Everything'],
  ['CustomApplication', 'Preview_Fixture'],
  ['FlexiPage', 'Fixture_Lead'],
  ['CustomObject', 'Gadget__c']
];

/** A component to delete, which may or may not be there. */
export const anyName: fc.Arbitrary<readonly [type: string, fullName: string]> = fc.oneof(
  { weight: 3, arbitrary: anyPiece.map(({ type, fullName }) => [type, fullName] as const) },
  one(...OF_PROJECT)
);
