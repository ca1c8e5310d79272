import { throwApex } from '../values/exception';

/** `abbreviate(maxWidth, offset)`: cuts with `...`, as Commons Lang's `StringUtils.abbreviate`. */
export function abbreviate(text: string, width: number, offset: number): string {
  if (width < 4) throwApex('System.StringException', 'Minimum abbreviation width is 4');
  if (text.length <= width) return text;
  let start = Math.min(offset, text.length);
  if (text.length - start < width - 3) start = text.length - (width - 3);
  if (start <= 4) return `${text.slice(0, width - 3)}...`;
  if (width < 7) throwApex('System.StringException', 'Minimum abbreviation width with offset is 7');
  if (start + width - 3 < text.length) return `...${abbreviate(text.slice(start), width - 3, 0)}`;
  return `...${text.slice(text.length - (width - 3))}`;
}

export function pad(text: string, length: number, padding: string, side: 'left' | 'right'): string {
  const filler = padding === '' ? ' ' : padding;
  return side === 'left' ? text.padStart(length, filler) : text.padEnd(length, filler);
}

export function center(text: string, size: number, padding: string): string {
  const missing = size - text.length;
  if (missing <= 0) return text;
  return pad(pad(text, text.length + Math.floor(missing / 2), padding, 'left'), size, padding, 'right');
}

/** Levenshtein distance in code units. */
export function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

export function escapeCsv(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
  hellip: '…',
  ndash: '–',
  mdash: '—'
};
const ENTITY_NAMES = new Map(
  Object.entries(NAMED_ENTITIES)
    .filter(([name]) => name !== 'apos')
    .map(([name, character]) => [character, name])
);

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"\u0080-\uffff]/g, (character) => {
    const name = ENTITY_NAMES.get(character);
    return name ? `&${name};` : character;
  });
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => (character === "'" ? '&apos;' : `&${ENTITY_NAMES.get(character) ?? ''};`));
}

/** The character of this code point, if there is one. */
export function characterOf(codePoint: number): string | undefined {
  return codePoint >= 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return characterOf(Number(decimal)) ?? whole;
    if (hex !== undefined) return characterOf(parseInt(hex, 16)) ?? whole;
    return NAMED_ENTITIES[name ?? ''] ?? whole;
  });
}

export function unescapeJava(text: string): string {
  const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_whole, code?: string, character?: string) =>
    code !== undefined ? String.fromCharCode(parseInt(code, 16)) : (simple[character ?? ''] ?? character ?? '')
  );
}

const characterType = (character: string): string => {
  if (/\p{Lu}/u.test(character)) return 'upper';
  if (/\p{Ll}/u.test(character)) return 'lower';
  if (/\p{Nd}/u.test(character)) return 'digit';
  if (/\s/.test(character)) return 'space';
  return 'other';
};

/** Runs of characters of one type. @param camelCase an upper-case letter joins the lower-case ones behind it */
export function splitByCharacterType(text: string, camelCase: boolean): string[] {
  const parts: string[] = [];
  let type = '';
  for (const character of text) {
    const next = characterType(character);
    const last = parts.length - 1;
    const run = parts[last];
    if (run !== undefined && next === type) parts[last] = run + character;
    else if (run !== undefined && camelCase && type === 'upper' && next === 'lower') {
      parts[last] = run.slice(0, -1);
      parts.push(run.slice(-1) + character);
      if (parts[last] === '') parts.splice(last, 1);
    } else parts.push(character);
    type = next;
  }
  return parts;
}
