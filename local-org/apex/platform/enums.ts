import { ApexEnumValue } from '../values/enum';
import { throwApex } from '../values/exception';
import type { PlatformType } from './contract';

/** Enums of the platform: full name and constants in order. */
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  'System.RoundingMode': ['CEILING', 'DOWN', 'FLOOR', 'HALF_DOWN', 'HALF_EVEN', 'HALF_UP', 'UNNECESSARY', 'UP'],
  'System.TriggerOperation': [
    'BEFORE_INSERT',
    'BEFORE_UPDATE',
    'BEFORE_DELETE',
    'AFTER_INSERT',
    'AFTER_UPDATE',
    'AFTER_DELETE',
    'AFTER_UNDELETE'
  ],
  'System.LoggingLevel': ['NONE', 'INTERNAL', 'FINEST', 'FINER', 'FINE', 'DEBUG', 'INFO', 'WARN', 'ERROR'],
  'System.AccessType': ['CREATABLE', 'READABLE', 'UPDATABLE', 'UPSERTABLE'],
  'System.JSONToken': [
    'END_ARRAY',
    'END_OBJECT',
    'FIELD_NAME',
    'NOT_AVAILABLE',
    'START_ARRAY',
    'START_OBJECT',
    'VALUE_EMBEDDED_OBJECT',
    'VALUE_FALSE',
    'VALUE_NULL',
    'VALUE_NUMBER_FLOAT',
    'VALUE_NUMBER_INT',
    'VALUE_STRING',
    'VALUE_TRUE'
  ],
  'System.Quiddity': [
    'ANONYMOUS',
    'AURA',
    'BATCH_APEX',
    'FUTURE',
    'INVOCABLE_ACTION',
    'QUEUEABLE',
    'REST',
    'RUNTEST_ASYNC',
    'RUNTEST_DEPLOY',
    'RUNTEST_SYNC',
    'SCHEDULED',
    'SOAP',
    'SYNCHRONOUS',
    'UNDEFINED',
    'VF'
  ],
  'System.StatusCode': [],
  'Schema.DisplayType': [
    'ADDRESS',
    'ANYTYPE',
    'BASE64',
    'BOOLEAN',
    'COMBOBOX',
    'COMPLEXVALUE',
    'CURRENCY',
    'DATACATEGORYGROUPREFERENCE',
    'DATE',
    'DATETIME',
    'DOUBLE',
    'EMAIL',
    'ENCRYPTEDSTRING',
    'ID',
    'INTEGER',
    'JSON',
    'LOCATION',
    'LONG',
    'MULTIPICKLIST',
    'PERCENT',
    'PHONE',
    'PICKLIST',
    'REFERENCE',
    'SOBJECT',
    'STRING',
    'TEXTAREA',
    'TIME',
    'URL'
  ],
  'Schema.SOAPType': ['ANYTYPE', 'BASE64BINARY', 'BOOLEAN', 'DATE', 'DATETIME', 'DOUBLE', 'ID', 'INTEGER', 'STRING', 'TIME'],
  'Schema.SObjectDescribeOptions': ['DEFAULT', 'DEFERRED', 'FULL']
};

/** Status codes that `Database.Error.getStatusCode()` can give: those that the org's rooms raise. */
const STATUS_CODES = [
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'CANNOT_UPDATE_CONVERTED_LEAD',
  'CIRCULAR_DEPENDENCY',
  'DELETE_FAILED',
  'DUPLICATES_DETECTED',
  'DUPLICATE_EXTERNAL_ID',
  'DUPLICATE_USERNAME',
  'DUPLICATE_VALUE',
  'ENTITY_IS_DELETED',
  'ENTITY_IS_LOCKED',
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'FIELD_FILTER_VALIDATION_EXCEPTION',
  'FIELD_INTEGRITY_EXCEPTION',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INVALID_CROSS_REFERENCE_KEY',
  'INVALID_EMAIL_ADDRESS',
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_ID_FIELD',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INVALID_STATUS',
  'INVALID_TYPE_ON_FIELD_IN_RECORD',
  'LIMIT_EXCEEDED',
  'MALFORMED_ID',
  'MERGE_FAILED',
  'MISSING_ARGUMENT',
  'MIXED_DML_OPERATION',
  'NUMBER_OUTSIDE_VALID_RANGE',
  'REQUIRED_FIELD_MISSING',
  'SELF_REFERENCE_FROM_TRIGGER',
  'STORAGE_LIMIT_EXCEEDED',
  'STRING_TOO_LONG',
  'UNABLE_TO_LOCK_ROW',
  'UNKNOWN_EXCEPTION'
];

const constantsOf = (name: string): readonly string[] => (name === 'System.StatusCode' ? STATUS_CODES : (CONSTANTS[name] ?? []));

/** The constants of one platform enum. */
class PlatformEnum {
  readonly values: readonly ApexEnumValue[];
  private readonly byName: ReadonlyMap<string, ApexEnumValue>;

  constructor(
    readonly typeName: string,
    names: readonly string[]
  ) {
    this.values = names.map((name, ordinal) => new ApexEnumValue(typeName, name, ordinal));
    this.byName = new Map(this.values.map((value) => [value.name.toLowerCase(), value]));
  }

  /** Without regard to case. */
  find(name: string): ApexEnumValue | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** @throws RangeError for a name the host itself got wrong */
  get(name: string): ApexEnumValue {
    const value = this.find(name);
    if (!value) throw new RangeError(`${this.typeName} has no constant ${name}`);
    return value;
  }

  /** `valueOf` of Apex. @throws System.NoSuchElementException */
  valueOf(name: string): ApexEnumValue {
    return this.find(name) ?? throwApex('System.NoSuchElementException', `No enum constant ${this.typeName}.${name}`);
  }
}

const enums = new Map(Object.keys(CONSTANTS).map((name) => [name, new PlatformEnum(name, constantsOf(name))]));

/** @param name full name, `System.RoundingMode` @throws RangeError */
export function platformEnum(name: string): PlatformEnum {
  const found = enums.get(name);
  if (!found) throw new RangeError(`No platform enum is called ${name}`);
  return found;
}

export const ENUM_TYPES: readonly PlatformType[] = [...enums.values()].map(({ typeName, values }) => ({
  name: typeName,
  kind: 'enum',
  values: values.map(({ name }) => name)
}));
