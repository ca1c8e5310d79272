import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';

/** Editors write a file in several steps, and tools write several files: what follows within this time is one change. */
const QUIET_MILLISECONDS = 100;

/**
 * Tells when something in these folders, or in folders below, changes. Each folder is watched by itself: Node's own recursive
 * watching loses a file on Linux once it is replaced by another of its name, which is how most editors save.
 */
export class FolderWatcher {
  private readonly watchers = new Map<string, FSWatcher>();
  private timer: NodeJS.Timeout | undefined;

  /** @param concerns whether a change of this file is of interest; default: every change */
  constructor(
    folders: readonly string[],
    private readonly onChange: () => void,
    private readonly concerns: (file: string) => boolean = () => true
  ) {
    for (const folder of folders) this.add(folder);
  }

  close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private add(folder: string): void {
    if (this.watchers.has(folder)) return;
    const watcher = watch(folder, (_event, name) => this.changed(folder, name));
    // A deleted folder cannot be watched; the folder above has reported the change.
    watcher.on('error', () => this.drop(folder));
    this.watchers.set(folder, watcher);
    for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) this.add(join(folder, entry.name));
  }

  private drop(gone: string): void {
    for (const [folder, watcher] of this.watchers) {
      if (folder !== gone && !folder.startsWith(gone + sep)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
  }

  private changed(folder: string, name: string | null): void {
    const file = name === null ? folder : join(folder, name);
    try {
      if (statSync(file).isDirectory()) this.add(file);
    } catch {
      // It is deleted, or was deleted in the meantime.
      this.drop(file);
    }
    if (!this.concerns(file)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onChange, QUIET_MILLISECONDS);
  }
}
