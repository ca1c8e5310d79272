import type { Clock } from '../../database/types';
import { OrgException } from '../../errors';

/** The platform's defaults: "Maximum invalid login attempts" and "Lockout effective period". */
const MOST_FAILURES = 10;
const LOCKED_MS = 15 * 60_000;
/** Failures of one address, whatever the usernames: who tries one password on all users. */
const MOST_FAILURES_OF_ADDRESS = 50;
/** Names and addresses that are remembered; the oldest are forgotten first. */
const REMEMBERED = 10_000;

/** A login that is refused without looking at the password. */
export class LoginLocked extends OrgException {
  /** @param minutes until the next attempt is looked at */
  constructor(readonly minutes: number) {
    super('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
}

interface Failures {
  count: number;
  /** When the count begins again. */
  until: number;
}

/** Counts failed logins, so that passwords cannot be guessed. Nothing waits: what is locked is refused at once. */
export class LoginAttempts {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /**
   * Counts an attempt as failed until `succeeded` says otherwise, so that many at a time are no way round.
   * @throws LoginLocked
   */
  begin(username: string, address: string): void {
    const keys = this.keys(username, address);
    const now = this.clock.now();
    for (const [key, most] of keys) {
      const known = this.failures.get(key);
      if (known && known.until > now && known.count >= most) throw new LoginLocked(Math.max(1, Math.ceil((known.until - now) / 60_000)));
    }
    for (const [key] of keys) this.count(key, now);
  }

  succeeded(username: string, address: string): void {
    const [[user], [all]] = this.keys(username, address);
    this.failures.delete(user);
    const ofAddress = this.failures.get(all);
    if (ofAddress) ofAddress.count--;
  }

  private keys(username: string, address: string): readonly [readonly [string, number], readonly [string, number]] {
    return [
      [`${address} ${username.trim().toLowerCase()}`, MOST_FAILURES],
      [address, MOST_FAILURES_OF_ADDRESS]
    ];
  }

  private count(key: string, now: number): void {
    const known = this.failures.get(key);
    if (known && known.until > now) {
      known.count++;
      known.until = now + LOCKED_MS;
      return;
    }
    if (this.failures.size >= REMEMBERED) {
      const [oldest] = this.failures.keys();
      if (oldest !== undefined) this.failures.delete(oldest);
    }
    this.failures.set(key, { count: 1, until: now + LOCKED_MS });
  }
}
