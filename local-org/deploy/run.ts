import { Limits, runInTransaction } from '../database';
import type { RunningUser, Transaction } from '../database/types';
import { OrgException } from '../errors';
import type { OrgRooms } from '../rooms';
import { componentKey } from '../metadata/mdapi';
import { applyMetadata, ComponentsRefused, programProblems } from './apply';
import { checkMetadata } from './checked-metadata';
import { rowIdOf } from './component-rows';
import type { DeploymentHost } from './host';
import { merge } from './merge';
import type { ComponentChange, Merged } from './merge';
import { changeMessage, packageMessage, problemMessage } from './messages';
import type { OrgFiles } from './org-files';
import { readPackage } from './package-reader';
import type { DeployedPackage, PackageProblem } from './package-reader';
import type { DeploymentStore, StoredDeployment } from './store';
import { iso } from './store';
import { coverageWarnings, methodsToRun, NO_TESTS, runTests } from './test-runs';
import type { DeployMessage, DeployResult, RunTestResult } from './types';

/** What a deployment came to. */
interface Outcome {
  readonly changes: readonly ComponentChange[];
  readonly problems: readonly PackageProblem[];
  readonly warnings: readonly PackageProblem[];
  readonly tests: RunTestResult;
  readonly error?: { readonly code: string; readonly message: string };
  /** Folder of the zip, before the names of files. */
  readonly directory: string;
  /** Ids of the components' rows, by type and name. */
  readonly rowIds: ReadonlyMap<string, string>;
}

const NOTHING: Outcome = { changes: [], problems: [], warnings: [], tests: NO_TESTS, directory: '', rowIds: new Map() };

/** Carries the outcome out of a transaction that is rolled back: a deployment that fails, or one that only checks. */
class RolledBack extends Error {
  constructor(readonly outcome: Outcome) {
    super('The deployment is rolled back');
  }
}

/** One deployment: everything of it, or nothing. */
export class DeploymentRun {
  private readonly user: RunningUser;
  private readonly startedAt: number;

  constructor(
    private readonly host: DeploymentHost,
    private readonly files: OrgFiles,
    private readonly stored: StoredDeployment,
    private readonly store: DeploymentStore
  ) {
    this.user = host.user(stored.userId);
    this.startedAt = host.clock.now();
  }

  /** Deploys and stores the result. A refusal is a result; only defects are thrown. */
  perform(): void {
    try {
      const refused = this.deploy();
      if (refused) this.settle(refused);
    } catch (error) {
      if (error instanceof RolledBack) this.settle(error.outcome);
      else if (error instanceof OrgException) this.settle({ ...NOTHING, error: { code: error.errorCode, message: error.message } });
      else throw error;
    }
  }

  private settle(outcome: Outcome): void {
    this.store.update(this.result(outcome));
  }

  /** @returns what keeps it back, unless it succeeded: then its transaction has stored that too */
  private deploy(): Outcome | undefined {
    const { options, zip } = this.stored;
    const deployed = readPackage(zip, options.singlePackage, options.allowMissingFiles);
    const { directory } = deployed;
    const present = this.files.over(this.host.base());
    const merged = merge(present, deployed);
    const { changes, warnings } = merged;
    const checked = checkMetadata(
      merged.components,
      present,
      new Set(changes.filter(({ stated }) => stated).map(({ component }) => componentKey(component))),
      this.host.places,
      { apiVersion: this.host.metadata.apiVersion, previousPrefixes: this.prefixes() }
    );
    const problems = [...deployed.problems, ...merged.problems, ...checked.problems];
    const { metadata } = checked;
    if (!metadata || problems.length > 0 || (warnings.length > 0 && !options.ignoreWarnings)) {
      // Reports the other problems too, so that they do not wait for the next attempt.
      if (metadata) problems.push(...programProblems(this.host, metadata, merged));
      return { ...NOTHING, changes, warnings, problems, directory };
    }
    let rooms: OrgRooms | undefined;
    const context = { clock: this.host.clock, user: this.user, limits: new Limits('asynchronous') };
    runInTransaction(this.host.db, context, (tx) => {
      try {
        rooms = applyMetadata(tx, this.host, metadata, merged);
      } catch (error) {
        if (error instanceof ComponentsRefused)
          throw new RolledBack({ ...NOTHING, changes, warnings, problems: error.problems, directory });
        throw error;
      }
      this.test(tx, rooms, merged, deployed);
    });
    // Nothing has changed: pages that are open need not be built again.
    if (rooms && changes.some(({ action }) => action !== 'unchanged')) this.host.adopt(rooms, merged.components.values());
    return undefined;
  }

  /** Runs the requested tests, then keeps the files, unless this is a check or something failed. */
  private test(tx: Transaction, rooms: OrgRooms, { changes, warnings }: Merged, deployed: DeployedPackage): void {
    const { options } = this.stored;
    const rowIds = this.rowIds(tx, changes);
    const methods = methodsToRun(rooms.apex.testMethods(), options);
    const ran = options.testLevel === 'NoTestRun' ? NO_TESTS : runTests(tx, rooms, methods, classId(tx));
    const apex = deployed.components.filter(({ kind }) => kind === 'cls' || kind === 'trigger');
    const names = new Set(apex.map(({ fullName }) => fullName.toLowerCase()));
    const tests = { ...ran, codeCoverageWarnings: coverageWarnings(ran, options, names) };
    const outcome: Outcome = { changes, problems: [], warnings, tests, directory: deployed.directory, rowIds };
    if (options.checkOnly || tests.numFailures > 0 || tests.codeCoverageWarnings.length > 0) throw new RolledBack(outcome);
    for (const { component, action } of changes) {
      if (action === 'deleted') this.files.remove(component, this.user.id, tx.clock.now());
      else if (action !== 'unchanged') this.files.put(component, this.user.id, tx.clock.now());
    }
    // With the files or not at all: a deployment that is interrupted has not been applied.
    this.settle(outcome);
  }

  private prefixes(): ReadonlyMap<string, string> {
    return new Map(
      this.host.db.all('SELECT Object, KeyPrefix FROM "_Objects"').map((row) => [String(row['Object']), String(row['KeyPrefix'])])
    );
  }

  private rowIds(tx: Transaction, changes: readonly ComponentChange[]): Map<string, string> {
    const ids = new Map<string, string>();
    for (const { component } of changes) {
      const id = rowIdOf(tx.db, component);
      if (id !== undefined) ids.set(componentKey(component), id);
    }
    return ids;
  }

  private result({ changes, problems, warnings, tests, error, directory, rowIds }: Outcome): DeployResult {
    const now = iso(this.host.clock.now());
    const { result, options } = this.stored;
    const failed = problems.length > 0 || (warnings.length > 0 && !options.ignoreWarnings) || error !== undefined;
    const success = !failed && tests.numFailures === 0 && tests.codeCoverageWarnings.length === 0;
    const told = warnings.map((warning) => problemMessage(warning, 'Warning', now, options.ignoreWarnings));
    const failures = [...problems.map((problem) => problemMessage(problem, 'Error', now)), ...(options.ignoreWarnings ? [] : told)];
    const warned = options.ignoreWarnings ? told : [];
    const stated = changes.filter((change) => change.stated);
    const placed = (message: DeployMessage): DeployMessage => ({ ...message, fileName: directory + message.fileName });
    const isRefused = new Set(problems.map(({ componentType, fullName }) => `${componentType}:${fullName}`));
    const good = stated
      .map((change) => changeMessage(change, rowIds.get(componentKey(change.component)) ?? null, now))
      .filter(({ componentType, fullName }) => !isRefused.has(`${componentType}:${fullName}`));
    return {
      ...result,
      status: success ? 'Succeeded' : 'Failed',
      done: true,
      success,
      numberComponentsTotal: Math.max(stated.length, problems.length),
      numberComponentsDeployed: good.length,
      numberComponentErrors: problems.length,
      numberTestsTotal: tests.numTestsRun,
      numberTestsCompleted: tests.numTestsRun - tests.numFailures,
      numberTestErrors: tests.numFailures,
      startDate: iso(this.startedAt),
      lastModifiedDate: now,
      completedDate: now,
      ...(error ? { errorMessage: `${error.code}: ${error.message}`, errorStatusCode: error.code } : {}),
      details: {
        componentSuccesses: (good.length > 0 || warned.length > 0 ? [packageMessage(now), ...good, ...warned] : []).map(placed),
        componentFailures: failures.map(placed),
        runTestResult: tests
      }
    };
  }
}

const classId =
  (tx: Transaction) =>
  (name: string): string | null => {
    const row = tx.db.get('SELECT Id FROM ApexClass WHERE Name = ?1 UNION SELECT Id FROM ApexTrigger WHERE Name = ?1', [name]);
    return row ? String(row['Id']) : null;
  };
