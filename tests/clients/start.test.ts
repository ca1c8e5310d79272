import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import { Connection } from 'jsforce';
import { TestClient, type TestReply } from '../../local-org/api/testing';
import { readOptions, type StartOptions } from '../../scripts/starting/options';
import { OrgServer } from '../../scripts/starting/org-server';
import { openOrg } from '../../scripts/starting/org-files';
import { ADMIN, PASSWORD } from '../support/running-org';
import { ServerProcess } from '../support/server-process';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-start-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const optionsFor = (...args: readonly string[]): StartOptions => {
  const options = readOptions(['--port', '0', '--empty', ...args]);
  if (options === 'help') throw new Error('help');
  return options;
};

async function login(running: OrgServer): Promise<Connection> {
  const connection = new Connection({ loginUrl: running.url, version: '68.0' });
  await connection.login(ADMIN, PASSWORD);
  return connection;
}

/** The connection's session without jsforce, which logs in again when a session ends. */
const sessionOf = (connection: Connection): TestClient => new TestClient(connection.instanceUrl, connection.accessToken ?? '');
const reset = (connection: Connection): Promise<TestReply> => sessionOf(connection).post('/_org/reset', {});

const files = (): string[] => fs.readdirSync(folder).sort();

describe('--clock', () => {
  const clockOf = async (running: OrgServer): Promise<number> => {
    const { now } = await (await login(running)).request<{ now: string }>(`${running.url}/_org/clock`);
    return Date.parse(now);
  };
  const past = Date.parse('2017-06-01T00:00:00Z');

  it('begins a new org in the past; its clock runs on from there, through a reset and a restart', async () => {
    const database = path.join(folder, 'past.db');
    const running = await OrgServer.start(optionsFor('--database', database, '--clock', '2017-06-01'), null);
    try {
      const started = await clockOf(running);
      expect(started).toBeGreaterThanOrEqual(past);
      expect(started).toBeLessThan(past + 3_600_000);
      const connection = await login(running);
      expect((await sessionOf(connection).post('/_org/clock', { to: '2017-06-01T12:00:00Z' })).status).toBe(200);
      expect(await clockOf(running)).toBeGreaterThanOrEqual(Date.parse('2017-06-01T12:00:00Z'));
      expect((await reset(connection)).json).toMatchObject({ status: 'ok' });
      expect(await clockOf(running)).toBeLessThan(past + 3_600_000);
    } finally {
      await running.stop();
    }
    expect(() => openOrg(optionsFor('--database', database, '--clock', '2018-01-01'), null)).toThrow(/--clock is for a new org/);
    const again = await OrgServer.start(optionsFor('--database', database), null);
    try {
      expect(await clockOf(again)).toBeLessThan(past + 3_600_000);
    } finally {
      await again.stop();
    }
    for (const file of files()) fs.rmSync(path.join(folder, file), { recursive: true });
  });

  it('is refused as text if it is no date', () => {
    expect(() => optionsFor('--clock', 'yesterday')).toThrow(/--clock must be a date such as 2017-06-01 .*not yesterday/);
  });
});

describe('/_org/reset of a server that was started', () => {
  it.each([
    ['in memory', ':memory:'],
    ['in a file', path.join(folder, 'reset.db')]
  ])('makes the org new %s: no records, no sessions, the same users, pages and jobs', async (_where, database) => {
    const running = await OrgServer.start(optionsFor('--database', database), null);
    try {
      const before = await login(running);
      await before.sobject('Lead').create({ LastName: 'Old', Company: 'Old' });
      const old = running.org;
      const session = sessionOf(before);
      expect((await reset(before)).json).toMatchObject({ status: 'ok' });
      expect((await session.query('SELECT Id FROM Lead')).status).toBe(401);
      const after = await login(running);
      expect((await after.query('SELECT Id FROM Lead')).totalSize).toBe(0);
      expect((await after.query('SELECT Id FROM CronTrigger')).totalSize).toBeGreaterThan(0);
      expect(running.org).not.toBe(old);
      expect(() => old.db.get('SELECT 1')).toThrow();

      // Pages and jobs are the new org's.
      const page = await fetch(`${running.url}/lightning/page/home`);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Ada Admin')]);
      const { id } = await after.sobject('Lead').create({ LastName: 'New', Company: 'New' });
      expect(await after.sobject('Lead').retrieve(id ?? '')).toMatchObject({ LastName: 'New' });
    } finally {
      await running.stop();
    }
    if (database !== ':memory:') expect(files()).toEqual(['reset.db']);
  });

  it('leaves the old org as it is if the new one cannot be made', async () => {
    const database = path.join(folder, 'kept.db');
    const running = await OrgServer.start(optionsFor('--database', database), null);
    try {
      const connection = await login(running);
      const { id } = await connection.sobject('Lead').create({ LastName: 'Kept', Company: 'Kept' });
      // Where the new database would be made there is a folder.
      fs.mkdirSync(`${database}.next`);
      const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      expect((await reset(connection)).status).toBe(500);
      errors.mockRestore();
      expect(await connection.sobject('Lead').retrieve(id ?? '')).toMatchObject({ LastName: 'Kept' });
    } finally {
      await running.stop();
      fs.rmSync(`${database}.next`, { recursive: true });
    }
  });
});

describe('logins of a server that was started', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = path.join(folder, 'public.pem');
  let running: OrgServer;

  beforeAll(async () => {
    fs.writeFileSync(certificate, publicKey.export({ type: 'spki', format: 'pem' }));
    running = await OrgServer.start(optionsFor('--database', ':memory:', '--jwt-certificate', certificate), null);
  });
  afterAll(() => running.stop());

  const oauth2 = (clientId: string, clientSecret?: string) => ({
    loginUrl: running.url,
    clientId,
    ...(clientSecret ? { clientSecret } : {})
  });

  it('take the clients of config/embedded-org.json: password, client credentials and JWT bearer', async () => {
    const byPassword = new Connection({ oauth2: oauth2('lockstep', 'lockstep-secret') });
    await byPassword.login('rep@lockstep.local', PASSWORD);
    expect(await byPassword.identity()).toMatchObject({ username: 'rep@lockstep.local' });

    const byClient = new Connection({ oauth2: oauth2('lockstep', 'lockstep-secret') });
    await byClient.authorize({ grant_type: 'client_credentials' });
    expect(await byClient.identity()).toMatchObject({ username: ADMIN });

    const assertion = await new SignJWT({ sub: 'marketer@lockstep.local', iss: 'lockstep', aud: running.url })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('2m')
      .sign(privateKey);
    const byKey = new Connection({ oauth2: oauth2('lockstep') });
    await byKey.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
    expect(await byKey.identity()).toMatchObject({ username: 'marketer@lockstep.local' });
  });

  it('refuse a wrong secret, an unknown client and another’s signature', async () => {
    const token = async (form: Record<string, string>): Promise<unknown> =>
      (await fetch(`${running.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })).json();
    expect(await token({ grant_type: 'client_credentials', client_id: 'lockstep', client_secret: 'wrong' })).toMatchObject({
      error: 'invalid_client'
    });
    expect(await token({ grant_type: 'password', client_id: 'stranger', username: ADMIN, password: PASSWORD })).toMatchObject({
      error: 'invalid_client_id'
    });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const assertion = await new SignJWT({ sub: ADMIN, iss: 'lockstep', aud: running.url })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('2m')
      .sign(other);
    expect(await token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a start', () => {
  it('is refused while a living process has the database, which --fresh must not remove either', async () => {
    const database = path.join(folder, 'busy.db');
    const running = await OrgServer.start(optionsFor('--database', database), null);
    try {
      for (const more of [[], ['--fresh']]) {
        const second = ServerProcess.spawn('--empty', '--database', database, ...more);
        expect([await second.exitCode(), second.printed]).toEqual([1, expect.stringContaining(`in use by process ${process.pid}`)]);
      }
      expect(fs.existsSync(database)).toBe(true);
      expect((await (await login(running)).query('SELECT Id FROM User')).totalSize).toBe(7);
    } finally {
      await running.stop();
    }
  });

  it('makes an empty database file an org like any other, with its jobs', () => {
    const jobsIn = (database: string): unknown[] => {
      const org = openOrg(optionsFor('--database', database), null);
      try {
        return org.db.all('SELECT CronExpression FROM CronTrigger ORDER BY CronExpression');
      } finally {
        org.close();
      }
    };
    const database = path.join(folder, 'nothing.db');
    fs.writeFileSync(database, '');
    const jobs = jobsIn(database);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs).toEqual(jobsIn(path.join(folder, 'absent.db')));
    expect(jobsIn(database)).toEqual(jobs);
  });

  it('is refused on a damaged database, which it names and leaves as it is', async () => {
    const database = path.join(folder, 'damaged.db');
    fs.writeFileSync(database, 'no database');
    const start = ServerProcess.spawn('--empty', '--database', database);
    expect([await start.exitCode(), start.printed]).toEqual([1, expect.stringContaining(`The file ${database} is no SQLite database`)]);
    expect(start.printed).not.toContain('    at ');
    expect(fs.readFileSync(database, 'utf8')).toBe('no database');
  });

  it('is refused with what to do if the port is taken, and leaves the database free', async () => {
    const running = await OrgServer.start(optionsFor('--database', ':memory:'), null);
    const { port } = new URL(running.url);
    const database = path.join(folder, 'port.db');
    const second = ServerProcess.spawn('--empty', '--database', database, '--port', port);
    expect([await second.exitCode(), second.printed]).toEqual([1, expect.stringContaining(`Port ${port} is taken by another program`)]);
    expect(second.printed).not.toContain('    at ');
    await running.stop();
    openOrg(optionsFor('--database', database), null).close();
  });

  it('begins again where the first one was cut short', () => {
    const database = path.join(folder, 'cut.db');
    const options = optionsFor('--database', database);
    openOrg(options, null).close();
    const half = openOrg(options, null);
    half.db.exec('DELETE FROM CronTrigger');
    half.close();
    fs.writeFileSync(`${database}.filling`, '');
    const org = openOrg(options, null);
    expect(org.db.get('SELECT count(*) AS jobs FROM CronTrigger')).not.toEqual({ jobs: 0 });
    org.close();
    expect(files().filter((name) => name.startsWith('cut'))).toEqual(['cut.db']);
  });

  it.each([
    [['--port', 'many'], '--port must be a whole number'],
    [['--example', 'nothing'], 'There is no example named nothing'],
    [['--page-cache', '0'], '--page-cache must be a whole number of kilobytes above 0'],
    [['--surprise'], "Unknown option '--surprise'"]
  ])('is refused with %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });

  it.each([
    ['absent.pem', 'Cannot read the certificate'],
    ['package.json', 'neither a certificate nor a public key']
  ])('is refused with %s as a certificate', async (file, message) => {
    await expect(OrgServer.start(optionsFor('--database', ':memory:', '--jwt-certificate', file), null)).rejects.toThrow(message);
  });
});
