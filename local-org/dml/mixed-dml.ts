import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import { quoteName } from '../database';
import type { ObjectDef } from '../schema/types';
import type { DmlOperation, OrgRecord, RecordInput } from './types';

/** First setup and first other object that Apex has written in this transaction. */
interface Touched {
  setup: string | null;
  other: string | null;
}

const TOUCHED = Symbol('objects touched by DML');

/** Fields of a user that decide on access, and so on what the rest of the transaction may see. */
const ACCESS_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

/**
 * Whether a statement on a setup object may mix with others: groups may be inserted and updated, users be inserted
 * without a role and updated in what does not decide on access. (Apex Developer Guide, "sObjects That Can't Be Used Together in DML
 * Operations")
 */
function mayMix(tx: Transaction, operation: DmlOperation, object: ObjectDef, inputs: readonly RecordInput[]): boolean {
  if (operation === 'delete' || operation === 'undelete') return false;
  if (object.key === 'group') return true;
  return object.key === 'user' && inputs.every(({ record }) => (record.id === null ? !record.get('UserRoleId') : keepsAccess(tx, record)));
}

function keepsAccess(tx: Transaction, user: OrgRecord): boolean {
  const fields = ACCESS_FIELDS.flatMap((name) => user.object.field(name) ?? []).filter(({ ordinal }) => user.slots[ordinal] !== undefined);
  if (fields.length === 0) return true;
  const stored = tx.db.get(`SELECT ${fields.map(({ apiName }) => quoteName(apiName)).join(', ')} FROM "User" WHERE Id = ?`, [user.id]);
  const plain = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : (value ?? null));
  return stored !== undefined && fields.every(({ apiName, ordinal }) => plain(stored[apiName]) === plain(user.slots[ordinal]));
}

/**
 * Notes that a statement of Apex writes to this object.
 * @returns the error for its records where setup objects and others would mix in one transaction
 */
export function touch(tx: Transaction, operation: DmlOperation, object: ObjectDef, inputs: readonly RecordInput[]): OrgError | null {
  if (object.setupObject && mayMix(tx, operation, object, inputs)) return null;
  let touched = tx.state.get(TOUCHED) as Touched | undefined;
  if (!touched) tx.state.set(TOUCHED, (touched = { setup: null, other: null }));
  const original = object.setupObject ? touched.other : touched.setup;
  if (original !== null) {
    return {
      errorCode: 'MIXED_DML_OPERATION',
      message: `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.apiName}, original object: ${original}`,
      fields: []
    };
  }
  if (object.setupObject) touched.setup ??= object.apiName;
  else touched.other ??= object.apiName;
  return null;
}
