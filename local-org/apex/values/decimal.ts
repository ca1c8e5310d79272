import { throwApex } from './exception';
import { roundNumbers, roundQuotient, type RoundingMode } from './rounding';

const POWERS: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
/** Digits behind the point that the `/` operator keeps at most; trailing zeros beyond the operands' scale are dropped. */
const QUOTIENT_SCALE = 33;

const BIG_POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));
/** Doubles with up to this many digits behind the point become Decimals without being written as text. */
const SHORT_SCALE = 6;

const bigPower = (exponent: number): bigint => BIG_POWERS[exponent] ?? 10n ** BigInt(exponent);

/**
 * Apex `Decimal`: exact, with a scale that is part of the value (`1.50` prints `1.50`, and equals `1.5`).
 * The mantissa is a JavaScript number while it is exact, a bigint beyond 2^53. Immutable.
 */
export class Decimal {
  static readonly ZERO = new Decimal(0, 0);

  /** @param mantissa whole number: a safe integer, or any bigint; @param scale digits behind the point */
  private constructor(
    readonly mantissa: number | bigint,
    readonly scale: number
  ) {}

  static of(mantissa: number | bigint, scale: number): Decimal {
    if (typeof mantissa === 'number') return new Decimal(mantissa === 0 ? 0 : mantissa, scale);
    return mantissa <= 9007199254740991n && mantissa >= -9007199254740991n
      ? new Decimal(Number(mantissa), scale)
      : new Decimal(mantissa, scale);
  }

  static fromInteger(value: number): Decimal {
    return new Decimal(value, 0);
  }

  static fromLong(value: bigint): Decimal {
    return Decimal.of(value, 0);
  }

  /** By way of the double's shortest decimal form, as the platform converts. */
  static fromDouble(value: number): Decimal {
    if (Number.isSafeInteger(value)) return Decimal.of(value, 0);
    for (let scale = 1; scale <= SHORT_SCALE; scale++) {
      const power = POWERS[scale] ?? 1;
      const mantissa = Math.round(value * power);
      // Below 10^15 no two decimals of this scale share a double, so this is the shortest one.
      if (mantissa / power === value && Math.abs(mantissa) < 1e15) return new Decimal(mantissa, scale);
    }
    const parsed = Decimal.parse(String(value));
    if (!parsed) throwApex('System.MathException', `Cannot convert ${value} to Decimal`);
    return parsed;
  }

  /** A stored number, shown with the scale of its field. */
  static fromStored(value: number, scale: number): Decimal {
    if (scale === 0 && Number.isSafeInteger(value)) return Decimal.of(value, 0);
    if (scale < 16) {
      const scaled = value * (POWERS[scale] ?? 1);
      if (Number.isSafeInteger(scaled)) return Decimal.of(scaled, scale);
    }
    return Decimal.fromDouble(value).setScale(scale, 'HALF_UP');
  }

  /** @returns undefined unless the text is a number such as `-12.50`, `.5` or `1.2E+3` */
  static parse(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (!match) return undefined;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    if (whole === '' && fraction === '') return undefined;
    const digits = BigInt(sign + (whole + fraction));
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? Decimal.of(digits, scale) : Decimal.of(digits * bigPower(-scale), 0);
  }

  plus(other: Decimal): Decimal {
    const scale = this.scale > other.scale ? this.scale : other.scale;
    const left = this.rescaled(scale);
    const right = other.rescaled(scale);
    if (typeof left === 'number' && typeof right === 'number') {
      const sum = left + right;
      if (Number.isSafeInteger(sum)) return new Decimal(sum, scale);
    }
    return Decimal.of(BigInt(left) + BigInt(right), scale);
  }

  minus(other: Decimal): Decimal {
    const scale = this.scale > other.scale ? this.scale : other.scale;
    const left = this.rescaled(scale);
    const right = other.rescaled(scale);
    if (typeof left === 'number' && typeof right === 'number') {
      const difference = left - right;
      if (Number.isSafeInteger(difference)) return new Decimal(difference, scale);
    }
    return Decimal.of(BigInt(left) - BigInt(right), scale);
  }

  times(other: Decimal): Decimal {
    const scale = this.scale + other.scale;
    if (typeof this.mantissa === 'number' && typeof other.mantissa === 'number') {
      const product = this.mantissa * other.mantissa;
      if (Number.isSafeInteger(product)) return Decimal.of(product, scale);
    }
    return Decimal.of(BigInt(this.mantissa) * BigInt(other.mantissa), scale);
  }

  /**
   * The `/` operator: up to 33 digits behind the point, rounded half up, without zeros at the end.
   * @throws System.MathException when the divisor is zero
   */
  dividedBy(divisor: Decimal): Decimal {
    return this.divide(divisor, QUOTIENT_SCALE, 'HALF_UP').stripTrailingZeros();
  }

  /** @throws System.MathException when the divisor is zero */
  divide(divisor: Decimal, scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (divisor.isZero()) throwApex('System.MathException', 'Divide by 0');
    const shift = scale + divisor.scale - this.scale;
    if (shift >= 0 && shift < 16 && typeof this.mantissa === 'number' && typeof divisor.mantissa === 'number') {
      const numerator = this.mantissa * (POWERS[shift] ?? 1);
      if (Number.isSafeInteger(numerator)) return Decimal.of(roundNumbers(numerator, divisor.mantissa, mode), scale);
    }
    const numerator = shift >= 0 ? BigInt(this.mantissa) * bigPower(shift) : BigInt(this.mantissa);
    const denominator = shift >= 0 ? BigInt(divisor.mantissa) : BigInt(divisor.mantissa) * bigPower(-shift);
    return Decimal.of(roundQuotient(numerator, denominator, mode), scale);
  }

  /** @throws System.MathException when a digit would be lost and the mode is UNNECESSARY */
  setScale(scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (scale === this.scale) return this;
    if (scale > this.scale) return Decimal.of(this.rescaled(scale), scale);
    const dropped = this.scale - scale;
    if (typeof this.mantissa === 'number' && dropped < 16)
      return Decimal.of(roundNumbers(this.mantissa, POWERS[dropped] ?? 1, mode), scale);
    const factor = bigPower(dropped);
    return Decimal.of(roundQuotient(BigInt(this.mantissa), factor, mode), scale);
  }

  /** @param exponent 0 or more */
  pow(exponent: number): Decimal {
    return Decimal.of(BigInt(this.mantissa) ** BigInt(exponent), this.scale * exponent);
  }

  negate(): Decimal {
    return Decimal.of(-this.mantissa, this.scale);
  }

  abs(): Decimal {
    return this.mantissa < 0 ? this.negate() : this;
  }

  /** @returns -1, 0 or 1, by number: `1.5` and `1.50` compare equal */
  compareTo(other: Decimal): number {
    if (this.scale === other.scale) return this.mantissa < other.mantissa ? -1 : this.mantissa > other.mantissa ? 1 : 0;
    const scale = this.scale > other.scale ? this.scale : other.scale;
    const left = this.rescaled(scale);
    const right = other.rescaled(scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compareTo(other) === 0;
  }

  isZero(): boolean {
    return this.mantissa === 0;
  }

  /** Number of digits: 5 for `123.45`. */
  get precision(): number {
    return String(this.mantissa).replace('-', '').length;
  }

  stripTrailingZeros(): Decimal {
    if (this.mantissa === 0) return Decimal.ZERO;
    let { scale } = this;
    if (typeof this.mantissa === 'number') {
      let short = this.mantissa;
      for (; scale > 0 && short % 10 === 0; scale--) short /= 10;
      return scale === this.scale ? this : new Decimal(short, scale);
    }
    let { mantissa } = this;
    while (scale > 0 && mantissa % 10n === 0n) {
      mantissa /= 10n;
      scale--;
    }
    return scale === this.scale ? this : Decimal.of(mantissa, scale);
  }

  toNumber(): number {
    if (typeof this.mantissa === 'number' && this.scale < 16) return this.mantissa / (POWERS[this.scale] ?? 1);
    return Number(this.toString());
  }

  /** The whole part; digits behind the point are cut off. */
  toBigInt(): bigint {
    if (this.scale === 0) return BigInt(this.mantissa);
    return BigInt(this.mantissa) / bigPower(this.scale);
  }

  /** The whole part within 32 bits, as Java's narrowing does. */
  toInteger(): number {
    if (this.scale === 0 && typeof this.mantissa === 'number') return this.mantissa | 0;
    return Number(BigInt.asIntN(32, this.toBigInt()));
  }

  toLong(): bigint {
    return BigInt.asIntN(64, this.toBigInt());
  }

  /** Never with an exponent; always with all digits of the scale. */
  toString(): string {
    const digits = String(this.mantissa);
    if (this.scale === 0) return digits;
    const negative = digits.startsWith('-');
    const padded = (negative ? digits.slice(1) : digits).padStart(this.scale + 1, '0');
    const point = padded.length - this.scale;
    return `${negative ? '-' : ''}${padded.slice(0, point)}.${padded.slice(point)}`;
  }

  private rescaled(scale: number): number | bigint {
    const steps = scale - this.scale;
    if (steps === 0) return this.mantissa;
    if (typeof this.mantissa === 'number' && steps < 16) {
      const scaled = this.mantissa * (POWERS[steps] ?? 1);
      if (Number.isSafeInteger(scaled)) return scaled;
    }
    return BigInt(this.mantissa) * bigPower(steps);
  }
}
