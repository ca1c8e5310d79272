import type { PlatformType } from './contract';

const HEAD = `# What Apex code may use of the platform

Made from the declarations in \`local-org/apex/platform\`; a test says when it is out of date. Types of the namespaces \`System\` and \`Schema\` are
written without them, as in code. What is not listed is refused when code is compiled, with file, line and column.

`;

/** Name of a member from its signature: \`contains\` from \`Boolean contains(String substring)\`. */
function nameOf(signature: string): string {
  return /(\w+)\s*(?:\(|$)/.exec(signature)?.[1] ?? signature;
}

const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function names(signatures: readonly string[]): string {
  return listed([...new Set(signatures.map(nameOf))].sort((a, b) => a.localeCompare(b, 'en')));
}

function members(type: PlatformType): string {
  if (type.values) return listed(type.values);
  const parts: string[] = [];
  const add = (title: string, signatures: readonly string[]): void => {
    if (signatures.length > 0) parts.push(`${title}${names(signatures)}`);
  };
  const constructors = Object.keys(type.constructors ?? {});
  if (constructors.length > 0) parts.push(`new ${listed(constructors)}`);
  add('static ', [...Object.keys(type.staticProperties ?? {}), ...Object.keys(type.staticMethods ?? {})]);
  add('', [...Object.keys(type.properties ?? {}), ...Object.keys(type.methods ?? {})]);
  add('to implement: ', type.abstractMethods ?? []);
  return parts.join('; ');
}

/** The page that lists every type and member of the library, by name. */
export function libraryPage(types: readonly PlatformType[]): string {
  const shown = (name: string): string => name.replace(/^(?:System|Schema)\./, '');
  const rows = [...types]
    .sort((a, b) => shown(a.name).localeCompare(shown(b.name), 'en'))
    .map((type) => {
      const parameters = type.typeParameters ? `<${type.typeParameters.join(',')}>` : '';
      const kind = type.kind === 'class' ? '' : ` (${type.kind})`;
      const listing = members(type);
      return `- **\`${shown(type.name)}${parameters}\`**${kind}${listing === '' ? '' : `: ${listing}`}`;
    });
  return `${HEAD}${rows.join('\n')}\n`;
}
