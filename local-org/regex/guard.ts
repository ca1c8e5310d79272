import { createContext, Script } from 'node:vm';
import { OrgException } from '../errors';
import { RegexCost } from './cost';

/** "Using Regular Expressions": how often a pattern may look at its input. A longer input is refused as it is. */
const LONGEST_INPUT = 1_000_000;
/** Patterns and inputs with fewer steps than two to this power run as they are: they take a tenth of a second at worst. */
const HARMLESS = 24;
/** Milliseconds for all others. What the platform allows takes some ten of them. */
const PATIENCE_MS = 500;

/** A pattern that takes too many steps on this text. */
export class RegexTooComplicated extends OrgException {
  constructor() {
    super('LIMIT_EXCEEDED', 'Regex too complicated');
  }
}

const costs = new WeakMap<RegExp, RegexCost>();
const sandbox: { run: () => void } = { run: () => undefined };
const context = createContext(sandbox);
const script = new Script('run()');

/** Binary logarithm of the steps that a pattern may take at worst on a text of this length. */
export function worstSteps(regex: RegExp, length: number): number {
  let cost = costs.get(regex);
  if (!cost) costs.set(regex, (cost = new RegexCost(regex.source)));
  return cost.exponent(length);
}

/**
 * Runs a regular expression so that it ends. One that may backtrack for long runs under a watchdog of the engine, which can interrupt it
 * safely: matching changes nothing but its own result.
 * @param length characters of the input
 * @throws RegexTooComplicated
 */
export function guardedMatch<T>(regex: RegExp, length: number, match: () => T): T {
  if (length > LONGEST_INPUT) throw new RegexTooComplicated();
  return worstSteps(regex, length) <= HARMLESS ? match() : underWatchdog(match);
}

function underWatchdog<T>(match: () => T): T {
  let outcome: { readonly value: T } | undefined;
  sandbox.run = () => {
    outcome = { value: match() };
  };
  try {
    script.runInContext(context, { timeout: PATIENCE_MS });
  } catch (error) {
    if (isTimeout(error)) throw new RegexTooComplicated();
    throw error;
  }
  if (!outcome) throw new Error('A regular expression ended without a result');
  return outcome.value;
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
