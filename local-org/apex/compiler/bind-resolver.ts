import type { BodyContext } from './body-context';
import { quoted } from './names';
import { fieldPlace, staticPlace } from './references';

/** A function that gives dynamic SOQL the caller's variables by name: locals first, then fields. */
export function bindResolver(ctx: BodyContext): string {
  const { types, conversions } = ctx;
  const cases = new Map<string, string>();
  const add = (name: string, js: string, type: Parameters<typeof conversions.convert>[1]): void => {
    const key = name.toLowerCase();
    if (cases.has(key)) return;
    cases.set(key, conversions.convert({ js, type, nonNull: false }, types.simple('Object')).js);
  };
  for (const { name, js, type } of ctx.scope.all()) add(name, js, type);
  const { owner, isStatic } = ctx.place;
  for (let symbol = owner; symbol; symbol = symbol.superclass?.symbol ?? null) {
    for (const field of symbol.fields.values()) {
      if (field.native || !field.readable) continue;
      if (field.isStatic) add(field.name, staticPlace(ctx, field, field.type).js, field.type);
      else if (!isStatic) add(field.name, fieldPlace(ctx, field, field.type, 'this').js, field.type);
    }
  }
  const entries = [...cases].map(([key, js]) => `case ${quoted(key)}: return ${js};`);
  return `($name) => { switch ($name.toLowerCase()) { ${entries.join(' ')} default: return undefined; } }`;
}
