import { AVOIDED_WORDS } from './avoided';

/** An avoided word in a text. */
export interface FoundWord {
  /** Offset of its first character. */
  readonly offset: number;
  /** As it is written there. */
  readonly text: string;
  readonly say: string;
}

/** Code in Markdown: fenced blocks, spans, and the targets of links. What is quoted there is not prose. */
const CODE_IN_MARKDOWN = [/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1/gm, /`[^`\n]*`/g, /\]\([^)\n]*\)/g];

/** The mark at the beginning of a comment's line: it is between two words, but is none. */
const COMMENT_MARK = /^[ \t]*(?:\/\/+|\*(?!\/))/gm;

/** The same length and the same lines, without words. */
const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** The avoided words in a file's text, in order. @param file decides what counts: in Markdown not the code */
export function findWords(file: string, text: string): FoundWord[] {
  const ignored = file.endsWith('.md') ? CODE_IN_MARKDOWN : [COMMENT_MARK];
  const prose = ignored.reduce((left, pattern) => left.replaceAll(pattern, blank), text);
  return AVOIDED_WORDS.flatMap(({ pattern, say }) =>
    [...prose.matchAll(pattern)].map((match): FoundWord => ({ offset: match.index, text: match[0].replaceAll(/\s+/g, ' '), say }))
  ).sort((a, b) => a.offset - b.offset);
}
