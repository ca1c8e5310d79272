import type { ObjectDef } from '../../schema/types';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';

/** A value inside a chain of members and calls, which `?.` may have cut short. */
export interface ChainValue extends Value {
  /** Condition under which the whole chain is null; the chain's temporaries are assigned in it. */
  readonly guard?: string;
  /** The parent behind a polymorphic reference: the objects it may be of. */
  readonly targets?: readonly ObjectDef[];
  /** A record's parent: where there is none, reading on gives null. */
  readonly isParent?: boolean;
  /** A token or describe of a known object, so that `.fields` can follow. */
  readonly describes?: ObjectDef;
}

/** The chain as one finished expression. */
export function closeChain(value: ChainValue): Value {
  if (value.guard === undefined) return value;
  return { js: `(${value.guard} ? null : ${value.js})`, type: value.type, nonNull: false };
}

/** Puts `?.` behind a value: from here on the chain is null if the value is. */
export function guardNull(ctx: BodyContext, value: ChainValue): ChainValue {
  const name = ctx.temporary();
  const test = `(${name} = ${value.js}) === null`;
  return { ...value, js: name, nonNull: true, isParent: false, guard: value.guard === undefined ? test : `${value.guard} || ${test}` };
}

/** The next link of a chain: as `made`, under the guard so far. */
export function linked(before: ChainValue, made: Value): ChainValue {
  return before.guard === undefined ? made : { ...made, guard: before.guard };
}

/**
 * Evaluates the parts of an assignment's target once: what is not a plain name goes to a temporary.
 * `setup` lists the assignments to make first.
 */
export class Once {
  readonly setup: string[] = [];

  constructor(private readonly ctx: BodyContext) {}

  pin(js: string): string {
    if (/^[\w$]+$/.test(js) || /^[\w$]+\(\)$/.test(js)) return js;
    const name = this.ctx.temporary();
    this.setup.push(`${name} = ${js}`);
    return name;
  }
}
