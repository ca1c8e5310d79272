import type { BinaryOperator, Expression, NamedArgument, Point, QueryBind, Soql, TypeName } from './ast';
import { stringValue, type Token } from './lexer';
import { COMPOUND, LEVELS, RELATIONAL } from './operators';
import { refuseConstruct } from './problem';
import { TypeParser } from './type-parser';

/** Words that cannot begin a type, so that `(null)` or `return x` is never read as a cast or declaration. */
export const NOT_A_TYPE: ReadonlySet<string> = new Set(
  'new return throw insert update delete upsert undelete merge instanceof null this super true false else if for while do try'.split(' ')
);
const SIMPLE_TYPES: ReadonlySet<string> = new Set(
  'integer long double decimal string id boolean date datetime time object blob'.split(' ')
);
const GENERIC_TYPES: ReadonlySet<string> = new Set(['list', 'set', 'map', 'iterable', 'iterator']);

/** Reads expressions, precedence by precedence. */
export abstract class ExpressionParser extends TypeParser {
  expression(): Expression {
    const target = this.ternary();
    const at = this.token;
    const operator = this.assignmentOperator();
    if (!operator) return target;
    return { kind: 'assign', at, operator, target, value: this.expression() };
  }

  protected annotationValue(): Expression {
    return this.unary();
  }

  private assignmentOperator(): '=' | BinaryOperator | null {
    const token = this.token;
    if (token.kind !== 'symbol') return null;
    if (token.key === '=') {
      this.position++;
      return '=';
    }
    const compound = COMPOUND.get(token.key);
    if (compound) {
      this.position++;
      return compound;
    }
    for (const [symbols, operator] of [
      [['>', '>', '>='], '>>>'],
      [['>', '>='], '>>'],
      [['<', '<='], '<<']
    ] as const) {
      if (this.adjacent(symbols)) {
        this.position += symbols.length;
        return operator;
      }
    }
    return null;
  }

  /** Whether these symbols follow without space between them. */
  private adjacent(symbols: readonly string[]): boolean {
    return symbols.every((symbol, i) => this.isAhead(i, symbol) && (i === 0 || this.ahead(i).offset === this.ahead(i - 1).end));
  }

  private ternary(): Expression {
    const condition = this.coalesce();
    const at = this.token;
    if (!this.accept('?')) return condition;
    const whenTrue = this.expression();
    this.expect(':');
    return { kind: 'ternary', at, condition, whenTrue, whenFalse: this.expression() };
  }

  protected coalesce(): Expression {
    let left = this.binary(0);
    for (let at = this.token; this.accept('??'); at = this.token) left = { kind: 'coalesce', at, left, right: this.binary(0) };
    return left;
  }

  private binary(level: number): Expression {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const at = this.token;
      if (level === RELATIONAL && this.accept('instanceof')) {
        left = { kind: 'instanceof', at, operand: left, type: this.type() };
        continue;
      }
      const operator = this.binaryOperator(level);
      if (!operator) return left;
      left = { kind: 'binary', at, operator, left, right: this.binary(level + 1) };
    }
  }

  private binaryOperator(level: number): BinaryOperator | null {
    if (this.token.kind !== 'symbol') return null;
    if (level === RELATIONAL + 1) {
      for (const [symbols, operator] of [
        [['>', '>', '>='], null],
        [['>', '>='], null],
        [['<', '<='], null],
        [['>', '>', '>'], '>>>'],
        [['>', '>'], '>>'],
        [['<', '<'], '<<']
      ] as const) {
        if (!this.adjacent(symbols)) continue;
        if (operator) this.position += symbols.length;
        return operator;
      }
      return null;
    }
    const key = this.token.key === '<>' ? '!=' : this.token.key;
    const operator = LEVELS[level]?.find((candidate) => candidate === key);
    if (!operator) return null;
    if (
      level === RELATIONAL &&
      (this.adjacent(['>', '>']) || this.adjacent(['<', '<']) || this.adjacent(['>', '>=']) || this.adjacent(['<', '<=']))
    )
      return null;
    this.position++;
    return operator;
  }

  protected unary(): Expression {
    const at = this.token;
    if (at.kind === 'symbol') {
      if (at.key === '-' || at.key === '+' || at.key === '!' || at.key === '~') {
        this.position++;
        if (at.key === '-' && this.token.kind === 'number') return this.negativeNumber(at);
        return { kind: 'unary', at, operator: at.key, operand: this.unary() };
      }
      if (at.key === '++' || at.key === '--') {
        this.position++;
        return { kind: 'increment', at, operator: at.key, prefix: true, operand: this.unary() };
      }
      if (at.key === '(') {
        const type = this.tryCast();
        if (type) return { kind: 'cast', at, type, operand: this.unary() };
      }
    }
    return this.postfix();
  }

  /** `-2147483648` is one literal: its digits alone would be out of range. */
  private negativeNumber(at: Point): Expression {
    const operand = this.postfix();
    return operand.kind === 'literal' ? { ...operand, at, value: `-${operand.value}` } : { kind: 'unary', at, operator: '-', operand };
  }

  private tryCast(): TypeName | null {
    const start = this.position;
    this.position++;
    const first = this.token;
    const type = first.kind === 'word' && !NOT_A_TYPE.has(first.key) ? this.tryType() : null;
    if (type && this.is(')') && this.castable(this.ahead(1), type)) {
      this.position++;
      return type;
    }
    this.position = start;
    return null;
  }

  private castable(next: Token, type: TypeName): boolean {
    if (next.kind === 'string' || next.kind === 'number') return true;
    if (next.kind === 'word') return next.key !== 'instanceof';
    if (next.key === '(' || next.key === '!' || next.key === '~' || next.key === '[') return true;
    const only = type.parts.length === 1 ? type.parts[0] : undefined;
    return (next.key === '-' || next.key === '+') && only !== undefined && SIMPLE_TYPES.has(only.name.toLowerCase());
  }

  private postfix(): Expression {
    let expression = this.primary();
    for (;;) {
      const at = this.token;
      if (at.kind !== 'symbol') return expression;
      if (at.key === '.' || at.key === '?.') {
        this.position++;
        const name = this.word();
        const safe = at.key === '?.';
        if (this.is('(')) expression = { kind: 'call', at: name, target: expression, name: name.text, args: this.arguments(), safe };
        else if (name.key === 'class') expression = { kind: 'classLiteral', at, type: this.nameAsType(expression) };
        else expression = { kind: 'member', at: name, target: expression, name: name.text, safe };
      } else if (at.key === '[') {
        this.position++;
        const index = this.expression();
        this.expect(']');
        expression = { kind: 'index', at, target: expression, index };
      } else if (at.key === '++' || at.key === '--') {
        this.position++;
        expression = { kind: 'increment', at, operator: at.key, prefix: false, operand: expression };
      } else return expression;
    }
  }

  private nameAsType(expression: Expression): TypeName {
    const parts: { name: string; args: readonly TypeName[] }[] = [];
    let rest = expression;
    while (rest.kind === 'member') {
      parts.unshift({ name: rest.name, args: [] });
      rest = rest.target;
    }
    if (rest.kind !== 'name') this.fail('A type is expected before .class', expression.at);
    parts.unshift({ name: rest.name, args: [] });
    return { kind: 'type', at: rest.at, parts, dimensions: 0 };
  }

  protected arguments(): Expression[] {
    this.expect('(');
    const args: Expression[] = [];
    if (!this.is(')')) {
      do args.push(this.expression());
      while (this.accept(','));
    }
    this.expect(')');
    return args;
  }

  private primary(): Expression {
    const at = this.token;
    switch (at.kind) {
      case 'string':
        this.position++;
        return { kind: 'literal', at, type: 'String', value: stringValue(at, this.file) };
      case 'number':
        this.position++;
        return numberLiteral(at);
      case 'symbol':
        if (this.accept('(')) {
          const inner = this.expression();
          this.expect(')');
          return inner;
        }
        if (at.key === '[' && this.isAhead(1, 'select')) return this.query();
        if (at.key === '[' && this.isAhead(1, 'find')) refuseConstruct(this.file, at, 'SOSL');
        break;
      case 'word':
        return this.wordExpression(at);
      case 'end':
        break;
    }
    return this.fail(`Unexpected token '${at.text}'.`, at);
  }

  private wordExpression(at: Token): Expression {
    switch (at.key) {
      case 'null':
        this.position++;
        return { kind: 'literal', at, type: 'null', value: '' };
      case 'true':
      case 'false':
        this.position++;
        return { kind: 'literal', at, type: 'Boolean', value: at.key };
      case 'this':
      case 'super':
        this.position++;
        if (this.is('(')) return { kind: 'constructorCall', at, which: at.key, args: this.arguments() };
        return { kind: at.key, at };
      case 'new':
        return this.creation();
    }
    if ((GENERIC_TYPES.has(at.key) && this.isAhead(1, '<')) || (this.isAhead(1, '[') && this.isAhead(2, ']'))) {
      const literal = this.tryClassLiteral();
      if (literal) return literal;
    }
    this.position++;
    if (this.is('(')) return { kind: 'call', at, target: null, name: at.text, args: this.arguments(), safe: false };
    return { kind: 'name', at, name: at.text };
  }

  private tryClassLiteral(): Expression | null {
    const start = this.position;
    const at = this.token;
    const type = this.tryType();
    if (type && this.is('.') && this.isAhead(1, 'class')) {
      this.position += 2;
      return { kind: 'classLiteral', at, type };
    }
    this.position = start;
    return null;
  }

  private creation(): Expression {
    const at = this.expect('new');
    const type = this.type();
    if (type.dimensions > 0) {
      return { kind: 'newCollection', at, type, entries: this.is('{') ? this.entries() : [] };
    }
    if (this.is('(')) return this.constructorArguments(at, type);
    if (this.accept('[')) {
      const size = this.expression();
      this.expect(']');
      return { kind: 'newArray', at, type: { ...type, dimensions: 1 }, size };
    }
    if (this.is('{')) return { kind: 'newCollection', at, type, entries: this.entries() };
    return this.fail(`Unexpected token '${this.token.text}' after new`);
  }

  private constructorArguments(at: Point, type: TypeName): Expression {
    if (!(this.ahead(1).kind === 'word' && this.isAhead(2, '='))) return { kind: 'new', at, type, args: this.arguments(), fields: [] };
    this.expect('(');
    const fields: NamedArgument[] = [];
    do {
      const name = this.word();
      this.expect('=');
      fields.push({ at: name, name: name.text, value: this.expression() });
    } while (this.accept(','));
    this.expect(')');
    return { kind: 'new', at, type, args: [], fields };
  }

  private entries(): { key: Expression | null; value: Expression }[] {
    this.expect('{');
    const entries: { key: Expression | null; value: Expression }[] = [];
    while (!this.is('}')) {
      const first = this.expression();
      entries.push(this.accept('=>') ? { key: first, value: this.expression() } : { key: null, value: first });
      if (!this.accept(',')) break;
    }
    this.expect('}');
    return entries;
  }

  /** `[SELECT …]`: finds its end and reads the bound expressions; the clauses are the query engine's matter. */
  private query(): Soql {
    const at = this.expect('[');
    const start = this.token.offset;
    const binds: QueryBind[] = [];
    for (let depth = 0; depth > 0 || !this.is(']');) {
      const token = this.token;
      if (token.kind === 'end') this.fail('Unterminated SOQL query', at);
      if (this.startsBind()) {
        this.position++;
        const expression = this.coalesce();
        binds.push({ at: token, expression, start: token.offset, end: this.ahead(-1).end });
        continue;
      }
      if (this.is('[')) depth++;
      else if (this.is(']')) depth--;
      this.position++;
    }
    const end = this.expect(']').offset;
    return { kind: 'soql', at, text: this.source.slice(start, end), start, binds };
  }

  /** A colon begins a bind unless it is in a time (`10:30:00`) or a date literal (`LAST_N_DAYS:30`). */
  private startsBind(): boolean {
    if (!this.is(':')) return false;
    const before = this.ahead(-1);
    if (before.kind === 'number') return false;
    const after = this.ahead(1);
    return !(before.kind === 'word' && before.end === this.token.offset && (after.kind === 'number' || after.key === '-'));
  }
}

function numberLiteral(at: Token): Expression {
  const suffix = at.text.slice(-1).toLowerCase();
  if (suffix === 'l') return { kind: 'literal', at, type: 'Long', value: at.text.slice(0, -1) };
  if (suffix === 'd') return { kind: 'literal', at, type: 'Double', value: at.text.slice(0, -1) };
  return { kind: 'literal', at, type: at.text.includes('.') ? 'Decimal' : 'Integer', value: at.text };
}
