import { PRIMITIVE_TYPES } from '../primitive-types';
import type { Annotation, MemberDeclaration, Modifiers } from '../syntax/ast';
import type { Problems } from './problems';
import type { MethodSymbol, TypeSymbol } from './symbols';
import { checkRest } from './rest-checks';
import type { ApexType } from './types';

/** Annotations the embedded org honours, or that change nothing at run time. */
const KNOWN: ReadonlySet<string> = new Set([
  'auraenabled',
  'deprecated',
  'future',
  'httpdelete',
  'httpget',
  'httppatch',
  'httppost',
  'httpput',
  'invocablemethod',
  'invocablevariable',
  'istest',
  'jsonaccess',
  'namespaceaccessible',
  'restresource',
  'suppresswarnings',
  'testsetup',
  'testvisible'
]);

const PRIMITIVES: ReadonlySet<string> = new Set(PRIMITIVE_TYPES);

/** Refuses annotations that would be silently ignored otherwise, and those whose value is not a literal. */
export function checkAnnotations(symbol: TypeSymbol, problems: Problems): void {
  const { source } = symbol;
  if (!source) return;
  const check = ({ annotations }: Modifiers): void => annotations.forEach((annotation) => checkOne(annotation, source.file, problems));
  check(source.declaration.modifiers);
  checkRest(symbol, problems);
  for (const method of [...symbol.methods.values()].flat()) checkMethod(method, source.file, problems);
  if (source.declaration.kind !== 'class') return;
  for (const member of source.declaration.members) {
    if (isAnnotated(member)) check(member.modifiers);
  }
}

/** What the platform asks of methods that it calls itself. */
function checkMethod({ declaration, name, parameters, isStatic, returnType }: MethodSymbol, file: string, problems: Problems): void {
  if (!declaration) return;
  const { annotations, words } = declaration.modifiers;
  if (words.has('webservice')) problems.report(file, declaration.at, 'unsupported construct: webservice');
  const has = (annotation: string): boolean => annotations.some((each) => each.name === annotation);
  const isTest = has('istest') || words.has('testmethod');
  if ((has('future') || isTest || has('testsetup')) && (!isStatic || returnType.kind !== 'void')) {
    problems.report(file, declaration.at, `Method must be static void: ${name}`);
  }
  if ((isTest || has('testsetup')) && parameters.length > 0) {
    problems.report(file, declaration.at, `Test methods and test setup methods must have no arguments: ${name}`);
  }
  for (const { type } of has('future') ? parameters : []) {
    if (!isPrimitive(type)) problems.report(file, declaration.at, `Unsupported parameter type ${type.name} in a future method: ${name}`);
  }
}

/** Future methods take primitives and collections of them: a record would be stale when the method runs. */
function isPrimitive(type: ApexType): boolean {
  if (type.args.length > 0) return type.args.every(isPrimitive);
  return type.kind === 'declared' && PRIMITIVES.has(type.name);
}

function isAnnotated(member: MemberDeclaration): member is Extract<MemberDeclaration, { readonly modifiers: Modifiers }> {
  return member.kind === 'field' || member.kind === 'property' || member.kind === 'method' || member.kind === 'constructor';
}

function checkOne(annotation: Annotation, file: string, problems: Problems): void {
  if (!KNOWN.has(annotation.name)) problems.report(file, annotation.at, `unsupported construct: @${annotation.name}`);
  for (const { value, name, at } of annotation.parameters) {
    if (value.kind !== 'literal') problems.report(file, at, `Annotation value must be a literal: ${name}`);
  }
}
