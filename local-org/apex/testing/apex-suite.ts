import path from 'node:path';
import type { Clock } from '../../database/types';
import { LocalOrg } from '../../open';
import { apexCacheDirectory } from '../cache-directory';
import type { ApexTestOutcome } from '../types';
import { coverageMap, type FileCoverage } from './coverage-map';
import { failure } from './failure';
import { nearLimit } from './near-limit';

export interface ApexSuite {
  /** Folder of the project. */
  readonly project: string;
  /** The test class. */
  readonly file: string;
}

/** Where Istanbul's counters stand, for Jest to collect. */
declare global {
  // Only `var` declares a property of globalThis.
  var __coverage__: Record<string, FileCoverage> | undefined;
}

/** Tests run as the administrator, like in a deployment. */
function administrator({ configuration }: LocalOrg): string {
  const found = configuration.users.find(({ profile }) => profile === 'System Administrator');
  if (!found) throw new Error('config/embedded-org.json has no user with the profile System Administrator');
  return found.username;
}

/** The second moment at which tests run; `choose-moment.cjs` has chosen it. */
function secondMoment(): number | null {
  const given = process.env['APEX_TEST_MOMENT'];
  return given === undefined ? null : Date.parse(given);
}

/** A clock that runs on from a moment. */
function clockFrom(moment: number): Clock {
  const began = Date.now();
  return { now: () => moment + Date.now() - began };
}

/**
 * Declares Jest tests for each `@IsTest` method of an Apex class: one now and one at a second moment, so that none depends on the
 * hour. The class runs once for each, on an org in memory with the project's metadata: its `@TestSetup` first, then each method in a
 * savepoint of its own with fresh statics and limits. A method that comes near a limit fails.
 */
export function describeApexTests({ project, file }: ApexSuite): void {
  const className = path.basename(file, '.cls');
  const org = LocalOrg.open({ project, database: ':memory:', cacheDirectory: apexCacheDirectory(project) });
  const methods = org.apex.testMethods().filter((method) => method.className.toLowerCase() === className.toLowerCase());

  const describeRun = (title: string, clock: () => Clock): void => {
    let outcomes: readonly ApexTestOutcome[] | undefined;
    const outcomeOf = (methodName: string): ApexTestOutcome => {
      outcomes ??= org.rehearse(org.user(administrator(org)), (tx) => org.apex.runTests(tx, methods), clock());
      const found = outcomes.find((outcome) => outcome.methodName === methodName);
      if (!found) throw new Error(`${className}.${methodName} was not run`);
      return found;
    };
    describe(title, () => {
      test.each(methods.map(({ methodName }) => methodName))('%s', (methodName) => {
        const outcome = outcomeOf(methodName);
        if (outcome.outcome !== 'Pass') throw failure(outcome, org.metadata.apex);
        const problem = nearLimit(outcome);
        if (problem !== null) throw new Error(problem);
      });
    });
  };

  describeRun(className, () => org.clock);
  const second = secondMoment();
  if (second !== null) describeRun(`${className} at another moment`, () => clockFrom(second));

  afterAll(() => {
    globalThis.__coverage__ = { ...globalThis.__coverage__, ...coverageMap(org.apex.coverage()) };
    org.close();
  });
}
