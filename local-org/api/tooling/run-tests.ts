import type { ApexTestMethod, ApexTestOutcome, LineCoverage } from '../../apex/types';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { JsonBody, isJsonObject } from '../json/body';
import type { ClassIds } from './classes';
import { classIds } from './classes';
import { requireAuthorApex } from './execute-anonymous';

const TEST_LEVELS = ['RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'];

interface Selection {
  readonly className: string;
  readonly methods: readonly string[] | null;
}

/** Which tests a request names; `null`: all. */
function selection(body: JsonBody, classes: ClassIds): readonly Selection[] | null {
  const named = (className: string): Selection => ({ className, methods: null });
  const byId = (id: string): Selection => named(classes.nameOf(id));
  if (Array.isArray(body.value)) return body.value.flatMap((id) => (typeof id === 'string' ? byId(id) : []));
  const source = body.object();
  body.only(source, [
    'tests',
    'testLevel',
    'skipCodeCoverage',
    'maxFailedTests',
    'classNames',
    'classids',
    'suiteids',
    'suiteNames',
    'category'
  ]);
  const categories = source['category'] === undefined ? [] : body.strings(source, 'category');
  const other = categories.find((category) => category !== 'Apex');
  if (other !== undefined) throw new OrgException('NOT_SUPPORTED', `The embedded org does not support tests of the category ${other}.`);
  for (const refused of ['suiteids', 'suiteNames']) {
    if (source[refused] !== undefined)
      throw new OrgException('NOT_SUPPORTED', `The embedded org does not support ${refused} of test runs.`);
  }
  const level = body.optionalString(source, 'testLevel');
  if (level !== undefined && !TEST_LEVELS.includes(level)) throw new OrgException('INVALID_OPERATION', `Unknown testLevel ${level}`);
  if (level === 'RunLocalTests' || level === 'RunAllTestsInOrg') return null;
  const split = (name: string): string[] => (body.optionalString(source, name) ?? '').split(',').flatMap((item) => item.trim() || []);
  const tests = source['tests'] === undefined ? [] : body.asArray(source['tests'], ['tests']);
  return [
    ...split('classNames').map(named),
    ...split('classids').map(byId),
    ...tests.map((_, index): Selection => {
      const path = ['tests', index];
      const test = body.asObject(tests[index], path);
      const className = body.optionalString(test, 'className', path) ?? classes.nameOf(body.string(test, 'classId', path));
      return { className, methods: test['testMethods'] === undefined ? null : body.strings(test, 'testMethods', path) };
    })
  ];
}

/** @throws OrgException INVALID_OPERATION for classes and methods that are no tests */
function chosenMethods(all: readonly ApexTestMethod[], chosen: readonly Selection[] | null): ApexTestMethod[] {
  if (chosen === null) return [...all];
  return chosen.flatMap(({ className, methods }) => {
    const own = all.filter((test) => test.className.toLowerCase() === className.toLowerCase());
    if (own.length === 0)
      throw new OrgException(
        'INVALID_OPERATION',
        `This class name's value is invalid: ${className}. Provide the name of an Apex class that has test methods.`
      );
    if (methods === null) return own;
    return methods.map((name) => {
      const method = own.find((test) => test.methodName.toLowerCase() === name.toLowerCase());
      if (!method) throw new OrgException('INVALID_OPERATION', `${className} has no test method ${name}`);
      return method;
    });
  });
}

const percentless = (coverage: LineCoverage, classes: ClassIds): Record<string, unknown> => ({
  id: classes.idOf(coverage.className),
  name: coverage.className,
  namespace: null,
  type: 'Class',
  numLocations: coverage.covered.length + coverage.uncovered.length,
  numLocationsNotCovered: coverage.uncovered.length,
  locationsNotCovered: coverage.uncovered.map((line) => ({ line, column: 0, numExecutions: 0, time: -1 })),
  dmlInfo: [],
  soqlInfo: [],
  soslInfo: [],
  methodInfo: []
});

function outcome(test: ApexTestOutcome, classes: ClassIds): Record<string, unknown> {
  const base = {
    id: classes.idOf(test.className),
    methodName: test.methodName,
    name: test.className,
    namespace: null,
    seeAllData: false,
    time: test.runTime
  };
  return test.outcome === 'Pass'
    ? base
    : { ...base, message: test.message, packageName: test.className, stackTrace: test.stackTrace, type: 'Class' };
}

interface Asked {
  readonly methods: readonly ApexTestMethod[];
  readonly withCoverage: boolean;
}

function asked(call: ApiCall, coverageByDefault: boolean): Asked {
  requireAuthorApex(call.org, call.user);
  const body = JsonBody.of(call);
  const methods = chosenMethods(call.org.apex.testMethods(), selection(body, classIds(call.org)));
  const skipped = isJsonObject(body.value) ? body.value['skipCodeCoverage'] : undefined;
  return { methods, withCoverage: typeof skipped === 'boolean' ? !skipped : coverageByDefault };
}

/** `POST /tooling/runTestsSynchronous`: runs tests in this request; their data is rolled back. */
export function runTestsSynchronous(call: ApiCall): ApiReply {
  const { methods, withCoverage } = asked(call, false);
  const classes = classIds(call.org);
  const { outcomes, coverage, totalTime } = call.services.testRuns.run(call.user, methods, withCoverage);
  const failures = outcomes.filter((test) => test.outcome !== 'Pass');
  return json(200, {
    apexLogId: null,
    codeCoverage: coverage.map((lines) => percentless(lines, classes)),
    codeCoverageWarnings: [],
    failures: failures.map((test) => outcome(test, classes)),
    flowCoverage: [],
    flowCoverageWarnings: [],
    numFailures: failures.length,
    numTestsRun: outcomes.length,
    successes: outcomes.filter((test) => test.outcome === 'Pass').map((test) => outcome(test, classes)),
    totalTime
  });
}

/** `POST /tooling/runTestsAsynchronous`: returns the job's id; queries return its results. */
export function runTestsAsynchronous(call: ApiCall): ApiReply {
  const { methods, withCoverage } = asked(call, true);
  const { onDefect } = call.services.options;
  const jobId = call.services.testRuns.runLater(call.user, methods, withCoverage, (error) => onDefect?.(error, call.method, call.path));
  return json(200, jobId);
}
