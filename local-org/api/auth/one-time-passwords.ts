import { randomBytes } from 'node:crypto';
import type { Clock } from '../../database/types';

/** How long an address that opens the org may be used. */
const LIFETIME_MS = 60_000;

/** Words that open a page session once, for a browser that is handed an address by a tool. */
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

  /** The user it was issued for; `undefined` if it was used before, has run out or was never issued. */
  use(password: string): string | undefined {
    const found = this.users.get(password);
    this.users.delete(password);
    return found && found.until >= this.clock.now() ? found.userId : undefined;
  }
}
