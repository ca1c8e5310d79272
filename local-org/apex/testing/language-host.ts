import { UnsupportedFeature } from '../../errors';
import type { ObjectDef, Schema } from '../../schema/types';
import type { ApexHost, DmlSite, QuerySite, TriggerContext } from '../compiler/host';
import { equalValues } from '../values/equality';
import type { ApexException } from '../values/exception';
import { exceptionClass, throwApex, useStackReader } from '../values/exception';
import { idEquals, toId } from '../values/id';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { compareOperands } from '../values/order';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { text } from '../values/text';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble, formatDouble } from '../values/double';
import { platformEnum } from '../platform/enums';
import { isInstance } from '../platform/instance-of';
import { iterate } from '../platform/iteration';
import { describedField, describedObject, fieldToken, objectToken } from '../platform/schema-tokens';
import { typeToken } from '../platform/type-token';
import { cast } from '../runtime/casts';
import { caught } from '../runtime/caught';
import type { LoadedProgram } from '../runtime/loaded-program';
import { RuntimeType } from '../runtime/runtime-type';

/** A query or DML statement that a test's code made. */
export interface DataCall {
  readonly site: QuerySite | DmlSite;
  readonly values: readonly unknown[];
}

const NO_TRIGGER: TriggerContext = {
  isExecuting: false,
  isInsert: false,
  isUpdate: false,
  isDelete: false,
  isUndelete: false,
  isBefore: false,
  isAfter: false,
  new: null,
  old: null,
  newMap: null,
  oldMap: null,
  operationType: null,
  size: 0
};

/**
 * A host for tests of the language alone: values are the real ones; queries answer with the rows a test prepared, DML is recorded.
 * What needs an org is refused by name.
 */
export class LanguageHost implements ApexHost {
  trigger: TriggerContext = NO_TRIGGER;
  /** What queries find. */
  rows: SObjectValue[] = [];
  readonly calls: DataCall[] = [];
  /** Names of the callers that `enter` announced, innermost last, at the moment of each data call. */
  readonly callersAtData: (readonly string[])[] = [];
  private readonly callers: string[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly labels: Readonly<Record<string, string>>
  ) {}

  /** To be called once the program is loaded. */
  reads(program: LoadedProgram): void {
    useStackReader((stack) => program.readStack(stack));
  }

  exceptionClass(fullName: string): ReturnType<ApexHost['exceptionClass']> {
    return exceptionClass(fullName);
  }

  exception(name: string, message: string): ApexException {
    return new (exceptionClass(`System.${name}`))().$construct(message);
  }

  caught(thrown: unknown): Error {
    return caught(thrown);
  }

  decimal(digits: string): Decimal {
    return Decimal.parse(digits) ?? throwApex('System.TypeException', `Invalid decimal: ${digits}`);
  }

  decimalFromInteger(value: number): Decimal {
    return Decimal.fromInteger(value);
  }

  decimalFromLong(value: bigint): Decimal {
    return Decimal.fromLong(value);
  }

  decimalFromDouble(value: number): Decimal {
    return Decimal.fromDouble(value);
  }

  boxDouble(value: number | null): unknown {
    return value === null ? null : new ApexDouble(value);
  }

  unboxDouble(value: unknown): number | null {
    if (value === null) return null;
    if (value instanceof ApexDouble) return value.value;
    if (value instanceof Decimal) return value.toNumber();
    if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
    return throwApex('System.TypeException', `Invalid conversion to Double: ${text(value)}`);
  }

  text(value: unknown): string {
    return value === null ? 'null' : text(value);
  }

  doubleText(value: number): string {
    return formatDouble(value);
  }

  equals(left: unknown, right: unknown): boolean {
    return equalValues(left, right);
  }

  idEquals(left: unknown, right: unknown): boolean {
    return left === right || (typeof left === 'string' && typeof right === 'string' && idEquals(left, right));
  }

  compare(left: unknown, right: unknown): number {
    return compareOperands(left, right);
  }

  toId(value: unknown): unknown {
    return typeof value === 'string' ? toId(value) : null;
  }

  dateToDatetime(value: unknown): unknown {
    return value instanceof ApexDate ? new ApexDatetime(value.milliseconds) : null;
  }

  addToDate(value: unknown, amount: unknown): unknown {
    if (value instanceof ApexDate && typeof amount === 'number') return new ApexDate(value.epochDay + amount);
    throw new UnsupportedFeature('arithmetic on this value in tests of the language');
  }

  isInstance(value: unknown, type: RuntimeType): boolean {
    return isInstance(value, type);
  }

  cast(value: unknown, type: RuntimeType): unknown {
    return cast(value, type);
  }

  typeToken(type: RuntimeType): unknown {
    return typeToken(type);
  }

  enumConstant(enumName: string, constant: string): unknown {
    return platformEnum(enumName).get(constant);
  }

  list(element: RuntimeType, items: unknown[]): ApexList {
    return new ApexList(element, items);
  }

  set(element: RuntimeType, items: readonly unknown[]): ApexSet {
    const made = new ApexSet(element);
    for (const item of items) made.add(item);
    return made;
  }

  map(key: RuntimeType, value: RuntimeType, entries: readonly unknown[]): ApexMap {
    const made = new ApexMap(key, value);
    for (let i = 0; i < entries.length; i += 2) made.put(entries[i], entries[i + 1]);
    return made;
  }

  iterate(collection: unknown): ReturnType<ApexHost['iterate']> {
    return iterate(collection);
  }

  chunks(list: unknown, size: number): ApexList {
    if (!(list instanceof ApexList)) throw new TypeError('A list is cut into chunks');
    const chunks: ApexList[] = [];
    for (let i = 0; i < list.items.length; i += size) chunks.push(new ApexList(list.element, list.items.slice(i, i + size)));
    return new ApexList(list.type, chunks);
  }

  newSObject(object: ObjectDef): SObjectValue {
    return new SObjectValue(object);
  }

  objectToken(object: ObjectDef): unknown {
    return objectToken(object);
  }

  fieldToken(object: ObjectDef, ordinal: number): unknown {
    const field = object.fields[ordinal];
    if (!field) throw new RangeError(`${object.apiName} has no field ${ordinal}`);
    return fieldToken(field);
  }

  describeObject(object: ObjectDef): unknown {
    return describedObject(object);
  }

  describeField(object: ObjectDef, ordinal: number): unknown {
    const field = object.fields[ordinal];
    if (!field) throw new RangeError(`${object.apiName} has no field ${ordinal}`);
    return describedField(field);
  }

  label(name: string): string {
    return this.labels[name] ?? throwApex('System.IllegalArgumentException', `No label ${name}`);
  }

  customMetadata(): never {
    throw new UnsupportedFeature('custom metadata in tests of the language');
  }

  customMetadataAll(): never {
    throw new UnsupportedFeature('custom metadata in tests of the language');
  }

  customSetting(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  customSettingDefaults(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  customSettingValues(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  customSettingAll(): never {
    throw new UnsupportedFeature('custom settings in tests of the language');
  }

  query(site: QuerySite, binds: readonly unknown[]): ApexList {
    this.note(site, binds);
    return new ApexList(RuntimeType.of(site.object.apiName), [...this.rows]);
  }

  queryOne(site: QuerySite, binds: readonly unknown[]): unknown {
    this.note(site, binds);
    if (this.rows.length === 1) return this.rows[0];
    const problem = this.rows.length === 0 ? 'no rows' : 'more than 1 row';
    return throwApex('System.QueryException', `List has ${problem} for assignment to SObject`);
  }

  queryOneOrNull(site: QuerySite, binds: readonly unknown[]): unknown {
    return this.rows.length === 0 ? (this.note(site, binds), null) : this.queryOne(site, binds);
  }

  queryCount(site: QuerySite, binds: readonly unknown[]): number {
    this.note(site, binds);
    return this.rows.length;
  }

  dml(site: DmlSite, records: unknown): void {
    this.note(site, [records]);
  }

  merge(): never {
    throw new UnsupportedFeature('merge in tests of the language');
  }

  beginRunAs(): never {
    throw new UnsupportedFeature('runAs in tests of the language');
  }

  endRunAs(): never {
    throw new UnsupportedFeature('runAs in tests of the language');
  }

  callFuture(): never {
    throw new UnsupportedFeature('future methods in tests of the language');
  }

  enter(caller: { readonly name: string }): unknown {
    this.callers.push(caller.name);
    return this.callers.length;
  }

  leave(depth: unknown): void {
    this.callers.length = Number(depth) - 1;
  }

  /** An unsaved record with these fields, for `rows`. */
  record(objectName: string, values: Readonly<Record<string, unknown>>): SObjectValue {
    const object = this.schema.object(objectName);
    if (!object) throw new RangeError(`No object ${objectName}`);
    const record = new SObjectValue(object);
    for (const [name, value] of Object.entries(values)) {
      const field = object.field(name);
      if (!field) throw new RangeError(`No field ${name}`);
      record.$set(field.ordinal, value);
    }
    return record;
  }

  private note(site: QuerySite | DmlSite, values: readonly unknown[]): void {
    this.calls.push({ site, values });
    this.callersAtData.push([...this.callers]);
  }
}
