import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CompiledModule, ModuleSource } from './module-compiler';

interface Waiting {
  readonly module: ModuleSource;
  readonly resolve: (result: CompiledModule) => void;
  readonly reject: (error: Error) => void;
}

const MOST_THREADS = 4;

/**
 * Compiles modules on several threads: compiling is nearly all of a cold build. One processor is left to the server, which fills a new org
 * meanwhile; more threads than processors would only load and warm up more compilers.
 */
export class CompilePool {
  private readonly idle: Worker[] = [];
  private readonly all: Worker[] = [];
  private readonly queue: Waiting[] = [];
  private readonly running = new Map<Worker, Waiting>();
  private readonly most = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));

  /** @param script the built `compile-worker.ts`; @param home where the packages are installed */
  constructor(
    private readonly script: string,
    private readonly home: string
  ) {}

  compile(module: ModuleSource): Promise<CompiledModule> {
    return new Promise((resolve, reject) => {
      this.queue.push({ module, resolve, reject });
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.terminate()));
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const worker = this.idle.pop() ?? (this.all.length < this.most ? this.start() : undefined);
      const next = worker && this.queue.shift();
      if (!worker || !next) return;
      this.running.set(worker, next);
      worker.postMessage(next.module);
    }
  }

  private start(): Worker {
    const worker = new Worker(this.script, { workerData: { home: this.home } });
    worker.on('message', (result: CompiledModule) => {
      const done = this.running.get(worker);
      this.running.delete(worker);
      this.idle.push(worker);
      done?.resolve(result);
      this.dispatch();
    });
    worker.on('error', (error) => this.fail(worker, error instanceof Error ? error : new Error(String(error))));
    this.all.push(worker);
    return worker;
  }

  private fail(worker: Worker, error: Error): void {
    this.all.splice(this.all.indexOf(worker), 1);
    this.running.get(worker)?.reject(error);
    this.running.delete(worker);
    for (const waiting of this.queue.splice(0)) waiting.reject(error);
  }
}
