import fc from 'fast-check';
import { evaluate, run } from '../testing/language';

describe('Integer', () => {
  it.each([
    ['wraps at 32 bits', 'Integer i = 2147483647; i += 1; return i;', '-2147483648'],
    ['multiplies in 32 bits', 'return 65536 * 65537;', '65536'],
    ['truncates a division', 'return 7 / 2;', '3'],
    ['truncates toward zero', 'return -7 / 2;', '-3'],
    ['has its least value as a literal', 'return -2147483648;', '-2147483648'],
    ['shifts', "return (1 << 4) + ',' + (-16 >> 2) + ',' + (-1 >>> 28) + ',' + (6 & 3) + ',' + (6 | 3) + ',' + (6 ^ 3);", '16,-4,15,2,7,5'],
    ['steps before and after', "Integer i = 5; Integer j = i++ + ++i; return i + ',' + j;", '7,12'],
    ['compounds', 'Integer i = 7; i -= 2; i *= 3; i /= 2; i <<= 2; i |= 1; return i;', '29'],
    ['negates its least value to itself', 'Integer i = -2147483648; return -i;', '-2147483648']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });

  it('refuses to divide by zero', () => {
    expect(evaluate('Integer zero = 0; return 1 / zero;')).toBe('System.MathException: Divide by 0');
  });

  it('agrees with 32-bit arithmetic', () => {
    const { call } = run({ Sum: 'public class Sum { public static Integer mix(Integer a, Integer b) { return (a + b) * a - b; } }' });
    const int = fc.integer({ min: -0x80000000, max: 0x7fffffff });
    fc.assert(
      fc.property(int, int, (a, b) => {
        expect(call('Sum', 'mix', a, b)).toBe(Number(BigInt.asIntN(32, (BigInt(a) + BigInt(b)) * BigInt(a) - BigInt(b))));
      })
    );
  });
});

describe('Long', () => {
  it.each([
    ['keeps 64 bits', 'Long l = 9007199254740993L; return l + 1;', '9007199254740994'],
    ['wraps at 64 bits', 'Long l = 9223372036854775807L; return l + 1;', '-9223372036854775808'],
    ['takes an Integer', 'Long l = 3; Integer i = 4; return l * i;', '12'],
    ['is what an Integer sum does not become by itself', 'Long l = 2147483647 + 1; return l;', '-2147483648'],
    ['narrows by a cast', 'Long l = 4294967298L; return (Integer) l;', '2'],
    ['shifts in 64 bits', 'Long l = 1; return l << 40;', '1099511627776'],
    ['divides', 'return 7L / 2;', '3']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });

  it('agrees with 64-bit arithmetic', () => {
    const { call } = run({ Sum: 'public class Sum { public static Long mix(Long a, Long b) { return a * b + a; } }' });
    const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(long, long, (a, b) => {
        expect(call('Sum', 'mix', a, b)).toBe(BigInt.asIntN(64, a * b + a));
      })
    );
  });
});

describe('Decimal and Double', () => {
  it.each([
    ['a literal with a point is an exact Decimal', 'return 0.1 + 0.2;', '0.3'],
    ['keeps its scale', "return '' + 1.50;", '1.50'],
    ['adds scales on multiplication', 'return 1.50 * 2.0;', '3.000'],
    ['equals whatever the scale', 'return 1.5 == 1.50;', 'true'],
    ['takes an Integer', 'Decimal d = 5; return d + 0.5;', '5.5'],
    ['compares with an Integer', 'Decimal d = 5; return d > 4 && d == 5 && 6 >= d;', 'true'],
    ['becomes a Double', 'Double d = 2.5; return d;', '2.5'],
    ['comes from a Double', 'Double d = 0.5; Decimal e = d; return e + 1;', '1.5'],
    ['narrows by a cast', 'Decimal d = -2.9; return (Integer) d;', '-2'],
    ['narrows to Long', 'Decimal d = 5000000000.7; return (Long) d;', '5000000000'],
    ['negates', 'Decimal d = 1.5; return -d;', '-1.5'],
    ['steps', 'Decimal d = 1.5; d++; return d;', '2.5'],
    ['a Double prints its point', "Double d = 3; return 'd=' + d;", 'd=3.0'],
    [
      'a Double in a list stays a Double',
      'List<Double> l = new List<Double>{ 1, 2.5 }; Object o = l[0]; return o instanceof Double;',
      'true'
    ],
    [
      'a Double comes out of a list as a number',
      'List<Double> l = new List<Double>{ 1, 2 }; Double sum = 0; for (Double d : l) { sum += d; } return sum / 2;',
      '1.5'
    ],
    [
      'a Double comes out of a map',
      "Map<String, Double> m = new Map<String, Double>{ 'a' => 2 }; Double d = m.get('a'); return d * 2;",
      '4.0'
    ],
    ['a boxed Double is cast back', 'Object o = 2.5d; Double d = (Double) o; return d + 1;', '3.5'],
    ['an Integer division assigned to Decimal truncated before', 'Decimal d = 1 / 2; return d;', '0']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });

  it('refuses to divide by zero', () => {
    expect(evaluate('Decimal zero = 0; return 1.0 / zero;')).toBe('System.MathException: Divide by 0');
    expect(evaluate('Double zero = 0; return 1 / zero;')).toBe('System.MathException: Divide by 0');
  });
});

describe('numbers as Objects', () => {
  it.each([
    ['Object o = 5; return o instanceof Integer;', 'true'],
    ['Object o = 5; return o instanceof String;', 'false'],
    ['Object o = 5L; return o instanceof Long;', 'true'],
    ['Object o = 5.0; return o instanceof Decimal;', 'true'],
    ['Object o = 5; return (Integer) o + 1;', '6'],
    ["Object o = 'x'; return (Integer) o;", 'System.TypeException: Invalid conversion from runtime type String to Integer'],
    ['Object o = null; return o instanceof Object;', 'false'],
    ['Object o = 5; Object p = 5; return o == p;', 'true']
  ])('%s', (body, result) => {
    expect(evaluate(body)).toBe(result);
  });
});
