import path from 'node:path';
import type { Connection } from 'jsforce';
import { readDefinition } from '../../scripts/sample/definition';
import type { FieldValues } from '../../scripts/sample/company';
import { SIGNATORIES } from '../../scripts/sample/signatures';
import { duration, median, type Benchmark, type Measurement } from './benchmark';
import { makeLeads } from './lead-factory';
import { inTemporaryFolder, ServedOrg } from './served-org';

/** Records of one call: the most that the collections resource takes. */
const COLLECTION = 200;
const DAY = 86_400_000;

export const writes: Benchmark = {
  name: 'writes',
  title: 'Writing leads through jsforce, scoring on',
  run: ({ quick, onProgress }) =>
    inTemporaryFolder(async (folder) => {
      const count = quick ? 1000 : 10_000;
      const served = await ServedOrg.start({ project: process.cwd(), database: path.join(folder, 'org.db'), options: ['--empty'] });
      try {
        const connection = await served.connect();
        await agree(served, connection);
        onProgress(`Inserting ${count} leads through jsforce`);
        const leads = makeLeads(count).map(({ fields }) => fields);
        const inserted = await inCollections(leads, (records) => connection.sobject('Lead').create(records));
        await expectScores(connection, count);
        onProgress(`Updating ${count} leads through jsforce`);
        const changed = leads.map((lead, index) => ({
          Id: inserted.ids[index] ?? '',
          Industry: lead['Industry'] === 'Banking' ? 'Hospitality' : 'Banking',
          Title: `VP ${index}`
        }));
        const updated = await inCollections(changed, (records) => connection.sobject('Lead').update(records));
        await expectScores(connection, count);
        return [
          describe(`Insert ${count.toLocaleString('en')} leads`, count, inserted.times),
          describe(`Update ${count.toLocaleString('en')} leads so that every score changes`, count, updated.times)
        ];
      } finally {
        await served.stop();
      }
    })
};

/** Proposes the definition of thirty criteria and signs it for both sides, as clients would. */
async function agree(served: ServedOrg, connection: Connection): Promise<void> {
  const file = readDefinition(path.join('tests', 'benchmarks', 'definition.json'));
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const now = Date.now();
  const id = await create(connection, 'Lead_Definition__c', {
    ...file.definition,
    Status__c: 'Draft',
    Effective_From__c: day(now - DAY),
    Review_On__c: day(now + 180 * DAY)
  });
  const ofDefinition = (records: readonly FieldValues[]): FieldValues[] => records.map((record) => ({ ...record, Lead_Definition__c: id }));
  expectSuccess(await connection.sobject('Lead_Criterion_Group__c').create(ofDefinition(file.groups)));
  expectSuccess(await connection.sobject('Lead_Criterion__c').create(ofDefinition(file.criteria)));
  expectSuccess([await connection.sobject('Lead_Definition__c').update({ Id: id, Status__c: 'Proposed' })]);
  for (const [Side__c, username] of Object.entries(SIGNATORIES)) {
    const signatory = await served.connect(username);
    expectSuccess([await signatory.sobject('Signature__c').create({ Lead_Definition__c: id, Side__c })]);
  }
}

async function create(connection: Connection, object: string, record: FieldValues): Promise<string> {
  const result = await connection.sobject(object).create(record);
  expectSuccess([result]);
  return result.id ?? '';
}

interface Saved {
  readonly success: boolean;
  readonly id?: string | undefined;
  readonly errors: readonly unknown[];
}

function expectSuccess(results: readonly Saved[]): void {
  const failed = results.find((result) => !result.success);
  if (failed) throw new Error(`A record was refused: ${JSON.stringify(failed.errors)}`);
}

/** @returns milliseconds of each call, and the records' ids */
async function inCollections<T>(
  records: readonly T[],
  save: (records: T[]) => Promise<readonly Saved[]>
): Promise<{ times: number[]; ids: string[] }> {
  const times: number[] = [];
  const ids: string[] = [];
  for (let start = 0; start < records.length; start += COLLECTION) {
    const from = performance.now();
    const results = await save(records.slice(start, start + COLLECTION));
    times.push(performance.now() - from);
    expectSuccess(results);
    ids.push(...results.map((result) => result.id ?? ''));
  }
  return { times, ids };
}

/** Writing that leaves somebody unscored would be fast for nothing. */
async function expectScores(connection: Connection, count: number): Promise<void> {
  const { totalSize } = await connection.query('SELECT COUNT() FROM Person_Score__c WHERE Score__c != NULL');
  if (totalSize !== count) throw new Error(`${totalSize} of ${count} leads are scored`);
}

function describe(what: string, count: number, times: readonly number[]): Measurement {
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    what: `${what} in calls of ${COLLECTION}`,
    result: duration(total),
    repetitions: 1,
    remark: `${Math.round((count * 1000) / total)} leads a second; one call: ${duration(median(times))} (median of ${times.length})`
  };
}
