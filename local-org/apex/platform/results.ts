import { RuntimeType } from '../runtime/runtime-type';
import type { DmlResult } from '../../dml/types';
import type { DuplicateResult, OrgError } from '../../errors';
import { current } from '../runtime/execution';
import { ApexList } from '../values/list';
import { SObjectValue } from '../values/sobject';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';
import { platformEnum } from './enums';

/** An immutable result object of the platform, such as `Database.SaveResult`: what its getters give, by name. */
export class ResultValue {
  constructor(
    /** Full name of its type. */
    readonly typeName: string,
    private readonly members: Readonly<Record<string, unknown>>
  ) {}

  get(member: string): unknown {
    return this.members[member] ?? null;
  }

  /** Members by name, in order. */
  entries(): [string, unknown][] {
    return Object.entries(this.members);
  }

  toString(): string {
    const members = Object.entries(this.members).map(
      ([name, value]) => `get${name.charAt(0).toUpperCase()}${name.slice(1)}=${String(value)}`
    );
    return `${this.typeName}[${members.join(';')}]`;
  }
}

const ERROR = RuntimeType.of('Database.Error');
const STRING = RuntimeType.of('String');
const ID = RuntimeType.of('Id');

function errorValue({ errorCode, message, fields, duplicates }: OrgError): ResultValue {
  const statusCode = platformEnum('System.StatusCode').find(errorCode) ?? platformEnum('System.StatusCode').get('UNKNOWN_EXCEPTION');
  const error = { message, statusCode, fields: [...fields] };
  return duplicates
    ? new ResultValue('Database.DuplicateError', { ...error, duplicateResult: duplicateResult(duplicates) })
    : new ResultValue('Database.Error', error);
}

/** What a duplicate rule found, as `Datacloud` types. */
function duplicateResult({ duplicateRule, message, allowSave, matches }: DuplicateResult): ResultValue {
  const matchResults = matches.map(({ entityType, rule, recordIds }) => {
    const matchRecords = recordIds.map((id) => new ResultValue('Datacloud.MatchRecord', { matchConfidence: 100, record: bareRecord(id) }));
    const found = new ApexList(RuntimeType.of('Datacloud.MatchRecord'), matchRecords);
    return new ResultValue('Datacloud.MatchResult', { entityType, rule, matchRecords: found, size: matchRecords.length, success: true });
  });
  return new ResultValue('Datacloud.DuplicateResult', {
    allowSave,
    duplicateRule,
    errorMessage: message,
    matchResults: new ApexList(RuntimeType.of('Datacloud.MatchResult'), matchResults)
  });
}

/** A record that carries nothing but its id. */
function bareRecord(id: string): SObjectValue {
  const object = current().services.schema.objectByPrefix(id.slice(0, 3));
  if (!object) throw new RangeError(`No object has ids such as ${id}`);
  const record = new SObjectValue(object);
  record.setId(id);
  return record;
}

export const errorList = (errors: readonly OrgError[]): ApexList => new ApexList(ERROR, errors.map(errorValue));

/** A row's outcome as `Database.SaveResult` and its siblings. A failed insert has no id. */
export function dmlResultValue(typeName: string, { id, success, created, errors }: DmlResult): ResultValue {
  return new ResultValue(typeName, { id, success, created, errors: errorList(errors) });
}

/** Declares a result type whose getters read members. @param getters signature and member */
export function resultType(name: string, getters: Readonly<Record<MethodSignature, string>>): PlatformType {
  const methods: Record<MethodSignature, NativeFunction> = {};
  for (const [signature, member] of Object.entries(getters)) methods[signature] = (value: ResultValue) => value.get(member);
  return {
    name,
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof ResultValue && value.typeName === name,
    methods
  };
}

const common = { 'List<Database.Error> getErrors()': 'errors', 'Id getId()': 'id', 'Boolean isSuccess()': 'success' };

export const RESULT_TYPES: readonly PlatformType[] = [
  {
    name: 'Database.Error',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) =>
      value instanceof ResultValue && (value.typeName === 'Database.Error' || value.typeName === 'Database.DuplicateError'),
    methods: {
      'List<String> getFields()': (error: ResultValue) => {
        const fields = error.get('fields');
        return new ApexList(STRING, Array.isArray(fields) ? [...fields] : []);
      },
      'String getMessage()': (error: ResultValue) => error.get('message'),
      'System.StatusCode getStatusCode()': (error: ResultValue) => error.get('statusCode')
    }
  },
  {
    ...resultType('Database.DuplicateError', { 'Datacloud.DuplicateResult getDuplicateResult()': 'duplicateResult' }),
    extends: 'Database.Error'
  },
  resultType('Datacloud.DuplicateResult', {
    'String getDuplicateRule()': 'duplicateRule',
    'String getErrorMessage()': 'errorMessage',
    'List<Datacloud.MatchResult> getMatchResults()': 'matchResults',
    'Boolean isAllowSave()': 'allowSave'
  }),
  resultType('Datacloud.MatchResult', {
    'String getEntityType()': 'entityType',
    'List<Datacloud.MatchRecord> getMatchRecords()': 'matchRecords',
    'String getRule()': 'rule',
    'Integer getSize()': 'size',
    'Boolean isSuccess()': 'success'
  }),
  resultType('Datacloud.MatchRecord', { 'Double getMatchConfidence()': 'matchConfidence', 'SObject getRecord()': 'record' }),
  resultType('Database.SaveResult', common),
  resultType('Database.UpsertResult', { ...common, 'Boolean isCreated()': 'created' }),
  resultType('Database.DeleteResult', common),
  resultType('Database.UndeleteResult', common),
  resultType('Database.EmptyRecycleBinResult', common),
  resultType('Database.MergeResult', {
    ...common,
    'List<Id> getMergedRecordIds()': 'mergedRecordIds',
    'List<Id> getUpdatedRelatedIds()': 'updatedRelatedIds'
  }),
  resultType('Database.LeadConvertResult', {
    'Id getAccountId()': 'accountId',
    'Id getContactId()': 'contactId',
    'List<Database.Error> getErrors()': 'errors',
    'Id getLeadId()': 'leadId',
    'Id getOpportunityId()': 'opportunityId',
    'Boolean isSuccess()': 'success'
  })
];

export const idList = (ids: readonly string[]): ApexList => new ApexList(ID, [...ids]);
