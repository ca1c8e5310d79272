import os from 'node:os';

/** How one trial is to be made. */
export interface TrialSettings {
  /** The same seed makes the same trial. */
  readonly seed: number;
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

export interface TrialOutcome {
  /** What was done, in numbers. */
  readonly done: string;
  /** What must not happen and did, with what is needed to see it again. */
  readonly findings: readonly string[];
  readonly requests: RequestTimes;
}

export interface Trial {
  readonly name: string;
  readonly title: string;
  readonly rounds: number;
  run(settings: TrialSettings): Promise<TrialOutcome>;
}

/** No request may take longer. */
const MOST_MILLISECONDS = 5000;

/** How long requests took, and which took too long. */
export class RequestTimes {
  count = 0;
  slowest = 0;
  slowestWas = '';
  private readonly late: string[] = [];

  async time<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await ask();
    } finally {
      const took = performance.now() - from;
      this.count++;
      if (took > this.slowest) [this.slowest, this.slowestWas] = [took, what];
      if (took > MOST_MILLISECONDS) this.late.push(`${what} took ${(took / 1000).toFixed(1)} s`);
    }
  }

  /** Requests that took too long; on a machine that others keep busy, they say nothing. */
  findings(): readonly string[] {
    return (os.loadavg()[0] ?? 0) > os.cpus().length ? [] : this.late;
  }
}

/** Messages of errors, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
