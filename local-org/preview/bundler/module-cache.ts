import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleKey } from './module-compiler';
import type { CompiledModule, ModuleSource } from './module-compiler';
import type { BundleProgress } from './types';

/** Compiled modules by content, in memory and below `directory`. Only what compiled without error is kept. */
export class ModuleCache {
  private readonly memory = new Map<string, CompiledModule>();
  private compiled = 0;
  private reused = 0;

  constructor(
    private readonly directory: string,
    private readonly versions: readonly string[],
    private readonly compile: (module: ModuleSource) => Promise<CompiledModule>
  ) {}

  get progress(): BundleProgress {
    return { compiled: this.compiled, reused: this.reused };
  }

  async get(module: ModuleSource): Promise<CompiledModule> {
    const key = moduleKey(module, this.versions);
    const known = this.memory.get(key) ?? this.read(key);
    if (known) {
      this.reused++;
      this.memory.set(key, known);
      return known;
    }
    const result = await this.compile(module);
    this.compiled++;
    if ('code' in result) {
      this.memory.set(key, result);
      this.write(key, result.code);
    }
    return result;
  }

  private path(key: string): string {
    return join(this.directory, key.slice(0, 2), `${key}.js`);
  }

  private read(key: string): CompiledModule | undefined {
    const path = this.path(key);
    return existsSync(path) ? { code: readFileSync(path, 'utf8') } : undefined;
  }

  private write(key: string, code: string): void {
    const path = this.path(key);
    mkdirSync(join(this.directory, key.slice(0, 2)), { recursive: true });
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, code);
    renameSync(partial, path);
  }
}
