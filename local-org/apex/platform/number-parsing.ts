import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { throwApex } from '../values/exception';
import { throwNullArgument } from './arguments';
import { current, isRunning } from '../runtime/execution';

/** The running user's locale as a BCP 47 tag; `en-US` where no Apex runs. */
export function userLocale(): string {
  return isRunning() ? current().user.locale.replace(/_/g, '-') : 'en-US';
}

/** Grouped by the user's locale with at most three digits behind the point, as `format()` of numbers. */
export function formatNumber(value: Decimal): string {
  const format = new Intl.NumberFormat(userLocale(), { maximumFractionDigits: 3, roundingMode: 'halfEven' } as Intl.NumberFormatOptions);
  const { mantissa, scale } = value;
  return scale === 0 ? format.format(BigInt(mantissa)) : format.format(value.toNumber());
}

/** `Integer.valueOf`. @throws System.TypeException `Invalid integer: x` */
export function parseInteger(value: unknown): number {
  if (value === null) throwNullArgument();
  if (typeof value === 'number') return Math.trunc(value) | 0;
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value));
  if (value instanceof Decimal) return value.toInteger();
  if (value instanceof ApexDouble) return truncateToInteger(value.value);
  const text = String(value);
  const parsed = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isInteger(parsed) || parsed !== (parsed | 0)) throwApex('System.TypeException', `Invalid integer: ${text}`);
  return parsed;
}

/** `Long.valueOf`. @throws System.TypeException `Invalid long: x` */
export function parseLong(value: unknown): bigint {
  if (value === null) throwNullArgument();
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (value instanceof Decimal) return value.toLong();
  if (value instanceof ApexDouble) return truncateToLong(value.value);
  const text = String(value);
  const parsed = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  if (parsed === undefined || BigInt.asIntN(64, parsed) !== parsed) throwApex('System.TypeException', `Invalid long: ${text}`);
  return parsed;
}

/** `Decimal.valueOf`. @throws System.TypeException `Invalid decimal: x` */
export function parseDecimal(value: unknown): Decimal {
  if (value === null) throwNullArgument();
  if (value instanceof Decimal) return value;
  if (typeof value === 'number') return Decimal.fromDouble(value);
  if (typeof value === 'bigint') return Decimal.fromLong(value);
  if (value instanceof ApexDouble) return Decimal.fromDouble(value.value);
  return Decimal.parse(String(value).trim()) ?? throwApex('System.TypeException', `Invalid decimal: ${String(value)}`);
}

/** `Double.valueOf`. @throws System.TypeException `Invalid double: x` */
export function parseDouble(value: unknown): number {
  if (value === null) throwNullArgument();
  if (typeof value === 'number') return value;
  if (value instanceof ApexDouble) return value.value;
  if (typeof value === 'string' && !Decimal.parse(value.trim())) throwApex('System.TypeException', `Invalid double: ${value}`);
  return parseDecimal(value).toNumber();
}

/** Java's `(int) double`: towards zero, at the ends of the range cut off. */
export function truncateToInteger(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(-2147483648, Math.min(2147483647, Math.trunc(value)));
}

/** Java's `(long) double`. */
export function truncateToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return 2n ** 63n - 1n;
  if (value <= -(2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(value));
}
