import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The first Chromium on the PATH, or undefined. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** `describe` where there is a browser; elsewhere the tests are skipped, and it says why. */
export function describeInBrowser(name: string, tests: (executable: string) => void): void {
  const executable = findChromium();
  if (executable === undefined) {
    console.warn(`Browser tests "${name}" are skipped: none of ${NAMES.join(', ')} is on the PATH.`);
    describe.skip(name, () => tests(''));
    return;
  }
  describe(name, () => tests(executable));
}

/** Chromium refuses to run sandboxed as root, as it is in containers. */
export function launchBrowser(executable: string): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
