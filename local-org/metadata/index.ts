export { folderTree, memoryTree } from './file-tree';
export { projectTree, readProject } from './project';
export type { ProjectOptions, ProjectTree } from './project';
export { readMetadata } from './read-metadata';
export type { ReadOptions } from './read-metadata';
export * from './types';
