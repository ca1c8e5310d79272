import type { Point } from './ast';
import { refuse } from './problem';

export type TokenKind = 'word' | 'string' | 'number' | 'symbol' | 'end';

export interface Token extends Point {
  readonly kind: TokenKind;
  readonly text: string;
  /** Lower case for words, else as `text`. */
  readonly key: string;
  /** Offset behind the last character. */
  readonly end: number;
}

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|('''[\s\S]*?'''|'(?:[^'\\\n]|\\[^\n])*')|(\d+[lL](?!\w)|\d*\.\d+[dD]?(?!\w)|\d+[dD](?!\w)|\d+\.(?=\d)\d*|\d+)|(===|!==|<>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|=>|\+\+|--|\+=|-=|\*=|\/=|\|=|&=|\^=|(?!\/\*)[-+*/=<>!~?:;,.(){}[\]@&|^])/gy;

const NEWLINE = 10;
/** What a character can only be, by its code; most characters of a program are told here, without the expression above. */
const BLANK = 1;
const WORD_START = 2;
const WORD_PART = 4;
/** A symbol that begins no longer one. */
const ALONE = 8;
const CLASSES = characterClasses();

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const mark = (characters: string, value: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = value;
  };
  mark(' \t\n\r', BLANK);
  mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$', WORD_START | WORD_PART);
  mark('0123456789', WORD_PART);
  mark('(){}[];,:~@', ALONE);
  return classes;
}

/** Cuts Apex source into tokens; the last one is of kind `end`. @throws ApexCompileError */
export function tokenize(source: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  while (offset < source.length) {
    const code = source.charCodeAt(offset);
    const is = CLASSES[code] ?? 0;
    const column = offset - lineStart + 1;
    if (is === BLANK) {
      offset++;
      if (code === NEWLINE) {
        line++;
        lineStart = offset;
      }
    } else if (is & WORD_START) {
      let end = offset + 1;
      while ((CLASSES[source.charCodeAt(end)] ?? 0) & WORD_PART) end++;
      const text = source.slice(offset, end);
      tokens.push({ line, column, offset, kind: 'word', text, key: text.toLowerCase(), end });
      offset = end;
    } else if (is === ALONE) {
      const text = source.charAt(offset);
      tokens.push({ line, column, offset, kind: 'symbol', text, key: text, end: offset + 1 });
      offset++;
    } else {
      TOKEN.lastIndex = offset;
      const match = TOKEN.exec(source);
      if (!match) refuse(file, { line, column, offset }, unreadable(source, offset));
      const text = match[0];
      const kind: TokenKind | null = match[1] ? 'string' : match[2] ? 'number' : match[3] ? 'symbol' : null;
      const end = offset + text.length;
      if (kind) tokens.push({ line, column, offset, kind, text, key: text, end });
      if (kind === null || kind === 'string') {
        for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
          line++;
          lineStart = offset + newline + 1;
        }
      }
      offset = end;
    }
  }
  tokens.push({ kind: 'end', text: '<EOF>', key: '<EOF>', line, column: offset - lineStart + 1, offset, end: offset });
  return tokens;
}

function unreadable(source: string, offset: number): string {
  if (source.startsWith('/*', offset)) return 'Unterminated comment';
  if (source[offset] === "'") return 'Unterminated string literal';
  return `Invalid character in identifier: ${JSON.stringify(source[offset])}`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', "'": "'", '"': '"', '\\': '\\' };

/** The text a string literal stands for. @throws ApexCompileError `Invalid string literal` for an unknown escape */
export function stringValue(token: Token, file: string): string {
  const multiline = token.text.startsWith("'''");
  const body = multiline ? token.text.slice(3, -3).replace(/^\r?\n/, '') : token.text.slice(1, -1);
  if (!body.includes('\\')) return body;
  return body.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
    const value = ESCAPES[code];
    if (value === undefined) refuse(file, token, `Illegal string literal: ${whole} is not a valid escape sequence`);
    return value;
  });
}
