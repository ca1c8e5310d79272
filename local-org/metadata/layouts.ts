import type { ObjectDef, Schema } from '../schema/types';
import { withRequiredFields } from './layout-rules';
import { listViewField } from './list-view-columns';
import { refuse } from './shape';
import type { LayoutDef } from './types';
import type { XmlElement } from './xml';

/** Fields that layouts of custom metadata types show though queries of their records do not know them. */
const OF_CUSTOM_METADATA: ReadonlySet<string> = new Set(['createdbyid', 'lastmodifiedbyid']);

/** A layout whose fields exist; columns of related lists of custom objects get their fields' names. @throws MetadataError */
export function checkedLayout(layout: LayoutDef, element: XmlElement, schema: Schema): LayoutDef {
  const object = schema.object(layout.object);
  if (!object) throw refuse(element.at, `layout ${layout.fullName}: there is no object ${layout.object}`);
  for (const { field } of layout.sections.flatMap((section) => section.columns.flat())) {
    if (!hasItem(object, field)) throw refuse(element.at, `In field: field - no CustomField named ${object.apiName}.${field} found`);
  }
  const relatedLists = layout.relatedLists.map((list) => {
    const child = /^(\w+__c)\.\w+__c$/.exec(list.relatedList)?.[1];
    if (child === undefined) return list;
    const column = (name: string): string => {
      const found = listViewField(child, name);
      const known = found?.includes('.') || schema.object(child)?.field(found ?? '') !== undefined;
      if (found === undefined || !known)
        throw refuse(element.at, `layout ${layout.fullName}: unknown column ${name} of the related list ${list.relatedList}`);
      return found;
    };
    return { ...list, fields: list.fields.map(column), ...(list.sortField === undefined ? {} : { sortField: column(list.sortField) }) };
  });
  return withRequiredFields({ ...layout, relatedLists }, object);
}

const hasItem = (object: ObjectDef, field: string): boolean =>
  object.field(field) !== undefined || (object.kind === 'customMetadata' && OF_CUSTOM_METADATA.has(field.toLowerCase()));
