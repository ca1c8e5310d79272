import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BundleRequest, ProjectComponent } from './types';

/** A project of LWC folders in a temporary place, for tests of the bundler. */
export class TestProject {
  readonly root = mkdtempSync(join(tmpdir(), 'lwc-project-'));
  /** Lockstep's own folder: tests run from it. */
  readonly home = process.cwd();
  private readonly components = new Map<string, ProjectComponent>();

  /** Writes a component. @param files content by file name; @param room folder that holds the `lwc` folder */
  component(name: string, files: Readonly<Record<string, string>>, room = 'one', more: Partial<ProjectComponent> = {}): this {
    const directory = join(this.root, 'force-app/main', room, 'lwc', name);
    for (const [file, content] of Object.entries(files)) this.write(join(directory, file), content);
    this.components.set(name, { name, directory, apiVersion: 68, exposed: true, ...more });
    return this;
  }

  request(more: Partial<BundleRequest> = {}): BundleRequest {
    return {
      home: this.home,
      cacheDirectory: join(this.root, 'cache'),
      components: [...this.components.values()],
      development: false,
      names: {
        labels: { Greeting: { en_US: 'Hello', de: 'Hallo' } },
        objects: {
          Lead: { fields: ['Id', 'Name', 'OwnerId'], relationships: { Owner: ['User', 'Group'] } },
          User: { fields: ['Id', 'Name', 'Email'], relationships: {} },
          Group: { fields: ['Id', 'Name'], relationships: {} }
        },
        staticResources: ['chartJs'],
        customPermissions: ['See_Scores']
      },
      ...more
    };
  }

  file(component: string, name: string): string {
    const directory = this.components.get(component)?.directory;
    if (directory === undefined) throw new Error(`The test project has no component ${component}.`);
    return join(directory, name);
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
