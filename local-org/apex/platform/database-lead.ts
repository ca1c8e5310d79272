import type { LeadConversion, LeadConversionResult, MergeResult } from '../../dml/types';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { ObjectDef } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';
import type { ClassInfo } from '../runtime/classes';
import { dmlException, recordsById, throwFailures } from '../runtime/dml';
import { current } from '../runtime/execution';
import { toOrgRecord } from '../runtime/records';
import { RuntimeType } from '../runtime/runtime-type';
import { throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';
import { throwNullArgument } from './arguments';
import type { MethodSignature, NativeFunction } from './contract';
import { accessFor } from './database-access';
import { type AccessLevel, LeadConvertValue } from './database-options';
import { dmlResultValue, errorList, idList, ResultValue } from './results';

function conversion(value: unknown): LeadConversion {
  if (!(value instanceof LeadConvertValue)) throwNullPointer();
  const { leadId, convertedStatus } = value;
  if (leadId === null || convertedStatus === null) throwNullArgument();
  return {
    leadId,
    convertedStatus,
    accountId: value.accountId,
    contactId: value.contactId,
    opportunityId: value.opportunityId,
    opportunityName: value.opportunityName,
    doNotCreateOpportunity: value.doNotCreateOpportunity,
    overwriteLeadSource: value.overwriteLeadSource,
    ownerId: value.ownerId,
    sendNotificationEmail: value.sendNotificationEmail
  };
}

function convert(values: readonly unknown[], allOrNone: boolean | null, access: AccessPolicy): ResultValue[] {
  if (allOrNone === null) throwNullArgument();
  const { services, tx } = current();
  const conversions = values.map(conversion);
  const lead = services.schema.object('Lead') ?? null;
  const results = refusingAsDml('convertLead', null, lead, () =>
    services.dml.convertLeads(tx, conversions, { access, allOrNone, inApex: true })
  );
  if (allOrNone) throwConversionFailures(results);
  return results.map(
    ({ accountId, contactId, errors, leadId, opportunityId, success }) =>
      new ResultValue('Database.LeadConvertResult', { accountId, contactId, errors: errorList(errors), leadId, opportunityId, success })
  );
}

function throwConversionFailures(results: readonly LeadConversionResult[]): void {
  throwFailures(
    'convertLead',
    results.map(({ leadId, success, errors }) => ({ id: leadId, success, created: false, errors })),
    current().services.schema.object('Lead') ?? null
  );
}

/** Merges up to two duplicates into a record. @throws System.DmlException when `allOrNone` and it fails */
export function mergeRecords(master: unknown, duplicates: unknown, allOrNone: boolean, access: AccessPolicy): MergeResult[] {
  if (!(master instanceof SObjectValue)) throwNullPointer();
  const items = duplicates instanceof ApexList ? duplicates.items : [duplicates];
  const duplicateIds = items.map((item) => {
    const id = item instanceof SObjectValue ? item.id : item;
    return typeof id === 'string' ? id : throwNullPointer();
  });
  const { services, tx } = current();
  const results = refusingAsDml('merge', master.id, master.object, () =>
    services.dml.merge(tx, [{ master: toOrgRecord(master), duplicateIds }], { access, allOrNone, inApex: true })
  );
  if (allOrNone) {
    throwFailures(
      'merge',
      results.map(({ id, success, errors }) => ({ id, success, created: false, errors })),
      master.object
    );
  }
  return results;
}

/** What refuses a call as a whole reaches Apex as an exception of the statement. */
function refusingAsDml<T>(operation: 'convertLead' | 'merge', id: string | null, object: ObjectDef | null, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof OrgException) || error instanceof UnsupportedFeature) throw error;
    const { errorCode, message, fields } = error;
    throw dmlException(operation, [{ index: 0, id, errorCode, message, fields }], object);
  }
}

const mergeValues = (results: readonly MergeResult[]): ResultValue[] =>
  results.map(
    ({ id, success, errors, mergedRecordIds, updatedRelatedIds }) =>
      new ResultValue('Database.MergeResult', {
        id,
        success,
        errors: errorList(errors),
        mergedRecordIds: idList(mergedRecordIds),
        updatedRelatedIds: idList(updatedRelatedIds)
      })
  );

const list = (type: string, values: readonly unknown[]): ApexList => new ApexList(RuntimeType.of(type), [...values]);

const convertMethods: Record<MethodSignature, NativeFunction> = {};
for (const [head, parameter, many] of [
  ['Database.LeadConvertResult convertLead', 'Database.LeadConvert leadToConvert', false],
  ['List<Database.LeadConvertResult> convertLead', 'List<Database.LeadConvert> leadsToConvert', true]
] as const) {
  const run = (value: unknown, allOrNone: boolean | null, level: AccessLevel | undefined, caller: ClassInfo): unknown => {
    const results = convert(value instanceof ApexList ? value.items : [value], allOrNone, accessFor(level, caller));
    return many ? list('Database.LeadConvertResult', results) : results[0];
  };
  convertMethods[`${head}(${parameter})`] = (value: unknown, caller: ClassInfo) => run(value, true, undefined, caller);
  convertMethods[`${head}(${parameter}, Boolean allOrNone)`] = (value: unknown, allOrNone: boolean, caller: ClassInfo) =>
    run(value, allOrNone, undefined, caller);
  convertMethods[`${head}(${parameter}, System.AccessLevel accessLevel)`] = (value: unknown, level: AccessLevel, caller: ClassInfo) =>
    run(value, true, level, caller);
  convertMethods[`${head}(${parameter}, Boolean allOrNone, System.AccessLevel accessLevel)`] = (
    value: unknown,
    allOrNone: boolean,
    level: AccessLevel,
    caller: ClassInfo
  ) => run(value, allOrNone, level, caller);
}

const mergeMethods: Record<MethodSignature, NativeFunction> = {};
for (const parameter of ['SObject duplicateRecord', 'Id duplicateId', 'List<SObject> duplicateRecords', 'List<Id> duplicateIds']) {
  const many = parameter.startsWith('List');
  const head = many ? 'List<Database.MergeResult> merge' : 'Database.MergeResult merge';
  const run = (master: unknown, duplicates: unknown, allOrNone: boolean | null, caller: ClassInfo): unknown => {
    if (allOrNone === null) throwNullArgument();
    const results = mergeValues(mergeRecords(master, duplicates, allOrNone, accessFor(undefined, caller)));
    return many ? list('Database.MergeResult', results) : results[0];
  };
  mergeMethods[`${head}(SObject masterRecord, ${parameter})`] = (master: unknown, duplicates: unknown, caller: ClassInfo) =>
    run(master, duplicates, true, caller);
  mergeMethods[`${head}(SObject masterRecord, ${parameter}, Boolean allOrNone)`] = (
    master: unknown,
    duplicates: unknown,
    allOrNone: boolean,
    caller: ClassInfo
  ) => run(master, duplicates, allOrNone, caller);
}

function emptyRecycleBin(records: readonly SObjectValue[], caller: ClassInfo): ResultValue[] {
  const { services, tx } = current();
  const ids = records.map((record) => record.id ?? throwNullPointer());
  const results = services.dml.emptyRecycleBin(tx, ids, { access: accessFor(undefined, caller), allOrNone: false, inApex: true });
  return results.map((result) => dmlResultValue('Database.EmptyRecycleBinResult', result));
}

export const LEAD_DATABASE_METHODS: Readonly<Record<MethodSignature, NativeFunction>> = {
  ...convertMethods,
  ...mergeMethods,
  'List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<Id> recordIds)': (ids: ApexList, caller: ClassInfo) =>
    list('Database.EmptyRecycleBinResult', emptyRecycleBin(recordsById(ids.items), caller)),
  'List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<SObject> records)': (records: ApexList, caller: ClassInfo) =>
    list(
      'Database.EmptyRecycleBinResult',
      emptyRecycleBin(
        records.items.map((record) => (record instanceof SObjectValue ? record : throwNullPointer())),
        caller
      )
    ),
  'Database.EmptyRecycleBinResult emptyRecycleBin(SObject record)': (record: SObjectValue, caller: ClassInfo) =>
    emptyRecycleBin([record], caller)[0]
};
