import { throwApex } from '../values/exception';
import type { NativeFunction } from './contract';

/** Thrown by most methods of the platform when an argument is null. */
export function throwNullArgument(): never {
  throwApex('System.NullPointerException', 'Argument cannot be null.');
}

/**
 * The same functions, refusing null for every argument as most methods of the platform do.
 * Written out by arity because these calls are the inner loops of Apex code.
 */
export function refusingNull<T extends Readonly<Record<string, NativeFunction>>>(functions: T): T {
  return Object.fromEntries(Object.entries(functions).map(([signature, native]) => [signature, guard(native)])) as T;
}

function guard(native: NativeFunction): NativeFunction {
  switch (native.length) {
    case 0:
      return native;
    case 1:
      return (a: unknown) => (a === null ? throwNullArgument() : native(a));
    case 2:
      return (a: unknown, b: unknown) => (a === null || b === null ? throwNullArgument() : native(a, b));
    case 3:
      return (a: unknown, b: unknown, c: unknown) => (a === null || b === null || c === null ? throwNullArgument() : native(a, b, c));
    default:
      return (...all: unknown[]) => (all.slice(0, native.length).includes(null) ? throwNullArgument() : native(...all));
  }
}
