import { Decimal } from '../values/decimal';
import { throwApex } from '../values/exception';
import { refusingNull } from './arguments';
import type { NativeFunction, PlatformType } from './contract';
import { truncateToLong } from './number-parsing';

/** Functions of one variable that exist for Double and for Decimal alike. */
const REAL_FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh
};

const real: Record<string, NativeFunction> = {};
for (const [name, calculate] of Object.entries(REAL_FUNCTIONS)) {
  real[`Double ${name}(Double doubleValue)`] = calculate;
  real[`Decimal ${name}(Decimal decimalValue)`] = (value: Decimal) => Decimal.fromDouble(calculate(value.toNumber()));
}

/** To the nearest, halves to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function integerRemainder(dividend: number, divisor: number): number {
  if (divisor === 0) throwApex('System.MathException', 'Divide by 0');
  return (dividend % divisor) | 0;
}

function longRemainder(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throwApex('System.MathException', 'Divide by 0');
  return dividend % divisor;
}

const longer = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const shorter = (left: bigint, right: bigint): bigint => (left < right ? left : right);

export const MATH_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Math',
    kind: 'class',
    staticProperties: {
      'Double PI': { get: () => Math.PI },
      'Double E': { get: () => Math.E }
    },
    staticMethods: refusingNull({
      ...real,
      'Decimal abs(Decimal decimalValue)': (value: Decimal) => value.abs(),
      'Double abs(Double doubleValue)': Math.abs,
      'Integer abs(Integer integerValue)': (value: number) => Math.abs(value) | 0,
      'Long abs(Long longValue)': (value: bigint) => BigInt.asIntN(64, value < 0n ? -value : value),
      'Double atan2(Double xCoordinate, Double yCoordinate)': Math.atan2,
      'Decimal atan2(Decimal xCoordinate, Decimal yCoordinate)': (x: Decimal, y: Decimal) =>
        Decimal.fromDouble(Math.atan2(x.toNumber(), y.toNumber())),
      'Decimal ceil(Decimal decimalValue)': (value: Decimal) => value.setScale(0, 'CEILING'),
      'Double ceil(Double doubleValue)': Math.ceil,
      'Decimal floor(Decimal decimalValue)': (value: Decimal) => value.setScale(0, 'FLOOR'),
      'Double floor(Double doubleValue)': Math.floor,
      'Decimal max(Decimal decimalValue1, Decimal decimalValue2)': (left: Decimal, right: Decimal) =>
        left.compareTo(right) >= 0 ? left : right,
      'Double max(Double doubleValue1, Double doubleValue2)': Math.max,
      'Integer max(Integer integerValue1, Integer integerValue2)': Math.max,
      'Long max(Long longValue1, Long longValue2)': longer,
      'Decimal min(Decimal decimalValue1, Decimal decimalValue2)': (left: Decimal, right: Decimal) =>
        left.compareTo(right) <= 0 ? left : right,
      'Double min(Double doubleValue1, Double doubleValue2)': Math.min,
      'Integer min(Integer integerValue1, Integer integerValue2)': Math.min,
      'Long min(Long longValue1, Long longValue2)': shorter,
      'Integer mod(Integer integerValue1, Integer integerValue2)': integerRemainder,
      'Long mod(Long longValue1, Long longValue2)': longRemainder,
      'Double pow(Double doubleValue, Double exponent)': Math.pow,
      'Double random()': Math.random,
      'Decimal rint(Decimal decimalValue)': (value: Decimal) => value.setScale(0, 'HALF_EVEN'),
      'Double rint(Double doubleValue)': roundHalfEven,
      'Integer round(Decimal decimalValue)': (value: Decimal) => value.setScale(0, 'HALF_EVEN').toInteger(),
      'Long round(Double doubleValue)': (value: number) => truncateToLong(Math.floor(value + 0.5)),
      'Long roundToLong(Decimal decimalValue)': (value: Decimal) => value.setScale(0, 'HALF_EVEN').toLong(),
      'Long roundToLong(Double doubleValue)': (value: number) => truncateToLong(Math.floor(value + 0.5)),
      'Decimal signum(Decimal decimalValue)': (value: Decimal) => Decimal.fromInteger(value.compareTo(Decimal.ZERO)),
      'Double signum(Double doubleValue)': Math.sign,
      'Double sqrt(Decimal decimalValue)': (value: Decimal) => Math.sqrt(value.toNumber()),
      'Double sqrt(Double doubleValue)': Math.sqrt
    })
  }
];
