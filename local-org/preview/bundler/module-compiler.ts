import { createHash } from 'node:crypto';
import { SourceMap } from 'node:module';
import { extname } from 'node:path';
import type * as LwcCompiler from '@lwc/compiler';
import type * as TypeScript from 'typescript';

/** One file of an LWC bundle, ready to compile. */
export interface ModuleSource {
  readonly file: string;
  readonly source: string;
  readonly namespace: string;
  readonly name: string;
  readonly apiVersion: number;
  /** Base components and our stand-ins may use what components in orgs may not. */
  readonly platform: boolean;
  /** `*.scoped.css` and templates with light DOM scoped styles. */
  readonly scopedStyles: boolean;
}

export type CompiledModule =
  { readonly code: string } | { readonly error: { readonly message: string; readonly line: number; readonly column: number } };

/** The highest version the compiler knows is 66; metadata may say 68. Below 58 it behaves like 58. */
const HIGHEST_COMPILER_VERSION = 66;
const LOWEST_COMPILER_VERSION = 58;
/** Raised whenever the options below change, so that cached output is not reused. */
const OPTIONS_REVISION = '1';

export function compilerApiVersion(metadataVersion: number): number {
  return Math.min(HIGHEST_COMPILER_VERSION, Math.max(LOWEST_COMPILER_VERSION, Math.trunc(metadataVersion)));
}

/** Content key of a compiled module: equal keys give equal code. */
export function moduleKey(module: ModuleSource, versions: readonly string[]): string {
  const parts = [
    OPTIONS_REVISION,
    ...versions,
    module.namespace,
    module.name,
    extname(module.file),
    String(module.apiVersion),
    String(module.platform),
    String(module.scopedStyles),
    module.source
  ];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

/**
 * Whether a file is an LWC module at all. Plain JavaScript of the base components (no engine import, nothing
 * exported by default) passes through the compiler unchanged, so it is not sent there.
 */
function needsCompiler(module: ModuleSource): boolean {
  if (extname(module.file) !== '.js') return true;
  return !module.platform || /from\s+['"]lwc['"]|export\s+default/.test(module.source);
}

/**
 * Compiles TypeScript, JavaScript, HTML and CSS of LWC bundles.
 * Types are stripped by `transpileModule` and not by esbuild, which rewrites `export default class` in a way that
 * leaves the component without a template and without an error.
 */
export class ModuleCompiler {
  constructor(
    private readonly lwc: typeof LwcCompiler,
    private readonly ts: typeof TypeScript
  ) {}

  compile(module: ModuleSource): CompiledModule {
    if (!needsCompiler(module)) return { code: module.source };
    if (extname(module.file) !== '.ts') return this.transform(module, module.source, module.file);
    const output = this.ts.transpileModule(module.source, {
      fileName: module.file,
      reportDiagnostics: true,
      compilerOptions: {
        target: this.ts.ScriptTarget.ESNext,
        module: this.ts.ModuleKind.ESNext,
        useDefineForClassFields: true,
        experimentalDecorators: false,
        verbatimModuleSyntax: true,
        sourceMap: true
      }
    });
    const diagnostic = output.diagnostics?.[0];
    if (diagnostic) {
      const place = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? { line: 0, character: 0 };
      const message = this.ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      return { error: { message: `TS${diagnostic.code}: ${message}`, line: place.line + 1, column: place.character + 1 } };
    }
    const code = output.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    const result = this.transform(module, code, module.file.replace(/\.ts$/, '.js'));
    if ('code' in result || output.sourceMapText === undefined) return result;
    return { error: { ...result.error, ...originalPlace(output.sourceMapText, result.error) } };
  }

  private transform(module: ModuleSource, source: string, file: string): CompiledModule {
    try {
      const result = this.lwc.transformSync(source, file, {
        name: module.name,
        namespace: module.namespace,
        scopedStyles: module.scopedStyles,
        apiVersion: module.apiVersion,
        outputConfig: { sourcemap: false },
        enableDynamicComponents: true,
        enableLwcOn: true,
        // The base combobox calls attachInternals, which synthetic shadow refuses without this.
        enableSyntheticElementInternals: module.platform,
        enableStaticContentOptimization: true,
        experimentalComplexExpressions: false
      });
      return { code: result.code };
    } catch (error) {
      return { error: describe(error) };
    }
  }
}

function describe(error: unknown): { message: string; line: number; column: number } {
  const message = error instanceof Error ? error.message : String(error);
  const place = typeof error === 'object' && error !== null && 'location' in error ? error.location : undefined;
  const number = (name: 'line' | 'column', otherwise: number): number => {
    if (typeof place !== 'object' || place === null) return otherwise;
    const value: unknown = Reflect.get(place, name);
    return typeof value === 'number' ? value : otherwise;
  };
  // The template compiler counts columns from 1, the script compiler from 0; both count lines from 1.
  return { message: message.replace(/^[^\n]*?: (?=LWC\d)/, '').trim(), line: number('line', 1), column: Math.max(1, number('column', 1)) };
}

function originalPlace(sourceMapText: string, place: { line: number; column: number }): { line: number; column: number } {
  const entry = new SourceMap(JSON.parse(sourceMapText)).findEntry(place.line - 1, place.column);
  return 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : place;
}
