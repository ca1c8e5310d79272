export { folderTree, memoryTree } from './file-tree';
export { readProject } from './project';
export type { ProjectOptions } from './project';
export { readMetadata } from './read-metadata';
export type { ReadOptions } from './read-metadata';
export * from './types';
