import { OrgException, UnsupportedFeature } from '../../errors';
import { ApexException, exceptionClass } from '../values/exception';

/**
 * What a `catch` clause of Apex sees of a thrown JavaScript value: Apex exceptions as they are, a TypeError that the engine raised
 * on null as NullPointerException, an exhausted stack, and a pattern too large to run, as the platform's own limits.
 * @throws whatever Apex cannot catch: failed assertions, exceeded limits, unsupported features, defects
 */
export function caught(thrown: unknown): ApexException {
  if (thrown instanceof ApexException) {
    if (!thrown.catchable) throw thrown;
    return thrown;
  }
  if (thrown instanceof TypeError && /\b(?:null|undefined)\b/.test(thrown.message)) {
    return converted('System.NullPointerException', 'Attempt to de-reference a null object', thrown);
  }
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) {
    throw converted('System.LimitException', 'Maximum stack depth reached: 1001', thrown);
  }
  if (thrown instanceof SyntaxError && thrown.message.startsWith('Invalid regular expression')) {
    throw converted('System.LimitException', 'Regex too complicated', thrown);
  }
  if (thrown instanceof RangeError && /^Invalid (?:string|array) length/.test(thrown.message)) {
    throw converted('System.LimitException', 'Apex heap size too large', thrown);
  }
  if (thrown instanceof OrgException && !(thrown instanceof UnsupportedFeature)) {
    return converted('System.UnexpectedException', thrown.message, thrown);
  }
  throw thrown;
}

/** The Apex exception keeps the place where the engine's error happened. */
export function converted(name: string, message: string, origin: Error): ApexException {
  const exception = new (exceptionClass(name))().$construct(message);
  if (origin.stack !== undefined) exception.stack = origin.stack;
  return exception;
}
