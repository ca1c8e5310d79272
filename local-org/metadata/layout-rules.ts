import type { SourcePosition } from '../schema/specification';
import type { FieldDef, ObjectDef } from '../schema/types';
import type { LayoutDef } from './types';
import type { XmlElement } from './xml';

/** A layout error, with the platform's message. */
export interface LayoutProblem {
  readonly at: SourcePosition;
  readonly rule: 'section' | 'required-item' | 'read-only-item' | 'compound-part' | 'related-list-twice' | 'mini-layout';
  readonly problem: string;
}

/** A field on a layout, with its place. */
export interface LayoutItem {
  readonly field: string;
  readonly behavior: string;
  readonly at: SourcePosition;
}

/** Fields that the platform wants on every layout of a standard object: with any behavior, or as `Required`. */
interface StandardItems {
  readonly present: readonly string[];
  readonly required: readonly string[];
}

/** Fields for which orgs are known to have refused a deployment. */
const STANDARD_ITEMS: Readonly<Record<string, StandardItems>> = {
  Case: { present: ['ContactId', 'Description', 'SuppliedEmail'], required: ['Status'] },
  Opportunity: { present: ['Probability'], required: ['Name', 'StageName'] }
};

/**
 * Whether every record must have a value in this custom field: universally required fields, required lookups, and master-detail
 * fields. Layouts must show them as `Required`, and nobody can be given or denied permission for them.
 * @see https://help.salesforce.com/s/articleView?id=platform.fields_universally_required_field_considerations.htm
 */
export function isAlwaysRequired(field: FieldDef): boolean {
  if (!field.custom || field.formula || field.rollup || field.autoNumber || field.type === 'boolean') return false;
  return field.relationshipType === 'masterDetail' || !field.nillable;
}

/** The fields of an object that each of its layouts shows as `Required`. */
function requiredItems(object: ObjectDef): readonly string[] {
  const custom = object.fields.filter(isAlwaysRequired).map(({ apiName }) => apiName);
  const { nameField } = object;
  const named = object.kind === 'custom' && nameField && !nameField.autoNumber ? [nameField.apiName] : [];
  return [...named, ...(STANDARD_ITEMS[object.apiName]?.required ?? []), ...custom];
}

/** The fields that a layout's file shows in its sections. */
export function layoutItems(layout: XmlElement): LayoutItem[] {
  return along(layout, 'layoutSections', 'layoutColumns', 'layoutItems').flatMap((item) => {
    const field = textOf(item, 'field');
    return field === undefined ? [] : [{ field, behavior: textOf(item, 'behavior') ?? 'Edit', at: item.at }];
  });
}

/** Everything that the platform refuses of a layout's file. Whether its fields exist is checked where layouts are read. */
export function layoutProblems(layout: XmlElement, object: ObjectDef): LayoutProblem[] {
  const items = layoutItems(layout);
  const shown = new Map(items.map((item) => [item.field.toLowerCase(), item]));
  return [
    ...(along(layout, 'layoutSections').length > 0 ? [] : [section(layout)]),
    ...(STANDARD_ITEMS[object.apiName]?.present ?? []).filter((field) => !shown.has(field.toLowerCase())).map(missing(layout)),
    ...requiredItems(object).flatMap((field) => {
      const item = shown.get(field.toLowerCase());
      if (!item) return [missing(layout)(field)];
      return item.behavior === 'Required' ? [] : [mustBeRequired(item)];
    }),
    ...items.filter(({ field, behavior }) => behavior !== 'Readonly' && isComputed(object.field(field))).map(mustBeReadonly),
    ...items.filter(({ field }) => isPart(object.field(field))).map((item) => part(object, item)),
    ...repeatedLists(layout),
    ...along(layout, 'miniLayout', 'fields')
      .filter((field) => !shown.has(field.text.trim().toLowerCase()))
      .map(notInLayout)
  ];
}

/**
 * A layout as the platform keeps it: where a field has become required since, the layout shows it as such, at the end of its first
 * section where it did not show it.
 */
export function withRequiredFields(layout: LayoutDef, object: ObjectDef): LayoutDef {
  const required = object.fields.filter(isAlwaysRequired).map(({ apiName }) => apiName);
  if (required.length === 0) return layout;
  const isRequired = (field: string): boolean => required.some((name) => name.toLowerCase() === field.toLowerCase());
  const sections = layout.sections.map((each) => ({
    ...each,
    columns: each.columns.map((column) =>
      column.map((item) => (isRequired(item.field) ? { ...item, behavior: 'Required' as const } : item))
    )
  }));
  const shown = new Set(sections.flatMap(({ columns }) => columns.flat()).map(({ field }) => field.toLowerCase()));
  const added = required.filter((field) => !shown.has(field.toLowerCase())).map((field) => ({ field, behavior: 'Required' as const }));
  const [first, ...rest] = sections;
  if (!first || added.length === 0) return { ...layout, sections };
  const [column = [], ...columns] = first.columns;
  return { ...layout, sections: [{ ...first, columns: [[...column, ...added], ...columns] }, ...rest] };
}

/** Nobody can edit these. */
const isComputed = (field: FieldDef | undefined): boolean =>
  field !== undefined && (field.custom || field.nameField) && (field.formula ?? field.rollup ?? field.autoNumber) !== undefined;

/** Layouts show a name or an address as a whole. */
const isPart = (field: FieldDef | undefined): boolean => field?.compoundField !== undefined && field.compoundField !== field.apiName;

const section = (layout: XmlElement): LayoutProblem => ({
  at: layout.at,
  rule: 'section',
  problem: 'Layout must have at least 1 section'
});

const missing =
  (layout: XmlElement) =>
  (field: string): LayoutProblem => ({
    at: layout.at,
    rule: 'required-item',
    problem: `Layout must contain an item for required layout field: ${field}`
  });

const mustBeRequired = ({ field, at }: LayoutItem): LayoutProblem => ({
  at,
  rule: 'required-item',
  problem: `Field:${field} must be Required`
});

const mustBeReadonly = ({ field, at }: LayoutItem): LayoutProblem => ({
  at,
  rule: 'read-only-item',
  problem: `Field:${field} must be Readonly`
});

const part = (object: ObjectDef, { field, at }: LayoutItem): LayoutProblem => ({
  at,
  rule: 'compound-part',
  problem: `In field: field - no CustomField named ${object.apiName}.${field} found`
});

const notInLayout = ({ text, at }: XmlElement): LayoutProblem => ({
  at,
  rule: 'mini-layout',
  problem: `miniLayoutField: ${text.trim()} is not present in the full layout`
});

function repeatedLists(layout: XmlElement): LayoutProblem[] {
  const lists = along(layout, 'relatedLists', 'relatedList');
  return lists
    .filter(({ text }, index) => lists.findIndex((other) => other.text.trim() === text.trim()) !== index)
    .map(({ text, at }) => ({
      at,
      rule: 'related-list-twice',
      problem: `Field: relatedLists, value:${text.trim()} appears more than once`
    }));
}

const children = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name);

const along = (element: XmlElement, ...path: readonly string[]): XmlElement[] =>
  path.reduce((elements, name) => elements.flatMap((each) => children(each, name)), [element]);

const textOf = (element: XmlElement, name: string): string | undefined => children(element, name)[0]?.text.trim();
