import { fieldFile, objectFile, readFiles, xml } from './testing';
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

const number = '<label>N</label><type>Number</type><precision>5</precision><scale>0</scale>';
const part = (object: string, folder: string, suffix: string, name: string, rootName: string, body: string): Record<string, string> => ({
  [`force-app/main/score/objects/${object}/${folder}/${name}.${suffix}-meta.xml`]: xml(rootName, body)
});

describe('objects', () => {
  it('are put together from all rooms of the package, and from examples beside it', () => {
    const { schema } = readFiles(
      fieldFile('Lead', 'Fit_Score__c', number, 'score'),
      fieldFile('Lead', 'Funnel_Stage__c', number, 'agree'),
      { 'examples/x/force-app/objects/Lead/fields/Visits__c.field-meta.xml': xml('CustomField', number) },
      objectFile('Thing__c', undefined, 'agree'),
      fieldFile('Thing__c', 'Size__c', number, 'loop')
    );
    const custom = schema
      .object('Lead')
      ?.fields.filter((field) => field.custom)
      .map((field) => field.apiName);
    expect(custom).toEqual(['Fit_Score__c', 'Funnel_Stage__c', 'Visits__c']);
    expect(schema.object('Thing__c')?.field('Size__c')).toBeDefined();
  });

  it('can be custom settings, custom metadata types and events', () => {
    const { schema } = readFiles(
      objectFile('Switches__c', '<customSettingsType>Hierarchy</customSettingsType><label>Switches</label><visibility>Public</visibility>'),
      objectFile('Handler__mdt', '<label>Handler</label><pluralLabel>Handlers</pluralLabel><visibility>Public</visibility>'),
      objectFile(
        'Scored__e',
        '<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><label>Scored</label><publishBehavior>PublishAfterCommit</publishBehavior>'
      )
    );
    expect(['Switches__c', 'Handler__mdt', 'Scored__e'].map((name) => schema.object(name)?.kind)).toEqual([
      'customSetting',
      'customMetadata',
      'platformEvent'
    ]);
  });

  it('have validation rules, record types and a compact layout', () => {
    const rule =
      '<active>true</active><errorConditionFormula>Size__c &lt; 0</errorConditionFormula><errorDisplayField>Size__c</errorDisplayField><errorMessage>Too small</errorMessage>';
    const { schema } = readFiles(
      objectFile(
        'Thing__c',
        '<compactLayoutAssignment>Short</compactLayoutAssignment><label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>'
      ),
      fieldFile('Thing__c', 'Size__c', number),
      part('Thing__c', 'validationRules', 'validationRule', 'Size_Is_Positive', 'ValidationRule', rule),
      part(
        'Thing__c',
        'compactLayouts',
        'compactLayout',
        'Short',
        'CompactLayout',
        '<fields>Name</fields><fields>Size__c</fields><label>Short</label>'
      ),
      part('Thing__c', 'recordTypes', 'recordType', 'Small', 'RecordType', '<active>true</active><label>Small one</label>')
    );
    expect(schema.object('Thing__c')).toMatchObject({
      sharingModel: 'Private',
      compactLayoutFields: ['Name', 'Size__c'],
      recordTypes: [{ developerName: 'Small', label: 'Small one', active: true }],
      validationRules: [
        {
          fullName: 'Size_Is_Positive',
          active: true,
          errorConditionFormula: 'Size__c < 0',
          errorDisplayField: 'Size__c',
          errorMessage: 'Too small'
        }
      ]
    });
    expect(schema.object('Thing__c')?.field('RecordTypeId')?.referenceTo).toEqual(['RecordType']);
  });

  it('change what the platform has: sharing, tracked fields, standard values', () => {
    const { schema } = readFiles(
      objectFile('Lead', '<enableHistory>true</enableHistory><sharingModel>Private</sharingModel>'),
      fieldFile('Lead', 'Status', '<trackHistory>true</trackHistory>'),
      {
        'force-app/main/agree/standardValueSets/LeadStatus.standardValueSet-meta.xml': xml(
          'StandardValueSet',
          `<sorted>false</sorted><standardValue><fullName>New</fullName><default>true</default><label>New</label><converted>false</converted></standardValue>
           <standardValue><fullName>Won</fullName><default>false</default><label>Won</label><converted>true</converted></standardValue>`
        )
      }
    );
    const lead = schema.object('Lead');
    expect(lead?.sharingModel).toBe('Private');
    expect(lead?.field('Status')?.trackHistory).toBe(true);
    expect(lead?.field('Status')?.picklist?.values.map((value) => [value.value, value.properties?.['converted']])).toEqual([
      ['New', false],
      ['Won', true]
    ]);
    expect(schema.object('LeadHistory')?.field('NewValue')?.type).toBe('anyType');
  });

  it('list their records in views whose columns have the names of fields', () => {
    const view =
      '<columns>FULL_NAME</columns><columns>CORE.USERS.ALIAS</columns><columns>Fit_Score__c</columns><filterScope>Everything</filterScope><filters><field>LEAD.STATUS</field><operation>notEqual</operation><value>Closed</value></filters><label>Best first</label>';
    const { listViews } = readFiles(
      fieldFile('Lead', 'Fit_Score__c', number),
      part('Lead', 'listViews', 'listView', 'Best', 'ListView', view)
    );
    expect(listViews).toEqual([
      {
        object: 'Lead',
        fullName: 'Best',
        label: 'Best first',
        filterScope: 'Everything',
        columns: ['Name', 'Owner.Alias', 'Fit_Score__c'],
        filters: [{ field: 'Status', operation: 'notEqual', value: 'Closed' }]
      }
    ]);
  });

  it('are 200 with as many fields each room, in one reading', () => {
    const files = Array.from({ length: 200 }, (_, index) => [objectFile(`T${index}__c`), fieldFile(`T${index}__c`, 'N__c', number)]).flat();
    expect(readFiles(...files).schema.objects.filter((object) => object.kind === 'custom')).toHaveLength(200);
  });
});

describe('refused, with file and place', () => {
  const named = (body: string): Record<string, string> => objectFile('Thing__c', body);
  const minimal = '<label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>';
  it.each<[string, Record<string, string>[], string]>([
    ['a field of an object that the project does not make', [fieldFile('Ghost__c', 'N__c', number)], 'the project has no object Ghost__c'],
    [
      'a field of a standard object that the org does not have',
      [fieldFile('Order', 'N__c', number)],
      "object Order is not in the embedded org's catalogue"
    ],
    [
      'a standard field that does not exist',
      [fieldFile('Lead', 'Mood', '<trackHistory>true</trackHistory>')],
      'the standard object Lead has no field Mood'
    ],
    [
      'a standard field that is to change',
      [fieldFile('Lead', 'Company', '<length>20</length>')],
      'does not support length for the standard field Lead.Company'
    ],
    ['an element nobody knows', [named(`${minimal}<colour>red</colour>`)], 'unknown element colour in CustomObject'],
    [
      'an element that is not supported',
      [named(`<fieldSets><fullName>A</fullName></fieldSets>${minimal}`)],
      'does not support the element fieldSets'
    ],
    [
      'an object without a name field',
      [named('<label>Thing</label><sharingModel>Private</sharingModel>')],
      'object Thing__c has no nameField'
    ],
    [
      'an object without a sharing model',
      [named('<label>Thing</label><nameField><label>N</label><type>Text</type></nameField>')],
      'object Thing__c has no sharingModel'
    ],
    [
      'ControlledByParent without a parent',
      [named(minimal.replace('Private', 'ControlledByParent'))],
      'must be ControlledByParent exactly where the object has a master'
    ],
    [
      'a validation rule of an unknown field',
      [
        named(minimal),
        part(
          'Thing__c',
          'validationRules',
          'validationRule',
          'R',
          'ValidationRule',
          '<active>true</active><errorConditionFormula>TRUE</errorConditionFormula><errorDisplayField>Nope__c</errorDisplayField><errorMessage>No</errorMessage>'
        )
      ],
      'validationRules/R.validationRule-meta.xml:2:1: validation rule Thing__c.R: Thing__c has no field Nope__c'
    ],
    [
      'a list view with an unknown column',
      [
        part(
          'Lead',
          'listViews',
          'listView',
          'V',
          'ListView',
          '<columns>LEAD.MOOD</columns><filterScope>Mine</filterScope><label>V</label>'
        )
      ],
      'list view Lead.V: unknown column LEAD.MOOD'
    ],
    [
      'a list view of a scope that is not supported',
      [part('Lead', 'listViews', 'listView', 'V', 'ListView', '<filterScope>MyTerritory</filterScope><label>V</label>')],
      'filterScope "MyTerritory" is not supported'
    ],
    [
      'a compact layout that is missing',
      [named(`<compactLayoutAssignment>Short</compactLayoutAssignment>${minimal}`)],
      'object Thing__c has no compact layout Short'
    ],
    [
      'a value set of no standard',
      [{ 'force-app/main/agree/standardValueSets/Mood.standardValueSet-meta.xml': xml('StandardValueSet', '<sorted>false</sorted>') }],
      'has no standard value set Mood'
    ],
    [
      'a part in the wrong folder',
      [{ 'force-app/main/score/objects/Lead/X__c.field-meta.xml': xml('CustomField', number) }],
      'a field of Lead must stand in objects/Lead/fields'
    ],
    [
      'an object in a folder of another name',
      [{ 'force-app/main/score/objects/Other__c/Thing__c.object-meta.xml': xml('CustomObject', minimal) }],
      'the folder of the object Thing__c is named Other__c'
    ],
    [
      'a type that is not supported',
      [{ 'force-app/main/score/workflows/Lead.workflow-meta.xml': xml('Workflow', '') }],
      'does not support metadata of the type workflow'
    ],
    ['a file that is no metadata', [{ 'force-app/main/score/notes.txt': 'x' }], 'this file is no metadata that the embedded org knows']
  ])('%s', (_what, files, message) => {
    const error = refused(...files);
    expect(error).toContain(message);
    expect(error).toMatch(/^force-app\/main\/\S+:\d+:\d+: /);
  });
});
