import type { LocalOrg } from '../open';
import { ADMIN, apexFiles, deploy, numberField, openBare, thing, zipOf } from './testing';
import type { DeployResult } from './types';

describe('a deployment', () => {
  let org: LocalOrg;
  beforeEach(() => {
    org = openBare();
  });
  afterEach(() => org.close());

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
      org.db.run("INSERT INTO Thing__c (Id, Name, IsDeleted) VALUES ('1', 'One', 0)");
      const source =
        '@IsTest private class Lonely {\n  @IsTest static void isAlone() { System.assertEquals(0, [SELECT COUNT() FROM Thing__c]); System.assert([SELECT COUNT() FROM User] > 0); }\n}';
      const result = deploy(org, zipOf({ ApexClass: ['Lonely'] }, apexFiles('Lonely', source)), { testLevel: 'RunAllTestsInOrg' });
      expect(result.details.runTestResult.failures).toEqual([]);
      expect(result.numberTestsCompleted).toBe(1);
      expect(org.db.all('SELECT Name FROM Thing__c')).toEqual([{ Name: 'One' }]);
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
});
