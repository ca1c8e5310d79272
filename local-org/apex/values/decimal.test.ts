import fc from 'fast-check';
import { Decimal } from './decimal';
import { roundNumbers, roundQuotient, type RoundingMode } from './rounding';

const decimal = (text: string): Decimal => Decimal.parse(text) ?? fail(text);
const fail = (text: string): never => {
  throw new Error(`not a decimal: ${text}`);
};

/** A number as a fraction over a power of ten, for arithmetic in BigInt. */
interface Rational {
  readonly numerator: bigint;
  readonly scale: number;
}
const anyRational = fc.record({
  numerator: fc.oneof(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.bigInt({ min: -999n, max: 999n })),
  scale: fc.integer({ min: 0, max: 12 })
});
const from = ({ numerator, scale }: Rational): Decimal => Decimal.of(numerator, scale);
const scaled = (value: Decimal, scale: number): bigint => BigInt(value.mantissa) * 10n ** BigInt(scale - value.scale);
const MODES: readonly RoundingMode[] = ['CEILING', 'DOWN', 'FLOOR', 'HALF_DOWN', 'HALF_EVEN', 'HALF_UP', 'UP'];

describe('Decimal', () => {
  it('keeps its scale through text', () => {
    for (const text of ['1.50', '0.00', '-0.05', '123456789012345678901234567890.10', '7', '-3'])
      expect(decimal(text).toString()).toBe(text);
  });

  it.each([
    ['0.1 + 0.2', decimal('0.1').plus(decimal('0.2')), '0.3'],
    ['1.50 + 1', decimal('1.50').plus(decimal('1')), '2.50'],
    ['1.5 * 1.50', decimal('1.5').times(decimal('1.50')), '2.250'],
    ['10 / 4', decimal('10').dividedBy(decimal('4')), '2.5'],
    ['1 / 3', decimal('1').dividedBy(decimal('3')), `0.${'3'.repeat(33)}`],
    ['2 / 3', decimal('2').dividedBy(decimal('3')), `0.${'6'.repeat(32)}7`],
    ['-1.005 half even', decimal('-1.005').setScale(2), '-1.00'],
    ['1.015 half even', decimal('1.015').setScale(2), '1.02'],
    ['19 / 100 to 3', decimal('19').divide(decimal('100'), 3), '0.190'],
    ['12.4567 / 7 up', decimal('12.4567').divide(decimal('7'), 2, 'UP'), '1.78'],
    ['exponent', decimal('1.2E+3'), '1200'],
    ['small exponent', decimal('12E-3'), '0.012']
  ])('%s', (_name, value, expected) => {
    expect(value.toString()).toBe(expected);
  });

  it('refuses text that is no number', () => {
    for (const text of ['', '.', 'abc', '1,5', '1e', '--1', 'NaN']) expect(Decimal.parse(text)).toBeUndefined();
  });

  it('refuses division by zero and rounding that loses digits where none may be lost', () => {
    expect(() => decimal('1').dividedBy(decimal('0.00'))).toThrow('Divide by 0');
    expect(() => decimal('1.25').setScale(1, 'UNNECESSARY')).toThrow('Rounding necessary');
    expect(decimal('1.20').setScale(1, 'UNNECESSARY').toString()).toBe('1.2');
  });

  it('agrees with arithmetic of fractions in BigInt', () => {
    fc.assert(
      fc.property(anyRational, anyRational, (left, right) => {
        const [a, b] = [from(left), from(right)];
        const scale = Math.max(left.scale, right.scale);
        const [x, y] = [scaled(a, scale), scaled(b, scale)];
        expect(scaled(a.plus(b), scale)).toBe(x + y);
        expect(scaled(a.minus(b), scale)).toBe(x - y);
        expect(BigInt(a.times(b).mantissa)).toBe(left.numerator * right.numerator);
        expect(a.times(b).scale).toBe(left.scale + right.scale);
        expect(Math.sign(a.compareTo(b))).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
      })
    );
  });

  it('rounds small numbers as it rounds big ones', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -999, max: 999 })),
        fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -99, max: 99 })).filter((divisor) => divisor !== 0),
        fc.constantFrom(...MODES),
        (n, d, mode) => {
          expect(BigInt(roundNumbers(n, d, mode))).toBe(roundQuotient(BigInt(n), BigInt(d), mode));
        }
      )
    );
  });

  it('takes a double for its shortest decimal', () => {
    const anyDouble = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }),
      fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([digits, scale]) => digits / 10 ** scale)
    );
    fc.assert(
      fc.property(anyDouble, (value) => {
        expect(Decimal.fromDouble(value).toString()).toBe(decimal(String(value)).toString().replace(/^-0$/, '0'));
      })
    );
  });

  it('rounds a quotient to a neighbour, in the direction its mode names', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        fc.constantFrom(...MODES),
        (n, d, mode) => {
          const rounded = roundQuotient(n, d, mode);
          const error = rounded * d - n;
          const size = error < 0n ? -error : error;
          expect(size < d).toBe(true);
          if (mode.startsWith('HALF')) expect(size * 2n <= d).toBe(true);
          if (mode === 'CEILING') expect(error >= 0n).toBe(true);
          if (mode === 'FLOOR') expect(error <= 0n).toBe(true);
          if (mode === 'DOWN') expect((rounded < 0n ? -rounded : rounded) * d <= (n < 0n ? -n : n)).toBe(true);
          if (mode === 'HALF_EVEN' && size * 2n === d) expect(rounded % 2n).toBe(0n);
        }
      )
    );
  });

  it('comes back from text, and from doubles by their shortest form', () => {
    fc.assert(fc.property(anyRational, (value) => expect(decimal(from(value).toString())).toEqual(from(value))));
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
        expect(Decimal.fromDouble(value).toNumber()).toBe(value === 0 ? 0 : value);
      })
    );
  });

  it('shows stored numbers with the scale of their field', () => {
    expect(Decimal.fromStored(5, 2).toString()).toBe('5.00');
    expect(Decimal.fromStored(0.1 + 0.2, 2).toString()).toBe('0.30');
    expect(Decimal.fromStored(-1234567.891, 3).toString()).toBe('-1234567.891');
  });
});
