import path from 'node:path';
import { createApiServer, type ApiServer } from '../../local-org/api';
import type { OrgMetadata } from '../../local-org/metadata/types';
import type { LocalOrg } from '../../local-org/open';
import {
  beginPages,
  createPreview,
  type FolderWatcher,
  type PageBundle,
  type Preview,
  type PreviewOptions
} from '../../local-org/preview/index';
import { connectedApps } from './connected-apps';
import type { Example } from './data';
import { portProblem } from './free-port';
import { openUnfilled, removeDatabase, renewOrg } from './org-files';
import type { StartOptions } from './options';
import { watchMetadata } from './watch-metadata';

/** How often due jobs are looked for while nothing else happens. */
const JOB_INTERVAL_MILLISECONDS = 1_000;

/** The org of the options with its API and its pages, until it is stopped. A reset puts a new org in the place of the old one. */
export class OrgServer {
  private readonly server: ApiServer;
  private jobs: NodeJS.Timeout | undefined;
  private watcher: FolderWatcher | undefined;
  private pages: Preview;
  private pagesOf: OrgMetadata | undefined;

  private constructor(
    private current: LocalOrg,
    private readonly options: StartOptions,
    private readonly example: Example | null,
    begun?: PageBundle
  ) {
    this.pages = this.createPages(begun);
    this.server = createApiServer(current, {
      connectedApps: connectedApps(current.configuration, options.jwtCertificate),
      fallback: (call) => this.currentPages().answer(call),
      log: () => [...this.current.outbox.notifications, ...this.current.outbox.emails].map((message) => ({ ...message })),
      reset: () => this.renew(),
      onDefect: (error, method, path) => console.error(`${method} ${path}:`, error)
    });
  }

  /**
   * Opens the org (making and filling it on first start) and serves it.
   * @throws Error saying so if the port is taken; DatabaseInUse; whatever `LocalOrg.open` refuses
   */
  static async start(options: StartOptions, example: Example | null): Promise<OrgServer> {
    if (options.fresh) removeDatabase(options.database);
    let begun: PageBundle | undefined;
    let org: LocalOrg | undefined;
    try {
      // Another process builds the pages: it works while this one compiles Apex and fills the org.
      const opened = openUnfilled(options, example, (metadata) => (begun = beginPages(metadata, pageOptions(options))));
      org = opened.org;
      const running = new OrgServer(org, options, example, begun);
      opened.fill();
      await running.listen();
      return running;
    } catch (error) {
      begun?.close();
      org?.close();
      throw error;
    }
  }

  get org(): LocalOrg {
    return this.current;
  }

  get preview(): Preview {
    return this.pages;
  }

  /** Where it is served. */
  get url(): string {
    const address = this.server.http.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : this.options.port}`;
  }

  /** Ends connections and background work, then closes the org. */
  async stop(): Promise<void> {
    clearInterval(this.jobs);
    this.watcher?.close();
    this.pages.close();
    await this.server.close();
    this.current.close();
  }

  private async listen(): Promise<void> {
    await this.server.listen(this.options.port).catch((error: unknown) => {
      throw portProblem(error, this.options.port);
    });
    this.jobs = setInterval(() => this.runJobs(), JOB_INTERVAL_MILLISECONDS);
    if (this.options.watch) this.watcher = watchMetadata(this.folders(), () => this.reload());
  }

  private folders(): string[] {
    return this.example ? ['force-app', path.join(this.example.directory, 'force-app')] : ['force-app'];
  }

  /** Reloads the project's changed objects, Apex and pages, and keeps the old ones if the new ones have errors. */
  private reload(): void {
    try {
      this.current.reload();
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : String(error)}\nThe org continues as it was.`);
      return;
    }
    this.pages.close();
    this.pages = this.createPages();
    console.log('The project has changed: the org continues with what is there now. Load open pages again.');
  }

  private runJobs(): void {
    try {
      this.current.jobs.runDue();
    } catch (error) {
      // A defect in one job must not take the server down.
      console.error(error);
    }
  }

  private renew(): LocalOrg {
    this.current = renewOrg(this.current, this.options, this.example);
    this.pages.close();
    this.pages = this.createPages();
    return this.current;
  }

  /** The pages of the current metadata; a deployment creates new ones. */
  private currentPages(): Preview {
    if (this.pagesOf === this.current.metadata) return this.pages;
    this.pages.close();
    this.pages = this.createPages();
    return this.pages;
  }

  private createPages(begun?: PageBundle): Preview {
    this.pagesOf = this.current.metadata;
    return createPreview(this.current, { ...pageOptions(this.options), ...(begun ? { begun } : {}) });
  }
}

const pageOptions = ({ watch }: StartOptions): PreviewOptions => ({ project: process.cwd(), watch });
