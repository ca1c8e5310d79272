import type { Database, MovableClock } from '../database/types';
import { OrgException } from '../errors';

/**
 * The org's clock. It runs with the computer's, ahead or behind by an offset that the database remembers, or is still where it was set.
 * It never goes back.
 */
export class OrgClock implements MovableClock {
  private offset: number;
  private standsAt: number | null;

  /**
   * @param passing called with the clock at each moment on the way to a later one: runs what falls due
   * @param standsAt where a clock that does not run begins; `null`: it runs with the computer's
   */
  constructor(
    private readonly db: Database,
    private readonly passing: (to: number) => void,
    standsAt: number | null = null
  ) {
    db.exec('CREATE TABLE IF NOT EXISTS _Clock (Offset INTEGER NOT NULL)');
    const remembered = db.get('SELECT Offset FROM _Clock');
    if (!remembered) db.run('INSERT INTO _Clock VALUES (0)');
    this.offset = Number(remembered?.['Offset'] ?? 0);
    this.standsAt = standsAt;
  }

  now(): number {
    return this.standsAt ?? Date.now() + this.offset;
  }

  moveTo(to: number): void {
    if (to < this.now()) throw new OrgException('INVALID_OPERATION', `The clock cannot go back from ${iso(this.now())} to ${iso(to)}.`);
    this.passing(to);
    this.set(to);
  }

  /** Sets the clock without running anything: for `passing`, step by step. A time that has gone by is left alone. */
  set(to: number): void {
    if (this.standsAt !== null) {
      this.standsAt = Math.max(this.standsAt, to);
      return;
    }
    this.offset = Math.max(this.offset, to - Date.now());
    this.remember();
  }

  /**
   * Lets a standing clock run from where it is, or from `earliest` if that is later.
   * @param earliest milliseconds since 1970; default: the computer's time. An org that lives in the past gives a time of its own.
   */
  run(earliest = Date.now()): void {
    if (this.standsAt === null) return;
    this.offset = Math.max(earliest, this.standsAt) - Date.now();
    this.standsAt = null;
    this.remember();
  }

  private remember(): void {
    this.db.run('UPDATE _Clock SET Offset = ?', [this.offset]);
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
