import { findCaller, SESSION_COOKIE, sessionCookie, type Caller } from '../../api/auth/authenticate';
import type { OpenCall } from '../../api/http/call';
import { isSameOrigin } from '../../api/http/guard';

/** Says that this browser has been signed in before. It opens nothing, so that links of other sites may carry it. */
const VISITED_COOKIE = 'visited';
/** Says that a request was just sent again from one of our own pages. */
const RESENT_COOKIE = 'resent';
const YEAR_SECONDS = 365 * 86_400;

/** Value of a cookie of the request. */
export function cookieOf(call: OpenCall, name: string): string | undefined {
  for (const pair of (call.headers['cookie'] ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** Cookies of a browser that is signed in with this session. */
export const signedInCookies = (token: string): string[] => [
  sessionCookie(token),
  `${VISITED_COOKIE}=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}`
];

/** The cookie that one of our own pages gets to repeat a request. Links of other sites do not send it. */
export const resentCookie = `${RESENT_COOKIE}=1; Path=/; HttpOnly; SameSite=Strict; Max-Age=10`;

/**
 * Who looks at a page:
 * - `known`: somebody with a session
 * - `new`: a browser that was never signed in
 * - `elsewhere`: somebody who follows a link of another site. The session's cookie is `SameSite=Strict` and does not come along; it does
 *   once a page of ours has the browser send the request again
 * - `ended`: somebody whose session has ended
 */
export type Visitor = { readonly kind: 'known'; readonly caller: Caller } | { readonly kind: 'new' | 'elsewhere' | 'ended' };

export function visitorOf(call: OpenCall): Visitor {
  const caller = findCaller(call.services, call.headers);
  if (caller) return { kind: 'known', caller };
  const session = cookieOf(call, SESSION_COOKIE);
  const isPage = (call.headers['sec-fetch-dest'] ?? 'document') === 'document';
  if (!isPage) return { kind: 'ended' };
  if (session === undefined && cookieOf(call, VISITED_COOKIE) === undefined) return { kind: 'new' };
  const { 'sec-fetch-site': site } = call.headers;
  if (site !== undefined) return { kind: isSameOrigin(call.headers) ? 'ended' : 'elsewhere' };
  // A browser that does not say where a request comes from may have left the cookie out; it is asked once.
  const wasAsked = session !== undefined || cookieOf(call, RESENT_COOKIE) !== undefined;
  return { kind: wasAsked ? 'ended' : 'elsewhere' };
}
