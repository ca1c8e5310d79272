/// <reference lib="dom" />
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/testing/browser';
import { readOptions } from '../../scripts/starting/options';
import { OrgServer } from '../../scripts/starting/org-server';
import { launchBrowser, signIn } from './browser';

/*
 * Takes the pictures of the docs, in docs/images, of the sample company as it is today:
 * npx esbuild tests/support/take-pictures.ts --bundle --platform=node --packages=external --outfile=.local-org/cache/take-pictures.cjs && node .local-org/cache/take-pictures.cjs
 */
interface Picture {
  readonly file: string;
  readonly user: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** What must be on the page before it is complete. */
  readonly shows: string;
}

function pictures(leadId: string): readonly Picture[] {
  return [
    { file: 'lead-page', user: 'rep', path: `/lightning/r/Lead/${leadId}/view`, width: 1280, height: 1320, shows: 'c-lead-score-matrix' },
    { file: 'my-hand-offs', user: 'rep', path: '/lightning/page/home', width: 375, height: 812, shows: 'c-hand-off-row' },
    {
      file: 'exceptions',
      user: 'marketer',
      path: '/lightning/n/Lockstep_Exceptions',
      width: 1280,
      height: 560,
      shows: 'c-exception-column li'
    },
    {
      file: 'automatic-hand-off',
      user: 'admin',
      path: '/lightning/n/Lockstep_Automatic_Hand_Off',
      width: 1280,
      height: 440,
      shows: 'c-auto-hand-off-limits'
    }
  ];
}

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { width, height } = picture;
  const page = await browser.newPage({ viewport: { width, height } });
  await signIn(page, url, `${picture.user}@lockstep.local`, picture.path);
  await page.locator(picture.shows).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(process.cwd(), 'docs', 'images', `${picture.file}.png`) });
  await page.close();
  console.log(`docs/images/${picture.file}.png`);
}

async function main(): Promise<void> {
  const executable = findBrowser();
  if (executable === null) throw new Error('No Chromium is on the PATH or in CHROMIUM_PATH.');
  const options = readOptions(['--port', '0', '--database', ':memory:']);
  if (options === 'help') throw new Error('Options are missing.');
  const server = await OrgServer.start(options, null);
  const browser = await launchBrowser(executable);
  try {
    const [row] = server.org.db.all(
      `SELECT h."Lead__c" AS id FROM "Hand_Off__c" h JOIN "User" u ON u."Id" = h."OwnerId"
       WHERE u."Username" = 'rep@lockstep.local' AND h."Status__c" = 'Offered' AND h."Lead__c" IS NOT NULL ORDER BY h."Name" LIMIT 1`
    );
    if (!row) throw new Error('The sample company has no lead that is offered to the rep.');
    for (const picture of pictures(String(row['id']))) await take(browser, server.url, picture);
  } finally {
    await browser.close();
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
