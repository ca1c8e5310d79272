import type { Clock } from '../../database/types';
import { OrgException } from '../../errors';

/** The platform's defaults: "Maximum invalid login attempts" and "Lockout effective period". */
const MOST_FAILURES = 10;
const LOCKED_MS = 15 * 60_000;
/** Failed attempts from one IP address, across all usernames: one password tried on many users. */
const MOST_FAILURES_OF_ADDRESS = 50;
/** How many usernames and addresses are kept; the oldest are dropped first. */
const REMEMBERED = 10_000;

/** A login that is refused without checking the password. */
export class LoginLocked extends OrgException {
  /** @param minutes until the next attempt is checked */
  constructor(readonly minutes: number) {
    super('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
  }
}

interface Failures {
  count: number;
  /** When the count restarts. */
  until: number;
}

/** Counts failed logins, so that passwords cannot be guessed. A locked user or address is refused at once, without a delay. */
export class LoginAttempts {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /**
   * Counts an attempt as failed until `succeeded` is called, so that parallel attempts cannot get around the limit.
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
