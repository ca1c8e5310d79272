import path from 'node:path';
import { FolderWatcher } from '../../local-org/preview';

/** Looks for changes in metadata folders, except for what the preview itself looks after: the code of components. */
export function watchMetadata(folders: readonly string[], onChange: () => void): FolderWatcher {
  return new FolderWatcher(folders, onChange, (file) => !isComponentCode(file));
}

/** A component's own files; what it is for the org (`.js-meta.xml`) is metadata like any other. */
function isComponentCode(file: string): boolean {
  return file.split(path.sep).includes('lwc') && !file.endsWith('-meta.xml');
}
