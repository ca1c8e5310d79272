import { xml } from '../metadata/testing';
import type { LocalOrg } from '../open';
import { deploy, numberField, openBare, problems, textField, thing, zipOf } from './testing';

const LAYOUT = 'Thing__c-Thing Layout';

const items = (given: Readonly<Record<string, string>>): string =>
  Object.entries(given)
    .map(([field, behavior]) => `<layoutItems><behavior>${behavior}</behavior><field>${field}</field></layoutItems>`)
    .join('\n');

const section = (given: Readonly<Record<string, string>>): string =>
  `<layoutSections><label>Information</label><layoutColumns>\n${items(given)}\n</layoutColumns><style>OneColumn</style></layoutSections>`;

const layout = (body: string): Record<string, string> => ({ [`layouts/${LAYOUT}.layout`]: xml('Layout', body) });

const required = (field: string): string => field.replace('<label>', '<required>true</required><label>');

const PARTS = required(numberField('Size__c')) + textField('Code__c', 10);

const withLayout = (body: string, parts = PARTS): Uint8Array => thing(parts, layout(body), { Layout: [LAYOUT] });

describe('a deployment with a layout', () => {
  let org: LocalOrg;
  beforeEach(() => {
    org = openBare();
  });
  afterEach(() => org.close());

  const behaviors = (): string[] =>
    (org.metadata.layouts[0]?.sections ?? []).flatMap(({ columns }) => columns.flat()).map(({ field, behavior }) => `${field} ${behavior}`);

  test('succeeds when every required field is on it as Required', () => {
    const result = deploy(org, withLayout(section({ Name: 'Required', Size__c: 'Required', Code__c: 'Readonly' })));
    expect(problems(result)).toEqual([]);
    expect(behaviors()).toEqual(['Name Required', 'Size__c Required', 'Code__c Readonly']);
  });

  test('is refused for every field that is missing or not Required, each with its line', () => {
    const result = deploy(org, withLayout(section({ Size__c: 'Readonly', Code__c: 'Edit' })));
    expect(problems(result)).toEqual([
      `Layout ${LAYOUT}:2 Layout must contain an item for required layout field: Name`,
      `Layout ${LAYOUT}:4 Field:Size__c must be Required`
    ]);
    expect(org.schema.object('Thing__c')).toBeUndefined();
  });

  test('is refused without a section, with a related list that is there twice, and with a mini layout of its own', () => {
    const list = '<relatedLists><fields>NAME</fields><relatedList>Part__c.Thing__c</relatedList></relatedLists>';
    const part = xml(
      'CustomObject',
      '<fields><fullName>Thing__c</fullName><label>Thing</label><referenceTo>Thing__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields><label>Part</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Parts</pluralLabel><sharingModel>ControlledByParent</sharingModel>'
    );
    const body = `${section({ Name: 'Required' })}<miniLayout><fields>Code__c</fields></miniLayout>${list}${list}`;
    const files = { ...layout(body), 'objects/Part__c.object': part };
    const result = deploy(org, thing(textField('Code__c', 10), files, { CustomObject: ['Thing__c', 'Part__c'], Layout: [LAYOUT] }));
    expect(problems(result).map((text) => text.replace(/^.*?:\d+ /, ''))).toEqual([
      'Field: relatedLists, value:Part__c.Thing__c appears more than once',
      'miniLayoutField: Code__c is not present in the full layout'
    ]);
    const empty = deploy(org, withLayout('<showEmailCheckbox>false</showEmailCheckbox>', ''));
    expect(problems(empty)[0]).toContain('Layout must have at least 1 section');
  });

  test('is refused where the detail of a master-detail relationship does not show its master as required', () => {
    const part = xml(
      'CustomObject',
      '<fields><fullName>Thing__c</fullName><label>Thing</label><referenceTo>Thing__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields><label>Part</label><nameField><displayFormat>P-{0}</displayFormat><label>Number</label><type>AutoNumber</type></nameField><pluralLabel>Parts</pluralLabel><sharingModel>ControlledByParent</sharingModel>'
    );
    const files = (behavior: string): Record<string, string> => ({
      'objects/Part__c.object': part,
      'layouts/Part__c-Part Layout.layout': xml('Layout', section({ Thing__c: behavior }))
    });
    const members = { CustomObject: ['Thing__c', 'Part__c'], Layout: ['Part__c-Part Layout'] };
    expect(problems(deploy(org, thing('', files('Readonly'), members)))).toEqual([
      'Layout Part__c-Part Layout:4 Field:Thing__c must be Required'
    ]);
    expect(problems(deploy(org, thing('', files('Required'), members)))).toEqual([]);
  });

  test('is refused where a formula can be edited', () => {
    const formula = `<fields><fullName>Twice__c</fullName><formula>2 * 2</formula><label>Twice</label><precision>5</precision><scale>0</scale><type>Number</type></fields>`;
    const result = deploy(org, withLayout(section({ Name: 'Required', Twice__c: 'Edit' }), formula));
    expect(problems(result)).toEqual([`Layout ${LAYOUT}:5 Field:Twice__c must be Readonly`]);
  });

  test('is refused for one part of an address or a name', () => {
    const lead = 'Lead-Lead Layout';
    const body = section({ Company: 'Required', Street: 'Edit', FirstName: 'Edit', Address: 'Edit' });
    const result = deploy(org, zipOf({ Layout: [lead] }, { [`layouts/${lead}.layout`]: xml('Layout', body) }));
    expect(problems(result).map((text) => text.replace(/^.*?:\d+ /, ''))).toEqual([
      'In field: field - no CustomField named Lead.Street found',
      'In field: field - no CustomField named Lead.FirstName found'
    ]);
  });

  test('keeps layouts that are there when a field becomes required: they show it as such', () => {
    deploy(org, withLayout(section({ Name: 'Required', Code__c: 'Readonly' }), textField('Code__c', 10)));
    expect(behaviors()).toEqual(['Name Required', 'Code__c Readonly']);
    const result = deploy(org, thing(PARTS.replace('<length>', '<required>true</required><length>')));
    expect(problems(result)).toEqual([]);
    expect(behaviors()).toEqual(['Name Required', 'Code__c Required', 'Size__c Required']);
  });
});

test('a permission set is refused for a required field, and for rights without those they depend on', () => {
  const org = openBare();
  const set = (body: string): Uint8Array =>
    thing(PARTS, { 'permissionsets/Rep.permissionset': xml('PermissionSet', body) }, { PermissionSet: ['Rep'] });
  const rights = (read: boolean): string =>
    `<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>${String(read)}</allowRead><modifyAllRecords>false</modifyAllRecords><object>Thing__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
  const field = (name: string): string =>
    `<fieldPermissions><editable>false</editable><field>Thing__c.${name}</field><readable>true</readable></fieldPermissions>`;
  expect(problems(deploy(org, set(`${field('Size__c')}<label>Rep</label>`)))).toEqual([
    'PermissionSet Rep:3 You cannot deploy to a required field: Thing__c.Size__c'
  ]);
  expect(problems(deploy(org, set(`${field('Gone__c')}<label>Rep</label>`)))).toEqual([
    'PermissionSet Rep:3 In field: field - no CustomField named Thing__c.Gone__c found'
  ]);
  expect(problems(deploy(org, set(`<label>Rep</label>${rights(false)}`)))).toEqual([
    'PermissionSet Rep:3 Permission Create Thing__c depends on permission(s): Read Thing__c'
  ]);
  expect(problems(deploy(org, set(`${field('Code__c')}<label>Rep</label>${rights(true)}`)))).toEqual([]);
  org.close();
});
