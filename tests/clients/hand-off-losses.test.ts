import { VERSION, type TestClient, type TestReply } from '../../local-org/api/testing';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { ADMIN } from '../support/running-org';
import { ServedOrg } from '../support/served-org';

const DAY = 86_400_000;
const SOBJECTS = `${VERSION}/sobjects`;

let served: ServedOrg;
let admin: TestClient;
let rep: TestClient;
let marketer: TestClient;

beforeAll(async () => {
  served = await ServedOrg.start();
  setUpHandOffs(served.running.org, ONE_QUEUE, ADMIN);
  await login();
  await apex('LockstepSweep.schedule();');
});
afterAll(() => served.stop());

/** Again after days that pass: sessions end. */
async function login(): Promise<void> {
  [admin, rep, marketer] = await Promise.all([
    served.login(ADMIN),
    served.login('rep@lockstep.local'),
    served.login('marketer@lockstep.local')
  ]);
}
async function apex(source: string): Promise<void> {
  expect((await served.anonymous(source, admin)).json).toMatchObject({ success: true });
}
async function daysLater(days: number): Promise<void> {
  served.running.org.clock.moveTo(served.running.org.clock.now() + days * DAY);
  served.running.org.jobs.runDue();
  await login();
}

let names = 0;
const lead = (fields: Record<string, unknown> = {}): Promise<string> =>
  admin.create('Lead', { LastName: `Ruiz ${++names}`, Company: 'Casa Verde', ...fields });
/** Who looks like our best customers and asked for a demo. */
async function readyLead(): Promise<string> {
  const id = await lead({
    Email: `ruiz${names}@acme${names}.example`,
    Industry: 'Technology',
    NumberOfEmployees: 500,
    Title: 'VP Sales',
    Country: 'United States'
  });
  const at = new Date(served.running.org.clock.now() - 60_000).toISOString();
  await admin.create('Engagement__c', { Lead__c: id, Type__c: 'Demo Requested', Occurred_At__c: at });
  served.running.org.jobs.runDue();
  return id;
}
const byHand = (Lead__c: string, client = admin): Promise<TestReply> =>
  client.post(`${SOBJECTS}/Hand_Off__c`, { Lead__c, Source__c: 'Manual', Manual_Reason__c: 'Met at the fair' });
const idOf = (reply: TestReply): string => String((reply.json as { id?: string }).id);
const edit = (client: TestClient, id: string, fields: Record<string, unknown>): Promise<TestReply> =>
  client.patch(`${SOBJECTS}/Hand_Off__c/${id}`, fields);
const row = async (soql: string): Promise<Record<string, unknown>> => (await admin.records(soql))[0] ?? {};
const handOff = (id: string): Promise<Record<string, unknown>> => row(`SELECT FIELDS(ALL) FROM Hand_Off__c WHERE Id = '${id}' LIMIT 1`);

async function accepted(person = lead()): Promise<{ readonly id: string; readonly leadId: string }> {
  const leadId = await person;
  const id = idOf(await byHand(leadId));
  expect((await edit(rep, id, { Status__c: 'Accepted' })).status).toBe(204);
  return { id, leadId };
}

describe('while the handlers are switched off', () => {
  const switchHandlers = (off: boolean): Promise<void> =>
    apex(`Lockstep_Settings__c all = Lockstep_Settings__c.getOrgDefaults(); all.All_Handlers_Off__c = ${off}; upsert all;`);

  it('nobody is handed off by half, nothing is decided by half, and the locks hold; afterwards all continues', async () => {
    const { id } = await accepted();
    const [waiting] = [await lead()];
    const before = await handOff(id);
    await switchHandlers(true);
    const refused = await byHand(waiting, marketer);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Hand-offs are off')]);
    for (const fields of [{ Verdict__c: 'Converted' }, { Status__c: 'Closed' }, { Status__c: 'Withdrawn' }]) {
      const reply = await edit(rep, id, fields);
      expect([fields, reply.status, reply.text]).toEqual([fields, 400, expect.stringContaining('Decisions are off')]);
    }
    expect((await edit(admin, id, { Manual_Reason__c: 'Another' })).text).toContain('A receipt never changes');
    expect(await handOff(id)).toEqual(before);
    await switchHandlers(false);
    expect((await byHand(waiting, marketer)).status).toBe(201);
    expect((await edit(rep, id, { Verdict__c: 'Rejected', Reason__c: 'Duplicate' })).status).toBe(204);
    const late = await edit(admin, id, { Verdict__c: 'Recycled' });
    expect([late.status, late.text]).toEqual([400, expect.stringContaining('Decisions are final')]);
  });
});

describe('a person who wants to be left alone', () => {
  const optOut = (leadId: string): Promise<TestReply> =>
    admin.patch(`${SOBJECTS}/Lead/${leadId}`, { DoNotCall: true, HasOptedOutOfEmail: true });

  it('while with Sales: the hand-off stays, and can be decided', async () => {
    const { id, leadId } = await accepted();
    expect((await optOut(leadId)).status).toBe(204);
    expect(await handOff(id)).toMatchObject({ Status__c: 'Accepted', Open_Key__c: leadId });
    expect((await edit(rep, id, { Verdict__c: 'Rejected', Reason__c: 'Existing Customer' })).status).toBe(204);
  });

  it('and is woken up is handed off to nobody, while others are', async () => {
    const people = [await accepted(readyLead()), await accepted(readyLead())];
    const wakeUpOn = new Date(served.running.org.clock.now() + 2 * DAY).toISOString().slice(0, 10);
    for (const { id } of people)
      expect((await edit(rep, id, { Verdict__c: 'Recycled', Reason__c: 'Bad Timing', Wake_Up_On__c: wakeUpOn })).status).toBe(204);
    const [alone, other] = people.map(({ leadId }) => leadId);
    expect(await admin.records('SELECT Id FROM Person_Score__c WHERE Hand_Off_Ready__c = TRUE')).toHaveLength(2);
    await optOut(String(alone));
    await apex('Lockstep_Settings__c all = Lockstep_Settings__c.getOrgDefaults(); all.Automatic_Hand_Off_On__c = true; upsert all;');
    await daysLater(3);
    const cycles = async (leadId = ''): Promise<unknown[]> =>
      (await admin.records(`SELECT Cycle__c, Source__c FROM Hand_Off__c WHERE Lead__c = '${leadId}' ORDER BY Cycle__c`)).map((cycle) => [
        cycle['Cycle__c'],
        cycle['Source__c']
      ]);
    expect(await cycles(alone)).toEqual([[1, 'Manual']]);
    expect(await cycles(other)).toEqual([
      [1, 'Manual'],
      [2, 'Rule']
    ]);
    const again = await byHand(String(alone));
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('opted out of both email and calls')]);
  });
});

it('a meeting that is entered after it was over counts from when it was entered; one before the hand-off never', async () => {
  const { id, leadId } = await accepted();
  const { clock } = served.running.org;
  clock.moveTo(clock.now() + 3_600_000);
  const ended = async (minutesAgo: number): Promise<void> => {
    const EndDateTime = new Date(clock.now() - minutesAgo * 60_000).toISOString();
    await rep.create('Event', { WhoId: leadId, Subject: 'Demo', StartDateTime: EndDateTime, EndDateTime });
  };
  await ended(90);
  expect(await handOff(id)).toMatchObject({ Attempts__c: 0, Status__c: 'Accepted' });
  const before = Math.floor(clock.now() / 1000) * 1000;
  await ended(30);
  const { First_Touch_At__c: at, ...rest } = await handOff(id);
  expect(rest).toMatchObject({ Attempts__c: 1, Status__c: 'Working' });
  expect(Date.parse(String(at))).toBeGreaterThanOrEqual(before);
});

describe('an opportunity that is reopened, lost, deleted and restored', () => {
  it('is followed by the hand-off, and the receipt stays what it was, to the byte; so after the contact is merged', async () => {
    const { id, leadId } = await accepted();
    const receipt = async (): Promise<unknown> => {
      const { Receipt__c: json, Receipt_Hash__c: hash } = await handOff(id);
      return { json, hash };
    };
    const before = await receipt();
    await apex(
      `Database.LeadConvert conversion = new Database.LeadConvert(); conversion.setLeadId('${leadId}'); conversion.setConvertedStatus('Closed - Converted'); Database.convertLead(conversion);`
    );
    const { ConvertedOpportunityId: deal, ConvertedContactId: contact } = await row(
      `SELECT ConvertedOpportunityId, ConvertedContactId FROM Lead WHERE Id = '${leadId}'`
    );
    const move = (StageName: string): Promise<TestReply> =>
      admin.patch(`${SOBJECTS}/Opportunity/${String(deal)}`, { StageName, Amount: 500 });
    const outcome = async (): Promise<unknown[]> => {
      const { Verdict__c: verdict, Outcome__c: reached, Won_Amount__c: won } = await handOff(id);
      expect(await receipt()).toEqual(before);
      return [verdict, reached, won];
    };
    await move('Closed Won');
    expect(await outcome()).toEqual(['Converted', 'Won', 500]);
    await move('Prospecting');
    expect(await outcome()).toEqual(['Converted', 'Open', 0]);
    await move('Closed Lost');
    expect(await outcome()).toEqual(['Converted', 'Lost', 0]);
    await move('Closed Won');
    await admin.delete(`${SOBJECTS}/Opportunity/${String(deal)}`);
    expect(await outcome()).toEqual(['Converted', 'Open', null]);
    await apex(`undelete new Opportunity(Id = '${String(deal)}');`);
    expect(await outcome()).toEqual(['Converted', 'Won', 500]);
    const winner = await admin.create('Contact', { LastName: 'Ruiz the same' });
    await apex(`merge as system new Contact(Id = '${winner}') new Contact(Id = '${String(contact)}');`);
    expect(await outcome()).toEqual(['Converted', 'Won', 500]);
    expect(await handOff(id)).toMatchObject({ Contact__c: winner });
  });
});

describe('a rep who leaves', () => {
  it('leaves nothing behind that nobody hears of: their manager is told of every breach, once, and the board shows it', async () => {
    const { id } = await accepted();
    const leaver = served.running.org.user('rep@lockstep.local').id;
    expect((await admin.patch(`${SOBJECTS}/User/${leaver}`, { IsActive: false })).status).toBe(204);
    served.running.org.clock.moveTo(served.running.org.clock.now() + 9 * DAY);
    served.running.org.jobs.runDue();
    admin = await served.login(ADMIN);
    const [clock] = await admin.records(`SELECT Id FROM Hand_Off_Clock__c WHERE Hand_Off__c = '${id}' AND Kind__c = 'Attempts'`);
    const told = await admin.records(
      `SELECT Kind__c, Recipient__r.Name, Sent_At__c, Problem__c FROM Lockstep_Notice__c WHERE Subject_Id__c = '${id}' AND Notice_Key__c LIKE '${String(clock?.['Id'])}:%' ORDER BY Kind__c`
    );
    expect(told).toMatchObject(
      ['At Risk', 'Breached'].map((Kind__c) => ({
        Kind__c,
        Recipient__r: { Name: 'Vera Sales' },
        Sent_At__c: expect.any(String),
        Problem__c: null
      }))
    );
    const board = await admin.post('/webruntime/api/apex/execute', {
      classname: 'ExceptionBoardController',
      method: 'getBoard',
      params: {}
    });
    expect(board.text).toContain(id);
    expect((await edit(admin, id, { OwnerId: served.running.org.user('rep2@lockstep.local').id })).status).toBe(204);
    expect(await handOff(id)).toMatchObject({ OwnerId: served.running.org.user('rep2@lockstep.local').id });
  });
});
