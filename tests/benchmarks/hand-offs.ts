import path from 'node:path';
import { Limits, runInTransaction } from '../../local-org/database';
import type { Transaction } from '../../local-org/database/types';
import type { LocalOrg } from '../../local-org/open';
import { connect } from '../../scripts/importing/connection';
import type { FieldValues } from '../../scripts/sample/company';
import { agreeOnHandOver, readHandOver } from '../../scripts/sample/hand-over';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { ADMIN, PASSWORD, startOrg } from '../support/running-org';
import { duration, type Benchmark, type Measurement } from './benchmark';
import { compareCounters, countersOf } from './governor';
import { makeLeads } from './lead-factory';
import { inTemporaryFolder } from './served-org';

/** A Monday, 9 o'clock where the sample company works: offers made now are due at 13 o'clock. */
const MONDAY_NINE = Date.UTC(2026, 5, 15, 16);
const HOUR = 3_600_000;
/** Records of one transaction: what a trigger gets at most. */
const CHUNK = 200;

export const handOffs: Benchmark = {
  name: 'hand-offs',
  title: 'Hand-offs: one import, then the sweep',
  run: ({ quick, onProgress }) =>
    inTemporaryFolder(async (folder) => {
      const count = quick ? 1000 : 10_000;
      const running = await startOrg({ database: path.join(folder, 'org.db'), clockStandsAt: MONDAY_NINE });
      try {
        const { org } = running;
        agreeOnHandOver(org, readHandOver(path.join('tests', 'benchmarks', 'hand-over.json')), ADMIN);
        apex(org, 'ClockSweep.schedule();');
        onProgress(`Writing ${count} leads`);
        const leadIds = writeLeads(org, count);
        const counters = handOffCounters(org, leadIds.splice(0, 1), leadIds.splice(0, CHUNK));
        onProgress(`Importing ${leadIds.length} hand-offs through Bulk API 2.0`);
        const imported = await importHandOffs(org, running.url, leadIds);
        const sweepCounters = counted(org, 'DueClocks', CHUNK);
        onProgress('Letting all of them pass their warning and their breach');
        const swept = sweep(org, leadIds.length + CHUNK + 1);
        return [imported, ...counters, sweepCounters, ...swept];
      } finally {
        await running.stop();
      }
    })
};

function writeLeads(org: LocalOrg, count: number): string[] {
  // Who wants to be left alone is not handed over.
  const leads = makeLeads(count + CHUNK + 1).map(({ fields }) => ({ ...fields, DoNotCall: false }));
  const ids: string[] = [];
  for (let start = 0; start < leads.length; start += CHUNK)
    org.transact(org.user(ADMIN), (tx) => ids.push(...new RecordWriter(org, tx).insert('Lead', leads.slice(start, start + CHUNK))));
  return ids;
}

const byHand = (leadId: string): FieldValues => ({ Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Benchmark' });

/** What handing over and accepting one and a whole chunk use of the limits. */
function handOffCounters(org: LocalOrg, one: readonly string[], many: readonly string[]): Measurement[] {
  const handedOver = [one, many].map((leadIds) => {
    let ids: string[] = [];
    const used = inTransaction(org, (tx) => (ids = new RecordWriter(org, tx).insert('Hand_Off__c', leadIds.map(byHand))));
    return { ids, used };
  });
  const accepted = handedOver.map(({ ids }) =>
    inTransaction(
      org,
      (tx) =>
        new RecordWriter(org, tx).update(
          'Hand_Off__c',
          ids.map((Id) => ({ Id, Status__c: 'Accepted' }))
        ),
      true
    )
  );
  const [single, whole] = handedOver.map(({ used }) => used);
  const [acceptedOne, acceptedMany] = accepted;
  if (!single || !whole || !acceptedOne || !acceptedMany) throw new Error('Nothing was counted');
  return [
    compareCounters('Handing over 200 leads in one transaction', '1 lead', single, '200 leads', whole),
    compareCounters('Accepting 200 hand-offs in one transaction', '1 hand-off', acceptedOne, '200 hand-offs', acceptedMany)
  ];
}

/** What the sweep's work on one and on a chunk of due clocks uses of the limits, at the moment when all are at risk. */
function counted(org: LocalOrg, part: string, chunk: number): Measurement {
  const at = `Datetime.newInstance(${MONDAY_NINE + 3.5 * HOUR}L)`;
  const [one, many] = [1, chunk].map((rows) =>
    inTransaction(
      org,
      (tx) => {
        const source = `SweepPart part = new ${part}(); List<SObject> due = Database.queryWithBinds(part.query() + ' LIMIT ${rows}', new Map<String, Object>{ 'moment' => ${at}.getTime() }, AccessLevel.SYSTEM_MODE); Assert.areEqual(${rows}, due.size()); part.work(due, ${at});`;
        const result = org.apex.executeAnonymous(tx, source);
        if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? 'The sweep failed');
      },
      true
    )
  );
  if (!one || !many) throw new Error('Nothing was counted');
  return compareCounters('Sweeping 200 due clocks in one transaction', '1 clock', one, '200 clocks', many);
}

function inTransaction(org: LocalOrg, work: (tx: Transaction) => void, rollBack = false): ReturnType<typeof countersOf> {
  const limits = new Limits();
  try {
    runInTransaction(org.db, { clock: org.clock, user: org.user(ADMIN), limits }, (tx) => {
      work(tx);
      if (rollBack) throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  return countersOf(limits);
}

/** Ends a transaction whose counters alone are wanted. */
class RolledBack extends Error {}

async function importHandOffs(org: LocalOrg, url: string, leadIds: readonly string[]): Promise<Measurement> {
  const connection = await connect({ instanceUrl: url, username: ADMIN, password: PASSWORD });
  const from = performance.now();
  const job = await connection.bulk2.loadAndWaitForResults({
    object: 'Hand_Off__c',
    operation: 'insert',
    input: leadIds.map((id) => ({ Lead__c: id, Source__c: 'Manual', Manual_Reason__c: 'Benchmark' })),
    pollInterval: 100,
    pollTimeout: 600_000
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

/** Moves the clock over the warning and the breach of every acceptance, in the steps of the sweep. */
function sweep(org: LocalOrg, handedOver: number): Measurement[] {
  const results: Measurement[] = [];
  for (const [what, hour, state] of [
    ['Warning of all of them: at risk after three of four business hours', 3.5, 'At Risk'],
    ['Breach of all of them: told to owner and manager, and offered to the next', 4.5, 'Breached']
  ] as const) {
    const from = performance.now();
    org.clock.moveTo(MONDAY_NINE + hour * HOUR);
    const time = performance.now() - from;
    const changed = Number(
      org.db.get("SELECT COUNT(*) AS n FROM Hand_Off_Clock__c WHERE Kind__c = 'Accept' AND State__c = ? AND IsDeleted = 0", [state])?.['n']
    );
    if (changed !== handedOver) throw new Error(`${changed} of ${handedOver} clocks are ${state}`);
    results.push({
      what,
      result: duration(time),
      repetitions: 1,
      remark: `${Math.round((handedOver * 1000) / time)} hand-offs a second, in batches of ${CHUNK}`
    });
  }
  const twice = Number(
    org.db.get('SELECT COUNT(*) AS n FROM (SELECT 1 FROM Hand_Off_Notice__c GROUP BY Notice_Key__c HAVING COUNT(*) > 1)')?.['n']
  );
  const notices = Number(org.db.get('SELECT COUNT(*) AS n FROM Hand_Off_Notice__c')?.['n']);
  results.push({
    what: 'Notices owed on the way',
    result: `${notices.toLocaleString('en')}, ${twice} twice`,
    remark: `${org.outbox.notifications.length.toLocaleString('en')} messages sent: above a few for one person, one digest`,
    aim: { text: 'none twice', met: twice === 0 }
  });
  return results;
}

function apex(org: LocalOrg, source: string): void {
  const result = org.transact(org.user(ADMIN), (tx) => org.apex.executeAnonymous(tx, source));
  if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? source);
}
