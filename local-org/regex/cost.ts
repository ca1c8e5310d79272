/**
 * How many steps a backtracking engine may take at worst, as a power of two. Coarse on purpose: it only has to tell patterns that
 * cannot take long on a text of this length from those that may.
 */
export class RegexCost {
  private readonly root: Part;

  /** @param source of a JavaScript regular expression that compiles with the flag `u` */
  constructor(source: string) {
    this.root = new Reader(source).read();
  }

  /** Binary logarithm of the steps on a text of this many characters, from every place where a match may begin. */
  exponent(length: number): number {
    const size = Math.log2(Math.max(length, 2));
    return size + choices(this.root, size);
  }
}

/** Parts in a row, alternatives of them, or a part that is repeated. */
type Part =
  | { readonly kind: 'all' | 'either'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeated'; readonly part: Part; readonly times: number };

const NOTHING: Part = { kind: 'all', parts: [] };

/** Binary logarithm of the number of ways to match a part of a text, for the binary logarithm of the text's length. */
function choices(part: Part, size: number): number {
  if (part.kind === 'repeated') {
    const times = Math.min(part.times, 2 ** size);
    return Math.log2(times + 1) + times * choices(part.part, size);
  }
  const inside = part.parts.reduce((sum, each) => sum + choices(each, size), 0);
  return part.kind === 'either' ? inside + Math.log2(part.parts.length) : inside;
}

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Part {
    const alternatives: Part[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at++;
        alternatives.push([]);
      } else alternatives.at(-1)?.push(this.quantified(this.atom()));
    }
    const parts = alternatives.map((row): Part => ({ kind: 'all', parts: row }));
    return parts.length === 1 ? (parts[0] ?? NOTHING) : { kind: 'either', parts };
  }

  private atom(): Part {
    const character = this.source[this.at];
    if (character === '(') return this.group();
    if (character === '[') this.at += /\[(?:\\.|[^\]\\])*\]/sy.exec(this.source.slice(this.at))?.[0].length ?? 1;
    else this.at += character === '\\' ? 2 : 1;
    return NOTHING;
  }

  private group(): Part {
    this.at += /^\((?:\?(?::|=|!|<=|<!|<\w+>))?/.exec(this.source.slice(this.at, this.at + 100))?.[0].length ?? 1;
    const inside = this.read();
    this.at++;
    return inside;
  }

  private quantified(part: Part): Part {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.at, this.at + 40));
    if (!found) return part;
    this.at += found[0].length;
    const [text, least, range, most] = found;
    if (text.startsWith('?')) return { kind: 'repeated', part, times: 1 };
    const isExact = least !== undefined && range === undefined;
    if (isExact && choices(part, 1) === 0) return part;
    const times = isExact ? Number(least) : most === undefined || most === '' ? Infinity : Number(most);
    return { kind: 'repeated', part, times };
  }
}
