import type { ApexTestMethod, ApexTestOutcome, LineCoverage } from '../apex/types';
import type { Transaction } from '../database/types';
import { OrgException } from '../errors';
import type { OrgRooms } from '../rooms';
import type { CodeCoverageResult, CoverageWarning, DeployOptions, RunTestResult } from './types';

/** Percent of lines that tests must run before Apex may be deployed with them. */
const REQUIRED_PERCENT = 75;

export const NO_TESTS: RunTestResult = {
  numTestsRun: 0,
  numFailures: 0,
  totalTime: 0,
  successes: [],
  failures: [],
  codeCoverage: [],
  codeCoverageWarnings: []
};

/** Ids of classes and triggers by name, in lower case. */
export type CodeIds = (name: string) => string | null;

/**
 * The test methods that a deployment asks for.
 * @throws OrgException INVALID_OPERATION for a class or method that is no test
 */
export function methodsToRun(all: readonly ApexTestMethod[], { testLevel, runTests }: DeployOptions): readonly ApexTestMethod[] {
  if (testLevel === 'NoTestRun') return [];
  if (testLevel !== 'RunSpecifiedTests') return all;
  return runTests.flatMap((named) => {
    const [className = '', methodName] = named.split('.');
    const found = all.filter(
      (test) =>
        test.className.toLowerCase() === className.toLowerCase() &&
        (methodName === undefined || test.methodName.toLowerCase() === methodName.toLowerCase())
    );
    if (found.length === 0) throw new OrgException('INVALID_OPERATION', `runTests names ${named}, which is no Apex test of this org`);
    return found;
  });
}

/** Runs tests with coverage. Nothing of them stays. */
export function runTests(tx: Transaction, rooms: OrgRooms, methods: readonly ApexTestMethod[], idOf: CodeIds): RunTestResult {
  const { apex, metadata } = rooms;
  apex.resetCoverage();
  const began = performance.now();
  const outcomes = apex.runTests(tx, methods);
  const triggers = new Set(metadata.apex.filter(({ kind }) => kind === 'trigger').map(({ fullName }) => fullName.toLowerCase()));
  const failures = outcomes.filter(({ outcome }) => outcome !== 'Pass');
  return {
    numTestsRun: outcomes.length,
    numFailures: failures.length,
    totalTime: Math.round(performance.now() - began),
    successes: outcomes.filter(({ outcome }) => outcome === 'Pass').map((test) => success(test, idOf)),
    failures: failures.map((test) => ({
      ...success(test, idOf),
      message: test.message ?? test.outcome,
      packageName: test.className,
      stackTrace: test.stackTrace,
      type: 'Class'
    })),
    codeCoverage: apex.coverage().map((lines) => coverageOf(lines, triggers.has(lines.className.toLowerCase()), idOf)),
    codeCoverageWarnings: []
  };
}

const success = (test: ApexTestOutcome, idOf: CodeIds) => ({
  id: idOf(test.className),
  name: test.className,
  namespace: null,
  methodName: test.methodName,
  seeAllData: false,
  time: Math.round(test.runTime)
});

function coverageOf({ className, covered, uncovered }: LineCoverage, isTrigger: boolean, idOf: CodeIds): CodeCoverageResult {
  return {
    id: idOf(className),
    name: className,
    namespace: null,
    type: isTrigger ? 'Trigger' : 'Class',
    numLocations: covered.length + uncovered.length,
    numLocationsNotCovered: uncovered.length,
    locationsNotCovered: uncovered.map((line) => ({ line, column: 0, numExecutions: 0, time: -1 }))
  };
}

/**
 * What keeps a deployment with tests back for lack of coverage: the average over all Apex, or, where tests are specified,
 * each class and trigger that is deployed.
 * @param deployed names of classes and triggers of the deployment, in lower case
 */
export function coverageWarnings(result: RunTestResult, options: DeployOptions, deployed: ReadonlySet<string>): CoverageWarning[] {
  const { codeCoverage } = result;
  if (options.testLevel === 'NoTestRun') return [];
  const specified = options.testLevel === 'RunSpecifiedTests';
  const required = `at least ${REQUIRED_PERCENT}% test coverage is required`;
  const ofEach = codeCoverage
    .filter((each) => each.numLocations > 0 && (specified ? deployed.has(each.name.toLowerCase()) : each.type === 'Trigger'))
    .filter((each) => percent([each]) < (specified ? REQUIRED_PERCENT : Number.MIN_VALUE))
    .map((each) => ({
      id: each.id,
      name: each.name,
      namespace: null,
      message: `Test coverage of selected Apex ${each.type} is ${text(percent([each]))}%, ${specified ? required : 'at least 1% test coverage is required'}`
    }));
  const average = percent(codeCoverage);
  if (specified || average >= REQUIRED_PERCENT) return ofEach;
  const message = `Average test coverage across all Apex Classes and Triggers is ${Math.floor(average)}%, ${required}.`;
  return [{ id: null, name: null, namespace: null, message }, ...ofEach];
}

/** Lines that ran, in percent of all; 100 where there are none. */
function percent(coverage: readonly CodeCoverageResult[]): number {
  const all = coverage.reduce((sum, each) => sum + each.numLocations, 0);
  const missed = coverage.reduce((sum, each) => sum + each.numLocationsNotCovered, 0);
  return all === 0 ? 100 : ((all - missed) / all) * 100;
}

const text = (value: number): string => String(Math.floor(value * 1000) / 1000);
