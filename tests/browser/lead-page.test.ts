/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createPreview, type Preview } from '../../local-org/preview/index';
import { COLD, describeInBrowser, launchBrowser, openContext } from '../support/browser';
import { ADMIN, agree, startOrg, type RunningOrg } from '../support/running-org';

/** A cold build compiles the base components. */

const SETUP = `
  Lead grace = new Lead(FirstName = 'Grace', LastName = 'Kim', Company = 'Harbor Cloud', Title = 'VP Sales', Industry = 'Technology',
    NumberOfEmployees = 400, Country = 'Germany', Email = 'grace.kim@harbor-cloud.example', Phone = '+49 555 0100');
  insert grace;
  insert new List<Engagement__c>{
    new Engagement__c(Lead__c = grace.Id, Type__c = 'Demo Requested', Asset__c = 'Demo form', Occurred_At__c = System.now().addDays(-3)),
    new Engagement__c(Lead__c = grace.Id, Type__c = 'Pricing Viewed', Asset__c = 'Pricing page', Occurred_At__c = System.now().addDays(-2)),
    new Engagement__c(Lead__c = grace.Id, Type__c = 'Chat', Asset__c = 'Website chat', Occurred_At__c = System.now().addDays(-1))
  };`;

describeInBrowser('the page of a lead', (executable) => {
  let running: RunningOrg;
  let preview: Preview;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let leadId: string;

  const runApex = (source: string): void =>
    running.org.transact(running.org.user(ADMIN), (tx) => {
      const result = running.org.apex.executeAnonymous(tx, source);
      if (!result.success) throw new Error(result.exceptionMessage ?? result.compileProblem ?? 'failed');
    });

  beforeAll(async () => {
    running = await startOrg({}, { fallback: (call) => preview.answer(call) });
    preview = createPreview(running.org, { project: process.cwd() });
    browser = await launchBrowser(executable);
    agree(running.org, 'data/lead-definition.json');
    runApex(SETUP);
    leadId = String(running.org.db.get("SELECT Id FROM Lead WHERE LastName = 'Kim'")?.['Id']);
    await preview.ready();
  }, COLD);

  afterAll(async () => {
    await browser.close();
    preview.close();
    await running.stop();
  });

  const open = async (width: number): Promise<void> => {
    context = await openContext(browser, { viewport: { width, height: 1000 } });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${running.url}/lightning/r/Lead/${leadId}/view`);
    await page.locator('[data-id="score"]').waitFor();
  };

  afterEach(() => context.close());

  it.each([1280, 375])(
    'shows at %d px the score, why it is what it is and what the person did, with no complaint',
    async (width) => {
      await open(width);
      expect(await page.locator('[data-id="cell"]').innerText()).toMatch(/^A[1-4]$/);
      const stored = running.org.db.get('SELECT Score__c AS score FROM Person_Score__c WHERE Lead__c = ?', [leadId]);
      expect(Number(await page.locator('[data-id="score"]').innerText())).toBe(stored?.['score']);
      expect(await page.locator('c-lead-score-card').innerText()).toContain('Asked for a demo');
      expect(await page.locator('c-lead-engagement-timeline li').count()).toBe(3);
      expect(await page.locator('[data-id="scored"]').count()).toBe(2);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'opens the account of the score: its lines add up to the score it ends in',
    async () => {
      await open(1280);
      await page.locator('[data-id="toggle"]').click();
      const lines = page.locator('[data-id="all-reasons"] li .points');
      await lines.last().waitFor();
      const points = (await lines.allInnerTexts()).map((text) => Number(text.replace('−', '-').replace('+', '')));
      const total = points.pop() ?? Number.NaN;
      expect(points.length).toBeGreaterThan(4);
      expect(Math.round(points.reduce((sum, each) => sum + each, 0) * 100) / 100).toBe(total);
      expect(total).toBe(Number(await page.locator('[data-id="score"]').innerText()));
    },
    COLD
  );

  it(
    'follows the record: changed in the page’s own form, the score changes in the card',
    async () => {
      await open(1280);
      const before = Number(await page.locator('[data-id="score"]').innerText());
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Title', { exact: true }).fill('Student');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.waitForFunction((was) => {
        const find = (root: Document | ShadowRoot): Element | null => root.querySelector('[data-id="score"]');
        return Number(find(document)?.textContent) !== was;
      }, before);
      expect(Number(await page.locator('[data-id="score"]').innerText())).toBeLessThan(before);
      expect(complaints).toEqual([]);
    },
    COLD
  );
});
