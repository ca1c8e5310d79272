/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveFixture } from '../../local-org/preview/testing';
import type { ServedFixture } from '../../local-org/preview/testing';
import { COLD, describeInBrowser, launchBrowser, openContext } from '../support/browser';

/** A cold build compiles the base components; a page on a busy machine takes its time. */
const PAGE = 60_000;

describeInBrowser('pages of the embedded org', (executable) => {
  let served: ServedFixture;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let leadId: string;
  let complaints: string[];

  beforeAll(async () => {
    served = await serveFixture();
    browser = await launchBrowser(executable);
    await served.preview.ready();
  }, COLD);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });

  const open = async (width: number): Promise<void> => {
    context = await openContext(browser, { viewport: { width, height: 900 } });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  };

  const runApex = (source: string): void =>
    served.org.transact(served.org.user('admin@example.com'), (tx) => {
      const result = served.org.apex.executeAnonymous(tx, source);
      if (!result.success) throw new Error(String(result.exceptionMessage ?? result.compileProblem));
    });

  beforeEach(async () => {
    runApex(`
      delete [SELECT Id FROM Gadget__c];
      delete [SELECT Id FROM Lead];
      Lead ada = new Lead(FirstName = 'Ada', LastName = 'Lovelace', Company = 'Engines', Email = 'ada@example.com', Status = 'Open - Not Contacted');
      insert new List<Lead>{ ada, new Lead(LastName = 'Hopper', Company = 'Navy', Status = 'Open - Not Contacted') };
      insert new List<Gadget__c>{
        new Gadget__c(Name = 'Abacus', Price__c = 10, Lead__c = ada.Id),
        new Gadget__c(Name = 'Loom', Price__c = 30, Lead__c = ada.Id)
      };`);
    await open(1280);
    await page.goto(`${served.url}/lightning/page/home`);
    leadId = await page.evaluate(async () => {
      const response = await fetch("/services/data/v68.0/query?q=SELECT+Id+FROM+Lead+WHERE+LastName='Lovelace'");
      const answer = (await response.json()) as { readonly records: readonly { readonly Id: string }[] };
      return answer.records[0]?.Id ?? '';
    });
  }, PAGE);
  afterEach(() => context.close());

  const openLead = async (): Promise<void> => {
    await page.goto(`${served.url}/lightning/r/Lead/${leadId}/view`);
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  };
  const shown = (id: string): Promise<string> => page.locator(`[data-id="${id}"]`).innerText();
  const eventually = async (read: () => Promise<string>, wanted: string): Promise<void> => {
    let last = '';
    for (let attempt = 0; attempt < 100; attempt++) {
      last = await read();
      if (last === wanted) return;
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    expect(last).toBe(wanted);
  };

  it(
    'show a record with highlights, details and the component’s wires filled from the org',
    async () => {
      await openLead();
      await eventually(() => shown('company'), 'Engines');
      await eventually(() => shown('owner'), 'Ada Admin');
      await eventually(() => shown('counts'), '[2,2,true]');
      expect(await shown('properties')).toBe('[7,true,"word"]');
      expect(await shown('page')).toBe('standard__recordPage');
      expect(await shown('user')).toBe(served.org.user('admin@example.com').id);
      expect(await shown('zone')).toBe('America/Los_Angeles');
      expect(await page.getByText('Probe & more').count()).toBe(1);
      expect(await page.locator('[data-region="main"]').getByText('Engines').first().isVisible()).toBe(true);
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'name what cannot be shown, in its place',
    async () => {
      await openLead();
      const sidebar = page.locator('[data-region="sidebar"]');
      await sidebar.getByText('The preview has no module lightning/empApi').waitFor();
      await sidebar.getByText(/torn\.html:2:\d+: /).waitFor();
      await page.getByText('forceChatter:publisher').waitFor();
    },
    PAGE
  );

  it(
    'show what was done with a person and what is next, each call with its result',
    async () => {
      runApex(`insert new List<Task>{
        new Task(WhoId = '${leadId}', Subject = 'Asked for the budget', Status = 'Completed', CallDisposition = 'Connected', Description = 'In spring'),
        new Task(WhoId = '${leadId}', Subject = 'Call again', ActivityDate = Date.newInstance(2040, 5, 6)) };`);
      await openLead();
      const past = page.locator('[data-section="past"]');
      await past.getByText('Asked for the budget').waitFor();
      expect(await past.innerText()).toContain('Connected · Ada Admin');
      expect(await past.innerText()).toContain('In spring');
      expect(await page.locator('[data-section="open"]').innerText()).toContain('Call again');
    },
    PAGE
  );

  it(
    'honour visibility rules as the record changes',
    async () => {
      await openLead();
      await eventually(() => shown('company'), 'Engines');
      expect(await page.getByText('Only for the secret company').count()).toBe(0);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByLabel('Company').fill('Secret Services');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Only for the secret company').waitFor();
      await eventually(() => shown('company'), 'Secret Services');
    },
    PAGE
  );

  it(
    'update a record from a component, say so in a toast, and refresh every wire on it',
    async () => {
      await openLead();
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByText('Now Renamed Ltd').waitFor();
      await eventually(() => shown('company'), 'Renamed Ltd');
      await page.locator('[data-region="header"]').getByText('Renamed Ltd').waitFor();
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'call Apex, refresh its wire, and hand its exceptions to the component',
    async () => {
      await openLead();
      await eventually(() => shown('counts'), '[2,2,true]');
      runApex(`insert new Gadget__c(Name = 'Mill', Lead__c = '${leadId}');`);
      await page.getByRole('button', { name: 'Add' }).click();
      await eventually(() => shown('counts'), '[3,2,true]');
      await page.getByRole('button', { name: 'Fail' }).click();
      await eventually(() => shown('problem'), 'A price must not be negative.');
    },
    PAGE
  );

  it(
    'show related lists in the layout’s order under their tab',
    async () => {
      await openLead();
      await page.getByRole('tab', { name: 'Things' }).click();
      await page.getByRole('heading', { name: 'Gadgets (2)' }).waitFor();
      expect(await page.getByRole('table', { name: 'Gadgets' }).locator('tbody tr td:first-child').allInnerTexts()).toEqual([
        'Loom',
        'Abacus'
      ]);
    },
    PAGE
  );

  it(
    'put the org’s refusals beside the field they are about',
    async () => {
      await openLead();
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByLabel('Company').fill('Forbidden');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').getByText('This company is forbidden.').first().waitFor();
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await eventually(() => shown('company'), 'Engines');
    },
    PAGE
  );

  it(
    'bring a refusal into view, and drop it when its cause is corrected in another field',
    async () => {
      await openLead();
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByLabel('Last Name').fill('Admiral');
      await page.getByRole('button', { name: 'Save' }).click();
      const refusal = page.getByRole('dialog').getByText('Only the Navy has an Admiral.');
      await refusal.first().waitFor();
      await eventually(async () => String(await page.getByLabel('Last Name').evaluate((input) => input.matches(':focus'))), 'true');
      await page.getByLabel('Company').fill('Navy');
      await page.getByLabel('Company').press('Tab');
      await eventually(async () => String(await refusal.count()), '0');
      await page.getByRole('button', { name: 'Save' }).click();
      await eventually(() => shown('company'), 'Navy');
    },
    PAGE
  );

  it(
    'create and delete records',
    async () => {
      await page.goto(`${served.url}/lightning/o/Lead/list`);
      await page.getByRole('button', { name: 'New' }).click();
      await page.getByLabel('Last Name').fill('Turing');
      await page.getByLabel('Company').fill('Bletchley');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Turing' }).waitFor();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'OK' }).click();
      await page.waitForURL('**/lightning/o/Lead/list');
      await page.getByText('Lead was deleted.').waitFor();
      runApex("Assert.areEqual(0, [SELECT COUNT() FROM Lead WHERE LastName = 'Turing']);");
    },
    PAGE
  );

  it(
    'navigate inside the app and back without loading the page again',
    async () => {
      await openLead();
      await page.evaluate(() => Reflect.set(window, 'stillHere', true));
      await page.getByRole('button', { name: 'Go', exact: true }).click();
      await page.getByRole('link', { name: 'Loom' }).click();
      await page.getByRole('heading', { name: 'Loom' }).waitFor();
      await page.goBack();
      await page.goBack();
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
      expect(await page.evaluate(() => Reflect.get(window, 'stillHere'))).toBe(true);
    },
    PAGE
  );

  it(
    'make a record of a related list, which points to the record of the page, and return there',
    async () => {
      await openLead();
      await page.getByRole('tab', { name: 'Things' }).click();
      await page.getByRole('button', { name: 'New Gadget' }).click();
      await page.waitForURL('**/lightning/o/Gadget__c/new?*');
      const form = page.getByRole('dialog', { name: 'New Gadget' });
      await form.getByLabel('Name').fill('Astrolabe');
      await form.getByRole('button', { name: 'Save' }).click();
      await page.waitForURL(`**/lightning/r/Lead/${leadId}/view`);
      await page.getByRole('link', { name: 'Astrolabe' }).waitFor();
      await page.getByRole('button', { name: 'New Gadget' }).click();
      await form.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.waitForURL(`**/lightning/r/Lead/${leadId}/view`);
      await page.getByRole('heading', { name: 'Gadgets (3)' }).waitFor();
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'start a new record with the values of the address',
    async () => {
      const values = encodeURIComponent(`Name=Sextant%20%26%20chart,Price__c=12.5,Lead__c=${leadId}`);
      await page.goto(`${served.url}/lightning/o/Gadget__c/new?defaultFieldValues=${values}`);
      const form = page.getByRole('dialog', { name: 'New Gadget' });
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Sextant & chart' }).waitFor();
      await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
      expect(await page.getByText('12.5').count()).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'keep forms and messages above the header, also on a page that opened with a form',
    async () => {
      await page.goto(`${served.url}/lightning/o/Gadget__c/new`);
      const form = page.getByRole('dialog', { name: 'New Gadget' });
      await form.getByLabel('Name').fill('Quadrant');
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Quadrant' }).waitFor();
      await page.getByText('Gadget was created.').click({ trial: true });
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const edit = page.getByRole('dialog', { name: 'Edit Gadget' });
      await edit.getByRole('button', { name: 'Cancel and close' }).click();
      await edit.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'keep every tab within reach, in a menu where the window is too narrow for all',
    async () => {
      await page.getByRole('link', { name: 'Leads' }).waitFor();
      const more = page.getByRole('button', { name: 'More tabs' });
      expect(await more.count()).toBe(0);
      await page.setViewportSize({ width: 300, height: 900 });
      await more.click();
      await page.getByRole('menuitem', { name: 'Leads' }).click();
      await page.waitForURL('**/lightning/o/Lead/list');
      await page.setViewportSize({ width: 1280, height: 900 });
      await more.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    },
    PAGE
  );

  it(
    'sort a list by any column',
    async () => {
      await page.goto(`${served.url}/lightning/o/Gadget__c/list`);
      const names = (): Promise<string> =>
        page
          .locator('tbody tr td:first-child')
          .allInnerTexts()
          .then((texts) => texts.join(' '));
      await page.getByRole('button', { name: 'Price' }).click();
      await eventually(names, 'Abacus Loom');
      await page.getByRole('button', { name: 'Price' }).click();
      await eventually(names, 'Loom Abacus');
      expect(await page.getByRole('columnheader', { name: 'Price' }).getAttribute('aria-sort')).toBe('descending');
    },
    PAGE
  );

  it(
    'read a list that begins with a number from the top',
    async () => {
      runApex(
        "insert new List<Lead>{ new Lead(LastName = 'Low', Company = 'Points', Points__c = 5), new Lead(LastName = 'High', Company = 'Points', Points__c = 90) };"
      );
      await page.goto(`${served.url}/lightning/o/Lead/list?filterName=Points_First`);
      const names = (): Promise<string> =>
        page
          .locator('tbody')
          .getByRole('link')
          .allInnerTexts()
          .then((texts) => texts.slice(0, 2).join(' '));
      await eventually(names, 'High Low');
    },
    PAGE
  );

  it(
    'find records by name, company, account and email from the header',
    async () => {
      runApex(`
        Account mills = new Account(Name = 'Paper Mills');
        insert mills;
        insert new Contact(LastName = 'Jacquard', AccountId = mills.Id, Email = 'weaver@example.org');`);
      const search = page.getByPlaceholder('Search by name, company or email…');
      const found = async (words: string, names: readonly RegExp[]): Promise<void> => {
        await search.fill(words);
        for (const name of names) await page.getByRole('option', { name }).waitFor();
        await eventually(async () => String(await page.getByRole('option').count()), String(names.length));
      };
      await found('engin', [/Ada Lovelace.*Engines/s]);
      await found('ada@exam', [/Ada Lovelace.*ada@example\.com/s]);
      await found('paper', [/^Account\s+Paper Mills/, /Jacquard.*Paper Mills/s]);
      await found('weaver@', [/Jacquard.*weaver@example\.org/s]);
      await found('hopper navy', [/Hopper.*Navy/s]);
      await page.getByRole('option', { name: /Hopper/ }).click();
      await page.getByRole('heading', { name: 'Hopper' }).waitFor();
    },
    PAGE
  );

  it(
    'find nothing in objects that the user may not read',
    async () => {
      await page.evaluate(() =>
        fetch('/lightning/preview/user', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username: 'guest@example.com' })
        })
      );
      await page.goto(`${served.url}/lightning/page/home`);
      await page.getByRole('button', { name: /You work as Gus Guest/ }).waitFor();
      await page.getByPlaceholder('Search by name, company or email…').fill('ada');
      await eventually(() => page.locator('p.preview-search__message[role=status]').innerText(), 'No results for “ada”.');
    },
    PAGE
  );

  it(
    'say when the search found nothing, and when it failed',
    async () => {
      const search = page.getByPlaceholder('Search by name, company or email…');
      const message = page.locator('p.preview-search__message[role=status]');
      await search.fill('100%_of it');
      await eventually(() => message.innerText(), 'No results for “100%_of it”.');
      await search.press('Escape');
      await eventually(() => message.innerText(), '');
      await page.route('**/query?*', (route) => route.abort());
      await search.fill('hopper');
      await eventually(() => message.innerText(), 'The search failed. The org does not answer. Is it still running?');
    },
    PAGE
  );

  it(
    'let one work as another user, who sees what that user may see',
    async () => {
      await openLead();
      await page.getByRole('button', { name: /You work as Ada Admin/ }).click();
      await page
        .getByRole('menuitemcheckbox', { name: /Gus Guest/ })
        .or(page.getByRole('menuitem', { name: /Gus Guest/ }))
        .first()
        .click();
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
      expect(await page.getByRole('link', { name: 'Gadgets' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Clock of the org' }).count()).toBe(0);
    },
    PAGE
  );

  it(
    'move the org’s clock',
    async () => {
      const before = served.org.clock.now();
      await page
        .getByRole('button', { name: /Clock of the org|2026/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'One day later' }).click();
      await page.getByText(/^It is /).waitFor();
      expect(served.org.clock.now() - before).toBe(24 * 3_600_000);
    },
    PAGE
  );

  it(
    'fit a phone: nothing wider than the screen, the side before the details, lists as cards',
    async () => {
      await context.close();
      await open(375);
      await page.goto(`${served.url}/lightning/r/Lead/${leadId}/view`);
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
      await eventually(() => shown('company'), 'Engines');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
      const top = async (region: string): Promise<number> => (await page.locator(`[data-region="${region}"]`).boundingBox())?.y ?? NaN;
      expect([await top('header'), await top('sidebar'), await top('main')]).toEqual(
        [await top('header'), await top('sidebar'), await top('main')].sort((left, right) => left - right)
      );
      await page.goto(`${served.url}/lightning/o/Gadget__c/list`);
      await page.getByRole('link', { name: 'Loom' }).waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    },
    PAGE
  );
});
