/** A word that must not come back, and what to write in its place. */
export interface AvoidedWord {
  /** What the word looks like in running text, whatever its case. */
  readonly pattern: RegExp;
  readonly say: string;
}

/** Between two words of a phrase: spaces, or the end of one line. */
const GAP = String.raw`(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)`;

/** @param source a regular expression in which a space is a gap */
const word = (source: string, say: string): AvoidedWord => ({
  pattern: new RegExp(`(?<![\\w-])(?:${source.replaceAll(' ', GAP)})(?![\\w-])`, 'gi'),
  say
});

/**
 * The words that docs/style.md rules out, as far as they can be told without reading the sentence.
 * A meaning that is allowed is left out by its pattern: there are no other exceptions.
 */
export const AVOIDED_WORDS: readonly AvoidedWord[] = [
  word('hand(?:s|ed|ing)?(?:-| )overs?|handovers?', '"hand off" (verb) or "hand-off" (noun)'),
  word('anew', '"again"'),
  word('whoever|whomever|whosoever', '"the person who", or name the role'),
  word('in words', 'what is shown, such as "as text" or "with its reasons"'),
  word("the machine(?:'s)?", '"Lockstep" or "automation"; for hardware "the computer"'),
  word('go on(?! leave)|goes on(?! leave)|went on(?! leave)', '"continue", "continues", "continued"; of a clock "resume"'),
  word('of today', '"today\'s", or "current"'),
  word('(?<!single )sign(?:-| )on(?! behalf)', '"sign in"'),
  word('e-mails?|e-mail(?:ed|ing)', '"email"'),
  word('stands(?! for)', '"is"'),
  word('lies', '"is"'),
  word('shall', '"must", "will" or "can"'),
  word('thereof|therein|thereby|hereby|herein|hitherto|whereby|wherein|whilst|thus|hence', 'a shorter sentence'),
  word('beforehand', '"before", "in advance"'),
  word('stand(?:s|ing)? still', '"is paused"'),
  word('on the wall', '"in total", or "the time of day"'),
  word('in spite of', '"despite"'),
  word('in the head', '"without a tool"'),
  word('passed over', '"skipped"'),
  word('counts? no more', '"is void", "no longer counts"')
];
