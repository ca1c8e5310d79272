import { Connection } from 'jsforce';
import { VERSION, type TestClient } from '../../local-org/api/testing';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { ADMIN, PASSWORD } from '../support/running-org';
import { ServedOrg } from '../support/served-org';

const DAY = 86_400_000;
const BY_HAND = { Source__c: 'Manual', Manual_Reason__c: 'Asked for a call' };
/** Anyone who looks like our best customers and asks for a demo is ready. */
const FITTING = { Company: 'Acme', Industry: 'Technology', NumberOfEmployees: 500, Title: 'VP Sales', Country: 'United States' };

let served: ServedOrg;
let admin: TestClient;
let connection: Connection;

beforeAll(async () => {
  served = await ServedOrg.start();
  setUpHandOffs(served.running.org, ONE_QUEUE, ADMIN);
  await login();
});
afterAll(() => served.stop());

/** Again after every day that passes: sessions end. */
async function login(): Promise<void> {
  admin = await served.login(ADMIN);
  connection = new Connection({ loginUrl: served.url, version: '67.0' });
  await connection.login(ADMIN, PASSWORD);
}

let names = 0;
async function createLeads(count: number, fields: Record<string, unknown> = FITTING): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let first = 0; first < count; first += 200) {
    const page = Array.from({ length: Math.min(200, count - first) }, () => {
      const number = ++names;
      return { LastName: `Ruiz ${number}`, Email: `ruiz${number}@acme${number}.example`, ...fields };
    });
    for (const saved of await connection.sobject('Lead').create(page)) ids.push(String(saved.id));
  }
  return ids;
}

async function askForDemos(leadIds: readonly string[]): Promise<void> {
  const at = new Date(served.running.org.clock.now() - 60_000).toISOString();
  for (let first = 0; first < leadIds.length; first += 200) {
    const page = leadIds.slice(first, first + 200).map((Lead__c) => ({ Lead__c, Type__c: 'Demo Requested', Occurred_At__c: at }));
    await connection.sobject('Engagement__c').create(page);
  }
  served.running.org.jobs.runDue();
}

const handOff = async (id: string): Promise<Record<string, unknown>> =>
  (await admin.records(`SELECT FIELDS(ALL) FROM Hand_Off__c WHERE Id = '${id}' LIMIT 1`))[0] ?? {};
const count = async (soql: string): Promise<number> => (await admin.records(soql)).length;
const state = async (method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
  const reply = await admin.post('/webruntime/api/apex/execute', { classname: 'AutoHandOffController', method, params });
  expect(reply.status).toBe(200);
  return (reply.json as { returnValue: Record<string, unknown> }).returnValue;
};

describe('through the API', () => {
  it('200 hand-offs at once, one of them bad: that one is refused as text, the others are offered with clocks', async () => {
    const leadIds = await createLeads(200);
    const records = leadIds.map((Lead__c, index) => ({ ...BY_HAND, Lead__c, ...(index === 7 ? { Manual_Reason__c: '' } : {}) }));
    const results = await connection.sobject('Hand_Off__c').create(records, { allOrNone: false });
    expect(results.map(({ success }) => success).indexOf(false)).toBe(7);
    expect(results.filter(({ success }) => success)).toHaveLength(199);
    expect(results[7]?.errors[0]).toMatchObject({ message: expect.stringContaining('Enter a reason to hand this person off') });
    expect(await count('SELECT Id FROM Hand_Off_Offer__c WHERE Ended_At__c = null')).toBe(199);
    expect(await count("SELECT Id FROM Hand_Off_Clock__c WHERE State__c = 'Running'")).toBe(3 * 199);
    expect(await count(`SELECT Id FROM Hand_Off__c WHERE Lead__c = '${String(leadIds[7])}'`)).toBe(0);
  });

  it('of two hand-offs of one person, sent at the same moment, one is refused and names the other', async () => {
    for (const Lead__c of await createLeads(5)) {
      const replies = await Promise.all([1, 2].map(() => admin.post(`${VERSION}/sobjects/Hand_Off__c`, { ...BY_HAND, Lead__c })));
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 400]);
      const [saved] = await admin.records(`SELECT Name FROM Hand_Off__c WHERE Lead__c = '${Lead__c}'`);
      expect(JSON.stringify(replies.find(({ status }) => status === 400)?.json)).toContain(
        `has had hand-off ${String(saved?.['Name'])} since`
      );
    }
  });

  it('nobody changes a receipt: not an admin through the API, not Apex in system mode', async () => {
    const [Lead__c = ''] = await createLeads(1);
    const id = await admin.create('Hand_Off__c', { ...BY_HAND, Lead__c });
    const before = await handOff(id);
    for (const [field, value] of Object.entries({ Receipt__c: '{}', Score__c: 99, Source__c: 'Rule', Manual_Reason__c: 'Another' })) {
      const reply = await admin.patch(`${VERSION}/sobjects/Hand_Off__c/${id}`, { [field]: value });
      expect(reply.status).toBe(400);
      const literal = typeof value === 'string' ? `'${value}'` : String(value);
      const apex = await served.anonymous(
        `HandOffWriter.save(new List<Hand_Off__c>{ new Hand_Off__c(Id = '${id}', ${field} = ${literal}) });`
      );
      expect(apex.json).toMatchObject({ success: false, exceptionMessage: expect.stringContaining('what was known at the hand-off') });
    }
    expect((await handOff(id))['Receipt__c']).toBe(before['Receipt__c']);
    expect(await handOff(id)).toEqual(before);
  });

  it('imported history starts nothing and may lie in the past', async () => {
    const [Lead__c = ''] = await createLeads(1);
    const things = async (): Promise<readonly number[]> =>
      Promise.all(
        ['Hand_Off_Offer__c', 'Hand_Off_Clock__c', 'Lockstep_Notice__c', 'Stage_Stay__c'].map((name) => count(`SELECT Id FROM ${name}`))
      );
    const before = await things();
    const Handed_Off_At__c = '2024-03-05T10:00:00.000+0000';
    const id = await admin.create('Hand_Off__c', { Lead__c, Source__c: 'Backfill', Handed_Off_At__c, Verdict__c: 'Rejected' });
    expect(await things()).toEqual(before);
    expect(await handOff(id)).toMatchObject({
      Status__c: 'Closed',
      Handed_Off_At__c,
      Open_Key__c: null,
      Next_Due_At__c: null,
      Cycle__c: 1
    });
    const future = new Date(served.running.org.clock.now() + DAY).toISOString();
    const refused = await admin.post(`${VERSION}/sobjects/Hand_Off__c`, { Lead__c, Source__c: 'Backfill', Handed_Off_At__c: future });
    expect(JSON.stringify(refused.json)).toContain('dates in the future');
  });
});

describe('going live', () => {
  const PEOPLE = 300;
  const CAP = 130;
  let before: readonly string[];

  const byRule = (): Promise<number> => count("SELECT Id FROM Hand_Off__c WHERE Source__c = 'Rule'");
  const nextDay = async (): Promise<void> => {
    served.running.org.clock.moveTo(served.running.org.clock.now() + DAY);
    served.running.org.jobs.runDue();
    await login();
  };

  it('a first scoring offers nobody', async () => {
    before = await createLeads(PEOPLE);
    await askForDemos(before);
    expect(await count('SELECT Id FROM Person_Score__c WHERE Hand_Off_Ready__c = TRUE')).toBe(PEOPLE);
    expect(await byRule()).toBe(0);
    expect(await count('SELECT Id FROM Person_Score__c WHERE Waiting_Since__c != null')).toBe(0);
  });

  it('is refused with the count until somebody has seen it, and again when it changed', async () => {
    expect(await state('switchOn', { withBacklog: true })).toMatchObject({
      isOn: false,
      refusal: expect.any(String),
      count: { total: PEOPLE }
    });
    await askForDemos(await createLeads(1));
    expect(await state('switchOn', { withBacklog: true })).toMatchObject({
      isOn: false,
      refusal: expect.stringContaining(String(PEOPLE + 1)),
      count: { total: PEOPLE + 1 }
    });
    expect(await byRule()).toBe(0);
  });

  it('works the backlog off under the caps, day by day, and nobody gets lost', async () => {
    const [rule] = await admin.records('SELECT Id FROM Hand_Off_Routing_Rule__c');
    expect((await admin.patch(`${VERSION}/sobjects/Hand_Off_Routing_Rule__c/${String(rule?.['Id'])}`, { Daily_Cap__c: CAP })).status).toBe(
      204
    );
    // Offers by hand count too: the caps are a day's.
    await nextDay();
    expect(await state('countReady')).toMatchObject({ perDay: CAP, days: 3 });
    expect(await state('switchOn', { withBacklog: true })).toMatchObject({ isOn: true, refusal: null });
    served.running.org.jobs.runDue();
    expect(await byRule()).toBe(CAP);
    expect(await state('getState')).toMatchObject({ waiting: [{ because: 'Daily Cap', people: PEOPLE + 1 - CAP }] });
    await nextDay();
    expect(await byRule()).toBe(2 * CAP);
    await nextDay();
    expect(await byRule()).toBe(PEOPLE + 1);
    expect(await state('getState')).toMatchObject({ waiting: [] });
  });

  it('then anyone who becomes ready is handed off at once', async () => {
    const [leadId = ''] = await createLeads(1);
    await askForDemos([leadId]);
    expect(await admin.records(`SELECT Source__c, Status__c, Cell__c FROM Hand_Off__c WHERE Lead__c = '${leadId}'`)).toMatchObject([
      { Source__c: 'Rule', Status__c: 'Offered', Cell__c: 'A2' }
    ]);
  });

  it('stops when it is switched off', async () => {
    expect(await state('switchOff')).toMatchObject({ isOn: false });
    const leadIds = await createLeads(1);
    await askForDemos(leadIds);
    expect(await count(`SELECT Id FROM Hand_Off__c WHERE Lead__c = '${String(leadIds[0])}'`)).toBe(0);
  });
});
