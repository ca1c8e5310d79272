import ts from 'typescript';
import type { TypeDeclaration } from '../../local-org/apex/syntax/ast';
import { filesIn, positionAt, readText } from '../gate';
import type { ProjectNames } from './names';
import type { Report } from './report';

/** Parsed classes by lower-case name. */
export type Classes = ReadonlyMap<string, TypeDeclaration>;

/** What components import from the platform and each other, and the tags they use, exists. */
export function checkComponents(names: ProjectNames, classes: Classes, report: Report): void {
  const { project } = names;
  for (const file of filesIn(project, project.directories)) {
    if (!/\/lwc\/[^/]+\//.test(file)) continue;
    const text = readText(project, file);
    if (/\.(ts|js)$/.test(file)) checkScript(file, text, names, classes, report);
    if (file.endsWith('.html')) checkTemplate(file, text, names, report);
  }
}

function checkScript(file: string, text: string, names: ProjectNames, classes: Classes, report: Report): void {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const placeOf = (node: ts.Node) => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    return { file, line: line + 1, column: character + 1 };
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      const imported = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
      const problem = imported ? importProblem(node.text, names, classes) : textProblem(node.text, names);
      if (problem) report.add(placeOf(node), ...problem);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

type Problem = readonly [rule: string, message: string];

function importProblem(module: string, names: ProjectNames, classes: Classes): Problem | undefined {
  const [, kind, rest = ''] = /^(@salesforce\/\w+|c)\/(.+)$/.exec(module) ?? [];
  switch (kind) {
    case 'c':
      return names.has('component', rest) ? undefined : ['unknown-component', `there is no component ${rest}`];
    case '@salesforce/label':
      return names.labels.has(rest.replace(/^c\./, '').toLowerCase()) ? undefined : ['unknown-label', `there is no label ${rest}`];
    case '@salesforce/resourceUrl':
      return names.has('staticResource', rest) ? undefined : ['unknown-staticResource', `there is no static resource ${rest}`];
    case '@salesforce/customPermission':
      return names.has('customPermission', rest) ? undefined : ['unknown-customPermission', `there is no custom permission ${rest}`];
    case '@salesforce/schema':
      return schemaProblem(rest, names);
    case '@salesforce/apex':
      return apexProblem(rest, classes);
    default:
      return undefined;
  }
}

function schemaProblem(name: string, names: ProjectNames): Problem | undefined {
  const [object = '', ...path] = name.split('.');
  if (!names.schema.object(object)) return ['unknown-object', `there is no object ${object}`];
  if (path.length === 0 || names.field(object, path.join('.'))) return undefined;
  return ['unknown-field', `there is no field ${path.join('.')} of ${object}`];
}

function apexProblem(name: string, classes: Classes): Problem | undefined {
  const [className = '', method = ''] = name.split('.');
  const type = classes.get(className.toLowerCase());
  if (type?.kind !== 'class') return ['unknown-class', `there is no class ${className}`];
  const exposed = type.members.some(
    (member) =>
      member.kind === 'method' &&
      member.name.toLowerCase() === method.toLowerCase() &&
      member.modifiers.words.has('static') &&
      member.modifiers.annotations.some((annotation) => annotation.name.toLowerCase() === 'auraenabled')
  );
  return exposed ? undefined : ['unknown-method', `${className} has no static @AuraEnabled method ${method}`];
}

/** Names such as `Lead.Lockstep_Score__c` in other texts. */
function textProblem(text: string, names: ProjectNames): Problem | undefined {
  for (const [name] of text.matchAll(/\b[A-Za-z]\w*?__(?:c|r|mdt|e)\b/g)) {
    if (!names.hasCustomName(name)) return ['unknown-name', `there is nothing named ${name}`];
  }
  return undefined;
}

function checkTemplate(file: string, text: string, names: ProjectNames, report: Report): void {
  for (const match of text.matchAll(/<c-([a-z0-9-]+)/g)) {
    const bundle = (match[1] ?? '').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    report.need(
      names.has('component', bundle),
      { file, ...positionAt(text, match.index) },
      'unknown-component',
      `there is no component ${bundle}`
    );
  }
}
