import { queryError } from './errors';

export type TokenKind = 'word' | 'string' | 'number' | 'date' | 'datetime' | 'time' | 'punctuation' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; `<EOF>` at the end. */
  readonly text: string;
  /** Upper case, for words; else as `text`. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
const SPACE_AND_COMMENTS = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
/** Dots belong to the word: a field path is one token. */
const WORD = /[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*/y;
const DATETIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/iy;
const DATE = /\d{4}-\d\d-\d\d/y;
const TIME = /\d\d:\d\d:\d\d(?:\.\d+)?Z?/iy;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /'(?:[^'\\]|\\[\s\S])*'/y;
const OPERATOR = /!=|<>|<=|>=|[=<>(),:[\]]/y;

/** Cuts a query into tokens, one at a time. */
export class Lexer {
  constructor(
    readonly text: string,
    private offset: number,
    /** Queries inside Apex may hold Apex comments. */
    private readonly comments: boolean
  ) {}

  moveTo(offset: number): void {
    this.offset = offset;
  }

  /** @throws OrgException MALFORMED_QUERY at a character that starts nothing */
  next(): Token {
    const space = this.match(this.comments ? SPACE_AND_COMMENTS : SPACE, this.offset);
    const start = this.offset + (space?.length ?? 0);
    if (start >= this.text.length) return this.token('end', '<EOF>', start, start);
    const code = this.text.charCodeAt(start);
    const word = this.match(WORD, start);
    if (word !== null) return this.token('word', word, start);
    if (code === 39) return this.string(start);
    const operator = this.match(OPERATOR, start);
    if (operator !== null) return this.token('punctuation', operator, start);
    for (const [kind, pattern] of LITERALS) {
      const literal = this.match(pattern, start);
      if (literal !== null) return this.token(kind, literal, start);
    }
    throw queryError('MALFORMED_QUERY', this.text, start, `unexpected token: '${this.text.charAt(start)}'`);
  }

  private string(start: number): Token {
    const text = this.match(STRING, start);
    if (text !== null) return this.token('string', text, start);
    const row = this.text.slice(0, start).split('\n').length;
    throw queryError('MALFORMED_QUERY', this.text, start, `line ${row}:${this.text.length} mismatched character '<EOF>' expecting '''`);
  }

  private match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private token(kind: TokenKind, text: string, start: number, end = start + text.length): Token {
    this.offset = end;
    return { kind, text, upper: kind === 'word' ? text.toUpperCase() : text, start, end };
  }
}

const LITERALS: readonly (readonly [TokenKind, RegExp])[] = [
  ['datetime', DATETIME],
  ['date', DATE],
  ['time', TIME],
  ['number', NUMBER]
];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' };

/**
 * The value of a quoted string, as text and as a LIKE pattern, in which `\_`, `\%` and `\\` stay escaped.
 * @returns the offset of the backslash if the escape is not valid in SOQL
 */
export function readString(token: Token): { readonly value: string; readonly pattern: string } | number {
  const inner = token.text.slice(1, -1);
  if (!inner.includes('\\')) return { value: inner, pattern: inner };
  let value = '';
  let pattern = '';
  for (let i = 0; i < inner.length; i++) {
    const char = inner.charAt(i);
    if (char !== '\\') {
      value += char;
      pattern += char;
      continue;
    }
    const next = inner.charAt(++i);
    const hex = next === 'u' ? /^[0-9a-fA-F]{4}/.exec(inner.slice(i + 1))?.[0] : undefined;
    if (next === '_' || next === '%') {
      value += next;
      pattern += `\\${next}`;
    } else if (hex !== undefined) {
      const decoded = String.fromCharCode(parseInt(hex, 16));
      value += decoded;
      pattern += decoded;
      i += 4;
    } else {
      const plain = ESCAPES[next.toLowerCase()];
      if (plain === undefined) return token.start + i;
      value += plain;
      pattern += plain === '\\' ? '\\\\' : plain;
    }
  }
  return { value, pattern };
}
