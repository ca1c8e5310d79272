import { setFlagsFromString, getHeapStatistics } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { throwApex } from '../values/exception';

/** Turns of loops and calls between two looks at the clock and the heap. */
const TICKS = 250;
/** Least time between two looks at the heap: each takes some microseconds. */
const HEAP_INTERVAL_MS = 5;
/** "Execution Governors and Limits": stack depth of an Apex invocation. */
export const DEEPEST = 1000;
/** Elements that a collection may have before `reserve` has to be asked: four bytes each in the heap of synchronous Apex. */
export const UNASKED_ELEMENTS = 1_500_000;
/** Greatest length of a String, in characters. */
export const LONGEST_TEXT = 6_000_000;
/**
 * Bytes of this process's heap that may live for one byte of the platform's: objects of JavaScript are larger than those the platform
 * counts, and the work of the engine itself for rows that Apex saves is among them.
 */
const BYTES_PER_BYTE = 20;

/** What Apex may spend in one transaction. */
export interface Allowance {
  readonly cpuMilliseconds: number;
  readonly heapBytes: number;
}

export const SYNCHRONOUS_ALLOWANCE: Allowance = { cpuMilliseconds: 10_000, heapBytes: 6_000_000 };
export const ASYNCHRONOUS_ALLOWANCE: Allowance = { cpuMilliseconds: 60_000, heapBytes: 12_000_000 };

const usedHeap = (): number => {
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
};

let collector: (() => void) | undefined;

/** Frees what nobody holds any more, so that what is left can be judged. */
function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}

const processCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Time and memory that the Apex of one transaction has taken. */
export class Spending {
  private spent = 0;
  private since: number | null = null;
  private cpuAtStart = processCpu();
  private before = 0;
  /** The memory that others use: the least used since the start, because earlier garbage is freed. */
  private heapOfOthers = usedHeap();
  private heapLookedAt = 0;
  /** The growth from which garbage must be told from live memory. */
  private suspicious: number;

  constructor(readonly allowance: Allowance) {
    this.suspicious = allowance.heapBytes * BYTES_PER_BYTE;
  }

  /** Milliseconds that Apex has run, without its queries and DML statements. */
  get milliseconds(): number {
    return this.spent + (this.since === null ? 0 : performance.now() - this.since);
  }

  get runs(): boolean {
    return this.since !== null;
  }

  resume(): void {
    this.since ??= performance.now();
  }

  pause(): void {
    this.spent = this.milliseconds;
    this.since = null;
  }

  /** `Test.startTest`: the time begins again. */
  startFresh(): void {
    this.before = this.milliseconds;
    this.spent -= this.before;
    this.cpuAtStart = processCpu();
  }

  /** `Test.stopTest`: back to the time before. */
  endFresh(): void {
    this.spent += this.before - this.milliseconds;
  }

  /** @throws System.LimitException for Apex that has run or grown beyond what it may */
  check(): void {
    const { cpuMilliseconds } = this.allowance;
    // Only this process's own CPU time counts, because other processes may keep the computer busy.
    if (this.milliseconds > cpuMilliseconds && processCpu() - this.cpuAtStart > cpuMilliseconds) {
      throwApex('System.LimitException', 'Apex CPU time limit exceeded');
    }
    const now = performance.now();
    if (now - this.heapLookedAt < HEAP_INTERVAL_MS) return;
    this.heapLookedAt = now;
    this.checkHeap();
  }

  private checkHeap(): void {
    const most = this.allowance.heapBytes * BYTES_PER_BYTE;
    const used = usedHeap();
    this.heapOfOthers = Math.min(this.heapOfOthers, used);
    if (used - this.heapOfOthers <= this.suspicious) return;
    collectGarbage();
    const grown = usedHeap() - this.heapOfOthers;
    this.suspicious = grown + most;
    if (grown > most) throwApex('System.LimitException', `Apex heap size too large: ${Math.round(grown / BYTES_PER_BYTE)}`);
  }
}

/**
 * Watches Apex while it runs: emitted code counts its turns and calls here, and natives what they do at once.
 * Nothing interrupts JavaScript safely in the middle of a statement of the database, so that code has to look by itself.
 */
class Meter {
  /** Ticks until the next look; emitted code counts it down and calls `look` below zero. */
  left = TICKS;
  /** Calls on the stack of methods that may call themselves. */
  depth = 0;
  private spending: Spending | null = null;

  /** Called when the ticks are used up. @throws System.LimitException */
  look(): void {
    this.left = TICKS;
    this.spending?.check();
  }

  /** Called by emitted code that goes too deep or whose ticks are used up. @throws System.LimitException */
  lookDeep(): void {
    if (this.depth > DEEPEST) throwApex('System.LimitException', `Maximum stack depth reached: ${DEEPEST + 1}`);
    if (this.left < 0) this.look();
  }

  /** Runs a call of Apex by the host, which may be called by Apex itself. @throws System.LimitException */
  deeper<T>(call: () => T): T {
    try {
      this.depth++;
      this.lookDeep();
      return call();
    } finally {
      this.depth--;
    }
  }

  /** Counts work that a native does at once, before it is done. @param steps elements or characters it goes through */
  charge(steps: number): void {
    this.left -= steps >> 6;
    if (this.left < 0) this.look();
  }

  /** Refuses what alone would be more than Apex may hold, before it is made. @throws System.LimitException */
  reserve(elements: number): void {
    const most = this.spending?.allowance.heapBytes ?? ASYNCHRONOUS_ALLOWANCE.heapBytes;
    if (elements * 4 > most) throwApex('System.LimitException', `Apex heap size too large: ${elements * 4}`);
  }

  /** A text that was made, unless it is longer than a String may be. @throws System.LimitException */
  text(made: string): string {
    if (made.length > LONGEST_TEXT) throwApex('System.LimitException', `String length exceeds maximum: ${LONGEST_TEXT}`);
    return made;
  }

  /** What the running Apex has taken; null while none runs. */
  get current(): Spending | null {
    return this.spending;
  }

  /** Runs Apex on this account. */
  whileSpending<T>(spending: Spending, work: () => T): T {
    const outer = this.spending;
    const { depth } = this;
    const outerRan = outer?.runs ?? false;
    if (outer !== spending) outer?.pause();
    const ran = spending.runs;
    this.spending = spending;
    spending.resume();
    try {
      return work();
    } finally {
      if (!ran) spending.pause();
      this.spending = outer;
      if (outerRan) outer?.resume();
      this.depth = depth;
    }
  }

  /** Runs work of the database for Apex: it does not count as CPU time. */
  outside<T>(work: () => T): T {
    const { spending } = this;
    if (!spending?.runs) return work();
    spending.pause();
    try {
      return work();
    } finally {
      spending.resume();
    }
  }

  /** Runs Apex that the database calls, as triggers are. */
  inside<T>(work: () => T): T {
    const { spending } = this;
    if (!spending || spending.runs) return work();
    spending.resume();
    try {
      return work();
    } finally {
      spending.pause();
    }
  }
}

/** The meter of this process: one transaction runs at a time. */
export const meter = new Meter();
