import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findOrInstallBrowser } from './testing/browser';

/**
 * `npm test [-- jest arguments]`: every unit, Apex, LWC, API and browser test.
 * Ends with the plain line `N passed, M failed`, with `, K skipped` where tests were skipped and the reason above it.
 */
function main(): void {
  const browser = findOrInstallBrowser();
  if (!browser) console.log('Skipped: browser tests, because no Chromium was found (install it, or name it in CHROMIUM_PATH).');
  if (spawnSync('git', ['--version']).status !== 0) console.log('Skipped: the test of the pre-commit hook, because there is no git.');
  const results = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-')), 'results.json');
  const given = process.argv.slice(2);
  const whole = given.length === 0;
  const jest = spawnSync(
    process.execPath,
    [
      path.join('node_modules', 'jest', 'bin', 'jest.js'),
      '--ci',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${results}`,
      ...(whole ? ['--coverage'] : []),
      ...given
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...(browser ? { CHROMIUM_PATH: browser } : {}) } }
  );
  const summary = readSummary(results);
  if (!summary) {
    if (!whole) console.error(`Jest did not run with the arguments ${given.join(' ')}.`);
    console.log('0 passed, 1 failed');
    process.exit(whole ? 1 : 2);
  }
  if (whole) console.log('Left to `npm run check`: the sf command line and the official Salesforce tools.');
  const suitesThatDidNotRun = summary.numRuntimeErrorTestSuites;
  const failed = summary.numFailedTests + suitesThatDidNotRun;
  const skipped = summary.numPendingTests + summary.numTodoTests;
  console.log(`${summary.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(jest.status === 0 && failed === 0 ? 0 : 1);
}

interface Summary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

function readSummary(file: string): Summary | null {
  try {
    const summary: Summary = JSON.parse(fs.readFileSync(file, 'utf8'));
    return summary;
  } catch {
    return null;
  }
}

main();
