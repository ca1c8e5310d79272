import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { LABELS_FILE, mergeLabels } from './merge-labels';

/** The settings under which decorators reach the LWC compiler untouched: any other target lowers them. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  experimentalDecorators: false,
  useDefineForClassFields: true,
  verbatimModuleSyntax: true
};

/** What belongs to development and not into an org. */
const LEFT_OUT = /(^|\/)(__tests__|__mocks__|types)(\/|$)|(^|\/)(tsconfig[^/]*\.json|jsconfig\.json|\.eslintrc[^/]*)$|\.d\.ts$/;

/**
 * Copies a package directory, with every component's TypeScript compiled to JavaScript and the labels of all rooms in
 * one file, because the Salesforce CLI accepts only one.
 * @returns number of files compiled
 * @throws Error with file and line for invalid TypeScript, and for a label that two rooms have
 */
export function buildPackageDirectory(from: string, to: string): number {
  let compiled = 0;
  const labels = new Map<string, string>();
  for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const relative = path.relative(from, source).replaceAll(path.sep, '/');
    if (LEFT_OUT.test(relative)) continue;
    if (path.basename(relative) === LABELS_FILE) {
      labels.set(relative, fs.readFileSync(source, 'utf8'));
      continue;
    }
    const target = path.join(to, relative);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (relative.endsWith('.ts')) {
      fs.writeFileSync(target.replace(/\.ts$/, '.js'), compileComponent(fs.readFileSync(source, 'utf8'), relative));
      compiled++;
    } else fs.copyFileSync(source, target);
  }
  if (labels.size > 0) {
    const target = path.join(to, 'main', 'labels', LABELS_FILE);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, mergeLabels(labels));
  }
  return compiled;
}

/** Strips the types of one component. @throws Error with file and line for invalid TypeScript */
export function compileComponent(source: string, fileName: string): string {
  const { outputText, diagnostics } = ts.transpileModule(source, { fileName, compilerOptions: COMPILER_OPTIONS, reportDiagnostics: true });
  const [problem] = diagnostics ?? [];
  if (problem) {
    const position = problem.file?.getLineAndCharacterOfPosition(problem.start ?? 0);
    throw new Error(`${fileName}:${(position?.line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  }
  return outputText;
}
