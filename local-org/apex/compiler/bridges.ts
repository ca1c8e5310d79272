import type { ScriptContext } from './body-context';
import { type BoundMethod, bindMethod, lineage, methodsOf, sameTypes } from './hierarchy';
import { COUNTED } from './limit-frames';
import { bridgeName } from './platform-library';
import type { TypeSymbol } from './symbols';
import type { ApexType } from './types';

/** Methods of interfaces written in Apex that a static method of the class implements: callers of the interface find them on the instance. */
export function emitStaticImplementations(script: ScriptContext, symbol: TypeSymbol): void {
  const { types, writer } = script;
  const type = types.of(symbol, []);
  const js = symbol.source?.jsName ?? '';
  const done = new Set<string>();
  for (const owner of lineage(type, types)) {
    if (!owner.symbol?.source || owner.symbol.kind !== 'interface') continue;
    for (const declared of [...owner.symbol.methods.values()].flat()) {
      const wanted = bindMethod(declared, owner, types);
      const found = methodsOf(type, declared.name, types).find(
        (each) => each.method.isStatic && each.method.owner === symbol && sameTypes(each.parameters, wanted.parameters)
      );
      if (!found || done.has(declared.jsName)) continue;
      done.add(declared.jsName);
      const parameters = found.parameters.map((_, i) => `a${i}`).join(', ');
      writer.line(`${declared.jsName}(${parameters}) { return $${js}().${found.method.jsName}(${parameters}); }`);
    }
  }
}

/** Emits the functions under which the host finds a class's implementation of platform interfaces and of Object's methods. */
export function emitBridges(script: ScriptContext, symbol: TypeSymbol): void {
  const { types } = script;
  const type = types.of(symbol, []);
  const inherited = symbol.superclass ? lineage(symbol.superclass, types) : [];
  const done = new Set<string>();
  for (const owner of lineage(type, types)) {
    if (!owner.symbol?.platform || (owner.symbol.kind !== 'interface' && owner.symbol.name !== 'Object')) continue;
    for (const overloads of owner.symbol.methods.values()) {
      for (const declared of overloads) {
        if (declared.isStatic) continue;
        const wanted = bindMethod(declared, owner, types);
        const found = implementation(script, type, wanted);
        if (!found || found.method.isAbstract) continue;
        const isNew = found.method.owner === symbol || (owner.symbol.kind === 'interface' && !inherited.includes(owner));
        const name = bridgeName(declared.name, declared.parameters.length);
        if (!isNew || done.has(name)) continue;
        done.add(name);
        emitBridge(script, symbol, name, wanted, found);
      }
    }
  }
}

/** The method written in Apex, also a static one, that does what the platform's declaration asks. */
export function implementation(script: ScriptContext, type: ApexType, wanted: BoundMethod): BoundMethod | undefined {
  const { types, conversions } = script;
  return methodsOf(type, wanted.method.name, types).find(
    ({ method, parameters }) =>
      method.owner.source !== null &&
      (!method.isStatic || wanted.method.owner.kind === 'interface') &&
      parameters.length === wanted.parameters.length &&
      parameters.every((parameter, i) => {
        const asked = wanted.parameters[i];
        return (
          asked !== undefined &&
          (conversions.distance(asked, parameter) !== undefined || conversions.distance(parameter, asked) !== undefined)
        );
      })
  );
}

function emitBridge(script: ScriptContext, symbol: TypeSymbol, name: string, wanted: BoundMethod, found: BoundMethod): void {
  const { conversions, types, writer } = script;
  const parameters = found.parameters.map((_, i) => `a${i}`);
  const args = found.parameters.map((parameter, i) => {
    const asked = wanted.parameters[i];
    const value = { js: `a${i}`, type: asked ? types.asElement(asked) : types.simple('Object'), nonNull: false };
    if (parameter === types.simple('Double')) return conversions.convert({ ...value, type: types.boxedDouble }, parameter).js;
    return value.js;
  });
  const { isStatic, owner } = found.method;
  const holder = !isStatic
    ? 'this'
    : script.defines(owner)
      ? `$${owner.source?.jsName ?? ''}()`
      : `${script.hoists.external(owner.name)}()`;
  const call = `${holder}.${found.method.jsName}(${args.join(', ')})`;
  const js = found.returnType === types.simple('Double') ? `$box(${call})` : call;
  const result = found.returnType.kind === 'void' ? `${js}; return null;` : `return ${js};`;
  // The host may call back into Apex from within a call of Apex, as sorting does.
  writer.line(`${name}(${parameters.join(', ')}) { ${COUNTED.enter} $${symbol.source?.jsName ?? ''}(); ${result} ${COUNTED.leave} }`);
}
