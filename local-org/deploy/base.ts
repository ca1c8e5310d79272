import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../database/types';
import { memoryTree, projectTree, readMetadata } from '../metadata/index';
import type { OrgMetadata, ProjectTree } from '../metadata/index';
import type { FilePlaces } from '../metadata/types';
import type { ComponentFiles } from '../metadata/mdapi';
import { componentsOfSource, componentTree } from '../metadata/mdapi';
import { OrgFiles } from './org-files';

export interface BaseOptions {
  readonly project: string;
  readonly database: string;
  readonly extraDirectories?: readonly string[];
  readonly bare?: boolean;
}

/** Folders whose files other tools read from disk: component bundles and static resources. */
const UNPACKED = /^(lwc|staticresources)\//;

/** What an org is on: the project's folders, or nothing, with what was deployed over them. */
export class OrgBase {
  readonly files: OrgFiles;
  private project: ProjectTree;
  private projectPaths: ReadonlySet<string> = new Set();
  private projectFolders: ReadonlySet<string> = new Set();
  private known: readonly ComponentFiles[] | undefined;
  private unpackedAt: string | undefined;

  /** @param isNew whether the database has just been made. @throws OrgException, MetadataError */
  constructor(
    db: Database,
    private readonly options: BaseOptions,
    isNew: boolean
  ) {
    this.files = new OrgFiles(db);
    this.files.settleBase(options.bare ?? false, isNew);
    this.project = this.readFolders();
  }

  /** Reads the project's folders again, so that `read` and `components` return their current content. */
  refresh(): void {
    this.project = this.readFolders();
    this.known = undefined;
  }

  /** Reads the org's metadata. @param previousPrefixes key prefixes of its database. @throws MetadataError */
  read(previousPrefixes?: ReadonlyMap<string, string>): OrgMetadata {
    const options = { apiVersion: this.project.apiVersion, ...(previousPrefixes ? { previousPrefixes } : {}) };
    if (this.files.isEmpty) return readMetadata(this.project.tree, options);
    const components = this.files.over(this.components());
    this.unpack(components.values());
    return readMetadata(componentTree(components.values(), this.places), options);
  }

  /** Components of the project's folders, read once after each `refresh`. */
  components(): readonly ComponentFiles[] {
    this.known ??= componentsOfSource(this.project.tree);
    return this.known;
  }

  /** Where files and folders can be read: in the project, or among what is unpacked; by name alone where nothing reads them from disk. */
  readonly places: FilePlaces = {
    display: (file) => {
      if (UNPACKED.test(file)) return path.join(this.directory(), file);
      return this.projectPaths.has(file) ? this.project.tree.display(file) : file;
    },
    folder: (folder) => {
      if (UNPACKED.test(folder)) return path.join(this.directory(), folder);
      return this.projectFolders.has(folder) ? this.project.tree.folder(folder) : undefined;
    }
  };

  /** Writes deployed bundles and static resources to disk, for anyone who builds pages of them. */
  unpack(components: Iterable<ComponentFiles>): void {
    for (const { kind, fullName, files } of components) {
      const unpacked = files.filter((file) => UNPACKED.test(file.path));
      if (kind === 'js' && unpacked.length > 0) rmSync(this.places.display(`lwc/${fullName}`), { recursive: true, force: true });
      for (const { path: file, content } of unpacked) {
        const target = this.places.display(file);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    }
  }

  /** What an org in memory unpacked goes with it. */
  close(): void {
    if (this.options.database === ':memory:' && this.unpackedAt !== undefined) rmSync(this.unpackedAt, { recursive: true, force: true });
  }

  private readFolders(): ProjectTree {
    const project = foldersOf(this.options);
    this.projectPaths = new Set(project.tree.paths());
    this.projectFolders = new Set([...this.projectPaths].flatMap(foldersAbove));
    return project;
  }

  private directory(): string {
    const { database } = this.options;
    this.unpackedAt ??= database === ':memory:' ? mkdtempSync(path.join(tmpdir(), 'org-deployed-')) : `${path.resolve(database)}.deployed`;
    return this.unpackedAt;
  }
}

/** The folders that a file is in, from the outside in. */
function foldersAbove(file: string): string[] {
  const segments = file.split('/').slice(0, -1);
  return segments.map((_segment, index) => segments.slice(0, index + 1).join('/'));
}

function foldersOf({ project, extraDirectories, bare = false }: BaseOptions): ProjectTree {
  const whole = projectTree({ root: project, ...(extraDirectories ? { extraDirectories } : {}) });
  return bare ? { ...whole, tree: memoryTree({}) } : whole;
}
