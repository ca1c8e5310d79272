import { DEEPEST, JsonSyntaxError, positionOf } from './scan';

/** Fields of one object: ten times as many as an object of the platform may have. */
const MOST_FIELDS = 10_000;
/** Fields and elements of a whole text: more than 200 records with every field there can be. */
const MOST_VALUES = 1_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;

/**
 * Refuses a JSON text that would take long to read, before it is parsed: one pass over its characters without allocations.
 * @throws JsonSyntaxError for too many levels, fields or values
 */
export function refuseLargeJson(text: string): void {
  const fields: number[] = [];
  let values = 0;
  const fail = (problem: string, at: number): never => {
    throw new JsonSyntaxError(problem, positionOf(text, at));
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) {
      if (++values > MOST_VALUES) fail(`More than ${MOST_VALUES} values`, at);
    } else if (code === COLON) {
      const count = (fields[fields.length - 1] ?? 0) + 1;
      if (count > MOST_FIELDS) fail(`More than ${MOST_FIELDS} fields in one object`, at);
      fields[fields.length - 1] = count;
    } else if (isOpening(code)) {
      if (fields.length > DEEPEST) fail(`Nested deeper than ${DEEPEST} levels`, at);
      fields.push(0);
    } else if (isClosing(code)) fields.pop();
  }
}

/** Offset of the quote that ends a string; behind the text if none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}
