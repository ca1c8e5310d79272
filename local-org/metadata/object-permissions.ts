import type { ObjectDef, Schema } from '../schema/types';
import type { ObjectPermission } from './types';

type Right = 'Read' | 'Create' | 'Edit' | 'Delete' | 'View All' | 'Modify All';

/** What each right to an object needs besides. */
const NEEDS: Readonly<Record<Right, readonly Right[]>> = {
  Read: [],
  Create: ['Read'],
  Edit: ['Read'],
  Delete: ['Read', 'Edit'],
  'View All': ['Read'],
  'Modify All': ['Read', 'Edit', 'Delete', 'View All']
};

/** Standard objects that can be read only with another. */
const STANDARD_PARENTS: Readonly<Record<string, readonly string[]>> = { Contact: ['Account'], Opportunity: ['Account'] };

/**
 * The rights of a permission set that lack another one in the same set, as the platform says it: a right to change needs the right to
 * read, and the detail of a master-detail relationship can be read only with its master.
 */
export function missingRights(given: readonly ObjectPermission[], schema: Schema): { readonly object: string; readonly problem: string }[] {
  const rights = new Map(given.map((permission) => [permission.object.toLowerCase(), rightsOf(permission)]));
  const has = (object: string, right: Right): boolean => rights.get(object.toLowerCase())?.has(right) ?? false;
  return given.flatMap(({ object }) => {
    const needed = (right: Right): string[] => [
      ...NEEDS[right].filter((other) => !has(object, other)).map((other) => `${other} ${object}`),
      ...(right === 'Read'
        ? parents(schema.object(object))
            .filter((parent) => !has(parent, 'Read'))
            .map((parent) => `Read ${parent}`)
        : [])
    ];
    return [...(rights.get(object.toLowerCase()) ?? [])].flatMap((right) => {
      const missing = needed(right);
      return missing.length === 0
        ? []
        : [{ object, problem: `Permission ${right} ${object} depends on permission(s): ${missing.join(', ')}` }];
    });
  });
}

function rightsOf(permission: ObjectPermission): ReadonlySet<Right> {
  const all: readonly (readonly [boolean, Right])[] = [
    [permission.allowRead, 'Read'],
    [permission.allowCreate, 'Create'],
    [permission.allowEdit, 'Edit'],
    [permission.allowDelete, 'Delete'],
    [permission.viewAllRecords, 'View All'],
    [permission.modifyAllRecords, 'Modify All']
  ];
  return new Set(all.flatMap(([given, right]) => (given ? [right] : [])));
}

const parents = (object: ObjectDef | undefined): readonly string[] =>
  object === undefined
    ? []
    : [
        ...(STANDARD_PARENTS[object.apiName] ?? []),
        ...object.fields.flatMap((field) => (field.custom && field.relationshipType === 'masterDetail' ? field.referenceTo : []))
      ];
