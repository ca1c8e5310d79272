import { FormulaError } from './types';

export interface FormulaToken {
  readonly kind: 'number' | 'text' | 'name' | 'operator' | 'end';
  /** Operators and names as written; text with escapes resolved. */
  readonly text: string;
  readonly position: number;
}

const OPERATORS = ['&&', '||', '<>', '!=', '<=', '>=', '==', '<', '>', '=', '+', '-', '*', '/', '^', '&', '!', '(', ')', ','];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };
const NUMBER = /\d+(\.\d+)?|\.\d+/y;
const NAME = /[A-Za-z$][A-Za-z0-9_$:.]*/y;

/**
 * Splits a formula into tokens; comments and white space fall away. The last token is always `end`.
 * @throws FormulaError for an unterminated text or comment and for characters that formulas do not have
 */
export function tokenize(expression: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  let at = 0;
  while (at < expression.length) {
    const character = expression.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
    } else if (expression.startsWith('/*', at)) {
      const end = expression.indexOf('*/', at + 2);
      if (end < 0) throw new FormulaError('Syntax error. Missing */', at, expression);
      at = end + 2;
    } else if (character === '"' || character === "'") {
      const [text, end] = readText(expression, at);
      tokens.push({ kind: 'text', text, position: at });
      at = end;
    } else {
      const token = readWord(expression, at);
      tokens.push(token);
      at += token.text.length;
    }
  }
  tokens.push({ kind: 'end', text: '', position: expression.length });
  return tokens;
}

function readText(expression: string, start: number): [text: string, end: number] {
  const quote = expression.charAt(start);
  let text = '';
  for (let at = start + 1; at < expression.length; at++) {
    const character = expression.charAt(at);
    if (character === quote) return [text, at + 1];
    if (character !== '\\') {
      text += character;
      continue;
    }
    at += 1;
    const escaped = ESCAPES[expression.charAt(at)];
    if (escaped === undefined) throw new FormulaError(`Syntax error. Unknown escape '\\${expression.charAt(at)}'`, at - 1, expression);
    text += escaped;
  }
  throw new FormulaError(`Syntax error. Missing ${quote}`, start, expression);
}

function readWord(expression: string, at: number): FormulaToken {
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['name', NAME]
  ] as const) {
    pattern.lastIndex = at;
    const match = pattern.exec(expression);
    if (match) return { kind, text: match[0], position: at };
  }
  const operator = OPERATORS.find((candidate) => expression.startsWith(candidate, at));
  if (operator === undefined) throw new FormulaError(`Syntax error. Found '${expression.charAt(at)}'`, at, expression);
  return { kind: 'operator', text: operator, position: at };
}
