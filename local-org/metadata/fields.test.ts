import type { FieldDef } from '../schema/types';
import { fieldFile, objectFile, readFiles, xml } from './testing';
import { MetadataError } from '../errors';

const THING = objectFile('Thing__c');
const label = '<label>Field</label>';

const field = (body: string, ...more: Record<string, string>[]): FieldDef => {
  const found = readFiles(THING, fieldFile('Thing__c', 'F__c', body), ...more)
    .schema.object('Thing__c')
    ?.field('F__c');
  if (!found) throw new Error('the field is missing');
  return found;
};

const refused = (...files: Record<string, string>[]): string => {
  try {
    readFiles(...files);
  } catch (error) {
    if (error instanceof MetadataError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};
const refusedField = (body: string): string => refused(THING, fieldFile('Thing__c', 'F__c', body));

describe('a custom field of each type', () => {
  it.each<[string, string, Partial<FieldDef>]>([
    [
      'AutoNumber',
      '<displayFormat>N-{0}</displayFormat><startingNumber>5</startingNumber>',
      { type: 'string', createable: false, autoNumber: { displayFormat: 'N-{0}', startingNumber: 5 } }
    ],
    ['Checkbox', '<defaultValue>true</defaultValue>', { type: 'boolean', nillable: false, required: false, defaultValue: 'true' }],
    ['Currency', '<precision>16</precision><scale>2</scale>', { type: 'currency', precision: 16, scale: 2, groupable: false }],
    ['Date', '<defaultValue>TODAY()</defaultValue>', { type: 'date', defaultValue: 'TODAY()' }],
    ['DateTime', '', { type: 'datetime', nillable: true }],
    [
      'Email',
      '<unique>true</unique><externalId>true</externalId>',
      { type: 'email', length: 80, unique: true, externalId: true, idLookup: true }
    ],
    [
      'Html',
      '<length>32768</length><visibleLines>20</visibleLines>',
      { type: 'textarea', richText: true, filterable: false, visibleLines: 20 }
    ],
    [
      'LongTextArea',
      '<length>32768</length><visibleLines>3</visibleLines>',
      { type: 'textarea', length: 32768, filterable: false, sortable: false }
    ],
    [
      'Lookup',
      '<referenceTo>Lead</referenceTo><relationshipName>Things</relationshipName>',
      { type: 'reference', referenceTo: ['Lead'], relationshipName: 'F__r', deleteConstraint: 'setNull' }
    ],
    [
      'Number',
      '<precision>5</precision><scale>0</scale><required>true</required>',
      { type: 'double', precision: 5, scale: 0, nillable: false, required: true }
    ],
    ['Percent', '<precision>5</precision><scale>2</scale>', { type: 'percent', precision: 5, scale: 2 }],
    ['Phone', '', { type: 'phone', length: 40 }],
    [
      'Text',
      '<length>80</length><caseSensitive>true</caseSensitive>',
      { type: 'string', length: 80, caseSensitive: true, groupable: true }
    ],
    ['TextArea', '', { type: 'textarea', length: 255, filterable: true }],
    ['Time', '', { type: 'time' }],
    ['Url', '', { type: 'url', length: 255 }]
  ])('%s', (type, body, expected) => {
    expect(field(`${label}<type>${type}</type>${body}`)).toMatchObject({ ...expected, label: 'Field', custom: true });
  });

  it.each([
    ['Text', 'string'],
    ['Number', 'double'],
    ['Currency', 'currency'],
    ['Percent', 'percent'],
    ['Checkbox', 'boolean'],
    ['Date', 'date'],
    ['DateTime', 'datetime'],
    ['Time', 'time']
  ])('formula of %s', (type, expected) => {
    const read = field(
      `${label}<type>${type}</type><formula>A__c &lt; 1</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>`
    );
    expect(read).toMatchObject({
      type: expected,
      createable: false,
      updateable: false,
      formula: { expression: 'A__c < 1', treatBlanksAs: 'BlankAsBlank' }
    });
  });

  it('picklist with its own values, in their order or sorted', () => {
    const values = (sorted: boolean): string =>
      `${label}<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>${sorted}</sorted>
       <value><fullName>b</fullName><default>true</default><label>Zebra</label></value>
       <value><fullName>a</fullName><default>false</default><label>Ape</label><isActive>false</isActive></value></valueSetDefinition></valueSet>`;
    expect(field(values(false)).picklist).toEqual({
      restricted: true,
      values: [
        { value: 'b', label: 'Zebra', active: true, isDefault: true },
        { value: 'a', label: 'Ape', active: false, isDefault: false }
      ]
    });
    expect(field(values(true)).picklist?.values.map((value) => value.value)).toEqual(['a', 'b']);
  });

  it('picklist on a global value set, which takes no other values', () => {
    const set = {
      'force-app/main/agree/globalValueSets/Dimension.globalValueSet-meta.xml': xml(
        'GlobalValueSet',
        '<customValue><fullName>Fit</fullName><default>false</default><label>Fit</label></customValue><masterLabel>Dimension</masterLabel><sorted>false</sorted>'
      )
    };
    const body = `${label}<type>MultiselectPicklist</type><visibleLines>4</visibleLines><valueSet><valueSetName>Dimension</valueSetName></valueSet>`;
    expect(field(body, set)).toMatchObject({
      type: 'multipicklist',
      picklist: { restricted: true, valueSetName: 'Dimension', values: [{ value: 'Fit' }] }
    });
    expect(refusedField(body)).toContain('there is no global or standard value set Dimension');
  });

  it('picklist that depends on another: values without a setting are never offered', () => {
    const controlling = fieldFile(
      'Thing__c',
      'C__c',
      `${label}<type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>x</fullName><default>false</default><label>x</label></value></valueSetDefinition></valueSet>`
    );
    const read = field(
      `${label}<type>Picklist</type><valueSet><controllingField>C__c</controllingField><valueSetDefinition><sorted>false</sorted>
       <value><fullName>one</fullName><default>false</default><label>One</label></value><value><fullName>two</fullName><default>false</default><label>Two</label></value>
       </valueSetDefinition><valueSettings><controllingFieldValue>x</controllingFieldValue><valueName>one</valueName></valueSettings></valueSet>`,
      controlling
    );
    expect(read.picklist?.values.map((value) => value.validFor)).toEqual([['x'], []]);
  });

  it('master-detail with roll-ups on the master, which take the type of what they sum', () => {
    const detail = objectFile(
      'Detail__c',
      '<label>Detail</label><pluralLabel>Details</pluralLabel><nameField><displayFormat>D-{0000}</displayFormat><label>No</label><type>AutoNumber</type></nameField><sharingModel>ControlledByParent</sharingModel>'
    );
    const files = [
      THING,
      detail,
      fieldFile(
        'Detail__c',
        'Thing__c',
        `${label}<type>MasterDetail</type><referenceTo>Thing__c</referenceTo><relationshipName>Details</relationshipName>`
      ),
      fieldFile('Detail__c', 'Cost__c', `${label}<type>Currency</type><precision>16</precision><scale>2</scale>`),
      fieldFile(
        'Thing__c',
        'Total__c',
        `${label}<type>Summary</type><summaryForeignKey>Detail__c.Thing__c</summaryForeignKey><summaryOperation>sum</summaryOperation><summarizedField>Detail__c.Cost__c</summarizedField>
         <summaryFilterItems><field>Detail__c.Cost__c</field><operation>greaterThan</operation><value>1</value></summaryFilterItems>`
      )
    ];
    const thing = readFiles(...files).schema.object('Thing__c');
    expect(thing?.field('Total__c')).toMatchObject({
      type: 'currency',
      precision: 18,
      scale: 2,
      createable: false,
      rollup: {
        operation: 'sum',
        childObject: 'Detail__c',
        childField: 'Thing__c',
        summarizedField: 'Cost__c',
        filters: [{ field: 'Cost__c', operation: 'greaterThan', value: '1' }]
      }
    });
    expect(thing?.childRelationship('Details__r')?.cascadeDelete).toBe(true);
    expect(readFiles(...files).schema.object('Detail__c')?.nameField?.autoNumber?.displayFormat).toBe('D-{0000}');
  });
});

describe('a field that says too little, too much or something unknown is refused', () => {
  it.each([
    [`${label}<type>Location</type>`, 'type "Location" is not supported'],
    [`${label}<type>EncryptedText</type>`, 'type "EncryptedText" is not supported'],
    [`${label}<type>Text</type>`, 'field Thing__c.F__c has no length'],
    [`${label}<type>Text</type><length>256</length>`, 'has length 256; possible: 1 to 255'],
    [`${label}<type>LongTextArea</type><length>100</length><visibleLines>3</visibleLines>`, 'has length 100; possible: 256 to 131072'],
    [`${label}<type>LongTextArea</type><length>1000</length>`, 'has no visibleLines'],
    [`${label}<type>Number</type><precision>19</precision><scale>0</scale>`, 'at most 18 digits'],
    [`${label}<type>Number</type><precision>5</precision>`, 'has no scale'],
    [`${label}<type>Checkbox</type>`, 'is a checkbox and must have a defaultValue'],
    [`${label}<type>Picklist</type>`, 'a picklist must have a valueSet'],
    [`${label}<type>Lookup</type>`, 'has no referenceTo'],
    [`${label}<type>Lookup</type><referenceTo>Ghost__c</referenceTo>`, 'refers to the unknown object Ghost__c'],
    [
      `${label}<type>Lookup</type><referenceTo>Lead</referenceTo><required>true</required>`,
      'its deleteConstraint must be Restrict or Cascade'
    ],
    [`${label}<type>MetadataRelationship</type><referenceTo>A__mdt</referenceTo>`, 'outside a custom metadata type'],
    [`${label}<type>Picklist</type><formula>1</formula>`, 'cannot be a formula of type Picklist'],
    [`${label}<type>Text</type><formula>"a"</formula><trackHistory>true</trackHistory>`, 'its history cannot be tracked'],
    [
      `${label}<type>Summary</type><summaryOperation>count</summaryOperation><summaryForeignKey>Ghost__c.Thing__c</summaryForeignKey>`,
      'sums the unknown object Ghost__c'
    ],
    [
      `${label}<type>Text</type><length>5</length><lookupFilter><active>true</active></lookupFilter>`,
      'does not support the element lookupFilter'
    ],
    [`${label}<type>Text</type><length>5</length><colour>red</colour>`, 'unknown element colour in CustomField'],
    ['<type>Text</type><length>5</length>', 'field Thing__c.F__c has no label'],
    [label, 'field Thing__c.F__c has no type']
  ])('%s', (body, message) => {
    expect(refusedField(body)).toContain(message);
    expect(refusedField(body)).toContain('force-app/main/score/objects/Thing__c/fields/F__c.field-meta.xml:');
  });

  it('is refused if it has another name than its file, or is twice', () => {
    const path = 'force-app/main/score/objects/Thing__c/fields/F__c.field-meta.xml';
    const other = { [path]: xml('CustomField', '<fullName>G__c</fullName><label>G</label><type>Date</type>') };
    expect(refused(THING, other)).toBe(`${path}:3:1: the fullName G__c is not that of the file, F__c`);
    const twice = [
      fieldFile('Thing__c', 'F__c', `${label}<type>Date</type>`),
      fieldFile('Thing__c', 'F__c', `${label}<type>Date</type>`, 'loop')
    ];
    expect(refused(THING, ...twice)).toContain('field F__c is twice: also in');
  });
});
