import type { Database, SqlValue } from '../../database/types';
import type { OrgValue } from '../../values';
import { between, calculate, later } from './evaluate';
import { INTERNAL_FUNCTIONS, PURE_FUNCTIONS, textForm } from './functions';
import { exact, roundHalfUp } from './numbers';
import type { Arithmetic, FormulaType, PureFunction } from './types';

/** Name under which SQL calls a function of formulas with this many arguments. */
export function sqlFunctionName(name: string, argumentCount: number): string {
  return `formula_${name.toLowerCase()}_${argumentCount}`;
}

/** Longest list of arguments that SQL functions are registered for; variadic functions are nested in pairs. */
const VARIADIC_STEP = 2;

/**
 * Registers what SQL made from formulas calls, so that both have one implementation. Booleans go in and come out as 0 and 1.
 */
export function registerFormulaFunctions(db: Database): void {
  const known: [name: string, fn: PureFunction][] = [
    ...PURE_FUNCTIONS,
    ['DATEVALUE', INTERNAL_FUNCTIONS.dateValue],
    ['TIMEVALUE', INTERNAL_FUNCTIONS.timeValue]
  ];
  for (const [name, fn] of known) {
    const most = fn.variadic ? VARIADIC_STEP : fn.parameters.length;
    for (let count = fn.parameters.length - (fn.optional ?? 0); count <= most; count++) {
      db.function(
        sqlFunctionName(name, count),
        ofArity(count, (args) => fn.evaluate(args))
      );
    }
  }
  db.function('formula_exact', (value) => (value === null ? null : exact(Number(value))));
  db.function('formula_round', (value, scale) => (value === null ? null : roundHalfUp(Number(value), Number(scale))));
  db.function('formula_power', (left, right) => calculate('^' satisfies Arithmetic, fromSql(left), fromSql(right)));
  db.function('formula_text', (value, type) => textForm(fromSql(value), String(type) as FormulaType));
  db.function('formula_later', (moment, amount, sign, type) => {
    const unit = type === 'date' || type === 'time' ? type : 'datetime';
    return toSql(later(fromSql(moment), fromSql(amount), sign === -1 || sign === -1n ? -1 : 1, unit));
  });
  db.function('formula_between', (left, right, type) =>
    between(fromSql(left), fromSql(right), type === 'date' || type === 'time' ? type : 'datetime')
  );
}

/** SQLite reads the number of parameters from the function's `length`. */
function ofArity(count: number, evaluate: (args: OrgValue[]) => OrgValue): (...args: SqlValue[]) => SqlValue {
  const run = (...args: SqlValue[]): SqlValue => toSql(evaluate(args.map(fromSql)));
  Object.defineProperty(run, 'length', { value: count });
  return run;
}

function fromSql(value: SqlValue | undefined): OrgValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

function toSql(value: OrgValue): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}
