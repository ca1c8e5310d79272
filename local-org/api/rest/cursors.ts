import { randomInt } from 'node:crypto';
import { formatId } from '../../database';
import type { Clock } from '../../database/types';
import { OrgException } from '../../errors';
import type { QueryResult } from '../../soql/types';

/** A cursor expires after this idle time, as on the platform. */
const CURSOR_IDLE_MS = 15 * 60_000;
/** Open cursors per user; the oldest is closed first, as on the platform. */
const CURSORS_PER_USER = 10;

export interface Cursor {
  readonly id: string;
  readonly userId: string;
  readonly batchSize: number;
  readonly result: QueryResult;
  lastUsedAt: number;
}

/** Results of which a client has not yet fetched every batch. */
export class QueryCursors {
  private readonly cursors = new Map<string, Cursor>();
  // The counter starts at random, so that a locator of an earlier process is not valid in this one.
  private counter = randomInt(1, 2 ** 40);

  constructor(private readonly clock: Clock) {}

  open(userId: string, result: QueryResult, batchSize: number): Cursor {
    this.forgetIdle();
    const own = [...this.cursors.values()].filter((cursor) => cursor.userId === userId);
    const oldest = own[0];
    if (own.length >= CURSORS_PER_USER && oldest) this.cursors.delete(oldest.id);
    const cursor: Cursor = { id: formatId('01g', this.counter++), userId, batchSize, result, lastUsedAt: this.clock.now() };
    this.cursors.set(cursor.id, cursor);
    return cursor;
  }

  /** @throws OrgException INVALID_QUERY_LOCATOR for a locator that is unknown, expired, or another user's */
  use(id: string, userId: string): Cursor {
    this.forgetIdle();
    const cursor = this.cursors.get(id);
    if (!cursor || cursor.userId !== userId) throw new OrgException('INVALID_QUERY_LOCATOR', 'invalid query locator');
    this.cursors.delete(id);
    this.cursors.set(id, cursor);
    cursor.lastUsedAt = this.clock.now();
    return cursor;
  }

  close(id: string): void {
    this.cursors.delete(id);
  }

  private forgetIdle(): void {
    const now = this.clock.now();
    for (const cursor of this.cursors.values()) if (now - cursor.lastUsedAt > CURSOR_IDLE_MS) this.cursors.delete(cursor.id);
  }
}
