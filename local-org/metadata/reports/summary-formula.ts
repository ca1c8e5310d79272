import type { AggregateType } from './types';

/** A summary formula: arithmetic over the aggregates of one group. */
export type SummaryExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'rowCount' }
  | { readonly kind: 'aggregate'; readonly type: AggregateType; readonly column: string }
  | { readonly kind: 'negate'; readonly operand: SummaryExpression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: SummaryExpression; readonly right: SummaryExpression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly arguments: readonly SummaryExpression[] };

type Operator = '+' | '-' | '*' | '/' | '^' | '=' | '<>' | '<' | '>' | '<=' | '>=';
type FunctionName = 'ABS' | 'IF' | 'MAX' | 'MIN' | 'NULLVALUE' | 'ROUND' | 'BLANKVALUE';

/** How many arguments each function takes, least and most. */
const FUNCTIONS: Readonly<Record<FunctionName, readonly [number, number]>> = {
  ABS: [1, 1],
  BLANKVALUE: [2, 2],
  IF: [3, 3],
  MAX: [1, 100],
  MIN: [1, 100],
  NULLVALUE: [2, 2],
  ROUND: [2, 2]
};

const AGGREGATES: Readonly<Record<string, AggregateType>> = {
  SUM: 'Sum',
  AVG: 'Average',
  MAX: 'Maximum',
  MIN: 'Minimum',
  UNIQUE: 'Unique',
  MEDIAN: 'Median'
};

/** What is wrong with the text of a formula. */
export class FormulaTextError extends Error {
  override readonly name = 'FormulaTextError';
}

/** Loosest first; operators of one level bind to the left, `^` to the right of nothing. */
const LEVELS: readonly (readonly Operator[])[] = [['=', '<>', '<', '>', '<=', '>='], ['+', '-'], ['*', '/'], ['^']];

/**
 * @param column API name of a column, by either of its names; `undefined` where there is none
 * @throws FormulaTextError
 */
export function parseSummaryFormula(text: string, column: (name: string) => string | undefined): SummaryExpression {
  return new Parser(text, column).whole();
}

/** Value of a group; `null` where something it needs is blank; `'error'` for a division by zero. */
export type SummaryValue = number | null | 'error';

export function evaluateSummary(
  expression: SummaryExpression,
  rowCount: number,
  aggregate: (type: AggregateType, column: string) => number | null
): SummaryValue {
  const value = (one: SummaryExpression): SummaryValue => evaluateSummary(one, rowCount, aggregate);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'rowCount':
      return rowCount;
    case 'aggregate':
      return aggregate(expression.type, expression.column);
    case 'negate': {
      const operand = value(expression.operand);
      return typeof operand === 'number' ? -operand : operand;
    }
    case 'binary':
      return combine(expression.operator, value(expression.left), value(expression.right));
    case 'call':
      return call(expression.name, expression.arguments, value);
  }
}

function combine(operator: Operator, left: SummaryValue, right: SummaryValue): SummaryValue {
  if (left === 'error' || right === 'error') return 'error';
  if (left === null || right === null) return null;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? 'error' : left / right;
    case '^':
      return left ** right;
    case '=':
      return Number(left === right);
    case '<>':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
  }
}

function call(name: FunctionName, given: readonly SummaryExpression[], value: (one: SummaryExpression) => SummaryValue): SummaryValue {
  const [first, second, third] = given;
  const at = (one: SummaryExpression | undefined): SummaryValue => (one ? value(one) : null);
  const condition = at(first);
  if (condition === 'error') return 'error';
  if (name === 'IF') return at(condition === null || condition === 0 ? third : second);
  if (name === 'NULLVALUE' || name === 'BLANKVALUE') return condition ?? at(second);
  const values = given.map(value);
  if (values.includes('error')) return 'error';
  const numbers = values.filter((one): one is number => typeof one === 'number');
  if (numbers.length < values.length) return null;
  const [a = 0, b = 0] = numbers;
  if (name === 'ABS') return Math.abs(a);
  if (name === 'MAX') return Math.max(...numbers);
  if (name === 'MIN') return Math.min(...numbers);
  return (Math.sign(a) * Math.round(Math.abs(a) * 10 ** b)) / 10 ** b;
}

class Parser {
  private readonly tokens: readonly string[];
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly column: (name: string) => string | undefined
  ) {
    this.tokens = text.match(/[A-Za-z_][\w.$*]*(?::\w+)?|\d+(?:\.\d+)?|<>|!=|<=|>=|\S/g) ?? [];
  }

  whole(): SummaryExpression {
    const expression = this.level(0);
    if (this.position < this.tokens.length) throw this.wrong(`unexpected ${this.tokens[this.position] ?? ''}`);
    return expression;
  }

  private level(index: number): SummaryExpression {
    const operators = LEVELS[index];
    if (!operators) return this.unary();
    let left = this.level(index + 1);
    for (;;) {
      const token = this.tokens[this.position];
      const operator = operators.find((one) => one === (token === '!=' ? '<>' : token));
      if (operator === undefined) return left;
      this.position++;
      left = { kind: 'binary', operator, left, right: this.level(index + 1) };
    }
  }

  private unary(): SummaryExpression {
    const token = this.tokens[this.position++];
    if (token === undefined) throw this.wrong('it ends too soon');
    if (token === '-') return { kind: 'negate', operand: this.unary() };
    if (token === '+') return this.unary();
    if (token === '(') {
      const inner = this.level(0);
      this.expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (!/^[A-Za-z_]/.test(token)) throw this.wrong(`unexpected ${token}`);
    return this.tokens[this.position] === '(' ? this.call(token.toUpperCase()) : this.name(token);
  }

  private call(name: string): SummaryExpression {
    if (!isFunction(name)) throw this.wrong(`the embedded org does not support the function ${name} in summary formulas`);
    this.position++;
    const given: SummaryExpression[] = [this.level(0)];
    while (this.tokens[this.position] === ',') {
      this.position++;
      given.push(this.level(0));
    }
    this.expect(')');
    const [least, most] = FUNCTIONS[name];
    if (given.length < least || given.length > most) throw this.wrong(`${name} does not take ${given.length} values`);
    return { kind: 'call', name, arguments: given };
  }

  private name(token: string): SummaryExpression {
    if (token.toLowerCase() === 'rowcount') return { kind: 'rowCount' };
    const [name = '', summary = ''] = token.split(':');
    const type = AGGREGATES[summary.toUpperCase()];
    const column = this.column(name);
    if (column === undefined) throw this.wrong(`there is no column ${name}`);
    if (type === undefined) throw this.wrong(`${token} does not say how it is summarised, such as ${name}:SUM`);
    return { kind: 'aggregate', type, column };
  }

  private expect(token: string): void {
    if (this.tokens[this.position++] !== token) throw this.wrong(`${token} is missing`);
  }

  private wrong(problem: string): FormulaTextError {
    return new FormulaTextError(`${problem}: ${this.text}`);
  }
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);
