import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';
import { withSpriteIcons } from './base-component-icons';
import type { ModuleCache } from './module-cache';
import { compilerApiVersion } from './module-compiler';
import type { ModuleResolver } from './resolver';
import type { BundleProblem, BundleRequest } from './types';

const VIRTUAL = 'lwc-virtual';
const MISSING = 'lwc-missing';
/** Name of the entry whose source is made from the list of components. */
export const SHELL_ENTRY = 'lwc-entry:shell';

/** Collects the errors of one build's files from esbuild's callbacks. */
export class BuildFindings {
  readonly problems = new Map<string, BundleProblem>();
  /** Project files that esbuild itself refused, with the reason: served as modules that throw it. */
  readonly refused = new Map<string, BundleProblem>();

  add(problem: BundleProblem): void {
    this.problems.set(`${problem.file}\0${problem.line}\0${problem.message}`, problem);
  }
}

/**
 * A module that throws when it is evaluated. It counts as CommonJS, so that whatever names are imported from it, the build
 * goes through and only the component that needs it fails, where the page can say so.
 */
function throwing(message: string): OnLoadResult {
  return { contents: `module.exports = {};\nthrow new Error(${JSON.stringify(message)});`, loader: 'js' };
}

function shellEntry(request: BundleRequest): string {
  const loaders = request.components
    .filter((component) => component.exposed)
    .map((component) => `${JSON.stringify(component.name)}: () => import('c/${component.name}')`);
  return `import { start } from 'shell/start';\nstart({ ${loaders.join(',\n')} });`;
}

function placeOfImport(importer: string, specifier: string): { line: number; column: number } {
  const lines = readFileSync(importer, 'utf8').split('\n');
  const index = lines.findIndex((text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`));
  return { line: Math.max(0, index) + 1, column: index < 0 ? 1 : (lines[index]?.indexOf(specifier) ?? 0) + 1 };
}

/** Makes esbuild understand LWC sources as an org does. */
export function lwcPlugin(request: BundleRequest, resolver: ModuleResolver, cache: ModuleCache, findings: BuildFindings): Plugin {
  const display = (file: string): string => relative(request.home, file);

  const load = async (file: string, query: string): Promise<OnLoadResult> => {
    const refused = findings.refused.get(file);
    if (refused) return throwing(`${refused.file}:${refused.line}:${refused.column}: ${refused.message}`);
    const identity = resolver.identify(file);
    const source = withSpriteIcons(file, readFileSync(file, 'utf8'));
    const result = await cache.get({
      file,
      source,
      namespace: identity.namespace,
      name: identity.name,
      apiVersion: compilerApiVersion(identity.apiVersion),
      platform: identity.platform,
      scopedStyles: query.includes('scoped=true')
    });
    if ('code' in result) return { contents: result.code, loader: 'js', resolveDir: dirname(file) };
    const { message, line, column } = result.error;
    if (!resolver.isProjectFile(file)) return { errors: [{ text: message, location: { file, line, column: column - 1 } }] };
    findings.add({ file: display(file), line, column, message });
    return throwing(`${display(file)}:${line}:${column}: ${message}`);
  };

  return {
    name: 'lwc',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.path === SHELL_ENTRY) return { path: SHELL_ENTRY, namespace: VIRTUAL, pluginData: shellEntry(request) };
        if (args.kind === 'entry-point') return undefined;
        if (/[\\/]node_modules[\\/](?!lightning-base-components[\\/])/.test(args.importer)) return undefined;
        const found = resolver.resolve(args.path, args.importer);
        if (found.kind === 'source') return { path: found.name, namespace: VIRTUAL, pluginData: found.source };
        if (found.kind === 'file') return { path: found.path, namespace: 'file', suffix: found.query && `?${found.query}` };
        if (resolver.isProjectFile(args.importer)) {
          findings.add({ file: display(args.importer), ...placeOfImport(args.importer, args.path), message: found.reason });
        } else if (!args.importer.includes('node_modules')) {
          return { errors: [{ text: found.reason }] };
        }
        return { path: found.name, namespace: MISSING, pluginData: found.reason };
      });
      build.onLoad({ filter: /.*/, namespace: VIRTUAL }, (args) => ({
        contents: String(args.pluginData),
        loader: 'js',
        resolveDir: request.home
      }));
      build.onLoad({ filter: /.*/, namespace: MISSING }, (args) => throwing(String(args.pluginData)));
      build.onLoad({ filter: /\.(ts|js|html|css)$/, namespace: 'file' }, (args) => {
        if (/[\\/]node_modules[\\/](?!lightning-base-components[\\/]src[\\/])/.test(args.path)) return undefined;
        return load(args.path, args.suffix);
      });
    }
  };
}
