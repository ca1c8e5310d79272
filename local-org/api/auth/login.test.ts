import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { NOW, TestApi, TestClient, VERSION, type TestReply } from '../testing';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const SHARED_KEY = 'a shared key that is long enough for HS256';

let api: TestApi;
let nobody: TestClient;

beforeAll(async () => {
  api = await TestApi.start({
    connectedApps: [
      { clientId: 'open' },
      { clientId: 'robot', clientSecret: 'hush', runAs: 'rep@example.com' },
      { clientId: 'signed', certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
      { clientId: 'shared', sharedKey: SHARED_KEY }
    ]
  });
  nobody = new TestClient(api.url, '');
});
afterAll(() => api.stop());

const form = (fields: Record<string, string>): Promise<TestReply> =>
  nobody.send('POST', '/services/oauth2/token', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded'
  });

const byPassword = (more: Record<string, string> = {}): Promise<TestReply> =>
  form({ grant_type: 'password', client_id: 'open', username: 'rep@example.com', password: 'secret', ...more });

interface Token {
  readonly access_token: string;
  readonly id: string;
  readonly instance_url: string;
}

/** The username of a token's user. */
async function holder(reply: TestReply): Promise<unknown> {
  const token = reply.json as Token;
  const info = await new TestClient(api.url, token.access_token).get('/services/oauth2/userinfo');
  return (info.json as { preferred_username: string }).preferred_username;
}

describe('OAuth', () => {
  it('logs in by password and returns the identity and instance URLs', async () => {
    const reply = await byPassword();
    const rep = api.org.user('rep@example.com');
    expect(reply.json).toMatchObject({
      instance_url: api.url,
      id: `${api.url}/id/${api.org.organizationId}/${rep.id}`,
      token_type: 'Bearer',
      issued_at: String(NOW)
    });
    expect((reply.json as Token).access_token.split('!')[0]).toBe(api.org.organizationId.slice(0, 15));
    expect(await holder(reply)).toBe('rep@example.com');
  });

  it.each([
    [{ password: 'wrong' }, 'invalid_grant', 'authentication failure'],
    [{ username: 'nobody@example.com' }, 'invalid_grant', 'authentication failure'],
    [{ password: '' }, 'invalid_request', 'missing required parameter: password'],
    [{ client_id: 'unknown' }, 'invalid_client_id', 'client identifier invalid'],
    [{ client_id: 'robot' }, 'invalid_client', 'invalid client credentials'],
    [{ client_id: 'robot', client_secret: 'hus' }, 'invalid_client', 'invalid client credentials'],
    [{ grant_type: 'refresh_token' }, 'unsupported_grant_type', 'grant type not supported by the embedded org: refresh_token'],
    [{ grant_type: 'magic' }, 'unsupported_grant_type', 'grant type not supported']
  ])('refuses a password login with %j', async (more, error, description) => {
    const reply = await byPassword(more);
    expect([reply.status, reply.json]).toEqual([400, { error, error_description: description }]);
  });

  it('refuses an inactive user in every flow', async () => {
    const admin = api.as('admin@example.com');
    const id = api.org.user('rep2@example.com').id;
    await admin.patch(`${VERSION}/sobjects/User/${id}`, { IsActive: false });
    expect((await byPassword({ username: 'rep2@example.com' })).json).toMatchObject({ error: 'invalid_grant' });
    await admin.patch(`${VERSION}/sobjects/User/${id}`, { IsActive: true });
    expect((await byPassword({ username: 'rep2@example.com' })).status).toBe(200);
  });

  it('runs the client credentials flow as the client’s user, with credentials in the form or in a header', async () => {
    expect(await holder(await form({ grant_type: 'client_credentials', client_id: 'robot', client_secret: 'hush' }))).toBe(
      'rep@example.com'
    );
    const basic = {
      authorization: `Basic ${Buffer.from('robot:hush').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded'
    };
    expect((await nobody.send('POST', '/services/oauth2/token', 'grant_type=client_credentials', basic)).status).toBe(200);
    expect((await form({ grant_type: 'client_credentials', client_id: 'open' })).json).toEqual({
      error: 'invalid_grant',
      error_description: 'no client credentials user enabled'
    });
  });

  describe('JWT bearer', () => {
    const sign = (claims: { iss?: string; aud?: string; exp?: string; sub?: string }, key = privateKey): Promise<string> =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(claims.iss ?? 'signed')
        .setSubject(claims.sub ?? 'rep@example.com')
        .setAudience(claims.aud ?? 'https://login.salesforce.com')
        .setExpirationTime(claims.exp ?? '3m')
        .sign(createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })));
    const bearer = (assertion: string): Promise<TestReply> =>
      form({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });

    it('accepts assertions signed with the certificate’s key or the shared key', async () => {
      expect(await holder(await bearer(await sign({})))).toBe('rep@example.com');
      expect(await holder(await bearer(await sign({ aud: api.url })))).toBe('rep@example.com');
      const shared = await new SignJWT({ sub: 'admin@example.com', iss: 'shared', aud: api.url })
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1m')
        .sign(Buffer.from(SHARED_KEY));
      expect(await holder(await bearer(shared))).toBe('admin@example.com');
    });

    it('refuses other keys, audiences, users, clients and times', async () => {
      const refusals = await Promise.all(
        [
          sign({}, stranger),
          sign({ aud: 'https://evil.example' }),
          sign({ exp: '-5m' }),
          sign({ sub: 'nobody@example.com' }),
          sign({ iss: 'unknown' }),
          sign({ iss: 'open' }),
          Promise.resolve('not.a.token'),
          Promise.resolve(`${(await sign({})).split('.').slice(0, 2).join('.')}.`)
        ].map(async (assertion) => bearer(await assertion))
      );
      expect(refusals.map((reply) => reply.status)).toEqual(refusals.map(() => 400));
      expect(refusals.map((reply) => (reply.json as { error: string }).error)).toEqual([
        'invalid_grant',
        'invalid_grant',
        'invalid_grant',
        'invalid_grant',
        'invalid_client_id',
        'invalid_client',
        'invalid_client_id',
        'invalid_grant'
      ]);
      expect(refusals[5]?.text).toContain('no certificate or shared key is configured for client open');
    });
  });

  it('revokes a token', async () => {
    const { access_token } = (await byPassword()).json as Token;
    const client = new TestClient(api.url, access_token);
    expect((await client.get(VERSION)).status).toBe(200);
    const revoke = (): Promise<TestReply> =>
      nobody.send('POST', '/services/oauth2/revoke', `token=${access_token}`, { 'content-type': 'application/x-www-form-urlencoded' });
    expect((await revoke()).status).toBe(200);
    expect((await client.get(VERSION)).status).toBe(401);
    expect((await revoke()).status).toBe(400);
  });

  it('shows the caller’s own identity only', async () => {
    const rep = api.as('rep@example.com');
    const path = (username: string): string => `/id/${api.org.organizationId}/${api.org.user(username).id}`;
    expect((await rep.get(path('rep@example.com'))).json).toMatchObject({
      username: 'rep@example.com',
      organization_id: api.org.organizationId
    });
    expect((await rep.get(path('admin@example.com'))).status).toBe(403);
  });
});

describe('SOAP', () => {
  const call = (body: string, path = '/services/Soap/u/60.0', header = ''): Promise<TestReply> =>
    nobody.send(
      'POST',
      path,
      `<?xml version="1.0"?><se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/">${header}<se:Body>${body}</se:Body></se:Envelope>`,
      { 'content-type': 'text/xml', soapaction: '""' }
    );
  const login = (password: string): Promise<TestReply> =>
    call(`<login xmlns="urn:partner.soap.sforce.com"><username>rep@example.com</username><password>${password}</password></login>`);
  const element = (reply: TestReply, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(reply.text)?.[1];
  const session = (id: string | undefined): string =>
    `<se:Header><SessionHeader xmlns="urn:partner.soap.sforce.com"><sessionId>${id}</sessionId></SessionHeader></se:Header>`;

  it('logs in, returns the user’s details, and logs out', async () => {
    const reply = await login('secret');
    expect(reply.status).toBe(200);
    expect(element(reply, 'serverUrl')).toBe(`${api.url}/services/Soap/u/60.0/${api.org.organizationId.slice(0, 15)}`);
    expect(element(reply, 'userId')).toBe(api.org.user('rep@example.com').id);
    const header = session(element(reply, 'sessionId'));
    expect(element(await call('<getUserInfo/>', undefined, header), 'organizationName')).toBe('API Fixture');
    expect((await call('<logout/>', undefined, header)).status).toBe(200);
    expect((await call('<getUserInfo/>', undefined, header)).text).toContain('<faultcode>sf:INVALID_SESSION_ID</faultcode>');
  });

  it('refuses a wrong password as a fault', async () => {
    const reply = await login('wrong &amp; worse');
    expect(reply.status).toBe(500);
    expect(element(reply, 'faultcode')).toBe('sf:INVALID_LOGIN');
    expect(element(reply, 'faultstring')).toBe('INVALID_LOGIN: Invalid username, password, security token; or user locked out.');
  });

  it('refuses unsupported operations by name', async () => {
    const header = session(api.as('admin@example.com').token);
    expect((await call('<emptyRecycleBin/>', undefined, header)).text).toContain('does not support the SOAP operation emptyRecycleBin');
    expect((await call('<readMetadata/>', '/services/Soap/m/60.0', header)).text).toContain(
      'does not support the Metadata API operation readMetadata'
    );
    expect((await call('<compileClasses/>', '/services/Soap/s/60.0/00D', header)).text).toContain('the Apex SOAP operation compileClasses');
    expect((await call('<login/>', '/services/Soap/u/12.0')).text).toContain('UNSUPPORTED_API_VERSION');
  });

  it('refuses documents and blocks of Apex that are too large', async () => {
    const header = session(api.as('admin@example.com').token);
    expect((await call(`<getUserInfo>${'<a/>'.repeat(500_001)}</getUserInfo>`, undefined, header)).text).toContain(
      'XML_PARSER_ERROR: More than 500000 elements'
    );
    const block = `<executeAnonymous><String>${'i = i + 1;'.repeat(200_000)}</String></executeAnonymous>`;
    expect(element(await call(block, '/services/Soap/s/60.0/00D', header), 'compileProblem')).toBe(
      'Script too large: 2000000 characters, at most 1000000 are allowed'
    );
  });

  it.each(['<a', '<a></b>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '', '<a/>', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`])(
    'answers broken XML with a fault: %s',
    async (body) => {
      const reply = await nobody.send('POST', '/services/Soap/u/60.0', body, { 'content-type': 'text/xml' });
      expect(reply.status).toBe(500);
      expect(reply.text).toContain('XML_PARSER_ERROR');
    }
  );
});
