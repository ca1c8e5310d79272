/** A field or object as components name it: text, or what `@salesforce/schema` gives. */
export type FieldName = string | { readonly fieldApiName: string; readonly objectApiName: string };
export type ObjectName = string | { readonly objectApiName: string };

/** `Lead.Owner.Name` */
export function qualifiedField(field: FieldName): string {
  return typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`;
}

/** `Owner.Name`: a field as written inside its object. */
export function fieldPath(field: FieldName): string {
  if (typeof field !== 'string') return field.fieldApiName;
  return field.includes('.') ? field.slice(field.indexOf('.') + 1) : field;
}

export function objectName(object: ObjectName): string {
  return typeof object === 'string' ? object : object.objectApiName;
}

/** One or many, as qualified names. */
export function qualifiedFields(fields: FieldName | readonly FieldName[] | undefined): string[] {
  if (fields === undefined) return [];
  const list: readonly FieldName[] = Array.isArray(fields) ? fields : [fields];
  return list.map(qualifiedField);
}
