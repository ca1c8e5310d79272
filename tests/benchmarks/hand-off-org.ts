import path from 'node:path';
import type { LocalOrg } from '../../local-org/open';
import { connect } from '../../scripts/importing/connection';
import type { FieldValues } from '../../scripts/sample/company';
import { setUpHandOffs, readHandOffSetup } from '../../scripts/sample/hand-off-setup';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { ADMIN, PASSWORD, startOrg, type RunningOrg } from '../support/running-org';
import { duration, type Measurement } from './benchmark';
import { makeLeads } from './lead-factory';
import { inTemporaryFolder } from './served-org';

/** A Monday, 9 o'clock where the sample company works: offers made now are due at 13 o'clock. */
export const MONDAY_NINE = Date.UTC(2026, 5, 15, 16);
export const HOUR = 3_600_000;
/** Records of one transaction: what a trigger gets at most. */
export const CHUNK = 200;

/** Serves a new org, in a file, that has agreed on hand-offs and sweeps them every five minutes, for as long as the work takes. */
export function withHandOffOrg<T>(work: (running: RunningOrg) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    const running = await startOrg({ database: path.join(folder, 'org.db'), clockStandsAt: MONDAY_NINE });
    try {
      setUpHandOffs(running.org, readHandOffSetup(path.join('tests', 'benchmarks', 'hand-offs.json')), ADMIN);
      apex(running.org, 'LockstepSweep.schedule();');
      return await work(running);
    } finally {
      await running.stop();
    }
  });
}

/** @returns ids of new leads that can be handed off */
export function writeLeads(org: LocalOrg, count: number): string[] {
  // Who wants to be left alone is not handed off.
  const leads = makeLeads(count).map(({ fields }) => ({ ...fields, DoNotCall: false }));
  const ids: string[] = [];
  for (let start = 0; start < leads.length; start += CHUNK)
    org.transact(org.user(ADMIN), (tx) => ids.push(...new RecordWriter(org, tx).insert('Lead', leads.slice(start, start + CHUNK))));
  return ids;
}

/** A hand-off of a lead, as an import has it. */
export const byHand = (leadId: string): FieldValues => ({ Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Benchmark' });

/** Imports hand-offs of leads, each of which must succeed. */
export async function importHandOffs(org: LocalOrg, url: string, leadIds: readonly string[]): Promise<Measurement> {
  const connection = await connect({ instanceUrl: url, username: ADMIN, password: PASSWORD });
  const from = performance.now();
  const job = await connection.bulk2.loadAndWaitForResults({
    object: 'Hand_Off__c',
    operation: 'insert',
    input: leadIds.map(byHand),
    pollInterval: 100,
    pollTimeout: 3_600_000
  });
  const time = performance.now() - from;
  if (job.successfulResults.length !== leadIds.length)
    throw new Error(`${job.failedResults.length} hand-offs were refused: ${JSON.stringify(job.failedResults[0])}`);
  org.jobs.runDue();
  return {
    what: `Import of ${leadIds.length.toLocaleString('en')} hand-offs through Bulk API 2.0`,
    result: duration(time),
    repetitions: 1,
    remark: `${Math.round((leadIds.length * 1000) / time)} hand-offs a second, each with receipt, offer, four clocks and a notice to send`
  };
}

/** @returns milliseconds that it takes to move the clock, with all that falls due on the way, to so many hours after nine o’clock */
export function moveClock(org: LocalOrg, hour: number): number {
  const from = performance.now();
  org.clock.moveTo(MONDAY_NINE + hour * HOUR);
  return performance.now() - from;
}

/** @returns how many accept clocks are in a state */
export function clocksThatAre(org: LocalOrg, state: string): number {
  const sql = "SELECT COUNT(*) AS n FROM Hand_Off_Clock__c WHERE Kind__c = 'Accept' AND State__c = ? AND IsDeleted = 0";
  return Number(org.db.get(sql, [state])?.['n']);
}

/** A time that so many hand-offs took. */
export function rate(what: string, count: number, time: number, remark: string): Measurement {
  return { what, result: duration(time), repetitions: 1, remark: `${Math.round((count * 1000) / time)} hand-offs a second, ${remark}` };
}

/** How many notices there are, and that none is there twice or was not sent. */
export function noticesOwed(org: LocalOrg): Measurement {
  const twice = Number(
    org.db.get('SELECT COUNT(*) AS n FROM (SELECT 1 FROM Lockstep_Notice__c GROUP BY Notice_Key__c HAVING COUNT(*) > 1)')?.['n']
  );
  const unsent = Number(org.db.get('SELECT COUNT(*) AS n FROM Lockstep_Notice__c WHERE Sent_At__c IS NULL')?.['n']);
  const notices = Number(org.db.get('SELECT COUNT(*) AS n FROM Lockstep_Notice__c')?.['n']);
  return {
    what: 'Notices sent during these steps',
    result: `${notices.toLocaleString('en')}, ${twice} twice, ${unsent} unsent`,
    remark: `${org.outbox.notifications.length.toLocaleString('en')} messages sent: many notices for one person become one digest`,
    aim: { text: 'none twice, all sent', met: twice + unsent === 0 }
  };
}

/** Runs anonymous Apex. @throws Error with what it said */
export function apex(org: LocalOrg, source: string): void {
  const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
  if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? source);
}
