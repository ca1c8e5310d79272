import { UnsupportedFeature } from '../../errors';
import { meter } from '../runtime/meter';
import { throwApex } from '../values/exception';
import { withoutInlineFlags } from './regex-flags';
import { matchForApex } from './regex-match';

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r'
};
const SPACE = ' \\t\\n\\x0B\\f\\r';
const HORIZONTAL = ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const VERTICAL = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';
const LINE_END = '(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])';

const compiled = new Map<string, RegExp>();

/**
 * A Java regular expression as a JavaScript one with the flags `d`, `g` and `u`.
 * Possessive quantifiers, atomic groups, `\G`, `\X`, class intersection and comments mode have no counterpart and are refused by name.
 * @throws System.StringException for a malformed pattern
 * @throws UnsupportedFeature
 */
export function javaRegex(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const { source, flags } = new Translator(withoutInlineFlags(pattern)).translate();
  let regex: RegExp;
  try {
    regex = new RegExp(source, `dgu${flags}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : 'malformed';
    throwApex('System.StringException', `Invalid regex: ${reason} near index 0\n${pattern}`);
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(pattern, regex);
  return regex;
}

class Translator {
  private position = 0;
  private output = '';
  private flags = '';

  constructor(private readonly pattern: string) {}

  translate(): { source: string; flags: string } {
    this.leadingFlags();
    while (this.position < this.pattern.length) this.atom();
    return { source: this.output, flags: this.flags };
  }

  private leadingFlags(): void {
    for (
      let match = /^\(\?([a-zA-Z]+)\)/.exec(this.pattern.slice(this.position));
      match;
      match = /^\(\?([a-zA-Z]+)\)/.exec(this.pattern.slice(this.position))
    ) {
      for (const flag of match[1] ?? '') {
        if (flag === 'i' || flag === 's' || flag === 'm') this.flags += this.flags.includes(flag) ? '' : flag;
        else if (flag !== 'u' && flag !== 'U') throw new UnsupportedFeature(`regular expression flag (?${flag})`);
      }
      this.position += match[0].length;
    }
  }

  private atom(): void {
    const character = this.next();
    switch (character) {
      case '\\':
        this.escape();
        break;
      case '[':
        this.output += this.characterClass();
        return;
      case '(':
        this.group();
        return;
      case '$':
        this.output += this.flags.includes('m') ? `(?=${LINE_END}|(?![\\s\\S]))` : `(?=${LINE_END}?(?![\\s\\S]))`;
        return;
      case '{':
        this.braces();
        break;
      case '*':
      case '+':
      case '?':
        this.output += character;
        if (this.pattern[this.position] === '+') throw new UnsupportedFeature('possessive quantifiers in regular expressions');
        break;
      case ']':
      case '}':
        this.output += `\\${character}`;
        break;
      default:
        this.output += character === '/' ? '\\/' : character;
    }
  }

  private braces(): void {
    const quantifier = /^\{\d+(,\d*)?\}/.exec(this.pattern.slice(this.position - 1));
    if (!quantifier)
      throwApex('System.StringException', `Invalid regex: Illegal repetition near index ${this.position - 1}\n${this.pattern}`);
    this.position += quantifier[0].length - 1;
    this.output += quantifier[0];
    if (this.pattern[this.position] === '+') throw new UnsupportedFeature('possessive quantifiers in regular expressions');
  }

  private group(): void {
    const rest = this.pattern.slice(this.position);
    if (rest.startsWith('?>')) throw new UnsupportedFeature('atomic groups in regular expressions');
    this.output += '(';
    const head = /^\?(?::|=|!|<=|<!|<[a-zA-Z][a-zA-Z0-9]*>)/.exec(rest)?.[0];
    if (!head) return;
    this.output += head;
    this.position += head.length;
  }

  /** Behind a backslash, outside of a class. */
  private escape(): void {
    const character = this.next();
    switch (character) {
      case 'Q':
        this.quoted();
        return;
      case 'A':
        this.output += '(?<![\\s\\S])';
        return;
      case 'z':
        this.output += '(?![\\s\\S])';
        return;
      case 'Z':
        this.output += `(?=${LINE_END}?(?![\\s\\S]))`;
        return;
      case 'R':
        this.output += LINE_END;
        return;
      case 'b':
      case 'B':
        this.output += `\\${character}`;
        return;
      case 'k': {
        const name = /^<[a-zA-Z][a-zA-Z0-9]*>/.exec(this.pattern.slice(this.position))?.[0] ?? '';
        this.position += name.length;
        this.output += `\\k${name}`;
        return;
      }
      case 'G':
      case 'X':
      case 'N':
        throw new UnsupportedFeature(`\\${character} in regular expressions`);
      default:
    }
    if (character >= '1' && character <= '9') {
      this.output += `\\${character}(?:)`;
      return;
    }
    const { set, negated } = this.setEscape(character);
    this.output += set.length === 1 || /^\\(.|u\{[0-9a-f]+\})$/.test(set) ? set : `[${negated ? '^' : ''}${set}]`;
  }

  private quoted(): void {
    const end = this.pattern.indexOf('\\E', this.position);
    const literal = this.pattern.slice(this.position, end < 0 ? undefined : end);
    this.position = end < 0 ? this.pattern.length : end + 2;
    this.output += escapeLiteral(literal);
  }

  /** The characters that an escape stands for, as the inside of a class. */
  private setEscape(character: string): { set: string; negated: boolean } {
    switch (character) {
      case 'd':
      case 'D':
        return { set: '0-9', negated: character === 'D' };
      case 'w':
      case 'W':
        return { set: 'a-zA-Z0-9_', negated: character === 'W' };
      case 's':
      case 'S':
        return { set: SPACE, negated: character === 'S' };
      case 'h':
      case 'H':
        return { set: HORIZONTAL, negated: character === 'H' };
      case 'v':
      case 'V':
        return { set: VERTICAL, negated: character === 'V' };
      case 'p':
      case 'P':
        return { set: this.property(), negated: character === 'P' };
      case 't':
      case 'n':
      case 'r':
      case 'f':
        return { set: `\\${character}`, negated: false };
      case 'a':
        return { set: '\\x07', negated: false };
      case 'e':
        return { set: '\\x1B', negated: false };
      case '0':
        return { set: this.codePoint(/^[0-3]?[0-7]{1,2}/, 8), negated: false };
      case 'u':
        return { set: this.codePoint(/^[0-9a-fA-F]{4}/, 16), negated: false };
      case 'x':
        return { set: this.codePoint(/^(?:\{[0-9a-fA-F]+\}|[0-9a-fA-F]{2})/, 16), negated: false };
      default:
        if (/[a-zA-Z]/.test(character)) {
          throwApex(
            'System.StringException',
            `Invalid regex: Illegal/unsupported escape sequence near index ${this.position - 1}\n${this.pattern}`
          );
        }
        return { set: escapeLiteral(character), negated: false };
    }
  }

  private codePoint(shape: RegExp, radix: number): string {
    const digits = shape.exec(this.pattern.slice(this.position))?.[0];
    if (!digits) throwApex('System.StringException', `Invalid regex: Illegal escape sequence near index ${this.position}\n${this.pattern}`);
    this.position += digits.length;
    return `\\u{${parseInt(digits.replace(/[{}]/g, ''), radix).toString(16)}}`;
  }

  private property(): string {
    const match = /^(?:\{([A-Za-z_=]+)\}|([A-Z]))/.exec(this.pattern.slice(this.position));
    if (!match)
      throwApex('System.StringException', `Invalid regex: Unknown character property near index ${this.position}\n${this.pattern}`);
    this.position += match[0].length;
    const name = match[1] ?? match[2] ?? '';
    const posix = POSIX[name];
    if (posix) return posix;
    if (/^(?:Is)?(?:Alphabetic|Uppercase|Lowercase)$/.test(name)) return `\\p{${name.replace(/^Is/, '')}}`;
    if (/^(?:Is)?(?:L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp|C|Cc|Cf)$/.test(name)) {
      return `\\p{${name.replace(/^Is/, '')}}`;
    }
    if (/^Is(?:Latin|Greek|Cyrillic|Han|Hiragana|Katakana|Arabic|Hebrew|Thai)$/.test(name)) return `\\p{Script=${name.slice(2)}}`;
    throw new UnsupportedFeature(`\\p{${name}} in regular expressions`);
  }

  private characterClass(): string {
    let inside = '';
    let alternatives = '';
    const negated = this.pattern[this.position] === '^';
    if (negated) this.position++;
    for (let first = true; ; first = false) {
      const character = this.next();
      if (character === '')
        throwApex(
          'System.StringException',
          `Invalid regex: Unclosed character class near index ${this.pattern.length - 1}\n${this.pattern}`
        );
      if (character === ']' && !first) break;
      if (character === '[') {
        if (negated) throw new UnsupportedFeature('nested classes inside of a negated class in regular expressions');
        alternatives += `|${this.characterClass()}`;
      } else if (character === '&' && this.pattern[this.position] === '&') {
        throw new UnsupportedFeature('intersections of classes in regular expressions');
      } else if (character === '\\') {
        const escaped = this.next();
        if (escaped === 'Q') throw new UnsupportedFeature('\\Q inside of classes in regular expressions');
        const { set, negated: inverse } = this.setEscape(escaped);
        if (!inverse) inside += set;
        else if (escaped === 'D' || escaped === 'W' || escaped === 'S') inside += `\\${escaped}`;
        else if (set.startsWith('\\p')) inside += `\\P${set.slice(2)}`;
        else throw new UnsupportedFeature(`\\${escaped} inside of classes in regular expressions`);
      } else {
        inside += /[\^$.*+?(){}|/\]]/.test(character) ? `\\${character}` : character;
      }
    }
    if (inside === '' && alternatives !== '') return `(?:${alternatives.slice(1)})`;
    const own = `[${negated ? '^' : ''}${inside}]`;
    return alternatives === '' ? own : `(?:${own}${alternatives})`;
  }

  private next(): string {
    const codePoint = this.pattern.codePointAt(this.position);
    if (codePoint === undefined) return '';
    const character = String.fromCodePoint(codePoint);
    this.position += character.length;
    return character;
  }
}

function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => (character === '-' ? '\\u{2d}' : `\\${character}`));
}

/** `String.split`: cuts at each match; see `java.lang.String.split(regex, limit)`. */
export function splitByRegex(text: string, pattern: string, limit: number): string[] {
  if (text === '') return [''];
  const parts: string[] = [];
  let start = 0;
  for (const match of allMatches(text, pattern)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    if (end === 0 || (match[0].length === 0 && match.index >= text.length)) continue;
    parts.push(text.slice(start, match.index));
    start = end;
  }
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 1 && parts[parts.length - 1] === '') parts.pop();
  if (limit === 0 && parts.length === 1 && parts[0] === '') return text === '' ? [''] : [];
  return parts;
}

/** Fills `$1`, `${name}` and `\x` of a Java replacement text. @throws System.StringException for groups that do not exist */
function expandReplacement(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(/\\(.)|\$(?:\{(\w+)\}|(\d))|([\\$])/gsu, (_whole, escaped?: string, name?: string, digit?: string) => {
    if (escaped !== undefined) return escaped;
    if (name !== undefined && match.groups && name in match.groups) return match.groups[name] ?? '';
    if (digit !== undefined && Number(digit) < match.length) return match[Number(digit)] ?? '';
    if (digit !== undefined) return throwApex('System.StringException', `No group ${digit}`);
    return throwApex('System.StringException', 'Illegal group reference');
  });
}

/** Replaces every match (or the first) by a Java replacement text. */
export function replaceByRegex(text: string, pattern: string, replacement: string, all: boolean): string {
  let result = '';
  let position = 0;
  const regex = javaRegex(pattern);
  const matches = all ? allMatches(text, pattern) : [matchForApex(regex, text.length, () => firstMatch(regex, text))];
  for (const match of matches) {
    if (!match) break;
    result = meter.text(result + text.slice(position, match.index) + expandReplacement(replacement, match));
    position = match.index + match[0].length;
  }
  return result + text.slice(position);
}

function firstMatch(regex: RegExp, text: string): RegExpExecArray | null {
  regex.lastIndex = 0;
  return regex.exec(text);
}

function allMatches(text: string, pattern: string): RegExpExecArray[] {
  const regex = javaRegex(pattern);
  return matchForApex(regex, text.length, () => [...text.matchAll(regex)]);
}

const anchored = new Map<string, RegExp>();

/** A pattern that must match from the beginning of a text, and to its end where `whole`. */
export function anchoredRegex(pattern: string, whole: boolean): RegExp {
  const key = `${whole ? 'whole' : 'begin'} ${pattern}`;
  let regex = anchored.get(key);
  if (!regex) {
    const { source, flags } = javaRegex(pattern);
    regex = new RegExp(`^(?:${source})${whole ? '$' : ''}`, flags.replace(/[gm]/g, ''));
    if (anchored.size > 500) anchored.clear();
    anchored.set(key, regex);
  }
  return regex;
}

/** Whether the whole text matches. */
export function matchesWhole(text: string, pattern: string): boolean {
  const regex = anchoredRegex(pattern, true);
  return matchForApex(regex, text.length, () => regex.test(text));
}
