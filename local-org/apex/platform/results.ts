import { RuntimeType } from '../runtime/runtime-type';
import type { DmlResult } from '../../dml/types';
import type { OrgError } from '../../errors';
import { ApexList } from '../values/list';
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

function errorValue({ errorCode, message, fields }: OrgError): ResultValue {
  const statusCode = platformEnum('System.StatusCode').find(errorCode) ?? platformEnum('System.StatusCode').get('UNKNOWN_EXCEPTION');
  return new ResultValue('Database.Error', { message, statusCode, fields: [...fields] });
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
    isInstance: (value) => value instanceof ResultValue && value.typeName === 'Database.Error',
    methods: {
      'List<String> getFields()': (error: ResultValue) => {
        const fields = error.get('fields');
        return new ApexList(STRING, Array.isArray(fields) ? [...fields] : []);
      },
      'String getMessage()': (error: ResultValue) => error.get('message'),
      'System.StatusCode getStatusCode()': (error: ResultValue) => error.get('statusCode')
    }
  },
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
