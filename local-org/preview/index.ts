export { createPreview } from './preview';
export type { Preview, PreviewOptions } from './preview';
export { FolderWatcher } from './server/folder-watcher';
export { BundleError, describeProblem } from './bundler/types';
export type { BundleProblem, BundleProgress } from './bundler/types';
