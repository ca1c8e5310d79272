import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createApiServer } from '../api/server';
import type { ApiServer } from '../api/server';
import { FIXTURE, NOW } from '../api/testing';
import { LocalOrg } from '../open';
import { createPreview } from './preview';
import type { Preview, PreviewOptions } from './preview';

/** Pages and components over the API's fixture project. */
const PAGES = join(__dirname, 'fixture/force-app');

/** The fixture's org, in memory, its clock stopped. */
export function openFixtureOrg(): LocalOrg {
  return LocalOrg.open({ project: FIXTURE, database: ':memory:', clockStandsAt: NOW, extraDirectories: [relative(FIXTURE, PAGES)] });
}

export interface ServedFixture {
  readonly org: LocalOrg;
  readonly server: ApiServer;
  readonly preview: Preview;
  readonly url: string;
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

/** Serves the fixture's pages on a free port. Compiled modules are kept between runs, as they are for `npm start`. */
export async function serveFixture(options: Partial<PreviewOptions> = {}): Promise<ServedFixture> {
  const org = openFixtureOrg();
  const problems: string[] = [];
  const preview = createPreview(org, { project: FIXTURE, home: process.cwd(), onProblem: (problem) => problems.push(problem), ...options });
  const server = createApiServer(org, {
    fallback: (call) => preview.answer(call),
    onDefect: (error) => {
      console.error(error);
    }
  });
  const { url } = await server.listen(0);
  return {
    org,
    server,
    preview,
    url,
    problems,
    stop: async () => {
      preview.close();
      await server.close();
      org.close();
    }
  };
}

/** A folder for one test's cache. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'preview-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
