import { gzipSync } from 'node:zlib';
import { SESSION_IDLE_MS } from '../../local-org/api/auth/sessions';
import { TestClient, VERSION } from '../../local-org/api/testing';
import { sendRaw } from '../support/raw-http';
import { ADMIN, PASSWORD } from '../support/running-org';
import { itRefuses, ServedOrg } from '../support/served-org';

const SOBJECTS = `${VERSION}/sobjects`;

let served: ServedOrg;
let nobody: TestClient;

beforeAll(async () => {
  served = await ServedOrg.start();
  nobody = new TestClient(served.url, '');
});
afterAll(() => served.stop());

const get = (path: string) => () => served.admin.get(VERSION + path);

describe('callers', () => {
  const session = ['Session expired or invalid', 'INVALID_SESSION_ID'] as const;
  const withToken = (authorization: string) => () => nobody.get(VERSION, { authorization });

  itRefuses([
    ['no token', () => nobody.get(VERSION), 401, session[1], session[0]],
    ['rubbish for a token', withToken('Bearer rubbish'), 401, session[1], session[0]],
    ['a token of another org', withToken('Bearer 00D000000000009!x'), 401, session[1], session[0]],
    ['a password for a token', withToken(`Basic ${Buffer.from(`${ADMIN}:${PASSWORD}`).toString('base64')}`), 401, session[1], session[0]],
    ['no token at a side door', () => nobody.post('/_org/reset', {}), 401, session[1], session[0]],
    ['a rep at a side door', () => served.rep.post('/_org/clock', { advance: '1d' }), 403, 'INSUFFICIENT_ACCESS', 'Modify All Data'],
    ['a rep with anonymous Apex', () => served.anonymous('Integer i;', served.rep), 403, 'INSUFFICIENT_ACCESS', 'Author Apex'],
    ['an unknown path', get('/nothing'), 404, 'NOT_FOUND', 'does not exist'],
    ['an unknown version', () => served.admin.get('/services/data/v99.0/limits'), 404, 'NOT_FOUND', 'does not exist'],
    ['a version long gone', () => served.admin.get('/services/data/v7.0/limits'), 404, 'NOT_FOUND', 'does not exist'],
    [
      'the wrong method',
      () => served.admin.send('PUT', SOBJECTS),
      405,
      'METHOD_NOT_ALLOWED',
      "HTTP Method 'PUT' not allowed. Allowed are GET"
    ],
    [
      'the wrong content type',
      () => served.admin.post(`${SOBJECTS}/Lead`, 'a=b', { 'content-type': 'text/plain' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'text/plain'
    ]
  ]);

  it('whose session has expired by the org’s clock, or who are no longer active', async () => {
    const [idle, gone] = [await served.login('vp.sales@lockstep.local'), await served.login('agency@lockstep.local')];
    await served.admin.patch(`${SOBJECTS}/User/${served.running.org.user('agency@lockstep.local').id}`, { IsActive: false });
    expect((await gone.get(VERSION)).json).toEqual([{ message: session[0], errorCode: session[1] }]);
    expect((await served.login('agency@lockstep.local')).token).toBe('');
    await served.admin.post('/_org/clock', { advance: `${SESSION_IDLE_MS / 1000 + 1}s` });
    const reply = await idle.get(VERSION);
    expect([reply.status, reply.json]).toEqual([401, [{ message: session[0], errorCode: session[1] }]]);
    expect((await served.admin.get(VERSION)).status).toBe(200);
  });

  it('whose password is wrong: a fault over SOAP, an OAuth error over REST, the same for unknown users', async () => {
    for (const username of [ADMIN, 'nobody@lockstep.local']) {
      const login = `<login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>wrong</password></login>`;
      const body = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${login}</e:Body></e:Envelope>`;
      const soap = await nobody.send('POST', '/services/Soap/u/60.0', body, { 'content-type': 'text/xml', soapaction: 'login' });
      expect([soap.status, soap.text]).toEqual([500, expect.stringContaining('<faultcode>sf:INVALID_LOGIN</faultcode>')]);
      expect(soap.text).toContain('Invalid username, password, security token; or user locked out.');
      const form = new URLSearchParams({ grant_type: 'password', client_id: 'PlatformCLI', username, password: 'wrong' });
      const oauth = await fetch(`${served.url}/services/oauth2/token`, { method: 'POST', body: form });
      expect([oauth.status, await oauth.json()]).toEqual([400, { error: 'invalid_grant', error_description: 'authentication failure' }]);
    }
  });
});

describe('requests from elsewhere', () => {
  const host = (): string => new URL(served.url).host;
  const request = (line: string, ...headers: readonly string[]): string =>
    [line, `Host: ${host()}`, 'Connection: close', ...headers, '', ''].join('\r\n');
  const post = (headers: readonly string[], body: string): string =>
    request(`POST ${SOBJECTS}/Lead HTTP/1.1`, `Authorization: Bearer ${served.admin.token}`, 'Content-Type: application/json', ...headers) +
    body;

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '[::1]', ''])('are refused for the host "%s"', async (name) => {
    const reply = await sendRaw(served.url, `GET /services/data HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
    expect([reply.status, reply.body]).toEqual([421, expect.stringContaining('127.0.0.1 and localhost only')]);
  });

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'are refused from the origin %s, at pages too',
    async (origin) => {
      for (const path of ['/services/data', '/lightning/page/home', '/login']) {
        const reply = await sendRaw(served.url, request(`GET ${path} HTTP/1.1`, `Origin: ${origin}`));
        expect([path, reply.status, reply.body]).toEqual([path, 403, expect.stringContaining(origin)]);
      }
    }
  );

  it('do not ride on the cookie of our pages', async () => {
    const page = await fetch(`${served.url}/lightning/page/home`);
    const cookie = page.headers.getSetCookie().find((one) => one.startsWith('sid='));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const asked = (site: string): Promise<number> =>
      sendRaw(served.url, request(`GET ${VERSION} HTTP/1.1`, `Cookie: ${cookie?.split(';')[0]}`, `Sec-Fetch-Site: ${site}`)).then(
        ({ status }) => status
      );
    expect([await asked('same-origin'), await asked('same-site'), await asked('cross-site')]).toEqual([200, 401, 401]);
  });

  it.each([
    '//evil.example/',
    '/\\evil.example/',
    '/%09/evil.example/',
    '/%0d%0aX-Injected:%201',
    'https://evil.example/',
    'javascript:alert(1)'
  ])('are not led on to %s', async (address) => {
    const encoded = address.includes('%') ? address : encodeURIComponent(address);
    const reply = await sendRaw(served.url, request(`GET /secur/frontdoor.jsp?sid=${served.admin.token}&retURL=${encoded} HTTP/1.1`));
    expect(reply.status).toBe(302);
    const location = /^location: (.*)$/im.exec(reply.head)?.[1] ?? '';
    expect(new URL(location, served.url).origin).toBe(served.url);
    expect(reply.head).not.toMatch(/^x-injected:/im);
  });

  it.each([
    '/assets/..%2f..%2fpackage.json',
    '/assets/lwc/..%2f..%2f..%2f..%2fpackage.json',
    '/assets/lwc/../../../../package.json',
    '/assets/lwc/%2e%2e/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/assets/icons/..%2f..%2f..%2f..%2f..%2fpackage.json',
    '/assets/images/%2fetc%2fpasswd',
    '/assets/images//etc/passwd',
    '/assets/lwc/..%5c..%5c..%5c..%5cpackage.json',
    '/assets/lwc/%00',
    '/assets/lwc/%c0%ae%c0%ae/package.json',
    '/assets/lwc/%zz',
    '/resource/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd'
  ])('get no file from %s', async (path) => {
    const reply = await sendRaw(served.url, request(`GET ${path} HTTP/1.1`));
    expect([reply.status, reply.body]).toEqual([404, expect.stringContaining('The requested resource does not exist')]);
  });

  it.each([
    '/lightning/n/%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
    '/lightning/o/Lead/list?filterName=%3C/script%3E%3Cscript%3Ealert(1)',
    '/login?startURL=/%22%3E%3Cscript%3Ealert(1)'
  ])('write no script into the page %s', async (path) => {
    const reply = await sendRaw(served.url, request(`GET ${path} HTTP/1.1`));
    expect(reply.head).toMatch(/content-type: text\/html/i);
    expect(reply.body).not.toContain('<script>alert');
  });

  it.each<[what: string, text: () => string, status: number]>([
    ['a header of 20 kB', () => request('GET /services/data HTTP/1.1', `X-Large: ${'x'.repeat(20_000)}`), 431],
    ['3,000 headers', () => request('GET /services/data HTTP/1.1', ...Array.from({ length: 3000 }, (_, index) => `X-${index}: 1`)), 431],
    ['an address of 20 kB', () => request(`GET ${VERSION}/query?q=${'x'.repeat(20_000)} HTTP/1.1`), 431],
    ['two lengths', () => request('POST /services/data HTTP/1.1', 'Content-Length: 4', 'Transfer-Encoding: chunked'), 400],
    ['what is no HTTP', () => 'GIVE ME EVERYTHING\r\n\r\n', 400],
    ['a length of 100 GB', () => post(['Content-Length: 100000000000'], '{}'), 413],
    ['a negative length', () => post(['Content-Length: -1'], '{}'), 400],
    ['chunks that are none', () => post(['Transfer-Encoding: chunked'], 'ZZ\r\n{}'), 400],
    ['what is no gzip', () => post(['Content-Encoding: gzip', 'Content-Length: 2'], '{}'), 400],
    ['another encoding', () => post(['Content-Encoding: br', 'Content-Length: 2'], '{}'), 415]
  ])('are refused with %s', async (_what, text, status) => {
    expect((await sendRaw(served.url, text())).status).toBe(status);
  });

  it('write nothing when they break off', async () => {
    const half = '{"LastName": "Half", "Company": "Half"';
    await sendRaw(served.url, post(['Content-Length: 1000'], half), true);
    await sendRaw(served.url, post(['Transfer-Encoding: chunked'], `${half.length.toString(16)}\r\n${half}\r\n`), true);
    expect(await served.admin.records("SELECT Id FROM Lead WHERE LastName = 'Half'")).toEqual([]);
  });

  it('do not wait for one that takes its time', async () => {
    const slow = sendRaw(served.url, post(['Content-Length: 38'], '{"LastName": "Slow"').replace('Connection: close\r\n', ''));
    for (let turn = 0; turn < 20; turn++) expect((await nobody.get('/_org/health')).status).toBe(200);
    // The server ends what is left of it when it stops.
    void slow;
  });

  it('are refused beyond 50 MB, also when they were smaller on the way', async () => {
    const response = await fetch(`${served.url}${SOBJECTS}/Lead`, {
      method: 'POST',
      body: gzipSync(Buffer.alloc(51 * 1024 * 1024, ' ')),
      headers: { authorization: `Bearer ${served.admin.token}`, 'content-type': 'application/json', 'content-encoding': 'gzip' }
    });
    expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('LIMIT_EXCEEDED')]);
  });
});
