import type { LimitName, Transaction } from '../database/types';
import type { JobExecutor } from '../jobs/types';
import type { TriggerRunner } from '../dml/types';

/** A place in Apex source, 1-based. */
export interface ApexPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A compile error: `file:line:col: message`. Unsupported constructs say `unsupported construct: NAME`. */
export class ApexCompileError extends Error {
  override readonly name = 'ApexCompileError';

  constructor(
    readonly position: ApexPosition,
    readonly problem: string
  ) {
    super(`${position.file}:${position.line}:${position.column}: ${problem}`);
  }
}

/** JSON-ready value that crosses the border between LWC or REST and Apex. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface AuraMethod {
  readonly className: string;
  readonly methodName: string;
  readonly cacheable: boolean;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returnType: string;
}

/** An exception that left Apex, in the form clients get to see. */
export class ApexUncaughtException extends Error {
  override readonly name = 'ApexUncaughtException';

  constructor(
    /** For example `System.DmlException`, `AuraHandledException`. */
    readonly typeName: string,
    message: string,
    /** `Class.LeadScorer.score: line 12, column 1` and callers. */
    readonly apexStackTrace: string,
    /** Present on DML exceptions: the rows' errors. */
    readonly dmlErrors?: readonly {
      readonly index: number;
      readonly errorCode: string;
      readonly message: string;
      readonly fields: readonly string[];
      readonly id: string | null;
    }[]
  ) {
    super(message);
  }
}

export interface ExecuteAnonymousResult {
  readonly compiled: boolean;
  readonly success: boolean;
  readonly line: number;
  readonly column: number;
  readonly compileProblem: string | null;
  readonly exceptionMessage: string | null;
  readonly exceptionStackTrace: string | null;
  /** `System.debug` output in the platform's log format. */
  readonly log: string;
}

export interface ApexTestMethod {
  readonly className: string;
  readonly methodName: string;
}

export interface ApexTestOutcome extends ApexTestMethod {
  readonly outcome: 'Pass' | 'Fail' | 'CompileFail' | 'Skip';
  readonly message: string | null;
  readonly stackTrace: string | null;
  /** Milliseconds. */
  readonly runTime: number;
  /** The most it used of each limit in one set of counters: its own, those of `Test.startTest` and those of its jobs. */
  readonly limits: readonly LimitUse[];
}

export interface LimitUse {
  readonly name: LimitName;
  readonly used: number;
  readonly allowed: number;
}

export interface LineCoverage {
  readonly className: string;
  readonly file: string;
  readonly covered: readonly number[];
  readonly uncovered: readonly number[];
}

/** A request to a class with `@RestResource`. */
export interface RestCall {
  readonly method: string;
  /** Behind `/services/apexrest`, decoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface RestReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ApexRuntime extends TriggerRunner, JobExecutor {
  /** `@AuraEnabled` methods, by `Class.method` without regard to case. */
  auraMethod(className: string, methodName: string): AuraMethod | undefined;
  /** @throws OrgException for unknown methods and wrong parameters, ApexUncaughtException for what Apex throws */
  invokeAura(tx: Transaction, className: string, methodName: string, parameters: Readonly<Record<string, JsonValue>>): JsonValue;
  /** @throws OrgException for paths without a resource, wrong methods and classes out of reach, ApexUncaughtException for what Apex throws */
  invokeRest(tx: Transaction, call: RestCall): RestReply;
  executeAnonymous(tx: Transaction, source: string): ExecuteAnonymousResult;
  testMethods(): readonly ApexTestMethod[];
  /** Runs each in a savepoint that is rolled back, with fresh statics and limits. */
  runTests(tx: Transaction, methods: readonly ApexTestMethod[]): ApexTestOutcome[];
  /** Lines executed since the program was loaded or coverage was reset; test classes are not counted. */
  coverage(): readonly LineCoverage[];
  resetCoverage(): void;
}
