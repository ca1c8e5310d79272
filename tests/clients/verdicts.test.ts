import { Connection } from 'jsforce';
import { VERSION, type TestClient, type TestReply } from '../../local-org/api/testing';
import { setUpHandOffs } from '../../scripts/sample/hand-off-setup';
import { ONE_QUEUE } from '../support/hand-off-setup';
import { ADMIN, PASSWORD } from '../support/running-org';
import { ServedOrg } from '../support/served-org';

const VERDICTS = '/services/apexrest/lockstep/verdicts';
const STATE =
  'Status__c, Verdict__c, Reason__c, Verdict_Note__c, Wake_Up_On__c, Accepted_By__c, Verdict_By__c, OwnerId, Open_Key__c, SystemModstamp';

interface Reply {
  readonly id: string;
  readonly success: boolean;
  readonly opportunityId?: string;
  readonly errors: readonly { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] }[];
}
type Decision = Readonly<Record<string, unknown>>;

let served: ServedOrg;
let admin: TestClient;
let rep: TestClient;
let rep2: TestClient;

beforeAll(async () => {
  served = await ServedOrg.start();
  admin = served.admin;
  setUpHandOffs(served.running.org, ONE_QUEUE, ADMIN);
  rep = served.rep;
  rep2 = await served.login('rep2@lockstep.local');
});
afterAll(() => served.stop());

let names = 0;
async function newHandOff(): Promise<string> {
  const leadId = await admin.create('Lead', { LastName: `Ruiz ${++names}`, Company: 'Casa Verde' });
  return admin.create('Hand_Off__c', { Lead__c: leadId, Source__c: 'Manual', Manual_Reason__c: 'Asked for a call' });
}

async function decide(client: TestClient, ...decisions: readonly Decision[]): Promise<readonly Reply[]> {
  const reply = await client.post(VERDICTS, decisions);
  expect(reply.status).toBe(200);
  return reply.json as readonly Reply[];
}

async function accepted(): Promise<string> {
  const handOffId = await newHandOff();
  expect(await decide(rep, { handOffId, action: 'Accept' })).toMatchObject([{ success: true }]);
  return handOffId;
}

const stateOf = async (id: string): Promise<unknown> => (await admin.records(`SELECT ${STATE} FROM Hand_Off__c WHERE Id = '${id}'`))[0];
/** Everything that decisions write. */
const everything = async (): Promise<unknown> => [
  await admin.records(`SELECT Id, ${STATE} FROM Hand_Off__c ORDER BY Id`),
  await admin.records('SELECT Id, State__c FROM Hand_Off_Clock__c ORDER BY Id'),
  await admin.records('SELECT Id, Ended_By__c, Refused_By__c FROM Hand_Off_Offer__c ORDER BY Id'),
  await admin.records('SELECT Id, OwnerId, SystemModstamp FROM Lead ORDER BY Id')
];
const today = (days = 0): string => new Date(served.running.org.clock.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('two at once', () => {
  const WHO_AND_WHEN = /^(Remy Rep|Rhea Reyes) accepted it on \w{3} \d{1,2} \w{3} at \d\d:\d\d\.$/;

  it('one wins, the other is told who accepted it and when', async () => {
    const connections = await Promise.all(
      ['rep', 'rep2'].map(async (name) => {
        const connection = new Connection({ loginUrl: served.url, version: '67.0' });
        await connection.login(`${name}@lockstep.local`, PASSWORD);
        return connection;
      })
    );
    for (let round = 0; round < 5; round++) {
      const handOffId = await newHandOff();
      const replies = await Promise.all(
        connections.map((connection) => connection.apex.post<readonly Reply[]>('/lockstep/verdicts', [{ handOffId, action: 'Accept' }]))
      );
      const [winners, losers] = [true, false].map((won) => replies.flat().filter(({ success }) => success === won));
      expect([winners?.length, losers?.length]).toEqual([1, 1]);
      const message = losers?.[0]?.errors[0]?.message ?? '';
      expect(message).toMatch(WHO_AND_WHEN);
      const [row] = await admin.records(`SELECT Status__c, Accepted_By__r.Name, Owner.Name FROM Hand_Off__c WHERE Id = '${handOffId}'`);
      const winner = WHO_AND_WHEN.exec(message)?.[1];
      expect(row).toMatchObject({ Status__c: 'Accepted', Accepted_By__r: { Name: winner }, Owner: { Name: winner } });
    }
  });

  it('so with direct edits of the status: what was decided meanwhile is not decided again', async () => {
    const handOffId = await newHandOff();
    const edit = (client: TestClient, status: string): Promise<TestReply> =>
      client.patch(`${VERSION}/sobjects/Hand_Off__c/${handOffId}`, { Status__c: status });
    const replies = await Promise.all([edit(rep, 'Accepted'), edit(rep2, 'Accepted')]);
    // The one who comes second has lost the record with its queue: to them it is not there.
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404]);
    const taken = await stateOf(handOffId);
    // Saving the status that it has already a valid action, and changes nobody's.
    expect((await edit(admin, 'Accepted')).status).toBe(204);
    expect(await stateOf(handOffId)).toMatchObject({ ...(taken as object), SystemModstamp: expect.anything() });
    const late = await edit(admin, 'Withdrawn');
    expect([late.status, late.json]).toEqual([
      400,
      [expect.objectContaining({ fields: ['Status__c'], message: expect.stringMatching(/^(Remy Rep|Rhea Reyes) accepted it on /) })]
    ]);
  });
});

describe('bad input is refused as text, and nothing is half written', () => {
  type Case = readonly [what: string, decision: (id: string) => Decision, field: string | null, words: string];
  const recycle = { action: 'Recycle', reason: 'Bad Timing' };
  const cases: readonly Case[] = [
    ['no id', () => ({ action: 'Accept' }), null, 'Specify the hand-off.'],
    ['rubbish for an id', () => ({ handOffId: "x' OR Name != '", action: 'Accept' }), null, 'Specify the hand-off.'],
    ['an unknown id', (id) => ({ handOffId: `${id.slice(0, 9)}999999`, action: 'Accept' }), null, 'find this hand-off'],
    ['the id of something else', () => ({ handOffId: served.running.org.user(ADMIN).id, action: 'Accept' }), null, 'find this hand-off'],
    [
      'an unknown action',
      (handOffId) => ({ handOffId, action: 'Delete' }),
      'Status__c',
      '"Delete" is not a valid action. Use one of these: Accept'
    ],
    ['no action', (handOffId) => ({ handOffId }), 'Status__c', 'a valid action'],
    ['accepting twice', (handOffId) => ({ handOffId, action: 'Accept' }), 'Status__c', 'Remy Rep accepted it on '],
    ['no reason', (handOffId) => ({ handOffId, action: 'Reject' }), 'Reason__c', 'Select a reason: Wrong Territory, '],
    ['a reason that there is not', (handOffId) => ({ handOffId, action: 'Reject', reason: 'Lazy' }), 'Reason__c', '"Lazy" is not a reason'],
    [
      'a reason of another decision',
      (handOffId) => ({ handOffId, action: 'Recycle', reason: 'Duplicate', wakeUpOn: today(9) }),
      'Reason__c',
      '"Duplicate" is not a reason for this verdict. Select one of these: Bad Timing, '
    ],
    [
      'a kind that there is not',
      (handOffId) => ({ handOffId, action: 'Reject', reason: 'Duplicate', rejectionKind: 'Rude' }),
      'Reason__c',
      ''
    ],
    [
      'a criterion that the receipt has not',
      (handOffId) => ({ handOffId, action: 'Reject', reason: 'Does Not Fit', disputedCriterionKey: 'nope' }),
      null,
      'receipt'
    ],
    [
      'disqualifying without contact',
      (handOffId) => ({ handOffId, action: 'Disqualify', reason: 'No Budget' }),
      'Verdict__c',
      'Contact the lead first'
    ],
    [
      'nobody to be reached without trying',
      (handOffId) => ({ handOffId, action: 'Recycle', reason: 'Unable to Reach', wakeUpOn: today(9) }),
      'Reason__c',
      '0 of 3 agreed attempts are done. Try 3 more times'
    ],
    ['a day in the past', (handOffId) => ({ ...recycle, handOffId, wakeUpOn: '2020-02-02' }), 'Wake_Up_On__c', 'is not in the future'],
    ['no day', (handOffId) => ({ ...recycle, handOffId }), 'Wake_Up_On__c', 'Enter the date'],
    [
      'a note of 10,000 characters',
      (handOffId) => ({ ...recycle, handOffId, wakeUpOn: today(9), note: 'é'.repeat(10_000) }),
      'Verdict_Note__c',
      'has 10000 characters, but the limit is 4000. Nothing was saved'
    ],
    [
      'withdrawing what was accepted',
      (handOffId) => ({ handOffId, action: 'Withdraw', reason: 'Oops' }),
      'Status__c',
      'Only hand-offs that no one has accepted'
    ]
  ];

  it.each(cases)('%s', async (_what, decision, field, words) => {
    const id = await accepted();
    const before = await everything();
    const [reply] = await decide(rep, decision(id));
    expect(reply?.success).toBe(false);
    expect(reply?.errors[0]?.message).toContain(words);
    if (field !== null) expect(reply?.errors[0]?.fields).toEqual([field]);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['an empty list', '[]', 'MISSING_ARGUMENT', 'no verdicts'],
    ['no list', '{"action": "Accept"}', 'JSON_PARSER_ERROR', 'JSON list of verdicts'],
    ['no JSON', 'accept!', 'JSON_PARSER_ERROR', 'JSON list of verdicts'],
    ['an unknown part', '[{"handOffId": "a", "colour": "red"}]', 'JSON_PARSER_ERROR', 'an unknown field'],
    ['a day that is none', '[{"wakeUpOn": "soon"}]', 'JSON_PARSER_ERROR', 'JSON list of verdicts'],
    ['a huge list', JSON.stringify(Array(10_000).fill({ action: 'Accept' })), 'LIMIT_EXCEEDED', 'You sent 10000 verdicts']
  ])('%s', async (_what, body, errorCode, words) => {
    const reply = await rep.post(VERDICTS, body);
    expect([reply.status, reply.json]).toEqual([400, [{ errorCode, message: expect.stringContaining(words) }]]);
  });

  it('what belongs to someone else, for a rep, a marketer, an executive and the agency', async () => {
    const handOffId = await accepted();
    const before = await everything();
    const refusals: readonly (readonly [user: string, words: string])[] = [
      ['rep2', 'It is with Remy Rep. Only the owner and hand-off managers can decide on it.'],
      ['marketer', 'Sales decides on hand-offs.'],
      ['vp.sales', 'You do not have access to the Apex class named: VerdictResource'],
      ['agency', 'You do not have access to the Apex class named: VerdictResource']
    ];
    for (const [user, words] of refusals) {
      const client = await served.login(`${user}@lockstep.local`);
      const reply = await client.post(VERDICTS, [{ handOffId, action: 'Reject', reason: 'Duplicate' }]);
      expect(reply.text).toContain(words);
    }
    expect(await everything()).toEqual(before);
  });

  it('one of many does not stop the others', async () => {
    const [first, second] = [await newHandOff(), await newHandOff()];
    const replies = await decide(
      rep,
      { handOffId: first, action: 'Disqualify', reason: 'No Budget' },
      { handOffId: second, action: 'Accept' },
      { handOffId: second, action: 'Accept' }
    );
    expect(replies.map(({ success }) => success)).toEqual([false, true, false]);
    expect(replies[2]?.errors[0]?.message).toContain('more than once');
    expect(await stateOf(second)).toMatchObject({ Status__c: 'Accepted' });
  });

  it('direct edits with values that do not belong', async () => {
    const handOffId = await accepted();
    const path = `${VERSION}/sobjects/Hand_Off__c/${handOffId}`;
    const edits: readonly (readonly [Decision, code: string, words: string])[] = [
      [{ Verdict__c: 'Rejected', Reason__c: 'Nonsense' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Reason'],
      [
        { Verdict__c: 'Recycled', Reason__c: 'Bad Timing', Wake_Up_On__c: '2020-01-01' },
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        'not in the future'
      ],
      [{ Verdict_Note__c: 'x'.repeat(10_000) }, 'STRING_TOO_LONG', 'Note'],
      [{ Status__c: 'Merged' }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'merge their leads'],
      [{ Receipt__c: '{}' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Receipt__c']
    ];
    const before = await stateOf(handOffId);
    for (const [fields, code, words] of edits) {
      const reply = await rep.patch(path, fields);
      expect([reply.status, reply.json]).toEqual([
        400,
        [expect.objectContaining({ errorCode: code, message: expect.stringContaining(words) })]
      ]);
    }
    expect(await stateOf(handOffId)).toEqual(before);
  });
});

it('converts through REST, and the receipt stays what it was', async () => {
  const handOffId = await accepted();
  const receipt = `SELECT Receipt__c, Receipt_Hash__c FROM Hand_Off__c WHERE Id = '${handOffId}'`;
  const [before] = await admin.records(receipt);
  const [reply] = await decide(rep, { handOffId, action: 'Convert', opportunityName: 'Ten seats' });
  expect(reply).toMatchObject({ success: true, opportunityId: expect.stringMatching(/^006/) });
  expect((await admin.records(receipt))[0]).toEqual(before);
  expect(await stateOf(handOffId)).toMatchObject({ Status__c: 'Closed', Verdict__c: 'Converted', Open_Key__c: null });
});
