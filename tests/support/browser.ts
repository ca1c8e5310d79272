import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/testing/browser';

/** `describe` where there is a browser; elsewhere the tests are skipped, and it says why. */
export function describeInBrowser(name: string, tests: (executable: string) => void): void {
  const executable = findBrowser();
  if (executable === null) {
    console.warn(`Browser tests "${name}" are skipped: no Chromium is on the PATH or in CHROMIUM_PATH.`);
    describe.skip(name, () => tests(''));
    return;
  }
  describe(name, () => tests(executable));
}

/** Chromium refuses to run sandboxed as root, as it is in containers. */
export function launchBrowser(executable: string): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
