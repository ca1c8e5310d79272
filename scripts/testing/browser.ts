import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @returns path of a Chromium or Chrome on this machine: `CHROMIUM_PATH`, else the first on PATH; `null` if there is none */
export function findBrowser(): string | null {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return fs.existsSync(given) ? given : null;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  for (const name of NAMES) {
    for (const folder of folders) {
      for (const file of [path.join(folder, name), path.join(folder, `${name}.exe`)]) if (fs.existsSync(file)) return file;
    }
  }
  return fs.existsSync(MAC_CHROME) ? MAC_CHROME : null;
}

/** Finds a browser, or installs Debian's Chromium where that is possible without asking. */
export function findOrInstallBrowser(): string | null {
  const found = findBrowser();
  if (found || process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return found;
  console.log('Installing Chromium for the browser tests (once) …');
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return findBrowser();
}
