/** Numbers of filters, from 1, joined by AND, OR and NOT. */
export type FilterLogic =
  | { readonly kind: 'filter'; readonly number: number }
  | { readonly kind: 'not'; readonly operand: FilterLogic }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterLogic[] };

/** An error in filter logic. */
export class FilterLogicError extends Error {
  override readonly name = 'FilterLogicError';
}

/** As the platform: `AND` and `OR` side by side need parentheses, case does not matter, every filter must be used. */
export function parseFilterLogic(text: string, filters: number): FilterLogic {
  const parser = new Parser(text);
  const logic = parser.whole();
  for (const used of parser.numbers) {
    if (used < 1 || used > filters) throw new FilterLogicError(`The filter logic refers to filter ${used}, which does not exist: ${text}`);
  }
  for (let number = 1; number <= filters; number++) {
    if (!parser.numbers.has(number)) throw new FilterLogicError(`The filter logic does not use filter ${number}: ${text}`);
  }
  return logic;
}

/** All filters must hold. */
export const allOf = (filters: number): FilterLogic => ({
  kind: 'and',
  operands: Array.from({ length: filters }, (_, index) => ({ kind: 'filter', number: index + 1 }))
});

export function holds(logic: FilterLogic, filter: (number: number) => boolean): boolean {
  switch (logic.kind) {
    case 'filter':
      return filter(logic.number);
    case 'not':
      return !holds(logic.operand, filter);
    case 'and':
      return logic.operands.every((operand) => holds(operand, filter));
    case 'or':
      return logic.operands.some((operand) => holds(operand, filter));
  }
}

class Parser {
  readonly numbers = new Set<number>();
  private readonly tokens: readonly string[];
  private position = 0;

  constructor(private readonly text: string) {
    this.tokens = text.match(/\d+|[a-z]+|\S/gi) ?? [];
  }

  whole(): FilterLogic {
    const logic = this.joined();
    if (this.position < this.tokens.length) throw this.wrong();
    return logic;
  }

  private joined(): FilterLogic {
    const operands = [this.operand()];
    const kind = this.keyword();
    if (kind !== 'and' && kind !== 'or') return operands[0] ?? this.end();
    while (this.keyword() === kind) {
      this.position++;
      operands.push(this.operand());
    }
    const next = this.keyword();
    if (next === 'and' || next === 'or') throw new FilterLogicError(`Use parentheses where AND and OR stand side by side: ${this.text}`);
    return { kind, operands };
  }

  private operand(): FilterLogic {
    const token = this.tokens[this.position++] ?? '';
    if (token === '(') {
      const logic = this.joined();
      if (this.tokens[this.position++] !== ')') throw this.wrong();
      return logic;
    }
    if (token.toLowerCase() === 'not') return { kind: 'not', operand: this.operand() };
    if (!/^\d+$/.test(token)) throw this.wrong();
    const number = Number(token);
    this.numbers.add(number);
    return { kind: 'filter', number };
  }

  private keyword(): string {
    return (this.tokens[this.position] ?? '').toLowerCase();
  }

  private end(): never {
    throw this.wrong();
  }

  private wrong(): FilterLogicError {
    return new FilterLogicError(`The filter logic cannot be read: ${this.text}`);
  }
}
