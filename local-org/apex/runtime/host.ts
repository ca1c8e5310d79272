import type { ObjectDef } from '../../schema/types';
import type { ApexHost, DmlSite, Iteration, QuerySite, TriggerContext } from '../compiler/host';
import { mergeRecords } from '../platform/database-lead';
import { platformEnum } from '../platform/enums';
import { isInstance } from '../platform/instance-of';
import { iterate } from '../platform/iteration';
import { describedField, describedObject, fieldsOf, fieldToken, objectToken } from '../platform/schema-tokens';
import { typeToken } from '../platform/type-token';
import { Decimal } from '../values/decimal';
import { ApexDouble, formatDouble } from '../values/double';
import { equalValues, identicalValues } from '../values/equality';
import { type ApexException, exceptionClass, throwApex, throwNullPointer } from '../values/exception';
import { idEquals, toId } from '../values/id';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { compareOperands } from '../values/order';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { text } from '../values/text';
import { accessOf } from './access';
import { callFuture } from './async';
import { cast, dateToDatetime, unboxDouble } from './casts';
import { caught } from './caught';
import type { ClassInfo } from './classes';
import {
  customMetadata,
  customMetadataAll,
  customSetting,
  customSettingAll,
  customSettingDefaults,
  customSettingValues
} from './configuration';
import { addToDate } from './date-arithmetic';
import { dmlStatement, insertUser } from './dml';
import { current, type Execution } from './execution';
import { meter } from './meter';
import { onlyRow, queryList, queryOne, queryOneOrNull, querySite } from './query';
import { RuntimeType } from './runtime-type';
import { TransactionView } from './transaction-view';
import { NO_TRIGGER } from './triggers';

const listOf = (value: unknown): ApexList => (value instanceof ApexList ? value : throwNullPointer());

function fieldAt(object: ObjectDef, ordinal: number) {
  const field = object.fields[ordinal];
  if (!field) throw new RangeError(`${object.apiName} has no field ${ordinal}`);
  return field;
}

/** What compiled Apex calls: the values of `apex/values` over the execution that is running. */
export class RuntimeHost implements ApexHost {
  /** @param labelOf the text of a custom label in the running user's language */
  constructor(private readonly labelOf: (name: string) => string | undefined) {}

  exceptionClass(name: string): ReturnType<ApexHost['exceptionClass']> {
    return exceptionClass(name.includes('.') ? name : `System.${name}`);
  }

  exception(name: string, message: string): ApexException {
    return new (exceptionClass(`System.${name}`))().$construct(message);
  }

  caught(thrown: unknown): ApexException {
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

  boxDouble(value: number | null): ApexDouble | null {
    return value === null ? null : new ApexDouble(value);
  }

  unboxDouble(value: unknown): number | null {
    return unboxDouble(value);
  }

  text(value: unknown): string {
    return text(value);
  }

  doubleText(value: number): string {
    return formatDouble(value);
  }

  equals(left: unknown, right: unknown): boolean {
    return equalValues(left, right);
  }

  identical(left: unknown, right: unknown): boolean {
    return identicalValues(left, right);
  }

  idEquals(left: unknown, right: unknown): boolean {
    if (left === right) return true;
    return typeof left === 'string' && typeof right === 'string' && idEquals(left, right);
  }

  compare(left: unknown, right: unknown): number {
    return compareOperands(left, right);
  }

  toId(value: unknown): string | null {
    return typeof value === 'string' ? toId(value) : null;
  }

  dateToDatetime(value: unknown): unknown {
    return dateToDatetime(value);
  }

  addToDate(value: unknown, amount: unknown): unknown {
    return addToDate(value, amount);
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
    return platformEnum(enumName.includes('.') ? enumName : `System.${enumName}`).get(constant);
  }

  list(element: RuntimeType, items: unknown[]): ApexList {
    return new ApexList(element, items);
  }

  slots(size: number): unknown[] {
    meter.reserve(size);
    return new Array<unknown>(size).fill(null);
  }

  set(element: RuntimeType, items: readonly unknown[]): ApexSet {
    return new ApexSet(element, items);
  }

  map(key: RuntimeType, value: RuntimeType, entries: readonly unknown[]): ApexMap {
    const map = new ApexMap(key, value);
    for (let i = 0; i < entries.length; i += 2) map.put(entries[i], entries[i + 1]);
    return map;
  }

  iterate(collection: unknown): Iteration {
    return iterate(collection);
  }

  chunks(list: unknown, size: number): ApexList {
    const { element, items } = listOf(list);
    const type = RuntimeType.list(element);
    const chunks: ApexList[] = [];
    for (let from = 0; from < items.length; from += size) chunks.push(new ApexList(element, items.slice(from, from + size)));
    return new ApexList(type, chunks);
  }

  newSObject(object: ObjectDef): SObjectValue {
    return new SObjectValue(object);
  }

  objectToken(object: ObjectDef): unknown {
    return objectToken(object);
  }

  fieldToken(object: ObjectDef, ordinal: number): unknown {
    return fieldToken(fieldAt(object, ordinal));
  }

  describeObject(object: ObjectDef): unknown {
    return describedObject(object);
  }

  describeFields(object: ObjectDef): unknown {
    return fieldsOf(object);
  }

  describeField(object: ObjectDef, ordinal: number): unknown {
    return describedField(fieldAt(object, ordinal));
  }

  label(name: string): string {
    return this.labelOf(name) ?? throwApex('System.IllegalArgumentException', `External string does not exist: ${name}`);
  }

  customMetadata(object: ObjectDef, name: unknown): SObjectValue | null {
    return customMetadata(object, name);
  }

  customMetadataAll(object: ObjectDef): ApexMap {
    return customMetadataAll(object);
  }

  customSetting(object: ObjectDef, key: unknown): SObjectValue | null {
    return customSetting(object, key);
  }

  customSettingDefaults(object: ObjectDef): SObjectValue {
    return customSettingDefaults(object);
  }

  customSettingValues(object: ObjectDef, key: unknown): SObjectValue | null {
    return customSettingValues(object, key);
  }

  customSettingAll(object: ObjectDef): ApexMap {
    return customSettingAll(object);
  }

  query(site: QuerySite, binds: readonly unknown[]): ApexList {
    return queryList(site, binds);
  }

  queryOne(site: QuerySite, binds: readonly unknown[]): unknown {
    return queryOne(site, binds);
  }

  queryOneOrNull(site: QuerySite, binds: readonly unknown[]): unknown {
    return queryOneOrNull(site, binds);
  }

  onlyRow(list: unknown, type: RuntimeType): unknown {
    return cast(onlyRow(listOf(list).items), type);
  }

  queryCount(site: QuerySite, binds: readonly unknown[]): number {
    return querySite(site, binds).totalSize;
  }

  dml(site: DmlSite, records: unknown): void {
    dmlStatement(site, records);
  }

  merge(site: { readonly mode: 'user' | 'system'; readonly caller: ClassInfo }, master: unknown, duplicates: unknown): void {
    mergeRecords(master, duplicates, true, accessOf(current(), site.mode, site.caller));
  }

  get trigger(): TriggerContext {
    const { triggers } = current();
    return triggers[triggers.length - 1] ?? NO_TRIGGER;
  }

  /** Code inside sees the org as this user, who is inserted first if new; setup objects may be written beside others again. */
  beginRunAs(user: unknown): Execution['tx'] {
    const execution = current();
    const { tx, services, test } = execution;
    if (!test) throwApex('System.SecurityException', 'System.runAs can only be used in tests');
    if (!(user instanceof SObjectValue)) throwNullPointer();
    tx.limits.count('dmlStatements');
    const id = user.id ?? insertUser(user);
    execution.tx = new TransactionView(tx, { user: services.security.user(tx, id), state: new Map() });
    return tx;
  }

  endRunAs(token: unknown): void {
    current().tx = token as Execution['tx'];
  }

  callFuture(className: string, methodName: string, jsName: string, parameters: readonly unknown[]): void {
    callFuture(className, methodName, jsName, parameters);
  }

  enter(caller: ClassInfo): number {
    return current().callers.push(caller);
  }

  leave(token: unknown): void {
    current().callers.length = Number(token) - 1;
  }
}
