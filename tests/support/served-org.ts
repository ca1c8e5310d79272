import { TestClient, VERSION, type TestReply } from '../../local-org/api/testing';
import { readOptions } from '../../scripts/starting/options';
import { OrgServer } from '../../scripts/starting/org-server';
import { ADMIN, agree, PASSWORD } from './running-org';

/** An org as `npm start` serves it, pages included, in memory, with the default definition agreed. */
export class ServedOrg {
  private constructor(
    readonly running: OrgServer,
    readonly admin: TestClient,
    readonly rep: TestClient,
    private readonly complaints: jest.SpyInstance
  ) {}

  static async start(): Promise<ServedOrg> {
    const complaints = jest.spyOn(console, 'error');
    const options = readOptions(['--port', '0', '--database', ':memory:', '--empty']);
    if (options === 'help') throw new Error('help');
    const running = await OrgServer.start(options, null);
    agree(running.org, 'data/lead-definition.json');
    return new ServedOrg(running, await login(running.url, ADMIN), await login(running.url, 'rep@lockstep.local'), complaints);
  }

  get url(): string {
    return this.running.url;
  }

  /** A client that has logged in as one of the sample users; without a token if that was refused. */
  login(username: string): Promise<TestClient> {
    return login(this.url, username);
  }

  anonymous(source: string, client = this.admin): Promise<TestReply> {
    return client.get(`${VERSION}/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);
  }

  /** Stops the server, which must be as healthy as it was and must not have met a defect of its own: nothing a client sends may be one. */
  async stop(): Promise<void> {
    expect((await this.admin.get('/_org/health')).json).toMatchObject({ status: 'ok' });
    expect(this.running.org.db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    await this.running.stop();
    expect(this.complaints.mock.calls).toEqual([]);
    this.complaints.mockRestore();
  }
}

async function login(url: string, username: string): Promise<TestClient> {
  const form = new URLSearchParams({ grant_type: 'password', client_id: 'PlatformCLI', username, password: PASSWORD });
  const response = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: form });
  const { access_token = '' } = (await response.json()) as { access_token?: string };
  return new TestClient(url, access_token);
}

export type Refusal = readonly [what: string, run: () => Promise<TestReply>, status: number, code: string, message: string];

/** A test for each: status, `errorCode` and message of the first error. */
export function itRefuses(refusals: readonly Refusal[]): void {
  it.each(refusals)('%s', async (_what, run, status, code, message) => {
    const reply = await run();
    const first: unknown = Array.isArray(reply.json) ? reply.json[0] : reply.json;
    expect([reply.status, first]).toEqual([
      status,
      expect.objectContaining({ errorCode: code, message: expect.stringContaining(message) })
    ]);
  });
}
