import { RuntimeType } from '../runtime/runtime-type';
import { hashText } from '../values/equality';
import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { refusingNull } from './arguments';
import type { NativeFunction, PlatformType } from './contract';
import { matchesWhole, replaceByRegex, splitByRegex } from './regex';
import { STRING_STATIC_METHODS } from './string-static';
import {
  abbreviate,
  center,
  characterOf,
  distance,
  escapeCsv,
  escapeHtml,
  escapeXml,
  pad,
  splitByCharacterType,
  unescapeHtml,
  unescapeJava
} from './string-transform';

const STRING = RuntimeType.of('String');

/** A locale as JavaScript names it; English for what is none. */
function languageOf(locale: string): string {
  const tag = locale.replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

const strings = (items: string[]): ApexList => new ApexList(STRING, items);

function substring(text: string, start: number, end: number): string {
  if (start < 0) throwApex('System.StringException', `Starting position out of bounds: ${start}`);
  if (end > text.length) throwApex('System.StringException', `Ending position out of bounds: ${end}`);
  if (end < start) throwApex('System.StringException', `Ending position out of bounds: ${end}`);
  return text.slice(start, end);
}

const isLetter = (text: string): boolean => /^\p{L}*$/u.test(text);

const tests: Readonly<Record<string, NativeFunction>> = {
  'Boolean contains(String substring)': (text: string, part: string) => text.includes(part),
  'Boolean containsAny(String characters)': (text: string, characters: string) => [...characters].some((c) => text.includes(c)),
  'Boolean containsIgnoreCase(String substring)': (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase()),
  'Boolean containsNone(String characters)': (text: string, characters: string) => ![...characters].some((c) => text.includes(c)),
  'Boolean containsOnly(String characters)': (text: string, characters: string) => [...text].every((c) => characters.includes(c)),
  'Boolean containsWhitespace()': (text: string) => /\s/.test(text),
  'Boolean endsWith(String suffix)': (text: string, suffix: string) => text.endsWith(suffix),
  'Boolean endsWithIgnoreCase(String suffix)': (text: string, suffix: string) => text.toLowerCase().endsWith(suffix.toLowerCase()),
  'Boolean startsWith(String prefix)': (text: string, prefix: string) => text.startsWith(prefix),
  'Boolean startsWithIgnoreCase(String prefix)': (text: string, prefix: string) => text.toLowerCase().startsWith(prefix.toLowerCase()),
  'Boolean isAllLowerCase()': (text: string) => /^\p{Ll}+$/u.test(text),
  'Boolean isAllUpperCase()': (text: string) => /^\p{Lu}+$/u.test(text),
  'Boolean isAlpha()': (text: string) => isLetter(text),
  'Boolean isAlphaSpace()': (text: string) => /^[\p{L} ]*$/u.test(text),
  'Boolean isAlphanumeric()': (text: string) => /^[\p{L}\p{N}]*$/u.test(text),
  'Boolean isAlphanumericSpace()': (text: string) => /^[\p{L}\p{N} ]*$/u.test(text),
  'Boolean isAsciiPrintable()': (text: string) => /^[ -~]*$/.test(text),
  'Boolean isNumeric()': (text: string) => /^\p{Nd}+$/u.test(text),
  'Boolean isNumericSpace()': (text: string) => /^[\p{Nd} ]*$/u.test(text),
  'Boolean isWhitespace()': (text: string) => /^\s*$/.test(text),
  'Boolean matches(String regularExpression)': (text: string, pattern: string) => matchesWhole(text, pattern)
};

const searches: Readonly<Record<string, NativeFunction>> = {
  'Integer charAt(Integer index)': (text: string, index: number) => {
    if (index < 0 || index >= text.length) throwApex('System.StringException', `String index out of range: ${index}`);
    return text.charCodeAt(index);
  },
  'Integer codePointAt(Integer index)': (text: string, index: number) =>
    text.codePointAt(index) ?? throwApex('System.StringException', `String index out of range: ${index}`),
  'Integer codePointBefore(Integer index)': (text: string, index: number) => {
    if (index < 1 || index > text.length) throwApex('System.StringException', `String index out of range: ${index}`);
    const before = text.codePointAt(index - 2);
    return before !== undefined && before > 0xffff ? before : text.charCodeAt(index - 1);
  },
  'Integer codePointCount(Integer beginIndex, Integer endIndex)': (text: string, begin: number, end: number) =>
    [...substring(text, begin, end)].length,
  'Integer compareTo(String other)': (text: string, other: string) => compareAsJava(text, other),
  'Integer countMatches(String substring)': (text: string, part: string) => (part === '' ? 0 : text.split(part).length - 1),
  'String difference(String other)': (text: string, other: string) => {
    let position = 0;
    while (position < text.length && position < other.length && text[position] === other[position]) position++;
    return other.slice(position);
  },
  'Integer getLevenshteinDistance(String other)': (text: string, other: string) => distance(text, other),
  'Integer getLevenshteinDistance(String other, Integer threshold)': (text: string, other: string, threshold: number) => {
    const found = distance(text, other);
    return found <= threshold ? found : -1;
  },
  'Integer indexOf(String substring)': (text: string, part: string) => text.indexOf(part),
  'Integer indexOf(String substring, Integer index)': (text: string, part: string, index: number) => text.indexOf(part, index),
  'Integer indexOfAny(String characters)': (text: string, characters: string) => [...text].findIndex((c) => characters.includes(c)),
  'Integer indexOfAnyBut(String characters)': (text: string, characters: string) => [...text].findIndex((c) => !characters.includes(c)),
  'Integer indexOfChar(Integer character)': (text: string, character: number) => {
    const wanted = characterOf(character);
    return wanted === undefined ? -1 : text.indexOf(wanted);
  },
  'Integer indexOfDifference(String other)': (text: string, other: string) => {
    if (text === other) return -1;
    let position = 0;
    while (position < text.length && position < other.length && text[position] === other[position]) position++;
    return position;
  },
  'Integer indexOfIgnoreCase(String substring)': (text: string, part: string) => text.toLowerCase().indexOf(part.toLowerCase()),
  'Integer indexOfIgnoreCase(String substring, Integer start)': (text: string, part: string, start: number) =>
    text.toLowerCase().indexOf(part.toLowerCase(), start),
  'Integer lastIndexOf(String substring)': (text: string, part: string) => text.lastIndexOf(part),
  'Integer lastIndexOf(String substring, Integer end)': (text: string, part: string, end: number) =>
    end < 0 ? -1 : text.lastIndexOf(part, end),
  'Integer lastIndexOfIgnoreCase(String substring)': (text: string, part: string) => text.toLowerCase().lastIndexOf(part.toLowerCase()),
  'Integer lastIndexOfIgnoreCase(String substring, Integer end)': (text: string, part: string, end: number) =>
    end < 0 ? -1 : text.toLowerCase().lastIndexOf(part.toLowerCase(), end),
  'Integer lastIndexOfChar(Integer character)': (text: string, character: number) => {
    const wanted = characterOf(character);
    return wanted === undefined ? -1 : text.lastIndexOf(wanted);
  },
  'List<Integer> getChars()': (text: string) =>
    new ApexList(
      RuntimeType.of('Integer'),
      text.split('').map((character) => character.charCodeAt(0))
    )
};

/** `java.lang.String.compareTo`: the difference of the first code units that differ, else of the lengths. */
function compareAsJava(left: string, right: string): number {
  const common = Math.min(left.length, right.length);
  for (let i = 0; i < common; i++) {
    const difference = left.charCodeAt(i) - right.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const parts: Readonly<Record<string, NativeFunction>> = {
  'String left(Integer length)': (text: string, length: number) => (length <= 0 ? '' : text.slice(0, length)),
  'String right(Integer length)': (text: string, length: number) => (length <= 0 ? '' : text.slice(-length)),
  'String mid(Integer startIndex, Integer length)': (text: string, start: number, length: number) =>
    length <= 0 || start > text.length ? '' : text.slice(Math.max(start, 0), Math.max(start, 0) + length),
  'String substring(Integer startIndex)': (text: string, start: number) => substring(text, start, text.length),
  'String substring(Integer startIndex, Integer endIndex)': substring,
  'String substringAfter(String separator)': (text: string, separator: string) => after(text, text.indexOf(separator), separator),
  'String substringAfterLast(String separator)': (text: string, separator: string) =>
    separator === '' ? '' : after(text, text.lastIndexOf(separator), separator),
  'String substringBefore(String separator)': (text: string, separator: string) => before(text, text.indexOf(separator)),
  'String substringBeforeLast(String separator)': (text: string, separator: string) =>
    separator === '' ? text : before(text, text.lastIndexOf(separator)),
  'String substringBetween(String tag)': (text: string, tag: string) => between(text, tag, tag),
  'String substringBetween(String open, String close)': between,
  'List<String> split(String regularExpression)': (text: string, pattern: string) => strings(splitByRegex(text, pattern, 0)),
  'List<String> split(String regularExpression, Integer limit)': (text: string, pattern: string, limit: number) =>
    strings(splitByRegex(text, pattern, limit)),
  'List<String> splitByCharacterType()': (text: string) => strings(splitByCharacterType(text, false)),
  'List<String> splitByCharacterTypeCamelCase()': (text: string) => strings(splitByCharacterType(text, true))
};

const after = (text: string, position: number, separator: string): string => (position < 0 ? '' : text.slice(position + separator.length));
const before = (text: string, position: number): string => (position < 0 ? text : text.slice(0, position));

function between(text: string, open: string, close: string): string | null {
  const start = text.indexOf(open);
  if (start < 0) return null;
  const end = text.indexOf(close, start + open.length);
  return end < 0 ? null : text.slice(start + open.length, end);
}

const changes: Readonly<Record<string, NativeFunction>> = {
  'String abbreviate(Integer maxWidth)': (text: string, width: number) => abbreviate(text, width, 0),
  'String abbreviate(Integer maxWidth, Integer offset)': abbreviate,
  'String capitalize()': (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  'String uncapitalize()': (text: string) => text.charAt(0).toLowerCase() + text.slice(1),
  'String center(Integer size)': (text: string, size: number) => center(text, size, ' '),
  'String center(Integer size, String padding)': center,
  'String deleteWhitespace()': (text: string) => text.replace(/\s/g, ''),
  'String leftPad(Integer length)': (text: string, length: number) => pad(text, length, ' ', 'left'),
  'String leftPad(Integer length, String padding)': (text: string, length: number, padding: string) => pad(text, length, padding, 'left'),
  'String rightPad(Integer length)': (text: string, length: number) => pad(text, length, ' ', 'right'),
  'String rightPad(Integer length, String padding)': (text: string, length: number, padding: string) => pad(text, length, padding, 'right'),
  'String normalizeSpace()': (text: string) => text.trim().replace(/\s+/g, ' '),
  'String remove(String substring)': (text: string, part: string) => (part === '' ? text : text.replaceAll(part, '')),
  'String removeEnd(String substring)': (text: string, part: string) =>
    part !== '' && text.endsWith(part) ? text.slice(0, -part.length) : text,
  'String removeEndIgnoreCase(String substring)': (text: string, part: string) =>
    part !== '' && text.toLowerCase().endsWith(part.toLowerCase()) ? text.slice(0, -part.length) : text,
  'String removeStart(String substring)': (text: string, part: string) => (text.startsWith(part) ? text.slice(part.length) : text),
  'String removeStartIgnoreCase(String substring)': (text: string, part: string) =>
    text.toLowerCase().startsWith(part.toLowerCase()) ? text.slice(part.length) : text,
  'String repeat(Integer times)': (text: string, times: number) => text.repeat(Math.max(times, 0)),
  'String repeat(String separator, Integer times)': (text: string, separator: string, times: number) =>
    new Array<string>(Math.max(times, 0)).fill(text).join(separator),
  'String replace(String target, String replacement)': (text: string, target: string, replacement: string) =>
    text.replaceAll(target, () => replacement),
  'String replaceAll(String regularExpression, String replacement)': (text: string, pattern: string, replacement: string) =>
    replaceByRegex(text, pattern, replacement, true),
  'String replaceFirst(String regularExpression, String replacement)': (text: string, pattern: string, replacement: string) =>
    replaceByRegex(text, pattern, replacement, false),
  'String reverse()': (text: string) => [...text].reverse().join(''),
  'String swapCase()': (text: string) => [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  'String stripHtmlTags()': (text: string) => unescapeHtml(text.replace(/<[^>]*>/g, '')),
  'String toLowerCase()': (text: string) => text.toLowerCase(),
  'String toLowerCase(String locale)': (text: string, locale: string) => text.toLocaleLowerCase(languageOf(locale)),
  'String toUpperCase()': (text: string) => text.toUpperCase(),
  'String toUpperCase(String locale)': (text: string, locale: string) => text.toLocaleUpperCase(languageOf(locale)),
  'String trim()': (text: string) => text.replace(/^[\0- ]+|[\0- ]+$/g, ''),
  'String escapeCsv()': escapeCsv,
  'String escapeEcmaScript()': (text: string) => JSON.stringify(text).slice(1, -1).replace(/'/g, "\\'").replace(/\//g, '\\/'),
  'String escapeHtml3()': escapeHtml,
  'String escapeHtml4()': escapeHtml,
  'String escapeJava()': (text: string) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
  'String escapeXml()': escapeXml,
  'String unescapeCsv()': (text: string) => (/^".*["\n\r,].*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text),
  'String unescapeEcmaScript()': unescapeJava,
  'String unescapeHtml3()': unescapeHtml,
  'String unescapeHtml4()': unescapeHtml,
  'String unescapeJava()': unescapeJava,
  'String unescapeXml()': unescapeHtml
};

export const STRING_TYPES: readonly PlatformType[] = [
  {
    name: 'System.String',
    kind: 'class',
    isInstance: (value) => typeof value === 'string',
    methods: {
      ...refusingNull({ ...tests, ...searches, ...parts, ...changes }),
      'Boolean equals(Object other)': (text: string, other: unknown) => text === other,
      'Boolean equalsIgnoreCase(String other)': (text: string, other: string | null) =>
        other !== null && text.toLowerCase() === other.toLowerCase(),
      'Integer hashCode()': hashText,
      'Integer length()': (text: string) => text.length,
      'String toString()': (text: string) => text
    },
    staticMethods: STRING_STATIC_METHODS
  }
];
