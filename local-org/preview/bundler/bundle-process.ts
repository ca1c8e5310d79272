import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import { buildBundle } from './build';
import { CompilePool } from './compile-pool';
import { ModuleCache } from './module-cache';
import { decidingVersions } from './packages';
import { BundleError } from './types';
import type { BundleManifest, BundleProblem, BundleProgress, BundleRequest } from './types';

/** The server's request to the build process. */
export interface BuildOrder {
  readonly request: BundleRequest;
  readonly key: string;
}

/** Messages of the build process: progress any number of times, then one of the other two. */
export type BuildAnswer =
  { readonly progress: BundleProgress } | { readonly manifest: BundleManifest } | { readonly problems: readonly BundleProblem[] };

/** Milliseconds between reports of progress. */
const REPORT_EVERY = 200;

const isEsbuild = (value: unknown): value is typeof Esbuild => typeof value === 'object' && value !== null && 'build' in value;

interface Tools {
  readonly esbuild: typeof Esbuild;
  readonly cache: ModuleCache;
}

function openTools(request: BundleRequest): Tools {
  const esbuild: unknown = createRequire(join(request.home, 'package.json'))('esbuild');
  if (!isEsbuild(esbuild)) throw new Error('The installed esbuild has no build function.');
  const pool = new CompilePool(join(__dirname, 'compile-worker.cjs'), request.home);
  const modules = join(request.cacheDirectory, 'modules');
  return { esbuild, cache: new ModuleCache(modules, decidingVersions(request.home), (module) => pool.compile(module)) };
}

let tools: Tools | undefined;

async function answer(order: BuildOrder): Promise<BuildAnswer> {
  tools ??= openTools(order.request);
  const { esbuild, cache } = tools;
  const timer = setInterval(() => process.send?.({ progress: cache.progress } satisfies BuildAnswer), REPORT_EVERY);
  try {
    return { manifest: await buildBundle(esbuild, order.request, cache, order.key) };
  } catch (error) {
    if (error instanceof BundleError) return { problems: error.problems };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problems: [{ file: 'bundler', line: 1, column: 1, message }] };
  } finally {
    clearInterval(timer);
  }
}

/** Entry of the process that builds, so that the server answers while it does. One order at a time. */
process.on('message', (order: BuildOrder) => {
  void answer(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
