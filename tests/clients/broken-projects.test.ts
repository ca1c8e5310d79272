import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LocalOrg } from '../../local-org/open';

const META = '<?xml version="1.0" encoding="UTF-8"?>';
const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const CLASS_META = `${META}<ApexClass ${XMLNS}><apiVersion>68.0</apiVersion><status>Active</status></ApexClass>`;

let root: string;
const write = (file: string, content: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
};
const writeClass = (name: string, source: string): void => {
  write(`force-app/main/classes/${name}.cls`, source);
  write(`force-app/main/classes/${name}.cls-meta.xml`, CLASS_META);
};
const writeField = (body: string): void =>
  write('force-app/main/objects/Lead/fields/Size__c.field-meta.xml', `${META}\n<CustomField ${XMLNS}>\n${body}\n</CustomField>\n`);
const FIELD = '<fullName>Size__c</fullName>\n<label>Size</label>\n<type>Number</type>\n<precision>5</precision>\n<scale>0</scale>';

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-project-'));
  write('sfdx-project.json', JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '68.0' }));
  // The sample users' permission sets are the package's own.
  const configuration = JSON.parse(fs.readFileSync('config/embedded-org.json', 'utf8')) as { users: { permissionSets: string[] }[] };
  for (const user of configuration.users) user.permissionSets = [];
  write('config/embedded-org.json', JSON.stringify(configuration));
  writeField(FIELD);
  writeClass('Sound', 'public class Sound { public static Integer two() { return 2; } }');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const open = (): LocalOrg => LocalOrg.open({ project: root, database: path.join(root, 'org.db') });

function problem(): string {
  try {
    open().close();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  throw new Error('The org opened');
}

describe('a project that', () => {
  it('is whole opens, closes and opens again', () => {
    open().close();
    const org = open();
    expect(org.schema.object('Lead')?.field('Size__c')?.type).toBe('double');
    org.close();
  });

  it.each([
    [
      'a platform class that is not there',
      'public class Bad {\n  public void go() {\n    Http h = new Http();\n  }\n}',
      'Bad.cls:3:5: ',
      'Http'
    ],
    [
      'a search',
      "public class Bad {\n  public Integer go() { return [FIND 'x' IN ALL FIELDS RETURNING Lead].size(); }\n}",
      'Bad.cls:2:',
      'unsupported construct: SOSL'
    ],
    [
      'an annotation',
      'public class Bad {\n  @RemoteAction\n  public static void go() { }\n}',
      'Bad.cls:2:',
      'unsupported construct: @remoteaction'
    ],
    ['a wrong type', "public class Bad {\n  Integer i = 'x';\n}", 'Bad.cls:2:', 'Illegal assignment from String to Integer'],
    ['a syntax error', 'public class Bad {\n  public void go() {\n    Integer i = ;\n  }\n}', 'Bad.cls:3:17: ', "Unexpected token ';'"],
    [
      'an unknown field',
      'public class Bad {\n  public void go() {\n    Lead l = [SELECT Colour__c FROM Lead];\n  }\n}',
      'Bad.cls:3:',
      'Colour__c'
    ]
  ])('has Apex with %s is refused with file, line and column', (_what, source, place, what) => {
    writeClass('Bad', source);
    const told = problem();
    expect(told).toContain(place);
    expect(told).toContain(what);
  });

  it('has several mistakes hears of all of them', () => {
    writeClass('Bad', 'public class Bad {\n  Integer i = 1.5;\n  String s = 5;\n}');
    writeClass('Worse', 'public class Worse extends Nothing { }');
    const told = problem();
    for (const place of ['Bad.cls:2:', 'Bad.cls:3:', 'Worse.cls:1:']) expect(told).toContain(place);
  });

  it.each([
    ['an unknown element', `${FIELD}\n<colour>red</colour>`, 'Size__c.field-meta.xml:8:1', 'colour'],
    ['an unknown value', FIELD.replace('Number', 'Hologram'), 'Size__c.field-meta.xml:5:', 'Hologram'],
    ['XML that is none', `${FIELD}<`, 'Size__c.field-meta.xml:', ''],
    ['a formula that cannot run', `${FIELD}\n<formula>Nothing__c + 1</formula>`, 'Size__c', 'Nothing__c']
  ])('has metadata with %s is refused with file and place', (_what, body, place, what) => {
    writeField(body);
    const told = problem();
    expect(told).toContain(place);
    expect(told).toContain(what);
  });

  it.each([
    ['config/embedded-org.json', null, 'embedded-org.json'],
    ['config/embedded-org.json', '{ "organization": ', 'embedded-org.json'],
    ['sfdx-project.json', null, 'sfdx-project.json'],
    ['sfdx-project.json', '{', 'sfdx-project.json']
  ])('lacks its %s, or has it broken (%j), is refused naming it', (file, content, named) => {
    if (content === null) fs.rmSync(path.join(root, file));
    else write(file, content);
    expect(problem()).toContain(named);
  });

  it('was broken and is mended opens with all that was there', () => {
    const first = open();
    const before = first.db.get('SELECT count(*) AS users FROM User');
    first.close();
    writeField(`${FIELD}\n<colour>red</colour>`);
    problem();
    writeField(FIELD);
    writeClass('Bad', 'public class Bad { Integer i = false; }');
    problem();
    writeClass('Bad', 'public class Bad { Integer i = 1; }');
    const org = open();
    expect(org.db.get('SELECT count(*) AS users FROM User')).toEqual(before);
    org.close();
    expect(fs.readdirSync(root).filter((name) => name.startsWith('org.db'))).toEqual(['org.db']);
  });
});
