/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createApiServer } from '../../local-org/api';
import type { ApiServer } from '../../local-org/api/server';
import { createPreview, type Preview } from '../../local-org/preview/index';
import { FIXTURE, ReportsOrg } from '../../local-org/reports/testing';
import { COLD, describeInBrowser, launchBrowser, openContext } from '../support/browser';

/** A cold build compiles the base components. */

interface Facts {
  readonly factMap: Readonly<Record<string, { readonly aggregates: readonly { readonly label: string }[] }>>;
}

describeInBrowser('the pages of reports and dashboards', (executable) => {
  let org: ReportsOrg;
  let server: ApiServer;
  let preview: Preview;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let url: string;
  let complaints: string[];

  beforeAll(async () => {
    org = new ReportsOrg();
    org.handOffs([
      { Name: '=1+1', Handed_On__c: '2026-10-03', Status__c: 'Accepted', Value__c: 1100, Segment__c: 'Ent' },
      { Name: 'H2', Handed_On__c: '2026-10-20', Status__c: 'Accepted', Segment__c: 'Mid' },
      { Name: 'H3, "three"', Handed_On__c: '2026-11-05', Value__c: 300 },
      { Name: 'H4', Handed_On__c: '2026-11-09', Status__c: 'Returned', Value__c: 500, Segment__c: 'Ent' }
    ]);
    preview = createPreview(org.org, { project: FIXTURE, home: process.cwd(), onProblem: (problem) => complaints.push(problem) });
    server = createApiServer(org.org, { fallback: (call) => preview.answer(call), onDefect: (error) => complaints.push(String(error)) });
    ({ url } = await server.listen(0));
    browser = await launchBrowser(executable);
    complaints = [];
    await preview.ready();
  }, COLD);

  afterAll(async () => {
    await browser.close();
    preview.close();
    await server.close();
    org.org.close();
  });

  const open = async (path: string, width = 1280): Promise<void> => {
    context = await openContext(browser, { viewport: { width, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(url + path);
  };
  afterEach(() => context.close());

  const reportPath = (name: string): string => `/lightning/r/Report/${org.idOf(name)}/view`;
  const dashboardPath = (): string =>
    `/lightning/r/Dashboard/${String(org.org.db.get("SELECT Id FROM Dashboard WHERE DeveloperName = 'Own_rows'")?.['Id'])}/view`;
  const texts = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();
  /** What the API answers to the page's own session. */
  const facts = (name: string): Promise<Facts> =>
    page.evaluate(
      async (path) => (await fetch(path)).json(),
      `/services/data/v68.0/analytics/reports/${org.idOf(name)}?includeDetails=true`
    );

  it.each([1280, 375])(
    'show at %d px a report’s groups, with the numbers that the API gives, and its rows',
    async (width) => {
      await open(reportPath('Hand_offs'), width);
      await page.getByText('Records: 4').waitFor();
      const { factMap } = await facts('Hand_offs');
      const shown = await page.locator('shell-report-table').first().locator('tbody td').allInnerTexts();
      const keys = ['0!T', '0_0!T', '1!T', '1_0!T', '1_1!T', 'T!T'];
      expect(shown).toEqual(keys.flatMap((key) => factMap[key]?.aggregates.map(({ label }) => label) ?? []));
      expect(await page.locator('shell-report-table').first().locator('tbody th').allInnerTexts()).toEqual([
        'October 2026',
        'Accepted',
        'November 2026',
        '-',
        'Returned',
        'Total'
      ]);
      expect(await page.locator('shell-report-table').nth(1).locator('tbody tr').count()).toBe(4);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'run a report for other days',
    async () => {
      await open(reportPath('Hand_offs'));
      await page.getByText('Records: 4').waitFor();
      await page.getByRole('combobox', { name: 'Handed on' }).click();
      await page.getByRole('option', { name: 'Last month', exact: true }).click();
      await page.getByRole('button', { name: 'Run' }).click();
      await page.getByText('Records: 2').waitFor();
      expect(await page.locator('shell-report-table').first().locator('tbody th').allInnerTexts()).toEqual([
        'October 2026',
        'Accepted',
        'Total'
      ]);
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'export the rows of a report for spreadsheets',
    async () => {
      await open(reportPath('Hand_offs'));
      await page.getByText('Records: 4').waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
      expect(download.suggestedFilename()).toBe('Hand-offs.csv');
      expect(readFileSync(await download.path(), 'utf8')).toBe(
        [
          '\uFEFFHanded on,Status,Hand-off,Value',
          "October 2026,Accepted,'=1+1,1100",
          'October 2026,Accepted,H2,',
          'November 2026,-,"H3, ""three""",300',
          'November 2026,Returned,H4,500',
          ''
        ].join('\r\n')
      );
    },
    COLD
  );

  it.each([1280, 375])(
    'show at %d px a dashboard, and what its filter leaves',
    async (width) => {
      await open(dashboardPath(), width);
      await page.getByText('Viewing as Ada Admin').waitFor();
      expect(await texts('.slds-text-heading_large')).toEqual(['$1,900.00']);
      expect(await page.locator('shell-report-chart svg').getAttribute('aria-label')).toBe(
        'Record Count. October 2026: 2; November 2026: 2'
      );
      await page.getByRole('combobox', { name: 'Segment' }).click();
      await page.getByRole('option', { name: 'Enterprise' }).click();
      await page.getByText('$1,600.00').waitFor();
      expect(await page.locator('shell-report-chart svg').getAttribute('aria-label')).toBe(
        'Record Count. October 2026: 1; November 2026: 1'
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'list the reports, which lead to their pages',
    async () => {
      await open('/lightning/o/Report/home');
      await page.getByRole('link', { name: 'By segment and quarter' }).click();
      await page.getByRole('heading', { name: 'By segment and quarter' }).waitFor();
      await page.getByText('Records: 4').waitFor();
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'say so for what does not exist',
    async () => {
      await open('/lightning/r/Report/00O000000000999AAA/view');
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    },
    COLD
  );
});
