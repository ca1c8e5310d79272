import type { ChildRelationshipDef, FieldDef, ObjectDef, PicklistValue, RecordTypeDef } from '../../schema/types';
import { current } from '../runtime/execution';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { SObjectValue } from '../values/sobject';
import { fieldPolicy } from './field-access';
import { throwNullArgument } from './arguments';
import type { NativeFunction, PlatformType } from './contract';
import {
  describedField,
  describedObject,
  DescribedField,
  DescribedObject,
  FieldToken,
  fieldToken,
  fieldsOf,
  interning,
  ObjectFields,
  ObjectToken,
  objectToken
} from './schema-tokens';
import { displayType, soapType } from './schema-types';

const TEXT = RuntimeType.of('String');
const FIELD = RuntimeType.of('Schema.SObjectField');

/** `Schema.PicklistEntry`. */
class PicklistEntry {
  constructor(readonly entry: PicklistValue) {}

  toString(): string {
    return `Schema.PicklistEntry[getLabel=${this.entry.label};getValue=${this.entry.value};isActive=${this.entry.active};isDefaultValue=${this.entry.isDefault};]`;
  }
}
/** `Schema.ChildRelationship`. */
class ChildRelationship {
  constructor(readonly relationship: ChildRelationshipDef) {}
}
/** `Schema.RecordTypeInfo`. */
class RecordTypeInfo {
  constructor(
    readonly definition: RecordTypeDef,
    readonly object: ObjectDef
  ) {}
}

const picklistEntry = interning((entry: PicklistValue) => new PicklistEntry(entry));
const childRelationship = interning((relationship: ChildRelationshipDef) => new ChildRelationship(relationship));
const recordTypeInfos = interning((object: ObjectDef) => object.recordTypes.map((definition) => new RecordTypeInfo(definition, object)));

const fieldMaps = new WeakMap<ObjectDef, ApexMap>();

/** Name to token, found without regard to case; lower-case keys as on the platform. */
function fieldMap(object: ObjectDef): ApexMap {
  const known = fieldMaps.get(object);
  if (known) return known.clone();
  const map = ApexMap.caseInsensitive(TEXT, FIELD);
  for (const field of object.fields) map.put(field.key, fieldToken(field));
  fieldMaps.set(object, map);
  return map.clone();
}

function globalDescribe(): ApexMap {
  const map = ApexMap.caseInsensitive(TEXT, RuntimeType.of('Schema.SObjectType'));
  for (const object of current().services.schema.objects) map.put(object.key, objectToken(object));
  return map;
}

function describeObjects(names: ApexList | null): ApexList {
  if (names === null) throwNullArgument();
  return new ApexList(
    RuntimeType.of('Schema.DescribeSObjectResult'),
    names.items.map((name) =>
      describedObject(
        current().services.schema.object(String(name)) ??
          throwApex(
            'System.InvalidParameterValueException',
            `Invalid sobject provided. The Schema.describeSObject() methods does not support the ${String(name)} sobject type.`
          )
      )
    )
  );
}

function newRecord(object: ObjectDef, id: string | null): SObjectValue {
  const record = new SObjectValue(object);
  if (id !== null) record.setId(id);
  return record;
}

function recordTypeId(info: RecordTypeInfo): string | null {
  const { tx } = current();
  const row = tx.db.get('SELECT Id FROM RecordType WHERE SobjectType = ? AND DeveloperName = ?', [
    info.object.apiName,
    info.definition.developerName
  ]);
  const id = row?.['Id'];
  return typeof id === 'string' ? id : null;
}

function recordTypesBy(key: (info: RecordTypeInfo) => string | null, type: string): NativeFunction {
  return ({ object }: DescribedObject) => {
    const map = new ApexMap(RuntimeType.of(type), RuntimeType.of('Schema.RecordTypeInfo'));
    for (const info of recordTypeInfos(object)) map.put(key(info), info);
    return map;
  };
}

const ofObject =
  (read: (object: ObjectDef) => unknown): NativeFunction =>
  ({ object }: DescribedObject) =>
    read(object);
const ofField =
  (read: (field: FieldDef) => unknown): NativeFunction =>
  ({ field }: DescribedField) =>
    read(field);

export const SCHEMA_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Schema',
    kind: 'class',
    staticMethods: {
      'List<Schema.DescribeSObjectResult> describeSObjects(List<String> sObjectTypes)': (names: ApexList) => describeObjects(names),
      'Map<String,Schema.SObjectType> getGlobalDescribe()': globalDescribe
    }
  },
  {
    name: 'Schema.SObjectType',
    kind: 'class',
    isInstance: (value) => value instanceof ObjectToken,
    methods: {
      'Schema.DescribeSObjectResult getDescribe()': ({ object }: ObjectToken) => describedObject(object),
      'Schema.DescribeSObjectResult getDescribe(Schema.SObjectDescribeOptions options)': ({ object }: ObjectToken) =>
        describedObject(object),
      'SObject newSObject()': ({ object }: ObjectToken) => newRecord(object, null),
      'SObject newSObject(Id id)': ({ object }: ObjectToken, id: string | null) => newRecord(object, id),
      'String toString()': (token: ObjectToken) => token.toString()
    }
  },
  {
    name: 'Schema.SObjectField',
    kind: 'class',
    isInstance: (value) => value instanceof FieldToken,
    methods: {
      'Schema.DescribeFieldResult getDescribe()': ({ field }: FieldToken) => describedField(field),
      'String toString()': (token: FieldToken) => token.toString()
    }
  },
  {
    name: 'Schema.SObjectTypeFields',
    kind: 'class',
    isInstance: (value) => value instanceof ObjectFields,
    methods: { 'Map<String,Schema.SObjectField> getMap()': ({ object }: ObjectFields) => fieldMap(object) }
  },
  {
    name: 'Schema.DescribeSObjectResult',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof DescribedObject,
    properties: { 'Schema.SObjectTypeFields fields': { get: ofObject(fieldsOf) } },
    methods: {
      'List<Schema.ChildRelationship> getChildRelationships()': ofObject(
        (object) => new ApexList(RuntimeType.of('Schema.ChildRelationship'), object.childRelationships.map(childRelationship))
      ),
      'String getKeyPrefix()': ofObject((object) => object.keyPrefix),
      'String getLabel()': ofObject((object) => object.label),
      'String getLabelPlural()': ofObject((object) => object.pluralLabel),
      'String getLocalName()': ofObject((object) => object.apiName),
      'String getName()': ofObject((object) => object.apiName),
      'List<Schema.RecordTypeInfo> getRecordTypeInfos()': ofObject(
        (object) => new ApexList(RuntimeType.of('Schema.RecordTypeInfo'), [...recordTypeInfos(object)])
      ),
      'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': recordTypesBy(
        (info) => info.definition.developerName,
        'String'
      ),
      'Map<Id,Schema.RecordTypeInfo> getRecordTypeInfosById()': recordTypesBy(recordTypeId, 'Id'),
      'Map<String,Schema.RecordTypeInfo> getRecordTypeInfosByName()': recordTypesBy((info) => info.definition.label, 'String'),
      'Schema.SObjectType getSObjectType()': ofObject(objectToken),
      'Boolean isAccessible()': ofObject((object) => fieldPolicy().canReadObject(object)),
      'Boolean isCreateable()': ofObject((object) => object.createable && fieldPolicy().canCreateObject(object)),
      'Boolean isCustom()': ofObject((object) => object.kind !== 'standard'),
      'Boolean isCustomSetting()': ofObject((object) => object.kind === 'customSetting'),
      'Boolean isDeletable()': ofObject((object) => object.deletable && fieldPolicy().canDeleteObject(object)),
      'Boolean isMergeable()': ofObject((object) => object.mergeable),
      'Boolean isQueryable()': ofObject((object) => object.queryable),
      'Boolean isSearchable()': ofObject((object) => object.searchable),
      'Boolean isUndeletable()': ofObject((object) => object.undeletable),
      'Boolean isUpdateable()': ofObject((object) => object.updateable && fieldPolicy().canEditObject(object))
    }
  },
  {
    name: 'Schema.DescribeFieldResult',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof DescribedField,
    methods: {
      'Integer getByteLength()': ofField((field) => field.length * 3),
      'String getCalculatedFormula()': ofField((field) => field.formula?.expression ?? null),
      'Schema.SObjectField getController()': ofField((field) => {
        const controller = field.picklist?.controllingField === undefined ? undefined : field.object.field(field.picklist.controllingField);
        return controller ? fieldToken(controller) : null;
      }),
      'String getDefaultValueFormula()': ofField((field) => field.defaultValue ?? null),
      'Integer getDigits()': ofField((field) => (field.type === 'int' ? field.precision : 0)),
      'String getInlineHelpText()': ofField((field) => field.inlineHelpText ?? null),
      'String getLabel()': ofField((field) => field.label),
      'Integer getLength()': ofField((field) => field.length),
      'String getLocalName()': ofField((field) => field.apiName),
      'String getName()': ofField((field) => field.apiName),
      'List<Schema.PicklistEntry> getPicklistValues()': ofField(
        (field) => new ApexList(RuntimeType.of('Schema.PicklistEntry'), (field.picklist?.values ?? []).map(picklistEntry))
      ),
      'Integer getPrecision()': ofField((field) => field.precision),
      'List<Schema.SObjectType> getReferenceTo()': ofField(
        (field) =>
          new ApexList(
            RuntimeType.of('Schema.SObjectType'),
            field.referenceTo.flatMap((name) => {
              const object = current().services.schema.object(name);
              return object ? [objectToken(object)] : [];
            })
          )
      ),
      'String getRelationshipName()': ofField((field) => field.relationshipName ?? null),
      'Integer getScale()': ofField((field) => field.scale),
      'Schema.SOAPType getSOAPType()': ofField(soapType),
      'Schema.SObjectField getSObjectField()': ofField(fieldToken),
      'Schema.SObjectType getSObjectType()': ofField((field) => objectToken(field.object)),
      'Schema.DisplayType getType()': ofField(displayType),
      'Boolean isAccessible()': ofField((field) => fieldPolicy().canReadField(field)),
      'Boolean isAutoNumber()': ofField((field) => field.autoNumber !== undefined),
      'Boolean isCalculated()': ofField((field) => field.formula !== undefined || field.rollup !== undefined),
      'Boolean isCascadeDelete()': ofField((field) => field.deleteConstraint === 'cascade'),
      'Boolean isCaseSensitive()': ofField((field) => field.caseSensitive),
      'Boolean isCreateable()': ofField((field) => field.createable && fieldPolicy().canCreateField(field)),
      'Boolean isCustom()': ofField((field) => field.custom),
      'Boolean isDefaultedOnCreate()': ofField((field) => field.defaultValue !== undefined),
      'Boolean isDependentPicklist()': ofField((field) => field.picklist?.controllingField !== undefined),
      'Boolean isExternalID()': ofField((field) => field.externalId),
      'Boolean isFilterable()': ofField((field) => field.filterable),
      'Boolean isGroupable()': ofField((field) => field.groupable),
      'Boolean isHtmlFormatted()': ofField((field) => field.richText === true),
      'Boolean isIdLookup()': ofField((field) => field.idLookup),
      'Boolean isNameField()': ofField((field) => field.nameField),
      'Boolean isNamePointing()': ofField((field) => field.referenceTo.length > 1),
      'Boolean isNillable()': ofField((field) => field.nillable),
      'Boolean isPermissionable()': ofField((field) => !field.required && field.type !== 'id' && field.relationshipType !== 'masterDetail'),
      'Boolean isRestrictedPicklist()': ofField((field) => field.picklist?.restricted ?? false),
      'Boolean isSortable()': ofField((field) => field.sortable),
      'Boolean isUnique()': ofField((field) => field.unique),
      'Boolean isUpdateable()': ofField((field) => field.updateable && fieldPolicy().canEditField(field))
    }
  },
  {
    name: 'Schema.PicklistEntry',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof PicklistEntry,
    methods: {
      'String getLabel()': ({ entry }: PicklistEntry) => entry.label,
      'String getValue()': ({ entry }: PicklistEntry) => entry.value,
      'Boolean isActive()': ({ entry }: PicklistEntry) => entry.active,
      'Boolean isDefaultValue()': ({ entry }: PicklistEntry) => entry.isDefault
    }
  },
  {
    name: 'Schema.ChildRelationship',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof ChildRelationship,
    methods: {
      'Schema.SObjectType getChildSObject()': ({ relationship }: ChildRelationship) => objectToken(relationship.field.object),
      'Schema.SObjectField getField()': ({ relationship }: ChildRelationship) => fieldToken(relationship.field),
      'String getRelationshipName()': ({ relationship }: ChildRelationship) => relationship.relationshipName ?? null,
      'Boolean isCascadeDelete()': ({ relationship }: ChildRelationship) => relationship.cascadeDelete,
      'Boolean isRestrictedDelete()': ({ relationship }: ChildRelationship) => relationship.restrictedDelete
    }
  },
  {
    name: 'Schema.RecordTypeInfo',
    kind: 'class',
    getterProperties: true,
    isInstance: (value) => value instanceof RecordTypeInfo,
    methods: {
      'String getDeveloperName()': ({ definition }: RecordTypeInfo) => definition.developerName,
      'String getName()': ({ definition }: RecordTypeInfo) => definition.label,
      'Id getRecordTypeId()': recordTypeId,
      'Boolean isActive()': ({ definition }: RecordTypeInfo) => definition.active
    }
  }
];
