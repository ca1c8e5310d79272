/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { createPreview, type Preview } from '../../local-org/preview/index';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { COLD, describeInBrowser, launchBrowser, openContext } from '../support/browser';
import { startOrg, type RunningOrg } from '../support/running-org';

/** A cold build compiles the base components. */

const PROMISES = [
  { Name: 'Accept', Side__c: 'Sales', Metric__c: 'Accept', Target__c: 4, Unit__c: 'Business Hours' },
  { Name: 'Volume', Side__c: 'Marketing', Metric__c: 'Hand-Offs per Month', Target__c: 40, Unit__c: 'Hand-Offs' }
];

describeInBrowser('the page of an agreement', (executable) => {
  let running: RunningOrg;
  let preview: Preview;
  let browser: Browser;
  let agreementId: string;

  beforeAll(async () => {
    running = await startOrg({}, { fallback: (call) => preview.answer(call) });
    preview = createPreview(running.org, { project: process.cwd() });
    browser = await launchBrowser(executable);
    agreementId = running.org.transact(running.org.user('marketer@lockstep.local'), (tx) => {
      const writer = new RecordWriter(running.org, tx);
      const [id = ''] = writer.insert('Service_Level_Agreement__c', [{ Name: 'Standard', Effective_From__c: '2026-01-01' }]);
      writer.insert(
        'SLA_Promise__c',
        PROMISES.map((promise) => ({ ...promise, Service_Level_Agreement__c: id }))
      );
      return id;
    });
    await preview.ready();
  }, COLD);

  afterAll(async () => {
    await browser.close();
    preview.close();
    await running.stop();
  });

  /** Opens the page as one of the sample users and works on it; nothing may be complained about meanwhile. */
  const as = async (name: string, width: number, work: (page: Page) => Promise<void>): Promise<void> => {
    const context = await openContext(browser, { viewport: { width, height: 900 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const address = `${running.url}/lightning/r/Service_Level_Agreement__c/${agreementId}/view`;
    await page.goto(address);
    await page.locator('c-agreement-signatures [data-id="state"]').waitFor();
    await page.locator('lightning-button-menu.preview-user button').click();
    await Promise.all([page.waitForEvent('load'), page.getByText(name).first().click()]);
    await page.locator('c-agreement-signatures [data-id="state"]').waitFor();
    await work(page);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
    await context.close();
  };
  const panel = (page: Page): ReturnType<Page['locator']> => page.locator('c-agreement-signatures');
  const signFor = async (page: Page, side: string): Promise<void> => {
    await page.getByRole('button', { name: `Sign for ${side}` }).click();
    await page.keyboard.type('For one quarter');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
  };

  it(
    'asks for the agreement of a promise until one is chosen',
    async () => {
      const page = await (await openContext(browser, {})).newPage();
      await page.goto(`${running.url}/lightning/o/SLA_Promise__c/new`);
      const form = page.getByRole('dialog', { name: 'New SLA Promise' });
      const agreement = form.getByRole('combobox', { name: 'Service Level Agreement' });
      const lookup = form.locator('preview-lookup');
      await form.getByRole('button', { name: 'Save' }).click();
      await lookup.getByText('Complete this field.').waitFor();
      await agreement.fill('Stand');
      await form.getByRole('option', { name: 'Standard' }).click();
      await lookup.getByText('Complete this field.').waitFor({ state: 'detached' });
      await agreement.focus();
      await form.getByRole('textbox', { name: 'Promise' }).focus();
      expect(await lookup.innerText()).not.toContain('required');
      await page.close();
    },
    COLD
  );

  it(
    'leads an agreement from draft through both signatures to the next version',
    async () => {
      await as('Mara Marketer', 1280, async (page) => {
        await page.getByRole('button', { name: 'Propose' }).click();
        await panel(page).getByText('Proposed. Waiting for signatures').waitFor();
        expect(await page.getByRole('button', { name: 'Sign for Marketing' }).isDisabled()).toBe(true);
      });
      await as('Victor Marketing', 1280, async (page) => {
        await signFor(page, 'Marketing');
        await panel(page).getByText('You already signed for Marketing').waitFor();
      });
      await as('Remy Rep', 375, async (page) => {
        expect(await panel(page).locator('[data-id="sides"]').innerText()).toMatch(/Victor Marketing[^]+Waiting for Sales/);
        expect(await page.getByRole('button', { name: 'Sign for Sales' }).isDisabled()).toBe(true);
      });
      await as('Vera Sales', 375, async (page) => {
        await signFor(page, 'Sales');
        await panel(page).getByText('Agreed by both sides').waitFor();
      });
      await as('Mara Marketer', 1280, async (page) => {
        await page.getByRole('button', { name: 'New Version' }).click();
        await page.keyboard.type('Accepting takes too long');
        await page.getByRole('button', { name: 'Create Draft' }).click();
        await panel(page).getByText('Draft. You can edit it').waitFor();
        await page.getByRole('button', { name: 'Propose' }).click();
        await panel(page).getByText('Set Effective From').waitFor();
      });
      expect(
        running.org.db.all('SELECT Status__c AS status, Version__c AS version FROM Service_Level_Agreement__c ORDER BY Version__c')
      ).toEqual([
        { status: 'Agreed', version: 1 },
        { status: 'Draft', version: 2 }
      ]);
      expect(running.org.db.get('SELECT count(*) AS n FROM SLA_Promise__c')).toEqual({ n: 4 });
    },
    COLD
  );
});
