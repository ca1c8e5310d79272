/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { serveFixture } from '../../local-org/preview/testing';
import type { ServedFixture } from '../../local-org/preview/testing';
import { COLD, describeInBrowser, launchBrowser, openContext } from '../support/browser';

const PAGE = 60_000;

describeInBrowser('notifications in the header', (executable) => {
  let served: ServedFixture;
  let browser: Browser;
  let page: Page;

  const send = (title: string): void =>
    served.org.transact(served.org.user('admin@example.com'), (tx) => {
      const result = served.org.apex.executeAnonymous(
        tx,
        `Messaging.CustomNotification news = new Messaging.CustomNotification();
        news.setTitle('${title}');
        news.setBody('Call her today.');
        news.setNotificationTypeId([SELECT Id FROM CustomNotificationType WHERE DeveloperName = 'Gadget_News'].Id);
        Lead subject = new Lead(FirstName = 'Ada', LastName = '${title}', Company = 'Engines');
        insert subject;
        news.setTargetId(subject.Id);
        news.send(new Set<String>{ UserInfo.getUserId() });`
      );
      if (!result.success) throw new Error(String(result.exceptionMessage ?? result.compileProblem));
    });
  const bell = (name: string): ReturnType<Page['getByRole']> => page.getByRole('button', { name, exact: true });
  const panel = (): ReturnType<Page['getByRole']> => page.getByRole('dialog', { name: 'Notifications' });

  beforeAll(async () => {
    served = await serveFixture();
    browser = await launchBrowser(executable);
    await served.preview.ready();
  }, COLD);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });
  beforeEach(async () => {
    const context = await openContext(browser, { viewport: { width: 375, height: 812 } });
    page = await context.newPage();
  });
  afterEach(() => page.context().close());

  it(
    'say that there are none, and close with Escape, back on the bell',
    async () => {
      await page.goto(`${served.url}/lightning/page/home`);
      await bell('Notifications').press('Enter');
      await panel().getByText('You have no notifications.').waitFor();
      await panel().press('Escape');
      await panel().waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await panel().waitFor();
      await page.mouse.click(20, 780);
      await panel().waitFor({ state: 'detached' });
    },
    PAGE
  );

  it(
    'are counted, open their page, and are read then',
    async () => {
      send('Hopper');
      send('Lovelace');
      await page.goto(`${served.url}/lightning/page/home`);
      await bell('Notifications, 2 unread').click();
      const first = panel().getByRole('link').first();
      expect(await first.innerText()).toMatch(/^Unread:\s+Lovelace/);
      const { width = 0, x = -1 } = (await panel().boundingBox()) ?? {};
      expect(x >= 0 && x + width <= 375).toBe(true);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
      await bell('Notifications, 1 unread').click();
      await panel().getByRole('button', { name: 'Mark all as read' }).click();
      await bell('Notifications').waitFor();
      expect((await panel().getByRole('link').allInnerTexts()).join(' ')).not.toContain('Unread');
      await panel().getByRole('button', { name: 'Close notifications' }).click();
      await panel().waitFor({ state: 'detached' });
    },
    PAGE
  );

  it(
    'say so when they cannot be read',
    async () => {
      await page.goto(`${served.url}/lightning/page/home`);
      await page.route('**/connect/notifications?*', (route) => route.abort());
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await panel().getByRole('alert').getByText('The notifications cannot be read.').waitFor();
    },
    PAGE
  );
});
