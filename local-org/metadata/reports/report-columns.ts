import type { AggregateType, ReportColumn, ReportTypeDef } from './types';
import type { FieldType } from '../../schema/types';

const AGGREGATE_PREFIXES: Readonly<Record<AggregateType, string>> = {
  Sum: 's',
  Average: 'a',
  Maximum: 'm',
  Minimum: 'x',
  Unique: 'u',
  Median: 'med'
};

export const ROW_COUNT = 'RowCount';

const NUMBERS: ReadonlySet<FieldType> = new Set(['int', 'long', 'double', 'currency', 'percent']);
const DATES: ReadonlySet<FieldType> = new Set(['date', 'datetime']);

export const isNumber = (column: ReportColumn): boolean => NUMBERS.has(column.field.type);
export const isDate = (column: ReportColumn): boolean => DATES.has(column.field.type);

/** `s!Hand_Off__c.Value__c` */
export const aggregateName = (type: AggregateType, column: string): string => `${AGGREGATE_PREFIXES[type]}!${column}`;

/** Splits `s!Hand_Off__c.Value__c`; `undefined` for other forms. */
export function parseAggregate(name: string): { readonly type: AggregateType; readonly column: string } | undefined {
  const [prefix, column] = [name.slice(0, name.indexOf('!')), name.slice(name.indexOf('!') + 1)];
  for (const type of ['Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median'] as const) {
    if (AGGREGATE_PREFIXES[type] === prefix) return { type, column };
  }
  return undefined;
}

/** What a column may be summarised by: numbers and checkboxes are summed, dates have a first and a last, anything has distinct values. */
export function mayAggregate(column: ReportColumn, type: AggregateType): boolean {
  if (type === 'Unique') return true;
  if (type === 'Maximum' || type === 'Minimum') return isNumber(column) || isDate(column);
  return isNumber(column) || column.field.type === 'boolean';
}

/** Long text and rich text can be shown, and neither grouped, filtered nor sorted by. */
export const isLongText = (column: ReportColumn): boolean =>
  (column.field.type === 'textarea' && column.field.length > 255) || column.field.type === 'base64';

/** The columns of one report type, by both of their names. */
export class ReportTypeColumns {
  private readonly byName = new Map<string, ReportColumn>();

  constructor(readonly type: ReportTypeDef) {
    for (const column of type.sections.flatMap((section) => section.columns)) {
      this.byName.set(column.name, column);
      this.byName.set(column.fileName, column);
    }
  }

  /** The column of this name, as files or the API spell it. */
  find(name: string): ReportColumn | undefined {
    return this.byName.get(name) ?? this.byName.get(name.replaceAll('*', '$').replace(/\$(.*)\$/, '$$$1.'));
  }

  get all(): readonly ReportColumn[] {
    return this.type.sections.flatMap((section) => section.columns);
  }
}
