import type { Database, MovableClock } from '../database/types';
import { OrgException } from '../errors';

/**
 * The org's clock. It runs at the pace of the computer's, ahead or behind by an offset that the database remembers, or is fixed where
 * it was set. It never goes back: where the computer's clock does, also between two openings, the org's runs on from where it was.
 */
export class OrgClock implements MovableClock {
  private offset: number;
  private standsAt: number | null;
  /** The latest time that was told. */
  private latest: number;
  /** The latest time that the database remembers. */
  private kept: number;

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
    const columns = db.all('PRAGMA table_info(_Clock)').map((column) => column['name']);
    if (!columns.includes('Latest')) db.exec('ALTER TABLE _Clock ADD COLUMN Latest INTEGER NOT NULL DEFAULT 0');
    const remembered = db.get('SELECT Offset, Latest FROM _Clock');
    if (!remembered) db.run('INSERT INTO _Clock (Offset) VALUES (0)');
    this.offset = Number(remembered?.['Offset'] ?? 0);
    this.kept = Number(remembered?.['Latest'] ?? 0);
    this.latest = this.kept;
    this.standsAt = standsAt;
  }

  now(): number {
    if (this.standsAt !== null) return this.standsAt;
    const now = Date.now() + this.offset;
    if (now < this.latest) this.offset += this.latest - now;
    else this.latest = now;
    return this.latest;
  }

  moveTo(to: number): void {
    const now = this.now();
    if (to < now) throw new OrgException('INVALID_OPERATION', `The clock cannot go back from ${iso(now)} to ${iso(to)}.`);
    this.passing(to);
    this.set(to);
  }

  /** Sets the clock without running anything: for `passing`, step by step. A time that has gone by is left alone. */
  set(to: number): void {
    if (this.standsAt !== null) {
      this.standsAt = Math.max(this.standsAt, to);
      return;
    }
    this.offset += Math.max(0, to - this.now());
    this.remember();
  }

  /**
   * Lets a standing clock run from where it is, or from `earliest` if that is later.
   * @param earliest milliseconds since 1970; default: the computer's time. An org that lives in the past gives a time of its own.
   */
  run(earliest = Date.now()): void {
    if (this.standsAt === null) return;
    this.latest = Math.max(earliest, this.standsAt);
    this.offset = this.latest - Date.now();
    this.standsAt = null;
    this.remember();
  }

  /** Has the database remember the time, with the rows that may bear it. Called before what was written is committed. */
  keep(): void {
    if (this.standsAt === null && this.now() > this.kept) this.remember();
  }

  private remember(): void {
    this.kept = this.now();
    this.db.run('UPDATE _Clock SET Offset = ?, Latest = ?', [this.offset, this.kept]);
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
