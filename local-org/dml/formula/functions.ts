import { to18 } from '../../database';
import { guardedMatch } from '../../regex/guard';
import type { OrgValue } from '../../values';
import { addMonths, DAY, dateOfDay, dayNumber, localDate, makeDate, parseDate, parseDatetime, parseTime, parts, weekday } from './dates';
import { exact, numberText, roundHalfUp } from './numbers';
import type { FormulaType, PureFunction } from './types';

type Values = readonly OrgValue[];

const TEXT: readonly FormulaType[] = ['text'];
const NUMBER: readonly FormulaType[] = ['number'];
const DATE: readonly FormulaType[] = ['date'];
const TIME: readonly FormulaType[] = ['time'];

const textOf = (value: OrgValue | undefined): string => (value === null || value === undefined ? '' : String(value));

/** Lifts a calculation over numbers: blank in, blank out. */
function numeric(count: number, calculate: (...numbers: number[]) => number | null, optional = 0): PureFunction {
  return {
    parameters: new Array<readonly FormulaType[]>(count).fill(NUMBER),
    optional,
    result: 'number',
    evaluate: (values) => {
      const numbers: number[] = [];
      for (const value of values) {
        if (typeof value !== 'number') return null;
        numbers.push(value);
      }
      const result = calculate(...numbers);
      return result === null ? null : exact(result);
    }
  };
}

function textual(
  parameters: readonly (readonly FormulaType[])[],
  result: FormulaType,
  evaluate: (values: Values) => OrgValue
): PureFunction {
  return { parameters, result, evaluate };
}

const ofDate = (calculate: (date: string) => number): PureFunction => ({
  parameters: [DATE],
  result: 'number',
  evaluate: ([date]) => (typeof date === 'string' ? calculate(date) : null)
});

const ofTime = (calculate: (time: number) => number): PureFunction => ({
  parameters: [TIME],
  result: 'number',
  evaluate: ([time]) => (typeof time === 'number' ? calculate(time) : null)
});

const extreme = (choose: (...numbers: number[]) => number): PureFunction => ({
  ...numeric(1, choose),
  variadic: true
});

/** As many digits as asked for; counts below zero give nothing. */
const count = (value: OrgValue | undefined): number => (typeof value === 'number' ? Math.max(0, Math.trunc(value)) : 0);

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const regexes = new Map<string, RegExp | null>();

/** REGEX wants the whole text to match. `null` where the pattern is no pattern. @throws RegexTooComplicated */
function matchesWhole(text: string, pattern: string): boolean | null {
  const regex = wholeRegex(pattern);
  return regex && guardedMatch(regex, text.length, () => regex.test(text));
}

function wholeRegex(pattern: string): RegExp | null {
  let regex = regexes.get(pattern);
  if (regex === undefined) {
    try {
      regex = new RegExp(`^(?:${pattern})$`, 'su');
    } catch {
      regex = null;
    }
    regexes.set(pattern, regex);
  }
  return regex;
}

/** What TEXT makes of a value, by its type. */
export function textForm(value: OrgValue, type: FormulaType): string | null {
  if (value === null) return null;
  if (type === 'datetime') return `${new Date(Number(value)).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  if (type === 'time') return new Date(Number(value)).toISOString().slice(11, 23);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** By upper-case name. Functions that do not evaluate all of their arguments are in `binder.ts`. */
export const PURE_FUNCTIONS: ReadonlyMap<string, PureFunction> = new Map<string, PureFunction>(
  Object.entries({
    ABS: { ...numeric(1, Math.abs), sql: ([x]) => `abs(${x})` },
    CEILING: numeric(1, (x) => (x < 0 ? Math.floor(x) : Math.ceil(x))),
    FLOOR: numeric(1, (x) => (x < 0 ? Math.ceil(x) : Math.floor(x))),
    MCEILING: numeric(1, Math.ceil),
    MFLOOR: numeric(1, Math.floor),
    TRUNC: numeric(
      2,
      (x, digits = 0) => (x < 0 ? -1 : 1) * (Math.floor(exact(Math.abs(x) * 10 ** Math.trunc(digits)) ?? 0) / 10 ** Math.trunc(digits)),
      1
    ),
    ROUND: numeric(2, (x, digits = 0) => roundHalfUp(x, Math.trunc(digits))),
    EXP: numeric(1, Math.exp),
    LN: numeric(1, (x) => (x > 0 ? Math.log(x) : null)),
    LOG: numeric(1, (x) => (x > 0 ? Math.log10(x) : null)),
    SQRT: numeric(1, (x) => (x >= 0 ? Math.sqrt(x) : null)),
    PI: numeric(0, () => Math.PI),
    SIN: numeric(1, Math.sin),
    COS: numeric(1, Math.cos),
    TAN: numeric(1, Math.tan),
    ASIN: numeric(1, (x) => (Math.abs(x) <= 1 ? Math.asin(x) : null)),
    ACOS: numeric(1, (x) => (Math.abs(x) <= 1 ? Math.acos(x) : null)),
    ATAN: numeric(1, Math.atan),
    ATAN2: numeric(2, Math.atan2),
    MOD: numeric(2, (x, y) => (y === 0 ? null : x % y)),
    MAX: extreme(Math.max),
    MIN: extreme(Math.min),

    LEN: { ...textual([TEXT], 'number', ([text]) => textOf(text).length), sql: ([x]) => `length(ifnull(${x}, ''))` },
    LEFT: textual([TEXT, NUMBER], 'text', ([text, n]) => textOf(text).slice(0, count(n))),
    RIGHT: textual([TEXT, NUMBER], 'text', ([text, n]) => (count(n) === 0 ? '' : textOf(text).slice(-count(n)))),
    MID: textual([TEXT, NUMBER, NUMBER], 'text', ([text, start, n]) => {
      const from = Math.max(1, count(start)) - 1;
      return textOf(text).slice(from, from + count(n));
    }),
    LOWER: { ...textual([TEXT, TEXT], 'text', ([text]) => textOf(text).toLowerCase()), optional: 1 },
    UPPER: { ...textual([TEXT, TEXT], 'text', ([text]) => textOf(text).toUpperCase()), optional: 1 },
    INITCAP: textual([TEXT], 'text', ([text]) =>
      textOf(text)
        .toLowerCase()
        .replace(/[\p{L}\p{N}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))
    ),
    TRIM: textual([TEXT], 'text', ([text]) => textOf(text).trim()),
    REVERSE: textual([TEXT], 'text', ([text]) => Array.from(textOf(text)).reverse().join('')),
    SUBSTITUTE: textual([TEXT, TEXT, TEXT], 'text', ([text, from, to]) =>
      textOf(from) === '' ? textOf(text) : textOf(text).split(textOf(from)).join(textOf(to))
    ),
    LPAD: { ...textual([TEXT, NUMBER, TEXT], 'text', ([text, n, pad]) => padded(textOf(text), count(n), pad, true)), optional: 1 },
    RPAD: { ...textual([TEXT, NUMBER, TEXT], 'text', ([text, n, pad]) => padded(textOf(text), count(n), pad, false)), optional: 1 },
    CHR: textual([NUMBER], 'text', ([code]) => (typeof code === 'number' && code > 0 ? String.fromCodePoint(Math.trunc(code)) : null)),
    ASCII: textual([TEXT], 'number', ([text]) => textOf(text).codePointAt(0) ?? null),
    FIND: {
      ...textual([TEXT, TEXT, NUMBER], 'number', ([part, text, start]) => {
        const from = typeof start === 'number' ? Math.trunc(start) : 1;
        return from < 1 || textOf(part) === '' ? 0 : textOf(text).indexOf(textOf(part), from - 1) + 1;
      }),
      optional: 1
    },
    BEGINS: textual([TEXT, TEXT], 'boolean', ([text, part]) => textOf(text).startsWith(textOf(part))),
    CONTAINS: textual([TEXT, TEXT], 'boolean', ([text, part]) => textOf(text).includes(textOf(part))),
    REGEX: textual([TEXT, TEXT], 'boolean', ([text, pattern]) => matchesWhole(textOf(text), textOf(pattern))),
    INCLUDES: textual([['multipicklist'], TEXT], 'boolean', ([values, value]) => textOf(values).split(';').includes(textOf(value))),
    ISPICKVAL: textual([['picklist'], TEXT], 'boolean', ([value, literal]) => textOf(value) === textOf(literal)),
    ISNUMBER: textual([TEXT], 'boolean', ([text]) => /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(textOf(text))),
    VALUE: textual([TEXT], 'number', ([text]) => {
      const trimmed = textOf(text).trim();
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? exact(Number(trimmed)) : null;
    }),
    BR: textual([], 'text', () => '\n'),
    HYPERLINK: {
      ...textual([TEXT, TEXT, TEXT], 'text', ([url, label, target]) =>
        textOf(url) === ''
          ? null
          : `<a href="${escapeHtml(textOf(url))}" target="${escapeHtml(textOf(target) || '_blank')}">${escapeHtml(textOf(label))}</a>`
      ),
      optional: 1
    },
    IMAGE: {
      ...textual([TEXT, TEXT, NUMBER, NUMBER], 'text', ([url, alternate, height, width]) => {
        const size = [typeof height === 'number' ? ` height="${height}"` : '', typeof width === 'number' ? ` width="${width}"` : ''].join(
          ''
        );
        return `<img src="${escapeHtml(textOf(url))}" alt="${escapeHtml(textOf(alternate))}"${size} border="0"/>`;
      }),
      optional: 2
    },
    CASESAFEID: textual([TEXT], 'text', ([id]) => to18(textOf(id)) ?? textOf(id)),

    DATE: {
      parameters: [NUMBER, NUMBER, NUMBER],
      result: 'date',
      evaluate: ([year, month, day]) =>
        typeof year === 'number' && typeof month === 'number' && typeof day === 'number'
          ? makeDate(Math.trunc(year), Math.trunc(month), Math.trunc(day))
          : null
    },
    YEAR: { ...ofDate((date) => parts(date)[0]), sql: ([x]) => `cast(substr(${x}, 1, 4) as integer)` },
    MONTH: { ...ofDate((date) => parts(date)[1]), sql: ([x]) => `cast(substr(${x}, 6, 2) as integer)` },
    DAY: { ...ofDate((date) => parts(date)[2]), sql: ([x]) => `cast(substr(${x}, 9, 2) as integer)` },
    WEEKDAY: ofDate(weekday),
    DAYOFYEAR: ofDate((date) => dayNumber(date) - dayNumber(`${date.slice(0, 4)}-01-01`) + 1),
    ISOWEEK: ofDate((date) => isoWeek(date)[1]),
    ISOYEAR: ofDate((date) => isoWeek(date)[0]),
    ADDMONTHS: {
      parameters: [['date', 'datetime'], NUMBER],
      result: 'same',
      evaluate: ([date, months]) => {
        if (typeof months !== 'number') return null;
        if (typeof date === 'string') return addMonths(date, months);
        if (typeof date !== 'number') return null;
        const day = Math.floor(date / DAY);
        const moved = addMonths(dateOfDay(day), months);
        return moved === null ? null : dayNumber(moved) * DAY + (date - day * DAY);
      }
    },
    DATETIMEVALUE: {
      parameters: [['text', 'date', 'datetime']],
      result: 'datetime',
      evaluate: ([value]) => {
        if (typeof value !== 'string') return value ?? null;
        return /^\d{4}-\d\d-\d\d$/.test(value) ? dayNumber(value) * DAY : parseDatetime(value);
      }
    },
    UNIXTIMESTAMP: textual([['datetime']], 'number', ([moment]) => (typeof moment === 'number' ? Math.floor(moment / 1000) : null)),
    FROMUNIXTIME: textual([NUMBER], 'datetime', ([seconds]) => (typeof seconds === 'number' ? Math.trunc(seconds * 1000) : null)),
    HOUR: ofTime((time) => Math.floor(time / 3_600_000)),
    MINUTE: ofTime((time) => Math.floor(time / 60_000) % 60),
    SECOND: ofTime((time) => Math.floor(time / 1000) % 60),
    MILLISECOND: ofTime((time) => time % 1000)
  } satisfies Record<string, PureFunction>)
);

/** Functions the binder calls under names that no formula can write. */
export const INTERNAL_FUNCTIONS = {
  /** DATEVALUE: of text, or of a moment in the user's time zone (second argument). */
  dateValue: {
    parameters: [['text', 'datetime', 'date'], TEXT],
    result: 'date',
    evaluate: ([value, timeZone]) => {
      if (typeof value === 'number') return localDate(value, textOf(timeZone));
      return typeof value === 'string' ? parseDate(value) : null;
    }
  },
  timeValue: {
    parameters: [['text', 'datetime', 'time']],
    result: 'time',
    evaluate: ([value]) => {
      if (typeof value === 'string') return parseTime(value);
      return typeof value === 'number' ? ((value % DAY) + DAY) % DAY : null;
    }
  }
} satisfies Record<string, PureFunction>;

function padded(text: string, length: number, pad: OrgValue | undefined, left: boolean): string {
  const filler = pad === undefined ? ' ' : textOf(pad);
  if (text.length >= length) return text.slice(0, length);
  return left ? text.padStart(length, filler) : text.padEnd(length, filler);
}

function isoWeek(date: string): [year: number, week: number] {
  const day = dayNumber(date);
  const thursday = day - ((weekday(date) + 5) % 7) + 3;
  const year = parts(dateOfDay(thursday))[0];
  return [year, Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1];
}
