import { formatId } from '../database/ids';
import type { Clock } from '../database/types';
import type { FoundReport, ReportRun } from './engine';

const KEY_PREFIX = '0LG';
const A_DAY = 86_400_000;

/** An asynchronous run, to be fetched later. */
export interface ReportInstance {
  readonly id: string;
  readonly found: FoundReport;
  readonly ownerId: string;
  readonly requestedAt: number;
  readonly completedAt: number;
  readonly run: ReportRun;
}

/** Runs that their requester can fetch for a day. */
export class ReportInstances {
  private readonly kept = new Map<string, ReportInstance>();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  add(found: FoundReport, ownerId: string, run: ReportRun): ReportInstance {
    const now = this.clock.now();
    const id = formatId(KEY_PREFIX, ++this.count);
    const instance = { id, found, ownerId, requestedAt: now, completedAt: now, run };
    this.kept.set(id, instance);
    return instance;
  }

  /** The newest first. */
  of(reportId: string, ownerId: string): ReportInstance[] {
    this.forget();
    return [...this.kept.values()].filter((one) => one.found.id === reportId && one.ownerId === ownerId).reverse();
  }

  get(reportId: string, id: string, ownerId: string): ReportInstance | undefined {
    return this.of(reportId, ownerId).find((one) => one.id === id || one.id.slice(0, 15) === id);
  }

  remove(id: string): void {
    this.kept.delete(id);
  }

  private forget(): void {
    for (const [id, { completedAt }] of this.kept) if (this.clock.now() - completedAt > A_DAY) this.kept.delete(id);
  }
}
