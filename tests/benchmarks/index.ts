import type { Benchmark } from './benchmark';
import { scoring } from './scoring';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [scoring];
