import { failuresOf, nextAction, summaryOf } from './failures';

const failed = {
  numberComponentsDeployed: 3,
  numberComponentsTotal: 4,
  numberTestsTotal: 2,
  numberTestsCompleted: 1,
  details: {
    componentFailures: { fileName: 'classes/A.cls', fullName: 'A', problem: 'Variable does not exist: x', lineNumber: 3, columnNumber: 7 },
    runTestResult: {
      failures: [{ name: 'ATest', methodName: 'works', message: 'System.AssertException: no', stackTrace: 'Class.ATest.works: line 3' }],
      codeCoverageWarnings: [{ name: null, message: 'Average test coverage across all Apex Classes and Triggers is 60%' }]
    }
  }
};

test('tells components with their place, tests with their trace, and coverage', () => {
  expect(failuresOf(failed)).toEqual([
    { what: 'classes/A.cls:3:7 (A)', why: 'Variable does not exist: x' },
    { what: 'test ATest.works', why: 'System.AssertException: no\n    Class.ATest.works: line 3' },
    { what: 'code coverage', why: 'Average test coverage across all Apex Classes and Triggers is 60%' }
  ]);
  expect(summaryOf(failed)).toBe('3 of 4 components, 1 of 2 tests passed');
});

test('tells of a deployment that is refused as a whole, and of nothing', () => {
  expect(failuresOf({ errorMessage: 'INVALID_OPERATION: the zip file cannot be read' })).toEqual([
    { what: 'deployment', why: 'INVALID_OPERATION: the zip file cannot be read' }
  ]);
  expect(failuresOf(undefined)).toEqual([]);
});

test.each([
  ['No authorization information found for nowhere.', [], 'Log in first'],
  ['connect ECONNREFUSED 127.0.0.1:4680', [], '`npm start`'],
  ['INVALID_SESSION_ID: Session expired or invalid', [], 'log in again'],
  ['', [{ what: 'code coverage', why: 'Average test coverage is 60%' }], 'add tests'],
  ['', [{ what: 'test A.b', why: 'no' }], 'npm test'],
  ['', [{ what: 'classes/A.cls:1:1 (A)', why: 'Unexpected token' }], 'Nothing of this deployment was applied'],
  ['Something else', [], 'sf project deploy report']
])('names the next step after %j %j', (message, failures, expected) => {
  expect(nextAction(failures, message)).toContain(expected);
});
