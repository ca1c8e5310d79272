import type { Literal } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { quoted } from './names';

const LONG_LIMIT = 2n ** 63n;

/** A literal. @throws ApexCompileError for numbers out of range */
export function literal(ctx: BodyContext, { type, value, at }: Literal): Value {
  const { types } = ctx;
  switch (type) {
    case 'null':
      return { js: 'null', type: types.null, nonNull: false };
    case 'String':
      return { js: quoted(value), type: types.simple('String'), nonNull: true };
    case 'Boolean':
      return { js: value, type: types.simple('Boolean'), nonNull: true };
    case 'Integer': {
      const digits = BigInt(value);
      if (digits > 0x7fffffffn || digits < -0x80000000n) ctx.fail(at, `Illegal integer: ${value}`);
      return { js: String(digits), type: types.simple('Integer'), nonNull: true, literal: String(digits) };
    }
    case 'Long': {
      const digits = BigInt(value);
      if (digits >= LONG_LIMIT || digits < -LONG_LIMIT) ctx.fail(at, `Illegal long: ${value}`);
      return { js: `${digits}n`, type: types.simple('Long'), nonNull: true };
    }
    case 'Double':
      return { js: String(Number(value)), type: types.simple('Double'), nonNull: true };
    case 'Decimal': {
      const digits = value.replace(/^(-?)\./, '$10.');
      return { js: ctx.hoists.decimal(digits), type: types.simple('Decimal'), nonNull: true };
    }
  }
}
