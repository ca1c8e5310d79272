import { type OrgException, UnsupportedFeature } from '../errors';
import type { Bind, ComparisonOperator, Condition, Expression, Query, Value } from './ast';
import { COUNTED_DATE_LITERALS, PLAIN_DATE_LITERALS } from './date-literals';
import { queryError } from './errors';
import { readString, type Token } from './lexer';
import { TokenStream } from './token-stream';

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  LIKE: 'LIKE'
};
const BIND_NAME = /\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/y;
const CURRENCY = /^[A-Z]{3}\d+(?:\.\d+)?$/;

/** Parentheses within parentheses; what the platform refuses as too complicated begins well below. */
const MAX_NESTING = 200;

/** Conditions and values in a query. A statement of dynamic Apex may have more characters than others, but not more of these. */
const MOST_CONDITIONS = 10_000;
const MOST_VALUES = 30_000;

/** WHERE and HAVING. */
export abstract class ConditionParser extends TokenStream {
  private nesting = 0;
  private countedConditions = 0;
  private countedValues = 0;

  protected abstract query(depth: number): Query;

  /** `a AND b AND c`, `a OR b`, `NOT a`: mixing needs parentheses, as on the platform. */
  protected conditions(): Condition {
    if (this.takeWord('NOT')) return { kind: 'not', operand: this.condition() };
    const first = this.condition();
    const joiner = this.token.upper;
    if (this.token.kind !== 'word' || (joiner !== 'AND' && joiner !== 'OR')) return first;
    const operands = [first];
    while (this.takeWord(joiner)) operands.push(this.condition());
    if (this.token.upper === 'AND' || this.token.upper === 'OR') throw this.unexpected();
    return { kind: joiner === 'AND' ? 'and' : 'or', operands };
  }

  private condition(): Condition {
    if (this.take('(')) {
      if (++this.nesting > MAX_NESTING) throw this.tooComplicated();
      const inner = this.conditions();
      this.expect(')');
      this.nesting--;
      return inner;
    }
    if (this.token.upper === 'NOT') throw this.unexpected();
    if (++this.countedConditions > MOST_CONDITIONS) throw this.tooComplicated();
    const left = this.expression();
    const operator = this.token;
    const comparison = operator.kind === 'string' ? undefined : COMPARISONS[operator.upper];
    if (comparison !== undefined) {
      this.advance();
      return { kind: 'comparison', left, operator: comparison, value: this.value() };
    }
    if (this.takeWord('IN')) return this.inList(left, false);
    if (this.takeWord('NOT')) {
      this.expectWord('IN');
      return this.inList(left, true);
    }
    if (this.takeWord('INCLUDES')) return { kind: 'includes', left, negated: false, values: this.valueList() };
    if (this.takeWord('EXCLUDES')) return { kind: 'includes', left, negated: true, values: this.valueList() };
    throw this.unexpected();
  }

  private tooComplicated(): OrgException {
    const problem = 'Query is either selecting too many fields or the filter conditions are too complicated.';
    return queryError('QUERY_TOO_COMPLICATED', this.text, this.token.start, problem);
  }

  private inList(left: Expression, negated: boolean): Condition {
    const position = this.token.start;
    if (this.token.text !== '(') return { kind: 'in', left, negated, values: this.valueList() };
    this.advance();
    if (this.token.kind === 'word' && this.token.upper === 'SELECT') {
      const query = this.query(0);
      this.expect(')');
      return { kind: 'semiJoin', left, negated, query, position };
    }
    return { kind: 'in', left, negated, values: this.restOfList() };
  }

  private valueList(): Value[] | Bind {
    if (this.token.text === ':') return this.bind();
    this.expect('(');
    return this.restOfList();
  }

  private restOfList(): Value[] {
    const values = [this.value()];
    while (this.take(',')) values.push(this.value());
    this.expect(')');
    return values;
  }

  protected value(): Value {
    if (++this.countedValues > MOST_VALUES) throw this.tooComplicated();
    const token = this.token;
    const position = token.start;
    switch (token.kind) {
      case 'string': {
        const read = readString(token);
        if (typeof read === 'number')
          throw this.error(
            read,
            `invalid string literal ${token.text}. Illegal character sequence '${this.text.slice(read, read + 2)}' in string literal`
          );
        this.advance();
        return { kind: 'string', ...read, position };
      }
      case 'number':
        this.advance();
        return { kind: 'number', value: Number(token.text), position };
      case 'date':
        this.advance();
        if (!isDate(token.text)) throw this.error(position, `Invalid date: ${token.text}`);
        return { kind: 'date', value: token.text, position };
      case 'datetime':
        this.advance();
        return { kind: 'datetime', value: this.datetime(token), position };
      case 'time':
        this.advance();
        return { kind: 'time', value: this.time(token), position };
      case 'word':
        return this.wordValue(token);
      default:
        if (token.text === ':') return this.bind();
        throw this.unexpected();
    }
  }

  private wordValue(token: Token): Value {
    const position = token.start;
    const name = token.upper;
    if (name === 'TRUE' || name === 'FALSE') {
      this.advance();
      return { kind: 'boolean', value: name === 'TRUE', position };
    }
    if (name === 'NULL') {
      this.advance();
      return { kind: 'null', position };
    }
    if (PLAIN_DATE_LITERALS.has(name)) {
      this.advance();
      return { kind: 'dateLiteral', name, count: null, position };
    }
    if (COUNTED_DATE_LITERALS.has(name)) {
      this.advance();
      this.expect(':');
      const count = this.token.kind === 'number' ? Number(this.token.text) : NaN;
      if (!Number.isInteger(count) || count < 0) throw this.unexpected();
      this.advance();
      return { kind: 'dateLiteral', name, count, position };
    }
    if (CURRENCY.test(token.text)) throw new UnsupportedFeature(`SOQL currency literal ${token.text}: the org has one currency`);
    throw this.unexpected();
  }

  private bind(): Bind {
    const position = this.token.start;
    const offset = this.token.end;
    if (this.onBind) {
      const { name, end } = this.onBind(offset);
      this.lexer.moveTo(end);
      this.advance();
      return { kind: 'bind', name, position };
    }
    BIND_NAME.lastIndex = offset;
    const match = BIND_NAME.exec(this.text);
    if (!match) throw this.error(position, "unexpected token: ':'");
    this.lexer.moveTo(BIND_NAME.lastIndex);
    this.advance();
    return { kind: 'bind', name: match[1] ?? '', position };
  }

  private datetime(token: Token): number {
    const text = token.text.toUpperCase().replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
    const value = Date.parse(text);
    if (Number.isNaN(value) || !isDate(text.slice(0, 10))) throw this.error(token.start, `Invalid datetime: ${token.text}`);
    return value;
  }

  private time(token: Token): number {
    const [hours = 99, minutes = 99, seconds = 99] = token.text.replace(/z$/i, '').split(':').map(Number);
    if (hours > 23 || minutes > 59 || seconds >= 60) throw this.error(token.start, `Invalid time: ${token.text}`);
    return Math.floor(((hours * 60 + minutes) * 60 + seconds) * 1000);
  }
}

function isDate(text: string): boolean {
  const value = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(value.getTime()) && value.toISOString().startsWith(text);
}
