import { Limits, runInTransaction } from '../../local-org/database';
import type { Transaction } from '../../local-org/database/types';
import type { LocalOrg } from '../../local-org/open';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { ADMIN } from '../support/running-org';
import type { Benchmark, Measurement } from './benchmark';
import { compareCounters, countersOf } from './governor';
import {
  byHand,
  CHUNK,
  clocksThatAre,
  HOUR,
  importHandOffs,
  MONDAY_NINE,
  moveClock,
  noticesOwed,
  rate,
  withHandOffOrg,
  writeLeads
} from './hand-off-org';

export const handOffs: Benchmark = {
  name: 'hand-offs',
  title: 'Hand-offs: one import, then the sweep',
  run: ({ quick, onProgress }) =>
    withHandOffOrg(async ({ org, url }) => {
      const count = quick ? 1000 : 10_000;
      onProgress(`Writing ${count} leads`);
      const leadIds = writeLeads(org, count + CHUNK + 1);
      const counters = handOffCounters(org, leadIds.splice(0, 1), leadIds.splice(0, CHUNK));
      onProgress(`Importing ${leadIds.length} hand-offs through Bulk API 2.0`);
      const imported = await importHandOffs(org, url, leadIds);
      const sweepCounters = counted(org, 'DueHandOffClocks', CHUNK);
      onProgress('Letting all of them pass their warning and their breach');
      const swept = sweep(org, leadIds.length + CHUNK + 1);
      return [imported, ...counters, sweepCounters, ...swept];
    })
};

/** What handing off and accepting one and a whole chunk use of the limits. */
function handOffCounters(org: LocalOrg, one: readonly string[], many: readonly string[]): Measurement[] {
  const handedOff = [one, many].map((leadIds) => {
    let ids: string[] = [];
    const used = inTransaction(org, (tx) => (ids = new RecordWriter(org, tx).insert('Hand_Off__c', leadIds.map(byHand))));
    return { ids, used };
  });
  const accepted = handedOff.map(({ ids }) =>
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
  const [single, whole] = handedOff.map(({ used }) => used);
  const [acceptedOne, acceptedMany] = accepted;
  if (!single || !whole || !acceptedOne || !acceptedMany) throw new Error('Nothing was counted');
  return [
    compareCounters('Handing off 200 leads in one transaction', '1 lead', single, '200 leads', whole),
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
        const source = `LockstepSweepPart part = new ${part}(); List<SObject> due = Database.queryWithBinds(part.query() + ' LIMIT ${rows}', new Map<String, Object>{ 'moment' => ${at}.getTime() }, AccessLevel.SYSTEM_MODE); Assert.areEqual(${rows}, due.size()); part.work(due, ${at});`;
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

/** Rolls back a transaction of which only the counters matter. */
class RolledBack extends Error {}

/** Moves the clock over the warning and the breach of every acceptance, in the steps of the sweep. */
function sweep(org: LocalOrg, handedOff: number): Measurement[] {
  const results: Measurement[] = [];
  for (const [what, hour, state] of [
    ['All clocks at risk: warned after three of four business hours', 3.5, 'At Risk'],
    ['All clocks breached: owner and manager notified, hand-off offered to the next rep', 4.5, 'Breached']
  ] as const) {
    const time = moveClock(org, hour);
    const changed = clocksThatAre(org, state);
    if (changed !== handedOff) throw new Error(`${changed} of ${handedOff} clocks are ${state}`);
    results.push(rate(what, handedOff, time, `in batches of ${CHUNK}`));
  }
  results.push(noticesOwed(org));
  return results;
}
