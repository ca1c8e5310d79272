import fs from 'node:fs';
import path from 'node:path';
import { at, SfProject, type SfOutcome } from './sf';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const xml = (root: string, body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${XMLNS}>\n${body}\n</${root}>\n`;
const manifest = (types: string, version = '68.0'): string => xml('Package', `${types}\n<version>${version}</version>`);
const ofClass = (name: string): string => `<types><members>${name}</members><name>ApexClass</name></types>`;
const classFiles = (name: string, source: string): Record<string, string> => ({
  [`classes/${name}.cls`]: source,
  [`classes/${name}.cls-meta.xml`]: xml('ApexClass', '<apiVersion>68.0</apiVersion><status>Active</status>')
});

/** What cannot be deployed is refused as the platform does, and leaves the org as it was. */
describe('bad input', () => {
  let project: SfProject;
  let packages = 0;
  beforeAll(async () => {
    project = await SfProject.start();
  });
  afterEach(() => {
    expect(project.running.org.metadata.apex).toEqual([]);
    expect(project.running.org.db.all('SELECT * FROM "_DeployedFile"')).toEqual([]);
  });
  afterAll(() => project.stop());

  /** Deploys a folder in the Metadata API's format. */
  const deployFiles = (files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<SfOutcome> => {
    const folder = `packages/${++packages}`;
    for (const [file, text] of Object.entries(files)) project.write(`${folder}/${file}`, text);
    return project.run(['project', 'deploy', 'start', '--metadata-dir', folder, '--wait', '5', ...more]);
  };
  const failuresOf = ({ result }: SfOutcome): unknown => {
    const failures = at(result, 'details', 'componentFailures');
    return Array.isArray(failures) ? failures[0] : failures;
  };

  test.each<[string, Record<string, string>, Record<string, unknown>]>([
    [
      'an unknown type',
      { 'package.xml': manifest('<types><members>X</members><name>Wibble</name></types>') },
      { fileName: 'zip/package.xml', problem: "Unknown type name 'Wibble' specified in package.xml" }
    ],
    [
      'a member that is not there',
      { 'package.xml': manifest(ofClass('Ghost')) },
      { problem: "An object 'Ghost' of type ApexClass was named in package.xml, but was not found in zipped directory" }
    ],
    [
      'a file that is not named',
      { 'package.xml': manifest(''), ...classFiles('A', 'class A {}') },
      { fileName: 'zip/classes/A.cls', problem: 'Not in package.xml' }
    ],
    [
      'a package.xml that is no package',
      { 'package.xml': xml('Wibble', '') },
      { fileName: 'zip/package.xml', lineNumber: 2, problem: 'the file must hold a Package, not a Wibble' }
    ],
    ['a version that there is not', { 'package.xml': manifest('', '99.0') }, { problem: 'Invalid version specified: 99.0' }],
    [
      'XML that is cut short',
      {
        'package.xml': manifest('<types><members>A</members><name>CustomTab</name></types>'),
        'tabs/A.tab': `<CustomTab ${XMLNS}>\n<label>`
      },
      { componentType: 'CustomTab', fileName: 'zip/tabs/A.tab', problem: expect.stringContaining('not well-formed XML') }
    ],
    [
      'Apex that does not compile',
      { 'package.xml': manifest(ofClass('A')), ...classFiles('A', 'public class A {\n  Integer one() {\n    return 1\n  }\n}') },
      { componentType: 'ApexClass', fullName: 'A', fileName: 'zip/classes/A.cls', lineNumber: 4 }
    ]
  ])('%s', async (_name, files, expected) => {
    const outcome = await deployFiles(files);
    expect(outcome.status).toBe(1);
    expect(failuresOf(outcome)).toMatchObject(expected);
  });

  test('a test that fails', async () => {
    const source =
      "@IsTest\nprivate class ATest {\n  @IsTest\n  static void fails() {\n    System.assertEquals(1, 2, 'one is not two');\n  }\n}";
    const outcome = await deployFiles(
      { 'package.xml': manifest(ofClass('ATest')), ...classFiles('ATest', source) },
      '--test-level',
      'RunSpecifiedTests',
      '--tests',
      'ATest'
    );
    expect(outcome.status).toBe(1);
    const failures = at(outcome.result, 'details', 'runTestResult', 'failures');
    expect(Array.isArray(failures) ? failures[0] : failures).toMatchObject({
      name: 'ATest',
      methodName: 'fails',
      message: expect.stringContaining('one is not two'),
      stackTrace: expect.stringContaining('Class.ATest.fails: line 5')
    });
  });

  test('a zip that is cut short', async () => {
    const whole = project.write('whole.zip', '');
    fs.writeFileSync(path.join(project.directory, whole), Buffer.from('UEsDBBQAAAAIAA', 'base64'));
    const outcome = await project.run(['project', 'deploy', 'start', '--metadata-dir', whole, '--single-package', '--wait', '5']);
    expect([outcome.status, at(outcome.result, 'errorMessage')]).toEqual([1, expect.stringContaining('truncated')]);
  });

  test('an API version that the org does not have', async () => {
    const outcome = await project.run([
      'project',
      'deploy',
      'start',
      '--metadata-dir',
      'packages/1',
      '--api-version',
      '99.0',
      '--wait',
      '5'
    ]);
    expect(outcome.status).not.toBe(0);
    expect(outcome.text).toMatch(/UNSUPPORTED_API_VERSION|99\.0/);
  });
});

test('a deployment while another runs waits for it', async () => {
  const project = await SfProject.start();
  const start = (): Promise<SfOutcome> =>
    project.run(['project', 'deploy', 'start', '--source-dir', 'force-app/main/labels', '--wait', '5']);
  const outcomes = await Promise.all([start(), start()]);
  expect(outcomes.map(({ result }) => at(result, 'status'))).toEqual(['Succeeded', 'Succeeded']);
  await project.stop();
});
