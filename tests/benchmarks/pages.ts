import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findBrowser } from '../../scripts/testing/browser';
import { launchBrowser } from '../support/browser';
import { duration, median, within, type Benchmark, type Measurement } from './benchmark';
import { inTemporaryFolder, ServedOrg } from './served-org';

/** The first number of the score card: there only once the wires of the page have their data. */
const SCORE = 'c-lead-score-card [data-id="score"]';
const FIRST_VISITS = 5;
const LATER_VISITS = 15;

export const pages: Benchmark = {
  name: 'pages',
  title: 'Lead page of the sample company in Chromium, to the score on screen',
  run: ({ quick, onProgress }) =>
    inTemporaryFolder(async (folder) => {
      const executable = findBrowser();
      if (executable === null) return [{ what: 'Lead page', result: 'not measured', remark: 'there is no Chromium here' }];
      onProgress('Starting an org with the sample company');
      const served = await ServedOrg.start({ project: process.cwd(), database: path.join(folder, 'org.db') });
      const browser = await launchBrowser(executable);
      try {
        const leads = await scoredLeads(served);
        onProgress('Opening lead pages');
        return await measure(browser, served.url, leads, quick ? 2 : FIRST_VISITS, quick ? 4 : LATER_VISITS);
      } finally {
        await browser.close();
        await served.stop();
      }
    })
};

async function scoredLeads(served: ServedOrg): Promise<string[]> {
  const connection = await served.connect();
  const { records } = await connection.query<{ Id: string }>(
    'SELECT Id FROM Lead WHERE IsConverted = FALSE AND Lockstep_Score__c > 0 ORDER BY Id'
  );
  return records.map(({ Id }) => Id);
}

async function measure(
  browser: Browser,
  url: string,
  leads: readonly string[],
  firstVisits: number,
  laterVisits: number
): Promise<Measurement[]> {
  const address = (index: number): string => `${url}/lightning/r/Lead/${leads[index % leads.length]}/view`;
  const cold: number[] = [];
  for (let visit = -1; visit < firstVisits; visit++) {
    const context = await browser.newContext();
    const time = await open(await context.newPage(), address(visit + 1));
    // The very first page waits for the server to bundle its scripts, which belongs to starting.
    if (visit >= 0) cold.push(time);
    await context.close();
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, address(0));
  const warm: number[] = [];
  for (let visit = 0; visit < laterVisits; visit++) warm.push(await open(page, address(visit + firstVisits)));
  await context.close();
  return [
    { what: 'First visit, nothing cached in the browser', result: duration(median(cold)), repetitions: cold.length },
    {
      what: 'Another lead, scripts cached in the browser',
      result: duration(median(warm)),
      repetitions: warm.length,
      aim: within(600, median(warm))
    }
  ];
}

/** @returns milliseconds from the navigation to the score on screen */
async function open(page: Page, address: string): Promise<number> {
  const from = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(SCORE).first().waitFor();
  return performance.now() - from;
}
