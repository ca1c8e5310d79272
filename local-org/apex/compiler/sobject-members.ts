import type { FieldDef, ObjectDef } from '../../schema/types';
import type { Member, Point } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { ChainValue } from './chain';
import { quoted } from './names';
import type { Place, Reference } from './references';
import type { ApexType } from './types';

/** The Apex type of a field's values. @throws ApexCompileError for types the platform library does not have */
export function fieldType(ctx: BodyContext, field: FieldDef, at: Point): ApexType {
  const { types } = ctx;
  switch (field.type) {
    case 'id':
    case 'reference':
      return types.simple('Id');
    case 'boolean':
      return types.simple('Boolean');
    case 'int':
      return types.simple('Integer');
    case 'long':
      return types.simple('Long');
    case 'double':
    case 'currency':
    case 'percent':
      return types.simple('Decimal');
    case 'date':
      return types.simple('Date');
    case 'datetime':
      return types.simple('Datetime');
    case 'time':
      return types.simple('Time');
    case 'base64':
      return types.simple('Blob');
    case 'anyType':
      return types.simple('Object');
    case 'address':
    case 'location':
      return (
        ctx.findType(field.type === 'address' ? 'System.Address' : 'System.Location') ??
        ctx.unsupported(at, `field ${field.apiName} of type ${field.type}`)
      );
    default:
      return types.simple('String');
  }
}

/** The type above a reference: the parent's, or SObject where it may be several. */
export function parentType(ctx: BodyContext, field: FieldDef): ApexType {
  const [only, ...others] = parentObjects(ctx, field);
  return only && others.length === 0 ? ctx.types.sobject(only) : ctx.types.simple('SObject');
}

function parentObjects(ctx: BodyContext, field: FieldDef): readonly ObjectDef[] {
  return field.referenceTo.flatMap((name) => ctx.script.program.schema.object(name) ?? []);
}

/**
 * Reads a member of a record. Through a parent that is not there everything is null; only writing through it is an exception.
 * (Apex Developer Guide, "Accessing sObject Fields Through Relationships")
 */
function read(ctx: BodyContext, { js, isParent }: ChainValue, member: string): string {
  if (isParent !== true) return `${js}.${member}`;
  const parent = ctx.temporary();
  return `((${parent} = ${js}) === null ? null : ${parent}.${member})`;
}

/** What a parent's place has beside its code. */
function asParent(objects: readonly ObjectDef[]): Pick<ChainValue, 'isParent' | 'targets'> {
  return { isParent: true, ...(objects.length > 1 ? { targets: objects } : {}) };
}

/** `target.Relationship`, readable and writable. */
function parentPlace(ctx: BodyContext, target: ChainValue, parent: FieldDef): Place {
  return {
    js: read(ctx, target, `$parent(${parent.ordinal})`),
    type: parentType(ctx, parent),
    nonNull: false,
    store: (value) => `${target.js}.$setParent(${parent.ordinal}, ${value})`,
    ...asParent(parentObjects(ctx, parent))
  };
}

/** A field of a parent that may be of several objects, such as `Owner.Name`: null where the one it is of lacks the field. */
function polymorphicMember(ctx: BodyContext, js: string, targets: readonly ObjectDef[], name: string, at: Point): Place | undefined {
  const refusal = `Field is not writeable: ${name}`;
  if (name.toLowerCase() === 'type') return { js: `$objectName(${js})`, type: ctx.types.simple('String'), nonNull: false, refusal };
  for (const target of targets) {
    const field = target.field(name);
    if (field) return { js: `$fieldOfAny(${js}, ${quoted(field.apiName)})`, type: fieldType(ctx, field, at), nonNull: false, refusal };
    const parent = target.parentRelationship(name);
    if (parent) {
      const place = { js: `$parentOfAny(${js}, ${quoted(name)})`, type: parentType(ctx, parent), nonNull: false, refusal };
      return { ...place, ...asParent(parentObjects(ctx, parent)) };
    }
  }
  return undefined;
}

/** A field, parent or child list of a SObject value. */
export function sobjectMember(ctx: BodyContext, target: ChainValue, { name, at }: Member): Place | undefined {
  const { object } = target.type;
  const { js } = target;
  if (!object) {
    const polymorphic = target.targets && polymorphicMember(ctx, js, target.targets, name, at);
    if (polymorphic) return polymorphic;
    if (name.toLowerCase() !== 'id') return undefined;
    return { js: read(ctx, target, '$get(0)'), type: ctx.types.simple('Id'), nonNull: false, store: (value) => `${js}.$set(0, ${value})` };
  }
  const field = object.field(name);
  if (field) {
    const type = fieldType(ctx, field, at);
    const store = (value: string): string => `${js}.$set(${field.ordinal}, ${value})`;
    return { js: read(ctx, target, `$get(${field.ordinal})`), type, nonNull: false, store };
  }
  const parent = object.parentRelationship(name);
  if (parent) return parentPlace(ctx, target, parent);
  const child = object.childRelationship(name);
  if (child?.relationshipName !== undefined) {
    const childObject = ctx.script.program.schema.object(child.childObject);
    if (childObject) {
      return {
        js: read(ctx, target, `$children(${quoted(child.relationshipName)})`),
        type: ctx.types.list(ctx.types.sobject(childObject)),
        nonNull: target.isParent !== true,
        refusal: `Field is not writeable: ${object.apiName}.${child.relationshipName}`
      };
    }
  }
  return ctx.fail(at, `Variable does not exist: ${name}`);
}

/** `Lead.SObjectType`, `Lead.Company`, `Lead.fields`. */
export function sobjectTypeMember(ctx: BodyContext, type: ApexType, { name, at }: Member): Reference | undefined {
  const { object } = type;
  if (!object) return undefined;
  const key = name.toLowerCase();
  if (key === 'sobjecttype') {
    const type = describeType(ctx, 'Schema.SObjectType', at);
    return { kind: 'value', value: { js: objectToken(ctx, object), type, nonNull: true, describes: object } };
  }
  if (key === 'fields') return { kind: 'value', value: fieldsPlace(ctx, object, false, at) };
  return fieldToken(ctx, object, name, at);
}

/** `Lead.SObjectType`. */
export function objectToken(ctx: BodyContext, object: ObjectDef): string {
  return `$host.objectToken(${ctx.hoists.object(object)})`;
}

/**
 * `.fields` of an object, its token or its describe.
 * @param described whether a field behind it is its describe (`Schema.SObjectType.Lead.fields.Company`) or its token (`Lead.fields.Company`)
 */
export function fieldsPlace(ctx: BodyContext, object: ObjectDef, described: boolean, at: Point): Place {
  const js = `$host.describeFields(${ctx.hoists.object(object)})`;
  const type = describeType(ctx, 'Schema.SObjectTypeFields', at);
  return { js, type, nonNull: true, refusal: 'Field is not writeable: fields', fieldsOf: { object, described } };
}

/** A field behind `.fields`. */
export function fieldBehind(ctx: BodyContext, { object, described }: NonNullable<Place['fieldsOf']>, { name, at }: Member): Reference {
  if (!described) return fieldToken(ctx, object, name, at) ?? ctx.fail(at, `Variable does not exist: ${name}`);
  const field = object.field(name) ?? object.parentRelationship(name) ?? ctx.fail(at, `Variable does not exist: ${name}`);
  const js = `$host.describeField(${ctx.hoists.object(field.object)}, ${field.ordinal})`;
  return { kind: 'value', value: { js, type: describeType(ctx, 'Schema.DescribeFieldResult', at), nonNull: true } };
}

function fieldToken(ctx: BodyContext, object: ObjectDef, name: string, at: Point): Reference | undefined {
  const field = object.field(name) ?? object.parentRelationship(name);
  if (!field) return undefined;
  const js = `$host.fieldToken(${ctx.hoists.object(object)}, ${field.ordinal})`;
  return { kind: 'value', value: { js, type: describeType(ctx, 'Schema.SObjectField', at), nonNull: true } };
}

function describeType(ctx: BodyContext, name: string, at: Point): ApexType {
  return ctx.findType(name) ?? ctx.unsupported(at, name);
}

/** `Schema.SObjectType.Lead`. */
export function objectDescribe(ctx: BodyContext, { name, at }: Member): Place {
  const object = ctx.script.program.schema.object(name) ?? ctx.fail(at, `Variable does not exist: ${name}`);
  const js = `$host.describeObject(${ctx.hoists.object(object)})`;
  return { js, type: describeType(ctx, 'Schema.DescribeSObjectResult', at), nonNull: true, describes: object };
}
