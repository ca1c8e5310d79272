import { runInTransaction, Limits } from '../../local-org/database';
import type { SqlRow, SqlValue, Transaction } from '../../local-org/database/types';
import { LocalOrg } from '../../local-org/open';
import { SYSTEM_ACCESS, type QueryResult } from '../../local-org/soql/types';
import type { FieldValues } from '../../scripts/sample/company';
import { RecordWriter } from '../../scripts/sample/record-writer';
import { ADMIN } from '../support/running-org';
import { atMostTimes, duration, median, timeEach, times, type Benchmark, type Measurement } from './benchmark';
import { makeLeads, SCORED_AT } from './lead-factory';

const DAY = 86_400_000;
/** Leads whose engagements one query asks for: as many as a trigger scores at once. */
const CHUNK = 200;

/** A query in both languages; the answers must agree in their number of rows, children counted. */
interface Pair {
  readonly what: string;
  readonly soql: string;
  /** SQL statements as somebody would write them for the same answer. */
  readonly sql: readonly { readonly text: string; readonly params: readonly SqlValue[] }[];
}

export const queries: Benchmark = {
  name: 'queries',
  title: 'SOQL against the same SQL by hand, same driver',
  run: async ({ quick, onProgress }) => {
    const org = LocalOrg.open({ project: process.cwd(), database: ':memory:', clockStandsAt: SCORED_AT });
    try {
      onProgress('Filling an org to query');
      const ids = fill(org, quick ? 1000 : 10_000);
      onProgress('Querying');
      return runInTransaction(org.db, { clock: org.clock, user: org.user(ADMIN), limits: new Limits() }, (tx) =>
        pairs(ids).map((pair) => measure(org, tx, pair, quick ? 10 : 60))
      );
    } finally {
      org.close();
    }
  }
};

/** Leads with scores in their fields and with engagements; nobody scores them, since queries do not care. @returns ids of leads */
function fill(org: LocalOrg, count: number): readonly string[] {
  const leads = makeLeads(count);
  const admin = org.user(ADMIN);
  org.transact(admin, (tx) =>
    new RecordWriter(org, tx).insert('Lockstep_Settings__c', [{ SetupOwnerId: org.organizationId, All_Handlers_Off__c: true }])
  );
  return org.transact(admin, (tx) => {
    const writer = new RecordWriter(org, tx);
    const ids = writer.insert(
      'Lead',
      leads.map(({ fields, createdAt }) => ({ ...fields, CreatedDate: createdAt }))
    );
    // No user may write scores, so SQL does.
    ids.forEach((id, index) => org.db.run('UPDATE Lead SET Lockstep_Score__c = ? WHERE Id = ?', [(index * 37) % 150, id]));
    const engagements = leads.flatMap((lead, index) =>
      lead.engagements.map(({ type, asset, occurredAt, quantity }): FieldValues => ({
        Lead__c: ids[index] ?? null,
        Type__c: type,
        Asset__c: asset,
        Occurred_At__c: occurredAt,
        Quantity__c: quantity
      }))
    );
    writer.insert('Engagement__c', engagements);
    return ids;
  });
}

function pairs(ids: readonly string[]): Pair[] {
  const [first = ''] = ids;
  const chunk = ids.slice(0, CHUNK);
  const list = `(${chunk.map(() => '?').join(', ')})`;
  return [
    {
      what: 'One lead by id',
      soql: `SELECT Id, Name, Company, Title, Email, Phone, Status, Lockstep_Score__c FROM Lead WHERE Id = '${first}'`,
      sql: [
        {
          text: 'SELECT Id, Name, Company, Title, Email, Phone, Status, Lockstep_Score__c FROM Lead WHERE Id = ? AND IsDeleted = 0',
          params: [first]
        }
      ]
    },
    {
      what: 'List view: the 50 best open leads with their owners',
      soql: 'SELECT Id, Name, Company, Lockstep_Score__c, Owner.Name FROM Lead WHERE IsConverted = FALSE AND Lockstep_Score__c >= 60 ORDER BY Lockstep_Score__c DESC NULLS LAST LIMIT 50',
      sql: [
        {
          text: `SELECT l.Id, l.Name, l.Company, l.Lockstep_Score__c, u.Name AS OwnerName, g.Name AS QueueName
            FROM Lead l LEFT JOIN User u ON u.Id = l.OwnerId LEFT JOIN "Group" g ON g.Id = l.OwnerId
            WHERE l.IsDeleted = 0 AND l.IsConverted = 0 AND l.Lockstep_Score__c >= 60 ORDER BY l.Lockstep_Score__c DESC LIMIT 50`,
          params: []
        }
      ]
    },
    {
      what: 'Leads and average score by source',
      soql: 'SELECT LeadSource, COUNT(Id) leads, AVG(Lockstep_Score__c) score FROM Lead GROUP BY LeadSource ORDER BY LeadSource',
      sql: [
        {
          text: 'SELECT LeadSource, COUNT(Id) AS leads, AVG(Lockstep_Score__c) AS score FROM Lead WHERE IsDeleted = 0 GROUP BY LeadSource ORDER BY LeadSource',
          params: []
        }
      ]
    },
    {
      what: `${CHUNK} leads with their engagements, newest first`,
      soql: `SELECT Id, Name, (SELECT Id, Type__c, Asset__c, Occurred_At__c, Quantity__c FROM Engagements__r ORDER BY Occurred_At__c DESC)
        FROM Lead WHERE Id IN (${chunk.map((id) => `'${id}'`).join(', ')})`,
      sql: [
        { text: `SELECT Id, Name FROM Lead WHERE IsDeleted = 0 AND Id IN ${list}`, params: chunk },
        {
          text: `SELECT Lead__c, Id, Type__c, Asset__c, Occurred_At__c, Quantity__c FROM Engagement__c
            WHERE IsDeleted = 0 AND Lead__c IN ${list} ORDER BY Lead__c, Occurred_At__c DESC`,
          params: chunk
        }
      ]
    },
    {
      what: 'Leads who asked for a demo in the last 30 days',
      soql: `SELECT Id, Name FROM Lead
        WHERE Id IN (SELECT Lead__c FROM Engagement__c WHERE Type__c = 'Demo Requested' AND Occurred_At__c = LAST_N_DAYS:30)`,
      sql: [
        {
          text: `SELECT Id, Name FROM Lead WHERE IsDeleted = 0 AND Id IN
            (SELECT Lead__c FROM Engagement__c WHERE IsDeleted = 0 AND Type__c = ? AND Occurred_At__c >= ? AND Occurred_At__c < ?)`,
          params: ['Demo Requested', startOfDay(SCORED_AT - 30 * DAY), startOfDay(SCORED_AT + DAY)]
        }
      ]
    }
  ];
}

/** Midnight in the administrator's Los Angeles, seven hours behind in June. */
function startOfDay(at: number): number {
  const behind = 7 * 3_600_000;
  return Math.floor((at - behind) / DAY) * DAY + behind;
}

function measure(org: LocalOrg, tx: Transaction, { what, soql, sql }: Pair, rounds: number): Measurement {
  const bySoql = (): QueryResult => org.queries.execute(tx, soql, { access: SYSTEM_ACCESS });
  const bySql = (): SqlRow[][] => sql.map(({ text, params }) => org.db.all(text, params));
  const rows = countRows(bySoql());
  const expected = bySql().reduce((sum, part) => sum + part.length, 0);
  if (rows !== expected || rows === 0) throw new Error(`${what}: SOQL gives ${rows} rows, SQL ${expected}`);
  const soqlTime = median(timeEach(rounds, rounds, bySoql));
  const sqlTime = median(timeEach(rounds, rounds, bySql));
  return {
    what,
    result: duration(soqlTime),
    repetitions: rounds,
    remark: `${rows} rows; SQL by hand ${duration(sqlTime)}: ${times(soqlTime / sqlTime)}`,
    aim: atMostTimes(2, soqlTime, sqlTime)
  };
}

function countRows({ rows, children }: QueryResult): number {
  return children.reduce((sum, child) => sum + child.rowsByParent.flat().length, rows.length);
}
