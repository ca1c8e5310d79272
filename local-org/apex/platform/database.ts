import type { DmlOperation, DmlResult } from '../../dml/types';
import type { AccessPolicy, BindValues } from '../../soql/types';
import type { BindResolver } from '../compiler/host';
import type { ClassInfo } from '../runtime/classes';
import { recordsById, recordsOf, throwFailures, writeRecords } from '../runtime/dml';
import { current } from '../runtime/execution';
import { hydrate } from '../runtime/hydration';
import { runQuery, toBind } from '../runtime/query';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex, throwNullPointer } from '../values/exception';
import { ApexList } from '../values/list';
import type { ApexMap } from '../values/map';
import type { SObjectValue } from '../values/sobject';
import { throwNullArgument } from './arguments';
import { ASYNC_DATABASE_METHODS } from './batch';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';
import { accessFor } from './database-access';
import { type AccessLevel, DmlOptionsValue } from './database-options';
import { LEAD_DATABASE_METHODS } from './database-lead';
import { dmlResultValue } from './results';
import { SAVEPOINT_METHODS, SAVEPOINT_TYPE } from './savepoint';
import type { FieldToken } from './schema-tokens';

interface Operation {
  readonly name: DmlOperation;
  readonly result: string;
  /** Whether ids stand for records. */
  readonly byId: boolean;
}

const OPERATIONS: readonly Operation[] = [
  { name: 'insert', result: 'Database.SaveResult', byId: false },
  { name: 'update', result: 'Database.SaveResult', byId: false },
  { name: 'upsert', result: 'Database.UpsertResult', byId: false },
  { name: 'delete', result: 'Database.DeleteResult', byId: true },
  { name: 'undelete', result: 'Database.UndeleteResult', byId: true }
];

function write(
  operation: Operation,
  records: readonly SObjectValue[],
  options: unknown,
  access: AccessPolicy,
  field: FieldToken | null
): DmlResult[] {
  const allOrNone = flag(options);
  const allowDuplicates = options instanceof DmlOptionsValue && options.duplicateRuleHeader.allowSave === true;
  const externalIdField = field?.field.apiName ?? null;
  const results = writeRecords({ operation: operation.name, access, allOrNone, allowDuplicates, externalIdField }, records);
  if (allOrNone) throwFailures(operation.name, results, records[0]?.object ?? null, records);
  return results;
}

function flag(option: unknown): boolean {
  if (option === null) throwNullArgument();
  if (option instanceof DmlOptionsValue) return option.allOrNone ?? false;
  return option === undefined ? true : option === true;
}

/** Records given as such or by id. */
function inputs(value: unknown): SObjectValue[] {
  if (value === null) throwNullPointer();
  if (typeof value === 'string') return recordsById([value]);
  if (value instanceof ApexList && value.items.some((item) => typeof item === 'string')) return recordsById(value.items);
  return recordsOf(value);
}

/** All forms of one operation: one record or many, with or without allOrNone (or DMLOptions) and an access level. */
function operationMethods(operation: Operation): Record<MethodSignature, NativeFunction> {
  const { name, result } = operation;
  const methods: Record<MethodSignature, NativeFunction> = {};
  const one = (
    value: unknown,
    options: unknown,
    level: AccessLevel | null | undefined,
    caller: ClassInfo,
    field: FieldToken | null
  ): unknown => {
    const [outcome] = write(operation, inputs(value), options, accessFor(level, caller), field);
    return outcome ? dmlResultValue(result, outcome) : throwNullPointer();
  };
  const many = (
    value: unknown,
    options: unknown,
    level: AccessLevel | null | undefined,
    caller: ClassInfo,
    field: FieldToken | null
  ): unknown =>
    new ApexList(
      RuntimeType.of(result),
      write(operation, inputs(value), options, accessFor(level, caller), field).map((outcome) => dmlResultValue(result, outcome))
    );
  const forms: readonly (readonly [string, string, typeof one])[] = [
    [`${result} ${name}`, 'SObject recordToProcess', one],
    [`List<${result}> ${name}`, 'List<SObject> recordsToProcess', many],
    ...(operation.byId
      ? ([
          [`${result} ${name}`, 'Id recordId', one],
          [`List<${result}> ${name}`, 'List<Id> recordIds', many]
        ] as const)
      : [])
  ];
  for (const [head, records, run] of forms) {
    methods[`${head}(${records})`] = (value: unknown, caller: ClassInfo) => run(value, undefined, undefined, caller, null);
    methods[`${head}(${records}, Boolean allOrNone)`] = (value: unknown, options: unknown, caller: ClassInfo) =>
      run(value, options, undefined, caller, null);
    methods[`${head}(${records}, System.AccessLevel accessLevel)`] = (value: unknown, level: AccessLevel, caller: ClassInfo) =>
      run(value, undefined, level, caller, null);
    methods[`${head}(${records}, Boolean allOrNone, System.AccessLevel accessLevel)`] = (
      value: unknown,
      options: unknown,
      level: AccessLevel,
      caller: ClassInfo
    ) => run(value, options, level, caller, null);
    if (name === 'insert' || name === 'update') {
      methods[`${head}(${records}, Database.DMLOptions dmlOptions)`] = (value: unknown, options: unknown, caller: ClassInfo) =>
        run(value, options, undefined, caller, null);
      methods[`${head}(${records}, Database.DMLOptions dmlOptions, System.AccessLevel accessLevel)`] = (
        value: unknown,
        options: unknown,
        level: AccessLevel,
        caller: ClassInfo
      ) => run(value, options, level, caller, null);
    }
    if (name !== 'upsert') continue;
    const key = 'Schema.SObjectField externalIdField';
    methods[`${head}(${records}, ${key})`] = (value: unknown, field: FieldToken | null, caller: ClassInfo) =>
      run(value, undefined, undefined, caller, field);
    methods[`${head}(${records}, ${key}, Boolean allOrNone)`] = (
      value: unknown,
      field: FieldToken | null,
      options: unknown,
      caller: ClassInfo
    ) => run(value, options, undefined, caller, field);
    methods[`${head}(${records}, ${key}, System.AccessLevel accessLevel)`] = (
      value: unknown,
      field: FieldToken | null,
      level: AccessLevel,
      caller: ClassInfo
    ) => run(value, undefined, level, caller, field);
    methods[`${head}(${records}, ${key}, Boolean allOrNone, System.AccessLevel accessLevel)`] = (
      value: unknown,
      field: FieldToken | null,
      options: unknown,
      level: AccessLevel,
      caller: ClassInfo
    ) => run(value, options, level, caller, field);
  }
  return methods;
}

/** Binds of dynamic SOQL: the caller's variables. A name that is none of them is left to the query to refuse. */
const bindsOf =
  (resolver: BindResolver | undefined): BindValues =>
  (name) => {
    const value: unknown = resolver?.(name);
    return value === undefined ? undefined : toBind(value);
  };

const mapBinds =
  (map: ApexMap): BindValues =>
  (name) => {
    const key = map.keys().find((candidate) => String(candidate).toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : toBind(map.get(key));
  };

function query(text: string | null, level: AccessLevel | null | undefined, caller: ClassInfo, binds: BindValues): ApexList {
  if (text === null) throwNullArgument();
  return hydrate(runQuery(text, accessFor(level, caller), binds), current().services.schema);
}

function count(text: string | null, level: AccessLevel | null | undefined, caller: ClassInfo, binds: BindValues): number {
  if (text === null) throwNullArgument();
  const result = runQuery(text, accessFor(level, caller), binds);
  if (!result.countQuery) throwApex('System.QueryException', 'Count query must use COUNT()');
  return result.totalSize;
}

const queryMethods: Readonly<Record<MethodSignature, NativeFunction>> = {
  'List<SObject> query(String queryString)': (text: string, caller: ClassInfo, binds: BindResolver) =>
    query(text, undefined, caller, bindsOf(binds)),
  'List<SObject> query(String queryString, System.AccessLevel accessLevel)': (
    text: string,
    level: AccessLevel,
    caller: ClassInfo,
    binds: BindResolver
  ) => query(text, level, caller, bindsOf(binds)),
  'List<SObject> queryWithBinds(String queryString, Map<String,Object> bindMap, System.AccessLevel accessLevel)': (
    text: string,
    binds: ApexMap,
    level: AccessLevel,
    caller: ClassInfo
  ) => query(text, level, caller, mapBinds(binds)),
  'Integer countQuery(String query)': (text: string, caller: ClassInfo, binds: BindResolver) =>
    count(text, undefined, caller, bindsOf(binds)),
  'Integer countQuery(String query, System.AccessLevel accessLevel)': (
    text: string,
    level: AccessLevel,
    caller: ClassInfo,
    binds: BindResolver
  ) => count(text, level, caller, bindsOf(binds)),
  'Integer countQueryWithBinds(String query, Map<String,Object> bindMap, System.AccessLevel accessLevel)': (
    text: string,
    binds: ApexMap,
    level: AccessLevel,
    caller: ClassInfo
  ) => count(text, level, caller, mapBinds(binds))
};

export const DATABASE_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Database',
    kind: 'class',
    staticMethods: {
      ...Object.assign({}, ...OPERATIONS.map(operationMethods)),
      ...queryMethods,
      ...ASYNC_DATABASE_METHODS,
      ...LEAD_DATABASE_METHODS,
      ...SAVEPOINT_METHODS
    }
  },
  SAVEPOINT_TYPE
];
