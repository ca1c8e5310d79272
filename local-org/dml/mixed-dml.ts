import type { Transaction } from '../database/types';
import type { OrgError } from '../errors';
import type { ObjectDef } from '../schema/types';

/** First setup and first other object that Apex has written in this transaction. */
interface Touched {
  setup: string | null;
  other: string | null;
}

const TOUCHED = Symbol('objects touched by DML');

/**
 * Notes that Apex writes to this object.
 * @returns the error for its records where setup objects and others would mix in one transaction
 */
export function touch(tx: Transaction, object: ObjectDef): OrgError | null {
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
