import type { ApexTestMethod, ApexTestOutcome, LineCoverage } from '../../apex/types';
import { insertRow, updateRow } from '../../database/rows';
import type { RunningUser } from '../../database/types';
import type { Org } from '../../org';
import type { ObjectDef } from '../../schema/types';
import { classIds, type ClassIds } from './classes';
import type { ToolingData } from './data';

/** Result of a test run. Time in milliseconds. */
export interface TestRunResult {
  readonly outcomes: readonly ApexTestOutcome[];
  /** Lines that any of the tests ran; empty where coverage was not requested. */
  readonly coverage: readonly LineCoverage[];
  readonly totalTime: number;
}

/** Runs Apex tests for the Tooling API and stores their results. Their data is rolled back. */
export class TestRuns {
  constructor(
    private readonly org: Org,
    private readonly data: ToolingData
  ) {}

  /** Runs tests now. */
  run(user: RunningUser, methods: readonly ApexTestMethod[], withCoverage: boolean): TestRunResult {
    const began = performance.now();
    const ran = this.org.rehearse(user, (tx) => {
      if (!withCoverage) return [{ outcomes: this.org.apex.runTests(tx, methods), coverage: [] }];
      return methods.map((method) => {
        // One at a time, because coverage is stored per test method.
        this.org.apex.resetCoverage();
        const outcomes = this.org.apex.runTests(tx, [method]);
        return { outcomes, coverage: this.org.apex.coverage() };
      });
    });
    const totalTime = Math.round(performance.now() - began);
    if (withCoverage) this.org.transact(user, () => this.keepCoverage(methods, ran));
    return { outcomes: ran.flatMap(({ outcomes }) => outcomes), coverage: union(ran.map(({ coverage }) => coverage)), totalTime };
  }

  /**
   * Queues a run that starts after the caller has its response.
   * @param onDefect called with errors that are not test failures, after the run is marked as failed
   * @returns id of the job, by which the run's result is found
   */
  runLater(user: RunningUser, methods: readonly ApexTestMethod[], withCoverage: boolean, onDefect: (error: unknown) => void): string {
    const queued = this.org.transact(user, () => this.enqueue(user, methods));
    setImmediate(() => {
      try {
        const result = this.run(user, methods, withCoverage);
        this.org.transact(user, () => this.keepResult(queued, result));
      } catch (error) {
        this.org.transact(user, () => this.finish(queued, 'Failed', error instanceof Error ? error.message : String(error)));
        onDefect(error);
      }
    });
    return queued.jobId;
  }

  private enqueue(user: RunningUser, methods: readonly ApexTestMethod[]): QueuedRun {
    const { org, data } = this;
    const ids = classIds(org);
    const now = org.clock.now();
    const jobId = data.newId(JOB);
    const names = [...new Set(methods.map(({ className }) => className))];
    insertRow(org.db, this.object(JOB), {
      Id: jobId,
      JobType: 'TestRequest',
      Status: 'Processing',
      JobItemsProcessed: 0,
      TotalJobItems: names.length,
      NumberOfErrors: 0,
      CreatedById: user.id,
      CreatedDate: now
    });
    const runId = data.insert('ApexTestRunResult', {
      AsyncApexJobId: jobId,
      UserId: user.id,
      IsAllTests: methods.length === org.apex.testMethods().length,
      StartTime: now,
      Status: 'Processing',
      ClassesEnqueued: names.length,
      ClassesCompleted: 0,
      MethodsEnqueued: methods.length,
      MethodsCompleted: 0,
      MethodsFailed: 0
    });
    const items = names.map((name) => {
      const values = { ApexClassId: ids.idOf(name), Status: 'Queued', ParentJobId: jobId, TestRunResultId: runId };
      return [name, data.insert('ApexTestQueueItem', values)] as const;
    });
    return { jobId, runId, items: new Map(items) };
  }

  private keepResult(queued: QueuedRun, { outcomes, totalTime }: TestRunResult): void {
    const ids = classIds(this.org);
    const now = this.org.clock.now();
    for (const test of outcomes) {
      this.data.insert('ApexTestResult', {
        TestTimestamp: now,
        Outcome: test.outcome,
        ApexClassId: ids.idOf(test.className),
        MethodName: test.methodName,
        Message: test.message,
        StackTrace: test.stackTrace,
        AsyncApexJobId: queued.jobId,
        QueueItemId: queued.items.get(test.className) ?? null,
        ApexTestRunResultId: queued.runId,
        RunTime: Math.round(test.runTime),
        IsTestSetup: false
      });
    }
    for (const [className, itemId] of queued.items) {
      const own = outcomes.filter((test) => test.className === className);
      const passed = own.filter((test) => test.outcome === 'Pass').length;
      this.data.update('ApexTestQueueItem', itemId, { Status: 'Completed', ExtendedStatus: `(${passed}/${own.length})` });
    }
    const failed = outcomes.filter((test) => test.outcome !== 'Pass').length;
    this.data.update('ApexTestRunResult', queued.runId, {
      ClassesCompleted: queued.items.size,
      MethodsCompleted: outcomes.length,
      MethodsFailed: failed,
      TestTime: totalTime,
      TestSetupTime: 0
    });
    this.finish(queued, 'Completed', null);
  }

  private finish({ jobId, runId }: QueuedRun, status: 'Completed' | 'Failed', problem: string | null): void {
    const now = this.org.clock.now();
    this.data.update('ApexTestRunResult', runId, { Status: status, EndTime: now });
    updateRow(this.org.db, this.object(JOB), jobId, { Status: status, CompletedDate: now, ExtendedStatus: problem });
  }

  /** Replaces the coverage rows per test method and class, and the org's total. */
  private keepCoverage(methods: readonly ApexTestMethod[], ran: readonly { readonly coverage: readonly LineCoverage[] }[]): void {
    const { org, data } = this;
    const ids = codeIds(org);
    org.db.exec('DELETE FROM "ApexCodeCoverage"; DELETE FROM "ApexCodeCoverageAggregate"; DELETE FROM "ApexOrgWideCoverage"');
    const values = ({ className, covered, uncovered }: LineCoverage) => ({
      ApexClassOrTriggerId: ids.idOf(className),
      NumLinesCovered: covered.length,
      NumLinesUncovered: uncovered.length,
      Coverage: JSON.stringify({ coveredLines: covered, uncoveredLines: uncovered })
    });
    ran.forEach(({ coverage }, index) => {
      const method = methods[index];
      for (const lines of coverage) {
        if (!method || lines.covered.length === 0) continue;
        const test = { ApexTestClassId: ids.idOf(method.className), TestMethodName: method.methodName };
        data.insert('ApexCodeCoverage', { ...values(lines), ...test });
      }
    });
    const all = union(ran.map(({ coverage }) => coverage));
    for (const lines of all) data.insert('ApexCodeCoverageAggregate', values(lines));
    const covered = all.reduce((sum, lines) => sum + lines.covered.length, 0);
    const total = all.reduce((sum, lines) => sum + lines.covered.length + lines.uncovered.length, 0);
    data.insert('ApexOrgWideCoverage', { PercentCovered: total === 0 ? 0 : Math.floor((covered / total) * 100) });
  }

  private object(name: string): ObjectDef {
    const object = this.org.schema.object(name);
    if (!object) throw new RangeError(`The schema lacks ${name}`);
    return object;
  }
}

const JOB = 'AsyncApexJob';

interface QueuedRun {
  readonly jobId: string;
  readonly runId: string;
  /** Queue items by class. */
  readonly items: ReadonlyMap<string, string>;
}

/** Lines run by any of several runs. */
function union(runs: readonly (readonly LineCoverage[])[]): LineCoverage[] {
  const byClass = new Map<string, { readonly of: LineCoverage; readonly covered: Set<number> }>();
  for (const of of runs.flat()) {
    const known = byClass.get(of.className) ?? { of, covered: new Set<number>() };
    for (const line of of.covered) known.covered.add(line);
    byClass.set(of.className, known);
  }
  return [...byClass.values()].map(({ of, covered }) => {
    const lines = [...of.covered, ...of.uncovered].sort((a, b) => a - b);
    return { ...of, covered: lines.filter((line) => covered.has(line)), uncovered: lines.filter((line) => !covered.has(line)) };
  });
}

/** Ids of classes and triggers. */
function codeIds(org: Org): Pick<ClassIds, 'idOf'> {
  const classes = classIds(org);
  const triggers = new Map(
    org.db.all('SELECT Id, Name FROM ApexTrigger').map((row) => [String(row['Name']).toLowerCase(), String(row['Id'])])
  );
  return { idOf: (name) => classes.idOf(name) ?? triggers.get(name.toLowerCase()) ?? null };
}
