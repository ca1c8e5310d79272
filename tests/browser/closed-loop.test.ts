/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createPreview, type Preview } from '../../local-org/preview/index';
import { setUpHandOffs, type HandOffSetupFile } from '../../scripts/sample/hand-off-setup';
import { COLD, describeInBrowser, launchBrowser, openContext, signIn } from '../support/browser';
import { ADMIN, agree, startOrg, type RunningOrg } from '../support/running-org';

/** A cold build compiles the base components. */
/** A Monday, ten in the morning where the org is. */
const MONDAY = Date.parse('2026-11-23T18:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const HAND_OFF_SETUP: HandOffSetupFile = {
  agreement: { Name: 'Standard', At_Risk_Percent__c: 75, On_Breach__c: 'Reroute', Marketing_Queue__c: 'Marketing_Nurture' },
  promises: [
    { Side__c: 'Sales', Metric__c: 'Accept', Target__c: 4, Unit__c: 'Business Hours' },
    { Side__c: 'Sales', Metric__c: 'First Touch', Target__c: 8, Unit__c: 'Business Hours' },
    { Side__c: 'Sales', Metric__c: 'Attempts', Target__c: 3, Unit__c: 'Attempts', Within_Days__c: 7 },
    { Side__c: 'Sales', Metric__c: 'Disposition', Target__c: 14, Unit__c: 'Days' },
    { Side__c: 'Marketing', Metric__c: 'Completeness', Target__c: 100, Unit__c: 'Percent', Required_Fields__c: 'Email;Company' }
  ],
  routing: [
    {
      rule: { Name: 'Everybody', Order__c: 10, Active__c: true, Assign_To__c: 'Round Robin' },
      members: [
        { username: 'rep@lockstep.local', Active__c: true },
        { username: 'rep2@lockstep.local', Active__c: true }
      ]
    }
  ],
  settings: { Automatic_Hand_Off_On__c: true, Fallback_Queue__c: 'Marketing_Nurture' }
};

describeInBrowser('the closed loop on the page of a lead', (executable) => {
  let running: RunningOrg;
  let preview: Preview;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  const runApex = (source: string): void =>
    running.org.transact(running.org.user(ADMIN), (tx) => {
      const result = running.org.apex.executeAnonymous(tx, source);
      if (!result.success) throw new Error(result.exceptionMessage ?? result.compileProblem ?? 'failed');
    });

  beforeAll(async () => {
    running = await startOrg({ clockStandsAt: MONDAY }, { fallback: (call) => preview.answer(call) });
    preview = createPreview(running.org, { project: process.cwd() });
    browser = await launchBrowser(executable);
    agree(running.org, 'data/lead-definition.json');
    setUpHandOffs(running.org, HAND_OFF_SETUP, ADMIN);
    runApex('FunnelLadder.install(); LockstepSweep.schedule();');
    await preview.ready();
  }, COLD);

  afterAll(async () => {
    await browser.close();
    preview.close();
    await running.stop();
  });

  beforeEach(async () => {
    context = await openContext(browser, { viewport: { width: 1280, height: 1000 } });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });

  afterEach(() => context.close());

  /** A lead whose interest makes it ready: the definition hands it off. @returns its id */
  const becomeReady = (lastName: string): string => {
    runApex(`
      Lead person = new Lead(FirstName = 'Grace', LastName = '${lastName}', Company = '${lastName} Cloud', Title = 'VP Sales',
        Industry = 'Technology', NumberOfEmployees = 400, Country = 'Germany', Email = 'grace@${lastName.toLowerCase()}.example');
      insert person;
      insert new List<Engagement__c>{
        new Engagement__c(Lead__c = person.Id, Type__c = 'Demo Requested', Occurred_At__c = System.now().addHours(-1)),
        new Engagement__c(Lead__c = person.Id, Type__c = 'Trial Started', Occurred_At__c = System.now().addHours(-1))
      };`);
    running.org.jobs.runDue();
    return String(running.org.db.get('SELECT Id FROM Lead WHERE LastName = ?', [lastName])?.['Id']);
  };
  const holderOf = (leadId: string): string =>
    String(
      running.org.db.get('SELECT u.Username AS name FROM Hand_Off__c h JOIN User u ON u.Id = h.OwnerId WHERE h.Lead__c = ?', [leadId])?.[
        'name'
      ]
    );
  const workAs = (username: string): Promise<void> => signIn(page, running.url, username);
  const openLead = async (leadId: string): Promise<void> => {
    await page.goto(`${running.url}/lightning/r/Lead/${leadId}/view`);
    await page.locator('c-funnel-stage-path li').first().waitFor();
  };
  const headline = (): Promise<string> => page.locator('[data-id="headline"]').innerText();
  const headlineBecomes = (start: string): Promise<void> => page.locator('[data-id="headline"]').filter({ hasText: start }).waitFor();
  const stage = (): Promise<string> => page.locator('c-funnel-stage-path [aria-current="step"] .name').innerText();
  const fits = async (width: number): Promise<void> => {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  };

  it(
    'leads a rep from the offer over acceptance and a call to a recycled lead, and Marketing sees what happened',
    async () => {
      const leadId = becomeReady('Kim');
      await workAs(holderOf(leadId));
      await openLead(leadId);
      expect(await headline()).toBe('Offered to you · accept within 4 hr');
      expect(await stage()).toBe('MQL');
      await fits(375);
      await fits(1280);

      await page.locator('[data-action="Accept"]').click();
      await headlineBecomes('Accepted by you · first contact within 8 hr');
      expect(await stage()).toBe('SAL');

      running.org.clock.moveTo(running.org.clock.now() + 10 * MINUTE);
      await page.locator('[data-action="LogCall"]').click();
      await page.getByRole('dialog').getByText('Connected').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Log Call' }).click();
      await headlineBecomes('You are working on it · 1 of 3 attempts made');

      await page.locator('[data-id="menu"]').click();
      await page.getByRole('menuitem', { name: 'Recycle' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Recycle' }).click();
      await dialog.getByText('Select a reason first.').waitFor();
      await dialog.getByText('Bad Timing').click();
      await dialog.getByRole('button', { name: 'In 60 days' }).click();
      await dialog.getByLabel('What did you hear?').fill('The budget comes in spring');
      await dialog.getByRole('button', { name: 'Recycle' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[data-id="elsewhere"]').filter({ hasText: 'Recycled by you' }).waitFor();

      await workAs('marketer@lockstep.local');
      await openLead(leadId);
      expect(await headline()).toMatch(/^Recycled by .+: Bad Timing · wakes up Jan 22, 2027$/);
      await page.locator('c-hand-off-cycle-history [data-id="toggle"]').click();
      expect(await page.locator('c-hand-off-cycle-history .note').innerText()).toBe('The budget comes in spring');
      await page.locator('c-hand-off-cycle-history [data-receipt]').click();
      await page.locator('c-hand-off-receipt').getByText('Asked for a demo').first().waitFor();
      expect(await page.locator('[data-action]').count()).toBe(0);
      await fits(375);
      expect(complaints).toEqual([]);
    },
    COLD
  );

  it(
    'can be worked with the keyboard, keeps what was entered when the session has ended, and says who was faster',
    async () => {
      const leadId = becomeReady('Okafor');
      await workAs(holderOf(leadId));
      await openLead(leadId);
      const dialog = page.getByRole('dialog');
      const submit = dialog.getByRole('button', { name: 'Reject', exact: true });
      await page.locator('[data-action="Reject"] button').focus();
      await page.keyboard.press('Enter');
      const wrongData = dialog.getByRole('group', { name: 'The data is wrong' });
      await wrongData.getByRole('radio', { name: 'Other' }).focus();
      await page.keyboard.press('Space');
      await dialog.getByLabel('Describe it').fill('No such company');
      const cookies = await context.cookies();
      await context.clearCookies();
      await submit.click();
      await dialog.getByText('Your session has ended.').waitFor();
      expect(await dialog.getByLabel('Describe it').inputValue()).toBe('No such company');

      await context.addCookies(cookies);
      runApex(`update new Hand_Off__c(Id = [SELECT Id FROM Hand_Off__c WHERE Lead__c = '${leadId}'].Id,
        Status__c = 'Withdrawn', Withdrawn_Because__c = 'Wrong list');`);
      await submit.focus();
      await page.keyboard.press('Enter');
      await dialog.getByText(/withdrew it on/).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.locator('[data-id="elsewhere"]').filter({ hasText: 'Withdrawn by Marketing' }).waitFor();
      expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
    },
    COLD
  );

  it(
    'shows the clock at risk, then overdue, then with the next rep, and tells each once',
    async () => {
      const leadId = becomeReady('Novak');
      const [first, next] = [holderOf(leadId), 'rep@lockstep.local'];
      const other = first === next ? 'rep2@lockstep.local' : next;
      const start = running.org.clock.now();
      running.org.clock.moveTo(start + 3 * HOUR + 5 * MINUTE);
      await workAs(first);
      await openLead(leadId);
      const accept = page.locator('c-hand-off-clock-bar').filter({ hasText: 'Accept' });
      await accept.getByText('At risk').last().waitFor();
      expect(await headline()).toBe('Offered to you · accept within 55 min');

      running.org.clock.moveTo(start + 4 * HOUR + 6 * MINUTE);
      await openLead(leadId);
      expect(await page.locator('[data-id="elsewhere"]').innerText()).toContain('has the hand-off');
      expect(holderOf(leadId)).toBe(other);

      await workAs('marketer@lockstep.local');
      await openLead(leadId);
      expect(await page.locator('[data-id="offers"]').innerText()).toMatch(/offered now[\s\S]*did not accept in time/);
      const notices = running.org.db.all(
        `SELECT n.Kind__c AS kind, u.Username AS name, COUNT(*) AS times FROM Lockstep_Notice__c n JOIN User u ON u.Id = n.Recipient__c
         JOIN Hand_Off__c h ON h.Id = n.Subject_Id__c WHERE h.Lead__c = ? AND n.Sent_At__c IS NOT NULL GROUP BY 1, 2`,
        [leadId]
      );
      expect(notices).toEqual(
        expect.arrayContaining([
          { kind: 'At Risk', name: first, times: 1 },
          { kind: 'Breached', name: first, times: 1 },
          { kind: 'Breached', name: 'vp.sales@lockstep.local', times: 1 },
          { kind: 'Lapsed', name: first, times: 1 },
          { kind: 'Rerouted', name: other, times: 1 }
        ])
      );
      expect(notices.every(({ times }) => times === 1)).toBe(true);
      expect(complaints).toEqual([]);
    },
    COLD
  );
});
