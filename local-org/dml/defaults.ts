import type { FieldDef } from '../schema/types';
import type { OrgValue } from '../values';
import { asFieldValue } from './formula/field-values';
import type { CompiledFormula } from './formula/session';
import { BadValue, normalise } from './normalise';
import type { SaveContext } from './save-context';
import type { SaveRow } from './save-row';

type Default = { readonly field: FieldDef; readonly constant: OrgValue } | { readonly field: FieldDef; readonly formula: CompiledFormula };

const plans = new WeakMap<readonly FieldDef[], readonly Default[]>();

/** Gives new records the defaults of the fields that were left out. A field given as `null` stays empty. */
export function applyDefaults(context: SaveContext, rows: readonly SaveRow[]): void {
  const defaults = defaultsOf(context);
  const formulas = defaults.flatMap((entry) => ('formula' in entry ? [entry.formula] : []));
  context.session.prepare(
    rows.map((row) => row.record),
    formulas
  );
  const owner = context.plan.object.field('OwnerId');
  for (const row of rows) {
    for (const entry of defaults) {
      if (row.record.slots[entry.field.ordinal] !== undefined) continue;
      if ('constant' in entry) row.set(entry.field, entry.constant);
      else applyFormula(context, row, entry.field, entry.formula);
    }
    if (owner && row.get(owner) === null) row.set(owner, context.tx.user.id);
  }
}

function applyFormula(context: SaveContext, row: SaveRow, field: FieldDef, formula: CompiledFormula): void {
  try {
    row.set(field, normalise(field, asFieldValue(field, context.session.evaluate(formula, row.record, null, true))));
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    row.errors.push(error.error);
  }
}

function defaultsOf(context: SaveContext): readonly Default[] {
  const { withDefault } = context.plan;
  let defaults = plans.get(withDefault);
  if (!defaults) plans.set(withDefault, (defaults = withDefault.map((field) => defaultOf(context, field))));
  return defaults;
}

function defaultOf(context: SaveContext, field: FieldDef): Default {
  if (field.defaultValue !== undefined) {
    const formula = context.core.formulas.defaultOf(field);
    return formula.bound.kind === 'constant'
      ? { field, constant: normalise(field, asFieldValue(field, formula.bound.value)) }
      : { field, formula };
  }
  if (field.type === 'boolean') return { field, constant: false };
  const chosen = field.picklist?.values.filter((value) => value.isDefault && value.active).map((value) => value.value) ?? [];
  return { field, constant: (field.type === 'multipicklist' ? chosen.join(';') : chosen[0]) ?? null };
}

/**
 * Fills standard fields that follow from a property of a chosen picklist value (`IsClosed` from `StageName`). Those nobody can
 * write always follow; the others (`Probability`) follow unless the caller gives them.
 */
export function applyDerived(context: SaveContext, rows: readonly SaveRow[]): void {
  for (const field of context.plan.derived) {
    const { derived } = field;
    const source = derived && context.plan.object.field(derived.picklist);
    if (!derived || !source) continue;
    for (const row of rows) {
      const follows =
        !field.createable ||
        (row.prior === null ? !row.given(field) && row.get(field) === null : row.changed(source) && !row.changed(field));
      if (!follows) continue;
      const chosen = source.picklist?.values.find((value) => value.value === row.get(source));
      row.set(field, chosen?.properties?.[derived.property] ?? (field.type === 'boolean' ? false : null));
    }
  }
}

/** `Name` of people, from first and last name. */
export function applyNames(context: SaveContext, rows: readonly SaveRow[]): void {
  const parts = context.plan.nameParts;
  if (!parts) return;
  for (const row of rows)
    row.set(parts.name, [row.get(parts.first), row.get(parts.last)].filter((part) => part !== null).join(' ') || null);
}

/** Who and when. Creation is stamped unless a loader has given it. */
export function applyAudit(context: SaveContext, rows: readonly SaveRow[]): void {
  const { plan, tx, now, operation, mode } = context;
  const stamps: [name: string, value: OrgValue][] = [
    ['LastModifiedDate', now],
    ['LastModifiedById', tx.user.id],
    ['SystemModstamp', now]
  ];
  if (operation === 'insert') stamps.push(['CreatedDate', now], ['CreatedById', tx.user.id]);
  for (const [name, value] of stamps) {
    const field = plan.object.field(name);
    if (!field) continue;
    for (const row of rows) {
      const restored = mode.auditFields && operation === 'insert' && row.given(field) && row.get(field) !== null;
      if (!restored) row.set(field, value);
    }
  }
}
