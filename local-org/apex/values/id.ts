import { throwApex } from './exception';

const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that make a 15-character id safe without regard to case. */
function checksum(id: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 3; chunk++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const character = id.charAt(chunk * 5 + i);
      if (character >= 'A' && character <= 'Z') bits |= 1 << i;
    }
    suffix += SUFFIX.charAt(bits);
  }
  return suffix;
}

/** @returns the id in 18 characters, or undefined if the text is none */
export function parseId(text: string): string | undefined {
  if (text.length === 15) return /^[A-Za-z0-9]{15}$/.test(text) ? text + checksum(text) : undefined;
  if (text.length !== 18 || !/^[A-Za-z0-9]{18}$/.test(text)) return undefined;
  const suffix = text.slice(15).toUpperCase();
  let id = '';
  for (let i = 0; i < 15; i++) {
    const character = text.charAt(i);
    const bits = SUFFIX.indexOf(suffix.charAt(Math.floor(i / 5)));
    if (bits < 0) return undefined;
    id += bits & (1 << (i % 5)) ? character.toUpperCase() : character.toLowerCase();
  }
  return id + suffix;
}

/** @throws System.StringException */
export function toId(text: string): string {
  return parseId(text) ?? throwApex('System.StringException', `Invalid id: ${text}`);
}

/** `==` between ids: the 15- and the 18-character form are the same. */
export function idEquals(left: string, right: string): boolean {
  return left === right || (left.length >= 15 && right.length >= 15 && left.slice(0, 15) === right.slice(0, 15));
}
