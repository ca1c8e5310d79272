/**
 * Formulas compute with decimals: 0.1 + 0.2 is 0.3. Binary results are brought back to fifteen significant digits,
 * which all of a field's 18 digits can only exceed for whole numbers beyond 2^53.
 */
export function exact(value: number): number | null {
  if (Number.isInteger(value)) return value;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
}

/** Rounds half away from zero to this many decimals; negative counts of decimals round to tens, hundreds, … */
export function roundHalfUp(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const shifted = shift(Math.abs(value), decimals);
  const rounded = shift(Math.floor(shifted + 0.5), -decimals);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Moves the decimal point of a number that is not negative, by way of its shortest decimal text (1.005 stays 1.005). */
function shift(value: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}

/** A number as TEXT shows it: no exponent, no trailing zeros. */
export function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}
