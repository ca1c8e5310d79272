import { createApiServer, type ApiServer } from '../../local-org/api';
import type { LocalOrg } from '../../local-org/open';
import { connectedApps } from '../starting/connected-apps';
import type { Example } from '../starting/data';
import { openOrg } from '../starting/org-files';
import { readOptions } from '../starting/options';

/** An org in memory with an example's fields, whose clock begins in the past; served on a free port, without pages. */
export class HistoricOrg {
  private constructor(
    private readonly org: LocalOrg,
    private readonly server: ApiServer,
    readonly url: string
  ) {}

  /** @param startsAt where its clock begins */
  static async open(example: Example, startsAt: number): Promise<HistoricOrg> {
    const options = readOptions(['--database', ':memory:', '--example', example.name, '--clock', new Date(startsAt).toISOString()]);
    if (options === 'help') throw new Error('These options open an org.');
    const org = openOrg(options, example);
    const server = createApiServer(org, {
      connectedApps: connectedApps(org.configuration, null),
      // A replay of years is more calls than an org answers in a day of its clock that hardly moves.
      dailyApiRequests: Number.MAX_SAFE_INTEGER,
      onDefect: (error, method, path) => console.error(`${method} ${path}:`, error)
    });
    const { url } = await server.listen(0);
    return new HistoricOrg(org, server, url);
  }

  async close(): Promise<void> {
    await this.server.close();
    this.org.close();
  }
}
