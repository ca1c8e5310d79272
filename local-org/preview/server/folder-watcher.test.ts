import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderWatcher } from './folder-watcher';

describe('a watched folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watched-'));
  let tell: () => void = () => undefined;
  let watcher: FolderWatcher;

  /** Resolves once the watcher has told of what `change` does. */
  const toldOf = (change: () => void): Promise<void> =>
    new Promise((resolve) => {
      tell = resolve;
      change();
    });
  const replace = (file: string, text: string): void => {
    writeFileSync(join(tmpdir(), 'watched-next'), text);
    renameSync(join(tmpdir(), 'watched-next'), join(folder, file));
  };

  beforeAll(() => {
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(folder, 'below', 'a.txt'), '1');
    watcher = new FolderWatcher(
      [folder],
      () => tell(),
      (file) => !file.endsWith('.ignored')
    );
  });

  afterAll(() => {
    watcher.close();
    rmSync(folder, { recursive: true });
  });

  it('tells of files that are written, and replaced again and again', async () => {
    await toldOf(() => writeFileSync(join(folder, 'below', 'a.txt'), '2'));
    await toldOf(() => replace('below/a.txt', '3'));
    await toldOf(() => replace('below/a.txt', '4'));
  });

  it('tells of files in folders that are new, and in those that went and came back', async () => {
    await toldOf(() => mkdirSync(join(folder, 'new')));
    await toldOf(() => writeFileSync(join(folder, 'new', 'b.txt'), '1'));
    await toldOf(() => rmSync(join(folder, 'new'), { recursive: true }));
    await toldOf(() => mkdirSync(join(folder, 'new')));
    await toldOf(() => writeFileSync(join(folder, 'new', 'b.txt'), '2'));
  });

  it('ignores changes of other files', async () => {
    let calls = 0;
    tell = () => calls++;
    writeFileSync(join(folder, 'c.ignored'), '1');
    await toldOf(() => writeFileSync(join(folder, 'c.txt'), '1'));
    expect(calls).toBe(0);
  });
});
