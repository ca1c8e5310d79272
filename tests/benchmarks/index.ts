import type { Benchmark } from './benchmark';
import { governor } from './governor';
import { queries } from './queries';
import { scoring } from './scoring';
import { writes } from './writes';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [scoring, writes, queries, governor];
