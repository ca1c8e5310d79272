import type { ObjectDef } from '../../schema/types';
import type { ClassInfo } from '../runtime/classes';

/** One frame of an Apex stack, innermost first. */
export interface ApexFrame {
  /** `Class.LeadScorer.score`, `Trigger.LeadTrigger`, `AnonymousBlock`. */
  readonly place: string;
  readonly line: number;
  readonly column: number;
}

/** Turns a JavaScript stack into Apex frames. Set by the program that is loaded. */
export type StackReader = (javascriptStack: string) => readonly ApexFrame[];

let readStack: StackReader = () => [];

export function useStackReader(reader: StackReader): void {
  readStack = reader;
}

/**
 * Base of everything Apex can throw. `getMessage()` is `apexMessage`, or `Script-thrown exception` where code gave none.
 * The compiler derives one class per exception class written in Apex and puts `$class` on its prototype.
 */
export class ApexException extends Error {
  /** Full name, for example `System.DmlException`. */
  static readonly apexName: string = 'System.Exception';
  /** Assertion failures and exceeded limits pass every `catch`. */
  static readonly catchable: boolean = true;

  declare readonly $class?: ClassInfo;
  apexMessage: string | null = null;
  apexCause: ApexException | null = null;
  private causeSet = false;
  private readFrames: readonly ApexFrame[] | undefined;

  /** The four constructors of every exception class: (), (message), (cause), (message, cause). */
  $construct(message?: unknown, cause?: unknown): this {
    if (message instanceof ApexException) this.setCause(message);
    else if (typeof message === 'string') this.apexMessage = message;
    if (cause instanceof ApexException) this.setCause(cause);
    this.message = this.getMessage();
    return this;
  }

  get typeName(): string {
    return this.$class?.name ?? (this.constructor as typeof ApexException).apexName;
  }

  get catchable(): boolean {
    return (this.constructor as typeof ApexException).catchable;
  }

  getMessage(): string {
    return this.apexMessage ?? 'Script-thrown exception';
  }

  setMessage(message: string | null): void {
    this.apexMessage = message;
    this.message = this.getMessage();
  }

  /** @throws System.FinalException once a cause is set */
  initCause(cause: ApexException | null): void {
    if (this.causeSet) throwApex('System.FinalException', 'Cause already set');
    this.setCause(cause);
  }

  /** Where it was made, innermost frame first. */
  get frames(): readonly ApexFrame[] {
    return (this.readFrames ??= readStack(this.stack ?? ''));
  }

  getLineNumber(): number {
    return this.frames[0]?.line ?? 0;
  }

  /** `Class.LeadScorer.score: line 12, column 1`, one line per frame. */
  getStackTraceString(): string {
    return this.frames.map(({ place, line, column }) => `${place}: line ${line}, column ${column}`).join('\n');
  }

  override toString(): string {
    return `${this.typeName}: ${this.getMessage()}`;
  }

  private setCause(cause: ApexException | null): void {
    this.apexCause = cause;
    this.causeSet = cause !== null;
  }
}

type ExceptionClass = typeof ApexException;

const PLATFORM_EXCEPTIONS = [
  'AsyncException',
  'CalloutException',
  'DmlException',
  'EmailException',
  'ExternalObjectException',
  'FinalException',
  'FlowException',
  'HandledException',
  'IllegalArgumentException',
  'InvalidParameterValueException',
  'JSONException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'ProcedureException',
  'QueryException',
  'RequiredFeatureMissingException',
  'SearchException',
  'SecurityException',
  'SerializationException',
  'SObjectException',
  'StringException',
  'TypeException',
  'UnexpectedException',
  'UnsupportedOperationException',
  'VisualforceException',
  'XmlException'
] as const;

const UNCATCHABLE_EXCEPTIONS = ['AssertException', 'LimitException'] as const;

const derive = (apexName: string, catchable: boolean, base: ExceptionClass = ApexException): ExceptionClass =>
  class extends base {
    static override readonly apexName = apexName;
    static override readonly catchable = catchable;
  };

/** The platform's exception classes by full name. `AuraHandledException` is `System.AuraHandledException`. */
export const PLATFORM_EXCEPTION_CLASSES = new Map<string, ExceptionClass>([
  ['System.Exception', ApexException],
  ...PLATFORM_EXCEPTIONS.map((name): [string, ExceptionClass] => [`System.${name}`, derive(`System.${name}`, true)]),
  ...UNCATCHABLE_EXCEPTIONS.map((name): [string, ExceptionClass] => [`System.${name}`, derive(`System.${name}`, false)])
]);

/** The JavaScript class of a platform exception. @param name full name, `System.ListException` */
export function exceptionClass(name: string): ExceptionClass {
  const found = PLATFORM_EXCEPTION_CLASSES.get(name);
  if (!found) throw new RangeError(`No platform exception is called ${name}`);
  return found;
}

/** One row's failure inside a `System.DmlException`. */
export interface DmlFailure {
  /** Position in the list given to the statement. */
  readonly index: number;
  readonly id: string | null;
  readonly errorCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export class DmlException extends exceptionClass('System.DmlException') {
  failures: readonly DmlFailure[] = [];
  /** What the statement was about, to find the failures' fields. */
  object: ObjectDef | null = null;

  static of(message: string, failures: readonly DmlFailure[], object: ObjectDef | null): DmlException {
    const exception = new DmlException().$construct(message);
    exception.failures = failures;
    exception.object = object;
    return exception;
  }
}
PLATFORM_EXCEPTION_CLASSES.set('System.DmlException', DmlException);

/**
 * What `@AuraEnabled` methods throw for people to read. Its text travels to the client; inside Apex `getMessage()`
 * says `Script-thrown exception` unless `setMessage` was called, as on the platform.
 */
export class AuraHandledException extends derive('System.AuraHandledException', true) {
  clientMessage: string | null = null;

  override $construct(message?: unknown, cause?: unknown): this {
    super.$construct(undefined, cause);
    this.clientMessage = message instanceof ApexException ? message.toString() : typeof message === 'string' ? message : null;
    return this;
  }

  override setMessage(message: string | null): void {
    super.setMessage(message);
    this.clientMessage = message;
  }
}
PLATFORM_EXCEPTION_CLASSES.set('System.AuraHandledException', AuraHandledException);

/** Throws the platform exception of this full name. */
export function throwApex(name: string, message: string): never {
  throw new (exceptionClass(name))().$construct(message);
}

export function throwNullPointer(): never {
  throwApex('System.NullPointerException', 'Attempt to de-reference a null object');
}
