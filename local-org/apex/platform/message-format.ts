import { throwApex } from '../values/exception';
import { text } from '../values/text';

/**
 * `String.format`: `{0}` are filled in; `'` quotes, `''` is one quote, as in Java's MessageFormat. Placeholders without an argument stay.
 * @throws System.StringException for an unclosed `{`
 */
export function formatMessage(pattern: string, values: readonly unknown[]): string {
  let result = '';
  let quoted = false;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === "'") {
      if (pattern[i + 1] === "'") {
        result += "'";
        i++;
      } else quoted = !quoted;
    } else if (character === '{' && !quoted) {
      const end = pattern.indexOf('}', i);
      if (end < 0) throwApex('System.StringException', 'Unmatched braces in the pattern.');
      const place = pattern.slice(i + 1, end).trim();
      if (!/^\d+$/.test(place)) throwApex('System.StringException', `can't parse argument number: ${place}`);
      const index = Number(place);
      result += index < values.length ? text(values[index]) : `{${place}}`;
      i = end;
    } else result += character;
  }
  return result;
}
