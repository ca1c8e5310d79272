import type { TestClient } from '../../local-org/api/testing';
import { setUpHandOffs, type HandOffSetupFile } from '../../scripts/sample/hand-off-setup';
import { ADMIN } from '../support/running-org';
import { ServedOrg } from '../support/served-org';

interface Message {
  readonly title: string;
  readonly body: string;
  readonly targetId: string | null;
  readonly targetPageRef: string | null;
  readonly recipientIds: readonly string[];
}

/** Two reps in turn, who accept within an hour. */
const HAND_OFF_SETUP: HandOffSetupFile = {
  agreement: { Name: 'Standard', Version__c: 1, On_Breach__c: 'Reroute' },
  promises: [
    { Name: 'Accept', Side__c: 'Sales', Metric__c: 'Accept', Target__c: 1, Unit__c: 'Business Hours' },
    { Name: 'Decide', Side__c: 'Sales', Metric__c: 'Disposition', Target__c: 30, Unit__c: 'Days' },
    { Name: 'Fill in', Side__c: 'Marketing', Metric__c: 'Completeness', Target__c: 50, Unit__c: 'Percent', Required_Fields__c: 'Company' }
  ],
  routing: [
    {
      rule: { Name: 'Inbound', Order__c: 1, Active__c: true, Assign_To__c: 'Round Robin' },
      members: [
        { username: 'rep@lockstep.local', Active__c: true },
        { username: 'rep2@lockstep.local', Active__c: true }
      ]
    }
  ],
  settings: { Fallback_Queue__c: 'Hand_Off_Fallback' }
};

let served: ServedOrg;
let admin: TestClient;
let ruleId: string;

const userId = (name: string): string => served.running.org.user(`${name}@lockstep.local`).id;

beforeAll(async () => {
  served = await ServedOrg.start();
  admin = served.admin;
  setUpHandOffs(served.running.org, HAND_OFF_SETUP, ADMIN);
  ruleId = String((await admin.records('SELECT Id FROM Hand_Off_Routing_Rule__c'))[0]?.['Id']);
});
afterAll(() => served.stop());

/** What was sent since the last call, after all jobs that were due have run. */
let seen = 0;
async function sent(): Promise<Message[]> {
  served.running.org.jobs.runDue();
  const { entries } = (await admin.get('/_org/log')).json as { entries: Message[] };
  const fresh = entries.slice(seen);
  seen = entries.length;
  return fresh;
}

async function newHandOff(name: string): Promise<string> {
  const leadId = await admin.create('Lead', { LastName: name, Company: 'Casa Verde' });
  return admin.create('Hand_Off__c', { Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Asked for a call' });
}

async function passOn(handOffIds: readonly string[]): Promise<void> {
  const requests = handOffIds.map(
    (id) =>
      `{ HandOffRerouteAction.Request r = new HandOffRerouteAction.Request(); r.handOffId = '${id}'; r.reason = 'on leave'; all.add(r); }`
  );
  const source = `List<HandOffRerouteAction.Request> all = new List<HandOffRerouteAction.Request>(); ${requests.join(' ')} HandOffRerouteAction.reroute(all);`;
  expect((await served.anonymous(source)).json).toMatchObject({ success: true });
}

/** Lets the sweep look five minutes after a moment. */
async function moveTo(moment: string): Promise<void> {
  const to = new Date(Date.parse(moment) + 5 * 60_000).toISOString();
  expect((await admin.post('/_org/clock', { to })).status).toBe(200);
}

const addressed = (messages: readonly Message[]): [string, readonly string[]][] =>
  messages.map(({ title, recipientIds }) => [title, recipientIds]);
const recipients = (messages: readonly Message[]): string[] => messages.flatMap((message) => message.recipientIds);

describe('notices of hand-offs', () => {
  let handOffId: string;

  it('warn, and tell holder, manager and the next of a breach, each once', async () => {
    const id = await newHandOff('Late');
    const [first] = recipients(await sent());
    const [clock] = await admin.records(
      `SELECT At_Risk_At__c, Due_At__c FROM Hand_Off_Clock__c WHERE Hand_Off__c = '${id}' AND Kind__c = 'Accept'`
    );
    await moveTo(String(clock?.['At_Risk_At__c']));
    expect(addressed(await sent())).toEqual([['Hand-off at risk', [first]]]);
    await moveTo(String(clock?.['Due_At__c']));
    const other = first === userId('rep') ? userId('rep2') : userId('rep');
    expect(addressed(await sent()).sort()).toEqual(
      [
        ['Hand-off overdue', [first]],
        ['Hand-off overdue', [userId('vp.sales')]],
        ['A hand-off was passed on', [first]],
        ['A hand-off was reassigned to you', [other]]
      ].sort()
    );
    expect(await admin.records(`SELECT OwnerId FROM Hand_Off__c WHERE Id = '${id}'`)).toMatchObject([{ OwnerId: other }]);
  });

  it('reach whom it is offered to, once', async () => {
    handOffId = await newHandOff('Ruiz');
    const messages = await sent();
    expect(recipients(messages)).toEqual([userId('rep')]);
    expect(messages[0]).toMatchObject({
      title: 'New hand-off',
      body: expect.stringMatching(/^Ruiz \(Casa Verde\) is offered to you\. Accept by /),
      targetId: handOffId
    });
    const [notice] = await admin.records(
      "SELECT Kind__c, Claimed_At__c, Sent_At__c, Problem__c FROM Lockstep_Notice__c WHERE Subject_Id__c = '" + handOffId + "'"
    );
    expect(notice).toMatchObject({
      Kind__c: 'Offered',
      Claimed_At__c: expect.any(String),
      Sent_At__c: expect.any(String),
      Problem__c: null
    });
  });

  it('reach the next once it has moved on, and then anyone who looks after the fallback queue', async () => {
    await passOn([handOffId]);
    const toNext = await sent();
    expect(recipients(toNext)).toEqual([userId('rep2')]);
    expect(toNext[0]?.title).toBe('A hand-off was reassigned to you');
    await admin.patch(`/services/data/v68.0/sobjects/Hand_Off_Routing_Rule__c/${ruleId}`, { Active__c: false });
    await passOn([handOffId]);
    const toFallback = await sent();
    expect(recipients(toFallback)).toEqual([userId('admin')]);
    expect(toFallback[0]?.body).toContain('It is in the Hand-Off Fallback queue');
    await admin.patch(`/services/data/v68.0/sobjects/Hand_Off_Routing_Rule__c/${ruleId}`, { Active__c: true });
  });

  it('are summed up for anyone who would get many, and are never sent again', async () => {
    const ids: string[] = [];
    for (let index = 1; index <= 10; index++) ids.push(await newHandOff(`Lead ${index}`));
    const single = await sent();
    expect(recipients(single).sort()).toEqual([...Array<string>(5).fill(userId('rep')), ...Array<string>(5).fill(userId('rep2'))].sort());
    await passOn(ids);
    const digests = await sent();
    expect(recipients(digests).sort()).toEqual([userId('rep'), userId('rep2')].sort());
    for (const digest of digests) {
      expect(digest).toMatchObject({ title: 'Waiting for you', body: '5 Hand-Offs need you: 5 reassigned to you', targetId: null });
      expect(digest.targetPageRef).toContain('home');
    }
    await served.anonymous('LockstepNoticeService.sendOwed();');
    expect(await sent()).toEqual([]);
    expect(await admin.records('SELECT Id FROM Lockstep_Notice__c WHERE Sent_At__c = NULL OR Problem__c != NULL')).toEqual([]);
  });
});
