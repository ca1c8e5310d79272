import { createApiServer, type ApiServer } from '../../local-org/api/server';
import type { ApiServerOptions } from '../../local-org/api/types';
import { LocalOrg, type LocalOrgOptions } from '../../local-org/open';
import { agreeDefinition, readDefinition } from '../../scripts/sample/definition';

/** An org served on a free port of this machine, as `npm start` serves it. */
export interface RunningOrg {
  readonly org: LocalOrg;
  readonly server: ApiServer;
  readonly url: string;
  stop(): Promise<void>;
}

export const ADMIN = 'admin@lockstep.local';
export const PASSWORD = 'lockstep';

/** Opens an org without sample data. Defects (errors that are not the platform's own) fail the test that sees them. */
export async function startOrg(options: Partial<LocalOrgOptions> = {}, serving: ApiServerOptions = {}): Promise<RunningOrg> {
  const org = LocalOrg.open({ project: process.cwd(), database: ':memory:', onBackgroundError: report, ...options });
  const server = createApiServer(org, { onDefect: report, ...serving });
  const { url } = await server.listen(0);
  return {
    org,
    server,
    url,
    stop: async () => {
      await server.close();
      org.close();
    }
  };
}

/** Agrees the definition of a file, as both sides would. @returns its id */
export function agree(org: LocalOrg, file: string): string {
  const id = agreeDefinition(org, readDefinition(file), ADMIN);
  org.jobs.runDue();
  return id;
}

function report(error: unknown): void {
  console.error(error);
}
