const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/;

/** The significant digits of a decimal number. */
interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** @returns `undefined` for what is no decimal number, such as `0x10`, `1,5` or `many` */
function digitsOf(text: string): Digits | undefined {
  const [, sign = '', before = '', behind = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (before + behind === '') return undefined;
  const point = before.length + Number(exponent);
  const all = before + behind;
  const padded = point < 0 ? '0'.repeat(-point) + all : all.padEnd(point, '0');
  const whole = padded.slice(0, Math.max(point, 0)).replace(/^0+/, '');
  const fraction = padded.slice(Math.max(point, 0)).replace(/0+$/, '');
  return { negative: sign === '-' && whole + fraction !== '', whole, fraction };
}

/** What a number field holds. */
export interface NumberShape {
  readonly precision: number;
  readonly scale: number;
}

/**
 * Reads a decimal number that keeps every digit.
 * @param shape of the field that takes it; without one, only what the number itself can hold counts
 * @returns the number, or why it is not a number or would change when it is stored
 */
export function readNumber(text: string, shape?: NumberShape): number | string {
  const wanted = digitsOf(text);
  if (!wanted) return 'is not a number';
  const value = Number(text);
  const held = Number.isFinite(value) ? digitsOf(String(value)) : undefined;
  if (!held || held.negative !== wanted.negative || held.whole !== wanted.whole || held.fraction !== wanted.fraction)
    return 'has more digits than a number keeps';
  if (!shape || shape.precision === 0) return value;
  if (wanted.fraction.length > shape.scale) return `would change: the field keeps ${shape.scale} decimal places`;
  if (wanted.whole.length > shape.precision - shape.scale)
    return `is too large: the field keeps ${shape.precision - shape.scale} digits before the decimal point`;
  return value;
}
