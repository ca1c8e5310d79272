import { UnsupportedFeature } from '../errors';
import type { SqlValue } from '../database/types';
import type { FieldType } from '../schema/types';
import { familyOf } from '../schema/field-family';
import type { FunctionCall } from './ast';
import { queryError } from './errors';
import type { Operand } from './operand';
import type { FiscalYear } from './fiscal-year';
import { param, raw, sql, type Late, type Sql } from './sql';
import { toLocal } from './time-zone';

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);
const DATE_FUNCTIONS = new Set([
  'CALENDAR_MONTH',
  'CALENDAR_QUARTER',
  'CALENDAR_YEAR',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'DAY_ONLY',
  'FISCAL_MONTH',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
  'HOUR_IN_DAY',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR'
]);
/** Of datetimes only. */
const NEEDS_TIME = new Set(['DAY_ONLY', 'HOUR_IN_DAY']);
const REFUSED = new Set(['FORMAT', 'CONVERTCURRENCY', 'DISTANCE', 'GEOLOCATION']);

/** SQL function `soql_local(milliseconds, timeZone)`: the wall clock as if it were UTC. */
export function soqlLocal(moment: SqlValue, timeZone: SqlValue): SqlValue {
  return typeof moment === 'number' && typeof timeZone === 'string' ? toLocal(moment, timeZone) : null;
}

export function isAggregate(call: FunctionCall): boolean {
  return AGGREGATES.has(call.name);
}

export function isDateFunction(call: FunctionCall): boolean {
  return DATE_FUNCTIONS.has(call.name);
}

export function refuseUnsupported(call: FunctionCall): void {
  if (REFUSED.has(call.name)) throw new UnsupportedFeature(`SOQL function ${call.name}`);
}

/** COUNT(x), SUM(x), … @throws OrgException MALFORMED_QUERY where the field's type does not support it */
export function aggregateOperand(call: FunctionCall, argument: Operand, text: string): Operand {
  const family = familyOf(argument.type);
  const longText = argument.field !== undefined && !argument.field.filterable;
  const numeric = call.name === 'SUM' || call.name === 'AVG';
  const comparing = call.name === 'MIN' || call.name === 'MAX';
  if (longText || family === 'none' || (numeric && family !== 'number') || (comparing && family === 'boolean')) {
    throw queryError('MALFORMED_QUERY', text, call.position, `field ${argument.name} does not support aggregate operator ${call.name}`);
  }
  return {
    sql: aggregateSql(call.name, argument),
    type: aggregateType(call.name, argument.type),
    name: `${call.name}(${argument.name})`,
    position: call.position,
    key: `${call.name}(${argument.key})`,
    steps: [],
    column: false,
    aggregate: true
  };
}

function aggregateSql(name: string, argument: Operand): Sql {
  switch (name) {
    case 'COUNT_DISTINCT':
      return sql`COUNT(DISTINCT ${argument.sql})`;
    case 'SUM':
      // Sums of decimals are exact on the platform; floating-point noise is beyond the field's scale.
      return argument.type === 'int' || argument.type === 'long'
        ? sql`SUM(${argument.sql})`
        : sql`ROUND(SUM(${argument.sql}), ${String(argument.field?.scale ?? 9)})`;
    default:
      return sql`${name}(${argument.sql})`;
  }
}

function aggregateType(name: string, type: FieldType): FieldType {
  if (name === 'COUNT' || name === 'COUNT_DISTINCT') return 'int';
  return name === 'AVG' ? 'double' : type;
}

/**
 * CALENDAR_YEAR(x) and the like. Datetimes count in UTC unless the argument is `convertTimezone(x)`.
 * Fiscal ones are refused when the query runs in an org with custom fiscal years, as the SOQL reference says.
 */
export function dateOperand(call: FunctionCall, argument: Operand, inUserZone: boolean, text: string): Operand {
  const family = familyOf(argument.type);
  if (family !== 'datetime' && (family !== 'date' || NEEDS_TIME.has(call.name) || inUserZone)) {
    throw queryError('MALFORMED_QUERY', text, call.position, `field ${argument.name} does not support function ${call.name}`);
  }
  const key = `${call.name}(${inUserZone ? `tz:${argument.key}` : argument.key})`;
  const moment = inUserZone ? sql`soql_local(${argument.sql}, ${param((context) => context.tx.user.timeZone)})` : argument.sql;
  const part = (format: string): Sql =>
    family === 'datetime'
      ? sql`CAST(strftime('${format}', ${moment} / 1000, 'unixepoch') AS INTEGER)`
      : sql`CAST(strftime('${format}', ${argument.sql}) AS INTEGER)`;
  const fiscal =
    (read: (year: FiscalYear) => number): Late =>
    (context) => {
      if (!context.fiscalYear.custom) return read(context.fiscalYear);
      throw queryError('MALFORMED_QUERY', text, call.position, `${call.name} is not supported: this org uses custom fiscal years`);
    };
  return {
    sql: call.name === 'DAY_ONLY' ? sql`strftime('%Y-%m-%d', ${moment} / 1000, 'unixepoch')` : datePart(call.name, part, fiscal),
    type: call.name === 'DAY_ONLY' ? 'date' : 'int',
    name: `${call.name}(${argument.name})`,
    position: call.position,
    key,
    steps: [],
    column: false,
    aggregate: false
  };
}

function datePart(name: string, part: (format: string) => Sql, fiscal: (read: (year: FiscalYear) => number) => Late): Sql {
  const start = param(fiscal((year) => year.startMonth));
  const fiscalMonth = (): Sql => sql`((${part('%m')} - ${start} + 12) % 12 + 1)`;
  switch (name) {
    case 'CALENDAR_YEAR':
      return part('%Y');
    case 'CALENDAR_MONTH':
      return part('%m');
    case 'CALENDAR_QUARTER':
      return sql`((${part('%m')} + 2) / 3)`;
    case 'DAY_IN_MONTH':
      return part('%d');
    case 'DAY_IN_WEEK':
      return sql`(${part('%w')} + 1)`;
    case 'DAY_IN_YEAR':
      return part('%j');
    case 'HOUR_IN_DAY':
      return part('%H');
    case 'WEEK_IN_MONTH':
      return sql`((${part('%d')} + 6) / 7)`;
    case 'WEEK_IN_YEAR':
      return sql`((${part('%j')} + 6) / 7)`;
    case 'FISCAL_MONTH':
      return fiscalMonth();
    case 'FISCAL_QUARTER':
      return sql`((${fiscalMonth()} + 2) / 3)`;
    default: {
      const shift = param(fiscal((year) => (year.startMonth === 1 ? 0 : year.namedByStart ? -1 : 1)));
      // Named by its start: months before the start belong to last year's; named by its end: months from the start on to next year's.
      return sql`(${part('%Y')} + CASE ${shift} WHEN 0 THEN 0 WHEN 1 THEN ${part('%m')} >= ${start} ELSE -(${part('%m')} < ${start}) END)`;
    }
  }
}

/** toLabel(x): labels of picklist values, other values as they are. */
export function labelOperand(call: FunctionCall, argument: Operand, text: string): Operand {
  const values = argument.field?.picklist?.values;
  if (!values) throw queryError('MALFORMED_QUERY', text, call.position, `field ${argument.name} does not support function toLabel`);
  const differing = values.filter((value) => value.label !== value.value);
  const cases = differing.map((value) => sql` WHEN ${param(value.value)} THEN ${param(value.label)}`);
  const labelled = cases.reduce((before, next) => sql`${before}${next}`, sql`CASE ${argument.sql}`);
  return {
    ...argument,
    sql: differing.length === 0 ? argument.sql : sql`(${labelled} ELSE ${argument.sql} END)`,
    column: argument.column && differing.length === 0,
    position: call.position,
    key: `TOLABEL(${argument.key})`
  };
}

/** GROUPING(x): 1 in rows that sum over all values of x. */
export function groupingOperand(call: FunctionCall, argument: Operand, summed: boolean): Operand {
  return {
    sql: raw(summed ? '1' : '0'),
    type: 'int',
    name: `GROUPING(${argument.name})`,
    position: call.position,
    key: `GROUPING(${argument.key})`,
    steps: [],
    column: false,
    aggregate: true
  };
}
