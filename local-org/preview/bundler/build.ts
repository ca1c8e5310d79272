import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type * as Esbuild from 'esbuild';
import { BuildFindings, lwcPlugin, SHELL_ENTRY } from './esbuild-plugin';
import type { ModuleCache } from './module-cache';
import { packageMain } from './packages';
import { ModuleResolver } from './resolver';
import { BundleError } from './types';
import type { BundleManifest, BundleProblem, BundleRequest } from './types';

type EsbuildApi = Pick<typeof Esbuild, 'build'>;

/** Builds older than the newest ones are removed: each is a few megabytes. */
const KEPT_BUNDLES = 4;

function definitions(development: boolean): Record<string, string> {
  return {
    'import.meta.env.SSR': 'false',
    'process.env.NODE_ENV': development ? '"development"' : '"production"',
    'process.env.SKIP_LWC_VERSION_MISMATCH_CHECK': '"true"'
  };
}

const isFailure = (error: unknown): error is Esbuild.BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

function problemOf(message: Esbuild.Message): BundleProblem {
  const place = message.location;
  return { file: place?.file ?? '', line: place?.line ?? 1, column: (place?.column ?? 0) + 1, message: message.text };
}

/**
 * Builds the scripts of the page into `<cache>/bundles/<key>`.
 * A component of the project that does not compile becomes a module that throws its error, so that the rest is.
 * @throws BundleError when the preview's own sources do not build
 */
export async function buildBundle(esbuild: EsbuildApi, request: BundleRequest, cache: ModuleCache, key: string): Promise<BundleManifest> {
  const bundles = join(request.cacheDirectory, 'bundles');
  const partial = join(bundles, `${key}.${process.pid}`);
  mkdirSync(partial, { recursive: true });
  try {
    const [{ metafile, problems }] = await Promise.all([
      buildModules(esbuild, request, cache, partial),
      buildSyntheticShadow(esbuild, request, join(partial, 'synthetic-shadow.js'))
    ]);
    const manifest = describe(request, key, metafile, problems);
    writeFileSync(join(partial, 'manifest.json'), JSON.stringify(manifest));
    const target = join(bundles, key);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    removeOldBundles(bundles);
    return manifest;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function buildModules(
  esbuild: EsbuildApi,
  request: BundleRequest,
  cache: ModuleCache,
  outdir: string
): Promise<{ metafile: Esbuild.Metafile; problems: readonly BundleProblem[] }> {
  const resolver = new ModuleResolver(request);
  const refused = new Map<string, BundleProblem>();
  for (;;) {
    const findings = new BuildFindings();
    for (const [file, problem] of refused) {
      findings.refused.set(file, problem);
      findings.add(problem);
    }
    try {
      const result = await esbuild.build({
        entryPoints: { shell: SHELL_ENTRY },
        outdir,
        absWorkingDir: request.home,
        bundle: true,
        splitting: true,
        format: 'esm',
        target: 'es2022',
        charset: 'utf8',
        entryNames: '[name]',
        chunkNames: '[name]-[hash]',
        minify: !request.development,
        sourcemap: request.development ? 'linked' : false,
        metafile: true,
        logLevel: 'silent',
        legalComments: 'none',
        define: definitions(request.development),
        plugins: [lwcPlugin(request, resolver, cache, findings)]
      });
      return { metafile: result.metafile, problems: [...findings.problems.values()] };
    } catch (error) {
      if (!isFailure(error)) throw error;
      const problems = error.errors.map(problemOf);
      const fresh = problems.filter((problem) => {
        const file = resolve(request.home, problem.file);
        return resolver.isProjectFile(file) && !refused.has(file);
      });
      if (fresh.length === 0 || fresh.length < problems.length) throw new BundleError(problems);
      for (const problem of fresh) refused.set(resolve(request.home, problem.file), problem);
    }
  }
}

async function buildSyntheticShadow(esbuild: EsbuildApi, request: BundleRequest, outfile: string): Promise<void> {
  await esbuild.build({
    entryPoints: [packageMain(request.home, '@lwc/synthetic-shadow')],
    outfile,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: !request.development,
    logLevel: 'silent',
    define: definitions(request.development)
  });
}

function describe(request: BundleRequest, key: string, metafile: Esbuild.Metafile, problems: readonly BundleProblem[]): BundleManifest {
  const outputs = metafile.outputs;
  const importsOf = (output: string, seen = new Set<string>()): Set<string> => {
    for (const entry of outputs[output]?.imports ?? []) {
      if (entry.kind !== 'import-statement' || seen.has(entry.path)) continue;
      seen.add(entry.path);
      importsOf(entry.path, seen);
    }
    return seen;
  };
  const outputByEntry = new Map<string, string>();
  for (const [path, output] of Object.entries(outputs)) {
    if (output.entryPoint !== undefined) outputByEntry.set(output.entryPoint, path);
  }
  const shell = [...outputByEntry].find(([entry]) => entry.endsWith(SHELL_ENTRY))?.[1];
  if (shell === undefined) throw new Error('The build gave no shell script.');
  const shellImports = [...importsOf(shell)];
  const componentFiles: Record<string, readonly string[]> = {};
  for (const component of request.components) {
    if (!component.exposed) continue;
    const entry = [...outputByEntry.keys()].find(
      (file) => /\.(ts|js|html)$/.test(file) && resolve(request.home, file, '..') === component.directory
    );
    const output = entry === undefined ? undefined : outputByEntry.get(entry);
    if (output !== undefined) {
      componentFiles[component.name] = [output, ...importsOf(output)]
        .filter((path) => path !== shell && !shellImports.includes(path))
        .map((path) => basename(path));
    }
  }
  return {
    key,
    syntheticShadow: 'synthetic-shadow.js',
    shell: basename(shell),
    shellImports: shellImports.map((path) => basename(path)),
    componentFiles,
    problems
  };
}

function removeOldBundles(bundles: string): void {
  const entries = readdirSync(bundles)
    .map((name) => ({ path: join(bundles, name), time: statSync(join(bundles, name)).mtimeMs }))
    .sort((left, right) => right.time - left.time);
  for (const entry of entries.slice(KEPT_BUNDLES)) rmSync(entry.path, { recursive: true, force: true });
}
