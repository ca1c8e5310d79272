import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { schemaWith } from './testing';
import type { FieldDef, FieldType, ObjectDef } from './types';

/**
 * The catalogue against a typed source that others generated from a real org: jsforce's standard schema. It knows names,
 * JavaScript types, which fields are never empty, and parents; not lengths, labels or picklists.
 */
interface TypedField {
  readonly type: string;
  readonly nullable: boolean;
}

interface TypedObject {
  readonly fields: ReadonlyMap<string, TypedField>;
  readonly parents: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, string>;
}

const SOURCE = path.join(__dirname, '../../node_modules/jsforce/lib/types/standard-schema.d.ts');

function readTypedSource(): Map<string, TypedObject> {
  const source = ts.createSourceFile(SOURCE, readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest);
  const literals = new Map<string, ts.TypeLiteralNode>();
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type)) literals.set(statement.name.text, statement.type);
  }
  const members = (name: string): Map<string, TypedField> => {
    const found = new Map<string, TypedField>();
    for (const member of literals.get(name)?.members ?? []) {
      if (!ts.isPropertySignature(member) || !member.type) continue;
      const types = member.type
        .getText(source)
        .split('|')
        .map((part) => part.trim());
      found.set(member.name.getText(source), { type: types.filter((part) => part !== 'null').join('|'), nullable: types.includes('null') });
    }
    return found;
  };
  const targets = (name: string): Map<string, string> =>
    new Map([...members(name)].map(([relationship, { type }]) => [relationship, type.replace('SObjectDefinition$', '')]));
  const objects = new Map<string, TypedObject>();
  for (const name of literals.keys()) {
    const object = /^Fields\$(\w+)$/.exec(name)?.[1];
    if (object === undefined) continue;
    objects.set(object, {
      fields: members(name),
      parents: targets(`ParentReferences$${object}`),
      children: targets(`ChildRelationships$${object}`)
    });
  }
  return objects;
}

const TYPESCRIPT_TYPES: Readonly<Record<FieldType, string>> = {
  id: 'string',
  reference: 'string',
  string: 'string',
  textarea: 'string',
  picklist: 'string',
  multipicklist: 'string',
  combobox: 'string',
  email: 'string',
  phone: 'string',
  url: 'string',
  encryptedstring: 'string',
  time: 'string',
  anyType: 'string',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'DateString',
  datetime: 'DateString',
  base64: 'BlobString',
  address: 'Address',
  location: 'Address'
};

/** Objects newer than the typed source, or that it leaves out. */
const OBJECTS_NOT_THERE = new Set(['CustomNotificationType', 'PermissionSetGroup', 'PermissionSetGroupComponent']);

/** Fields that the typed source's org did not show, each with where it is documented. */
const FIELDS_NOT_THERE: Readonly<Record<string, string>> = {
  'Account.AccountNumber': 'Object Reference: Account; hidden by the layout-based field security of the source org',
  'Account.Ownership': 'Object Reference: Account; hidden in the source org',
  'Account.Rating': 'Object Reference: Account; hidden in the source org',
  'Account.Sic': 'Object Reference: Account; hidden in the source org',
  'Account.Site': 'Object Reference: Account; hidden in the source org',
  'Account.TickerSymbol': 'Object Reference: Account; hidden in the source org',
  'AsyncApexJob.CronTriggerId': 'Object Reference: AsyncApexJob, since API 51',
  'Lead.DoNotCall': 'Object Reference: Lead; hidden in the source org',
  'Lead.Fax': 'Object Reference: Lead; hidden in the source org',
  'Lead.HasOptedOutOfEmail': 'Object Reference: Lead; hidden in the source org',
  'Lead.HasOptedOutOfFax': 'Object Reference: Lead; hidden in the source org',
  'Lead.LastTransferDate': 'Object Reference: Lead; hidden in the source org',
  'Lead.MobilePhone': 'Object Reference: Lead; hidden in the source org',
  'Opportunity.ExpectedRevenue': 'Object Reference: Opportunity; hidden in the source org',
  'PermissionSet.PermissionSetGroupId': 'Object Reference: PermissionSet, since API 45',
  'PermissionSet.Type': 'Object Reference: PermissionSet, since API 46',
  'PermissionSetAssignment.ExpirationDate': 'Object Reference: PermissionSetAssignment, since API 52',
  'PermissionSetAssignment.IsActive': 'Object Reference: PermissionSetAssignment, since API 52',
  'PermissionSetAssignment.PermissionSetGroupId': 'Object Reference: PermissionSetAssignment, since API 45',
  'Task.CompletedDateTime': 'Object Reference: Task, since API 44'
};

/** Relationships up that the typed source's org did not have yet, each with where it is documented. */
const RELATIONSHIPS_NOT_THERE: Readonly<Record<string, string>> = {
  'FiscalYearSettings.Period': 'Object Reference: FiscalYearSettings, PeriodId'
};

/** Relationship names up that the typed source gives for polymorphic fields: all its targets in one. */
const POLYMORPHIC = 'Name';

const typed = readTypedSource();
const schema = schemaWith();
const objects = schema.objects.filter((object) => !OBJECTS_NOT_THERE.has(object.apiName));

function typedObject(object: ObjectDef): TypedObject {
  const found = typed.get(object.apiName);
  if (!found) throw new Error(`the typed source has no ${object.apiName}`);
  return found;
}

const present = (object: ObjectDef): FieldDef[] =>
  object.fields.filter((field) => !(`${object.apiName}.${field.apiName}` in FIELDS_NOT_THERE));

describe('the standard catalogue agrees with a typed source from a real org', () => {
  it('reads the source', () => {
    expect(typed.size).toBeGreaterThan(300);
    expect(typed.get('Lead')?.fields.get('Company')).toEqual({ type: 'string', nullable: false });
  });

  it.each(objects.map((object) => [object.apiName, object] as const))('%s: every field exists there, with its type', (_name, object) => {
    const fields = typedObject(object).fields;
    const wrong = present(object).flatMap((field) => {
      const found = fields.get(field.apiName);
      if (!found) return [`${field.apiName} is not there`];
      return found.type === TYPESCRIPT_TYPES[field.type] ? [] : [`${field.apiName} is ${field.type} here and ${found.type} there`];
    });
    expect(wrong).toEqual([]);
  });

  it.each(objects.map((object) => [object.apiName, object] as const))('%s: the same fields are never empty', (_name, object) => {
    const fields = typedObject(object).fields;
    const wrong = present(object)
      .filter((field) => fields.get(field.apiName)?.nullable !== field.nillable)
      .map((field) => `${field.apiName} is ${field.nillable ? 'nillable' : 'never empty'} here only`);
    expect(wrong).toEqual([]);
  });

  it.each(objects.map((object) => [object.apiName, object] as const))('%s: relationships up point to the same objects', (_name, object) => {
    const parents = typedObject(object).parents;
    const wrong = present(object).flatMap((field) => {
      if (field.relationshipName === undefined || `${object.apiName}.${field.relationshipName}` in RELATIONSHIPS_NOT_THERE) return [];
      const target = parents.get(field.relationshipName);
      if (target === undefined) return [`${field.relationshipName} is not there`];
      if (target === POLYMORPHIC || field.referenceTo.includes(target)) return [];
      return [`${field.relationshipName} points to ${field.referenceTo.join(', ')} here and to ${target} there`];
    });
    expect(wrong).toEqual([]);
  });

  it.each(objects.map((object) => [object.apiName, object] as const))('%s: relationships down have the same names', (_name, object) => {
    const children = typedObject(object).children;
    const wrong = object.childRelationships.flatMap((child) => {
      if (child.relationshipName === undefined || OBJECTS_NOT_THERE.has(child.childObject)) return [];
      return children.get(child.relationshipName) === child.childObject
        ? []
        : [`${child.relationshipName} of ${child.childObject} is not there`];
    });
    expect(wrong).toEqual([]);
  });

  it('names no exception that is none', () => {
    const needless = Object.keys(FIELDS_NOT_THERE).filter((name) => {
      const [object = '', field = ''] = name.split('.');
      return typed.get(object)?.fields.has(field) || !schema.object(object)?.field(field);
    });
    expect(needless).toEqual([]);
    const named = Object.keys(RELATIONSHIPS_NOT_THERE).filter((name) => {
      const [object = '', relationship = ''] = name.split('.');
      return (
        typed.get(object)?.parents.has(relationship) ||
        !schema.object(object)?.fields.some((field) => field.relationshipName === relationship)
      );
    });
    expect(named).toEqual([]);
    expect([...OBJECTS_NOT_THERE].filter((object) => typed.has(object) || !schema.object(object))).toEqual([]);
  });
});
