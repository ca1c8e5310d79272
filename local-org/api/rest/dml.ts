import type { Transaction } from '../../database/types';
import type { DmlOperation, DmlResult, RecordInput } from '../../dml/types';
import { OrgRecord } from '../../dml/types';
import type { OrgError } from '../../errors';
import { OrgException } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import { USER_MODE } from '../../security/types';
import type { AccessPolicy } from '../../soql/types';
import type { ApiCall } from '../http/call';

export interface WriteOptions {
  readonly allOrNone: boolean;
  readonly externalIdField?: string;
}

/** What the caller may see and do. */
export const policyOf = (call: ApiCall, tx: Transaction): AccessPolicy => call.org.security.policy(tx, call.user, USER_MODE);

/** Writes records of one object as the caller, within an open transaction. */
export function write(
  call: ApiCall,
  tx: Transaction,
  operation: DmlOperation,
  object: ObjectDef,
  inputs: readonly RecordInput[],
  options: WriteOptions
): DmlResult[] {
  return call.org.dml.execute(tx, operation, object, inputs, {
    access: policyOf(call, tx),
    allowDuplicates: allowsDuplicates(call),
    ...options
  });
}

/** `Sforce-Duplicate-Rule-Header: allowSave=true; includeRecordDetails=true` */
function allowsDuplicates(call: ApiCall): boolean {
  const header = call.headers['sforce-duplicate-rule-header'] ?? '';
  return header.split(/[;,]/).some((part) => /^\s*allowSave\s*=\s*true\s*$/i.test(part));
}

/** A record with only its id, for deletes. */
export function bareRecord(object: ObjectDef, id: string): RecordInput {
  const record = new OrgRecord(object);
  record.set('Id', id);
  return { record };
}

/** The only result of a write of one record. */
export function single(results: readonly DmlResult[]): DmlResult {
  const result = results[0];
  if (!result) throw new Error('A write of one record gave no result');
  return result;
}

export const ROLLED_BACK: OrgError = new OrgException(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header'
);
