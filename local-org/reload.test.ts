import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OrgMetadata } from './metadata/types';
import { LocalOrg } from './open';

const FIXTURE = path.join(__dirname, 'api', 'fixture');
const META = `<?xml version="1.0" encoding="UTF-8"?>
<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>68.0</apiVersion><status>Active</status></ApexClass>`;
const FIELD = `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
  <fullName>Colour__c</fullName><label>Colour</label><type>Text</type><length>20</length>
</CustomField>`;

describe('an open org whose project changes', () => {
  const project = mkdtempSync(path.join(tmpdir(), 'reload-'));
  const main = path.join(project, 'force-app', 'main');
  let org: LocalOrg;

  const write = (file: string, text: string): void => writeFileSync(path.join(main, file), text);
  const run = (source: string): string | null => {
    const user = org.user(org.configuration.previewUser);
    const result = org.rehearse(user, (tx) => org.apex.executeAnonymous(tx, source));
    return result.compileProblem ?? result.exceptionMessage;
  };

  beforeAll(() => {
    cpSync(FIXTURE, project, { recursive: true });
    write('classes/Answer.cls', 'public class Answer { public static Integer give() { return 1; } }');
    write('classes/Answer.cls-meta.xml', META);
    org = LocalOrg.open({ project, database: ':memory:' });
    org.transact(org.user(org.configuration.previewUser), (tx) => {
      const result = org.apex.executeAnonymous(tx, "insert new Gadget__c(Name = 'kept');");
      if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? '');
    });
  });

  afterAll(() => {
    org.close();
    rmSync(project, { recursive: true });
  });

  it('runs its changed Apex after a reload, and not before', () => {
    write('classes/Answer.cls', 'public class Answer { public static Integer give() { return 2; } }');
    expect(run('Assert.areEqual(1, Answer.give());')).toBeNull();
    org.reload();
    expect(run('Assert.areEqual(2, Answer.give());')).toBeNull();
  });

  it('has its new fields, and its rows still', () => {
    write('objects/Gadget__c/fields/Colour__c.field-meta.xml', FIELD);
    org.reload();
    expect(run("Gadget__c g = [SELECT Name FROM Gadget__c WITH SYSTEM_MODE]; g.Colour__c = 'red'; update as system g;")).toBeNull();
  });

  it('tells of its metadata before it compiles their Apex', () => {
    const told: OrgMetadata[] = [];
    write('classes/Answer.cls', 'public class Answer { public static Integer give() { return nothing; } }');
    expect(() => LocalOrg.open({ project, database: ':memory:', onMetadata: (metadata) => told.push(metadata) })).toThrow('Answer.cls:1:');
    expect(told.map(({ apex }) => apex.some(({ fullName }) => fullName === 'Answer'))).toEqual([true]);
  });

  it('stays as it was where the new Apex does not compile', () => {
    write('classes/Answer.cls', 'public class Answer { public static Integer give() { return nothing; } }');
    expect(() => org.reload()).toThrow('Answer.cls:1:');
    expect(run('Assert.areEqual(2, Answer.give());')).toBeNull();
    write('classes/Answer.cls', 'public class Answer { public static Integer give() { return 3; } }');
    org.reload();
    expect(run('Assert.areEqual(3, Answer.give());')).toBeNull();
  });

  it('stays as it was where a field would be dropped with its data', () => {
    rmSync(path.join(main, 'objects/Gadget__c/fields/Colour__c.field-meta.xml'));
    expect(() => org.reload()).toThrow('Colour__c');
    expect(run('Integer n = [SELECT COUNT() FROM Gadget__c WHERE Colour__c = null WITH SYSTEM_MODE]; Assert.areEqual(1, n);')).toBeNull();
  });
});
