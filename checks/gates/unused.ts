import { property, type Finding, type Gate } from '../gate';
import { ownTool, runNode } from '../process';

/** What knip calls a kind of finding, and what a person would. */
const KINDS: Readonly<Record<string, string>> = {
  files: 'nothing imports this file',
  dependencies: 'nothing uses the package',
  devDependencies: 'nothing uses the package',
  exports: 'nothing imports the export',
  types: 'nothing imports the type',
  duplicates: 'exported twice:'
};

/** Files, exports and packages that nothing uses. */
export const unused: Gate = {
  name: 'unused',
  about: 'Every TypeScript file, export and package is used (knip)',
  run: async ({ root }) => {
    const { stdout, stderr } = await runNode(ownTool('knip', 'bin', 'knip.js'), ['--no-progress', '--reporter', 'json'], root);
    if (!stdout.startsWith('{')) throw new Error(`knip could not run: ${stderr}${stdout}`);
    const issues = property(JSON.parse(stdout), 'issues');
    return (Array.isArray(issues) ? issues : []).flatMap((issue: unknown) => findingsOf(issue));
  }
};

function findingsOf(issue: unknown): Finding[] {
  const file = String(property(issue, 'file'));
  return Object.entries(KINDS).flatMap(([kind, message]) => {
    const found = property(issue, kind);
    return (Array.isArray(found) ? found : []).map((each: unknown): Finding => {
      const name = kind === 'files' ? '' : ` ${namesIn(each)}`;
      return { file, line: numberOf(each, 'line'), column: numberOf(each, 'col'), rule: `unused-${kind}`, message: `${message}${name}` };
    });
  });
}

/** Duplicates come as a list of names. */
const namesIn = (found: unknown): string =>
  Array.isArray(found) ? found.map((each: unknown) => String(property(each, 'name'))).join(', ') : String(property(found, 'name'));

const numberOf = (found: unknown, name: string): number => {
  const value = property(found, name);
  return typeof value === 'number' ? value : 1;
};
