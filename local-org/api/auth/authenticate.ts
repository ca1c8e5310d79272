import type { RunningUser } from '../../database/types';
import { HttpRefusal } from '../http/errors';
import { isSameOrigin } from '../http/guard';
import type { ApiServices } from '../services';
import type { Session } from './sessions';

/** Name of the cookie that carries a page's session. */
export const SESSION_COOKIE = 'sid';

/** Value of `Set-Cookie` for a page's session: this site only, not readable by scripts. */
export function sessionCookie(token: string): string {
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Value of `Set-Cookie` that ends a page's session. */
export const EXPIRED_COOKIE = `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;

type Headers = Readonly<Record<string, string | undefined>>;

function cookieToken(headers: Headers): string | undefined {
  if (!isSameOrigin(headers)) return undefined;
  for (const pair of (headers['cookie'] ?? '').split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name === SESSION_COOKIE) return value.join('=');
  }
  return undefined;
}

/** `Authorization: Bearer …` or `OAuth …`; if there is no such header, the cookie of one of our own pages. */
function presentedToken(headers: Headers): string | undefined {
  const header = headers['authorization'];
  if (header === undefined) return cookieToken(headers);
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header.trim())?.[1];
}

export interface Caller {
  readonly session: Session;
  readonly user: RunningUser;
}

/** The session of this token; `undefined` if it is unknown or has ended, or if its user is inactive. */
export function callerOf(services: ApiServices, token: string | undefined): Caller | undefined {
  const session = token === undefined ? undefined : services.sessions.use(token);
  const user = session && services.activeUser(session.userId);
  return session && user ? { session, user } : undefined;
}

/** Who sent a request with these headers. */
export function findCaller(services: ApiServices, headers: Headers): Caller | undefined {
  return callerOf(services, presentedToken(headers));
}

/** @throws HttpRefusal 401 INVALID_SESSION_ID */
export function authenticate(services: ApiServices, headers: Headers): Caller {
  const caller = findCaller(services, headers);
  if (!caller) {
    throw new HttpRefusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid', { 'www-authenticate': 'Token' });
  }
  return caller;
}
