import { parseAggregate, ROW_COUNT } from '../metadata/reports/report-columns';
import type { AggregateType, ReportColumn } from '../metadata/reports/types';
import { evaluateSummary, parseSummaryFormula } from '../metadata/reports/summary-formula';
import { BLANK, numberStyle } from './format';
import type { Formatter, NumberStyle } from './format';
import type { Labelled, ReportRow, RunnableReport } from './types';

/** One aggregate of a report: its value over some rows, and how that is shown. */
export interface Aggregate {
  readonly name: string;
  readonly label: string;
  readonly dataType: string;
  value(rows: readonly ReportRow[]): number | string | null;
  shown(value: number | string | null): string;
}

const LABELS: Readonly<Record<AggregateType, string>> = {
  Sum: 'Sum of',
  Average: 'Average',
  Maximum: 'Largest',
  Minimum: 'Smallest',
  Unique: 'Unique Count of',
  Median: 'Median'
};

/** A formula that divides by zero. */
const ERROR = '#Error!';

/** The report's aggregates in its order, those left out that use a column which the user does not see. */
export function aggregatesOf(runnable: RunnableReport, format: Formatter): Aggregate[] {
  return runnable.report.aggregates.flatMap((name): Aggregate[] => {
    if (name === ROW_COUNT) return [rowCount(format)];
    const formula = runnable.report.formulas.find((one) => one.name === name);
    if (formula) return formulaAggregate(runnable, name, format);
    const parsed = parseAggregate(name);
    const column = parsed && runnable.column(parsed.column);
    return parsed && column ? [columnAggregate(name, parsed.type, column, format)] : [];
  });
}

const rowCount = (format: Formatter): Aggregate => ({
  name: ROW_COUNT,
  label: 'Record Count',
  dataType: 'int',
  value: (rows) => rows.length,
  shown: (value) => format.number(Number(value), { type: 'number', scale: 0 })
});

function columnAggregate(name: string, type: AggregateType, column: ReportColumn, format: Formatter): Aggregate {
  const { field } = column;
  const style: NumberStyle = type === 'Unique' ? { type: 'number', scale: 0 } : numberStyle(field);
  const isNumber = type === 'Unique' || !['date', 'datetime'].includes(field.type);
  return {
    name,
    label: `${LABELS[type]} ${column.label}`,
    dataType: type === 'Unique' || field.type === 'boolean' ? 'int' : field.type,
    value: (rows) => summarise(type, column, rows),
    shown: (value) => {
      if (value === null) return BLANK;
      return isNumber && typeof value === 'number' ? format.number(value, style) : format.value(field, value);
    }
  };
}

/** Blanks are ignored: an average counts only values, the sum of no values is zero, and their maximum is blank. */
function summarise(type: AggregateType, { name, field }: ReportColumn, rows: readonly ReportRow[]): number | string | null {
  const values: (number | string)[] = [];
  for (const row of rows) {
    const value = row.cells.get(name)?.value ?? null;
    if (value !== null) values.push(typeof value === 'boolean' ? Number(value) : value);
  }
  if (type === 'Unique') return new Set(values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value))).size;
  if (field.type === 'date' || field.type === 'datetime') {
    const [first = null, ...rest] = values;
    return rest.reduce((kept, value) => (kept !== null && value > kept === (type === 'Maximum') ? value : kept), first);
  }
  const numbers = values.filter((value) => typeof value === 'number');
  if (type === 'Sum') return sum(numbers, field.scale);
  if (numbers.length === 0) return null;
  switch (type) {
    case 'Average':
      return sum(numbers, field.scale) / numbers.length;
    case 'Maximum':
      return numbers.reduce((a, b) => Math.max(a, b));
    case 'Minimum':
      return numbers.reduce((a, b) => Math.min(a, b));
    case 'Median':
      return median(numbers);
  }
}

/** Exact to the field's decimals, whatever the order of the rows. */
function sum(numbers: readonly number[], scale: number): number {
  const factor = 10 ** scale;
  return numbers.reduce((total, value) => total + Math.round(value * factor), 0) / factor;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function formulaAggregate({ report, column }: RunnableReport, name: string, format: Formatter): Aggregate[] {
  const formula = report.formulas.find((one) => one.name === name);
  if (!formula) return [];
  const used: ReportColumn[] = [];
  let readable = true;
  const expression = parseSummaryFormula(formula.expression, (written) => {
    const found = column(written);
    if (found) used.push(found);
    else readable = false;
    return written;
  });
  if (!readable) return [];
  const type = formula.dataType;
  return [
    {
      name,
      label: formula.label,
      dataType: type === 'number' ? 'double' : type,
      value: (rows) => {
        const result = evaluateSummary(expression, rows.length, (aggregate, written) => {
          const found = column(written);
          const value = found ? summarise(aggregate, found, rows) : null;
          return typeof value === 'number' ? value : null;
        });
        if (result === 'error') return ERROR;
        return result === null ? null : type === 'percent' ? result * 100 : result;
      },
      shown: (value) => {
        if (value === null) return BLANK;
        return typeof value === 'number' ? format.number(value, { type, scale: formula.scale }) : value;
      }
    }
  ];
}

export const labelled = (aggregate: Aggregate, rows: readonly ReportRow[]): Labelled<number | string | null> => {
  const value = aggregate.value(rows);
  return { label: aggregate.shown(value), value };
};
