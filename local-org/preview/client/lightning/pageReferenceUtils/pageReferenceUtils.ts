/** Values for the form of a new record, as text for `defaultFieldValues` in the state of its page reference. */
export function encodeDefaultFieldValues(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value ?? ''))}`)
    .join(',');
}

/** The values that such a text holds: all of them are text. */
export function decodeDefaultFieldValues(encoded: string): Record<string, string> {
  return Object.fromEntries(
    encoded
      .split(',')
      .filter((pair) => pair.includes('='))
      .map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decoded(pair.slice(at + 1))];
      })
  );
}

/** Text with a `%` of its own is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
