import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findBrowser } from '../../scripts/testing/browser';
import { PASSWORD } from './running-org';

/** Milliseconds for a test that opens pages for the first time: the preview compiles their components, on a machine that may be busy. */
export const COLD = 300_000;

/** Milliseconds until an action or a wait on a page fails. */
const PATIENCE = 120_000;

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

/** A browser window with a session of its own, which waits long enough for pages that are compiled first. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/**
 * Signs in with the login page, as people do, and opens a page. (Switching users with the header of a page that still loads would
 * end the session of what it asks for, and such a page loads itself again.)
 * @param url where the org is served
 * @param path the page to open
 */
export async function signIn(page: Page, url: string, username: string, path = '/lightning/page/home'): Promise<void> {
  await page.goto(`${url}/login?startURL=${encodeURIComponent(path)}`);
  await page.fill('#un', username);
  await page.fill('#pw', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}${path}`);
}
