import { DURATIONS } from '../metadata/reports/intervals';
import { DATE_GRANULARITIES } from '../metadata/reports/types';
import type { ReportColumn, ReportTypeDef } from '../metadata/reports/types';
import type { Schema } from '../schema/types';
import { isoDate } from '../soql/date-literals';
import type { Calendar } from '../soql/date-literals';
import { durationRange } from './calendar';
import { typeColumn } from './report-json';

const LABELS: Readonly<Record<string, string>> = {
  equals: 'equals',
  notEqual: 'not equal to',
  lessThan: 'less than',
  greaterThan: 'greater than',
  lessOrEqual: 'less or equal',
  greaterOrEqual: 'greater or equal',
  contains: 'contains',
  notContain: 'does not contain',
  startsWith: 'starts with',
  includes: 'includes',
  excludes: 'excludes'
};

const EQUALITY = ['equals', 'notEqual'];
const ORDER = ['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual'];
const ORDERED = [...EQUALITY, ...ORDER];
const TEXT = [...ORDERED, 'contains', 'notContain', 'startsWith'];

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  boolean: EQUALITY,
  currency: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
  double: ORDERED,
  email: TEXT,
  int: ORDERED,
  multipicklist: [...EQUALITY, 'includes', 'excludes'],
  percent: ORDERED,
  phone: TEXT,
  picklist: TEXT,
  string: TEXT,
  textarea: TEXT,
  url: TEXT
};

/** Filter operators by type of data. */
const operatorsJson = (): Record<string, { name: string; label: string }[]> =>
  Object.fromEntries(
    Object.entries(OPERATORS).map(([type, names]) => [type, names.map((name) => ({ name, label: LABELS[name] ?? name }))])
  );

const GROUPS: readonly (readonly [label: string, test: RegExp])[] = [
  ['Fiscal Year', /FISCAL_YEAR/],
  ['Fiscal Quarter', /FISCAL_QUARTER/],
  ['Calendar Year', /YEAR/],
  ['Calendar Quarter', /QUARTER/],
  ['Calendar Month', /MONTH/],
  ['Calendar Week', /WEEK/],
  ['Day', /DAY|TOMORROW/]
];

const words = (duration: string): string => {
  const [name = '', count] = duration.split(':');
  const text = name
    .replace('_N_', ` ${count ?? ''} `)
    .replace(/^N_/, `${count ?? ''} `)
    .replaceAll('_', ' ')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Every duration of the standard date filter with the days that it covers today, by kind. */
function durationGroups(calendar: Calendar): Record<string, unknown>[] {
  const left = new Set([...DURATIONS].filter((duration) => duration !== 'CUSTOM'));
  const groups = GROUPS.map(([label, test]) => ({
    label,
    standardDateFilterDurations: [...left]
      .filter((duration) => test.test(duration))
      .map((duration) => {
        left.delete(duration);
        const range = durationRange(duration, calendar);
        return {
          value: duration,
          label: words(duration),
          startDate: range ? isoDate(range.start) : null,
          endDate: range ? isoDate(range.end - 1) : null
        };
      })
  }));
  const custom = { value: 'CUSTOM', label: 'Custom', startDate: null, endDate: null };
  return [{ label: 'Custom', standardDateFilterDurations: [custom] }, ...groups];
}

/** `reportTypeMetadata`: what reports of a type can show and be filtered by, as far as the user sees it. */
export function typeMetadata(
  type: ReportTypeDef,
  mayRead: (column: ReportColumn) => boolean,
  calendar: Calendar,
  schema: Schema
): Record<string, unknown> {
  const base = schema.object(type.levels[0]?.object ?? '');
  const scopes = [
    { value: 'organization', label: `All ${base?.pluralLabel ?? ''}`, allowsDivision: false },
    ...(base?.field('OwnerId') ? [{ value: 'user', label: `My ${base.pluralLabel}`, allowsDivision: false }] : [])
  ];
  return {
    categories: type.sections.map(({ label, columns }) => ({
      label,
      columns: Object.fromEntries(columns.filter(mayRead).map((column) => [column.name, typeColumn(column, type)]))
    })),
    dataTypeFilterOperatorMap: operatorsJson(),
    dateGranularityInfos: DATE_GRANULARITIES.map((name) => ({ name, label: name.replace(/([a-z])([A-Z])/g, '$1 $2') })),
    divisionInfo: null,
    objects: type.levels.map(({ object }) => ({ apiName: object, label: schema.object(object)?.label ?? object })),
    scopeInfo: { defaultValue: 'organization', values: scopes },
    standardDateFilterDurationGroups: durationGroups(calendar),
    standardFilterInfos: null,
    supportsJoinedFormat: false
  };
}
