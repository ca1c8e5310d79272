import ts from 'typescript';
import { positionAt } from '../gate';
import type { Kind } from './owners';
import { customNamesIn, type Use } from './uses';

/** What a module's name says it is. */
const MODULES: readonly (readonly [kind: Kind, pattern: RegExp])[] = [
  ['component', /^c\/(\w+)$/],
  ['class', /^@salesforce\/apex\/(\w+)\./],
  ['label', /^@salesforce\/label\/c\.(\w+)$/],
  ['customPermission', /^@salesforce\/customPermission\/(\w+)$/],
  ['staticResource', /^@salesforce\/resourceUrl\/(\w+)$/]
];

/** The components, classes, labels, permissions, objects and fields that a component's script uses. */
export function scriptUses(file: string, text: string): Use[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const place = { file, line: line + 1, column: character + 1 };
      for (const [kind, pattern] of MODULES) {
        const name = pattern.exec(node.text)?.[1];
        if (name !== undefined) uses.push({ place, kinds: [kind], name });
      }
      uses.push(...customNamesIn(node.text, place));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** The components that a template uses. */
export function templateUses(file: string, text: string): Use[] {
  return [...text.matchAll(/<c-([a-z0-9-]+)/g)].map((match) => ({
    place: { file, ...positionAt(text, match.index) },
    kinds: ['component'],
    name: (match[1] ?? '').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  }));
}
