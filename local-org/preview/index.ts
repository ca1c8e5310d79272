export { beginPages, createPreview } from './preview';
export type { Preview, PreviewOptions } from './preview';
export { FolderWatcher } from './server/folder-watcher';
export type { PageBundle } from './server/page-bundle';
