import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { xml } from '../metadata/testing';
import { LocalOrg } from '../open';
import {
  ADMIN,
  apexFiles,
  deploy,
  destructive,
  numberField,
  objectXml,
  openBare,
  OPTIONS,
  picklistField,
  problems,
  textField,
  thing,
  zipOf
} from './testing';

describe('a deployment into an empty org', () => {
  let org: LocalOrg;
  const count = (where = ''): number => Number(org.db.get(`SELECT count(*) AS n FROM Thing__c ${where}`)?.['n']);
  const insert = (id: string, values: Record<string, string | number> = {}): void => {
    const columns = ['Id', 'Name', 'IsDeleted', ...Object.keys(values)];
    const rest = [...Object.values(values)];
    org.db.run(`INSERT INTO Thing__c (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, [id, id, 0, ...rest]);
  };

  beforeEach(() => {
    org = openBare();
    expect(org.schema.object('Thing__c')).toBeUndefined();
  });
  afterEach(() => org.close());

  test('creates an object with its table, and reports the created components', () => {
    const result = deploy(org, thing(numberField('Size__c') + textField('Code__c', 10)));
    expect(problems(result)).toEqual([]);
    expect(result).toMatchObject({ status: 'Succeeded', success: true, done: true, numberComponentsTotal: 3, numberComponentsDeployed: 3 });
    expect(
      result.details.componentSuccesses.map(({ fileName, fullName, componentType, created }) => [
        fileName,
        fullName,
        componentType,
        created
      ])
    ).toEqual([
      ['package.xml', 'package.xml', '', false],
      ['objects/Thing__c.object', 'Thing__c', 'CustomObject', true],
      ['objects/Thing__c.object', 'Thing__c.Size__c', 'CustomField', true],
      ['objects/Thing__c.object', 'Thing__c.Code__c', 'CustomField', true]
    ]);
    insert('1', { Size__c: 5 });
    expect(org.schema.object('Thing__c')?.field('size__c')?.type).toBe('double');
    expect(count()).toBe(1);
  });

  test('adds, widens and shortens fields and keeps every row', () => {
    deploy(org, thing(textField('Code__c', 10)));
    insert('1', { Code__c: 'abcd' });
    const changed = deploy(org, thing(textField('Code__c', 4) + numberField('Size__c')));
    expect(problems(changed)).toEqual([]);
    expect(org.db.all('SELECT Name, Code__c, Size__c FROM Thing__c')).toEqual([{ Name: '1', Code__c: 'abcd', Size__c: null }]);
    const refused = deploy(org, thing(textField('Code__c', 3)));
    expect(problems(refused)).toEqual([
      expect.stringMatching(
        /^CustomField Thing__c\.Code__c:\d+ Thing__c\.Code__c is shortened from 4 to 3 characters\. .*destructive changes/
      )
    ]);
    expect(org.schema.object('Thing__c')?.field('Code__c')?.length).toBe(4);
    const retyped = deploy(org, thing(`<fields><fullName>Code__c</fullName><label>Code</label><type>Date</type></fields>`));
    expect(problems(retyped)[0]).toContain('changes from string to date');
    expect(count("WHERE Code__c = 'abcd'")).toBe(1);
  });

  test('keeps what a package does not name: a part of an object changes nothing else of it', () => {
    deploy(org, thing(numberField('Size__c') + textField('Code__c', 10)));
    const fieldOnly = zipOf(
      { CustomField: ['Thing__c.Code__c'] },
      { 'objects/Thing__c.object': xml('CustomObject', textField('Code__c', 20)) }
    );
    const result = deploy(org, fieldOnly);
    expect(result.details.componentSuccesses.map(({ fullName }) => fullName)).toEqual(['package.xml', 'Thing__c.Code__c']);
    const object = org.schema.object('Thing__c');
    expect([object?.field('Code__c')?.length, object?.field('Size__c')?.type, object?.label]).toEqual([20, 'double', 'Thing']);
  });

  test('computes new roll-ups and sets new checkboxes of rows that exist', () => {
    const detail = (parts = ''): string =>
      xml(
        'CustomObject',
        `${parts}<fields><fullName>Thing__c</fullName><label>Thing</label><referenceTo>Thing__c</referenceTo><relationshipLabel>Parts</relationshipLabel><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields><label>Part</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Parts</pluralLabel><sharingModel>ControlledByParent</sharingModel>`
      );
    const both = (parts: string): Uint8Array =>
      thing(parts, { 'objects/Part__c.object': detail(numberField('Weight__c')) }, { CustomObject: ['Part__c', 'Thing__c'] });
    expect(problems(deploy(org, both('')))).toEqual([]);
    insert('1');
    insert('2');
    for (const [id, weight] of [
      ['p1', 3],
      ['p2', 4]
    ] as const) {
      org.db.run('INSERT INTO Part__c (Id, Name, IsDeleted, Thing__c, Weight__c) VALUES (?, ?, 0, ?, ?)', [id, id, '1', weight]);
    }
    const summary =
      '<fields><fullName>Weight__c</fullName><label>Weight</label><summarizedField>Part__c.Weight__c</summarizedField><summaryForeignKey>Part__c.Thing__c</summaryForeignKey><summaryOperation>sum</summaryOperation><type>Summary</type></fields>';
    const checkbox = '<fields><fullName>New__c</fullName><defaultValue>true</defaultValue><label>New</label><type>Checkbox</type></fields>';
    expect(problems(deploy(org, both(summary + checkbox)))).toEqual([]);
    expect(org.db.all('SELECT Weight__c, New__c FROM Thing__c ORDER BY Name')).toEqual([
      { Weight__c: 7, New__c: 1 },
      { Weight__c: 0, New__c: 1 }
    ]);
    const filtered = summary.replace(
      '<summarizedField>',
      '<summaryFilterItems><field>Part__c.Weight__c</field><operation>greaterThan</operation><value>3</value></summaryFilterItems><summarizedField>'
    );
    deploy(org, both(filtered));
    expect(org.db.all('SELECT Weight__c FROM Thing__c ORDER BY Name')).toEqual([{ Weight__c: 4 }, { Weight__c: 0 }]);
  });

  test('keeps a picklist value that is no longer stated, as inactive', () => {
    deploy(org, thing(picklistField('Color__c', ['Red', 'Green', 'Blue'])));
    insert('1', { Color__c: 'Green' });
    deploy(org, thing(picklistField('Color__c', ['Blue', 'Black'])));
    const values = org.schema
      .object('Thing__c')
      ?.field('Color__c')
      ?.picklist?.values.map(({ value, active }) => `${value} ${active}`);
    expect(values).toEqual(['Blue true', 'Black true', 'Red false', 'Green false']);
    expect(count("WHERE Color__c = 'Green'")).toBe(1);
    deploy(org, thing(picklistField('Color__c', ['Green'])));
    expect(
      org.schema
        .object('Thing__c')
        ?.field('Color__c')
        ?.picklist?.values.find(({ value }) => value === 'Green')?.active
    ).toBe(true);
  });

  test('compiles Apex, runs it at once, and reports every error with its place', () => {
    const doubled = 'public class Doubler {\n  public static Integer twice(Integer n) { return n * 2; }\n}';
    expect(deploy(org, zipOf({ ApexClass: ['Doubler'] }, apexFiles('Doubler', doubled))).status).toBe('Succeeded');
    expect(org.db.get("SELECT Name FROM ApexClass WHERE Name = 'Doubler'")).toEqual({ Name: 'Doubler' });
    const anonymous = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, 'System.debug(Doubler.twice(21));'));
    expect(anonymous.log).toContain('42');
    const broken = zipOf(
      { ApexClass: ['Doubler', 'Other'] },
      {
        ...apexFiles('Doubler', 'public class Doubler {\n  public static Integer twice(Integer n) {\n    return nn * 2;\n  }\n}'),
        ...apexFiles('Other', 'public class Other {\n  void run() { Missing m; }\n}')
      }
    );
    const result = deploy(org, broken);
    expect(result.status).toBe('Failed');
    expect(result.details.componentFailures).toEqual([
      expect.objectContaining({
        componentType: 'ApexClass',
        fullName: 'Doubler',
        fileName: 'classes/Doubler.cls',
        lineNumber: 3,
        columnNumber: 12,
        problemType: 'Error'
      }),
      expect.objectContaining({ componentType: 'ApexClass', fullName: 'Other', fileName: 'classes/Other.cls', lineNumber: 2 })
    ]);
    expect(org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, 'System.debug(Doubler.twice(4));')).log).toContain('8');
    expect(org.db.get("SELECT Name FROM ApexClass WHERE Name = 'Other'")).toBeUndefined();
  });

  test('applies nothing where anything is refused', () => {
    deploy(org, thing(numberField('Size__c')));
    insert('1', { Size__c: 3 });
    const before = org.db.all('SELECT Object, Field FROM "_Layout"');
    const result = deploy(org, thing(textField('New__c', 5), apexFiles('Bad', 'public class Bad { !!! }'), { ApexClass: ['Bad'] }));
    expect(result.success).toBe(false);
    expect(org.db.all('SELECT Object, Field FROM "_Layout"')).toEqual(before);
    expect(org.schema.object('Thing__c')?.field('New__c')).toBeUndefined();
    expect(count('WHERE Size__c = 3')).toBe(1);
    expect(deploy(org, thing(textField('New__c', 5))).success).toBe(true);
  });

  test('reports every component that is refused, each at its own place', () => {
    const file = objectXml(
      `\n<fields>\n<fullName>A__c</fullName>\n<label>A</label><type>Txt</type>\n</fields>\n<fields>\n<fullName>B__c</fullName><label>B</label><type>Number</type>\n</fields>\n`
    );
    const result = deploy(
      org,
      zipOf(
        { CustomObject: ['Thing__c'], CustomTab: ['Nowhere'] },
        {
          'objects/Thing__c.object': file,
          'tabs/Nowhere.tab': xml('CustomTab', '<label>Nowhere</label><lwcComponent>nowhere</lwcComponent>')
        }
      )
    );
    const line = (text: string): number => file.split('\n').findIndex((candidate) => candidate.includes(text)) + 1;
    expect(problems(result)).toEqual([
      expect.stringMatching(new RegExp(`^CustomField Thing__c\\.A__c:${line('Txt')} type "Txt" is not supported`)),
      expect.stringMatching(/^CustomField Thing__c\.B__c:\d+ .*precision/),
      expect.stringMatching(/^CustomTab Nowhere:2 there is no component nowhere/)
    ]);
  });

  test('refuses a formula that cannot run and a value that is to be unique but is not', () => {
    deploy(org, thing(textField('Code__c', 10)));
    insert('1', { Code__c: 'a' });
    insert('2', { Code__c: 'A' });
    const unique = textField('Code__c', 10).replace('<type>', '<unique>true</unique><type>');
    expect(problems(deploy(org, thing(unique)))[0]).toMatch(/^CustomField Thing__c\.Code__c:\d+ .*cannot become unique/);
    const rule =
      '<validationRules><fullName>Odd</fullName><active>true</active><errorConditionFormula>Nonsense__c &gt; 1</errorConditionFormula><errorMessage>No</errorMessage></validationRules>';
    expect(problems(deploy(org, thing(rule)))[0]).toMatch(/^ValidationRule Thing__c\.Odd:\d+ .*Nonsense__c/);
  });

  describe('with destructive changes', () => {
    beforeEach(() => {
      deploy(
        org,
        thing(
          textField('Code__c', 10) + numberField('Size__c'),
          {
            'permissionsets/Reader.permissionset': xml(
              'PermissionSet',
              '<fieldPermissions><editable>true</editable><field>Thing__c.Code__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Thing__c.Size__c</field><readable>true</readable></fieldPermissions><hasActivationRequired>false</hasActivationRequired><label>Reader</label>'
            )
          },
          { PermissionSet: ['Reader'] }
        )
      );
      insert('1', { Code__c: 'a', Size__c: 1 });
    });

    test('drops a field and its permissions, and nothing else', () => {
      const result = deploy(org, destructive({ CustomField: ['Thing__c.Code__c'] }));
      expect(problems(result)).toEqual([]);
      expect(result.details.componentSuccesses[1]).toMatchObject({
        fullName: 'Thing__c.Code__c',
        deleted: true,
        fileName: 'destructiveChanges.xml'
      });
      expect(org.schema.object('Thing__c')?.field('Code__c')).toBeUndefined();
      expect(org.metadata.permissionSets[0]?.fieldPermissions.map(({ field }) => field)).toEqual(['Thing__c.Size__c']);
      expect(org.db.all('SELECT Size__c FROM Thing__c')).toEqual([{ Size__c: 1 }]);
    });

    test('drops an object with all that is part of it', () => {
      expect(problems(deploy(org, destructive({ CustomObject: ['Thing__c'] }, 'destructiveChangesPost.xml')))).toEqual([]);
      expect(org.schema.object('Thing__c')).toBeUndefined();
      expect(deploy(org, thing('')).success).toBe(true);
      expect(count()).toBe(0);
    });

    test('makes a field again as another type where it goes first', () => {
      const date = '<fields><fullName>Code__c</fullName><label>Code</label><type>Date</type></fields>';
      const pre = unzipSync(destructive({ CustomField: ['Thing__c.Code__c'] }, 'destructiveChangesPre.xml'))['destructiveChangesPre.xml'];
      const result = deploy(org, thing(date, { 'destructiveChangesPre.xml': strFromU8(pre ?? new Uint8Array()) }));
      expect(problems(result)).toEqual([]);
      expect(org.db.all('SELECT Code__c, Size__c FROM Thing__c')).toEqual([{ Code__c: null, Size__c: 1 }]);
    });

    test('refuses to delete what Apex uses, and standard objects', () => {
      deploy(
        org,
        zipOf({ ApexClass: ['Sizes'] }, apexFiles('Sizes', 'public class Sizes {\n  Decimal of(Thing__c t) { return t.Size__c; }\n}'))
      );
      expect(problems(deploy(org, destructive({ CustomField: ['Thing__c.Size__c'] })))[0]).toMatch(/^ApexClass Sizes:2 /);
      expect(problems(deploy(org, destructive({ CustomObject: ['Lead'] })))).toEqual([
        'CustomObject Lead:3 Cannot delete standard object: Lead'
      ]);
      expect(count('WHERE Size__c = 1')).toBe(1);
    });

    test('warns of a component that does not exist, and fails unless warnings are ignored', () => {
      const zip = destructive({ ApexClass: ['Ghost'] });
      const failed = deploy(org, zip);
      expect([failed.status, problems(failed)]).toEqual(['Failed', ['ApexClass destructiveChanges.xml: No ApexClass named: Ghost found']]);
      const warning = { fileName: 'destructiveChanges.xml', fullName: 'destructiveChanges.xml', problemType: 'Warning', warning: true };
      expect(failed.details.componentFailures).toEqual([expect.objectContaining({ ...warning, success: false })]);
      const ignored = deploy(org, zip, { ignoreWarnings: true });
      expect([ignored.status, ignored.details.componentFailures]).toEqual(['Succeeded', []]);
      expect(ignored.details.componentSuccesses).toContainEqual(expect.objectContaining({ ...warning, success: true }));
    });
  });

  test('waits for the previous deployment', async () => {
    const first = org.deployments.deploy(org.user(ADMIN), thing(''), OPTIONS);
    const second = org.deployments.deploy(org.user(ADMIN), thing(numberField('Size__c')), OPTIONS);
    expect([first.status, second.status]).toEqual(['Pending', 'Pending']);
    await new Promise((resolve) => setImmediate(resolve));
    expect([org.deployments.report(first.id).status, org.deployments.report(second.id).status]).toEqual(['Succeeded', 'Pending']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(org.deployments.report(second.id).status).toBe('Succeeded');
  });
});

describe('what was deployed', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'org-deploy-'));
  const database = path.join(directory, 'org.db');
  afterAll(() => fs.rmSync(directory, { recursive: true }));

  test('is kept after a restart, and queued deployments run', async () => {
    const first = openBare(database);
    deploy(first, thing(numberField('Size__c'), apexFiles('One', 'public class One {}'), { ApexClass: ['One'] }));
    first.db.run("INSERT INTO Thing__c (Id, Name, Size__c) VALUES ('1', 'a', 3)");
    const waiting = first.deployments.deploy(first.user(ADMIN), thing(textField('Later__c', 5)), OPTIONS);
    first.close();
    const again = openBare(database);
    expect(again.metadata.apex.map(({ fullName }) => fullName)).toEqual(['One']);
    expect(again.db.get('SELECT Size__c FROM Thing__c')).toEqual({ Size__c: 3 });
    again.deployments.runPending();
    expect(again.deployments.report(waiting.id).status).toBe('Succeeded');
    expect(again.schema.object('Thing__c')?.field('Later__c')?.length).toBe(5);
    again.close();
    expect(() => LocalOrg.open({ project: process.cwd(), database })).toThrow('open it with --bare');
  });

  test('has succeeded once it is committed, even where the copies for pages cannot be written at once', () => {
    const file = path.join(directory, 'copies.db');
    fs.writeFileSync(`${file}.deployed`, 'in the way');
    const defects: unknown[] = [];
    const first = openBare(file, (error) => defects.push(error));
    const bundle = {
      'lwc/hello/hello.js': "import { LightningElement } from 'lwc';\nexport default class Hello extends LightningElement {}\n",
      'lwc/hello/hello.js-meta.xml': xml('LightningComponentBundle', '<apiVersion>68.0</apiVersion><isExposed>true</isExposed>')
    };
    const { status } = deploy(first, zipOf({ LightningComponentBundle: ['hello'] }, bundle));
    expect([status, first.metadata.lwc.length, defects.length]).toEqual(['Succeeded', 1, 1]);
    first.close();
    fs.rmSync(`${file}.deployed`);
    const again = openBare(file);
    expect(again.metadata.lwc.map(({ directory: place }) => fs.existsSync(path.join(place, 'hello.js')))).toEqual([true]);
    again.close();
  });
});

describe('what is retrieved', () => {
  test('is what was deployed, and can be deployed again', () => {
    const org = openBare();
    const files: Record<string, string> = {
      'objects/Thing__c.object': objectXml(numberField('Size__c') + picklistField('Color__c', ['Red'])),
      'labels/CustomLabels.labels': xml(
        'CustomLabels',
        '<labels><fullName>Hello</fullName><language>en_US</language><protected>true</protected><shortDescription>Hello</shortDescription><value>Hello</value></labels>'
      ),
      ...apexFiles('One', 'public class One {\r\n\t// ümlaut\r\n}')
    };
    deploy(org, zipOf({ CustomObject: ['Thing__c'], ApexClass: ['One'], CustomLabels: ['CustomLabels'] }, files));
    const types = new Map([
      ['CustomObject', ['Thing__c']],
      ['ApexClass', ['*']],
      ['CustomLabels', ['CustomLabels']],
      ['CustomTab', ['Ghost']],
      ['Flow', ['*']],
      ['Wibble', ['*']]
    ]);
    const result = org.deployments.retrieve(org.user(ADMIN), { apiVersion: 68, singlePackage: true, types });
    const back = unzipSync(result.zipFile);
    expect(Object.keys(back).sort()).toEqual(['package.xml', ...Object.keys(files)].sort());
    expect(strFromU8(back['classes/One.cls'] ?? new Uint8Array())).toBe(files['classes/One.cls']);
    expect(result.messages.map(({ problem }) => problem)).toEqual([
      "Entity of type 'CustomTab' named 'Ghost' cannot be found",
      'The embedded org does not support the metadata type Flow',
      "Unknown type name 'Wibble' specified in package.xml"
    ]);
    const again = deploy(org, result.zipFile);
    expect(problems(again)).toEqual([]);
    expect(org.deployments.list('ApexClass')).toEqual([
      expect.objectContaining({ fullName: 'One', fileName: 'classes/One.cls', type: 'ApexClass' })
    ]);
    expect(() => org.deployments.list('Flow')).toThrow('does not support');
    expect(() => org.deployments.list('Wibble')).toThrow('Unknown type:Wibble');
    org.close();
  });
});
