import { UnsupportedFeature } from '../../errors';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const NONE: Flags = { i: false, m: false, s: false };
const LINE_ENDS = '[\\n\\r\\u0085\\u2028\\u2029]';
const INLINE = /\(\?[a-zA-Z]*-?[a-zA-Z]*[:)]/y;
/** What takes more than one character and has no case: `\Q…\E`, code points, properties, named references, any other escape. */
const ESCAPE = /\\(?:Q[^]*?(?:\\E|$)|u[0-9a-fA-F]{4}|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|k<\w+>|[^])/y;

/**
 * A Java pattern without flags in its middle (`a(?i)b`, `(?i:b)c`), which JavaScript does not know: what they change is written out.
 * Flags at the very beginning stay, where there are no others. `(?i)` is about ASCII letters, as in Java.
 * @throws UnsupportedFeature for flags that cannot be written out
 */
export function withoutInlineFlags(pattern: string): string {
  const leading = /^(?:\(\?[a-zA-Z]+\))*/.exec(pattern)?.[0] ?? '';
  return hasInlineFlags(pattern, leading.length) ? new FlagWriter(pattern).write() : pattern;
}

function match(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

function hasInlineFlags(pattern: string, from: number): boolean {
  for (let at = from; at < pattern.length; at++) {
    const escape = match(ESCAPE, pattern, at);
    if (escape) at += escape.length - 1;
    else if (pattern[at] === '[') at += classAt(pattern, at).length - 1;
    else if ((match(INLINE, pattern, at) ?? '(?:') !== '(?:') return true;
  }
  return false;
}

/** The character class that begins here, with what is nested in it. */
function classAt(pattern: string, from: number): string {
  let depth = 0;
  for (let at = from; at < pattern.length; at++) {
    const escape = match(ESCAPE, pattern, at);
    if (escape) at += escape.length - 1;
    else if (pattern[at] === '[') {
      depth++;
      if (pattern[at + 1] === '^') at++;
      if (pattern[at + 1] === ']') at++;
    } else if (pattern[at] === ']' && --depth === 0) return pattern.slice(from, at + 1);
  }
  return pattern.slice(from);
}

const otherCase = (letter: string): string => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

class FlagWriter {
  private readonly outer: Flags[] = [];
  private flags = NONE;
  private output = '';

  constructor(private readonly pattern: string) {}

  write(): string {
    for (let at = 0; at < this.pattern.length;) at += this.part(at);
    return this.output;
  }

  /** Writes what is here. @returns how long it is */
  private part(at: number): number {
    const { pattern, flags } = this;
    const character = pattern.charAt(at);
    const escape = match(ESCAPE, pattern, at);
    if (escape !== undefined) return this.add(this.escaped(escape), escape.length);
    if (character === '[') {
      const whole = classAt(pattern, at);
      return this.add(flags.i ? foldedClass(whole) : whole, whole.length);
    }
    if (character === '(') return this.group(at);
    if (character === ')') {
      this.flags = this.outer.pop() ?? NONE;
      return this.add(')', 1);
    }
    const head = character === '{' ? /^\{[^}]*\}?/.exec(pattern.slice(at))?.[0] : undefined;
    if (head !== undefined) return this.add(head, head.length);
    if (character === '.' && flags.s) return this.add('[\\s\\S]', 1);
    if (character === '^' && flags.m) return this.add(`(?:(?<![\\s\\S])|(?<=${LINE_ENDS}))`, 1);
    if (character === '$' && flags.m) return this.add(`(?:(?=${LINE_ENDS})|(?![\\s\\S]))`, 1);
    return this.add(flags.i && /[a-zA-Z]/.test(character) ? `[${character}${otherCase(character)}]` : character, 1);
  }

  private add(text: string, length: number): number {
    this.output += text;
    return length;
  }

  private escaped(escape: string): string {
    if (!this.flags.i) return escape;
    if (/^\\[1-9k]/.test(escape)) throw new UnsupportedFeature('references to groups under (?i) inside of regular expressions');
    if (!escape.startsWith('\\Q')) return escape;
    return escape
      .replace(/^\\Q|\\E$/g, '')
      .replace(/[^]/g, (each) => (/[a-zA-Z]/.test(each) ? `[${each}${otherCase(each)}]` : /\w/.test(each) ? each : `\\${each}`));
  }

  private group(at: number): number {
    const inline = match(INLINE, this.pattern, at);
    const head = inline ?? /^\((?:\?(?:<?[=!]|<\w+>|>))?/.exec(this.pattern.slice(at))?.[0] ?? '(';
    if (inline?.endsWith(')')) {
      this.flags = this.changed(inline);
      return inline.length;
    }
    this.outer.push(this.flags);
    if (inline !== undefined) this.flags = this.changed(inline);
    return this.add(inline === undefined ? head : '(?:', head.length);
  }

  /** The flags behind `(?i-s)`. */
  private changed(inline: string): Flags {
    const [on = '', off = ''] = inline.slice(2, -1).split('-');
    for (const flag of on) if (!'imsuUd'.includes(flag)) throw new UnsupportedFeature(`regular expression flag (?${flag})`);
    const is = (flag: keyof Flags): boolean => !off.includes(flag) && (on.includes(flag) || this.flags[flag]);
    return { i: is('i'), m: is('m'), s: is('s') };
  }
}

/** A class that knows both cases of its letters and ranges of letters. */
function foldedClass(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const escape = match(ESCAPE, text, at);
    const range = /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[a-zA-Z])/.exec(text.slice(at))?.[0];
    const part = escape ?? range ?? text.charAt(at);
    folded += range !== undefined && escape === undefined ? range + range.replace(/[a-zA-Z]/g, otherCase) : part;
    at += part.length - 1;
  }
  return folded;
}
