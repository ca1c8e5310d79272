import type { NativeFunction } from '../platform/contract';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { meter } from './meter';

/** Members of collections that take the same time however much they hold. Lists search `contains` and `remove` through. */
const CONSTANT: Readonly<Record<string, readonly string[]>> = {
  'System.List': ['add(T', 'get', 'set', 'size', 'isEmpty', 'iterator'],
  'System.Set': ['add', 'contains', 'remove', 'size', 'isEmpty'],
  'System.Map': ['put', 'get', 'containsKey', 'remove', 'size', 'isEmpty']
};
/** Members of texts that take the same time however long they are. */
const CONSTANT_OF_TEXT = ['length', 'charAt', 'codePointAt', 'substring', 'left', 'right', 'mid'];
/** Texts up to this length are worth no count. */
const SHORT = 4096;

/**
 * A native that counts what it does at once: for a collection its elements, for a text its characters, and a text that it makes.
 * Natives without either are given back as they are.
 */
export function metered(typeName: string, isInstance: boolean, signature: string, native: NativeFunction): NativeFunction {
  const name = /(\w+)\(/.exec(signature)?.[1] ?? '';
  const constant = CONSTANT[typeName];
  if (isInstance && constant) {
    const isConstant = constant.some((each) => each === name || signature.includes(` ${each}`));
    return isConstant && !signature.startsWith('String ') ? native : byReceiver(native, sizeOf);
  }
  const reads = isInstance && typeName === 'System.String' && !CONSTANT_OF_TEXT.includes(name);
  if (signature.startsWith('String ')) return checkedText(reads ? byReceiver(native, longText) : native);
  return reads ? byReceiver(native, longText) : native;
}

function sizeOf(collection: unknown): number {
  if (collection instanceof ApexList) return collection.items.length;
  return collection instanceof ApexSet || collection instanceof ApexMap ? collection.size() : 0;
}

const longText = (text: unknown): number => (typeof text === 'string' && text.length > SHORT ? text.length : 0);

/** By arity, as these are the inner loops of Apex code. */
function byReceiver(native: NativeFunction, stepsOf: (receiver: unknown) => number): NativeFunction {
  const count = (receiver: unknown): void => {
    const steps = stepsOf(receiver);
    if (steps >= 64) meter.charge(steps);
  };
  switch (native.length) {
    case 1:
      return (receiver: unknown) => (count(receiver), native(receiver));
    case 2:
      return (receiver: unknown, a: unknown) => (count(receiver), native(receiver, a));
    case 3:
      return (receiver: unknown, a: unknown, b: unknown) => (count(receiver), native(receiver, a, b));
    default:
      return (...all: unknown[]) => (count(all[0]), native(...all));
  }
}

function checkedText(native: NativeFunction): NativeFunction {
  const checked = (made: unknown): unknown => {
    if (typeof made === 'string' && made.length > SHORT) meter.charge(meter.text(made).length);
    return made;
  };
  switch (native.length) {
    case 1:
      return (a: unknown) => checked(native(a));
    case 2:
      return (a: unknown, b: unknown) => checked(native(a, b));
    case 3:
      return (a: unknown, b: unknown, c: unknown) => checked(native(a, b, c));
    default:
      return (...all: unknown[]) => checked(native(...all));
  }
}
