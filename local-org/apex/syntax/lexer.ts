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
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|('''[\s\S]*?'''|'(?:[^'\\\n]|\\[^\n])*')|(\d+[lL](?!\w)|\d*\.\d+[dD]?(?!\w)|\d+[dD](?!\w)|\d+\.(?=\d)\d*|\d+)|([A-Za-z_$][\w$]*)|(===|!==|<>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|=>|\+\+|--|\+=|-=|\*=|\/=|\|=|&=|\^=|(?!\/\*)[-+*/=<>!~?:;,.(){}[\]@&|^])/gy;

/** Cuts Apex source into tokens; the last one is of kind `end`. @throws ApexCompileError */
export function tokenize(source: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  TOKEN.lastIndex = 0;
  while (offset < source.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(source);
    const at = { line, column: offset - lineStart + 1, offset };
    if (!match) refuse(file, at, unreadable(source, offset));
    const text = match[0];
    const kind: TokenKind | null = match[1] ? 'string' : match[2] ? 'number' : match[3] ? 'word' : match[4] ? 'symbol' : null;
    const end = offset + text.length;
    if (kind) tokens.push({ ...at, kind, text, key: kind === 'word' ? text.toLowerCase() : text, end });
    if (kind === null || kind === 'string') {
      for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
        line++;
        lineStart = offset + newline + 1;
      }
    }
    offset = end;
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
