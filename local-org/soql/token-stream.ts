import type { OrgException } from '../errors';
import type { Expression, FieldPath } from './ast';
import { queryError } from './errors';
import { Lexer, type Token } from './lexer';

/** Reads an Apex bind expression behind the colon; returns what the bind is called and where the expression ends. */
export type BindReader = (offset: number) => { readonly name: string; readonly end: number };

/** One token of look-ahead over a query, and the expressions that occur in every clause. */
export abstract class TokenStream {
  protected readonly lexer: Lexer;
  protected token: Token;

  constructor(
    protected readonly text: string,
    offset: number,
    protected readonly onBind: BindReader | null
  ) {
    this.lexer = new Lexer(text, offset, onBind !== null);
    this.token = this.lexer.next();
  }

  protected advance(): void {
    this.token = this.lexer.next();
  }

  protected take(punctuation: string): boolean {
    if (this.token.kind !== 'punctuation' || this.token.text !== punctuation) return false;
    this.advance();
    return true;
  }

  protected takeWord(word: string): boolean {
    if (this.token.kind !== 'word' || this.token.upper !== word) return false;
    this.advance();
    return true;
  }

  protected expect(punctuation: string): void {
    if (this.take(punctuation)) return;
    const name = punctuation === ')' ? 'a right parentheses' : punctuation === '(' ? 'a left parentheses' : `'${punctuation}'`;
    throw this.error(this.token.start, `expecting ${name}, found '${this.token.text}'`);
  }

  protected expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected();
  }

  protected unexpected(): OrgException {
    return this.error(this.token.start, `unexpected token: '${this.token.text}'`);
  }

  protected error(position: number, message: string): OrgException {
    return queryError('MALFORMED_QUERY', this.text, position, message);
  }

  protected expressions(): Expression[] {
    const list = [this.expression()];
    while (this.take(',')) list.push(this.expression());
    return list;
  }

  /** A field path or a function call. */
  protected expression(): Expression {
    const name = this.token;
    if (name.kind !== 'word' || name.upper === 'FROM') throw this.unexpected();
    this.advance();
    if (!this.take('(')) return { kind: 'field', path: name.text.split('.'), position: name.start };
    const args = this.token.text === ')' ? [] : this.expressions();
    this.expect(')');
    return { kind: 'call', name: name.upper, arguments: args, position: name.start };
  }

  protected fieldPath(): FieldPath {
    const expression = this.expression();
    if (expression.kind !== 'field') throw this.error(expression.position, `unexpected token: '${expression.name}'`);
    return expression;
  }
}
