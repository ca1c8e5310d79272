import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apexCacheDirectory } from './cache-directory';

function homeWith(source: string): string {
  const home = mkdtempSync(path.join(tmpdir(), 'apex-home-'));
  mkdirSync(path.join(home, 'local-org', 'apex', 'compiler'), { recursive: true });
  change(home, source);
  return home;
}

function change(home: string, source: string): void {
  writeFileSync(path.join(home, 'local-org', 'apex', 'compiler', 'emit.ts'), source);
}

describe('the folder of compiled Apex', () => {
  it('stays the same until the compiler changes', () => {
    const home = homeWith('emit one way');
    const before = apexCacheDirectory(home);
    expect(apexCacheDirectory(home)).toBe(before);
    change(home, 'emit in another way');
    expect(apexCacheDirectory(home)).not.toBe(before);
  });

  it('does not depend on tests', () => {
    const home = homeWith('emit');
    const before = apexCacheDirectory(home);
    writeFileSync(path.join(home, 'local-org', 'apex', 'compiler', 'emit.test.ts'), 'test');
    expect(apexCacheDirectory(home)).toBe(before);
  });

  it('is removed with all but the last three states', () => {
    const home = homeWith('1');
    const first = apexCacheDirectory(home);
    utimesSync(first, 1, 1);
    for (const source of ['22', '333', '4444']) {
      change(home, source);
      apexCacheDirectory(home);
    }
    const left = readdirSync(path.dirname(first));
    expect(left).toHaveLength(3);
    expect(left).not.toContain(path.basename(first));
  });
});
