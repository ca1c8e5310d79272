import { ignoresCase, quoteName, to18 } from '../database';
import type { Transaction } from '../database/types';
import { OrgException, type OrgError } from '../errors';
import type { FieldDef } from '../schema/types';
import { BadValue, normalise } from './normalise';
import type { ObjectPlan } from './plan';
import { IN_LIST } from './rows';
import type { RecordInput } from './types';

/** What an upsert makes of one input: a new record, a change of this one, or an error. */
export type UpsertTarget =
  { readonly kind: 'insert' } | { readonly kind: 'update'; readonly id: string } | { readonly kind: 'error'; readonly error: OrgError };

/**
 * Finds the field an upsert identifies records by.
 * @throws OrgException INVALID_FIELD unless it is Id, an external id or an idLookup field
 */
export function upsertField(plan: ObjectPlan, name: string | undefined): FieldDef {
  if (name === undefined) return plan.idField;
  const field = plan.object.field(name);
  if (field && (field === plan.idField || field.externalId || field.idLookup)) return field;
  throw new OrgException(
    'INVALID_FIELD',
    `Field name provided, ${name} is not an External ID or indexed field for ${plan.object.apiName}`,
    [name]
  );
}

/** Decides for each input whether it is new. One query. */
export function upsertTargets(tx: Transaction, plan: ObjectPlan, field: FieldDef, inputs: readonly RecordInput[]): UpsertTarget[] {
  return field === plan.idField ? inputs.map(byId) : byExternalId(tx, plan, field, inputs);
}

function byId({ record }: RecordInput): UpsertTarget {
  if (record.id === null) return { kind: 'insert' };
  const id = to18(record.id);
  if (id !== null) return { kind: 'update', id };
  return { kind: 'error', error: { errorCode: 'MALFORMED_ID', message: `malformed id ${record.id}`, fields: ['Id'] } };
}

function byExternalId(tx: Transaction, plan: ObjectPlan, field: FieldDef, inputs: readonly RecordInput[]): UpsertTarget[] {
  const fold = (value: unknown): string => (ignoresCase(field) ? String(value).toLowerCase() : String(value));
  const values = inputs.map(({ record }) => valueOf(field, record.slots[field.ordinal]));
  const uses = new Map<string, number>();
  for (const value of values) if (typeof value !== 'object') uses.set(fold(value), (uses.get(fold(value)) ?? 0) + 1);
  const live = plan.isDeleted ? ' AND IsDeleted = 0' : '';
  const column = quoteName(field.apiName);
  const found = new Map<string, string[]>();
  const wanted = JSON.stringify(values.filter((value) => typeof value !== 'object'));
  for (const row of tx.db.all(`SELECT Id, ${column} AS Value FROM ${plan.table} WHERE ${column} ${IN_LIST}${live}`, [wanted])) {
    const key = fold(row['Value']);
    found.set(key, [...(found.get(key) ?? []), String(row['Id'])]);
  }
  return values.map((value): UpsertTarget => {
    if (typeof value === 'object') return { kind: 'error', error: value };
    const key = fold(value);
    if ((uses.get(key) ?? 0) > 1) return refuse(field, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`);
    const ids = found.get(key) ?? [];
    if (ids.length > 1)
      return refuse(
        field,
        'DUPLICATE_EXTERNAL_ID',
        `${field.apiName}: more than one record found for external id field: [${ids.join(', ')}]`
      );
    return ids[0] === undefined ? { kind: 'insert' } : { kind: 'update', id: ids[0] };
  });
}

function refuse(field: FieldDef, errorCode: OrgError['errorCode'], message: string): UpsertTarget {
  return { kind: 'error', error: { errorCode, message, fields: [field.apiName] } };
}

function valueOf(field: FieldDef, value: unknown): string | number | OrgError {
  try {
    const normalised = typeof value === 'string' || typeof value === 'number' ? normalise(field, value) : null;
    if (typeof normalised === 'string' || typeof normalised === 'number') return normalised;
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return error.error;
  }
  return { errorCode: 'MISSING_ARGUMENT', message: `${field.apiName} not specified`, fields: [] };
}
