import type { FieldDef } from '../schema/types';
import { BadValue, normalise } from './normalise';
import type { SaveContext } from './save-context';
import type { SaveRow } from './save-row';

/**
 * Takes the caller's values into the records: checks that each field may be written, brings values into the org's form.
 * Every problem of a record is reported, not only its first.
 */
export function takeInputs(context: SaveContext, rows: readonly SaveRow[]): void {
  const { fields } = context.plan.object;
  const rights = new Map<FieldDef, Right>();
  for (const row of rows) {
    const refused: string[] = [];
    const { slots } = row.input.record;
    for (const field of fields) {
      const value = slots[field.ordinal];
      if (value === undefined || field === context.plan.idField) continue;
      let right = rights.get(field);
      if (right === undefined) rights.set(field, (right = rightTo(context, field)));
      if (right === 'ignore') continue;
      try {
        const normalised = normalise(field, value);
        const unchanged = row.prior !== null && normalised === row.before(field);
        if (right === 'write' || (context.mode.inApex && unchanged)) row.set(field, normalised);
        else refused.push(field.apiName);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        row.errors.push(error.error);
      }
    }
    if (refused.length > 0) refuseFields(row, refused);
    if (context.operation === 'insert' && row.input.record.id !== null) {
      row.fail('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
    }
  }
}

/** Normalises what triggers or the platform's own rules have put into records since `before` was copied from their slots. */
export function takeChanges(context: SaveContext, rows: readonly SaveRow[], before: readonly (readonly unknown[])[]): void {
  rows.forEach((row, index) => {
    const old = before[index] ?? [];
    for (const field of context.plan.stored) {
      const value = row.record.slots[field.ordinal];
      if (value === old[field.ordinal] || value === undefined) continue;
      try {
        row.set(field, normalise(field, value));
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        row.errors.push(error.error);
      }
    }
  });
}

type Right = 'write' | 'refuse' | 'ignore';

function rightTo(context: SaveContext, field: FieldDef): Right {
  const { mode, operation, plan } = context;
  if (mode.internal) return field.formula ? 'ignore' : 'write';
  if (mode.auditFields && operation === 'insert' && plan.isLoadableAudit(field)) return 'write';
  const writeable = operation === 'insert' ? field.createable : field.updateable;
  // Records that Apex has read carry formulas and system fields, which its compiler lets nobody assign.
  if (!writeable) return mode.inApex ? 'ignore' : 'refuse';
  const allowed = operation === 'insert' ? mode.access.canCreateField(field) : mode.access.canEditField(field);
  return allowed ? 'write' : 'refuse';
}

function refuseFields(row: SaveRow, names: readonly string[]): void {
  row.fail(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names
  );
}
