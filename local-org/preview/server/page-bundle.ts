import { basename, join } from 'node:path';
import type { OrgMetadata } from '../../metadata/types';
import { ComponentBundler } from '../bundler/component-bundler';
import { describeProblem } from '../bundler/types';
import type { Bundle, BundleManifest, BundleProgress, BundleRequest, ImportableNames } from '../bundler/types';
import { FolderWatcher } from './folder-watcher';

export interface PageBundleOptions {
  readonly home: string;
  readonly cacheDirectory?: string;
  readonly watch?: boolean;
  readonly onProgress?: (progress: BundleProgress) => void;
  readonly onProblem?: (problem: string) => void;
}

export interface BuiltScripts {
  readonly manifest: BundleManifest;
  /** URL of the folder of scripts, ends with `/`. */
  readonly scripts: string;
}

/** Milliseconds after which a page that waits for changes is told that there were none, so that it asks again. */
const WAIT = 25_000;

/** The names that components may import, read from the project's metadata. */
export function importableNames(metadata: OrgMetadata): ImportableNames {
  const labels: Record<string, Record<string, string>> = {};
  for (const { fullName, language, value } of metadata.labels) (labels[fullName] ??= {})[language] = value;
  const objects: Record<string, ImportableNames['objects'][string]> = {};
  for (const object of metadata.schema.objects) {
    const relationships: Record<string, readonly string[]> = {};
    for (const field of object.fields) {
      if (field.relationshipName !== undefined) relationships[field.relationshipName] = field.referenceTo;
    }
    objects[object.apiName] = { fields: object.fields.map(({ apiName }) => apiName), relationships };
  }
  return {
    labels,
    objects,
    staticResources: metadata.staticResources.map(({ fullName }) => fullName),
    customPermissions: metadata.customPermissions.map(({ fullName }) => fullName)
  };
}

/** The scripts of the pages: built at start, and again whenever a source changes while watching. */
export class PageBundle {
  readonly home: string;
  /** Folder that holds the builds. */
  readonly directory: string;
  private readonly bundler: ComponentBundler;
  private readonly request: BundleRequest;
  private building: Promise<Bundle> | undefined;
  private isClosed = false;
  private watcher: FolderWatcher | undefined;
  private readonly waiting = new Set<() => void>();
  private reported = '';

  constructor(
    metadata: OrgMetadata,
    private readonly options: PageBundleOptions
  ) {
    this.home = options.home;
    const cacheDirectory = options.cacheDirectory ?? join(this.home, '.local-org/cache/lwc');
    this.directory = join(cacheDirectory, 'bundles');
    this.bundler = new ComponentBundler(options.onProgress);
    this.request = {
      home: this.home,
      cacheDirectory,
      development: options.watch === true,
      names: importableNames(metadata),
      components: metadata.lwc.map(({ name, directory, apiVersion, isExposed }) => ({ name, directory, apiVersion, exposed: isExposed }))
    };
  }

  start(): void {
    void this.build().catch(() => undefined);
    if (this.options.watch !== true) return;
    const folders = [...this.request.components.map(({ directory }) => directory), join(this.home, 'local-org/preview/client')];
    this.watcher = new FolderWatcher(folders, () => this.buildAgain());
  }

  /** @throws BundleError */
  async current(): Promise<BuiltScripts> {
    const { directory, manifest } = await (this.building ?? this.build());
    return { manifest, scripts: `/assets/lwc/${basename(directory)}/` };
  }

  /** Settles with true once there are other scripts than these, with false when it is time to ask again. */
  async changed(scripts: string): Promise<boolean> {
    const isOther = async (): Promise<boolean> => (await this.current().catch(() => undefined))?.scripts !== scripts;
    if (await isOther()) return true;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, WAIT);
      this.waiting.add(done);
    });
    return isOther();
  }

  close(): void {
    this.isClosed = true;
    this.watcher?.close();
    for (const done of [...this.waiting]) done();
    this.bundler.close();
  }

  private buildAgain(): void {
    this.build().then(
      () => {
        for (const done of [...this.waiting]) done();
      },
      () => undefined
    );
  }

  private build(): Promise<Bundle> {
    const building = this.bundler.bundle(this.request).then(
      (bundle) => {
        this.report(bundle.manifest.problems.map(describeProblem));
        // Without watching there is nothing more to build: the process that did ends.
        if (this.options.watch !== true) this.bundler.close();
        return bundle;
      },
      (error: unknown) => {
        // A build that was interrupted by closing is not an error.
        if (!this.isClosed) this.report([error instanceof Error ? error.message : String(error)]);
        throw error;
      }
    );
    this.building = building;
    return building;
  }

  private report(problems: readonly string[]): void {
    const text = problems.join('\n');
    if (text !== this.reported) for (const problem of problems) this.options.onProblem?.(problem);
    this.reported = text;
  }
}
