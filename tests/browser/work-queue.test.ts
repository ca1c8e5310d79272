/// <reference lib="dom" />
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createPreview, type Preview } from '../../local-org/preview/index';
import { setUpHandOffs, readHandOffSetup } from '../../scripts/sample/hand-off-setup';
import { COLD, describeInBrowser, launchBrowser, openContext, signIn } from '../support/browser';
import { ADMIN, agree, startOrg, type RunningOrg } from '../support/running-org';

/** A cold build compiles the base components. */
const THUMB = 44;

const SETUP = `
  Lead grace = new Lead(FirstName = 'Grace', LastName = 'Kim', Company = 'Harbor Cloud', Industry = 'Technology', Phone = '+49 555 0100',
    Email = 'grace.kim@harbor-cloud.example', OwnerId = [SELECT Id FROM User WHERE Username = 'rep@lockstep.local'].Id);
  insert grace;
  insert new Hand_Off__c(Lead__c = grace.Id, Source__c = 'Manual', Manual_Reason__c = 'Asked for a call');`;

describeInBrowser('the work queue of a rep, on a phone', (executable) => {
  let running: RunningOrg;
  let preview: Preview;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startOrg({}, { fallback: (call) => preview.answer(call) });
    preview = createPreview(running.org, { project: process.cwd() });
    browser = await launchBrowser(executable);
    agree(running.org, 'data/lead-definition.json');
    setUpHandOffs(running.org, readHandOffSetup(path.join('data', 'hand-offs.json')), ADMIN);
    running.org.transact(running.org.user(ADMIN), (tx) => {
      const result = running.org.apex.executeAnonymous(tx, SETUP);
      if (!result.success) throw new Error(result.exceptionMessage ?? result.compileProblem ?? 'failed');
    });
    running.org.jobs.runDue();
    await preview.ready();
  }, COLD);

  afterAll(async () => {
    await browser.close();
    preview.close();
    await running.stop();
  });

  const handOff = (): unknown =>
    running.org.db.get(
      'SELECT Status__c AS status, Attempts__c AS attempts, u.Username AS owner FROM Hand_Off__c h JOIN User u ON u.Id = h.OwnerId'
    );

  it(
    'offers, is accepted with one tap, keeps its place, and logs a call with its result, without loading the page again',
    async () => {
      const context = await openContext(browser, { viewport: { width: 375, height: 900 } });
      page = await context.newPage();
      const complaints: string[] = [];
      await signIn(page, running.url, 'rep@lockstep.local');
      page.on('pageerror', (error) => complaints.push(error.message));
      const row = page.locator('c-hand-off-row');
      await row.waitFor();
      expect(await row.innerText()).toContain('Grace Kim');
      for (const id of ['accept', 'reject', 'call', 'mail']) {
        const box = await row.locator(`[data-id="${id}"]`).boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(THUMB);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

      await row.locator('[data-id="accept"]').focus();
      await page.keyboard.press('Enter');
      await row.locator('[data-id="done"]').waitFor();
      expect(handOff()).toMatchObject({ status: 'Accepted', owner: 'rep@lockstep.local' });
      await row.locator('[data-id="name"]:focus').waitFor();
      await row.locator('[data-id="log"]').click();
      await page.getByText('No Answer').click();
      await page.getByLabel('Next Step', { exact: true }).fill('Call again');
      await page.getByRole('button', { name: 'Log Call' }).click();
      await row.getByText('Attempt 2 of 3').waitFor();
      expect(handOff()).toMatchObject({ status: 'Working', attempts: 1 });
      expect(complaints).toEqual([]);
      await context.close();
    },
    COLD
  );

  it(
    'is beside a home page that shows an outside agency no people, and no failure either',
    async () => {
      const context = await openContext(browser, { viewport: { width: 375, height: 900 } });
      page = await context.newPage();
      await signIn(page, running.url, 'agency@lockstep.local');
      await page.getByRole('link', { name: 'Agreed Definitions' }).waitFor();
      expect(await page.locator('c-exception-board, c-leads-to-call, c-hand-off-queue').count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Hand-Off' }).count()).toBe(0);
      await context.close();
    },
    COLD
  );
});
