/**
 * A field's value as every room left of `apex` holds it. `null` is an empty field; `undefined`
 * never is a value: it says "not queried" or "not set".
 *
 * | field type | representation |
 * |---|---|
 * | id, reference | 18-character id |
 * | string, textarea, picklist, email, phone, url, combobox | string, never empty (an empty string is `null`) |
 * | multipicklist | values joined by `;` in the order of the value set |
 * | boolean | `true` / `false`, never `null` once stored |
 * | int, long, double, currency, percent | number, rounded half up to the field's scale on write |
 * | date | `YYYY-MM-DD` |
 * | datetime | whole milliseconds since 1970-01-01T00:00:00Z |
 * | time | milliseconds since midnight |
 * | base64 | base64 text |
 *
 * Compound fields (address, location) have no value of their own: their components have.
 */
export type OrgValue = string | number | boolean | null;

const PLAIN = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 17 });

/** A number for people to read: never with an exponent. Infinity is what JSON numbers beyond all doubles become. */
export const plainNumber = (value: number): string => (/e/i.test(String(value)) ? PLAIN.format(value) : String(value));
