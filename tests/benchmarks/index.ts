import type { Benchmark } from './benchmark';
import { governor } from './governor';
import { handOffs } from './hand-offs';
import { imports } from './imports';
import { manyHandOffs } from './many-hand-offs';
import { pages } from './pages';
import { queries } from './queries';
import { scoring } from './scoring';
import { starts } from './starts';
import { writes } from './writes';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [starts, scoring, writes, imports, queries, pages, governor, handOffs, manyHandOffs];
