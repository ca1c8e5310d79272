import { randomBytes } from 'node:crypto';
import type { Clock } from '../../database/types';

/** How long a URL that opens the org is valid. */
const LIFETIME_MS = 60_000;

/** Passwords that each open one page session, for a URL that a tool opens in the browser. */
export class OneTimePasswords {
  private readonly users = new Map<string, { readonly userId: string; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  issue(userId: string): string {
    const now = this.clock.now();
    for (const [password, { until }] of this.users) if (until < now) this.users.delete(password);
    const password = randomBytes(32).toString('base64url');
    this.users.set(password, { userId, until: now + LIFETIME_MS });
    return password;
  }

  /** The user it was issued for; `undefined` if it was used, has expired or was never issued. */
  use(password: string): string | undefined {
    const found = this.users.get(password);
    this.users.delete(password);
    return found && found.until >= this.clock.now() ? found.userId : undefined;
  }
}
