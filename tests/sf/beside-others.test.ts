import fs from 'node:fs';
import path from 'node:path';
import { readComponentList, type ComponentNames } from '../../scripts/building/component-list';
import { differences } from './same-metadata';
import { at, SfProject, type SfOutcome } from './sf';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const xml = (root: string, body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${XMLNS}>\n${body}\n</${root}>\n`;
const apex = (type: 'ApexClass' | 'ApexTrigger'): string => xml(type, '<apiVersion>68.0</apiVersion><status>Active</status>');
const MEMBERS = ['ApexTrigger:LeadTrigger', 'ApexClass:TestData', 'CustomField:Lead.Lead_Score__c'];

/** An org has a trigger, a class and a field of its own, with everyday names. Lockstep comes beside them. */
describe('npm run deploy', () => {
  let project: SfProject;
  const deploy = (...more: readonly string[]): Promise<SfOutcome> =>
    project.own('deploy', '--target-org', 'local', '--no-open', '--test-level', 'NoTestRun', ...more);
  /** Deploys a folder of the customer's own. */
  const theirs = async (folder: string): Promise<void> => {
    const { message, result } = await project.run(['project', 'deploy', 'start', '--source-dir', folder, '--wait', '5']);
    expect([message, at(result, 'status')]).toEqual(['', 'Succeeded']);
  };
  /** What the org has of the customer's, as files. */
  const retrieve = async (folder: string): Promise<string> => {
    const members = MEMBERS.flatMap((member) => ['--metadata', member]);
    const { result } = await project.run(['project', 'retrieve', 'start', ...members, '--output-dir', folder, '--wait', '5']);
    expect(at(result, 'success')).toBe(true);
    return path.join(project.directory, folder);
  };
  const scoreOf = async (lastName: string): Promise<unknown> => {
    const values = `LastName=${lastName} Company=Acme`;
    const created = await project.run(['data', 'create', 'record', '--sobject', 'Lead', '--values', values]);
    expect(created.message).toBe('');
    return project.running.org.db.get('SELECT Lead_Score__c FROM Lead WHERE LastName = ?', [lastName])?.['Lead_Score__c'];
  };
  const listed = (): ComponentNames => {
    const text = fs.readFileSync('build/force-app/main/staticresources/Lockstep_Components.json', 'utf8');
    return readComponentList(text) ?? new Map();
  };
  const classNames = (): string[] =>
    project.running.org.metadata.apex.filter(({ kind }) => kind === 'class').map(({ fullName }) => fullName);

  beforeAll(async () => {
    project = await SfProject.start();
    project.write(
      'theirs/triggers/LeadTrigger.trigger',
      'trigger LeadTrigger on Lead (before insert) {\n  TestData.score(Trigger.new);\n}\n'
    );
    project.write('theirs/triggers/LeadTrigger.trigger-meta.xml', apex('ApexTrigger'));
    project.write(
      'theirs/classes/TestData.cls',
      'public class TestData {\n  public static void score(List<Lead> leads) {\n    for (Lead one : leads) one.Lead_Score__c = 7;\n  }\n}\n'
    );
    project.write('theirs/classes/TestData.cls-meta.xml', apex('ApexClass'));
    project.write(
      'theirs/objects/Lead/fields/Lead_Score__c.field-meta.xml',
      xml(
        'CustomField',
        '<fullName>Lead_Score__c</fullName><label>Our Score</label><precision>5</precision><scale>0</scale><type>Number</type>'
      )
    );
    const file = project.read('sfdx-project.json');
    const packages: { packageDirectories: unknown[] } = JSON.parse(file);
    packages.packageDirectories.push({ path: 'theirs' }, { path: 'namesake' });
    project.write('sfdx-project.json', JSON.stringify(packages));
    project.write('namesake/classes/.keep', '');
    await theirs('theirs');
  });
  afterAll(() => project.stop());

  test('refuses where the org has a class of one of our names, names it, and changes nothing', async () => {
    const [ours = ''] = listed().get('ApexClass') ?? [];
    // Salesforce does not tell names apart by their case.
    const name = ours.toUpperCase();
    const source = `public class ${name} {\n  public Integer theirs = 1;\n}\n`;
    project.write(`namesake/classes/${name}.cls`, source);
    project.write(`namesake/classes/${name}.cls-meta.xml`, apex('ApexClass'));
    await theirs('namesake');
    const before = project.running.org.metadata;

    const { status, text } = await deploy();

    expect([status, text]).toEqual([1, expect.stringContaining(`Lockstep did not bring it:\n  ApexClass:${ours}\n`)]);
    expect(text).toContain(`--replace ApexClass:${ours}`);
    expect(project.running.org.metadata).toBe(before);
    expect(classNames().sort()).toEqual([name, 'TestData'].sort());
    expect(before.apex.find((one) => one.fullName === name)?.source).toBe(source);
  });

  test('refuses to be told of a name that it does not have', async () => {
    const { status, text } = await deploy('--replace', 'ApexClass:TestData');
    expect([status, text]).toEqual([1, expect.stringContaining('--replace ApexClass:TestData: the package has no such component')]);
  });

  test('puts Lockstep beside what the org has, with leave to replace the class, and changes nothing else', async () => {
    const [ours = ''] = listed().get('ApexClass') ?? [];
    const before = await retrieve('before');
    expect(await scoreOf('First')).toBe(7);

    const { status, text } = await deploy('--replace', `ApexClass:${ours}`);

    expect([status, text]).toEqual([0, expect.stringContaining('Permission set Lockstep_Admin: assigned.')]);
    expect(classNames()).toEqual(expect.arrayContaining([...(listed().get('ApexClass') ?? []), 'TestData']));
    expect(differences(before, await retrieve('after'))).toEqual([]);
    // The customer's trigger runs beside ours, and what stood in the field is still there.
    expect(await scoreOf('Second')).toBe(7);
    expect(project.running.org.db.get("SELECT Lead_Score__c FROM Lead WHERE LastName = 'First'")?.['Lead_Score__c']).toBe(7);
  });

  test('knows what it brought: the next deployment needs no leave', async () => {
    const { status, text } = await deploy();
    expect([status, text]).toEqual([0, expect.stringContaining('Permission set Lockstep_Admin: assigned.')]);
  });
});
