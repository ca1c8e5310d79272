/** No text field of an org holds more characters. */
const MOST_CHARACTERS = 131_072;
const NUL = '\0';
const REPLACEMENT = '\uFFFD';

/** What makes a text unfit to be stored as it is. @returns `undefined` where nothing does */
export function textProblem(text: string): string | undefined {
  if (text.includes(NUL)) return 'has a NUL character, which no text may have';
  if (text.includes(REPLACEMENT)) return 'has the sign U+FFFD: an earlier conversion lost a letter there';
  if (!isWellFormed(text)) return 'has half of a character that takes two code units';
  if (text.length > MOST_CHARACTERS) return `has ${text.length} characters; no field holds more than ${MOST_CHARACTERS}`;
  return undefined;
}

/** Whether no surrogate is without its other half. */
export function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The beginning of a text, at most so many UTF-16 code units long, as orgs count. What a reader takes for one sign is not split. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  // A little more than fits, so that the last sign is whole.
  for (const { index, segment } of GRAPHEMES.segment(text.slice(0, length + 64))) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
