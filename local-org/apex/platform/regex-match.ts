import { guardedMatch, RegexTooComplicated, worstSteps } from '../../regex/guard';
import { meter } from '../runtime/meter';
import { throwApex } from '../values/exception';

/**
 * Runs a regular expression for Apex.
 * @param length characters of the input
 * @throws System.LimitException `Regex too complicated`
 */
export function matchForApex<T>(regex: RegExp, length: number, match: () => T): T {
  // One tick of the meter for about 4,000 steps; more than 2^20 ticks are a look at the time all the same.
  meter.charge(2 ** Math.min(Math.max(worstSteps(regex, length) - 6, 0), 26));
  try {
    return guardedMatch(regex, length, match);
  } catch (error) {
    if (error instanceof RegexTooComplicated) throwApex('System.LimitException', error.message);
    throw error;
  }
}
