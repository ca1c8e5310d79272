import type { ErrorCode, OrgError } from '../errors';
import type { FieldDef } from '../schema/types';
import type { OrgValue } from '../values';
import type { OrgRecord, RecordInput } from './types';

/** One record on its way through a save. */
export class SaveRow {
  readonly errors: OrgError[] = [];
  /** Whether it has reached the database in this attempt. */
  written = false;

  constructor(
    /** Position among the inputs of the call; -1 for the platform's own writes. */
    readonly index: number,
    readonly input: RecordInput,
    /** The whole record as it will be written. */
    readonly record: OrgRecord,
    /** The whole record before the save; `null` on insert. */
    readonly prior: OrgRecord | null
  ) {}

  get ok(): boolean {
    return this.errors.length === 0;
  }

  fail(errorCode: ErrorCode, message: string, fields: readonly string[] = []): void {
    this.errors.push({ errorCode, message, fields });
  }

  get(field: FieldDef): OrgValue {
    return this.record.slots[field.ordinal] ?? null;
  }

  set(field: FieldDef, value: OrgValue): void {
    this.record.slots[field.ordinal] = value;
  }

  /** The value before this save; `null` on insert. */
  before(field: FieldDef): OrgValue {
    return this.prior?.slots[field.ordinal] ?? null;
  }

  changed(field: FieldDef): boolean {
    return this.get(field) !== this.before(field);
  }

  /** Whether the caller gave a value, `null` included. */
  given(field: FieldDef): boolean {
    return this.input.record.slots[field.ordinal] !== undefined;
  }
}

export function okRows(rows: readonly SaveRow[]): SaveRow[] {
  return rows.filter((row) => row.ok);
}
