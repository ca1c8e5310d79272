import type { ObjectDef } from '../../schema/types';
import type { ApexValue } from '../platform/contract';
import type { ClassInfo } from '../runtime/classes';
import type { Decimal } from '../values/decimal';
import type { RuntimeType } from '../runtime/runtime-type';

/**
 * What emitted code calls on its host: implemented by `apex/runtime` and `apex/values`.
 *
 * Conventions of emitted code
 * - Values are those of `apex/platform/contract.ts`. A Double is a plain number while its static type is Double; it is boxed
 *   (`ApexHost.boxDouble`) where it becomes an Object, an element of a collection or an argument of a type parameter, and unboxed
 *   (`unboxDouble`) on the way back. Natives whose signature says `Double` get and return a plain number.
 * - Native instance members are called as `fn(receiver, ...args)`; the receiver is never null. Arguments may be.
 * - Constructors of generic platform types get the runtime types of their arguments first: `new Map<Id, Lead>(list)` is
 *   `fn(RuntimeType Id, RuntimeType Lead, list)`.
 * - Natives of the platform types in `CALLER_AWARE` get, behind their declared arguments, the `ClassInfo` of the calling class and
 *   a `BindResolver` over the caller's variables (dynamic SOQL).
 * - Methods written in Apex that implement a platform interface, or override `equals`, `hashCode` or `toString`, stand on the
 *   prototype as `lower-case name + '$' + number of parameters`: `compareto$1`, `compare$2`, `execute$1` (Queueable, Schedulable),
 *   `start$1`, `execute$2`, `finish$1` (Batchable), `iterator$0`, `hasnext$0`, `next$0`, `equals$1`, `hashcode$0`, `tostring$0`,
 *   `call$2`. Native classes that implement a platform interface offer the same names, so that `Comparable c; c.compareTo(x)` works on both.
 *   Their parameters and results are boxed where Double.
 */
export const CALLER_AWARE: readonly string[] = ['Database'];

/** Values of the caller's variables by name without regard to case; `undefined`: no such variable. */
export type BindResolver = (name: string) => ApexValue;

/** A SObject in emitted code. */
export interface SObjectAccess {
  /** Value of the field at this position. @throws SObjectException for a queried row that lacks the field */
  $get(ordinal: number): ApexValue;
  $set(ordinal: number, value: ApexValue): void;
  /** Parent through the reference field at this position; null if there is none. @throws SObjectException if not queried */
  $parent(ordinal: number): ApexValue;
  $setParent(ordinal: number, value: ApexValue): void;
  /** Children by relationship name as the schema spells it; an empty list if not queried. @returns ApexList of SObjects */
  $children(relationshipName: string): ApexValue;
  /** As `$set`, for literals `new Lead(Name = 'x')`. @returns itself */
  $with(ordinal: number, value: ApexValue): this;
  /** As `$setParent`, for literals `new Contact(Account = a)`. @returns itself */
  $withParent(ordinal: number, value: ApexValue): this;
}

/** A List in emitted code. */
export interface ListAccess {
  /** The elements themselves; emitted loops read them in place. */
  readonly items: ApexValue[];
  /** Loops that are iterating now; every structural change throws FinalException while it is above 0. */
  locks: number;
  /** @throws ListException `List index out of bounds: n` */
  get(index: number): ApexValue;
  /** @throws ListException */
  set(index: number, value: ApexValue): void;
}

/** A running for-each over a Set, a Map's keys or an Iterable. */
export interface Iteration {
  /** The current element. */
  readonly value: ApexValue;
  /** Moves on. @returns false at the end */
  next(): boolean;
  /** Lifts the lock on the collection. Called once, also when the loop is left early. */
  end(): void;
}

/** One inline query. Made once per place in the source; the host may keep its plan under it (WeakMap). */
export interface QuerySite {
  /** The query with binds written `:b0`, `:b1`, … in order of `binds`. */
  readonly text: string;
  readonly object: ObjectDef;
  readonly aggregate: boolean;
  /** `SELECT COUNT()`. */
  readonly count: boolean;
  /** From `WITH USER_MODE` / `WITH SYSTEM_MODE`, else the default of the class's API version. */
  readonly mode: 'user' | 'system';
  readonly caller: ClassInfo;
}

/** One DML statement. */
export interface DmlSite {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';
  /** From `as user` / `as system`, else the default of the class's API version. */
  readonly mode: 'user' | 'system';
  /** API name of the field after `upsert x`. */
  readonly externalIdField: string | null;
  readonly caller: ClassInfo;
}

/** `Trigger.…` of the trigger that is running; outside of one every list and map is null and every flag false. */
export interface TriggerContext {
  readonly isExecuting: boolean;
  readonly isInsert: boolean;
  readonly isUpdate: boolean;
  readonly isDelete: boolean;
  readonly isUndelete: boolean;
  readonly isBefore: boolean;
  readonly isAfter: boolean;
  /** ApexList of SObjects. */
  readonly new: ApexValue;
  readonly old: ApexValue;
  /** ApexMap of Id to SObject. */
  readonly newMap: ApexValue;
  readonly oldMap: ApexValue;
  /** Constant of the platform enum `System.TriggerOperation`. */
  readonly operationType: ApexValue;
  readonly size: number;
}

/** A JavaScript class whose instances are Apex exceptions; emitted exception classes extend it. */
export type ExceptionClass = new () => ExceptionInstance;

export interface ExceptionInstance extends Error {
  /** Does what the four constructors of every exception do: `()`, `(String)`, `(Exception)`, `(String, Exception)`. Absent arguments are undefined. @returns itself */
  $construct(message?: ApexValue, cause?: ApexValue): this;
}

export interface ApexHost {
  // Exceptions
  /** For user exceptions: `Exception` or a platform exception by canonical name. */
  exceptionClass(name: string): ExceptionClass;
  /** A new platform exception by simple name, for example `NullPointerException`, ready to throw. */
  exception(name: string, message: string): Error;
  /**
   * What a `catch` clause sees of a thrown JavaScript value: Apex exceptions as they are, an engine's TypeError raised by emitted code
   * as NullPointerException, OrgException as its Apex counterpart. Rethrows what Apex cannot catch (LimitException, defects).
   */
  caught(thrown: unknown): Error;

  // Values
  decimal(text: string): Decimal;
  decimalFromInteger(value: number): Decimal;
  decimalFromLong(value: bigint): Decimal;
  decimalFromDouble(value: number): Decimal;
  boxDouble(value: number | null): ApexValue;
  /** @throws TypeException if the value is neither null nor a number of any kind */
  unboxDouble(value: ApexValue): number | null;
  /** Text of a value of static type Object in concatenation and `String.valueOf`; null gives `null`. */
  text(value: ApexValue): string;
  /** Text of a Double: `1.0`, `1.0E10`. */
  doubleText(value: number): string;
  /** `==` on values of static type Object and on everything without a faster rule: SObjects by fields, collections by elements, Ids by 15/18 rule, user `equals`. */
  equals(left: ApexValue, right: ApexValue): boolean;
  /** `===` on values that are or may be objects: the same one, or for values of primitive types equal ones. */
  identical(left: ApexValue, right: ApexValue): boolean;
  /** `==` on two Ids or an Id and a String. */
  idEquals(left: ApexValue, right: ApexValue): boolean;
  /**
   * `<`, `>` on Strings, Ids, Dates, Datetimes, Times, and on numbers that may be null. Negative, 0 or positive; a String is greater than
   * null, anything else beside null gives NaN, which makes every comparison false.
   */
  compare(left: ApexValue, right: ApexValue): number;
  /** A String becoming an Id: 18 characters. @throws StringException `Invalid id: x` */
  toId(value: ApexValue): ApexValue;
  /** A Date becoming a Datetime: midnight in the running user's time zone. */
  dateToDatetime(value: ApexValue): ApexValue;
  /** `date + 1`, `datetime + 0.5`, `time + 1000`: adds days (Date, Datetime) or milliseconds (Time). Never null. */
  addToDate(value: ApexValue, amount: ApexValue): ApexValue;
  /** `value instanceof type`; null gives false. */
  isInstance(value: ApexValue, type: RuntimeType): boolean;
  /** `(type) value`. @throws TypeException `Invalid conversion from runtime type X to Y` */
  cast(value: ApexValue, type: RuntimeType): ApexValue;
  /** `X.class`. */
  typeToken(type: RuntimeType): ApexValue;
  /** Constant of a platform enum by canonical name and constant name. */
  enumConstant(enumName: string, constant: string): ApexValue;

  // Collections
  list(element: RuntimeType, items: ApexValue[]): ListAccess;
  /** Places of a new array, all null. @throws LimitException for more than the heap holds */
  slots(size: number): ApexValue[];
  set(element: RuntimeType, items: readonly ApexValue[]): ApexValue;
  /** @param entries key, value, key, value, … */
  map(key: RuntimeType, value: RuntimeType, entries: readonly ApexValue[]): ApexValue;
  /** Begins a for-each over a Set, Iterable or anything that is not known to be a List. @throws NullPointerException */
  iterate(collection: ApexValue): Iteration;
  /** The list cut into lists of at most `size`, for SOQL loops over lists. */
  chunks(list: ApexValue, size: number): ApexValue;

  // SObjects
  newSObject(object: ObjectDef): SObjectAccess;
  /** `Lead.SObjectType`. */
  objectToken(object: ObjectDef): ApexValue;
  /** `Lead.Company`. */
  fieldToken(object: ObjectDef, ordinal: number): ApexValue;
  /** `Schema.SObjectType.Lead`. */
  describeObject(object: ObjectDef): ApexValue;
  /** `Lead.fields`, `Schema.SObjectType.Lead.fields`. */
  describeFields(object: ObjectDef): ApexValue;
  /** `Schema.SObjectType.Lead.fields.Company`. */
  describeField(object: ObjectDef, ordinal: number): ApexValue;
  /** `Label.x`, `System.Label.x`. */
  label(name: string): string;
  /** `T__mdt.getInstance(x)`: by record id, developer name or qualified name. */
  customMetadata(object: ObjectDef, name: ApexValue): ApexValue;
  /** `T__mdt.getAll()`: Map of developer name to record. */
  customMetadataAll(object: ObjectDef): ApexValue;
  /** Hierarchy settings `getInstance()`, `getInstance(id)`; list settings `getInstance(name)`. */
  customSetting(object: ObjectDef, key: ApexValue | undefined): ApexValue;
  /** `getOrgDefaults()`. */
  customSettingDefaults(object: ObjectDef): ApexValue;
  /** `getValues(key)`. */
  customSettingValues(object: ObjectDef, key: ApexValue): ApexValue;
  /** List settings `getAll()`: Map of name to record. */
  customSettingAll(object: ObjectDef): ApexValue;

  // Data
  /** @returns ApexList of SObjects or AggregateResults. @throws QueryException */
  query(site: QuerySite, binds: readonly ApexValue[]): ApexValue;
  /** @throws QueryException `List has no rows for assignment to SObject` / `List has more than 1 row for assignment to SObject` */
  queryOne(site: QuerySite, binds: readonly ApexValue[]): ApexValue;
  /** As `queryOne`, null for no row (`?.`, `??`). */
  queryOneOrNull(site: QuerySite, binds: readonly ApexValue[]): ApexValue;
  /** The one row of a dynamic query's list. @throws QueryException as `queryOne`, TypeException for a row of another object */
  onlyRow(list: ApexValue, type: RuntimeType): ApexValue;
  queryCount(site: QuerySite, binds: readonly ApexValue[]): number;
  /** @param records SObject or ApexList of SObjects. @throws DmlException */
  dml(site: DmlSite, records: ApexValue): void;
  merge(site: { readonly mode: 'user' | 'system'; readonly caller: ClassInfo }, master: ApexValue, duplicates: ApexValue): void;
  /** The `Trigger` context on top. */
  readonly trigger: TriggerContext;

  // Running
  /** `System.runAs(user) {`. @returns what `endRunAs` takes */
  beginRunAs(user: ApexValue): unknown;
  endRunAs(token: unknown): void;
  /** A call of a `@future` method: it runs later, in a transaction of its own. @param jsName property of the class that holds it */
  callFuture(className: string, methodName: string, jsName: string, parameters: readonly ApexValue[]): void;
  /**
   * Entering code of a class whose sharing decides for classes without one that it calls. Emitted only where such a class can be reached.
   * @returns what `leave` takes
   */
  enter(caller: ClassInfo): unknown;
  leave(token: unknown): void;
}
