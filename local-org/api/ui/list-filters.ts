import { OrgException } from '../../errors';
import type { ListViewDef } from '../../metadata/types';
import type { FieldDef, ObjectDef, Schema } from '../../schema/types';
import { isTextType } from '../records/scalars';

type Filter = ListViewDef['filters'][number];

/** A text as SOQL writes it. */
export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The field at the end of a path such as `Owner.Alias`. @throws OrgException INVALID_FIELD */
export function fieldAt(object: ObjectDef, path: string, schema: Schema): FieldDef {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const field = object.field(first);
    if (field) return field;
  } else {
    const names = object.parentRelationship(first)?.referenceTo ?? [];
    const parent = schema.object(names.includes('User') ? 'User' : (names[0] ?? ''));
    if (parent) return fieldAt(parent, rest.join('.'), schema);
  }
  throw new OrgException('INVALID_FIELD', `No such column '${path}' on sobject of type ${object.apiName}`);
}

/** A date in a list view: a literal such as `LAST_N_DAYS:7`, ISO, or month/day/year. */
function dateLiteral(text: string): string {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (american) return `${american[3]}-${american[1]?.padStart(2, '0')}-${american[2]?.padStart(2, '0')}`;
  return text.trim().toUpperCase().replaceAll(' ', '_');
}

function literal(field: FieldDef, text: string): string {
  const value = text.trim();
  if (value === '') return 'null';
  if (field.type === 'boolean') return ['1', 'true'].includes(value.toLowerCase()) ? 'true' : 'false';
  if (field.type === 'date') return dateLiteral(value);
  if (field.type === 'datetime')
    return /^\d{4}-\d{2}-\d{2}$/.test(dateLiteral(value)) ? `${dateLiteral(value)}T00:00:00Z` : dateLiteral(value);
  return isTextType(field.type) ? quoted(value) : value.replaceAll(/[,$%]/g, '');
}

const like = (text: string): string => text.trim().replace(/[\\%_]/g, '\\$&');

const COMPARISONS: Readonly<Record<string, string>> = { lessThan: '<', greaterThan: '>', lessOrEqual: '<=', greaterOrEqual: '>=' };

/** One filter as a condition. Several values with commas between mean any of them, as in the platform's list views. */
function filterCondition(filter: Filter, object: ObjectDef, schema: Schema): string {
  const field = fieldAt(object, filter.field, schema);
  const values = filter.value.split(',').map((value) => value.trim());
  const path = filter.field;
  const comparison = COMPARISONS[filter.operation];
  if (comparison !== undefined) return `${path} ${comparison} ${literal(field, filter.value)}`;
  const any = (condition: (value: string) => string): string => `(${values.map(condition).join(' OR ')})`;
  switch (filter.operation) {
    case 'equals':
      return any((value) => `${path} = ${literal(field, value)}`);
    case 'notEqual':
      return `(${values.map((value) => `${path} != ${literal(field, value)}`).join(' AND ')})`;
    case 'contains':
      return any((value) => `${path} LIKE ${quoted(`%${like(value)}%`)}`);
    case 'notContain':
      return `(NOT ${any((value) => `${path} LIKE ${quoted(`%${like(value)}%`)}`)})`;
    case 'startsWith':
      return any((value) => `${path} LIKE ${quoted(`${like(value)}%`)}`);
    case 'includes':
    case 'excludes':
      return `${path} ${filter.operation.toUpperCase()} (${values.map(quoted).join(', ')})`;
    default:
      throw new OrgException('NOT_SUPPORTED', `The embedded org does not support the list view operation ${filter.operation}.`);
  }
}

/** Joins the conditions of a list view: with AND, or by its filter logic, such as `1 AND (2 OR 3)`. */
export function listViewCondition(view: ListViewDef, object: ObjectDef, schema: Schema, userId: string): string {
  const conditions = view.filters.map((filter) => filterCondition(filter, object, schema));
  const joined = view.booleanFilter
    ? view.booleanFilter.replaceAll(/\d+/g, (number) => conditions[Number(number) - 1] ?? 'Id = null')
    : conditions.join(' AND ');
  if (view.filterScope === 'Everything') return joined;
  if (view.filterScope !== 'Mine') {
    throw new OrgException('NOT_SUPPORTED', `The embedded org does not support the list view scope ${view.filterScope}.`);
  }
  const mine = `OwnerId = ${quoted(userId)}`;
  return joined === '' ? mine : `${mine} AND (${joined})`;
}
