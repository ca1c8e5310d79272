import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps, and tools write several files: what follows within this time is one change. */
const QUIET_MILLISECONDS = 300;

/** Looks for changes in metadata folders, except for what the preview itself looks after: the code of components. */
export class ProjectWatcher {
  private readonly watchers: readonly FSWatcher[];
  private timer: NodeJS.Timeout | undefined;

  constructor(folders: readonly string[], onChange: () => void) {
    this.watchers = folders.map((folder) =>
      watch(folder, { recursive: true }, (_event, file) => {
        if (file !== null && isComponentCode(file)) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(onChange, QUIET_MILLISECONDS);
      })
    );
  }

  close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }
}

/** A component's own files; what it is for the org (`.js-meta.xml`) is metadata like any other. */
function isComponentCode(file: string): boolean {
  return file.split(path.sep).includes('lwc') && !file.endsWith('-meta.xml');
}
