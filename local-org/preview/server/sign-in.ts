import { EXPIRED_COOKIE, findCaller, SESSION_COOKIE } from '../../api/auth/authenticate';
import { loginByPassword, openSession } from '../../api/auth/login';
import { LoginLocked } from '../../api/auth/login-attempts';
import type { OpenCall } from '../../api/http/call';
import { isSameOrigin } from '../../api/http/guard';
import { content, empty, type ApiReply } from '../../api/http/reply';
import { OrgException } from '../../errors';
import { loginPage, resendPage, WITHOUT_SCRIPTS } from './html';
import { localAddress } from './local-address';
import { cookieOf, resentCookie, signedInCookies } from './visitor';

const HTML = 'text/html; charset=utf-8';
/** `ec` of an address of the login page, as on the platform: the session has ended. */
const SESSION_ENDED = '302';

export const redirect = (location: string, cookies: readonly string[] = []): ApiReply => ({ ...empty(302, { location }), cookies });

const page = (status: number, body: string, cookies: readonly string[] = []): ApiReply => ({
  ...content(status, HTML, body, {
    'cache-control': 'no-store',
    'content-security-policy': WITHOUT_SCRIPTS,
    'referrer-policy': 'same-origin'
  }),
  cookies
});

/** Sends a user whose session has ended to the login page, and after the login to the requested page. */
export function toLogin(address: string): ApiReply {
  return redirect(`/login?${new URLSearchParams({ ec: SESSION_ENDED, startURL: localAddress(address) }).toString()}`);
}

/** Has the browser send the request again, from a page of ours. */
export function resend(address: string): ApiReply {
  return page(200, resendPage(localAddress(address)), [resentCookie]);
}

/** The login page and its form. */
export function login(call: OpenCall): ApiReply | Promise<ApiReply> | null {
  if (call.method === 'POST') return signIn(call);
  if (call.method !== 'GET' && call.method !== 'HEAD') return null;
  const note = call.search.get('ec') === SESSION_ENDED ? 'Your session has ended. Log in again.' : '';
  return page(200, loginPage(localAddress(call.search.get('startURL')), note));
}

async function signIn(call: OpenCall): Promise<ApiReply> {
  const form = new URLSearchParams(Buffer.from(call.body).toString('utf8'));
  const start = localAddress(form.get('startURL'));
  try {
    const credential = { username: form.get('un') ?? '', password: form.get('pw') ?? '', address: call.address };
    const { session } = await loginByPassword(call.services, credential, 'ui');
    return redirect(start, signedInCookies(session.token));
  } catch (error) {
    if (error instanceof LoginLocked) {
      const when = error.minutes === 1 ? 'in a minute' : `in ${error.minutes} minutes`;
      return page(429, loginPage(start, `Too many failed logins. Try again ${when}, or restart the org to log in at once.`));
    }
    if (!(error instanceof OrgException)) throw error;
    return page(401, loginPage(start, error.message));
  }
}

/** Ends the session. A link of another site does not. */
export function logout(call: OpenCall): ApiReply {
  if (!isSameOrigin(call.headers)) return redirect('/lightning/page/home');
  const token = cookieOf(call, SESSION_COOKIE);
  if (token !== undefined && findCaller(call.services, call.headers)) call.services.sessions.end(token);
  return redirect('/login', [EXPIRED_COOKIE]);
}

/** Opens a page with another client's session, or with a one-time password for a tool (`sf org open`). */
export function frontdoor(call: OpenCall): ApiReply {
  const userId = call.services.oneTimePasswords.use(call.search.get('otp') ?? '');
  const token =
    userId === undefined ? (call.search.get('sid') ?? '') : openSession(call.services, call.org.user(userId), 'ui').session.token;
  const target = localAddress(call.search.get('retURL') ?? call.search.get('startURL'));
  if (!findCaller(call.services, { authorization: `Bearer ${token}` })) return redirect('/login');
  return redirect(target, signedInCookies(token));
}
