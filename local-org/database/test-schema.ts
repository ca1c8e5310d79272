import type { ChildRelationshipDef, FieldDef, FieldType, ObjectDef, Schema } from '../schema/types';

/** What a test says of a field; the rest is as plain as can be. */
export interface TestField extends Partial<Omit<FieldDef, 'object' | 'key' | 'ordinal' | 'apiName' | 'type'>> {
  readonly type: FieldType;
  /** Name of the way down from the parent to this object. */
  readonly children?: string;
}

export interface TestObject {
  readonly keyPrefix: string;
  readonly fields: Readonly<Record<string, TestField>>;
  /** Objects have IsDeleted unless this is false. */
  readonly undeletable?: boolean;
  readonly sharingModel?: ObjectDef['sharingModel'];
}

const SYSTEM_FIELDS: Readonly<Record<string, TestField>> = {
  Id: { type: 'id', length: 18, nillable: false },
  OwnerId: { type: 'reference', referenceTo: ['User', 'Group'], relationshipName: 'Owner', nillable: false },
  IsDeleted: { type: 'boolean', nillable: false },
  CreatedDate: { type: 'datetime', nillable: false },
  CreatedById: { type: 'reference', referenceTo: ['User'], relationshipName: 'CreatedBy', nillable: false },
  LastModifiedDate: { type: 'datetime', nillable: false },
  SystemModstamp: { type: 'datetime', nillable: false }
};

/** Makes a schema from a few words per object, for the tests of the rooms that need no metadata. */
export function testSchema(objects: Readonly<Record<string, TestObject>>, hash = 'test'): Schema {
  const defs = Object.entries(objects).map(([name, object]) => testObject(name, object));
  const byKey = new Map(defs.map((def) => [def.key, def]));
  const byPrefix = new Map(defs.map((def) => [def.keyPrefix, def]));
  for (const child of defs) {
    for (const field of child.fields) {
      for (const target of field.referenceTo) {
        const relationship = objects[child.apiName]?.fields[field.apiName]?.children;
        byKey.get(target.toLowerCase())?.children.push({
          childObject: child.apiName,
          field,
          ...(relationship === undefined ? {} : { relationshipName: relationship }),
          cascadeDelete: field.deleteConstraint === 'cascade',
          restrictedDelete: field.deleteConstraint === 'restrict'
        });
      }
    }
  }
  return {
    objects: [...defs].sort((a, b) => (a.apiName < b.apiName ? -1 : 1)),
    hash,
    object: (name) => byKey.get(name.toLowerCase()),
    objectByPrefix: (prefix) => byPrefix.get(prefix)
  };
}

type TestObjectDef = ObjectDef & { readonly children: ChildRelationshipDef[] };

function testObject(apiName: string, spec: TestObject): TestObjectDef {
  const fields: FieldDef[] = [];
  const children: ChildRelationshipDef[] = [];
  const byKey = new Map<string, FieldDef>();
  const undeletable = spec.undeletable ?? true;
  const object: TestObjectDef = {
    apiName,
    key: apiName.toLowerCase(),
    label: apiName,
    pluralLabel: `${apiName}s`,
    kind: apiName.endsWith('__c') ? 'custom' : 'standard',
    keyPrefix: spec.keyPrefix,
    fields,
    children,
    childRelationships: children,
    validationRules: [],
    recordTypes: [],
    sharingModel: spec.sharingModel ?? 'ReadWrite',
    queryable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable,
    mergeable: false,
    searchable: true,
    triggerable: true,
    setupObject: false,
    field: (name) => byKey.get(name.toLowerCase()),
    parentRelationship: (name) => fields.find((field) => field.relationshipName?.toLowerCase() === name.toLowerCase()),
    childRelationship: (name) => children.find((child) => child.relationshipName?.toLowerCase() === name.toLowerCase())
  };
  const all = { ...SYSTEM_FIELDS, ...spec.fields };
  for (const [name, field] of Object.entries(all)) {
    if (name === 'IsDeleted' && !undeletable) continue;
    const def = testField(object, name, field, fields.length);
    fields.push(def);
    byKey.set(def.key, def);
  }
  const nameField = fields.find((field) => field.nameField);
  return nameField ? Object.assign(object, { nameField }) : object;
}

function testField(object: ObjectDef, apiName: string, spec: TestField, ordinal: number): FieldDef {
  const long = spec.type === 'textarea' && (spec.length ?? 0) > 255;
  return {
    label: apiName.replace(/__c$/, '').replaceAll('_', ' '),
    custom: apiName.endsWith('__c'),
    length: ['string', 'picklist', 'email', 'phone', 'url', 'textarea'].includes(spec.type) ? 255 : 0,
    precision: ['double', 'currency', 'percent'].includes(spec.type) ? 18 : 0,
    scale: ['double', 'currency', 'percent'].includes(spec.type) ? 2 : 0,
    nillable: true,
    required: false,
    unique: false,
    caseSensitive: false,
    externalId: false,
    idLookup: false,
    createable: true,
    updateable: true,
    filterable: !long,
    sortable: !long,
    groupable: !long && !['double', 'currency', 'percent', 'datetime'].includes(spec.type),
    nameField: false,
    referenceTo: [],
    trackHistory: false,
    ...spec,
    object,
    apiName,
    key: apiName.toLowerCase(),
    ordinal
  };
}
