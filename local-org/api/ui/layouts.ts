import type { LayoutDef } from '../../metadata/types';
import type { FieldDef, ObjectDef } from '../../schema/types';
import { OrgException } from '../../errors';
import type { AccessPolicy } from '../../soql/types';
import type { Org } from '../../org';
import { MASTER_RECORD_TYPE } from '../rest/describe';
import { eTagOf } from './handler';

export const LAYOUT_TYPES = ['Full', 'Compact'] as const;
export const MODES = ['View', 'Edit', 'Create'] as const;
export type LayoutType = (typeof LAYOUT_TYPES)[number];
export type Mode = (typeof MODES)[number];

/** @throws OrgException ILLEGAL_QUERY_PARAMETER_VALUE */
export function oneOf<T extends string>(name: string, allowed: readonly T[], given: string | null, otherwise: T): T {
  if (given === null) return otherwise;
  const found = allowed.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
  if (found === undefined)
    throw new OrgException('ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be one of ${allowed.join(', ')}, not ${given}`);
  return found;
}

type Section = LayoutDef['sections'][number];

/** The object's layout in the project, which is assigned to all profiles. */
export const layoutOf = (org: Org, object: ObjectDef): LayoutDef | undefined =>
  org.metadata.layouts.find((layout) => layout.object.toLowerCase() === object.key);

const HIDDEN_FROM_DEFAULT = new Set(['id', 'isdeleted', 'systemmodstamp', 'masterrecordid', 'lastvieweddate', 'lastreferenceddate']);

/** What an object without a layout shows: its own fields, two columns. */
function defaultSections(object: ObjectDef): Section[] {
  const shown = object.fields.filter((field) => !HIDDEN_FROM_DEFAULT.has(field.key) && field.compoundField === undefined);
  const items = shown.map((field) => ({ field: field.apiName, behavior: field.required ? ('Required' as const) : ('Edit' as const) }));
  const half = Math.ceil(items.length / 2);
  return [{ label: 'Information', columns: [items.slice(0, half), items.slice(half)] }];
}

const fullSections = (org: Org, object: ObjectDef): readonly Section[] => layoutOf(org, object)?.sections ?? defaultSections(object);

function compactFields(object: ObjectDef): string[] {
  return object.compactLayoutFields ? [...object.compactLayoutFields] : object.nameField ? [object.nameField.apiName] : ['Id'];
}

/** Names of the fields a layout shows that the caller may read, with the names behind its lookups. */
export function layoutFieldPaths(org: Org, object: ObjectDef, types: readonly LayoutType[], access: AccessPolicy): string[] {
  const names = types.flatMap((type) =>
    type === 'Compact'
      ? compactFields(object)
      : fullSections(org, object).flatMap((section) => section.columns.flat().map((item) => item.field))
  );
  const paths: string[] = [];
  for (const name of names) {
    const field = object.field(name);
    if (!field || !access.canReadField(field)) continue;
    paths.push(`${object.apiName}.${field.apiName}`);
    const above = field.relationshipName === undefined ? undefined : org.schema.object(field.referenceTo[0] ?? '');
    if (above?.nameField) paths.push(`${object.apiName}.${field.relationshipName}.${above.nameField.apiName}`);
  }
  return paths;
}

/** The order of the parts of a person's name on a page. */
const NAME_PARTS = ['salutation', 'firstname', 'middlename', 'lastname', 'suffix'];

/** Fields shown as one: the parts of a compound field, else the field itself. */
function components(field: FieldDef): readonly FieldDef[] {
  const parts = field.object.fields.filter((part) => part.compoundField?.toLowerCase() === field.key);
  if (field.nameField) parts.sort((one, other) => NAME_PARTS.indexOf(one.key) - NAME_PARTS.indexOf(other.key));
  return parts.length > 0 ? parts : [field];
}

function layoutItem(
  field: FieldDef | undefined,
  behavior: 'Edit' | 'Required' | 'Readonly',
  access: AccessPolicy
): Record<string, unknown> {
  if (!field) {
    return {
      editableForNew: false,
      editableForUpdate: false,
      label: '',
      layoutComponents: [{ apiName: null, componentType: 'EmptySpace' }],
      lookupIdApiName: null,
      required: false,
      sortable: false
    };
  }
  const parts = components(field);
  const editable = behavior !== 'Readonly';
  return {
    editableForNew: editable && parts.some((part) => part.createable && access.canCreateField(part)),
    editableForUpdate: editable && parts.some((part) => part.updateable && access.canEditField(part)),
    label: field.label,
    layoutComponents: parts.map((part) => ({ apiName: part.apiName, componentType: 'Field', label: part.label })),
    lookupIdApiName: field.type === 'reference' ? 'Id' : null,
    required: behavior === 'Required' || parts.some((part) => part.required),
    sortable: field.sortable
  };
}

function sectionJson(section: Section, index: number, object: ObjectDef, access: AccessPolicy): Record<string, unknown> {
  const visible = section.columns.map((column) =>
    column.flatMap((item) => {
      const field = object.field(item.field);
      return field && access.canReadField(field) ? [layoutItem(field, item.behavior, access)] : [];
    })
  );
  const rows = Math.max(0, ...visible.map((column) => column.length));
  const emptySpace = layoutItem(undefined, 'Readonly', access);
  return {
    collapsible: false,
    columns: section.columns.length,
    heading: section.label,
    id: `section-${index + 1}`,
    layoutRows: Array.from({ length: rows }, (_, row) => ({ layoutItems: visible.map((column) => column[row] ?? emptySpace) })),
    rows,
    tabOrder: 'TopDown',
    useHeading: section.label !== ''
  };
}

/** A layout in UI API's format. */
export function layoutJson(org: Org, object: ObjectDef, type: LayoutType, mode: Mode, access: AccessPolicy): Record<string, unknown> {
  const readonlyItem = (field: string): Section['columns'][number][number] => ({ field, behavior: 'Readonly' });
  const sections = type === 'Compact' ? [{ label: '', columns: [compactFields(object).map(readonlyItem)] }] : fullSections(org, object);
  const layout = {
    id: `${object.apiName}-${type}-${mode}`,
    layoutType: type,
    mode,
    objectApiName: object.apiName,
    recordTypeId: MASTER_RECORD_TYPE,
    saveOptions: [],
    sections: sections.map((section, index) => sectionJson(section, index, object, access))
  };
  return { ...layout, eTag: eTagOf(layout) };
}
