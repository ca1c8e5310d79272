import type { GovernorLimits, LimitName } from './types';

export type LimitContext = 'synchronous' | 'asynchronous';
export type Allowances = Readonly<Record<LimitName, number>>;

/** Per-transaction Apex limits, from the Apex Developer Guide, "Execution Governors and Limits". */
const SYNCHRONOUS_ALLOWANCES: Allowances = {
  queries: 100,
  queryRows: 50_000,
  aggregateQueries: 300,
  dmlStatements: 150,
  dmlRows: 10_000,
  callouts: 100,
  emailInvocations: 10,
  futureCalls: 50,
  queueableJobs: 50,
  publishImmediateDml: 150,
  soslQueries: 20
};

/** As a queueable has them; batch and future methods may make no future calls (pass `{ futureCalls: 0 }`). */
const ASYNCHRONOUS_ALLOWANCES: Allowances = { ...SYNCHRONOUS_ALLOWANCES, queries: 200, queueableJobs: 1 };

/** Called when a count passes what is allowed; throws the platform's uncatchable LimitException. */
export type LimitExceeded = (name: LimitName, used: number, allowed: number) => never;

/** Counters of one transaction: always counted, enforced only inside `whileEnforced`. */
export class Limits implements GovernorLimits {
  private counts = new Map<LimitName, number>();
  private readonly highest = new Map<LimitName, number>();
  private readonly outer: Map<LimitName, number>[] = [];
  private onExceeded: LimitExceeded | null = null;
  private readonly allowances: Allowances;

  constructor(context: LimitContext = 'synchronous', changes: Partial<Allowances> = {}) {
    this.allowances = { ...(context === 'synchronous' ? SYNCHRONOUS_ALLOWANCES : ASYNCHRONOUS_ALLOWANCES), ...changes };
  }

  used(name: LimitName): number {
    return this.counts.get(name) ?? 0;
  }

  /** The highest count of each limit that was counted, over all sets of counters. */
  uses(): { readonly name: LimitName; readonly used: number; readonly allowed: number }[] {
    return [...this.highest].map(([name, used]) => ({ name, used, allowed: this.allowances[name] }));
  }

  allowed(name: LimitName): number {
    return this.allowances[name];
  }

  count(name: LimitName, amount = 1): void {
    const used = this.used(name) + amount;
    this.counts.set(name, used);
    if (used > (this.highest.get(name) ?? 0)) this.highest.set(name, used);
    if (this.onExceeded && used > this.allowances[name]) this.onExceeded(name, used, this.allowances[name]);
  }

  /** Runs `work` with the limits enforced (Apex on the stack). */
  whileEnforced<T>(onExceeded: LimitExceeded, work: () => T): T {
    const before = this.onExceeded;
    this.onExceeded = onExceeded;
    try {
      return work();
    } finally {
      this.onExceeded = before;
    }
  }

  /** Starts a fresh set of counters (`Test.startTest`). */
  startFresh(): void {
    this.outer.push(this.counts);
    this.counts = new Map();
  }

  /** Goes back to the counters before `startFresh` (`Test.stopTest`). */
  endFresh(): void {
    const before = this.outer.pop();
    if (!before) throw new Error('endFresh without startFresh');
    this.counts = before;
  }
}
