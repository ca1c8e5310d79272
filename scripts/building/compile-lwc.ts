import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

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

/** Copies a package directory, with every component's TypeScript compiled to JavaScript. @returns number of files compiled */
export function buildPackageDirectory(from: string, to: string): number {
  let compiled = 0;
  for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const relative = path.relative(from, source).replaceAll(path.sep, '/');
    if (LEFT_OUT.test(relative)) continue;
    const target = path.join(to, relative);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (relative.endsWith('.ts')) {
      fs.writeFileSync(target.replace(/\.ts$/, '.js'), compileComponent(fs.readFileSync(source, 'utf8'), relative));
      compiled++;
    } else fs.copyFileSync(source, target);
  }
  return compiled;
}

/** Strips the types of one component. @throws Error with file and line for what is no TypeScript */
export function compileComponent(source: string, fileName: string): string {
  const { outputText, diagnostics } = ts.transpileModule(source, { fileName, compilerOptions: COMPILER_OPTIONS, reportDiagnostics: true });
  const [problem] = diagnostics ?? [];
  if (problem) {
    const position = problem.file?.getLineAndCharacterOfPosition(problem.start ?? 0);
    throw new Error(`${fileName}:${(position?.line ?? 0) + 1}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  }
  return outputText;
}
