import { OrgException } from '../../errors';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import type { AccessPolicy } from '../../soql/types';

/** Deepest chain of relationships in a field's path. */
const DEEPEST = 5;

/** Fields asked for, with those of the records above. */
export interface FieldTree {
  readonly object: ObjectDef;
  readonly fields: Map<string, FieldDef>;
  readonly parents: Map<string, ParentTree>;
}

export interface ParentTree {
  readonly reference: FieldDef;
  readonly tree: FieldTree;
}

/** Fields that every representation needs for its own properties. */
const OWN_PROPERTIES = ['Id', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'RecordTypeId'];

export const newTree = (object: ObjectDef): FieldTree => ({ object, fields: new Map(), parents: new Map() });

const inaccessible = (path: string): OrgException =>
  new OrgException('INVALID_FIELD', `Field ${path} does not exist, or you do not have access to it.`);

/** The object whose fields a relationship reaches: the only target, or for several targets their common `Name`. */
function parentObject(reference: FieldDef, schema: Schema): ObjectDef | undefined {
  // Users come before queues, because an owner's fields are a user's; a queue has only the name.
  const preferred = reference.referenceTo.includes('User') ? 'User' : reference.referenceTo[0];
  return preferred === undefined ? undefined : schema.object(preferred);
}

/**
 * Adds `Lead.Owner.Name` to the tree of Lead.
 * @throws OrgException INVALID_FIELD for a field that does not exist or that the caller cannot read
 */
export function addPath(tree: FieldTree, path: string, schema: Schema, access: AccessPolicy): void {
  const [objectName, ...names] = path.split('.');
  if (objectName?.toLowerCase() !== tree.object.key || names.length === 0 || names.length > DEEPEST + 1) throw inaccessible(path);
  let current = tree;
  names.forEach((name, index) => {
    if (index === names.length - 1) {
      const field = current.object.field(name);
      if (!field || !access.canReadField(field)) throw inaccessible(path);
      current.fields.set(field.apiName, field);
      return;
    }
    const reference = current.object.parentRelationship(name);
    const above = reference && parentObject(reference, schema);
    if (!reference || !above || !access.canReadField(reference) || !access.canReadObject(above)) throw inaccessible(path);
    const key = reference.relationshipName ?? name;
    const known = current.parents.get(key);
    const parent = known ?? { reference, tree: newTree(above) };
    if (!known) {
      current.parents.set(key, parent);
      current.fields.set(reference.apiName, reference);
    }
    current = parent.tree;
  });
}

/** Adds those paths that exist and may be read; the others are left out, as optional fields are. */
export function addOptional(tree: FieldTree, paths: readonly string[], schema: Schema, access: AccessPolicy): void {
  for (const path of paths) {
    try {
      addPath(tree, path, schema, access);
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
    }
  }
}

/** Names for a SELECT list, own properties included. A parent's own name comes along: it is how the parent is shown. */
export function selectList(tree: FieldTree, access: AccessPolicy, prefix = ''): string[] {
  const names = new Set<string>();
  for (const name of prefix === '' ? OWN_PROPERTIES : ['Id']) {
    const field = tree.object.field(name);
    if (field && access.canReadField(field)) names.add(`${prefix}${field.apiName}`);
  }
  for (const field of tree.fields.values()) {
    if (field.type !== 'location') names.add(`${prefix}${field.apiName}`);
  }
  const result = [...names];
  for (const [name, parent] of tree.parents) {
    const nameField = parent.tree.object.nameField;
    const above = selectList(parent.tree, access, `${prefix}${name}.`);
    if (nameField && !above.includes(`${prefix}${name}.${nameField.apiName}`)) above.push(`${prefix}${name}.${nameField.apiName}`);
    result.push(...above);
  }
  return result;
}
