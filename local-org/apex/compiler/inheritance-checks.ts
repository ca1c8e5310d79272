import { refuse } from '../syntax/problem';
import type { ScriptContext } from './body-context';
import { implementation } from './bridges';
import { bindMethod, lineage, methodsOf, sameTypes } from './hierarchy';
import { describe } from './members';
import { ANONYMOUS } from './names';
import type { MethodSymbol, SourceOfType, TypeSymbol } from './symbols';

/** Checks that overrides override, and that classes implement what they promise. */
export function checkInheritance(script: ScriptContext, symbol: TypeSymbol): void {
  const { source } = symbol;
  if (!source || source.declaration.kind !== 'class') return;
  for (const overloads of symbol.methods.values())
    for (const method of overloads) {
      script.problems.collect(() => requireModifier(source, method));
      script.problems.collect(() => checkOverride(script, symbol, source, method));
    }
  for (const member of source.declaration.members) {
    if (member.kind !== 'property') continue;
    const word = (['override', 'virtual', 'abstract'] as const).find((each) => member.modifiers.words.has(each));
    if (word) script.problems.report(source.file, member.at, `unsupported construct: ${word} property`);
  }
  if (!symbol.isAbstract) script.problems.collect(() => checkImplementations(script, symbol, source));
}

/** From this API version on abstract and override methods say who sees them. (Apex Reference Guide, "Apex Versioned Behavior Changes") */
const MODIFIER_REQUIRED = 65;

/** Anonymous code is as lenient as old classes: it has no version of its own. */
function requireModifier({ apiVersion, file }: SourceOfType, { declaration, visibility, isAbstract, isOverride }: MethodSymbol): void {
  if (!declaration || visibility !== 'private' || apiVersion < MODIFIER_REQUIRED || file === ANONYMOUS) return;
  if (!isAbstract && !isOverride) return;
  refuse(
    file,
    declaration.at,
    `${isAbstract ? 'Abstract' : 'Override'} methods require one of the access modifiers protected, public or global`
  );
}

function checkOverride(script: ScriptContext, symbol: TypeSymbol, source: SourceOfType, method: MethodSymbol): void {
  const { declaration } = method;
  if (!declaration || method.isStatic) return;
  const types = method.parameters.map(({ type }) => type);
  const parent = symbol.superclass ? methodsOf(symbol.superclass, method.name, script.types) : [];
  const overridden = parent.find((each) => isOverridable(each.method, symbol) && sameTypes(each.parameters, types));
  if (!overridden || overridden.method.owner.name === 'Object') {
    const ofObject = script.types.simple('Object').symbol?.methods.get(method.name.toLowerCase());
    const ofInterface = lineage(script.types.of(symbol, []), script.types).some(
      (type) => type.symbol?.kind === 'interface' && type.symbol.methods.has(method.name.toLowerCase())
    );
    if (method.isOverride && !ofObject && !ofInterface) {
      refuse(source.file, declaration.at, `Method does not override an ancestor method: ${describe(method)} from the type ${symbol.name}`);
    }
    return;
  }
  if (overridden.method.owner.platform) return;
  if (!overridden.method.isVirtual) {
    refuse(
      source.file,
      declaration.at,
      `Non-virtual, non-abstract methods cannot be overridden: ${describe(overridden.method)} from the type ${overridden.method.owner.name}`
    );
  }
  // What is abstract without a modifier is private, and so implemented without the word.
  if (!method.isOverride && overridden.method.visibility !== 'private')
    refuse(source.file, declaration.at, `Method must use the override keyword: ${describe(method)} from the type ${symbol.name}`);
  if (overridden.returnType !== method.returnType) {
    refuse(source.file, declaration.at, `Method return types must match: ${describe(method)} from the type ${symbol.name}`);
  }
}

/** A private method is overridden only where it is abstract, or by old classes inside of the same class. */
function isOverridable(method: MethodSymbol, by: TypeSymbol): boolean {
  if (method.isStatic) return false;
  if (method.visibility !== 'private' || method.isAbstract) return true;
  return method.isVirtual && method.owner.outermost === by.outermost;
}

function checkImplementations(script: ScriptContext, symbol: TypeSymbol, source: SourceOfType): void {
  const type = script.types.of(symbol, []);
  for (const owner of lineage(type, script.types)) {
    if (!owner.symbol || owner.symbol === symbol) continue;
    for (const overloads of owner.symbol.methods.values()) {
      for (const method of overloads) {
        if (!method.isAbstract) continue;
        const wanted = bindMethod(method, owner, script.types);
        const found = owner.symbol.platform
          ? implementation(script, type, wanted)
          : methodsOf(type, method.name, script.types).find(
              (each) => !each.method.isAbstract && sameTypes(each.parameters, wanted.parameters)
            );
        if (!found || found.method.isAbstract) {
          const kind = owner.symbol.kind === 'interface' ? 'method' : 'abstract method';
          refuse(
            source.file,
            source.declaration.at,
            `Class ${symbol.name} must implement the ${kind}: ${describeBound(wanted, owner.name)}`
          );
        }
        if (found.method.visibility === 'private' || found.method.visibility === 'protected') {
          if (owner.symbol.kind === 'interface' && found.method.declaration) {
            refuse(
              source.file,
              found.method.declaration.at,
              `${symbol.name}: Overridden method visibility must not be less than public: ${describe(found.method)}`
            );
          }
        }
      }
    }
  }
}

function describeBound({ method, parameters, returnType }: ReturnType<typeof bindMethod>, owner: string): string {
  return `${returnType.name} ${owner}.${method.name}(${parameters.map((type) => type.name).join(', ')})`;
}
