import path from 'node:path';
import { Limits, runInTransaction } from '../../local-org/database';
import type { LimitName } from '../../local-org/database/types';
import { LocalOrg } from '../../local-org/open';
import type { FieldValues } from '../../scripts/sample/company';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { installFunnel } from '../../scripts/starting/data';
import { ADMIN, agree } from '../support/running-org';
import type { Benchmark, Measurement } from './benchmark';
import { makeLeads } from './lead-factory';

const SHOWN: readonly LimitName[] = ['queries', 'dmlStatements', 'queryRows', 'dmlRows'];
/** The counters that must not grow with the number of leads. */
const CONSTANT: readonly LimitName[] = ['queries', 'dmlStatements'];

const LEADS = 200;
/** So many leads are saved one by one, too: what one costs depends on whether its score leads it to another stage. */
const SINGLES = 20;
const ONE_LEAD = `1 lead (the costliest of ${SINGLES})`;

/** What one transaction used, by limit. */
export type Counters = ReadonlyMap<LimitName, number>;

export const governor: Benchmark = {
  name: 'governor',
  title: 'Governor counters, with scoring and the funnel',
  run: async ({ onProgress }) => {
    onProgress(`Counting what one lead and ${LEADS} leads use of the limits`);
    const org = LocalOrg.open({ project: process.cwd(), database: ':memory:' });
    try {
      installFunnel(org);
      agree(org, path.join('data', 'lead-definition.json'));
      const leads = makeLeads(LEADS).map((lead) => lead.fields);
      const singles = leads.slice(0, SINGLES).map((lead) => count(org, [lead]));
      const one = { insert: costliest(singles.map(({ insert }) => insert)), update: costliest(singles.map(({ update }) => update)) };
      const many = count(org, leads);
      return [
        compareCounters('Insert of 200 leads in one transaction', ONE_LEAD, one.insert, '200 leads', many.insert),
        compareCounters('Update of 200 leads in one transaction', ONE_LEAD, one.update, '200 leads', many.update)
      ];
    } finally {
      org.close();
    }
  }
};

/** The most that any of these transactions used of each limit. */
function costliest(counters: readonly Counters[]): Counters {
  return new Map(SHOWN.map((name) => [name, Math.max(...counters.map((each) => each.get(name) ?? 0))]));
}

function count(org: LocalOrg, leads: readonly FieldValues[]): { insert: Counters; update: Counters } {
  let ids: string[] = [];
  const insert = inTransaction(org, (writer) => {
    ids = writer.insert('Lead', leads);
  });
  const update = inTransaction(org, (writer) =>
    writer.update(
      'Lead',
      ids.map((Id, index) => ({ Id, Industry: leads[index]?.['Industry'] === 'Banking' ? 'Retail' : 'Banking' }))
    )
  );
  return { insert, update };
}

function inTransaction(org: LocalOrg, work: (writer: RecordWriter) => void): Counters {
  const limits = new Limits();
  runInTransaction(org.db, { clock: org.clock, user: org.user(ADMIN), limits }, (tx) => work(new RecordWriter(org, tx)));
  return countersOf(limits);
}

export function countersOf(limits: Limits): Counters {
  return new Map(SHOWN.map((name) => [name, limits.used(name)]));
}

/** One line that compares the usage of a full trigger batch with that of one record. */
export function compareCounters(what: string, nameOfOne: string, one: Counters, nameOfMany: string, many: Counters): Measurement {
  const told = (counters: Counters): string =>
    SHOWN.map((name) => `${counters.get(name)} ${name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)}`).join(', ');
  return {
    what,
    result: `${many.get('queries')} queries, ${many.get('dmlStatements')} DML`,
    remark: `${nameOfOne}: ${told(one)}; ${nameOfMany}: ${told(many)}`,
    aim: { text: `queries and DML statements as for ${nameOfOne}`, met: CONSTANT.every((name) => one.get(name) === many.get(name)) }
  };
}
