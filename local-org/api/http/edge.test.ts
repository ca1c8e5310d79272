import { request } from 'node:http';
import { SESSION_IDLE_MS } from '../auth/sessions';
import { NOW, TestApi, TestClient, VERSION } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

/** A request with headers that fetch does not allow. */
function raw(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    request({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

const INVALID_SESSION = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];

describe('authentication', () => {
  it('answers without a token for versions, health and login only', async () => {
    const nobody = new TestClient(api.url, '');
    expect((await fetch(`${api.url}/services/data`)).status).toBe(200);
    expect((await fetch(`${api.url}/_org/health`)).status).toBe(200);
    for (const path of [
      VERSION,
      `${VERSION}/sobjects`,
      `${VERSION}/no/such/thing`,
      '/_org/clock',
      '/id/x/y',
      '/webruntime/api/apex/execute'
    ]) {
      const reply = await nobody.get(path);
      expect([path, reply.status, reply.json]).toEqual([path, 401, INVALID_SESSION]);
    }
  });

  it.each(['Bearer wrong', 'OAuth 00D000000000001!nope', 'Basic YTpi', 'Bearer'])(
    'refuses the header Authorization: %s',
    async (authorization) => {
      const reply = await admin.get(VERSION, { authorization });
      expect([reply.status, reply.json]).toEqual([401, INVALID_SESSION]);
    }
  );

  it('accepts the schemes Bearer and OAuth', async () => {
    expect((await admin.get(VERSION, { authorization: `OAuth ${admin.token}` })).status).toBe(200);
  });

  it('ends a session after two idle hours on the org’s clock, not before', async () => {
    const own = await TestApi.start();
    const [idle, busy] = [own.as('rep@example.com'), own.as('rep@example.com')];
    own.org.clock.moveTo(NOW + SESSION_IDLE_MS);
    expect((await busy.get(VERSION)).status).toBe(200);
    own.org.clock.moveTo(NOW + SESSION_IDLE_MS + 1);
    expect((await idle.get(VERSION)).status).toBe(401);
    expect((await busy.get(VERSION)).status).toBe(200);
    await own.stop();
  });

  it('ends the sessions of a user who is deactivated', async () => {
    const rep = api.as('rep2@example.com');
    const id = api.org.user('rep2@example.com').id;
    await admin.patch(`${VERSION}/sobjects/User/${id}`, { IsActive: false });
    expect((await rep.get(VERSION)).status).toBe(401);
    await admin.patch(`${VERSION}/sobjects/User/${id}`, { IsActive: true });
    expect((await rep.get(VERSION)).status).toBe(200);
  });

  it('accepts the session cookie from its own pages only', async () => {
    const cookie = { authorization: '', cookie: `sid=${admin.token}` };
    const withCookie = (headers: Record<string, string>): Promise<{ status: number }> =>
      raw(VERSION, { host: new URL(api.url).host, cookie: cookie.cookie, ...headers });
    expect((await withCookie({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await withCookie({ 'sec-fetch-site': 'same-site' })).status).toBe(401);
    expect((await withCookie({ 'sec-fetch-site': 'cross-site' })).status).toBe(401);
  });
});

describe('hosts and origins', () => {
  it.each(['evil.example', 'evil.example:4680', '127.0.0.1.evil.example', '127.0.0.1:x', 'localhost@evil'])(
    'refuses the host %s',
    async (host) => {
      const reply = await raw('/services/data', { host });
      expect(reply.status).toBe(421);
      expect(JSON.parse(reply.text)[0].message).toContain(host);
    }
  );

  it.each(['http://evil.example', 'null', 'https://127.0.0.1:4680', 'http://127.0.0.1:1'])('refuses the origin %s', async (origin) => {
    expect((await raw('/services/data', { host: new URL(api.url).host, origin })).status).toBe(403);
  });

  it('accepts a forwarded port of this computer, and then pages of that origin only', async () => {
    const forwarded = { host: 'localhost:8080' };
    const versions = await raw('/services/data', forwarded);
    expect(versions.status).toBe(200);
    expect((await raw('/services/data', { ...forwarded, origin: 'http://localhost:8080' })).status).toBe(200);
    expect((await raw('/services/data', { ...forwarded, origin: 'http://localhost:3000' })).status).toBe(403);
    expect((await raw('/services/data', { host: 'evil.example:8080' })).status).toBe(421);
  });

  it('accepts localhost and its own origin', async () => {
    const { port, host } = new URL(api.url);
    expect((await raw('/services/data', { host: `localhost:${port}` })).status).toBe(200);
    expect((await raw('/services/data', { host, origin: api.url })).status).toBe(200);
  });
});

describe('paths and methods', () => {
  it('accepts several leading slashes, which Salesforce CLI sends', async () => {
    const reply = await raw(`//services/data/v68.0/limits`, { host: new URL(api.url).host, authorization: `Bearer ${admin.token}` });
    expect(reply.status).toBe(200);
  });

  it('lists the versions from 31.0 to 68.0, newest last', async () => {
    const versions = (await admin.get('/services/data')).json as { version: string; label: string }[];
    expect(versions.map((item) => item.version)).toEqual(Array.from({ length: 38 }, (_, index) => `${31 + index}.0`));
    expect(versions.find((item) => item.version === '60.0')?.label).toBe("Spring '24");
    expect(versions.at(-1)).toEqual({ label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
  });

  it.each([
    '/services/data/v30.0',
    '/services/data/v69.0',
    '/services/data/v68',
    '/services/data/latest',
    `${VERSION}/nothing`,
    '/services/nothing'
  ])('does not know %s', async (path) => {
    const reply = await admin.get(path);
    expect([reply.status, reply.json]).toEqual([404, [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }]]);
  });

  it('lists the allowed methods', async () => {
    const reply = await admin.send('PUT', `${VERSION}/sobjects/Lead`);
    expect([reply.status, reply.json]).toEqual([
      405,
      [{ message: "HTTP Method 'PUT' not allowed. Allowed are GET,POST", errorCode: 'METHOD_NOT_ALLOWED' }]
    ]);
    expect(reply.headers.get('allow')).toBe('GET, POST');
  });

  it('obeys _HttpMethod for clients that cannot send PATCH', async () => {
    const id = await admin.create('Lead', { LastName: 'Doe', Company: 'Acme' });
    expect((await admin.post(`${VERSION}/sobjects/Lead/${id}?_HttpMethod=PATCH`, { Company: 'Beta' })).status).toBe(204);
    expect(await admin.records(`SELECT Company FROM Lead WHERE Id = '${id}'`)).toMatchObject([{ Company: 'Beta' }]);
  });

  it.each([
    '/composite/graph',
    '/actions/standard',
    '/search?q=FIND',
    '/chatter/users/me',
    '/query?explain=SELECT',
    '/ui-api/actions/global'
  ])('refuses %s by name', async (path) => {
    const reply = await admin.get(VERSION + path);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('NOT_SUPPORTED');
    expect(reply.text).toContain('does not support');
  });

  it('returns how many of the day’s calls are used', async () => {
    const reply = await admin.get(`${VERSION}/limits`);
    const { DailyApiRequests } = reply.json as { DailyApiRequests: { Max: number; Remaining: number } };
    expect(reply.headers.get('sforce-limit-info')).toBe(
      `api-usage=${DailyApiRequests.Max - DailyApiRequests.Remaining}/${DailyApiRequests.Max}`
    );
  });

  it('refuses calls beyond the daily limit, and accepts calls again a day later', async () => {
    const own = await TestApi.start({ dailyApiRequests: 2 });
    const rep = own.as('rep@example.com');
    const statuses = [await rep.get(VERSION), await rep.get(VERSION), await rep.get(VERSION)].map((reply) => reply.status);
    expect(statuses).toEqual([200, 200, 403]);
    own.org.clock.moveTo(NOW + 25 * 3_600_000);
    expect((await own.as('rep@example.com').get(VERSION)).status).toBe(200);
    await own.stop();
  });
});

describe('bodies', () => {
  const create = (body: string, headers: Record<string, string> = {}): ReturnType<TestClient['post']> =>
    admin.post(`${VERSION}/sobjects/Lead`, body, headers);

  it('must be JSON', async () => {
    const reply = await create('LastName=Doe', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([reply.status, reply.json]).toEqual([
      415,
      [
        {
          message: 'Content-Type header specified in HTTP request is not supported: application/x-www-form-urlencoded',
          errorCode: 'UNSUPPORTED_MEDIA_TYPE'
        }
      ]
    ]);
    expect((await create('{}', { 'content-type': 'application/json; charset=iso-8859-1' })).status).toBe(415);
    expect((await create('{}', { 'content-encoding': 'br' })).status).toBe(415);
  });

  it.each([
    [
      '{"LastName": "Doe",}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line:1, column:20]"
    ],
    ['{"LastName": \n  Doe}', 'at [line:2, column:3]'],
    ['{"LastName": "Doe"', 'Unexpected end-of-input at [line:1, column:19]'],
    ['', 'Unexpected end-of-input at [line:1, column:1]'],
    ['[1] 2', 'expected end of input at [line:1, column:5]'],
    [
      '[]',
      'Cannot deserialize instance of object from START_ARRAY value [ or request may be missing a required field at [line:1, column:1]'
    ]
  ])('tells where %j breaks', async (body, message) => {
    const reply = await create(body);
    const [error] = reply.json as { message: string; errorCode: string }[];
    expect([reply.status, error?.errorCode]).toEqual([400, 'JSON_PARSER_ERROR']);
    expect(error?.message).toContain(message);
  });

  it('get an answer in JSON only', async () => {
    expect((await admin.get(VERSION, { accept: 'application/xml' })).status).toBe(406);
    expect((await admin.get(VERSION, { accept: 'application/xml, application/json' })).status).toBe(200);
  });

  it('are refused when they are too large', async () => {
    const huge = `{"LastName": "${'x'.repeat(51 * 1024 * 1024)}"}`;
    expect((await create(huge)).status).toBe(413);
  });

  it('are refused with a NUL character', async () => {
    const reply = await create('{"LastName": "a\\u0000b", "Company": "Acme"}');
    expect(reply.status).toBe(400);
  });
});

describe('the first requests of Salesforce CLI', () => {
  it('are answered at login', async () => {
    const user = api.org.user('admin@example.com');
    expect((await admin.get('/services/oauth2/userinfo')).json).toMatchObject({
      user_id: user.id,
      organization_id: api.org.organizationId
    });
    expect((await admin.get(`/services/data/v51.0/sobjects/User/${user.id}`)).json).toMatchObject({ Username: user.username });
    expect((await admin.get('/services/data/v51.0/query?q=SELECT+Id+FROM+ScratchOrgInfo+limit+1')).text).toContain('INVALID_TYPE');
    const fields = 'Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType';
    expect(await admin.records(`SELECT ${fields} FROM Organization`)).toMatchObject([
      { Name: 'API Fixture', IsSandbox: false, TrialExpirationDate: null }
    ]);
  });
});

describe('resources of the embedded org', () => {
  it('require an admin', async () => {
    const rep = api.as('rep@example.com');
    for (const path of ['/_org/clock', '/_org/snapshot', '/_org/log']) {
      const reply = await rep.get(path);
      expect([path, reply.status]).toEqual([path, 403]);
      expect(reply.text).toContain('INSUFFICIENT_ACCESS');
    }
    expect((await rep.post('/_org/reset', {})).status).toBe(403);
  });

  it('move the clock forward, and never back', async () => {
    const own = await TestApi.start();
    const boss = own.as('admin@example.com');
    expect((await boss.post('/_org/clock', { advance: '3d' })).json).toMatchObject({ now: '2026-11-25T17:00:00.000+0000' });
    expect((await boss.post('/_org/clock', { to: '2026-12-01T00:00:00Z' })).json).toMatchObject({ now: '2026-12-01T00:00:00.000+0000' });
    for (const body of [
      { to: '2026-11-01T00:00:00Z' },
      { to: 'soon' },
      { advance: '3y' },
      {},
      { to: '2027-01-01', advance: '1d' },
      { forward: 1 }
    ]) {
      expect([body, (await boss.post('/_org/clock', body)).status]).toEqual([body, 400]);
    }
    expect(await boss.create('Lead', { LastName: 'Doe', Company: 'Acme' })).toBeTruthy();
    expect(await boss.records('SELECT CreatedDate FROM Lead')).toMatchObject([{ CreatedDate: '2026-12-01T00:00:00.000+0000' }]);
    await own.stop();
  });

  it('return a database file, a log where there is one, and reset the org where that is possible', async () => {
    const snapshot = await admin.get('/_org/snapshot');
    expect(snapshot.text.startsWith('SQLite format 3')).toBe(true);
    expect((await admin.get('/_org/log')).text).toContain('NOT_SUPPORTED');
    expect((await admin.post('/_org/reset', {})).text).toContain('NOT_SUPPORTED');
  });
});
