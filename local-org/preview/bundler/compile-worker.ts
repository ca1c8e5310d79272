import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type * as LwcCompiler from '@lwc/compiler';
import type * as TypeScript from 'typescript';
import { ModuleCompiler } from './module-compiler';
import type { ModuleSource } from './module-compiler';
import { importPackage } from './packages';

const isCompiler = (value: unknown): value is typeof LwcCompiler => typeof value === 'object' && value !== null && 'transformSync' in value;
const isTypeScript = (value: unknown): value is typeof TypeScript =>
  typeof value === 'object' && value !== null && 'transpileModule' in value;

/** Entry of a compile thread: answers every `ModuleSource` with a `CompiledModule`, in order. */
async function load(home: string): Promise<ModuleCompiler> {
  const typescript: unknown = createRequire(join(home, 'package.json'))('typescript');
  if (!isTypeScript(typescript)) throw new Error('The installed typescript has no transpileModule: version 5 is needed.');
  return new ModuleCompiler(await importPackage(home, '@lwc/compiler', isCompiler), typescript);
}

const home: unknown = typeof workerData === 'object' && workerData !== null ? Reflect.get(workerData, 'home') : undefined;
const compiler = load(String(home));
parentPort?.on('message', (module: ModuleSource) => {
  compiler.then(
    (ready) => parentPort?.postMessage(ready.compile(module)),
    (error: unknown) => {
      throw error;
    }
  );
});
