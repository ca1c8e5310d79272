import { openSession } from '../../local-org/api/auth/login';
import { TestClient, VERSION, type TestReply } from '../../local-org/api/testing';
import type { Transaction } from '../../local-org/database/types';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { ADMIN, agree, startOrg, type RunningOrg } from '../support/running-org';

const USERS = ['admin', 'rep', 'rep2', 'marketer', 'vp.sales', 'vp.marketing', 'agency'] as const;
type User = (typeof USERS)[number];

const NOBODY: readonly User[] = [];
const ADMINS: readonly User[] = ['admin'];
/** Who may read every hand-off. */
const READERS: readonly User[] = ['admin', 'marketer', 'vp.sales', 'vp.marketing'];

const SOBJECTS = `${VERSION}/sobjects`;
const BY_HAND = { Source__c: 'Manual', Manual_Reason__c: 'Asked for a call' };

let running: RunningOrg;
const clients = new Map<User, TestClient>();
/** A hand-off that rep has accepted, what belongs to it, and one that rep has decided. */
const ids = {
  lead: '',
  handOff: '',
  clock: '',
  offer: '',
  touch: '',
  notice: '',
  stay: '',
  agreement: '',
  promise: '',
  decided: '',
  lead2: '',
  lead3: '',
  spare: '',
  given: '',
  movedLead: ''
};

const as = (user: User): TestClient => {
  const client = clients.get(user);
  if (!client) throw new Error(`${user} has no session`);
  return client;
};
const firstId = async (object: string, field = 'Hand_Off__c'): Promise<string> =>
  String((await as('admin').records(`SELECT Id FROM ${object} WHERE ${field} = '${ids.handOff}' LIMIT 1`))[0]?.['Id']);
const id = (username: string): string => running.org.user(`${username}@lockstep.local`).id;
const lead = (LastName: string): Promise<string> =>
  as('admin').create('Lead', { LastName, Company: 'Acme', Email: `${LastName}@acme.example` });

beforeAll(async () => {
  running = await startOrg();
  const { org, server, url } = running;
  agree(org, 'data/lead-definition.json');
  ids.agreement = setUpHandOffs(org, ONE_QUEUE, ADMIN);
  for (const user of USERS)
    clients.set(user, new TestClient(url, openSession(server.services, org.user(`${user}@lockstep.local`), 'api').session.token));
  ids.lead = await lead('Ruiz');
  ids.handOff = await as('admin').create('Hand_Off__c', { ...BY_HAND, Lead__c: ids.lead });
  const accept = (handOff: string): Promise<TestReply> => as('rep').patch(`${SOBJECTS}/Hand_Off__c/${handOff}`, { Status__c: 'Accepted' });
  expect((await accept(ids.handOff)).status).toBe(204);
  await as('rep').create('Task', { WhoId: ids.lead, Subject: 'Call', Status: 'Completed' });
  ids.decided = await as('admin').create('Hand_Off__c', { ...BY_HAND, Lead__c: await lead('Decided') });
  await accept(ids.decided);
  const offered = async (name: string): Promise<string[]> => {
    const leadId = await lead(name);
    return [leadId, await as('admin').create('Hand_Off__c', { ...BY_HAND, Lead__c: leadId })];
  };
  [ids.lead2 = ''] = await offered('Two');
  [, ids.spare = ''] = await offered('Spare');
  [, ids.given = ''] = await offered('Given');
  [ids.movedLead = ''] = await offered('Moved');
  ids.lead3 = await lead('Three');
  const verdict = { Verdict__c: 'Rejected', Reason__c: 'Duplicate' };
  expect((await as('rep').patch(`${SOBJECTS}/Hand_Off__c/${ids.decided}`, verdict)).status).toBe(204);
  org.jobs.runDue();
  ids.clock = await firstId('Hand_Off_Clock__c');
  ids.offer = await firstId('Hand_Off_Offer__c');
  ids.touch = await firstId('Hand_Off_Touch__c');
  ids.notice = await firstId('Lockstep_Notice__c', 'Subject_Id__c');
  ids.stay = String((await as('admin').records('SELECT Id FROM Stage_Stay__c LIMIT 1'))[0]?.['Id']);
  ids.promise = String((await as('admin').records('SELECT Id FROM SLA_Promise__c LIMIT 1'))[0]?.['Id']);
});
afterAll(() => running.stop());

type Case = readonly [what: string, run: (client: TestClient) => Promise<TestReply>, allowed: readonly User[]];

const read = (object: string, record: () => string, field: string) => (client: TestClient) =>
  client.get(`${SOBJECTS}/${object}/${record()}?fields=${field}`);
const edit = (object: string, record: () => string, fields: () => Record<string, unknown>) => (client: TestClient) =>
  client.patch(`${SOBJECTS}/${object}/${record()}`, fields());
const create = (object: string, fields: () => Record<string, unknown>) => (client: TestClient) =>
  client.post(`${SOBJECTS}/${object}`, fields());
const remove = (object: string, record: () => string) => (client: TestClient) => client.delete(`${SOBJECTS}/${object}/${record()}`);

const LATER = '2030-01-01T09:00:00.000Z';
const handOff = (): string => ids.handOff;
const decided = (): string => ids.decided;

const CASES: readonly Case[] = [
  ['a hand-off: read', read('Hand_Off__c', handOff, 'Receipt__c'), [...READERS, 'rep']],
  ...Object.entries({
    Receipt__c: '{}',
    Receipt_Hash__c: 'x',
    Score__c: 99,
    Grade__c: 'A',
    Handed_Off_At__c: LATER,
    SLA__c: null,
    Definition__c: null,
    Manual_Reason__c: 'Another',
    Source__c: 'Backfill',
    Frozen__c: false
  }).map(([field, value]): Case => [`a receipt: edit ${field}`, edit('Hand_Off__c', handOff, () => ({ [field]: value })), NOBODY]),
  ...Object.entries({
    Next_Due_At__c: LATER,
    Breached__c: true,
    At_Risk__c: true,
    First_Touch_At__c: LATER,
    Attempts__c: 9,
    Accepted_At__c: LATER,
    Open_Key__c: 'x',
    Cycle__c: 7,
    Outcome__c: 'Won',
    Won_Amount__c: 1_000_000,
    Closed_At__c: LATER,
    In_Fallback__c: true,
    Routing_Note__c: 'x'
  }).map(([field, value]): Case => [
    `what the computer writes: edit ${field}`,
    edit('Hand_Off__c', handOff, () => ({ [field]: value })),
    NOBODY
  ]),
  ...Object.entries({
    Verdict__c: 'Recycled',
    Reason__c: 'Other',
    Verdict_Note__c: 'Sorry',
    Status__c: 'Offered',
    Wake_Up_On__c: '2030-01-01',
    Rejection_Kind__c: 'Clerical',
    Disputed_Criterion_Key__c: 'x',
    Withdrawn_Because__c: 'x'
  }).map(([field, value]): Case => [`a verdict: edit ${field}`, edit('Hand_Off__c', decided, () => ({ [field]: value })), NOBODY]),
  [
    'imported history, which starts no clock',
    create('Hand_Off__c', () => ({ Lead__c: ids.lead3, Source__c: 'Backfill', Status__c: 'Accepted' })),
    ADMINS
  ],

  ['a clock: read', read('Hand_Off_Clock__c', () => ids.clock, 'Due_At__c'), [...READERS, 'rep']],
  ...Object.entries({
    Due_At__c: LATER,
    At_Risk_At__c: LATER,
    Started_At__c: LATER,
    Kind__c: 'Disposition',
    State__c: 'Paused',
    Met_At__c: LATER
  }).map(([field, value]): Case => [
    `a clock: edit ${field}`,
    edit(
      'Hand_Off_Clock__c',
      () => ids.clock,
      () => ({ [field]: value })
    ),
    NOBODY
  ]),
  [
    'a clock: make one',
    create('Hand_Off_Clock__c', () => ({
      Hand_Off__c: ids.handOff,
      Kind__c: 'Accept',
      State__c: 'Met',
      Started_At__c: LATER,
      Due_At__c: LATER
    })),
    NOBODY
  ],
  ['an offer: read', read('Hand_Off_Offer__c', () => ids.offer, 'Offered_At__c'), [...READERS, 'rep']],
  ...Object.entries({ Due_At__c: LATER, Offered_At__c: LATER, Ended_By__c: 'Rejected' }).map(([field, value]): Case => [
    `an offer: edit ${field}`,
    edit(
      'Hand_Off_Offer__c',
      () => ids.offer,
      () => ({ [field]: value })
    ),
    NOBODY
  ]),
  ['an offer: make one', create('Hand_Off_Offer__c', () => ({ Hand_Off__c: ids.handOff, Offered_At__c: LATER })), NOBODY],
  ['a touch: read', read('Hand_Off_Touch__c', () => ids.touch, 'Occurred_At__c'), [...READERS, 'rep']],
  [
    'a touch: edit',
    edit(
      'Hand_Off_Touch__c',
      () => ids.touch,
      () => ({ Occurred_At__c: LATER })
    ),
    NOBODY
  ],
  ['a touch: make one', create('Hand_Off_Touch__c', () => ({ Hand_Off__c: ids.handOff, Kind__c: 'Call', Occurred_At__c: LATER })), NOBODY],
  [
    'a notice: edit',
    edit(
      'Lockstep_Notice__c',
      () => ids.notice,
      () => ({ Kind__c: 'Breached' })
    ),
    NOBODY
  ],
  ['a notice: make one', create('Lockstep_Notice__c', () => ({ Kind__c: 'Breached', Notice_Key__c: `k${Math.random()}` })), NOBODY],
  [
    'a stay: edit',
    edit(
      'Stage_Stay__c',
      () => ids.stay,
      () => ({ Entered_At__c: LATER })
    ),
    NOBODY
  ],

  ['an agreement: read', read('Service_Level_Agreement__c', () => ids.agreement, 'Name'), [...READERS, 'rep', 'rep2']],
  [
    'an agreement: edit',
    edit(
      'Service_Level_Agreement__c',
      () => ids.agreement,
      () => ({ On_Breach__c: 'Reroute' })
    ),
    NOBODY
  ],
  [
    'a promise: edit',
    edit(
      'SLA_Promise__c',
      () => ids.promise,
      () => ({ Target__c: 999 })
    ),
    NOBODY
  ],
  ['a promise: delete', remove('SLA_Promise__c', () => ids.promise), NOBODY],
  ['an agreement: delete', remove('Service_Level_Agreement__c', () => ids.agreement), NOBODY],
  [
    'a signature: in the name of another',
    create('Signature__c', () => ({ Service_Level_Agreement__c: ids.agreement, Side__c: 'Sales', Signed_By__c: id('vp.sales') })),
    NOBODY
  ]
];

/** Everything of hand-offs that somebody could want to be otherwise. */
const everything = async (): Promise<unknown> =>
  Promise.all(
    [
      'Hand_Off__c',
      'Hand_Off_Clock__c',
      'Hand_Off_Offer__c',
      'Hand_Off_Touch__c',
      'Lockstep_Notice__c',
      'SLA_Promise__c',
      'Signature__c'
    ].map((object) => as('admin').records(`SELECT FIELDS(ALL) FROM ${object} ORDER BY Id LIMIT 200`))
  );

const REFUSALS =
  /INSUFFICIENT_ACCESS|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|INVALID_FIELD_FOR_INSERT_UPDATE|FIELD_CUSTOM_VALIDATION_EXCEPTION|INVALID_TYPE|NOT_FOUND/;

describe('of the sample users, through direct edits', () => {
  it.each(CASES)('%s', async (_what, run, allowed) => {
    const before = await everything();
    const may: User[] = [];
    for (const user of USERS) {
      const reply = await run(as(user));
      if (reply.status < 300) may.push(user);
      else expect([user, reply.status, reply.text]).toEqual([user, expect.any(Number), expect.stringMatching(REFUSALS)]);
    }
    expect([...may].sort()).toEqual([...allowed].sort());
    if (allowed.length === 0) expect(await everything()).toEqual(before);
  });
});

describe('what only those who manage hand-offs do', () => {
  it.each([
    ['deleting a hand-off', remove('Hand_Off__c', () => ids.spare)],
    ['deleting a person with Sales', remove('Lead', () => ids.lead2)],
    [
      'giving a hand-off to someone else',
      edit(
        'Hand_Off__c',
        () => ids.given,
        () => ({ OwnerId: id('rep2') })
      )
    ],
    [
      'giving the lead of a hand-off to someone else',
      edit(
        'Lead',
        () => ids.movedLead,
        () => ({ OwnerId: id('rep2') })
      )
    ]
  ] as const)('%s', async (_what, run) => {
    const before = await everything();
    for (const user of USERS.filter((name) => name !== 'admin')) {
      const reply = await run(as(user));
      expect([user, reply.status, reply.text]).toEqual([user, expect.any(Number), expect.stringMatching(REFUSALS)]);
    }
    expect(await everything()).toEqual(before);
    expect((await run(as('admin'))).status).toBe(204);
    expect(await everything()).not.toEqual(before);
  });

  it('deleting one’s own lead is refused with the name of its hand-off', async () => {
    const reply = await as('rep').delete(`${SOBJECTS}/Lead/${ids.lead}`);
    expect(reply.text).toContain('is with Sales: Remy Rep has hand-off HO-');
    expect((await as('admin').records(`SELECT Id FROM Lead WHERE Id = '${ids.lead}'`)).length).toBe(1);
  });
});

it('pages of people and of going live are shown to whom they are for', () => {
  const { org } = running;
  const permitted = (may: (tx: Transaction, userId: string) => boolean): readonly User[] =>
    USERS.filter((user) => org.transact(org.user(`${user}@lockstep.local`), (tx) => may(tx, id(user))));
  const tab = (name: string): readonly User[] => permitted((tx, user) => org.security.canSeeTab(tx, user, name));
  expect(tab('Lockstep_Automatic_Hand_Off')).toEqual(ADMINS);
  expect(tab('Lockstep_Exceptions')).toEqual(USERS.filter((user) => user !== 'agency'));
  expect(permitted((tx, user) => org.security.hasCustomPermission(tx, user, 'Lockstep_See_People'))).toEqual(tab('Lockstep_Exceptions'));
});
