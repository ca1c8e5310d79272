export { folderTree, memoryTree } from './file-tree';
export { projectTree, readProject } from './project';
export type { ProjectTree } from './project';
export { readMetadata } from './read-metadata';
export * from './types';
