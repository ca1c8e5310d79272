import type { SqlValue } from '../database/types';
import type { QueryContext } from './context';

/** A parameter whose value is known only when the query runs. */
export type Late = (context: QueryContext) => SqlValue;
export type Param = SqlValue | Late;

interface Raw {
  readonly kind: 'raw';
  readonly text: string;
  readonly params: readonly Param[];
}

/** SQL that depends on the values bound: a null, an empty list or text beyond ASCII needs another operator. */
interface Choice {
  readonly kind: 'choice';
  readonly pick: (context: QueryContext) => number;
  readonly options: readonly Sql[];
}

/** A piece of SQL with its parameters in order of their `?`. */
export interface Sql {
  readonly parts: readonly (Raw | Choice)[];
}

export const EMPTY: Sql = { parts: [] };

/** Builds SQL: strings between the placeholders and in them are SQL text, never values. */
export function sql(strings: TemplateStringsArray, ...pieces: readonly (Sql | string)[]): Sql {
  const parts: (Raw | Choice)[] = [];
  strings.forEach((text, index) => {
    if (text !== '') parts.push({ kind: 'raw', text, params: [] });
    const piece = pieces[index];
    if (typeof piece === 'string') parts.push({ kind: 'raw', text: piece, params: [] });
    else if (piece) parts.push(...piece.parts);
  });
  return { parts };
}

export function raw(text: string, params: readonly Param[] = []): Sql {
  return { parts: [{ kind: 'raw', text, params }] };
}

/** A `?` for this value. */
export function param(value: Param): Sql {
  return raw('?', [value]);
}

export function choice(pick: Choice['pick'], options: readonly Sql[]): Sql {
  return { parts: [{ kind: 'choice', pick, options }] };
}

export function join(list: readonly Sql[], separator: string): Sql {
  return {
    parts: list.flatMap((item, index) =>
      index === 0 ? item.parts : [{ kind: 'raw' as const, text: separator, params: [] }, ...item.parts]
    )
  };
}

/** Operands of AND or OR per pair of parentheses: SQLite refuses expressions nested deeper than 1000. */
const OPERANDS_PER_LEVEL = 100;

/** Joins any number of conditions without nesting them deeply. */
export function joinConditions(list: readonly Sql[], operator: 'AND' | 'OR'): Sql {
  if (list.length <= OPERANDS_PER_LEVEL) return join(list, ` ${operator} `);
  const groups: Sql[] = [];
  for (let i = 0; i < list.length; i += OPERANDS_PER_LEVEL) {
    groups.push(sql`(${join(list.slice(i, i + OPERANDS_PER_LEVEL), ` ${operator} `)})`);
  }
  return joinConditions(groups, operator);
}

interface Rendered {
  readonly text: string;
  readonly params: readonly Param[];
}

export interface BoundStatement {
  readonly text: string;
  readonly params: SqlValue[];
}

/** How many shapes of one statement are kept ready. */
const MAX_SHAPES = 64;

/** A whole SQL statement, put together once per combination of choices. */
export class Statement {
  private readonly choices: Choice[] = [];
  private readonly shapes = new Map<string, Rendered>();
  private readonly fixed: Rendered | null;

  constructor(private readonly source: Sql) {
    collectChoices(source, this.choices);
    this.fixed = this.choices.length === 0 ? render(source, () => 0) : null;
  }

  bind(context: QueryContext): BoundStatement {
    const rendered = this.fixed ?? this.shape(context);
    const params = new Array<SqlValue>(rendered.params.length);
    for (let i = 0; i < params.length; i++) {
      const value = rendered.params[i] as Param;
      params[i] = typeof value === 'function' ? value(context) : value;
    }
    return { text: rendered.text, params };
  }

  private shape(context: QueryContext): Rendered {
    const picks = new Map(this.choices.map((item) => [item, item.pick(context)]));
    const key = [...picks.values()].join();
    let rendered = this.shapes.get(key);
    if (!rendered) {
      rendered = render(this.source, (item) => picks.get(item) ?? 0);
      if (this.shapes.size >= MAX_SHAPES) this.shapes.clear();
      this.shapes.set(key, rendered);
    }
    return rendered;
  }
}

function collectChoices(source: Sql, into: Choice[]): void {
  for (const part of source.parts) {
    if (part.kind !== 'choice') continue;
    into.push(part);
    for (const option of part.options) collectChoices(option, into);
  }
}

function render(source: Sql, pick: (item: Choice) => number): Rendered {
  let text = '';
  const params: Param[] = [];
  const write = (piece: Sql): void => {
    for (const part of piece.parts) {
      if (part.kind === 'choice') write(part.options[pick(part)] ?? EMPTY);
      else {
        text += part.text;
        params.push(...part.params);
      }
    }
  };
  write(source);
  return { text, params };
}
