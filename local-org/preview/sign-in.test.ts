import { serveFixture } from './testing';
import type { ServedFixture } from './testing';

const HOME = '/lightning/page/home';
const RECORDS = '/lightning/o/Lead/list?filter=x';
const COLD = 120_000;
const HOUR = 3_600_000;

describe('who is signed in', () => {
  let served: ServedFixture;
  beforeAll(async () => {
    served = await serveFixture();
    await served.preview.ready();
  }, COLD);
  afterAll(() => served.stop());

  /** A browser as far as cookies go: it keeps them, and leaves `SameSite=Strict` ones out of links of other sites. */
  class Browser {
    readonly cookies = new Map<string, { readonly value: string; readonly strict: boolean }>();

    /** @param tellsSite whether it sends `Sec-Fetch-Site`, as all do since 2023 */
    constructor(private readonly tellsSite = true) {}

    async go(
      path: string,
      site: 'none' | 'same-origin' | 'same-site' | 'cross-site' = 'none',
      more: Record<string, string> = {}
    ): Promise<Response> {
      const isForeign = site === 'cross-site';
      const sent = [...this.cookies].filter(([, { strict }]) => !(strict && isForeign)).map(([name, { value }]) => `${name}=${value}`);
      const response = await fetch(served.url + path, {
        redirect: 'manual',
        headers: {
          cookie: sent.join('; '),
          ...(this.tellsSite ? { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } : {}),
          ...more
        }
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
        if (cookie.includes('Max-Age=0')) this.cookies.delete(name);
        else this.cookies.set(name, { value, strict: cookie.includes('SameSite=Strict') });
      }
      return response;
    }

    /** Follows redirects and pages that have it send a request again. @returns the username the page is for, or where it ended */
    async open(path: string, site: 'none' | 'same-origin' | 'same-site' | 'cross-site' = 'none'): Promise<string> {
      let from = site;
      for (let address = path, step = 0; step < 5; step++) {
        const response = await this.go(address, from);
        const text = await response.text();
        const refresh = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(text)?.[1];
        const location = response.headers.get('location');
        if (refresh !== undefined) from = 'same-origin';
        else if (location === null) return /"username":"([^"]+)"/.exec(text)?.[1] ?? address;
        address = refresh ?? location ?? '';
      }
      throw new Error('The browser goes round in circles');
    }

    async signIn(username: string): Promise<void> {
      const response = await fetch(`${served.url}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ un: username, pw: 'secret' }).toString()
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
        this.cookies.set(name, { value, strict: cookie.includes('SameSite=Strict') });
      }
    }
  }

  const LOGIN = `/login?ec=302&startURL=${encodeURIComponent(RECORDS)}`;

  it.each(['none', 'same-origin', 'same-site', 'cross-site'] as const)('is the preview user on a first visit (%s)', async (site) => {
    expect(await new Browser().open(RECORDS, site)).toBe('admin@example.com');
    expect(await new Browser(false).open(RECORDS, site)).toBe('admin@example.com');
  });

  it.each([
    ['a page, a bookmark or the address bar', 'none'],
    ['a page of the org', 'same-origin'],
    ['a page on another port of this computer', 'same-site'],
    ['a link of another site', 'cross-site']
  ] as const)('stays who they are when they come by %s', async (_what, site) => {
    for (const tellsSite of [true, false]) {
      const browser = new Browser(tellsSite);
      await browser.signIn('rep@example.com');
      expect(await browser.open('/', site)).toBe('rep@example.com');
      expect(await browser.open(RECORDS, site)).toBe('rep@example.com');
    }
  });

  it.each(['none', 'same-origin', 'same-site', 'cross-site'] as const)('is nobody once their session has ended (%s)', async (site) => {
    for (const tellsSite of [true, false]) {
      const browser = new Browser(tellsSite);
      await browser.signIn('rep@example.com');
      served.org.clock.moveTo(served.org.clock.now() + 3 * HOUR);
      expect(await browser.open(RECORDS, site)).toBe(LOGIN);
      browser.cookies.delete('resent');
      // A browser that was closed has forgotten its session, and is no first visitor either.
      browser.cookies.delete('sid');
      expect(await browser.open(RECORDS, site)).toBe(LOGIN);
    }
  });

  it('has no user after a logout, until the next login', async () => {
    const browser = new Browser();
    await browser.signIn('rep@example.com');
    await browser.go('/logout', 'same-origin');
    expect(await browser.open(RECORDS)).toBe(LOGIN);
    await browser.signIn('rep@example.com');
    expect(await browser.open(RECORDS)).toBe('rep@example.com');
  });

  it('is not logged out by a link of another site', async () => {
    const browser = new Browser();
    await browser.signIn('rep@example.com');
    await browser.go('/logout', 'cross-site');
    expect(await browser.open(RECORDS)).toBe('rep@example.com');
  });

  it('is nobody in a frame or an image of another site', async () => {
    const response = await new Browser().go(HOME, 'cross-site', { 'sec-fetch-dest': 'iframe' });
    expect([response.status, response.headers.getSetCookie()]).toEqual([302, []]);
  });

  it('is told that the session has ended', async () => {
    const browser = new Browser();
    expect(await (await browser.go(LOGIN)).text()).toContain('Your session has ended. Log in again.');
  });

  it('meets a login page that runs no script and is kept by nobody', async () => {
    const { headers } = await new Browser().go('/login');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('guessing passwords', () => {
  let served: ServedFixture;
  beforeEach(async () => {
    served = await serveFixture();
  }, COLD);
  afterEach(() => served.stop());

  const attempt = async (un: string, pw: string): Promise<[number, string]> => {
    const response = await fetch(`${served.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ un, pw }).toString()
    });
    return [response.status, /role="alert">([^<]*)/.exec(await response.text())?.[1] ?? ''];
  };
  const MINUTE = 60_000;

  it('locks a user after ten failures and says what to do, on the page and for clients', async () => {
    for (let i = 0; i < 10; i++) expect((await attempt('rep@example.com', `guess ${i}`))[0]).toBe(401);
    expect(await attempt('Rep@example.com ', 'secret')).toEqual([
      429,
      'Too many failed logins. Try again in 15 minutes, or restart the org to log in at once.'
    ]);
    const token = await fetch(`${served.url}/services/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'PlatformCLI',
        username: 'rep@example.com',
        password: 'secret'
      }).toString()
    });
    expect(await token.json()).toEqual({ error: 'invalid_grant', error_description: 'authentication failure' });
    expect((await attempt('admin@example.com', 'secret'))[0]).toBe(302);
    served.org.clock.moveTo(served.org.clock.now() + 15 * MINUTE);
    expect((await attempt('rep@example.com', 'secret'))[0]).toBe(302);
  });

  it('restarts the count after a successful login', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 9; i++) await attempt('rep@example.com', 'wrong');
      expect((await attempt('rep@example.com', 'secret'))[0]).toBe(302);
    }
  });

  it('locks the user when many attempts run in parallel', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, i) => attempt('rep@example.com', `guess ${i}`)));
    expect(outcomes.filter(([status]) => status === 401)).toHaveLength(10);
    expect(outcomes.filter(([status]) => status === 429)).toHaveLength(30);
  });

  it('locks an address that tries many users, known or not', async () => {
    const outcomes: number[] = [];
    for (let i = 0; i < 55; i++) outcomes.push((await attempt(`nobody${i}@example.com`, 'secret'))[0]);
    expect(outcomes.filter((status) => status === 401)).toHaveLength(50);
    expect((await attempt('rep@example.com', 'secret'))[0]).toBe(429);
  });
});
