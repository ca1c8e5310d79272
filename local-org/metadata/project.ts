import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folderTree } from './file-tree';
import { readMetadata } from './read-metadata';
import type { ReadOptions } from './read-metadata';
import { MetadataError } from '../errors';
import type { FileTree, OrgMetadata } from './types';

export interface ProjectOptions extends Omit<ReadOptions, 'apiVersion'> {
  /** Folder that holds sfdx-project.json. */
  readonly root: string;
  /** More folders of metadata in source format, such as `examples/xeducation/force-app`, relative to `root`. */
  readonly extraDirectories?: readonly string[];
}

interface ProjectFile {
  readonly directories: readonly string[];
  readonly apiVersion: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws MetadataError for a file that is missing, no JSON or incomplete */
function readProjectFile(root: string): ProjectFile {
  const file = path.join(root, 'sfdx-project.json');
  const wrong = (problem: string): MetadataError => new MetadataError(file, 1, 1, problem);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong(`no project can be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(content) || !Array.isArray(content['packageDirectories'])) throw wrong('packageDirectories is missing');
  const directories = content['packageDirectories'].map((entry: unknown): string => {
    if (!isRecord(entry) || typeof entry['path'] !== 'string' || entry['path'] === '') throw wrong('a package directory has no path');
    return entry['path'];
  });
  const version = content['sourceApiVersion'];
  if (typeof version !== 'string' || !/^\d+\.0$/.test(version)) throw wrong('sourceApiVersion is missing or not of the form 68.0');
  return { directories, apiVersion: Number(version) };
}

/** A project's files as its sfdx-project.json lays them out. */
export interface ProjectTree {
  readonly tree: FileTree;
  /** `sourceApiVersion`, for example 68. */
  readonly apiVersion: number;
}

/** @throws MetadataError for a sfdx-project.json that cannot be used, or a folder that is not there */
export function projectTree({ root, extraDirectories }: Pick<ProjectOptions, 'root' | 'extraDirectories'>): ProjectTree {
  const project = readProjectFile(root);
  const directories = [...project.directories, ...(extraDirectories ?? [])];
  const missing = directories.find((directory) => !existsSync(path.join(root, directory)));
  if (missing !== undefined) throw new MetadataError(path.join(root, 'sfdx-project.json'), 1, 1, `there is no folder ${missing}`);
  return { tree: folderTree(path.resolve(root), directories), apiVersion: project.apiVersion };
}

/** Reads a project's metadata through its sfdx-project.json. @throws MetadataError */
export function readProject(options: ProjectOptions): OrgMetadata {
  const { root, extraDirectories, ...more } = options;
  const { tree, apiVersion } = projectTree({ root, ...(extraDirectories ? { extraDirectories } : {}) });
  return readMetadata(tree, { ...more, apiVersion });
}
