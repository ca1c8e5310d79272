/** What a benchmark is asked to keep to. */
export interface Settings {
  /** Fewer repetitions and smaller data: to see that it runs, not to compare. */
  readonly quick: boolean;
  /** Told what is being measured now. */
  readonly onProgress: (text: string) => void;
}

export interface Aim {
  /** For example `< 2 s`. */
  readonly text: string;
  readonly met: boolean;
}

/** One line of the table. */
export interface Measurement {
  readonly what: string;
  /** The median, with its unit. */
  readonly result: string;
  /** How many repetitions the median is of; absent for what is counted and not timed. */
  readonly repetitions?: number;
  /** What it is compared with, or what else should be known. */
  readonly remark?: string;
  readonly aim?: Aim;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** It takes minutes: it runs when it is named, and not with all others. */
  readonly onlyByName?: boolean;
  run(settings: Settings): Promise<readonly Measurement[]>;
}

/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing');
  return (lower + upper) / 2;
}

/** Times `work` this many times, after as many rounds to warm up as asked for. @returns milliseconds of each */
export function timeEach(repetitions: number, warmUps: number, work: () => void): number[] {
  const times: number[] = [];
  for (let round = -warmUps; round < repetitions; round++) {
    const from = performance.now();
    work();
    if (round >= 0) times.push(performance.now() - from);
  }
  return times;
}

/** For example `412 ms`, `3.21 s`, `85 µs`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds >= 10) return `${milliseconds.toFixed(0)} ms`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds * 1000).toFixed(0)} µs`;
}

/** An aim for a time. @param most milliseconds */
export function within(most: number, milliseconds: number): Aim {
  return { text: `< ${most >= 1000 ? `${most / 1000} s` : `${most} ms`}`, met: milliseconds < most };
}

/** An aim for a time in relation to another. */
export function atMostTimes(factor: number, milliseconds: number, reference: number): Aim {
  return { text: `≤ ${factor}×`, met: milliseconds <= factor * reference };
}

/** For example `1.7×`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(ratio >= 10 ? 0 : 1)}×`;
}
