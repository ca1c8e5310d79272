import fs from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../scripts/testing/browser';
import { launchBrowser } from '../support/browser';
import { duration, median, within, type Benchmark, type Measurement } from './benchmark';
import { inTemporaryFolder, ServedOrg } from './served-org';

/** What of the project a start needs; dependencies are linked, caches are left behind. */
const PARTS = [
  'config',
  'data',
  'examples',
  'force-app',
  'local-org',
  'scripts',
  'tests',
  'package.json',
  'package-lock.json',
  'sfdx-project.json',
  'tsconfig.json'
];

export const starts: Benchmark = {
  name: 'starts',
  title: 'Starting',
  run: ({ quick, onProgress }) =>
    inTemporaryFolder(async (folder) => {
      const colds: Cold[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        onProgress(`Cold start ${round + 1}`);
        colds.push(await startCold(path.join(folder, `project-${round}`)));
      }
      const project = path.join(folder, 'project-0');
      const warms: number[] = [];
      for (let round = 0; round < (quick ? 3 : 9); round++) {
        onProgress(`Warm start ${round + 1}`);
        const served = await ServedOrg.start({ project, database: databaseOf(project) });
        warms.push(served.startedIn);
        await served.stop();
      }
      return describe(colds, warms);
    })
};

/** Milliseconds since the process was started. */
interface Cold {
  readonly health: number;
  readonly firstPage: number | null;
}

function databaseOf(project: string): string {
  return path.join(project, '.local-org', 'org.db');
}

/** A copy of the project without caches and without a database: sample company, Apex and pages are all made again. */
async function startCold(project: string): Promise<Cold> {
  for (const part of PARTS) fs.cpSync(part, path.join(project, part), { recursive: true });
  fs.symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'), 'dir');
  fs.mkdirSync(path.join(project, '.local-org'));
  const executable = findBrowser();
  const browser = executable === null ? null : await launchBrowser(executable);
  try {
    const page = await browser?.newPage();
    const from = performance.now();
    const served = await ServedOrg.start({ project, database: databaseOf(project) });
    try {
      if (!page) return { health: served.startedIn, firstPage: null };
      await page.goto(`${served.url}/lightning/o/Lead/list`);
      await page.locator('table tbody tr').first().waitFor();
      return { health: served.startedIn, firstPage: performance.now() - from };
    } finally {
      await served.stop();
    }
  } finally {
    await browser?.close();
  }
}

function describe(colds: readonly Cold[], warms: readonly number[]): Measurement[] {
  const warm = median(warms);
  const pages = colds.flatMap(({ firstPage }) => (firstPage === null ? [] : [firstPage]));
  const page = pages.length > 0 ? median(pages) : null;
  return [
    {
      what: 'Warm start: process to the first 200 of `/_org/health`',
      result: duration(warm),
      repetitions: warms.length,
      remark: 'dependencies installed, database and caches there',
      aim: within(2000, warm)
    },
    {
      what: 'Cold start to the first 200 of `/_org/health`',
      result: duration(median(colds.map(({ health }) => health))),
      repetitions: colds.length,
      remark: 'no caches, no database: plays the sample company’s year'
    },
    page === null
      ? { what: 'Cold start to the first page', result: 'not measured', remark: 'there is no Chromium here' }
      : {
          what: 'Cold start to the first page',
          result: duration(page),
          repetitions: pages.length,
          remark: 'the list of leads shows its rows in Chromium',
          aim: within(15_000, page)
        }
  ];
}
