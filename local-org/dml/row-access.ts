import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import { sharedRecord } from '../schema/share-objects';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { AccessPolicy } from '../soql/types';
import type { ObjectPlan } from './plan';
import type { SaveContext, SaveMode } from './save-context';
import { okRows, type SaveRow } from './save-row';

/** Refuses all rows if the object does not take the operation or the user may not do it. @returns whether to continue */
export function checkObjectAccess(
  tx: Transaction,
  plan: ObjectPlan,
  operation: 'insert' | 'update' | 'delete' | 'undelete',
  mode: SaveMode,
  rows: readonly SaveRow[]
): boolean {
  if (mode.internal) return true;
  const { object } = plan;
  const { access } = mode;
  const [possible, allowed, verb] = {
    insert: [object.createable, access.canCreateObject(object), 'inserted'] as const,
    update: [object.updateable, access.canEditObject(object), 'updated'] as const,
    delete: [object.deletable, access.canDeleteObject(object), 'deleted'] as const,
    undelete: [object.undeletable, access.canDeleteObject(object), 'undeleted'] as const
  }[operation];
  if (possible && allowed) return true;
  const live = okRows(rows);
  const never = {
    errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    message: `entity type cannot be ${verb}: ${object.label}`,
    fields: []
  } as const;
  if (operation === 'insert') for (const row of live) row.fail(never.errorCode, never.message);
  else refuseRows(tx, plan, mode, live, possible ? NO_RIGHT : never);
  return false;
}

/** Refuses rows the user may not change or delete. One question per chunk. */
export function checkRowAccess(
  tx: Transaction,
  plan: ObjectPlan,
  level: 'edit' | 'delete',
  mode: SaveMode,
  rows: readonly SaveRow[]
): void {
  if (mode.internal) return;
  const live = okRows(rows);
  if (live.length === 0) return;
  const accessible = mode.access.accessible(
    tx,
    plan.object,
    live.map((row) => row.record.id ?? ''),
    level
  );
  refuseRows(
    tx,
    plan,
    mode,
    live.filter((row) => !accessible.has(row.record.id ?? '')),
    NO_RIGHT
  );
}

/** @param visible what is said of the rows that the user sees */
function refuseRows(tx: Transaction, { object }: ObjectPlan, { access }: SaveMode, rows: readonly SaveRow[], visible: OrgError): void {
  const ids = rows.map(({ record }) => record.id ?? '');
  const refusal = refusalsFor(access, tx, object, ids, visible);
  for (const row of rows) {
    const { errorCode, message } = refusal(row.record.id ?? '');
    row.fail(errorCode, message);
  }
}

/** What is said of an id that no record has. */
export const NO_RECORD: OrgError = { errorCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
const NO_RIGHT: OrgError = {
  errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
  message: 'insufficient access rights on object id',
  fields: []
};
const NO_RIGHT_TO_PARENT: OrgError = {
  errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  message: 'insufficient access rights on cross-reference id',
  fields: []
};

/**
 * Refusals of records that the caller may not use. A record that they cannot even see answers as one that is not there: who tries ids
 * learns nothing.
 * @param ids of the records; @param visible the error for those that the caller can see
 */
function refusalsFor(
  access: AccessPolicy,
  tx: Transaction,
  object: ObjectDef,
  ids: readonly string[],
  visible: OrgError
): (id: string) => OrgError {
  const seen = ids.length === 0 ? new Set<string>() : access.accessible(tx, object, [...new Set(ids)], 'read');
  return (id) => (seen.has(id) ? visible : NO_RECORD);
}

/** A record's use of a reference. */
export interface ReferenceUse {
  readonly row: SaveRow;
  readonly field: FieldDef;
}

/**
 * Refuses references that the caller gave to records they may not use: what hangs below a master must be able to change it, who
 * shares a record must have full access to it, and nobody names a record they cannot see. What triggers put in is the system's.
 * One question per level of access.
 */
export function checkReferenceAccess(context: SaveContext, target: ObjectDef, byId: ReadonlyMap<string, readonly ReferenceUse[]>): void {
  const { mode, tx, plan } = context;
  if (mode.internal) return;
  const byLevel = new Map<Level, Map<string, SaveRow[]>>(LEVELS.map((level) => [level, new Map()]));
  for (const [id, uses] of byId) {
    for (const { row, field } of uses) {
      if (!row.given(field)) continue;
      const rows = byLevel.get(neededLevel(plan.object, field));
      const others = rows?.get(id);
      if (others) others.push(row);
      else rows?.set(id, [row]);
    }
  }
  for (const [level, rowsById] of byLevel) {
    const ids = [...rowsById].flatMap(([id, rows]) => (rows.some((row) => row.ok) ? [id] : []));
    if (ids.length === 0) continue;
    const accessible = mode.access.accessible(tx, target, ids, level);
    const denied = ids.filter((id) => !accessible.has(id));
    const refusal = refusalsFor(mode.access, tx, target, level === 'read' ? [] : denied, NO_RIGHT_TO_PARENT);
    for (const id of denied) {
      const { errorCode, message } = refusal(id);
      for (const row of rowsById.get(id) ?? []) if (row.ok) row.fail(errorCode, message);
    }
  }
}

type Level = 'read' | 'edit' | 'delete';
/** In the order in which they are asked. */
const LEVELS: readonly Level[] = ['read', 'edit', 'delete'];

function neededLevel(object: ObjectDef, field: FieldDef): Level {
  if (field === sharedRecord(object)) return 'delete';
  return field.relationshipType === 'masterDetail' ? 'edit' : 'read';
}
