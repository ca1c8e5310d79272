import path from 'node:path';
import { LocalOrg } from '../../open';
import { apexCacheDirectory } from '../cache-directory';
import type { ApexTestOutcome } from '../types';
import { coverageMap, type FileCoverage } from './coverage-map';
import { failure } from './failure';

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

/** Who deploys runs the tests. */
function administrator({ configuration }: LocalOrg): string {
  const found = configuration.users.find(({ profile }) => profile === 'System Administrator');
  if (!found) throw new Error('config/embedded-org.json has no user with the profile System Administrator');
  return found.username;
}

/**
 * Declares one Jest test for each `@IsTest` method of an Apex class. The class runs once, on an org in memory with the project's
 * metadata: its `@TestSetup` first, then each method in a savepoint of its own with fresh statics and limits.
 */
export function describeApexTests({ project, file }: ApexSuite): void {
  const className = path.basename(file, '.cls');
  const org = LocalOrg.open({ project, database: ':memory:', cacheDirectory: apexCacheDirectory(project) });
  const methods = org.apex.testMethods().filter((method) => method.className.toLowerCase() === className.toLowerCase());
  let outcomes: readonly ApexTestOutcome[] | undefined;

  const outcomeOf = (methodName: string): ApexTestOutcome => {
    outcomes ??= org.rehearse(org.user(administrator(org)), (tx) => org.apex.runTests(tx, methods));
    const found = outcomes.find((outcome) => outcome.methodName === methodName);
    if (!found) throw new Error(`${className}.${methodName} was not run`);
    return found;
  };

  describe(className, () => {
    for (const { methodName } of methods) {
      test(methodName, () => {
        const outcome = outcomeOf(methodName);
        if (outcome.outcome !== 'Pass') throw failure(outcome, org.metadata.apex);
      });
    }

    afterAll(() => {
      globalThis.__coverage__ = { ...globalThis.__coverage__, ...coverageMap(org.apex.coverage()) };
      org.close();
    });
  });
}
