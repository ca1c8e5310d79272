import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { baseComponentAliases, packageDirectory, packageMain } from './packages';
import { salesforceModule } from './salesforce-modules';
import type { BundleRequest } from './types';

/** Where an import leads. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string; readonly query: string }
  | { readonly kind: 'source'; readonly name: string; readonly source: string }
  /** Known to be missing: the component that imports it shows this in its place. */
  | { readonly kind: 'missing'; readonly name: string; readonly reason: string };

/** Which bundle a file belongs to. */
export interface ModuleIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly apiVersion: number;
  readonly platform: boolean;
}

const SCRIPT_EXTENSIONS = ['.ts', '.js'] as const;
const BUNDLE_EXTENSIONS = ['.ts', '.js', '.html', '.css'] as const;
const OWN_NAMESPACES = ['lightning', 'preview', 'shell', 'force'] as const;
const EMPTY = { kind: 'source', name: 'empty', source: 'export default undefined;' } as const;

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
const firstFile = (paths: readonly string[]): string | undefined => paths.find(isFile);

/** Finds what `c/*`, `lightning/*`, `@salesforce/*` and relative imports of LWC sources mean. */
export class ModuleResolver {
  private readonly clientDirectory: string;
  private readonly baseDirectory: string;
  private readonly aliases: ReadonlyMap<string, string>;
  private readonly components: ReadonlyMap<string, { readonly directory: string; readonly apiVersion: number }>;

  constructor(private readonly request: BundleRequest) {
    this.clientDirectory = join(request.home, 'local-org/preview/client');
    this.baseDirectory = join(packageDirectory(request.home, 'lightning-base-components'), 'src/lightning');
    this.aliases = baseComponentAliases(request.home);
    this.components = new Map(request.components.map((component) => [component.name, component]));
  }

  /** @param importer absolute file of the importing module; empty for the entry */
  resolve(specifier: string, importer: string): Resolution {
    const [bare = '', query = ''] = specifier.split('?');
    if (bare.startsWith('.')) return this.relative(bare, query, importer);
    if (bare === 'lwc') return this.file(packageMain(this.request.home, '@lwc/engine-dom'));
    if (bare.startsWith('@salesforce/')) return this.salesforce(bare);
    const alias = this.aliases.get(bare);
    if (alias !== undefined) return this.file(alias);
    // Icons are drawn from the design system's sprites, not from the compiled template of each.
    if (bare.startsWith('lightning/iconSvgTemplates')) return EMPTY;
    const [namespace, name, ...rest] = bare.split('/');
    if (namespace && name && rest.length === 0) {
      const path = this.bundleFile(namespace, name);
      if (path !== undefined) return this.file(path, query);
    }
    return { kind: 'missing', name: bare, reason: `The preview has no module ${bare}` };
  }

  /** The main file of a bundle, or undefined. */
  bundleFile(namespace: string, name: string): string | undefined {
    const inside = (directory: string): string | undefined =>
      firstFile(BUNDLE_EXTENSIONS.map((extension) => join(directory, name + extension)));
    if (namespace === 'c') {
      const component = this.components.get(name);
      return component && inside(component.directory);
    }
    const own = OWN_NAMESPACES.some((known) => known === namespace) ? inside(join(this.clientDirectory, namespace, name)) : undefined;
    return own ?? (namespace === 'lightning' ? inside(join(this.baseDirectory, name)) : undefined);
  }

  /** @throws Error for a file outside every bundle */
  identify(file: string): ModuleIdentity {
    for (const component of this.request.components) {
      if (file.startsWith(component.directory + sep)) {
        return { namespace: 'c', name: component.name, apiVersion: component.apiVersion, platform: false };
      }
    }
    const directory = dirname(file);
    const root = [this.clientDirectory, dirname(this.baseDirectory)].find((candidate) => directory.startsWith(candidate + sep));
    const [namespace, name] = root === undefined ? [] : directory.slice(root.length + 1).split(sep);
    if (!namespace || !name) throw new Error(`${file} belongs to no LWC bundle.`);
    return { namespace, name, apiVersion: Infinity, platform: true };
  }

  /** Whether the file is one of the project's own, whose mistakes must not take the whole preview down. */
  isProjectFile(file: string): boolean {
    return this.request.components.some((component) => file.startsWith(component.directory + sep));
  }

  private relative(bare: string, query: string, importer: string): Resolution {
    const path = resolve(dirname(importer), bare);
    const extension = extname(path);
    if (extension === '.html' || extension === '.css') {
      // The compiler imports the template and the style sheets that a component may have; most have not.
      return isFile(path) ? this.file(path, query) : EMPTY;
    }
    const withoutJs = extension === '.js' ? path.slice(0, -3) : path;
    const found = firstFile([path, ...SCRIPT_EXTENSIONS.map((candidate) => withoutJs + candidate)]);
    if (found !== undefined) return this.file(found, query);
    return { kind: 'missing', name: bare, reason: `${basename(importer)} imports ${bare}, which does not exist` };
  }

  private salesforce(specifier: string): Resolution {
    const made = salesforceModule(specifier, this.request.names);
    if (made === undefined) {
      const alias = this.aliases.get(specifier);
      if (alias !== undefined) return this.file(alias);
      return { kind: 'missing', name: specifier, reason: `The preview has no module ${specifier}` };
    }
    if ('refusal' in made) return { kind: 'missing', name: specifier, reason: made.refusal };
    return { kind: 'source', name: specifier, source: made.source };
  }

  private file(path: string, query = ''): Resolution {
    return { kind: 'file', path, query };
  }
}
