import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildAnswer, BuildOrder } from './bundle-process';
import { inputsKey } from './inputs-key';
import { BundleError } from './types';
import type { Bundle, BundleManifest, BundleProgress, BundleRequest } from './types';

const isEsbuild = (value: unknown): value is typeof Esbuild => typeof value === 'object' && value !== null && 'build' in value;

function readManifest(directory: string): BundleManifest | undefined {
  const file = join(directory, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const manifest: BundleManifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest;
}

/**
 * Gives the scripts of the page: those on disk when nothing they depend on has changed (a few milliseconds), else new ones
 * built by a process of its own.
 */
export class ComponentBundler {
  private process: ChildProcess | undefined;
  /** The current build, or the last one queued behind it. */
  private latest: Promise<unknown> | undefined;

  /** @param onProgress called while a build compiles */
  constructor(private readonly onProgress: (progress: BundleProgress) => void = () => undefined) {}

  /**
   * The first build begins before this returns, so that it continues whatever this process is busy with afterwards.
   * @throws BundleError when the preview's own sources do not build
   */
  bundle(request: BundleRequest): Promise<Bundle> {
    const key = inputsKey(request);
    const directory = join(request.cacheDirectory, 'bundles', key);
    const kept = readManifest(directory);
    if (kept) return Promise.resolve({ directory, manifest: kept });
    const order: BuildOrder = { request, key };
    const result = this.latest ? this.latest.then(() => this.build(order)) : this.build(order);
    const settled = result.then(
      () => undefined,
      () => undefined
    );
    this.latest = settled;
    void settled.then(() => {
      if (this.latest === settled) this.latest = undefined;
    });
    return result.then((manifest) => ({ directory, manifest }));
  }

  /** Ends the building process, if there is one. */
  close(): void {
    this.process?.kill();
    this.process = undefined;
  }

  private async build(order: BuildOrder): Promise<BundleManifest> {
    const child = this.process ?? this.start(order.request);
    // The process keeps this one alive while it builds, and only then.
    child.ref();
    child.channel?.ref();
    return new Promise<BundleManifest>((resolve, reject) => {
      const ended = (code: number | null): void => {
        this.process = undefined;
        reject(new BundleError([{ file: 'bundler', line: 1, column: 1, message: `The building process ended with code ${String(code)}` }]));
      };
      const heard = (answer: BuildAnswer): void => {
        if ('progress' in answer) return this.onProgress(answer.progress);
        child.off('exit', ended).off('message', heard);
        if ('manifest' in answer) resolve(answer.manifest);
        else reject(new BundleError(answer.problems));
      };
      child.once('exit', ended).on('message', heard);
      child.send(order);
    }).finally(() => {
      child.unref();
      child.channel?.unref();
    });
  }

  /** Starts the other process in one step, so that it works while this process is busy. */
  private start(request: BundleRequest): ChildProcess {
    const esbuild: unknown = createRequire(join(request.home, 'package.json'))('esbuild');
    if (!isEsbuild(esbuild)) throw new Error('The installed esbuild has no build function.');
    const sources = join(request.home, 'local-org/preview/bundler');
    const outdir = join(request.cacheDirectory, 'process');
    esbuild.buildSync({
      entryPoints: [join(sources, 'bundle-process.ts'), join(sources, 'compile-worker.ts')],
      outdir,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'silent'
    });
    const child = fork(join(outdir, 'bundle-process.cjs'), { execArgv: [] });
    this.process = child;
    return child;
  }
}
