import fs from 'node:fs';
import path from 'node:path';
import { ADMIN } from '../support/running-org';
import { differences } from './same-metadata';
import { at, SfProject } from './sf';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const ROOM = 'force-app/main/score';
const xml = (root: string, body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${XMLNS}>\n${body}\n</${root}>\n`;

const field = (name: string, body: string): [string, string] => [
  `${ROOM}/objects/Lead/fields/${name}.field-meta.xml`,
  xml('CustomField', `    <fullName>${name}</fullName>\n    <label>${name}</label>\n${body}`)
];
const picklist = (values: readonly string[]): [string, string] =>
  field(
    'Color__c',
    `    <type>Picklist</type>\n    <valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values
      .map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`)
      .join('')}</valueSetDefinition></valueSet>`
  );
const apexClass = (name: string, source: string): [string, string][] => [
  [`${ROOM}/classes/${name}.cls`, source],
  [`${ROOM}/classes/${name}.cls-meta.xml`, xml('ApexClass', '    <apiVersion>68.0</apiVersion>\n    <status>Active</status>')]
];
const component = (name: string): [string, string][] => [
  [`${ROOM}/lwc/${name}/${name}.js`, "import { LightningElement } from 'lwc';\nexport default class extends LightningElement {}\n"],
  [`${ROOM}/lwc/${name}/${name}.html`, '<template><p>Hello</p></template>\n'],
  [
    `${ROOM}/lwc/${name}/${name}.js-meta.xml`,
    xml('LightningComponentBundle', '    <apiVersion>68.0</apiVersion>\n    <isExposed>false</isExposed>')
  ]
];

/** Which tests did not pass, and why. */
function failedTests(result: unknown): unknown[] {
  const tests = at(result, 'tests');
  return Array.isArray(tests)
    ? tests.filter((one) => at(one, 'Outcome') !== 'Pass').map((one: unknown) => [at(one, 'FullName'), at(one, 'Message')])
    : [];
}

/** The package goes into an empty org; changes of it follow, good and bad; what comes back is what went in. */
describe('a package on its way to an org and back', () => {
  let project: SfProject;
  const write = (...files: readonly [string, string][]): void => files.forEach(([file, text]) => void project.write(file, text));
  const deploy = (...more: readonly string[]) => project.run(['project', 'deploy', 'start', '--wait', '10', ...more]);
  const leads = () => project.running.org.db.all('SELECT LastName, Color__c FROM Lead ORDER BY LastName');
  const run = (source: string): string => {
    const { org } = project.running;
    return org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source)).log;
  };

  beforeAll(async () => {
    project = await SfProject.start();
    write(
      picklist(['Red', 'Green', 'Blue']),
      ...apexClass('RoundTrip', "public class RoundTrip {\n  public static String name() {\n    return 'first';\n  }\n}\n"),
      ...component('roundTrip'),
      [
        `${ROOM}/permissionsets/Round_Trip.permissionset-meta.xml`,
        xml(
          'PermissionSet',
          '    <fieldPermissions><editable>true</editable><field>Lead.Color__c</field><readable>true</readable></fieldPermissions>\n    <hasActivationRequired>false</hasActivationRequired>\n    <label>Round Trip</label>'
        )
      ]
    );
  });
  afterAll(() => project.stop());

  test('arrives in an org that has nothing', async () => {
    expect(project.running.org.metadata.apex).toEqual([]);
    const { status, result } = await deploy('--source-dir', 'force-app');
    expect([status, at(result, 'status')]).toEqual([0, 'Succeeded']);
    expect(project.running.org.schema.object('Person_Score__c')?.field('Lead__c')).toBeDefined();
    const assigned = await project.run(['org', 'assign', 'permset', '--name', 'Round_Trip']);
    expect(assigned.message).toBe('');
    for (const [name, color] of [
      ['A', 'Red'],
      ['B', 'Green']
    ]) {
      const created = await project.run([
        'data',
        'create',
        'record',
        '--sobject',
        'Lead',
        '--values',
        `LastName=${name} Company=X Color__c=${color}`
      ]);
      expect(created.message).toBe('');
    }
    expect(run('System.debug(RoundTrip.name());')).toContain('|DEBUG|first');
  });

  test('takes a change: a new field, a picklist value less, another class, a renamed component', async () => {
    project.remove(`${ROOM}/lwc/roundTrip`);
    write(
      field('Size__c', '    <precision>5</precision>\n    <scale>0</scale>\n    <type>Number</type>'),
      picklist(['Red', 'Blue', 'Black']),
      ...apexClass('RoundTrip', "public class RoundTrip {\n  public static String name() {\n    return 'second';\n  }\n}\n"),
      ...component('thereAndBack'),
      ['destructive.xml', xml('Package', '    <types><members>roundTrip</members><name>LightningComponentBundle</name></types>')]
    );
    const manifest = await project.run(['project', 'generate', 'manifest', '--source-dir', 'force-app', '--name', 'package.xml']);
    expect(manifest.status).toBe(0);
    const { status, result } = await deploy('--manifest', 'package.xml', '--post-destructive-changes', 'destructive.xml');
    expect([status, at(result, 'status')]).toEqual([0, 'Succeeded']);
    const { org } = project.running;
    expect(org.schema.object('Lead')?.field('Size__c')?.type).toBe('double');
    expect(
      org.schema
        .object('Lead')
        ?.field('Color__c')
        ?.picklist?.values.map(({ value, active }) => `${value} ${active}`)
    ).toEqual(['Red true', 'Blue true', 'Black true', 'Green false']);
    expect(run('System.debug(RoundTrip.name());')).toContain('|DEBUG|second');
    const components = org.metadata.lwc.map(({ name }) => name);
    expect(components).toContain('thereAndBack');
    expect(components).not.toContain('roundTrip');
    expect(leads()).toEqual([
      { LastName: 'A', Color__c: 'Red' },
      { LastName: 'B', Color__c: 'Green' }
    ]);
  });

  test('refuses a broken change as a whole, and says where it is broken', async () => {
    const before = project.running.org.metadata;
    const good = project.read(`${ROOM}/classes/RoundTrip.cls`);
    write(
      field('Never__c', '    <precision>5</precision>\n    <scale>0</scale>\n    <type>Number</type>'),
      ...apexClass('RoundTrip', 'public class RoundTrip {\n  public static String name() {\n    return missing;\n  }\n}\n')
    );
    const { status, result } = await deploy('--source-dir', 'force-app');
    expect([status, at(result, 'status')]).toEqual([1, 'Failed']);
    expect(at(result, 'details', 'componentFailures')).toEqual([
      expect.objectContaining({
        fullName: 'RoundTrip',
        fileName: 'classes/RoundTrip.cls',
        lineNumber: 3,
        columnNumber: 12,
        problem: 'Variable does not exist: missing'
      })
    ]);
    expect(project.running.org.metadata).toBe(before);
    expect(project.running.org.schema.object('Lead')?.field('Never__c')).toBeUndefined();
    expect(leads()).toHaveLength(2);
    expect(run('System.debug(RoundTrip.name());')).toContain('|DEBUG|second');
    project.write(`${ROOM}/classes/RoundTrip.cls`, good);
    project.remove(`${ROOM}/objects/Lead/fields/Never__c.field-meta.xml`);
  });

  test('comes back as it went', async () => {
    const sent = path.join(project.directory, 'sent');
    fs.cpSync(path.join(project.directory, 'force-app'), sent, { recursive: true });
    const { result } = await project.run(['project', 'retrieve', 'start', '--manifest', 'package.xml', '--wait', '5']);
    expect(at(result, 'success')).toBe(true);
    // The value that became inactive is the org's, and comes with the rest.
    expect(differences(sent, path.join(project.directory, 'force-app'))).toEqual([
      `differs: main/score/objects/Lead/fields/Color__c.field-meta.xml`
    ]);
    expect(project.read(`${ROOM}/objects/Lead/fields/Color__c.field-meta.xml`)).toMatch(
      /<fullName>Green<\/fullName>[\s\S]*?<isActive>false<\/isActive>/
    );
  });

  test('runs its own tests there as it does here', async () => {
    const { result } = await project.run([
      'apex',
      'run',
      'test',
      '--test-level',
      'RunLocalTests',
      '--code-coverage',
      '--wait',
      '10',
      '--result-format',
      'json'
    ]);
    expect(failedTests(result)).toEqual([]);
    expect(at(result, 'summary')).toMatchObject({ outcome: 'Passed', failing: 0, skipped: 0 });
    expect(at(result, 'summary', 'testsRan')).toBe(project.running.org.apex.testMethods().length);
    expect(Number.parseInt(String(at(result, 'summary', 'orgWideCoverage')), 10)).toBeGreaterThanOrEqual(90);
    expect(leads()).toHaveLength(2);
  });
});
