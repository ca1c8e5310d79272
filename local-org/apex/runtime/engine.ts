import path from 'node:path';
import type { Transaction } from '../../database/types';
import type { TriggerEvent, TriggerOperation, TriggerTiming } from '../../dml/types';
import { OrgException } from '../../errors';
import type { OrgMetadata } from '../../metadata/types';
import type { ObjectDef } from '../../schema/types';
import { PLATFORM_TYPES } from '../platform';
import { compileProgram, loadProgram } from '../program';
import type {
  ApexRuntime,
  ApexTestMethod,
  ApexTestOutcome,
  AuraMethod,
  ExecuteAnonymousResult,
  JsonValue,
  LineCoverage,
  RestCall,
  RestReply
} from '../types';
import { useStackReader } from '../values/exception';
import { runAnonymous } from './anonymous';
import { runFuture, runQueueable, runScheduled } from './async';
import { auraArguments, AuraMethods, invokeAura } from './aura';
import { executeScope, finishBatch, startBatch } from './batch-run';
import { DebugLog } from './debug-log';
import { current, Execution, isRunning, type ApexServices, type Quiddity, withExecution } from './execution';
import { RuntimeHost } from './host';
import { labelReader } from './labels';
import { unmeteredDml, unmeteredQueries, whileLimited } from './limits';
import { meter } from './meter';
import type { LoadedProgram } from './loaded-program';
import { invokeRest, RestResources } from './rest';
import { restArguments } from './rest-arguments';
import { TestClasses } from './tests';
import { runTriggers, TriggerTable } from './triggers';
import { uncaught } from './uncaught';

export interface ApexEngineOptions extends ApexServices {
  readonly metadata: OrgMetadata;
  /** Where compiled programs are kept between processes; absent: in memory only. */
  readonly cacheDirectory?: string;
}

/** JavaScript frames that an exception remembers: natives stand between the frames of Apex. */
const STACK_FRAMES = 60;

/** Apex in an org: the project's program, compiled and loaded over the org's other rooms. */
export class ApexEngine implements ApexRuntime {
  private readonly services: ApexServices;
  private readonly program: LoadedProgram;
  private readonly triggers: TriggerTable;
  private readonly aura: AuraMethods;
  private readonly rest: RestResources;
  private readonly tests: TestClasses;

  /** @throws ApexProgramError with every compile error of every file */
  constructor(options: ApexEngineOptions) {
    this.services = { ...options, queries: unmeteredQueries(options.queries), dml: unmeteredDml(options.dml) };
    const { metadata, schema, cacheDirectory } = options;
    Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_FRAMES);
    const compiled = compileProgram(
      {
        sources: metadata.apex,
        schema,
        labels: metadata.labels.map((label) => label.fullName),
        platform: PLATFORM_TYPES,
        coverage: true
      },
      cacheDirectory === undefined ? {} : { cacheDirectory }
    );
    this.program = loadProgram(compiled, new RuntimeHost(labelReader(metadata.labels)));
    useStackReader((stack) => (isRunning() ? current().program.readStack(stack) : this.program.readStack(stack)));
    this.triggers = new TriggerTable(this.program.triggers);
    this.aura = new AuraMethods(this.program.classes);
    this.rest = new RestResources(this.program.classes);
    this.tests = new TestClasses(this.program.classes);
  }

  listens(object: ObjectDef, timing: TriggerTiming, operation: TriggerOperation): boolean {
    return this.triggers.find(object, timing, operation).length > 0;
  }

  run(tx: Transaction, event: TriggerEvent): void {
    const triggers = this.triggers.find(event.object, event.timing, event.operation);
    if (triggers.length === 0) return;
    if (isRunning()) meter.inside(() => runTriggers(triggers, event));
    else this.execute(tx, 'SYNCHRONOUS', () => runTriggers(triggers, event));
  }

  auraMethod(className: string, methodName: string): AuraMethod | undefined {
    return this.aura.find(className, methodName)?.description;
  }

  invokeAura(tx: Transaction, className: string, methodName: string, parameters: Readonly<Record<string, JsonValue>>): JsonValue {
    const entry = this.aura.find(className, methodName);
    if (!entry) throw new OrgException('NOT_FOUND', `No @AuraEnabled method ${className}.${methodName}`);
    const { name } = entry.info;
    if (!this.canRun(tx, name)) throw new OrgException('INSUFFICIENT_ACCESS', `You do not have access to the Apex class named '${name}'.`);
    // Wrong parameters are the caller's mistake, not an exception of Apex.
    const values = withExecution(this.executionOf(tx, 'AURA'), () => auraArguments(entry, parameters));
    return this.execute(tx, 'AURA', () => invokeAura(entry, values));
  }

  invokeRest(tx: Transaction, call: RestCall): RestReply {
    const method = this.rest.find(call);
    const { name } = method.owner.info;
    if (!this.canRun(tx, name)) throw new OrgException('FORBIDDEN', `You do not have access to the Apex class named: ${name}`);
    const values = withExecution(this.executionOf(tx, 'REST'), () => restArguments(method.method, call));
    return this.execute(tx, 'REST', () => invokeRest(method, call, values));
  }

  executeAnonymous(tx: Transaction, source: string): ExecuteAnonymousResult {
    const execution = this.execution(tx, 'ANONYMOUS');
    return withExecution(execution, () => runAnonymous(source));
  }

  testMethods(): readonly ApexTestMethod[] {
    return this.tests.methods;
  }

  runTests(tx: Transaction, methods: readonly ApexTestMethod[]): ApexTestOutcome[] {
    return this.tests.run(methods, (quiddity, transaction) => this.execution(transaction, quiddity), tx, this.services.schema);
  }

  coverage(): readonly LineCoverage[] {
    return this.program.coverage().map((lines) => ({ ...lines, file: path.normalize(lines.file) }));
  }

  resetCoverage(): void {
    this.program.resetCoverage();
  }

  runQueueable(tx: Transaction, jobId: string, payload: string): void {
    this.execute(tx, 'QUEUEABLE', () => runQueueable(jobId, payload));
  }

  runFuture(tx: Transaction, jobId: string, payload: string): void {
    this.execute(tx, 'FUTURE', () => runFuture(jobId, payload));
  }

  runScheduled(tx: Transaction, cronTriggerId: string, payload: string): void {
    this.execute(tx, 'SCHEDULED', () => runScheduled(cronTriggerId, payload));
  }

  startBatch(tx: Transaction, jobId: string, payload: string): { scopes: readonly string[]; state: string } {
    return this.execute(tx, 'BATCH_APEX', () => startBatch(jobId, payload));
  }

  executeBatch(tx: Transaction, jobId: string, payload: string, scope: string, state: string): { state: string } {
    return this.execute(tx, 'BATCH_APEX', () => executeScope(jobId, payload, scope, state));
  }

  finishBatch(tx: Transaction, jobId: string, payload: string, state: string): void {
    this.execute(tx, 'BATCH_APEX', () => finishBatch(jobId, payload, state));
  }

  private canRun(tx: Transaction, className: string): boolean {
    return this.services.security.canRunApexClass(tx, tx.user.id, className);
  }

  private execution(tx: Transaction, quiddity: Quiddity): Execution {
    return new Execution(this.services, this.program, tx, quiddity, new DebugLog(() => tx.clock.now()));
  }

  /**
   * Runs Apex for a caller outside of Apex: statics fresh to the transaction, limits enforced.
   * @throws ApexUncaughtException for what Apex throws
   */
  private execute<T>(tx: Transaction, quiddity: Quiddity, work: () => T): T {
    return withExecution(this.executionOf(tx, quiddity), () => {
      try {
        return whileLimited(tx, work);
      } catch (error) {
        throw uncaught(error);
      }
    });
  }

  /** Statics live as long as their transaction: triggers that fire twice in one see what they left. */
  private executionOf(tx: Transaction, quiddity: Quiddity): Execution {
    if (!tx.state.has(STATICS)) {
      this.program.statics.reset();
      tx.state.set(STATICS, true);
    }
    return this.execution(tx, quiddity);
  }
}

const STATICS = Symbol('Apex statics of this transaction');
