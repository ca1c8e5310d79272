import type { FieldDef, ObjectDef } from '../../schema/types';

/** `Schema.SObjectType`: one object per object of the org. */
export class ObjectToken {
  constructor(readonly object: ObjectDef) {}

  toString(): string {
    return this.object.apiName;
  }
}

/** `Schema.SObjectField`: one object per field. */
export class FieldToken {
  constructor(readonly field: FieldDef) {}

  toString(): string {
    return this.field.apiName;
  }
}

/** `Schema.DescribeSObjectResult`. */
export class DescribedObject {
  constructor(readonly object: ObjectDef) {}

  toString(): string {
    return `Schema.DescribeSObjectResult[${this.object.apiName}]`;
  }
}

/** `Schema.DescribeFieldResult`. */
export class DescribedField {
  constructor(readonly field: FieldDef) {}

  toString(): string {
    return `Schema.DescribeFieldResult[${this.field.apiName}]`;
  }
}

/** `Schema.SObjectTypeFields`: what `.fields` of an object, its token or its describe gives. */
export class ObjectFields {
  constructor(readonly object: ObjectDef) {}
}

/** One value per definition, so that what describes the same is equal, and a key of Sets and Maps. */
export function interning<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}

export const objectToken = interning((object: ObjectDef) => new ObjectToken(object));
export const fieldToken = interning((field: FieldDef) => new FieldToken(field));
export const describedObject = interning((object: ObjectDef) => new DescribedObject(object));
export const fieldsOf = interning((object: ObjectDef) => new ObjectFields(object));
export const describedField = interning((field: FieldDef) => new DescribedField(field));
