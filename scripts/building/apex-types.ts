import { parseClass } from '../../local-org/apex/syntax/parser';
import type { ClassDeclaration, MethodDeclaration, Modifiers, TypeDeclaration, TypeName } from '../../local-org/apex/syntax/ast';
import type { ApexSource } from '../../local-org/metadata/types';

const PRIMITIVES: Readonly<Record<string, string>> = {
  blob: 'string',
  boolean: 'boolean',
  date: 'string',
  datetime: 'string',
  decimal: 'number',
  double: 'number',
  id: 'string',
  integer: 'number',
  long: 'number',
  object: 'unknown',
  string: 'string',
  time: 'string',
  void: 'void'
};

/**
 * Declares `@salesforce/apex/Class.method` for every `@AuraEnabled` method and an interface for every class they exchange,
 * so that a wrong parameter or property name fails the type check. Classes become `interface Class` or `Class.Inner` in the
 * global namespace `Apex`.
 */
export function apexDeclarations(sources: readonly ApexSource[]): string {
  const classes = sources
    .filter((source) => source.kind === 'class' && /@AuraEnabled/i.test(source.source))
    .map((source) => parseClass(source.source, source.path))
    .filter((declaration): declaration is ClassDeclaration => declaration.kind === 'class');
  const known = new Set(classes.flatMap((outer) => [outer.name, ...innerClasses(outer).map((inner) => `${outer.name}.${inner.name}`)]));
  const interfaces = classes.flatMap((outer) => [
    wrapper(outer.name, outer, outer.name, known),
    ...innerClasses(outer).map((inner) => wrapper(`${outer.name}_${inner.name}`, inner, outer.name, known))
  ]);
  const methods = classes.flatMap((outer) => auraMethods(outer).map((method) => methodModule(outer.name, method, known)));
  return ['declare namespace Apex {', ...interfaces.filter(Boolean), '}', '', ...methods, ''].join('\n');
}

function innerClasses(outer: ClassDeclaration): ClassDeclaration[] {
  return outer.members.filter((member): member is ClassDeclaration => 'name' in member && member.kind === 'class');
}

function isAuraEnabled(modifiers: Modifiers): boolean {
  return modifiers.annotations.some((annotation) => annotation.name.toLowerCase() === 'auraenabled');
}

function auraMethods(declaration: ClassDeclaration): MethodDeclaration[] {
  return declaration.members.filter(
    (member): member is MethodDeclaration =>
      member.kind === 'method' && isAuraEnabled(member.modifiers) && member.modifiers.words.has('static')
  );
}

/** Empty text for a class that exchanges nothing. */
function wrapper(name: string, declaration: TypeDeclaration, outer: string, known: ReadonlySet<string>): string {
  if (declaration.kind !== 'class') return '';
  const properties = declaration.members.flatMap((member) =>
    (member.kind === 'field' || member.kind === 'property') && isAuraEnabled(member.modifiers)
      ? [`    readonly ${member.name}: ${nullable(typeText(member.type, outer, known))};`]
      : []
  );
  return properties.length === 0 ? '' : [`  interface ${name} {`, ...properties, '  }'].join('\n');
}

function methodModule(className: string, method: MethodDeclaration, known: ReadonlySet<string>): string {
  const parameters = method.parameters.map(
    (parameter) => `${parameter.name}: ${nullable(typeText(parameter.type, className, known))} | undefined`
  );
  const result = typeText(method.returnType, className, known);
  return [
    `declare module '@salesforce/apex/${className}.${method.name}' {`,
    `  const method: ApexMethod<{ ${parameters.join('; ')} }, ${result}>;`,
    '  export default method;',
    '}'
  ].join('\n');
}

/** Apex values may be null; lists and maps are taken as given, because controllers return them empty instead. */
function nullable(type: string): string {
  return type.startsWith('readonly ') || type.startsWith('Readonly<') || type === 'boolean' || type === 'unknown' ? type : `${type} | null`;
}

function typeText(type: TypeName, outer: string, known: ReadonlySet<string>): string {
  const name = type.parts.map((part) => part.name).join('.');
  const args = type.parts.at(-1)?.args ?? [];
  const [first, second] = args;
  const key = name.toLowerCase();
  let text: string;
  if ((key === 'list' || key === 'set') && first) text = `readonly (${typeText(first, outer, known)})[]`;
  else if (key === 'map' && second) text = `Readonly<Record<string, ${typeText(second, outer, known)}>>`;
  else if (known.has(`${outer}.${name}`)) text = `Apex.${outer}_${name}`;
  else if (known.has(name)) text = `Apex.${name.replace('.', '_')}`;
  else text = PRIMITIVES[key] ?? 'unknown';
  for (let dimension = 0; dimension < type.dimensions; dimension++) text = `readonly (${text})[]`;
  return text;
}
