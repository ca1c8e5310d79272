import { objectFile, fieldFile, readFiles, xml } from './testing';
import { MetadataError } from '../errors';

const refused = (...files: Record<string, string>[]): string => {
  try {
    readFiles(...files);
  } catch (error) {
    if (error instanceof MetadataError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

const ROOM = 'force-app/main/shell';
const apexClass = (name: string): Record<string, string> => ({
  [`${ROOM}/classes/${name}.cls`]: `public class ${name} {}`,
  [`${ROOM}/classes/${name}.cls-meta.xml`]: xml('ApexClass', '<apiVersion>68.0</apiVersion><status>Active</status>')
});
const bundle = (name: string, body = '<apiVersion>68.0</apiVersion><isExposed>true</isExposed>'): Record<string, string> => ({
  [`${ROOM}/lwc/${name}/${name}.ts`]: 'export default class {}',
  [`${ROOM}/lwc/${name}/${name}.js-meta.xml`]: xml('LightningComponentBundle', body)
});
const page = (name: string, regions = ''): Record<string, string> => ({
  [`${ROOM}/flexipages/${name}.flexipage-meta.xml`]: xml(
    'FlexiPage',
    `${regions}<masterLabel>${name}</masterLabel><sobjectType>Lead</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
  )
});
const file = (path: string, rootName: string, body: string): Record<string, string> => ({ [`${ROOM}/${path}`]: xml(rootName, body) });

describe('code', () => {
  it('is read with its version; tests of components are not part of it', () => {
    const metadata = readFiles(
      apexClass('Scorer'),
      {
        [`${ROOM}/triggers/LeadTrigger.trigger`]: 'trigger LeadTrigger on Lead (before insert) {}',
        [`${ROOM}/triggers/LeadTrigger.trigger-meta.xml`]: xml('ApexTrigger', '<apiVersion>67.0</apiVersion><status>Inactive</status>')
      },
      { ...bundle('leadScore'), [`${ROOM}/lwc/leadScore/leadScore.html`]: '<template></template>', [`${ROOM}/lwc/tsconfig.json`]: '{}' }
    );
    expect(metadata.apex.map(({ fullName, kind, apiVersion, status }) => [fullName, kind, apiVersion, status])).toEqual([
      ['LeadTrigger', 'trigger', 67, 'Inactive'],
      ['Scorer', 'class', 68, 'Active']
    ]);
    expect(metadata.apex[1]?.source).toBe('public class Scorer {}');
    expect(metadata.lwc).toMatchObject([
      { name: 'leadScore', isExposed: true, files: [`${ROOM}/lwc/leadScore/leadScore.html`, `${ROOM}/lwc/leadScore/leadScore.ts`] }
    ]);
  });

  it('reads a component’s targets and properties', () => {
    const [component] = readFiles(
      bundle(
        'leadScore',
        `<apiVersion>68.0</apiVersion><isExposed>true</isExposed><masterLabel>Score</masterLabel><targets><target>lightning__RecordPage</target></targets>
         <targetConfigs><targetConfig targets="lightning__RecordPage, lightning__AppPage"><objects><object>Lead</object></objects>
         <property name="rows" type="Integer" default="5" label="Rows" required="true"/>
         <supportedFormFactors><supportedFormFactor type="Small"/></supportedFormFactors></targetConfig></targetConfigs>`
      )
    ).lwc;
    expect(component).toMatchObject({
      masterLabel: 'Score',
      targets: ['lightning__RecordPage'],
      targetConfigs: [
        {
          targets: ['lightning__RecordPage', 'lightning__AppPage'],
          objects: ['Lead'],
          properties: [{ name: 'rows', type: 'Integer', label: 'Rows', defaultValue: '5', required: true }],
          supportedFormFactors: ['Small']
        }
      ]
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['a class without metadata', { [`${ROOM}/classes/Lost.cls`]: 'public class Lost {}' }, 'Lost.cls belongs to no component'],
    [
      'metadata without a class',
      file('classes/Gone.cls-meta.xml', 'ApexClass', '<apiVersion>68.0</apiVersion><status>Active</status>'),
      'there is no Gone.cls beside this file'
    ],
    [
      'a component without a module',
      file('lwc/empty/empty.js-meta.xml', 'LightningComponentBundle', '<apiVersion>68.0</apiVersion><isExposed>true</isExposed>'),
      'the component empty has no empty.ts or .js'
    ],
    ['a component without metadata', { [`${ROOM}/lwc/lost/lost.ts`]: '' }, 'lost.ts belongs to no component'],
    [
      'a property with an unknown attribute',
      bundle(
        'x',
        '<apiVersion>68.0</apiVersion><isExposed>true</isExposed><targetConfigs><targetConfig targets="a"><property name="p" type="String" colour="red"/></targetConfig></targetConfigs>'
      ),
      'unknown attribute colour of property'
    ],
    [
      'a static resource without a body',
      file(
        'staticresources/Logo.resource-meta.xml',
        'StaticResource',
        '<cacheControl>Public</cacheControl><contentType>image/png</contentType>'
      ),
      'must have one file or one folder'
    ]
  ])('%s is refused', (_what, files, message) => {
    expect(refused(files)).toContain(message);
  });
});

describe('pages, tabs and apps', () => {
  const region = `<flexiPageRegions><itemInstances><componentInstance>
      <componentInstanceProperties><name>rows</name><value>5</value></componentInstanceProperties>
      <componentInstanceProperties><name>actions</name><valueList><valueListItems><value>Edit</value></valueListItems><valueListItems><value>Delete</value></valueListItems></valueList></componentInstanceProperties>
      <componentName>leadScoreCard</componentName><identifier>c_leadScore</identifier>
      <visibilityRule><criteria><leftValue>{!Record.IsConverted}</leftValue><operator>EQUAL</operator><rightValue>false</rightValue></criteria></visibilityRule>
    </componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions>`;
  const tab = file(
    'tabs/Score_Board.tab-meta.xml',
    'CustomTab',
    '<label>Scores</label><lwcComponent>leadScore</lwcComponent><motif>Custom1: Heart</motif>'
  );
  const app = (tabs: string, overrides = ''): Record<string, string> =>
    file(
      'applications/Lockstep.app-meta.xml',
      'CustomApplication',
      `${overrides}<label>Lockstep</label><navType>Standard</navType>${tabs}<uiType>Lightning</uiType>`
    );

  it('list their components with regions and visibility rules', () => {
    expect(readFiles(page('Lead_Page', region)).flexiPages[0]).toEqual({
      fullName: 'Lead_Page',
      masterLabel: 'Lead_Page',
      type: 'RecordPage',
      sobjectType: 'Lead',
      template: 'flexipage:recordHomeTemplateDesktop',
      regions: [
        {
          name: 'main',
          type: 'Region',
          components: [
            {
              componentName: 'leadScoreCard',
              identifier: 'c_leadScore',
              properties: { rows: '5', actions: 'Edit,Delete' },
              visibility: { criteria: [{ leftValue: '{!Record.IsConverted}', operator: 'EQUAL', rightValue: 'false' }] }
            }
          ]
        }
      ]
    });
  });

  it('bring an app together', () => {
    const override = (action: string, object: string): string =>
      `<actionOverrides><actionName>${action}</actionName><content>Lead_Page</content><formFactor>Large</formFactor><type>Flexipage</type><pageOrSobjectType>${object}</pageOrSobjectType></actionOverrides>`;
    const metadata = readFiles(
      bundle('leadScore'),
      page('Lead_Page'),
      tab,
      objectFile('Thing__c'),
      file('tabs/Thing__c.tab-meta.xml', 'CustomTab', '<customObject>true</customObject><motif>Custom2: Star</motif>'),
      app('<tabs>standard-Lead</tabs><tabs>Score_Board</tabs>', override('View', 'Lead') + override('Tab', 'standard-home'))
    );
    expect(metadata.apps[0]).toMatchObject({
      tabs: ['standard-Lead', 'Score_Board'],
      pageOverrides: [
        { object: 'Lead', flexiPage: 'Lead_Page', formFactor: 'Large' },
        { object: 'standard-home', flexiPage: 'Lead_Page' }
      ]
    });
    expect(metadata.tabs.map(({ label, kind, target }) => [label, kind, target])).toEqual([
      ['Scores', 'lwc', 'leadScore'],
      ['Things', 'object', 'Thing__c']
    ]);
    expect(metadata.schema.object('Thing__c')?.field('LastViewedDate')).toBeDefined();
  });

  it('give an object its page for all apps', () => {
    const object = objectFile(
      'Lead',
      '<actionOverrides><actionName>View</actionName><content>Lead_Page</content><formFactor>Large</formFactor><type>Flexipage</type></actionOverrides>'
    );
    expect(readFiles(page('Lead_Page'), object).objectPages).toEqual([{ object: 'Lead', flexiPage: 'Lead_Page', formFactor: 'Large' }]);
    expect(refused(object)).toContain('there is no page Lead_Page');
  });

  it('lay out fields that exist', () => {
    const layout = (field: string): Record<string, string> =>
      file(
        'layouts/Lead-Lead %28Lockstep%29.layout-meta.xml',
        'Layout',
        `<layoutSections><label>Information</label><layoutColumns><layoutItems><behavior>Required</behavior><field>${field}</field></layoutItems><layoutItems><emptySpace>true</emptySpace></layoutItems></layoutColumns><layoutColumns/><style>TwoColumnsTopToBottom</style></layoutSections>
         <relatedLists><excludeButtons>New</excludeButtons><fields>NAME</fields><relatedList>Thing__c.Lead__c</relatedList><sortField>CREATED_DATE</sortField><sortOrder>Desc</sortOrder></relatedLists>`
      );
    const thing = [
      objectFile('Thing__c'),
      fieldFile('Thing__c', 'Lead__c', '<label>Lead</label><type>Lookup</type><referenceTo>Lead</referenceTo>')
    ];
    expect(readFiles(layout('Company'), ...thing).layouts).toEqual([
      {
        fullName: 'Lead-Lead (Lockstep)',
        object: 'Lead',
        sections: [{ label: 'Information', columns: [[{ field: 'Company', behavior: 'Required' }], []] }],
        relatedLists: [
          { relatedList: 'Thing__c.Lead__c', fields: ['Name'], sortField: 'CreatedDate', sortOrder: 'Desc', excludeButtons: ['New'] }
        ]
      }
    ]);
    expect(refused(layout('Mood'), ...thing)).toContain('In field: field - no CustomField named Lead.Mood found');
  });

  it.each<[string, Record<string, string>[], string]>([
    ['a tab of a component that is missing', [tab], 'there is no component leadScore'],
    [
      'a tab that shows two things',
      [file('tabs/T.tab-meta.xml', 'CustomTab', '<customObject>true</customObject><lwcComponent>a</lwcComponent>')],
      'shows exactly one of'
    ],
    ['an app with a tab that is missing', [app('<tabs>Nowhere</tabs>')], 'there is no tab Nowhere'],
    [
      'an app with a page that is missing',
      [
        app(
          '',
          '<actionOverrides><actionName>View</actionName><content>P</content><type>Flexipage</type><pageOrSobjectType>Lead</pageOrSobjectType></actionOverrides>'
        )
      ],
      'there is no page P'
    ],
    [
      'a page for another action',
      [
        app(
          '',
          '<actionOverrides><actionName>Edit</actionName><content>P</content><type>Flexipage</type><pageOrSobjectType>Lead</pageOrSobjectType></actionOverrides>'
        )
      ],
      'does not support a page for the action Edit'
    ],
    [
      'a page of an object that is missing',
      [{ [`${ROOM}/flexipages/P.flexipage-meta.xml`]: Object.values(page('P')).join('').replace('Lead', 'Ghost__c') }],
      'page P: there is no object Ghost__c'
    ],
    [
      'dynamic forms',
      [
        page(
          'P',
          '<flexiPageRegions><itemInstances><fieldInstance><fieldItem>Record.Name</fieldItem></fieldInstance></itemInstances><name>f</name><type>Facet</type></flexiPageRegions>'
        )
      ],
      'does not support the element fieldInstance'
    ]
  ])('%s is refused', (_what, files, message) => {
    expect(refused(...files)).toContain(message);
  });
});

describe('permissions', () => {
  const set = (body: string): Record<string, string> => file('permissionsets/Rep.permissionset-meta.xml', 'PermissionSet', body);
  const object =
    '<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Lead</object><viewAllRecords>false</viewAllRecords></objectPermissions>';

  it('are read as they are granted', () => {
    const metadata = readFiles(
      apexClass('Scorer'),
      file('customPermissions/See_Executive_View.customPermission-meta.xml', 'CustomPermission', '<label>See it</label>'),
      file(
        'permissionsetgroups/Sales.permissionsetgroup-meta.xml',
        'PermissionSetGroup',
        '<label>Sales</label><permissionSets>Rep</permissionSets>'
      ),
      set(
        `<classAccesses><apexClass>Scorer</apexClass><enabled>true</enabled></classAccesses>
         <customPermissions><enabled>true</enabled><name>See_Executive_View</name></customPermissions>
         <fieldPermissions><editable>false</editable><field>Lead.Industry</field><readable>true</readable></fieldPermissions>
         <label>Rep</label>${object}<tabSettings><tab>standard-Lead</tab><visibility>Visible</visibility></tabSettings>
         <userPermissions><enabled>true</enabled><name>ConvertLeads</name></userPermissions>`
      )
    );
    expect(metadata.permissionSets[0]).toMatchObject({
      label: 'Rep',
      objectPermissions: [{ object: 'Lead', allowCreate: true, allowDelete: false }],
      fieldPermissions: [{ field: 'Lead.Industry', readable: true, editable: false }],
      classAccesses: ['Scorer'],
      customPermissions: ['See_Executive_View'],
      userPermissions: ['ConvertLeads']
    });
    expect(metadata.permissionSetGroups).toEqual([{ fullName: 'Sales', label: 'Sales', permissionSets: ['Rep'] }]);
  });

  it.each([
    [
      '<fieldPermissions><editable>true</editable><field>Lead.Mood</field></fieldPermissions><label>R</label>',
      '3:1: In field: field - no CustomField named Lead.Mood found'
    ],
    [`<label>R</label>${object.replace('Lead', 'Ghost__c')}`, 'In field: object - no CustomObject named Ghost__c found'],
    [
      '<classAccesses><apexClass>Ghost</apexClass><enabled>true</enabled></classAccesses><label>R</label>',
      'In field: apexClass - no ApexClass named Ghost found'
    ],
    [
      '<label>R</label><userPermissions><enabled>true</enabled><name>FlyAway</name></userPermissions>',
      'does not support the user permission FlyAway'
    ],
    [
      '<label>R</label><tabSettings><tab>Ghost</tab><visibility>Visible</visibility></tabSettings>',
      'In field: tab - no CustomTab named Ghost found'
    ],
    [
      '<customPermissions><enabled>true</enabled><name>Ghost</name></customPermissions><label>R</label>',
      'In field: name - no CustomPermission named Ghost found'
    ],
    ['<flowAccesses><enabled>true</enabled><flow>F</flow></flowAccesses><label>R</label>', 'does not support the element flowAccesses']
  ])('%s is refused', (body, message) => {
    expect(refused(set(body))).toContain(message);
  });

  it('cannot be stated for a field that everybody must fill', () => {
    const required = fieldFile('Lead', 'Must__c', '<label>Must</label><type>Text</type><length>5</length><required>true</required>');
    expect(
      refused(required, set('<fieldPermissions><editable>true</editable><field>Lead.Must__c</field></fieldPermissions><label>R</label>'))
    ).toContain('You cannot deploy to a required field: Lead.Must__c');
  });

  it('are refused in a group whose set is missing', () => {
    expect(
      refused(
        file(
          'permissionsetgroups/G.permissionsetgroup-meta.xml',
          'PermissionSetGroup',
          '<label>G</label><permissionSets>Ghost</permissionSets>'
        )
      )
    ).toContain('there is no permission set Ghost');
  });
});

describe('custom metadata records', () => {
  const type = [
    objectFile('Handler__mdt', '<label>Handler</label><pluralLabel>Handlers</pluralLabel>'),
    fieldFile('Handler__mdt', 'Class__c', '<label>Class</label><type>Text</type><length>10</length><required>true</required>'),
    fieldFile('Handler__mdt', 'Order__c', '<label>Order</label><type>Number</type><precision>4</precision><scale>1</scale>'),
    fieldFile('Handler__mdt', 'Active__c', '<label>Active</label><type>Checkbox</type><defaultValue>true</defaultValue>'),
    fieldFile('Handler__mdt', 'Since__c', '<label>Since</label><type>DateTime</type>')
  ];
  const record = (values: string, name = 'Handler.Lead'): Record<string, string> =>
    file(`customMetadata/${name}.md-meta.xml`, 'CustomMetadata', `<label>Lead</label><protected>false</protected>${values}`);
  const value = (field: string, xsd: string, content: string): string =>
    `<values><field>${field}</field><value xsi:type="xsd:${xsd}">${content}</value></values>`;
  const klass = value('Class__c', 'string', 'Scorer');

  it('have every field of their type, with defaults for missing values', () => {
    expect(
      readFiles(...type, record(klass + value('Order__c', 'double', '12.25') + value('Since__c', 'dateTime', '2026-01-02T03:04:05.000Z')))
        .customMetadataRecords
    ).toEqual([
      {
        type: 'Handler__mdt',
        developerName: 'Lead',
        label: 'Lead',
        protected: false,
        values: { Class__c: 'Scorer', Order__c: 12.3, Active__c: true, Since__c: Date.UTC(2026, 0, 2, 3, 4, 5) }
      }
    ]);
    expect(
      readFiles(...type, record(`${klass}<values><field>Order__c</field><value xsi:nil="true"/></values>`)).customMetadataRecords[0]
        ?.values['Order__c']
    ).toBeNull();
  });

  it.each([
    [value('Colour__c', 'string', 'red') + klass, 'Handler__mdt has no field Colour__c'],
    [value('Order__c', 'double', '1'), 'the field Class__c is required'],
    [klass + value('Order__c', 'string', '1'), 'a value of the type string does not go into a field of type double'],
    [klass + value('Order__c', 'double', 'many'), '"many" is not a number'],
    [klass + value('Order__c', 'double', '12345'), 'more than 3 digits before the point'],
    [klass + value('Active__c', 'boolean', 'yes'), 'neither true nor false'],
    [value('Class__c', 'string', 'ElevenChars'), 'longer than 10 characters']
  ])('%s is refused', (values, message) => {
    expect(refused(...type, record(values))).toContain(message);
  });

  it('belong to a type of the project', () => {
    expect(refused(...type, record(klass, 'Ghost.Lead'))).toContain('Ghost.Lead is not a record of a custom metadata type');
  });
});

describe('labels, notifications and files kept aside', () => {
  const labels = (name: string): string =>
    `<labels><fullName>${name}</fullName><language>en_US</language><protected>true</protected><shortDescription>Title</shortDescription><value>Score &amp; reasons</value></labels>`;
  const ofRoom = (room: string, name: string): Record<string, string> => ({
    [`force-app/main/${room}/labels/CustomLabels.labels-meta.xml`]: xml('CustomLabels', labels(name))
  });

  it('are read from all rooms', () => {
    const metadata = readFiles(
      file('labels/CustomLabels.labels-meta.xml', 'CustomLabels', labels('Score_Title')),
      ofRoom('align', 'Board_Title'),
      file(
        'notificationtypes/Lead_Handed_Off.notiftype-meta.xml',
        'CustomNotificationType',
        '<customNotifTypeName>Lead_Handed_Off</customNotifTypeName><desktop>true</desktop><masterLabel>Lead handed off</masterLabel><mobile>false</mobile>'
      ),
      file('prompts/Scores.prompt-meta.xml', 'Prompt', '<anything><goes>here</goes></anything>')
    );
    const rest = { language: 'en_US', shortDescription: 'Title', value: 'Score & reasons' };
    expect(metadata.labels).toEqual([
      { fullName: 'Board_Title', ...rest },
      { fullName: 'Score_Title', ...rest }
    ]);
    expect(metadata.notificationTypes[0]).toMatchObject({ fullName: 'Lead_Handed_Off', desktop: true, mobile: false });
    expect(metadata.opaque).toEqual([{ type: 'Prompt', fullName: 'Scores', path: `${ROOM}/prompts/Scores.prompt-meta.xml` }]);
  });

  it('are refused when a label exists twice or a file has another root element', () => {
    expect(refused(file('labels/CustomLabels.labels-meta.xml', 'CustomLabels', `${labels('A')}\n${labels('a')}`))).toContain(
      '4:1: label a is twice'
    );
    expect(refused(file('labels/CustomLabels.labels-meta.xml', 'CustomLabels', labels('A')), ofRoom('align', 'A'))).toContain(
      'label A is twice'
    );
    expect(refused(file('prompts/X.prompt-meta.xml', 'Dashboard', ''))).toContain('the file must hold a Prompt');
  });
});
