import { Limits } from '../../database';
import type { DmlOperation, DmlResult } from '../../dml/types';
import { type OrgError, OrgException, UnsupportedFeature } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import { SYSTEM_ACCESS, type AccessPolicy } from '../../soql/types';
import type { DmlSite } from '../compiler/host';
import { DmlException, type DmlFailure, throwApex, throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';
import { accessOf } from './access';
import { current } from './execution';
import { toRecordInput } from './records';
import { TransactionView } from './transaction-view';

export interface DmlRequest {
  readonly operation: DmlOperation;
  readonly access: AccessPolicy;
  readonly allOrNone: boolean;
  readonly allowDuplicates?: boolean;
  readonly externalIdField: string | null;
}

/** Kinds of objects that one statement may hold. */
const MAX_KINDS = 10;

/** The records of a statement. @throws System.NullPointerException, System.ListException */
export function recordsOf(value: unknown): SObjectValue[] {
  const items = value instanceof ApexList ? value.items : [value];
  return items.map((item) => (item instanceof SObjectValue ? item : throwNullPointer()));
}

/** Records of several kinds in a row are saved kind by kind, in the order they stand. */
function runsOfOneKind(records: readonly SObjectValue[]): SObjectValue[][] {
  const runs: SObjectValue[][] = [];
  for (const record of records) {
    const last = runs[runs.length - 1];
    if (last?.[0]?.object === record.object) last.push(record);
    else runs.push([record]);
  }
  return runs;
}

/**
 * Writes records through DML and gives new records their ids.
 * With `allOrNone` the first failure undoes everything, whatever kinds of records the list holds.
 */
export function writeRecords(request: DmlRequest, records: readonly SObjectValue[]): DmlResult[] {
  const { tx } = current();
  if (records.length === 0) return [];
  const runs = runsOfOneKind(records);
  if (new Set(records.map((record) => record.object)).size > MAX_KINDS || runs.length > MAX_KINDS) {
    throwApex(
      'System.TypeException',
      `Cannot have more than ${MAX_KINDS} chunks in a single operation. Please rearrange the data to reduce chunking.`
    );
  }
  if (request.operation === 'upsert' && runs.length > 1) {
    throwApex('System.TypeException', 'DML operation UPSERT not allowed on a list of different SObject types');
  }
  const savepoint = tx.savepoint();
  try {
    const results = runs.flatMap((run) => writeKind(request, run));
    if (request.allOrNone && results.some((result) => !result.success)) savepoint.rollback();
    else setIds(request.operation, records, results);
    savepoint.release();
    return results;
  } catch (error) {
    savepoint.rollback();
    savepoint.release();
    throw error;
  }
}

function writeKind(request: DmlRequest, records: readonly SObjectValue[]): DmlResult[] {
  const { tx, services } = current();
  const object = (records[0] as SObjectValue).object;
  try {
    return services.dml.execute(tx, request.operation, object, records.map(toRecordInput), {
      access: request.access,
      allOrNone: request.allOrNone,
      inApex: true,
      allowDuplicates: request.allowDuplicates ?? false,
      ...(request.externalIdField === null ? {} : { externalIdField: request.externalIdField })
    });
  } catch (error) {
    if (!(error instanceof OrgException) || error instanceof UnsupportedFeature) throw error;
    const { errorCode, message, fields } = error;
    return records.map((record) => ({ id: record.id, success: false, created: false, errors: [{ errorCode, message, fields }] }));
  }
}

function setIds(operation: DmlOperation, records: readonly SObjectValue[], results: readonly DmlResult[]): void {
  if (operation !== 'insert' && operation !== 'upsert') return;
  records.forEach((record, index) => {
    const result = results[index];
    if (result?.success && result.id !== null) record.setId(result.id);
  });
}

/** A DML statement. @throws System.DmlException when any record fails */
export function dmlStatement(site: DmlSite, value: unknown): void {
  if (value === null) throwNullPointer();
  const access = accessOf(current(), site.mode, site.caller);
  const { operation, externalIdField } = site;
  const records = recordsOf(value);
  const results = writeRecords({ operation, access, allOrNone: true, externalIdField }, records);
  throwFailures(operation, results, records[0]?.object ?? null, records);
}

/**
 * @param records what was written: a failed result has no id, and the exception still names the record that had one
 * @throws System.DmlException if any result is a failure
 */
export function throwFailures(
  operation: string,
  results: readonly DmlResult[],
  object: ObjectDef | null,
  records: readonly SObjectValue[] = []
): void {
  const failures = results.flatMap(({ id, errors }, index) =>
    errors.filter(isCause).map((error) => failure(index, id ?? records[index]?.id ?? null, error))
  );
  if (failures.length > 0) throw dmlException(operation, failures, object);
}

/** Rows undone because of another row's error are no cause. */
const isCause = (error: OrgError): boolean => error.errorCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK';

const failure = (index: number, id: string | null, error: OrgError): DmlFailure => ({
  index,
  id,
  errorCode: error.errorCode,
  message: error.message,
  fields: error.fields
});

/** Operations whose exceptions do not name the record. */
const WITHOUT_ID: ReadonlySet<string> = new Set(['insert', 'convertLead']);

/** `Insert failed. First exception on row 0; first error: CODE, message: [Field]`; of a record with an id, `on row 0 with id 001…`. */
export function dmlException(operation: string, failures: readonly DmlFailure[], object: ObjectDef | null): DmlException {
  const [first] = failures;
  if (!first) throw new RangeError('A DmlException needs a failure');
  const row = `row ${first.index}${first.id !== null && !WITHOUT_ID.has(operation) ? ` with id ${first.id}` : ''}`;
  const name = operation.charAt(0).toUpperCase() + operation.slice(1);
  return DmlException.of(
    `${name} failed. First exception on ${row}; first error: ${first.errorCode}, ${first.message}: [${first.fields.join(', ')}]`,
    failures,
    object
  );
}

/** Records that carry nothing but an id, for `Database.delete(ids)`. */
export function recordsById(ids: readonly unknown[]): SObjectValue[] {
  return ids.map((id) => {
    if (typeof id !== 'string') throwNullPointer();
    const object: ObjectDef =
      current().services.schema.objectByPrefix(id.slice(0, 3)) ?? throwApex('System.SObjectException', `Invalid id: ${id}`);
    const record = new SObjectValue(object);
    record.setId(id);
    return record;
  });
}

/**
 * Inserts the new user as whom a test runs, whatever else the test has written.
 * @returns the user's id
 * @throws System.DmlException
 */
export function insertUser(user: SObjectValue): string {
  const execution = current();
  const { tx } = execution;
  execution.tx = new TransactionView(tx, { state: new Map(), limits: new Limits() });
  try {
    const results = writeRecords({ operation: 'insert', access: SYSTEM_ACCESS, allOrNone: true, externalIdField: null }, [user]);
    throwFailures('insert', results, user.object);
    return user.id ?? throwNullPointer();
  } finally {
    execution.tx = tx;
  }
}
