import type { Annotation, MemberDeclaration, Modifiers } from '../syntax/ast';
import type { Problems } from './problems';
import type { TypeSymbol } from './symbols';

/** Annotations the embedded org honours, or that change nothing at run time. */
const KNOWN: ReadonlySet<string> = new Set([
  'auraenabled',
  'deprecated',
  'future',
  'invocablemethod',
  'invocablevariable',
  'istest',
  'jsonaccess',
  'namespaceaccessible',
  'suppresswarnings',
  'testsetup',
  'testvisible'
]);

/** Refuses annotations that would be silently ignored otherwise, and those whose value is not a literal. */
export function checkAnnotations(symbol: TypeSymbol, problems: Problems): void {
  const { source } = symbol;
  if (!source) return;
  const check = ({ annotations }: Modifiers): void => annotations.forEach((annotation) => checkOne(annotation, source.file, problems));
  check(source.declaration.modifiers);
  if (source.declaration.kind !== 'class') return;
  for (const member of source.declaration.members) {
    if (isAnnotated(member)) check(member.modifiers);
  }
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
