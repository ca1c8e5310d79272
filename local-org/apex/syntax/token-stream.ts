import type { Point } from './ast';
import { tokenize, type Token } from './lexer';
import { refuse } from './problem';

/** Tokens of one file with a position that moves forward and, for look-ahead, back. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private readonly last: Token;
  position = 0;

  constructor(
    readonly source: string,
    readonly file: string
  ) {
    const tokens = tokenize(source, file);
    const last = tokens[tokens.length - 1];
    if (!last) throw new RangeError('A token list ends with an end token');
    this.tokens = tokens;
    this.last = last;
  }

  get token(): Token {
    return this.tokens[this.position] ?? this.last;
  }

  ahead(count: number): Token {
    return this.tokens[this.position + count] ?? this.last;
  }

  next(): Token {
    const token = this.token;
    this.position++;
    return token;
  }

  /** Whether the current token is this word or symbol. */
  is(key: string): boolean {
    const token = this.token;
    return token.key === key && token.kind !== 'string';
  }

  isAhead(count: number, key: string): boolean {
    const token = this.ahead(count);
    return token.key === key && token.kind !== 'string';
  }

  accept(key: string): Token | null {
    return this.is(key) ? this.next() : null;
  }

  expect(key: string): Token {
    if (this.is(key)) return this.next();
    if (this.token.kind === 'end') this.fail(`Missing '${key}' at the end of the file`);
    return this.fail(`Missing '${key}' at '${this.token.text}'`);
  }

  word(): Token {
    if (this.token.kind === 'word') return this.next();
    return this.fail(`Unexpected token '${this.token.text}': an identifier is expected`);
  }

  /** Moves to the first token at or behind this offset. */
  skipTo(offset: number): void {
    while (this.token.kind !== 'end' && this.token.offset < offset) this.position++;
  }

  fail(problem: string, at: Point = this.token): never {
    refuse(this.file, at, problem);
  }
}
