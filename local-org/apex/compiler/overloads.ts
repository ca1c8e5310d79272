import type { Conversions, Value } from './conversion';
import type { BoundMethod } from './hierarchy';
import type { ApexType } from './types';

export type Resolution =
  | { readonly kind: 'found'; readonly method: BoundMethod }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly methods: readonly BoundMethod[] };

/** Chooses the overload whose parameters are nearest to the static types of the arguments. */
export function chooseOverload(candidates: readonly BoundMethod[], args: readonly Value[], conversions: Conversions): Resolution {
  let best: BoundMethod[] = [];
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = totalDistance(candidate.parameters, args, conversions);
    if (distance === undefined || distance > bestDistance) continue;
    if (distance < bestDistance) best = [];
    bestDistance = distance;
    best.push(candidate);
  }
  if (best.length > 1) best = mostSpecific(best, conversions);
  const [method] = best;
  if (!method) return { kind: 'none' };
  return best.length === 1 ? { kind: 'found', method } : { kind: 'ambiguous', methods: best };
}

function totalDistance(parameters: readonly ApexType[], args: readonly Value[], conversions: Conversions): number | undefined {
  if (parameters.length !== args.length) return undefined;
  let total = 0;
  for (const [i, arg] of args.entries()) {
    const parameter = parameters[i];
    if (!parameter) return undefined;
    const distance = argumentDistance(arg, parameter, conversions);
    if (distance === undefined) return undefined;
    total += distance;
  }
  return total;
}

function argumentDistance(arg: Value, parameter: ApexType, conversions: Conversions): number | undefined {
  const distance = conversions.distance(arg.type, parameter);
  if (distance !== undefined) return distance;
  if (arg.oneRow && conversions.isRow(parameter)) return parameter.name === 'SObject' ? ONE_ROW : ONE_ROW + 1;
  if (!arg.single) return undefined;
  const [element] = arg.type.args;
  return element && conversions.isSObject(parameter) ? conversions.distance(element, parameter) : undefined;
}

/** A dynamic query is its one row only where no method takes its list. */
const ONE_ROW = 20;

/** Those whose every parameter can be assigned to the others': `foo(Lead)` before `foo(SObject)` for `foo(null)`. */
function mostSpecific(candidates: readonly BoundMethod[], conversions: Conversions): BoundMethod[] {
  const winners = candidates.filter((candidate) =>
    candidates.every((other) =>
      candidate.parameters.every((type, i) => {
        const target = other.parameters[i];
        return target !== undefined && conversions.distance(type, target) !== undefined;
      })
    )
  );
  return winners.length === 1 ? winners : [...candidates];
}
