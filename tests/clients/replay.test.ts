import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect, EMBEDDED_ORG } from '../../scripts/importing/connection';
import { readMapping } from '../../scripts/importing/mapping';
import { checkClosedLoop } from '../../scripts/replaying/closed-loop-check';
import { HistoricOrg } from '../../scripts/replaying/historic-org';
import { readHistory } from '../../scripts/replaying/history';
import { Replay } from '../../scripts/replaying/replay';
import { readExample } from '../../scripts/starting/data';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-replay-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const ORIGINS = ['social', 'organic search', 'unknown', ''];
const lead = (index: number): string => `m${index},2018-01-${25 + (index % 7)},page,${ORIGINS[index % 4] ?? ''}`;
/** Every fifth of sixty people becomes a customer in February; one of them, by the file, before the first contact. */
const deal = (index: number): string =>
  `m${index},s,d,r,${index === 5 ? '2018-01-02' : `2018-02-0${1 + (index % 3)}`} 14:00:00,pet,online,${index === 10 ? 2500 : '0.0'}`;

const mqls = path.join(folder, 'mqls.csv');
const deals = path.join(folder, 'deals.csv');
fs.writeFileSync(
  mqls,
  ['mql_id,first_contact_date,landing_page_id,origin', ...Array.from({ length: 60 }, (_, index) => lead(index)), ''].join('\n')
);
fs.writeFileSync(
  deals,
  [
    'mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,declared_monthly_revenue',
    ...Array.from({ length: 12 }, (_, index) => deal(index * 5)),
    ''
  ].join('\n')
);

describe('a replayed history', () => {
  it('goes the whole way from first contact to revenue, on its own days, and equals the files', async () => {
    const example = readExample('olist');
    if (!example.history) throw new Error('The example has a history');
    const history = readHistory(readMapping(path.join(example.directory, 'mapping.json')), example.history, mqls, deals);
    expect(history.exceptions.filter(({ kind }) => kind === 'won before first contact').map(({ name }) => name)).toEqual(['m5']);
    const org = await HistoricOrg.open(example, Date.parse('2018-01-24T00:00:00Z'));
    try {
      const connection = await connect({ ...EMBEDDED_ORG, instanceUrl: org.url });
      const { user_id: owner } = await connection.identity();
      const outcome = await new Replay(connection, history, example.history.handOffReason, owner).run(() => undefined);
      expect(outcome).toEqual({ leads: 60, handOffs: 60, converted: 12, won: 12, refusals: [] });

      const lines = await checkClosedLoop(connection, mqls, deals);
      expect(lines.filter((line) => line.files !== line.org)).toEqual([]);
      expect(lines).toContainEqual({ what: 'revenue by month', of: '2018-02', files: 2500, org: 2500 });

      const won = await connection.query<{ Handed_Off_At__c: string; Outcome__c: string; Won_Amount__c: number; Verdict__c: string }>(
        "SELECT Handed_Off_At__c, Outcome__c, Won_Amount__c, Verdict__c FROM Hand_Off__c WHERE Contact__r.LastName = 'Seller m10'"
      );
      expect(won.records).toMatchObject([{ Outcome__c: 'Won', Won_Amount__c: 2500, Verdict__c: 'Converted' }]);
      expect(won.records[0]?.Handed_Off_At__c.slice(0, 10)).toBe('2018-01-28');

      // A second replay would have to go back in time: refused before anything is written.
      await expect(new Replay(connection, history, example.history.handOffReason, owner).run(() => undefined)).rejects.toThrow(
        /clocks do not go back; the history begins on 2018-01-25/
      );
      expect((await connection.query('SELECT Id FROM Hand_Off__c')).totalSize).toBe(60);
    } finally {
      await org.close();
    }
  });

  it('shows a figure that differs', async () => {
    const example = readExample('olist');
    const org = await HistoricOrg.open(example, Date.parse('2018-01-24T00:00:00Z'));
    try {
      const lines = await checkClosedLoop(await connect({ ...EMBEDDED_ORG, instanceUrl: org.url }), mqls, deals);
      expect(lines).toContainEqual({ what: 'won by month', of: '2018-02', files: 11, org: 0 });
    } finally {
      await org.close();
    }
  });
});

describe('npm run replay', () => {
  const run = (...args: readonly string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'replay', ...args], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  it.each([
    [['--example', 'olist', '--mqls', mqls], /Usage: npm run replay/],
    [['--example', 'xeducation', '--mqls', mqls, '--deals', deals], /xeducation has no history to replay/],
    [['--example', 'olist', '--mqls', deals, '--deals', mqls], /holds closed deals, not the leads/],
    [['--example', 'olist', '--mqls', path.join(folder, 'absent.csv'), '--deals', deals], /absent\.csv is not there/],
    [['--example', 'olist', '--mqls', mqls, '--deals', deals, '--check-only'], /--check-only needs --instance-url/]
  ])('is refused as text: %j', (args, message) => {
    const { status, output } = run(...args);
    expect([status, output]).toEqual([2, expect.stringMatching(message)]);
  });
});
