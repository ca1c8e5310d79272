import type { Call } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { quoted } from './names';
import { enumConstant } from './references';
import type { ApexType } from './types';

/** `MyEnum.values()` and `MyEnum.valueOf(name)`. */
export function enumStaticMethod(ctx: BodyContext, type: ApexType, node: Call, values: readonly Value[]): Value | undefined {
  const constants = `[${[...(type.symbol?.constants.values() ?? [])].map((constant) => enumConstant(ctx, type, constant).js).join(', ')}]`;
  const key = node.name.toLowerCase();
  if (key === 'values' && values.length === 0)
    return { js: `$host.list(${ctx.hoists.type(type)}, ${constants})`, type: ctx.types.list(type), nonNull: true };
  const [name] = values;
  if (key === 'valueof' && name && values.length === 1) {
    const text = ctx.assign(name, ctx.types.simple('String'), node.at);
    return { js: `$enumConstant(${constants}, ${quoted(type.name)}, ${text})`, type, nonNull: true };
  }
  return undefined;
}

/** `value.name()` and `value.ordinal()`; the rest is what every Object has. */
export function enumMethod(ctx: BodyContext, target: Value, node: Call, values: readonly Value[]): Value | undefined {
  if (values.length > 0) return undefined;
  switch (node.name.toLowerCase()) {
    case 'name':
      return { js: `${target.js}.name`, type: ctx.types.simple('String'), nonNull: true };
    case 'ordinal':
      return { js: `${target.js}.ordinal`, type: ctx.types.simple('Integer'), nonNull: true };
    default:
      return undefined;
  }
}
