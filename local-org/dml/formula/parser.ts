import type { BinaryOperator, FormulaNode } from './ast';
import { tokenize, type FormulaToken } from './lexer';
import { FormulaError } from './types';

/**
 * Binary operators from loosest to tightest. As in the platform's published grammar, `^` binds looser than `*` and `/`,
 * so that `2 * 3 ^ 2` is 36; signs bind tightest, so that `-2 ^ 2` is 4.
 */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/']
];

const CANONICAL: Readonly<Record<string, BinaryOperator>> = { '==': '=', '!=': '<>' };

/**
 * Parses one formula.
 * @throws FormulaError with the position of what does not belong
 */
export function parseFormula(expression: string): FormulaNode {
  return new Parser(expression).parse();
}

class Parser {
  private readonly tokens: readonly FormulaToken[];
  private next = 0;

  constructor(private readonly expression: string) {
    this.tokens = tokenize(expression);
  }

  parse(): FormulaNode {
    if (this.peek().kind === 'end') throw this.error('Syntax error. The formula is empty', this.peek());
    const node = this.binary(0);
    const rest = this.peek();
    if (rest.kind !== 'end') throw this.error(`Syntax error. Extra ${rest.text}`, rest);
    return node;
  }

  private binary(level: number): FormulaNode {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'operator' || !operators.includes(token.text)) return left;
      this.next += 1;
      const operator = CANONICAL[token.text] ?? (token.text as BinaryOperator);
      left = { kind: 'binary', operator, left, right: this.binary(level + 1), position: token.position };
    }
  }

  private unary(): FormulaNode {
    const token = this.peek();
    if (token.kind === 'operator' && (token.text === '-' || token.text === '+' || token.text === '!')) {
      this.next += 1;
      return { kind: 'unary', operator: token.text, operand: this.unary(), position: token.position };
    }
    return this.primary();
  }

  private primary(): FormulaNode {
    const token = this.peek();
    this.next += 1;
    const { position } = token;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text), position };
    if (token.kind === 'text') return { kind: 'text', value: token.text, position };
    if (token.kind === 'name') return this.named(token);
    if (token.kind === 'operator' && token.text === '(') {
      const inner = this.binary(0);
      this.close();
      return inner;
    }
    this.next -= 1;
    throw this.error(token.kind === 'end' ? 'Syntax error. The formula ends too early' : `Syntax error. Found '${token.text}'`, token);
  }

  private named(token: FormulaToken): FormulaNode {
    const { position } = token;
    if (this.peek().kind === 'operator' && this.peek().text === '(') {
      this.next += 1;
      return { kind: 'call', name: token.text.toUpperCase(), args: this.args(), position };
    }
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', position };
    if (word === 'null') return { kind: 'null', position };
    const path = token.text.split('.');
    if (path.includes('')) throw this.error(`Syntax error. Found '.'`, token);
    return { kind: 'reference', path, position };
  }

  private args(): FormulaNode[] {
    const args: FormulaNode[] = [];
    if (this.peek().text === ')' && this.peek().kind === 'operator') {
      this.next += 1;
      return args;
    }
    for (;;) {
      args.push(this.binary(0));
      const token = this.peek();
      if (token.kind === 'operator' && token.text === ',') {
        this.next += 1;
      } else {
        this.close();
        return args;
      }
    }
  }

  private close(): void {
    const token = this.peek();
    if (token.kind !== 'operator' || token.text !== ')') throw this.error("Syntax error. Missing ')'", token);
    this.next += 1;
  }

  private peek(): FormulaToken {
    return this.tokens[this.next] ?? { kind: 'end', text: '', position: this.expression.length };
  }

  private error(problem: string, token: FormulaToken): FormulaError {
    return new FormulaError(problem, token.position, this.expression);
  }
}
