import { ApexParserBaseListener, ApexParserFactory, ApexParseTreeWalker, type CoalExpressionContext } from '@apexdevtools/apex-parser';

interface Edit {
  /** In characters. */
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

/** Gathers what has to change for each `a ?? b` to become `(true ? a : b)`. */
class Coalescing extends ApexParserBaseListener {
  readonly edits: Edit[] = [];

  enterCoalExpression = (context: CoalExpressionContext): void => {
    const operator = context.COAL().symbol;
    const end = (context.stop ?? operator).stop + 1;
    this.edits.push(
      { at: context.start.start, removed: 0, text: '(true ? ' },
      { at: operator.start, removed: operator.text?.length ?? 0, text: ':' },
      { at: end, removed: 0, text: ')' }
    );
  };
}

/**
 * A class for a reader that does not know `??`. The graph engine leaves that operator out of its tree, and where it is an operand
 * falls over the gap. A choice between the two sides keeps both on every path, in their lines.
 * @param source of a class
 */
export function withoutCoalescing(source: string): string {
  if (!source.includes('??')) return source;
  const found = new Coalescing();
  ApexParseTreeWalker.DEFAULT.walk(found, ApexParserFactory.createParser(source).compilationUnit());
  // The parser counts characters, of which some are two of a string's units.
  const characters = [...source];
  // From the end, so that what comes before stays where it was said to be.
  const edits = found.edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => b.at - a.at || b.index - a.index);
  for (const { at, removed, text } of edits) characters.splice(at, removed, text);
  return characters.join('');
}
