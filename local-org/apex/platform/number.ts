import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import type { ApexEnumValue } from '../values/enum';
import { throwApex } from '../values/exception';
import type { RoundingMode } from '../values/rounding';
import { refusingNull } from './arguments';
import type { PlatformType } from './contract';
import { formatNumber, parseDecimal, parseDouble, parseInteger, parseLong, truncateToInteger, truncateToLong } from './number-parsing';

const ROUNDING_MODES: readonly RoundingMode[] = ['CEILING', 'DOWN', 'FLOOR', 'HALF_DOWN', 'HALF_EVEN', 'HALF_UP', 'UNNECESSARY', 'UP'];

/** The name of a `System.RoundingMode` constant. */
function roundingMode(mode: ApexEnumValue): RoundingMode {
  const name = ROUNDING_MODES.find((candidate) => candidate === mode.name);
  return name ?? throwApex('System.IllegalArgumentException', `No rounding mode ${mode.name}`);
}

const isInteger = (value: unknown): boolean => typeof value === 'number';
const isLong = (value: unknown): boolean => typeof value === 'bigint' || isInteger(value);

/** Decimal places that an operation may be told to keep. @throws System.MathException outside of -33 to 33 */
function scaleOf(scale: number): number {
  if (scale < -33 || scale > 33) throwApex('System.MathException', `Scale must be between -33 and 33: ${scale}`);
  return scale;
}

/** `pow` of a Decimal: 0 to 32,767. */
function power(base: Decimal, exponent: number): Decimal {
  if (exponent < 0 || exponent > 32767) throwApex('System.MathException', `Invalid exponent: ${exponent}`);
  return base.pow(exponent);
}

export const NUMBER_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Boolean',
    kind: 'class',
    isInstance: (value) => typeof value === 'boolean',
    staticMethods: {
      'Boolean valueOf(String stringToConvert)': (text: string | null) => text !== null && text.toLowerCase() === 'true',
      'Boolean valueOf(Object fieldValue)': (value: unknown) => {
        if (value === null || typeof value === 'boolean') return value;
        if (typeof value === 'string') return value.toLowerCase() === 'true';
        return throwApex('System.TypeException', `Invalid conversion from runtime type to Boolean`);
      }
    }
  },
  {
    name: 'System.Integer',
    kind: 'class',
    isInstance: isInteger,
    methods: {
      'String format()': (value: number) => formatNumber(Decimal.fromInteger(value)),
      'Integer intValue()': (value: number) => value,
      'Long longValue()': (value: number) => BigInt(value),
      'Double doubleValue()': (value: number) => value
    },
    staticMethods: {
      'Integer valueOf(String stringToConvert)': (text: string | null) => parseInteger(text),
      'Integer valueOf(Object fieldValue)': (value: unknown) => parseInteger(value)
    }
  },
  {
    name: 'System.Long',
    kind: 'class',
    isInstance: isLong,
    methods: {
      'String format()': (value: bigint) => formatNumber(Decimal.fromLong(value)),
      'Integer intValue()': (value: bigint) => Number(BigInt.asIntN(32, value)),
      'Double doubleValue()': (value: bigint) => Number(value)
    },
    staticMethods: {
      'Long valueOf(String stringToConvert)': (text: string | null) => parseLong(text),
      'Long valueOf(Object fieldValue)': (value: unknown) => parseLong(value)
    }
  },
  {
    name: 'System.Double',
    kind: 'class',
    isInstance: (value) => value instanceof ApexDouble || value instanceof Decimal || isLong(value),
    methods: {
      'String format()': (value: number) => formatNumber(Decimal.fromDouble(value)),
      'Integer intValue()': truncateToInteger,
      'Long longValue()': truncateToLong,
      'Long round()': (value: number) => truncateToLong(Math.floor(value + 0.5)),
      'Double doubleValue()': (value: number) => value
    },
    staticMethods: {
      'Double valueOf(String stringToConvert)': (text: string | null) => parseDouble(text),
      'Double valueOf(Object fieldValue)': (value: unknown) => parseDouble(value)
    }
  },
  {
    name: 'System.Decimal',
    kind: 'class',
    isInstance: (value) => value instanceof Decimal || value instanceof ApexDouble || isLong(value),
    methods: refusingNull({
      'Decimal abs()': (value: Decimal) => value.abs(),
      'Decimal divide(Decimal divisor, Integer scale)': (value: Decimal, divisor: Decimal, scale: number) =>
        value.divide(divisor, scaleOf(scale)),
      'Decimal divide(Decimal divisor, Integer scale, System.RoundingMode roundingMode)': (
        value: Decimal,
        divisor: Decimal,
        scale: number,
        mode: ApexEnumValue
      ) => value.divide(divisor, scaleOf(scale), roundingMode(mode)),
      'Double doubleValue()': (value: Decimal) => value.toNumber(),
      'String format()': formatNumber,
      'Integer intValue()': (value: Decimal) => value.toInteger(),
      'Long longValue()': (value: Decimal) => value.toLong(),
      'Decimal pow(Integer exponent)': power,
      'Integer precision()': (value: Decimal) => value.precision,
      'Long round()': (value: Decimal) => value.setScale(0).toLong(),
      'Long round(System.RoundingMode roundingMode)': (value: Decimal, mode: ApexEnumValue) =>
        value.setScale(0, roundingMode(mode)).toLong(),
      'Integer scale()': (value: Decimal) => value.scale,
      'Decimal setScale(Integer scale)': (value: Decimal, scale: number) => value.setScale(scaleOf(scale)),
      'Decimal setScale(Integer scale, System.RoundingMode roundingMode)': (value: Decimal, scale: number, mode: ApexEnumValue) =>
        value.setScale(scaleOf(scale), roundingMode(mode)),
      'Decimal stripTrailingZeros()': (value: Decimal) => value.stripTrailingZeros(),
      'String toPlainString()': (value: Decimal) => value.toString()
    }),
    staticMethods: {
      'Decimal valueOf(Double doubleToDecimal)': parseDecimal,
      'Decimal valueOf(Long longToDecimal)': parseDecimal,
      'Decimal valueOf(String stringToDecimal)': parseDecimal,
      'Decimal valueOf(Object fieldValue)': parseDecimal
    }
  }
];
