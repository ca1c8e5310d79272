import type { Schema } from '../schema/types';
import { listViewField } from './list-view-columns';
import type { ListViewElement } from './object-shape';
import { refuse } from './shape';
import type { ListViewDef } from './types';

const OPERATIONS = [
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes'
];

/** @throws MetadataError for a column or filter on a field that the object does not have */
export function readListView(object: string, fullName: string, element: ListViewElement, schema: Schema): ListViewDef {
  const field = (column: string): string => {
    const found = listViewField(object, column);
    const definition = found?.includes('.') ? undefined : schema.object(object)?.field(found ?? '');
    if (found === undefined || (!found.includes('.') && !definition)) {
      throw refuse(element.at, `list view ${object}.${fullName}: unknown column ${column}`);
    }
    return found;
  };
  for (const filter of element.filters) {
    if (!OPERATIONS.includes(filter.operation))
      throw refuse(filter.at, `list view ${object}.${fullName}: unknown operation ${filter.operation}`);
  }
  return {
    object,
    fullName,
    label: element.label,
    filterScope: element.filterScope,
    columns: element.columns.map(field),
    filters: element.filters.map((filter) => ({ field: field(filter.field), operation: filter.operation, value: filter.value ?? '' })),
    ...(element.booleanFilter === undefined ? {} : { booleanFilter: element.booleanFilter })
  };
}
