import type { Limits } from '../../database';
import { meter } from './meter';
import type { LimitUse } from '../types';

interface PendingJob {
  readonly id: string;
  run(): void;
}

/** State of one running test method. */
export class TestRun {
  private phase: 'before' | 'started' | 'stopped' = 'before';
  private readonly pending: PendingJob[] = [];
  private readonly counters: Limits[] = [];

  /** @param finished told of each job that has run, for its row */
  constructor(private readonly finished: (id: string) => void) {}

  /**
   * A requested job. Jobs from between `Test.startTest` and `Test.stopTest` run at `stopTest`. Others, and jobs that jobs enqueue, stay
   * queued and are removed with the test's rows.
   */
  later(id: string, run: () => void): void {
    if (this.phase === 'started') this.pending.push({ id, run });
  }

  /** Counters that the test or one of its jobs runs on. */
  countsOn(counters: Limits): Limits {
    this.counters.push(counters);
    return counters;
  }

  /** What the test used, of each limit the set of counters that came nearest to it. */
  limits(): LimitUse[] {
    const nearest = new Map<string, LimitUse>();
    for (const use of this.counters.flatMap((counters) => counters.uses())) {
      const known = nearest.get(use.name);
      if (!known || use.used / use.allowed > known.used / known.allowed) nearest.set(use.name, use);
    }
    return [...nearest.values()];
  }

  /** An aborted job does not run. */
  forget(id: string): void {
    const position = this.pending.findIndex((job) => job.id === id);
    if (position >= 0) this.pending.splice(position, 1);
  }

  /** `Test.startTest`: fresh counters. @returns false if the test has called it already */
  start(limits: Limits | null): boolean {
    if (this.phase !== 'before') return false;
    this.phase = 'started';
    limits?.startFresh();
    meter.current?.startFresh();
    return true;
  }

  /** `Test.stopTest`: runs what is pending, then goes back to the counters before. @returns false unless started */
  stop(limits: Limits | null): boolean {
    if (this.phase !== 'started') return false;
    this.phase = 'stopped';
    try {
      for (const job of this.pending.splice(0)) {
        job.run();
        this.finished(job.id);
      }
    } finally {
      limits?.endFresh();
      meter.current?.endFresh();
    }
    return true;
  }
}
