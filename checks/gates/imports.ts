import fs from 'node:fs';
import path from 'node:path';
import { positionAt, property, readText, type Finding, type Gate, type Project } from '../gate';
import { ownTool, runNode } from '../process';

const CONFIGURATION = '.dependency-cruiser.cjs';
const FOLDERS = ['local-org', 'checks', 'scripts', 'tests'];

/** Who imports whom in TypeScript: the order of rooms, and circles. */
export const imports: Gate = {
  name: 'imports',
  about: 'TypeScript imports only what is left of it, and in no circle (dependency-cruiser)',
  run: async (project) => {
    const folders = FOLDERS.filter((folder) => fs.existsSync(path.join(project.root, folder)));
    const tool = ownTool('dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const { stdout, stderr } = await runNode(tool, ['--config', CONFIGURATION, '--output-type', 'json', ...folders], project.root);
    if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser could not run: ${stderr}${stdout}`);
    const result: unknown = JSON.parse(stdout);
    const summary = property(result, 'summary');
    return [...list(property(summary, 'violations')).map((violation) => toFinding(project, violation)), ...circlesThatAreGone(result)];
  }
};

function toFinding(project: Project, violation: unknown): Finding {
  const [from, to] = [text(violation, 'from'), text(violation, 'to')];
  const rule = text(property(violation, 'rule'), 'name');
  const cycle = list(property(violation, 'cycle')).map((step) => text(step, 'name'));
  const message = cycle.length > 0 ? `imports itself by way of ${cycle.join(' and ')}` : `may not import ${to}`;
  return { file: from, ...importIn(project, from, to), rule, message };
}

/** Where a file names another; the first line if the place is unknown. */
function importIn(project: Project, from: string, to: string): { readonly line: number; readonly column: number } {
  const source = readText(project, from);
  const relative = path.posix.relative(path.posix.dirname(from), to.replace(/(\/index)?\.ts$/, ''));
  const named = source.indexOf(`'${relative.startsWith('.') ? relative : `./${relative}`}`);
  return positionAt(source, Math.max(0, named));
}

/** Files of an allowed circle that are in no circle any more: the permission must go. */
function circlesThatAreGone(result: unknown): Finding[] {
  const rules = list(property(property(property(result, 'summary'), 'ruleSetUsed'), 'forbidden'));
  const allowed = rules.filter((rule) => text(rule, 'name') === 'circle').map((rule) => property(property(rule, 'from'), 'path'));
  const modules = list(property(result, 'modules'));
  return allowed.flatMap((pattern): Finding[] => {
    if (typeof pattern !== 'string') return [];
    const files = modules.filter((module) => new RegExp(pattern).test(text(module, 'source')));
    const outside = files.filter((module) => !list(property(module, 'dependencies')).some((each) => property(each, 'circular') === true));
    return outside.map((module) => ({
      file: CONFIGURATION,
      line: 1,
      column: 1,
      rule: 'unused-circle',
      message: `${text(module, 'source')} may be in a circle but is in none`
    }));
  });
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown, name: string): string => String(property(value, name) ?? '');
