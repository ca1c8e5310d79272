import { equalValues } from '../values/equality';
import { throwApex } from '../values/exception';
import { valueOf } from './string-static';
import { throwNullArgument } from './arguments';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';
import { isInstance } from './instance-of';
import type { TypeToken } from './type-token';

const shown = (value: unknown): string => valueOf(value) ?? 'null';

/** `Assertion Failed: message: detail`. No `catch` of Apex stops it. */
function fail(message: unknown, detail?: string): never {
  const parts = [
    'Assertion Failed',
    ...(message === undefined || message === null ? [] : [shown(message)]),
    ...(detail === undefined ? [] : [detail])
  ];
  throwApex('System.AssertException', parts.join(': '));
}

function areEqual(expected: unknown, actual: unknown, message?: unknown): void {
  if (!equalValues(expected, actual)) fail(message, `Expected: ${shown(expected)}, Actual: ${shown(actual)}`);
}

function areNotEqual(unexpected: unknown, actual: unknown, message?: unknown): void {
  if (equalValues(unexpected, actual)) fail(message, `Same value: ${shown(actual)}`);
}

function isTrue(condition: boolean | null, message?: unknown): void {
  if (condition === null) throwApex('System.NullPointerException', 'Attempt to de-reference a null object');
  if (!condition) fail(message);
}

function instanceOf(instance: unknown, token: TypeToken | null, wanted: boolean, message?: unknown): void {
  if (token === null) throwNullArgument();
  if (isInstance(instance, token.type) === wanted) return;
  fail(message, wanted ? `Expected instance of: ${token.name}, Actual: ${shown(instance)}` : `Unexpected instance of: ${token.name}`);
}

/** Each assertion without and with a message of the caller. */
function assertion(
  head: string,
  parameters: string,
  check: (...values: never[]) => void,
  messageType: string
): Record<MethodSignature, NativeFunction> {
  const count = parameters.split(',').length;
  const call = check as (...values: unknown[]) => void;
  return {
    [`void ${head}(${parameters})`]: (...values: unknown[]) => call(...values.slice(0, count)),
    [`void ${head}(${parameters}, ${messageType} msg)`]: (...values: unknown[]) => call(...values.slice(0, count + 1))
  };
}

export const ASSERT_TYPE: PlatformType = {
  name: 'System.Assert',
  kind: 'class',
  staticMethods: {
    ...assertion('areEqual', 'Object expected, Object actual', areEqual, 'String'),
    ...assertion('areNotEqual', 'Object notExpected, Object actual', areNotEqual, 'String'),
    'void fail()': () => fail(undefined),
    'void fail(String msg)': (message: string | null) => fail(message),
    ...assertion(
      'isFalse',
      'Boolean condition',
      (condition: boolean | null, message?: unknown) => isTrue(condition === null ? null : !condition, message),
      'String'
    ),
    ...assertion(
      'isInstanceOfType',
      'Object instance, Type expectedType',
      (value: unknown, token: TypeToken | null, message?: unknown) => instanceOf(value, token, true, message),
      'String'
    ),
    ...assertion(
      'isNotInstanceOfType',
      'Object instance, Type notExpectedType',
      (value: unknown, token: TypeToken | null, message?: unknown) => instanceOf(value, token, false, message),
      'String'
    ),
    ...assertion('isNotNull', 'Object value', (value: unknown, message?: unknown) => areNotEqual(null, value, message), 'String'),
    ...assertion('isNull', 'Object value', (value: unknown, message?: unknown) => areEqual(null, value, message), 'String'),
    ...assertion('isTrue', 'Boolean condition', isTrue, 'String')
  }
};

/** The older forms on `System`. */
export const SYSTEM_ASSERTIONS: Readonly<Record<MethodSignature, NativeFunction>> = {
  ...assertion('assert', 'Boolean condition', isTrue, 'Object'),
  ...assertion('assertEquals', 'Object expected, Object actual', areEqual, 'Object'),
  ...assertion('assertNotEquals', 'Object expected, Object actual', areNotEqual, 'Object')
};
