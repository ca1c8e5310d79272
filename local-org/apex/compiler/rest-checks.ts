import type { Problems } from './problems';
import type { MethodSymbol, TypeSymbol } from './symbols';

const VERBS: ReadonlySet<string> = new Set(['httpdelete', 'httpget', 'httppatch', 'httppost', 'httpput']);

/** Their calls have no body that could become parameters. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['httpdelete', 'httpget']);

/** What the platform asks of classes with `@RestResource` and their methods. */
export function checkRest(symbol: TypeSymbol, problems: Problems): void {
  const { source } = symbol;
  if (!source) return;
  const { declaration, file } = source;
  const resource = declaration.modifiers.annotations.find(({ name }) => name === 'restresource');
  if (resource) {
    const mapping = resource.parameters.find(({ name }) => name.toLowerCase() === 'urlmapping')?.value;
    const isPath = mapping?.kind === 'literal' && typeof mapping.value === 'string' && mapping.value.startsWith('/');
    if (!isPath) problems.report(file, resource.at, "@RestResource needs urlMapping='/…'");
    if (!declaration.modifiers.words.has('global')) problems.report(file, declaration.at, 'A class with @RestResource must be global');
  }
  const seen = new Set<string>();
  for (const method of [...symbol.methods.values()].flat()) {
    for (const { name, at } of method.declaration?.modifiers.annotations ?? []) {
      if (!VERBS.has(name)) continue;
      if (!resource) problems.report(file, at, `@${name} is in a class with @RestResource only`);
      if (seen.has(name)) problems.report(file, at, `Only one method can have @${name}`);
      seen.add(name);
      checkMethod(method, name, file, problems);
    }
  }
}

function checkMethod(
  { declaration, name, parameters, isStatic }: MethodSymbol,
  annotation: string,
  file: string,
  problems: Problems
): void {
  if (!declaration) return;
  if (!isStatic || !declaration.modifiers.words.has('global')) {
    problems.report(file, declaration.at, `Method must be global static: ${name}`);
  }
  if (parameters.length > 0 && WITHOUT_BODY.has(annotation)) {
    problems.report(file, declaration.at, `Methods with @${annotation} have no parameters: ${name}`);
  }
}
