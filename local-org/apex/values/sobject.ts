import type { FieldDef, ObjectDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import { ApexList } from './list';
import { throwApex } from './exception';
import { equalValues } from './equality';
import { fromOrgValue } from './field-value';
import { KeySpace } from './key';
import { RuntimeType } from '../runtime/runtime-type';

/** An error put on a record by `addError`. */
export interface RecordError {
  readonly message: string;
  /** API name of the field, or null for the whole record. */
  readonly field: string | null;
}

/**
 * A record in Apex: one slot per field of its object, `undefined` where the field is not set (new records) or was not
 * queried (rows of a query, for which reading it is an SObjectException).
 */
export class SObjectValue {
  readonly slots: unknown[];
  /** Reading a field that is not loaded is refused. */
  queried = false;
  /** `Trigger.old`, and `Trigger.new` after the save: writing is a FinalException. */
  readOnly = false;
  /** By position of the reference field; null: no parent. */
  parents: Map<number, SObjectValue | null> | null = null;
  /** By lower-case relationship name. */
  children: Map<string, ApexList> | null = null;
  errors: RecordError[] | null = null;
  /** `getCloneSourceId()`: id of the record it was cloned from. */
  clonedFrom: string | null = null;
  /** Stored values behind slots that nobody has read yet: triggers get whole records and read few fields. */
  private stored: readonly (OrgValue | undefined)[] | null = null;

  constructor(
    readonly object: ObjectDef,
    slots?: unknown[]
  ) {
    this.slots = slots ?? new Array<unknown>(object.fields.length).fill(undefined);
  }

  /** A record over stored values, which must not change while it lives; fields that are `undefined` there are not set. */
  static fromStored(object: ObjectDef, stored: readonly (OrgValue | undefined)[]): SObjectValue {
    const record = new SObjectValue(object);
    record.stored = stored;
    return record;
  }

  $get(ordinal: number): unknown {
    const value = this.slots[ordinal];
    return value !== undefined ? value : this.absent(ordinal);
  }

  $set(ordinal: number, value: unknown): void {
    if (this.readOnly) throwApex('System.FinalException', 'Record is read-only');
    this.slots[ordinal] = value;
    this.parents?.delete(ordinal);
  }

  $with(ordinal: number, value: unknown): this {
    this.slots[ordinal] = value;
    return this;
  }

  $parent(ordinal: number): SObjectValue | null {
    const parent = this.parents?.get(ordinal);
    if (parent !== undefined) return parent;
    if (this.queried) this.notQueried(this.object.fields[ordinal]?.relationshipName ?? String(ordinal));
    return null;
  }

  $setParent(ordinal: number, value: unknown): void {
    if (this.readOnly) throwApex('System.FinalException', 'Record is read-only');
    this.$withParent(ordinal, value);
  }

  $withParent(ordinal: number, value: unknown): this {
    this.parents ??= new Map();
    this.parents.set(ordinal, value instanceof SObjectValue ? value : null);
    return this;
  }

  $children(relationshipName: string): ApexList {
    const known = this.children?.get(relationshipName.toLowerCase());
    if (known) return known;
    const child = this.object.childRelationship(relationshipName);
    return new ApexList(RuntimeType.of(child?.childObject ?? 'SObject'));
  }

  setChildren(relationshipName: string, list: ApexList): void {
    this.children ??= new Map();
    this.children.set(relationshipName.toLowerCase(), list);
  }

  /** The value of a field or null, whether it was queried or not. */
  peek(ordinal: number): unknown {
    return this.isSet(ordinal) ? this.$get(ordinal) : null;
  }

  get id(): string | null {
    const value = this.slots[this.idOrdinal] ?? this.stored?.[this.idOrdinal];
    return typeof value === 'string' ? value : null;
  }

  /** Written by the system after DML: passes the read-only mark. */
  setId(id: string | null): void {
    this.slots[this.idOrdinal] = id ?? undefined;
  }

  /** @throws System.SObjectException `Invalid field X for Lead` */
  field(name: string): FieldDef {
    return this.object.field(name) ?? throwApex('System.SObjectException', `Invalid field ${name} for ${this.object.apiName}`);
  }

  isSet(ordinal: number): boolean {
    return this.slots[ordinal] !== undefined || this.stored?.[ordinal] !== undefined;
  }

  /** Name and value of every field, parent and child list that is set, as `getPopulatedFieldsAsMap` has them. */
  populated(): [name: string, value: unknown][] {
    this.materialise();
    const found: [string, unknown][] = [];
    for (const field of this.object.fields) {
      const value = this.slots[field.ordinal];
      if (value !== undefined) found.push([field.apiName, value]);
      const parent = this.parents?.get(field.ordinal);
      if (parent && field.relationshipName) found.push([field.relationshipName, parent]);
    }
    for (const [key, list] of this.children ?? []) {
      found.push([this.object.childRelationship(key)?.relationshipName ?? key, list]);
    }
    return found;
  }

  /** Clears every field, parent and child list. */
  clear(): void {
    this.slots.fill(undefined);
    this.stored = null;
    this.parents = null;
    this.children = null;
  }

  addError(message: string, field: string | null): void {
    (this.errors ??= []).push({ message, field });
  }

  /** A copy of the set fields that shares parents and children. */
  copy(): SObjectValue {
    this.materialise();
    const copy = new SObjectValue(this.object, this.slots.slice());
    copy.queried = this.queried;
    copy.parents = this.parents && new Map(this.parents);
    copy.children = this.children && new Map(this.children);
    return copy;
  }

  equalFields(other: SObjectValue): boolean {
    if (this.object !== other.object) return false;
    this.materialise();
    other.materialise();
    return this.slots.every((value, i) => equalValues(value, other.slots[i]));
  }

  /** Equal for records with equal fields, for keys of Sets and Maps. */
  keyText(): string {
    this.materialise();
    const keys = new KeySpace();
    let key = this.object.key;
    this.slots.forEach((value, ordinal) => {
      if (value !== undefined && value !== null) key += `\0${ordinal}=${typeof value}${String(keys.keyOf(value))}`;
    });
    return key;
  }

  /** `List.sort`: by object label, then by name, then by the other fields in order. */
  compareForSort(other: SObjectValue, compare: (left: unknown, right: unknown) => number): number {
    this.materialise();
    other.materialise();
    const byLabel = compare(this.object.label, other.object.label);
    if (byLabel !== 0) return byLabel;
    const name = this.object.nameField?.ordinal;
    const byName = name === undefined ? 0 : compare(this.slots[name], other.slots[name]);
    if (byName !== 0) return byName;
    for (const { ordinal } of this.object.fields) {
      const difference = compare(this.slots[ordinal], other.slots[ordinal]);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  toString(): string {
    return `${this.object.apiName}:{…}`;
  }

  private get idOrdinal(): number {
    return this.object.field('Id')?.ordinal ?? 0;
  }

  /** Reads every stored value that is behind a slot. */
  private materialise(): void {
    const { stored } = this;
    if (!stored) return;
    for (const field of this.object.fields) {
      const value = stored[field.ordinal];
      if (value !== undefined && this.slots[field.ordinal] === undefined) this.slots[field.ordinal] = fromOrgValue(field, value);
    }
    this.stored = null;
  }

  private absent(ordinal: number): unknown {
    const field = this.object.fields[ordinal];
    const stored = this.stored?.[ordinal];
    if (field && stored !== undefined) return (this.slots[ordinal] = fromOrgValue(field, stored));
    if (this.queried && field?.type !== 'id') this.notQueried(field?.apiName ?? String(ordinal));
    return field?.type === 'boolean' ? false : null;
  }

  private notQueried(name: string): never {
    throwApex(
      'System.SObjectException',
      `SObject row was retrieved via SOQL without querying the requested field: ${this.object.apiName}.${name}`
    );
  }
}
