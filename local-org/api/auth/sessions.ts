import { randomBytes } from 'node:crypto';
import type { Clock } from '../../database/types';

/** How long a session lasts without a call: the platform's default. */
export const SESSION_IDLE_MS = 2 * 3_600_000;

export interface Session {
  /** `00D…!…`: the org's 15-character id, then a random secret. */
  readonly token: string;
  readonly userId: string;
  /** `ui` sessions come from the login page and use a cookie; `api` sessions use a header. */
  readonly kind: 'api' | 'ui';
  lastUsedAt: number;
}

/** Sessions of one org, in memory: they end with the process. Idle time is measured on the org's clock. */
export class Sessions {
  private readonly byToken = new Map<string, Session>();

  constructor(
    private readonly organizationId: string,
    private readonly clock: Clock
  ) {}

  open(userId: string, kind: Session['kind']): Session {
    this.dropExpired();
    const secret = randomBytes(64).toString('base64url').replaceAll('-', '.');
    const session: Session = { token: `${this.organizationId.slice(0, 15)}!${secret}`, userId, kind, lastUsedAt: this.clock.now() };
    this.byToken.set(session.token, session);
    return session;
  }

  /** The session of a token if it has not ended. Each call restarts the idle time. */
  use(token: string): Session | undefined {
    const session = this.byToken.get(token);
    if (!session) return undefined;
    if (this.expired(session)) {
      this.byToken.delete(token);
      return undefined;
    }
    session.lastUsedAt = this.clock.now();
    return session;
  }

  /** @returns whether there was a session to end */
  end(token: string): boolean {
    return this.byToken.delete(token);
  }

  private expired(session: Session): boolean {
    return this.clock.now() - session.lastUsedAt > SESSION_IDLE_MS;
  }

  private dropExpired(): void {
    for (const session of this.byToken.values()) if (this.expired(session)) this.byToken.delete(session.token);
  }
}
