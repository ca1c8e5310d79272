import { Limits } from '../../database';
import type { Transaction } from '../../database/types';
import type { Schema } from '../../schema/types';
import type { ApexTestMethod, ApexTestOutcome } from '../types';
import type { ApexClass, MethodInfo } from './classes';
import { type Execution, type Quiddity, withExecution } from './execution';
import { whileLimited } from './limits';
import { onOrgData, withoutOrgData } from './test-isolation';
import { TestRun } from './test-run';
import { TransactionView } from './transaction-view';
import { asApex } from './uncaught';

interface TestClass {
  readonly owner: ApexClass;
  readonly setup: readonly MethodInfo[];
  readonly tests: readonly MethodInfo[];
}

type NewExecution = (quiddity: Quiddity, tx: Transaction) => Execution;

const has = (method: MethodInfo, annotation: string): boolean => method.annotations.some(({ name }) => name === annotation);

/** The test classes of a program, and how to run them. */
export class TestClasses {
  private readonly classes = new Map<string, TestClass>();
  readonly methods: readonly ApexTestMethod[];

  constructor(classes: readonly ApexClass[]) {
    const methods: ApexTestMethod[] = [];
    for (const owner of classes) {
      const { info } = owner;
      if (!info.isTest) continue;
      const setup = info.methods.filter((method) => method.isStatic && has(method, 'testsetup'));
      const tests = info.methods.filter((method) => method.isStatic && (has(method, 'istest') || has(method, 'testmethod')));
      this.classes.set(info.name.toLowerCase(), { owner, setup, tests });
      for (const { name } of tests) methods.push({ className: info.name, methodName: name });
    }
    this.methods = methods;
  }

  /** Each method on the rows its class's setup made, in a savepoint that is rolled back, with fresh statics and limits. */
  run(methods: readonly ApexTestMethod[], newExecution: NewExecution, tx: Transaction, schema: Schema): ApexTestOutcome[] {
    const outcomes: ApexTestOutcome[] = [];
    const byClass = new Map<string, ApexTestMethod[]>();
    for (const method of methods) {
      const known = byClass.get(method.className.toLowerCase());
      if (known) known.push(method);
      else byClass.set(method.className.toLowerCase(), [method]);
    }
    const runAll = (sees: boolean): void => {
      for (const [className, wanted] of byClass) {
        const found = this.classes.get(className);
        const chosen = wanted.filter((method) => found !== undefined && seesAllData(found, method) === sees);
        if (found && chosen.length > 0) outcomes.push(...onOrgData(tx, () => runClass(found, chosen, newExecution, tx)));
      }
    };
    const all = [...byClass].flatMap(([className, wanted]) => wanted.map((method) => ({ found: this.classes.get(className), method })));
    for (const { found, method } of all)
      if (!found) outcomes.push(outcome(method, 'Skip', { message: `No test class ${method.className}` }));
    if (all.some(({ found, method }) => found && !seesAllData(found, method))) withoutOrgData(tx, schema, () => runAll(false));
    runAll(true);
    return outcomes;
  }
}

/** `@IsTest(SeeAllData=true)` on the class or the method. */
function seesAllData({ owner, tests }: TestClass, { methodName }: ApexTestMethod): boolean {
  const method = tests.find(({ name }) => name.toLowerCase() === methodName.toLowerCase());
  const annotations = [...owner.info.annotations, ...(method?.annotations ?? [])];
  return annotations.some(({ name, parameters }) => name === 'istest' && parameters['seealldata'] === true);
}

function runClass(test: TestClass, wanted: readonly ApexTestMethod[], newExecution: NewExecution, tx: Transaction): ApexTestOutcome[] {
  for (const setup of test.setup) {
    const failed = runMethod(test.owner, setup, newExecution, tx);
    if (failed.outcome !== 'Pass') return wanted.map((method) => ({ ...failed, ...method }));
  }
  return wanted.map((method) => runOne(test, method, newExecution, tx));
}

function runOne(test: TestClass, wanted: ApexTestMethod, newExecution: NewExecution, tx: Transaction): ApexTestOutcome {
  const method = test.tests.find(({ name }) => name.toLowerCase() === wanted.methodName.toLowerCase());
  if (!method) return outcome(wanted, 'Skip', { message: `No test method ${wanted.className}.${wanted.methodName}` });
  return onOrgData(tx, () => runMethod(test.owner, method, newExecution, tx));
}

function runMethod(owner: ApexClass, method: MethodInfo, newExecution: NewExecution, tx: Transaction): ApexTestOutcome {
  const test = new TestRun((id) => {
    tx.db.run("UPDATE AsyncApexJob SET Status = 'Completed', CompletedDate = ? WHERE Id = ?", [tx.clock.now(), id]);
  });
  const view = new TransactionView(tx, { limits: test.countsOn(new Limits()), state: new Map() });
  const execution = newExecution('RUNTEST_SYNC', view);
  execution.test = test;
  const identity = { className: owner.info.name, methodName: method.name };
  const used = (): Pick<ApexTestOutcome, 'runTime' | 'limits'> => ({ runTime: performance.now() - started, limits: test.limits() });
  const started = performance.now();
  try {
    withExecution(execution, () =>
      execution.program.statics.fresh(() =>
        whileLimited(view, () => {
          const target = owner.initialise();
          const body: unknown = target[method.jsName];
          if (typeof body !== 'function') throw new TypeError(`${owner.info.name}.${method.name} is not there`);
          execution.callers.push(owner.info);
          Reflect.apply(body, target, []);
        })
      )
    );
    return outcome(identity, 'Pass', used());
  } catch (error) {
    const exception = asApex(error);
    const stackTrace = withExecution(execution, () => exception.getStackTraceString());
    return outcome(identity, 'Fail', { ...used(), message: exception.toString(), stackTrace });
  }
}

function outcome(
  { className, methodName }: ApexTestMethod,
  verdict: ApexTestOutcome['outcome'],
  more: Partial<Pick<ApexTestOutcome, 'message' | 'stackTrace' | 'runTime' | 'limits'>>
): ApexTestOutcome {
  return { className, methodName, outcome: verdict, message: null, stackTrace: null, runTime: 0, limits: [], ...more };
}
