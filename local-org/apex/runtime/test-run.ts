import type { Limits } from '../../database';

/** A job that a test asked for: it runs at `Test.stopTest`. */
export interface PendingJob {
  readonly id: string;
  run(): void;
}

/** State of one running test method. */
export class TestRun {
  phase: 'before' | 'started' | 'stopped' = 'before';
  readonly pending: PendingJob[] = [];

  /** `Test.startTest`: fresh counters. @returns false if the test has called it already */
  start(limits: Limits | null): boolean {
    if (this.phase !== 'before') return false;
    this.phase = 'started';
    limits?.startFresh();
    return true;
  }

  /** `Test.stopTest`: runs what is pending, then goes back to the counters before. @returns false unless started */
  stop(limits: Limits | null): boolean {
    if (this.phase !== 'started') return false;
    try {
      this.drain();
    } finally {
      this.phase = 'stopped';
      limits?.endFresh();
    }
    return true;
  }

  /** Runs pending jobs. Jobs that jobs enqueue stay pending, as on the platform: only the first of a chain runs in a test. */
  drain(): void {
    for (const job of this.pending.splice(0)) job.run();
  }
}
