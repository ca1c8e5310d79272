import { throwApex } from './exception';

/** The names of `System.RoundingMode`. */
export type RoundingMode = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UNNECESSARY' | 'UP';

/** As `roundQuotient`, for safe integers. */
export function roundNumbers(numerator: number, denominator: number, mode: RoundingMode): number {
  const remainder = numerator % denominator;
  const quotient = (numerator - remainder) / denominator;
  if (remainder === 0) return quotient;
  const negative = numerator < 0 !== denominator < 0;
  const away = negative ? quotient - 1 : quotient + 1;
  // Not the doubled remainder: it might not be a safe integer any more.
  const rest = Math.abs(denominator) - Math.abs(remainder);
  const half = Math.sign(Math.abs(remainder) - rest);
  return choose(mode, quotient, away, half, negative, quotient % 2 !== 0);
}

/**
 * `numerator / denominator` as a whole number, exactly rounded.
 * @throws System.MathException when the quotient is not whole and the mode is UNNECESSARY
 */
export function roundQuotient(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const away = negative ? quotient - 1n : quotient + 1n;
  const doubled = (remainder < 0n ? -remainder : remainder) * 2n;
  const divisor = denominator < 0n ? -denominator : denominator;
  const half = doubled < divisor ? -1 : doubled > divisor ? 1 : 0;
  return choose(mode, quotient, away, half, negative, quotient % 2n !== 0n);
}

/**
 * @param half negative, zero or positive where what is dropped is less than, exactly or more than a half
 * @throws System.MathException when the mode is UNNECESSARY
 */
function choose<T>(mode: RoundingMode, quotient: T, away: T, half: number, negative: boolean, isOdd: boolean): T {
  switch (mode) {
    case 'UP':
      return away;
    case 'DOWN':
      return quotient;
    case 'CEILING':
      return negative ? quotient : away;
    case 'FLOOR':
      return negative ? away : quotient;
    case 'HALF_UP':
      return half >= 0 ? away : quotient;
    case 'HALF_DOWN':
      return half > 0 ? away : quotient;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && isOdd) ? away : quotient;
    case 'UNNECESSARY':
      return throwApex('System.MathException', 'Rounding necessary');
  }
}
