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
import type { DeployResult } from './types';

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

  test('makes an object with its table, and says what it made', () => {
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

    test('makes a field anew as another type where it goes first', () => {
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

    test('warns of what is not there, which fails unless warnings are ignored', () => {
      const zip = destructive({ ApexClass: ['Ghost'] });
      const failed = deploy(org, zip);
      expect([failed.status, problems(failed)]).toEqual(['Failed', ['ApexClass Ghost:3 No ApexClass named: Ghost found']]);
      expect(failed.details.componentFailures[0]?.problemType).toBe('Warning');
      expect(deploy(org, zip, { ignoreWarnings: true }).status).toBe('Succeeded');
    });
  });

  describe('with tests', () => {
    const tested = (assertion: string, calls = 'Sum.of(1, 2)'): Uint8Array =>
      zipOf(
        { ApexClass: ['Sum', 'SumTest'] },
        {
          ...apexFiles(
            'Sum',
            'public class Sum {\n  public static Integer of(Integer a, Integer b) {\n    if (a > 100) {\n      a = 100;\n      b = 0;\n      a = a + b;\n    }\n    return a + b;\n  }\n}'
          ),
          ...apexFiles(
            'SumTest',
            `@IsTest\nprivate class SumTest {\n  @IsTest static void adds() {\n    System.assertEquals(${assertion}, ${calls});\n  }\n}`
          )
        }
      );

    test('rolls back where one fails, with its message and place', () => {
      const result = deploy(org, tested('4'), { testLevel: 'RunSpecifiedTests', runTests: ['SumTest'] });
      expect(result).toMatchObject({ status: 'Failed', numberTestsTotal: 1, numberTestErrors: 1, runTestsEnabled: true });
      expect(result.details.runTestResult.failures).toEqual([
        expect.objectContaining({
          name: 'SumTest',
          methodName: 'adds',
          message: expect.stringContaining('Assertion Failed'),
          stackTrace: expect.stringContaining('line 4')
        })
      ]);
      expect(org.metadata.apex).toEqual([]);
    });

    test('refuses code that they do not cover, in the platform’s words', () => {
      const specified = deploy(org, tested('3'), { testLevel: 'RunSpecifiedTests', runTests: ['SumTest'] });
      expect(specified.details.runTestResult.codeCoverageWarnings.map(({ message }) => message)).toEqual([
        'Test coverage of selected Apex Class is 40%, at least 75% test coverage is required'
      ]);
      const all = deploy(org, tested('3'), { testLevel: 'RunLocalTests' });
      expect(all.status).toBe('Failed');
      expect(all.details.runTestResult.codeCoverageWarnings.map(({ message }) => message)).toEqual([
        'Average test coverage across all Apex Classes and Triggers is 40%, at least 75% test coverage is required.'
      ]);
      expect(deploy(org, tested('100', 'Sum.of(101, 2)'), { testLevel: 'RunLocalTests' }).status).toBe('Succeeded');
    });

    test('do not see the org’s data, which is there afterwards', () => {
      deploy(org, thing(numberField('Size__c')));
      insert('1');
      const source =
        '@IsTest private class Lonely {\n  @IsTest static void isAlone() { System.assertEquals(0, [SELECT COUNT() FROM Thing__c]); System.assert([SELECT COUNT() FROM User] > 0); }\n}';
      const result = deploy(org, zipOf({ ApexClass: ['Lonely'] }, apexFiles('Lonely', source)), { testLevel: 'RunAllTestsInOrg' });
      expect(result.details.runTestResult.failures).toEqual([]);
      expect(result.numberTestsCompleted).toBe(1);
      expect(count()).toBe(1);
    });

    test('must exist', () => {
      expect(deploy(org, tested('3'), { testLevel: 'RunSpecifiedTests', runTests: ['NoTest'] }).errorMessage).toContain('NoTest');
      expect(() => deploy(org, tested('3'), { testLevel: 'RunSpecifiedTests' })).toThrow('runTests must name tests');
    });
  });

  describe('that only checks', () => {
    const zip = zipOf(
      { ApexClass: ['One', 'OneTest'] },
      {
        ...apexFiles('One', 'public class One {\n  public static Integer one() { return 1; }\n}'),
        ...apexFiles('OneTest', '@IsTest private class OneTest {\n  @IsTest static void isOne() { System.assertEquals(1, One.one()); }\n}')
      }
    );

    test('changes nothing, and can be deployed afterwards without its tests', () => {
      const validation = deploy(org, zip, { checkOnly: true, testLevel: 'RunLocalTests' });
      expect(validation).toMatchObject({ status: 'Succeeded', checkOnly: true, numberTestsCompleted: 1 });
      expect(org.metadata.apex).toEqual([]);
      const { id } = org.deployments.deployValidated(org.user(ADMIN), validation.id);
      org.deployments.runPending();
      expect(org.deployments.report(id)).toMatchObject({ status: 'Succeeded', checkOnly: false, numberTestsTotal: 0 });
      expect(org.metadata.apex.map(({ fullName }) => fullName)).toEqual(['One', 'OneTest']);
      expect(() => org.deployments.deployValidated(org.user(ADMIN), validation.id)).toThrow('something has been deployed since');
    });

    test('cannot be deployed where it ran no tests, failed, or was no check', () => {
      const attempt =
        (result: DeployResult): (() => unknown) =>
        () =>
          org.deployments.deployValidated(org.user(ADMIN), result.id);
      expect(attempt(deploy(org, zip, { checkOnly: true }))).toThrow('without tests');
      expect(attempt(deploy(org, zipOf({}, apexFiles('X', 'class X {}')), { checkOnly: true }))).toThrow('did not succeed');
      expect(attempt(deploy(org, zip))).toThrow('it is no validation');
      expect(() => org.deployments.deployValidated(org.user(ADMIN), '0Af000000000000')).toThrow('Invalid deploy ID');
    });
  });

  test('waits for the one before it', async () => {
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

  test('is there after a restart, and what waited is done', async () => {
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
      ['Flow', ['*']]
    ]);
    const result = org.deployments.retrieve(org.user(ADMIN), { apiVersion: 68, singlePackage: true, types });
    const back = unzipSync(result.zipFile);
    expect(Object.keys(back).sort()).toEqual(['package.xml', ...Object.keys(files)].sort());
    expect(strFromU8(back['classes/One.cls'] ?? new Uint8Array())).toBe(files['classes/One.cls']);
    expect(result.messages.map(({ problem }) => problem)).toEqual([
      "Entity of type 'CustomTab' named 'Ghost' cannot be found",
      "Unknown type name 'Flow' specified in package.xml"
    ]);
    const again = deploy(org, result.zipFile);
    expect(problems(again)).toEqual([]);
    expect(org.deployments.list('ApexClass')).toEqual([
      expect.objectContaining({ fullName: 'One', fileName: 'classes/One.cls', type: 'ApexClass' })
    ]);
    expect(() => org.deployments.list('Flow')).toThrow('Unknown type:Flow');
    org.close();
  });
});
