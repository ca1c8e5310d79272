import fs from 'node:fs';
import path from 'node:path';
import { UsageError } from '../command-failure';
import type { LocalOrg } from '../../local-org/open';
import type { HistoryFields } from '../replaying/history';
import { isoDay, sampleCompany, SAMPLE_DAYS } from '../sample/company';
import { agreeDefinition, readDefinition } from '../sample/definition';
import { setUpHandOffs, readHandOffSetup } from '../sample/hand-off-setup';
import { loadSampleCompany } from '../sample/load';
import { Random } from '../sample/random';
import { RecordWriter } from '../sample/record-writer';
import { SalesTeam } from '../sample/sales-team';

const DAY = 86_400_000;
/** The team does the same on every machine. */
const SALES_SEED = 20_260_102;

/** An example as its folder describes it. */
export interface Example {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly permissionSets: readonly string[];
  /** Names of its data files, looked for beside the project. */
  readonly data: readonly string[];
  /** What of its records is a history that `npm run replay` can play; absent where there is none. */
  readonly history?: HistoryDescription;
  readonly directory: string;
}

/** Lead fields, filled by the example's mapping, that say when things happened, and why its people are handed off. */
export interface HistoryDescription extends HistoryFields {
  readonly handOffReason: string;
}

/** @throws UsageError naming the examples there are, if there is none of this name */
export function readExample(name: string): Example {
  const known = fs.readdirSync('examples').filter((folder) => fs.existsSync(path.join('examples', folder, 'example.json')));
  if (!known.includes(name)) throw new UsageError(`There is no example named ${name}; there are ${known.join(' and ')}`);
  const directory = path.join('examples', name);
  const description: Omit<Example, 'name' | 'directory'> = JSON.parse(fs.readFileSync(path.join(directory, 'example.json'), 'utf8'));
  return { ...description, name, directory };
}

/** The start of the sample company's year, to which a new org's clock is set. */
export function sampleStart(today: number): number {
  return today - SAMPLE_DAYS * DAY;
}

/** Agrees the example's definition and, where it has one, its agreement on hand-offs; its leads come with `npm run import` or `npm run replay`. */
export function loadExample(org: LocalOrg, example: Example): void {
  installFunnel(org);
  agree(org, path.join(example.directory, 'definition.json'));
  const setup = path.join(example.directory, 'hand-offs.json');
  if (!fs.existsSync(setup)) return;
  setUpHandOffs(org, readHandOffSetup(setup), org.configuration.previewUser);
  org.jobs.runDue();
}

/** Agrees the default definition, plays the sample company's year up to `today`, and lets the scores fade to that day. */
export function loadSample(org: LocalOrg, today: number, onProgress: (done: number, of: number) => void): void {
  installFunnel(org);
  agree(org, path.join('data', 'lead-definition.json'));
  const advance = (to: number): void => org.clock.moveTo(to);
  loadSampleCompany(org, sampleCompany(today), today, {
    advance,
    letScoresFade: () => runApex(org, 'Database.executeBatch(new ScoreDecayBatch(System.now()), PersonScoreBatch.SCOPE);'),
    onProgress,
    beginAutoHandOff: (willBuy) => {
      const author = org.configuration.previewUser;
      setUpHandOffs(org, readHandOffSetup(path.join('data', 'hand-offs.json')), author, { Nurture_Campaign__c: nurtureCampaign(org) });
      const sweep = (): void => runApex(org, 'new LockstepSweep().run();');
      return new SalesTeam(org, new Random(SALES_SEED), org.configuration.organization.timeZone, advance, sweep, willBuy);
    }
  });
  runApex(org, 'new NightlyScoreWork().run();');
}

/** Creates the nurture campaign that recycled people join. */
function nurtureCampaign(org: LocalOrg): string {
  return org.transact(org.user(org.configuration.previewUser), (tx) => {
    const [id = ''] = new RecordWriter(org, tx).insert('Campaign', [
      { Name: 'Not now: stay in touch', Type: 'Email', Status: 'In Progress', IsActive: true, StartDate: isoDay(org.clock.now()) }
    ]);
    return id;
  });
}

/** The suggested ladder of stages, which people climb from their first day. */
export function installFunnel(org: LocalOrg): void {
  runApex(org, 'FunnelLadder.install();');
}

/** Puts the work of every night, and that of every five minutes, into the schedule, as an admin does after installing the package. */
export function scheduleWork(org: LocalOrg): void {
  runApex(org, 'NightlyScoreWork.schedule(); LockstepSweep.schedule();');
}

function runApex(org: LocalOrg, source: string): void {
  const result = org.transact(org.user(org.configuration.previewUser), (tx) => org.apex.executeAnonymous(tx, source));
  if (!result.success) throw new Error(`${source} ${result.compileProblem ?? result.exceptionMessage ?? 'failed'}`);
  org.jobs.runDue();
}

function agree(org: LocalOrg, file: string): void {
  agreeDefinition(org, readDefinition(file), org.configuration.previewUser);
  org.jobs.runDue();
}
