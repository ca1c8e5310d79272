import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { ObjectDef } from '../schema/types';
import type { AccessPolicy } from '../soql/types';
import type { OrgValue } from '../values';

/** A record in memory: one slot per field of its object, `undefined` where the field is not set or not loaded. */
export class OrgRecord {
  readonly slots: (OrgValue | undefined)[];

  constructor(
    readonly object: ObjectDef,
    slots?: (OrgValue | undefined)[]
  ) {
    this.slots = slots ?? new Array<OrgValue | undefined>(object.fields.length).fill(undefined);
  }

  get id(): string | null {
    const value = this.get('Id');
    return typeof value === 'string' ? value : null;
  }

  /** @throws RangeError if the object has no such field */
  get(fieldName: string): OrgValue | undefined {
    return this.slots[this.ordinal(fieldName)];
  }

  /** @throws RangeError if the object has no such field */
  set(fieldName: string, value: OrgValue | undefined): void {
    this.slots[this.ordinal(fieldName)] = value;
  }

  clone(): OrgRecord {
    return new OrgRecord(this.object, this.slots.slice());
  }

  private ordinal(fieldName: string): number {
    const field = this.object.field(fieldName);
    if (!field) throw new RangeError(`${this.object.apiName} has no field ${fieldName}`);
    return field.ordinal;
  }
}

/** A parent named by one of its external ids instead of its id (`{"Account": {"Ext__c": "A1"}}`). */
export interface ForeignKeyReference {
  /** The reference field to fill. */
  readonly field: string;
  readonly object: string;
  readonly externalIdField: string;
  readonly value: OrgValue;
}

export interface RecordInput {
  readonly record: OrgRecord;
  readonly references?: readonly ForeignKeyReference[];
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface DmlOptions {
  readonly access: AccessPolicy;
  /** `true`: the first failure undoes all, and the others report ALL_OR_NONE_OPERATION_ROLLED_BACK. */
  readonly allOrNone: boolean;
  /** Upsert: the field that identifies; default `Id`. */
  readonly externalIdField?: string;
  /**
   * `true` where the call comes through an API or Apex DML; loaders that restore audit fields
   * (`CreatedDate`, `CreatedById`, `LastModifiedDate`) pass `auditFields`.
   */
  readonly auditFields?: boolean;
  /**
   * The call is a DML statement of Apex: setup objects may not mix with others in one transaction (MIXED_DML_OPERATION), and
   * fields that were only read (formulas, system fields, fields whose value is unchanged) are no attempt to write them.
   */
  readonly inApex?: boolean;
  /** Saves records despite the alerts of duplicate rules (`DuplicateRuleHeader.allowSave`). */
  readonly allowDuplicates?: boolean;
}

export interface DmlResult {
  readonly id: string | null;
  readonly success: boolean;
  /** Upsert: whether the record is new. */
  readonly created: boolean;
  readonly errors: readonly OrgError[];
}

export type TriggerTiming = 'before' | 'after';
export type TriggerOperation = 'insert' | 'update' | 'delete' | 'undelete';

/** One firing for one chunk of at most 200 records. */
export interface TriggerEvent {
  readonly object: ObjectDef;
  readonly timing: TriggerTiming;
  readonly operation: TriggerOperation;
  /** All fields loaded; `null` for delete. Writable by before-insert and before-update triggers only. */
  readonly newRecords: readonly OrgRecord[] | null;
  /** All fields loaded; `null` for insert and undelete; same order as `newRecords`. */
  readonly oldRecords: readonly OrgRecord[] | null;
  /** Fails the record at this position (of `newRecords`, or `oldRecords` on delete). */
  addError(index: number, error: OrgError): void;
}

/**
 * An exception that left a trigger. The records of the chunk fail with CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY and its message,
 * for example `LeadTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: …\n\nTrigger.LeadTrigger: line 3, column 1`;
 * whatever else a `TriggerRunner` throws (exceeded limits, defects) goes through to the caller of DML.
 */
export class TriggerException extends Error {
  override readonly name = 'TriggerException';
}

/** Runs Apex triggers. Implemented by `apex`. */
export interface TriggerRunner {
  /** Whether any active trigger listens: DML skips loading old rows where none does. */
  listens(object: ObjectDef, timing: TriggerTiming, operation: TriggerOperation): boolean;
  run(tx: Transaction, event: TriggerEvent): void;
}

export interface LeadConversion {
  readonly leadId: string;
  readonly convertedStatus: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly opportunityName: string | null;
  readonly doNotCreateOpportunity: boolean;
  readonly overwriteLeadSource: boolean;
  readonly ownerId: string | null;
  readonly sendNotificationEmail: boolean;
}

export interface LeadConversionResult {
  readonly success: boolean;
  readonly leadId: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly opportunityId: string | null;
  readonly errors: readonly OrgError[];
}

export interface MergeRequest {
  readonly master: OrgRecord;
  readonly duplicateIds: readonly string[];
}

export interface MergeResult {
  readonly success: boolean;
  readonly id: string;
  readonly mergedRecordIds: readonly string[];
  readonly updatedRelatedIds: readonly string[];
  readonly errors: readonly OrgError[];
}

/**
 * Writes records in the documented order of execution: load, defaults, before triggers, system and custom validation, write, after
 * triggers, roll-ups of parents, in chunks of 200. Results are in the order of the inputs. `input.record` gets its `Id` on success.
 */
export interface DmlEngine {
  execute(tx: Transaction, operation: DmlOperation, object: ObjectDef, inputs: readonly RecordInput[], options: DmlOptions): DmlResult[];
  convertLeads(tx: Transaction, conversions: readonly LeadConversion[], options: DmlOptions): LeadConversionResult[];
  merge(tx: Transaction, requests: readonly MergeRequest[], options: DmlOptions): MergeResult[];
  emptyRecycleBin(tx: Transaction, ids: readonly string[], options: DmlOptions): DmlResult[];
  /** Full rows by id, unchecked; rows that do not exist are absent. */
  load(tx: Transaction, object: ObjectDef, ids: readonly string[]): Map<string, OrgRecord>;
}
