import type { FieldDef } from '../../schema/types';
import { UnsupportedFeature } from '../../errors';
import { runtimeTypeName } from '../runtime/casts';
import { RuntimeType } from '../runtime/runtime-type';
import { AggregateRow } from '../values/aggregate';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { equalValues, hashValue } from '../values/equality';
import { ApexException, throwApex } from '../values/exception';
import { apexTypeOf } from '../values/field-value';
import { parseId } from '../values/id';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { SObjectValue, type RecordError } from '../values/sobject';
import { text } from '../values/text';
import { throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { platformEnum } from './enums';
import { ResultValue } from './results';
import { FieldToken, objectToken } from './schema-tokens';
import { cloneRecord } from './sobject-clone';

type FieldName = string | FieldToken | null;

/** The field that a name or a token means. @throws System.SObjectException `Invalid field X for Lead` */
function fieldOf(record: SObjectValue, name: FieldName): FieldDef {
  if (name === null) throwNullArgument();
  return record.field(name instanceof FieldToken ? name.field.apiName : name);
}

function get(record: SObjectValue | AggregateRow, name: FieldName): unknown {
  if (name === null) throwNullArgument();
  if (record instanceof AggregateRow) return record.get(name instanceof FieldToken ? name.field.apiName : name);
  return record.$get(fieldOf(record, name).ordinal);
}

/** A value fit for a field: numbers are converted, everything else must be of the field's type. @throws System.SObjectException */
function fitted(field: FieldDef, value: unknown): unknown {
  if (value === null) return null;
  const type = apexTypeOf(field);
  const illegal = (): never => throwApex('System.SObjectException', `Illegal assignment from ${runtimeTypeName(value)} to ${type}`);
  switch (type) {
    case 'Decimal':
      if (value instanceof Decimal) return value;
      if (typeof value === 'number') return Decimal.fromInteger(value);
      if (typeof value === 'bigint') return Decimal.fromLong(value);
      return value instanceof ApexDouble ? Decimal.fromDouble(value.value) : illegal();
    case 'Integer':
      if (typeof value === 'number') return value;
      return value instanceof Decimal && value.stripTrailingZeros().scale === 0 ? value.toInteger() : illegal();
    case 'Boolean':
      return typeof value === 'boolean' ? value : illegal();
    case 'Id':
      return typeof value === 'string' ? (parseId(value) ?? throwApex('System.StringException', `Invalid id: ${value}`)) : illegal();
    case 'String':
      return typeof value === 'string' ? value : illegal();
    case 'Date':
      if (value instanceof ApexDate) return value;
      return value instanceof ApexDatetime ? ApexDate.fromStored(value.toIso().slice(0, 10)) : illegal();
    case 'Datetime':
      if (value instanceof ApexDatetime) return value;
      return value instanceof ApexDate ? new ApexDatetime(value.milliseconds) : illegal();
    default:
      return value;
  }
}

function put(record: SObjectValue, name: FieldName, value: unknown): unknown {
  const field = fieldOf(record, name);
  const before = record.peek(field.ordinal);
  record.$set(field.ordinal, fitted(field, value));
  return before;
}

function relationshipOf(record: SObjectValue, name: FieldName): FieldDef {
  if (name === null) throwNullArgument();
  if (name instanceof FieldToken) return name.field;
  return (
    record.object.parentRelationship(name) ??
    throwApex('System.SObjectException', `Invalid relationship ${name} for ${record.object.apiName}`)
  );
}

function childrenOf(record: SObjectValue, name: string | null): ApexList | null {
  if (name === null) throwNullArgument();
  const child = record.object.childRelationship(name);
  if (!child?.relationshipName) throwApex('System.SObjectException', `Invalid relationship ${name} for ${record.object.apiName}`);
  const list = record.children?.get(child.relationshipName.toLowerCase());
  return list && list.size() > 0 ? list : null;
}

const messageOf = (error: unknown): string => (error instanceof ApexException ? error.getMessage() : text(error));

function addError(record: SObjectValue, error: unknown, field: FieldName = null): void {
  record.addError(messageOf(error), field === null ? null : fieldOf(record, field).apiName);
}

const clone = (
  record: SObjectValue,
  id: boolean | null,
  deep: boolean | null,
  stamps: boolean | null,
  numbers: boolean | null
): SObjectValue =>
  cloneRecord(record, {
    preserveId: id === true,
    deep: deep === true,
    preserveTimestamps: stamps === true,
    preserveAutonumbers: numbers === true
  });

function populated(record: SObjectValue | AggregateRow): ApexMap {
  const map = ApexMap.caseInsensitive(RuntimeType.of('String'), RuntimeType.of('Object'));
  for (const [name, value] of record instanceof AggregateRow ? record.entries() : record.populated()) map.put(name, value);
  return map;
}

function errorsOf(record: SObjectValue): ApexList {
  const found = (record.errors ?? []).map(
    ({ message, field }: RecordError) =>
      new ResultValue('Database.Error', {
        message,
        statusCode: platformEnum('System.StatusCode').get('FIELD_CUSTOM_VALIDATION_EXCEPTION'),
        fields: field === null ? [] : [field]
      })
  );
  return new ApexList(RuntimeType.of('Database.Error'), found);
}

export const SOBJECT_TYPES: readonly PlatformType[] = [
  {
    name: 'System.SObject',
    kind: 'class',
    isInstance: (value) => value instanceof SObjectValue || value instanceof AggregateRow,
    methods: {
      'void addError(String errorMsg)': (record: SObjectValue, message: unknown) => addError(record, message),
      'void addError(String errorMsg, Boolean escape)': (record: SObjectValue, message: unknown) => addError(record, message),
      'void addError(Exception exceptionError)': (record: SObjectValue, error: unknown) => addError(record, error),
      'void addError(Exception exceptionError, Boolean escape)': (record: SObjectValue, error: unknown) => addError(record, error),
      'void addError(String fieldName, String errorMsg)': (record: SObjectValue, field: string, message: unknown) =>
        addError(record, message, field),
      'void addError(String fieldName, String errorMsg, Boolean escape)': (record: SObjectValue, field: string, message: unknown) =>
        addError(record, message, field),
      'void addError(Schema.SObjectField fieldToken, String errorMsg)': (record: SObjectValue, field: FieldToken, message: unknown) =>
        addError(record, message, field),
      'void addError(Schema.SObjectField fieldToken, String errorMsg, Boolean escape)': (
        record: SObjectValue,
        field: FieldToken,
        message: unknown
      ) => addError(record, message, field),
      'void clear()': (record: SObjectValue) => {
        if (record.readOnly) throwApex('System.FinalException', 'Record is read-only');
        record.clear();
      },
      'SObject clone()': (record: SObjectValue) => clone(record, false, false, false, false),
      'SObject clone(Boolean preserveId)': (record: SObjectValue, id: boolean) => clone(record, id, false, false, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone)': (record: SObjectValue, id: boolean, deep: boolean) =>
        clone(record, id, deep, false, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps)': (
        record: SObjectValue,
        id: boolean,
        deep: boolean,
        stamps: boolean
      ) => clone(record, id, deep, stamps, false),
      'SObject clone(Boolean preserveId, Boolean isDeepClone, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)': clone,
      'Boolean equals(Object other)': equalValues,
      'Object get(String fieldName)': get,
      'Object get(Schema.SObjectField field)': get,
      'List<Database.Error> getErrors()': errorsOf,
      'Map<String,Object> getPopulatedFieldsAsMap()': populated,
      'SObject getSObject(String fieldName)': (record: SObjectValue, name: FieldName) =>
        record.$parent(relationshipOf(record, name).ordinal),
      'SObject getSObject(Schema.SObjectField fieldName)': (record: SObjectValue, name: FieldName) =>
        record.$parent(relationshipOf(record, name).ordinal),
      'List<SObject> getSObjects(String fieldName)': childrenOf,
      'Schema.SObjectType getSObjectType()': (record: SObjectValue) => objectToken(record.object),
      'Boolean hasErrors()': (record: SObjectValue) => record.errors !== null,
      'Integer hashCode()': hashValue,
      'Boolean isClone()': (record: SObjectValue) => record.clonedFrom !== null,
      'Id getCloneSourceId()': (record: SObjectValue) => record.clonedFrom,
      'Boolean isSet(String fieldName)': (record: SObjectValue, name: FieldName) => record.isSet(fieldOf(record, name).ordinal),
      'Boolean isSet(Schema.SObjectField field)': (record: SObjectValue, name: FieldName) => record.isSet(fieldOf(record, name).ordinal),
      'Object put(String fieldName, Object value)': put,
      'Object put(Schema.SObjectField fieldName, Object value)': put,
      'SObject putSObject(String fieldName, SObject value)': (record: SObjectValue, name: FieldName, value: unknown) => {
        const { ordinal } = relationshipOf(record, name);
        const before = record.parents?.get(ordinal) ?? null;
        record.$setParent(ordinal, value);
        return before;
      },
      'void recalculateFormulas()': () => {
        throw new UnsupportedFeature('SObject.recalculateFormulas');
      },
      'String toString()': text
    }
  },
  { name: 'System.AggregateResult', kind: 'class', extends: 'SObject', isInstance: (value) => value instanceof AggregateRow }
];
