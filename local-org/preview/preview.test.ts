import { serveFixture } from './testing';
import type { ServedFixture } from './testing';

/** A cold build compiles the base components that the shell uses. */
const COLD = 120_000;

describe('pages over HTTP', () => {
  let served: ServedFixture;

  beforeAll(async () => {
    served = await serveFixture();
    await served.preview.ready();
  }, COLD);
  afterAll(() => served.stop());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(served.url + path, { headers, redirect: 'manual' });
  const send = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(served.url + path, { method: 'POST', body, headers, redirect: 'manual' });
  const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('redirects the root to the home page', async () => {
    const response = await get('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/lightning/page/home']);
  });

  it('signs a page without a session in as the preview user, by a cookie that scripts and other sites do not get', async () => {
    const response = await get('/lightning/page/home');
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sid=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/),
      'visited=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000'
    ]);
    expect(await response.text()).toContain('"username":"admin@example.com"');
  });

  it('keeps an existing session', async () => {
    const cookie = cookieOf(await get('/lightning/page/home'));
    const again = await get('/lightning/page/home', { cookie });
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  it('does not let pages load anything from other hosts', async () => {
    const response = await get('/lightning/page/home');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toMatch(/<script(?![^>]*(src|application\/json))/);
  });

  it('answers 404 with a page for what does not exist', async () => {
    const response = await get('/lightning/o/Nope/list');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('cannot be made to break out of the page’s data', async () => {
    const text = await (await get('/lightning/o/%3C%2Fscript%3E%3Cscript%3Ealert(1)/list')).text();
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('\\u003c/script>');
  });

  it('gives the shell its page models only with a session', async () => {
    expect((await get('/lightning/preview/page?address=/lightning/page/home')).status).toBe(401);
    const cookie = cookieOf(await get('/lightning/page/home'));
    const response = await get('/lightning/preview/page?address=/lightning/n/Probe_Page', { cookie });
    expect(await response.json()).toMatchObject({ kind: 'regions', title: 'Probe Page' });
  });

  it('switches between the sample users and ends the previous session', async () => {
    const cookie = cookieOf(await get('/lightning/page/home'));
    const response = await send('/lightning/preview/user', JSON.stringify({ username: 'rep@example.com' }), {
      cookie,
      'content-type': 'application/json'
    });
    expect(response.status).toBe(200);
    expect(await (await get('/lightning/page/home', { cookie: cookieOf(response) })).text()).toContain('"username":"rep@example.com"');
    expect((await get('/lightning/preview/page?address=/', { cookie })).status).toBe(401);
  });

  it.each([
    ['a user who is no sample user', '{"username":"nobody@example.com"}'],
    ['a user of the wrong type', '{"username":5}'],
    ['nothing', '{}'],
    ['no object', '"x"'],
    ['broken JSON', '{']
  ])('refuses to switch to %s', async (_what, body) => {
    const cookie = cookieOf(await get('/lightning/page/home'));
    const response = await send('/lightning/preview/user', body, { cookie, 'content-type': 'application/json' });
    expect(response.status).toBe(400);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('refuses requests from other origins', async () => {
    expect((await send('/lightning/preview/user', '{"username":"rep@example.com"}', { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('logs in and out by form', async () => {
    const response = await send('/login', 'un=rep%40example.com&pw=secret&startURL=%2Flightning%2Fo%2FLead%2Flist', form);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/lightning/o/Lead/list']);
    const cookie = cookieOf(response);
    const out = await get('/logout', { cookie });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await get('/lightning/preview/page?address=/', { cookie })).status).toBe(401);
  });

  it('says that a password is wrong, and sets no cookie', async () => {
    const response = await send('/login', 'un=rep%40example.com&pw=wrong', form);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await response.text()).toContain('Invalid username, password');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to %s after a login',
    async (start) => {
      const response = await send('/login', `un=rep%40example.com&pw=secret&startURL=${encodeURIComponent(start)}`, form);
      expect(response.headers.get('location')).toBe('/lightning/page/home');
    }
  );

  it('opens a page with a session from elsewhere, as sf org open does', async () => {
    const token = cookieOf(await get('/lightning/page/home')).slice('sid='.length);
    const response = await get(`/secur/frontdoor.jsp?sid=${encodeURIComponent(token)}&retURL=/lightning/o/Lead/list`);
    expect([response.headers.get('location'), cookieOf(response)]).toEqual(['/lightning/o/Lead/list', `sid=${token}`]);
    expect((await get('/secur/frontdoor.jsp?sid=made-up')).headers.get('location')).toBe('/login');
  });

  it('serves style sheets, sprites and scripts from where they are installed or built', async () => {
    const page = await (await get('/lightning/page/home')).text();
    const script = /type="module" src="([^"]+)"/.exec(page)?.[1] ?? '';
    for (const [path, type] of [
      ['/assets/slds/slds2.cosmos.css', 'text/css; charset=utf-8'],
      ['/assets/icons/utility-sprite/svg/symbols.svg', 'image/svg+xml'],
      ['/assets/page.css', 'text/css; charset=utf-8'],
      [script, 'text/javascript; charset=utf-8']
    ] as const) {
      const response = await get(path);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type]);
    }
  });

  it.each([
    '/assets/lwc/..%2F..%2F..%2Fpackage.json',
    '/assets/icons/%2e%2e/%2e%2e/package.json',
    '/assets/slds/..%2f..%2fREADME.md',
    '/assets/nope',
    '/assets/lwc/',
    '/resource/nope',
    '/favicon.ico'
  ])('has no file at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('says where the broken components are', () => {
    expect(served.problems).toEqual([
      expect.stringMatching(/needy\/needy\.js:2:\d+: The preview has no module lightning\/empApi$/),
      expect.stringMatching(/torn\/torn\.html:2:\d+: .*LWC/s)
    ]);
  });
});
