import { openSession } from '../../local-org/api/auth/login';
import { TestClient, VERSION, type TestReply } from '../../local-org/api/testing';
import { agree, startOrg, type RunningOrg } from '../support/running-org';

const USERS = ['admin', 'rep', 'rep2', 'marketer', 'vp.sales', 'vp.marketing', 'agency'] as const;
type User = (typeof USERS)[number];

const EVERYBODY: readonly User[] = USERS;
const TEAM: readonly User[] = ['admin', 'rep', 'rep2', 'marketer', 'vp.sales', 'vp.marketing'];
const AUTHORS: readonly User[] = ['admin', 'marketer'];
const ADMIN: readonly User[] = ['admin'];
const NOBODY: readonly User[] = [];

const SOBJECTS = `${VERSION}/sobjects`;
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();

let running: RunningOrg;
const clients = new Map<User, TestClient>();
/** Two leads, one of each rep, with what belongs to them; the agreed definition and a draft. */
const ids = { lead: '', lead2: '', score: '', score2: '', engagement: '', definition: '', criterion: '', draft: '' };

const as = (user: User): TestClient => {
  const client = clients.get(user);
  if (!client) throw new Error(`${user} has no session`);
  return client;
};
const firstId = async (soql: string): Promise<string> => String((await as('admin').records(soql))[0]?.['Id']);

beforeAll(async () => {
  running = await startOrg();
  const { org, server, url } = running;
  ids.definition = agree(org, 'data/lead-definition.json');
  for (const user of USERS) {
    clients.set(user, new TestClient(url, openSession(server.services, org.user(`${user}@lockstep.local`), 'api').session.token));
  }
  const lead = (LastName: string, owner: string): Promise<string> =>
    as('admin').create('Lead', { LastName, Company: 'Acme', Title: 'VP Sales', OwnerId: org.user(`${owner}@lockstep.local`).id });
  ids.lead = await lead('One', 'rep');
  ids.lead2 = await lead('Two', 'rep2');
  ids.engagement = await as('admin').create('Engagement__c', { Lead__c: ids.lead, Type__c: 'Chat', Occurred_At__c: YESTERDAY });
  ids.score = await firstId(`SELECT Id FROM Person_Score__c WHERE Lead__c = '${ids.lead}'`);
  ids.score2 = await firstId(`SELECT Id FROM Person_Score__c WHERE Lead__c = '${ids.lead2}'`);
  ids.criterion = await firstId('SELECT Id FROM Lead_Criterion__c ORDER BY Name LIMIT 1');
  ids.draft = await as('admin').create('Lead_Definition__c', { Name: 'Draft', Version__c: 2, Reason_for_Change__c: 'Roles' });
});
afterAll(() => running.stop());

const read = (object: string, id: () => string, field: string) => (client: TestClient) =>
  client.get(`${SOBJECTS}/${object}/${id()}?fields=${field}`);
const edit = (object: string, id: () => string, fields: Record<string, unknown>) => (client: TestClient) =>
  client.patch(`${SOBJECTS}/${object}/${id()}`, fields);
const create = (object: string, fields: () => Record<string, unknown>) => (client: TestClient) =>
  client.post(`${SOBJECTS}/${object}`, fields());
const describeObject = (object: string) => (client: TestClient) => client.get(`${SOBJECTS}/${object}/describe`);
const query = (soql: string) => (client: TestClient) => client.query(soql);
const apex = (classname: string, method: string, params: () => Record<string, unknown>) => (client: TestClient) =>
  client.post('/webruntime/api/apex/execute', { classname, method, params: params() });

type Case = readonly [what: string, run: (client: TestClient) => Promise<TestReply>, allowed: readonly User[]];

const CASES: readonly Case[] = [
  // Leads are public in the sample company; what scoring writes is nobody's to edit.
  ['Lead: describe', describeObject('Lead'), TEAM],
  ['Lead: query', query('SELECT Id FROM Lead'), TEAM],
  ['Lead: read one’s own or another’s', read('Lead', () => ids.lead, 'Lockstep_Score__c'), TEAM],
  ['Lead: edit', edit('Lead', () => ids.lead, { Title: 'VP Sales' }), TEAM],
  ['Lead: create', create('Lead', () => ({ LastName: 'New', Company: 'Acme' })), TEAM],
  ['Lead: edit the score', edit('Lead', () => ids.lead, { Lockstep_Score__c: 99 }), NOBODY],
  ['Lead: create with a score', create('Lead', () => ({ LastName: 'New', Company: 'Acme', Lockstep_Score__c: 99 })), NOBODY],

  // Scores are private: their lead's owner, those above in the hierarchy, and who may see all.
  ['Person_Score__c: describe', describeObject('Person_Score__c'), TEAM],
  ['Person_Score__c: query', query('SELECT Id FROM Person_Score__c'), TEAM],
  [
    'Person_Score__c: read that of rep’s lead',
    read('Person_Score__c', () => ids.score, 'Score__c'),
    TEAM.filter((user) => user !== 'rep2')
  ],
  [
    'Person_Score__c: read that of rep2’s lead',
    read('Person_Score__c', () => ids.score2, 'Score__c'),
    TEAM.filter((user) => user !== 'rep')
  ],
  ['Person_Score__c: edit the score', edit('Person_Score__c', () => ids.score, { Score__c: 99 }), NOBODY],
  ['Person_Score__c: edit the reasons', edit('Person_Score__c', () => ids.score, { Reasons__c: '[]' }), NOBODY],
  ['Person_Score__c: create', create('Person_Score__c', () => ({ Lead__c: ids.lead })), NOBODY],
  [
    'Person_Score__c: share',
    create('Person_Score__Share', () => ({
      ParentId: ids.score,
      UserOrGroupId: running.org.user('marketer@lockstep.local').id,
      AccessLevel: 'Read'
    })),
    ADMIN
  ],

  // Definitions are for everybody to read, drafts for their authors to write, agreements for nobody to change.
  ['Lead_Definition__c: describe', describeObject('Lead_Definition__c'), EVERYBODY],
  ['Lead_Definition__c: read', read('Lead_Definition__c', () => ids.definition, 'Fit_Cap__c'), EVERYBODY],
  ['Lead_Criterion__c: query', query('SELECT Name, Points__c FROM Lead_Criterion__c'), EVERYBODY],
  ['Lead_Definition__c: edit a draft', edit('Lead_Definition__c', () => ids.draft, { Name: 'Renamed' }), AUTHORS],
  ['Lead_Definition__c: edit an agreement', edit('Lead_Definition__c', () => ids.definition, { Name: 'Renamed' }), NOBODY],
  ['Lead_Criterion__c: edit one of an agreement', edit('Lead_Criterion__c', () => ids.criterion, { Points__c: 1 }), NOBODY],
  [
    'Lead_Criterion__c: add to a draft',
    create('Lead_Criterion__c', () => ({
      Name: 'Title',
      Criterion_Key__c: `k${Math.random()}`.replace('.', ''),
      Lead_Definition__c: ids.draft,
      Dimension__c: 'Fit',
      Field__c: 'Title',
      Operator__c: 'Equals',
      Value__c: 'CEO',
      Points__c: 5
    })),
    AUTHORS
  ],
  [
    'Lead_Definition__c: create a draft',
    create('Lead_Definition__c', () => ({ Name: 'Next', Version__c: 2, Reason_for_Change__c: 'Roles' })),
    AUTHORS
  ],

  // Engagements are private to the channel that delivers them; on a lead's page everybody sees them who sees the lead.
  ['Engagement__c: describe', describeObject('Engagement__c'), TEAM],
  [
    'Engagement__c: read one of the admin’s',
    read('Engagement__c', () => ids.engagement, 'Type__c'),
    ['admin', 'marketer', 'vp.sales', 'vp.marketing']
  ],
  ['Engagement__c: edit one of the admin’s', edit('Engagement__c', () => ids.engagement, { Asset__c: 'x' }), ADMIN],
  ['Engagement__c: create', create('Engagement__c', () => ({ Lead__c: ids.lead, Type__c: 'Chat', Occurred_At__c: YESTERDAY })), AUTHORS],

  // Apex of the components
  ['LeadScoreCardController.getScore', apex('LeadScoreCardController', 'getScore', () => ({ recordId: ids.lead })), TEAM],
  ['LeadScoreCardController.rescore', apex('LeadScoreCardController', 'rescore', () => ({ recordId: ids.lead })), TEAM],
  [
    'EngagementTimelineController.getTimeline',
    apex('EngagementTimelineController', 'getTimeline', () => ({ recordId: ids.lead, pageSize: 10 })),
    TEAM
  ],
  ['LeadsToCallController.getLeads', apex('LeadsToCallController', 'getLeads', () => ({})), ['rep', 'rep2']],
  [
    'ScoreOverrideController.setCell',
    apex('ScoreOverrideController', 'setCell', () => ({ recordId: ids.lead, cell: 'A1', untilDay: '2099-12-31', reason: 'Met the owner' })),
    ['admin', 'marketer']
  ],
  ['AutoHandOffController.getState', apex('AutoHandOffController', 'getState', () => ({})), ADMIN],
  ['AutoHandOffController.switchOn', apex('AutoHandOffController', 'switchOn', () => ({ withBacklog: false })), ADMIN],
  ['ManualHandOffController.getOffer', apex('ManualHandOffController', 'getOffer', () => ({ recordId: ids.lead })), TEAM],

  // What is the admin's alone
  ['User: edit another', edit('User', () => running.org.user('rep@lockstep.local').id, { Title: 'Sales Rep' }), ADMIN],
  ['tooling: anonymous Apex', (client) => client.get(`${VERSION}/tooling/executeAnonymous?anonymousBody=Integer%20i%3B`), ADMIN],
  [
    'tooling: tests',
    (client) => client.post(`${VERSION}/tooling/runTestsSynchronous`, { tests: [{ className: 'ScoreFadingTest' }] }),
    ADMIN
  ],
  ['side door: clock', (client) => client.get('/_org/clock'), ADMIN],
  ['side door: snapshot', (client) => client.get('/_org/snapshot'), ADMIN]
];

/** How a refusal looks: never a success, never a defect of the server, always a code that says why. */
const REFUSALS =
  /INSUFFICIENT_ACCESS|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|INVALID_FIELD_FOR_INSERT_UPDATE|FIELD_CUSTOM_VALIDATION_EXCEPTION|INVALID_TYPE|NOT_FOUND/;

/** Those of the users who succeed; everybody else is refused as a refusal should look. */
async function whoMay(run: (client: TestClient) => Promise<TestReply>): Promise<User[]> {
  const allowed: User[] = [];
  for (const user of USERS) {
    const reply = await run(as(user));
    if (reply.status < 300) allowed.push(user);
    // A controller refuses with a label, which the platform answers with 500.
    else if (reply.status === 500) expect([user, reply.text]).toEqual([user, expect.stringContaining('System.AuraHandledException')]);
    else
      expect([user, String(reply.status), reply.text]).toEqual([user, expect.stringMatching(/^40[034]$/), expect.stringMatching(REFUSALS)]);
  }
  return allowed;
}

describe('of the sample users', () => {
  it.each(CASES)('%s', async (_what, run, allowed) => {
    expect(await whoMay(run)).toEqual(allowed);
  });
});

describe('rows', () => {
  it.each([
    ['admin', ['One', 'Two']],
    ['rep', ['One']],
    ['rep2', ['Two']],
    ['marketer', ['One', 'Two']],
    ['vp.sales', ['One', 'Two']],
    ['vp.marketing', ['One', 'Two']]
  ] as const)('%s sees the scores of %j, by REST, UI API, collections and bulk query alike', async (user, names) => {
    const client = as(user);
    const rows = await client.records("SELECT Lead__r.LastName FROM Person_Score__c WHERE Lead__r.LastName IN ('One', 'Two')");
    expect(rows.map((row) => (row['Lead__r'] as { LastName: string }).LastName).sort()).toEqual(names);
    const scores = [ids.score, ids.score2];
    const seen = names.map((name) => (name === 'One' ? ids.score : ids.score2));
    const collected = (await client.get(`${VERSION}/composite/sobjects/Person_Score__c?ids=${scores.join(',')}&fields=Id`)).json;
    expect((collected as ({ Id: string } | null)[]).map((record) => record?.Id)).toEqual(
      scores.map((id) => (seen.includes(id) ? id : undefined))
    );
    for (const id of scores) {
      const reply = await client.get(`${VERSION}/ui-api/records/${id}?fields=Person_Score__c.Score__c`);
      expect([id, reply.status]).toEqual([id, seen.includes(id) ? 200 : 404]);
    }
    const csv = await bulkQuery(client, 'SELECT Id FROM Person_Score__c');
    for (const id of scores) expect([id, csv.includes(id)]).toEqual([id, seen.includes(id)]);
  });

  async function bulkQuery(client: TestClient, soql: string): Promise<string> {
    const { id } = (await client.post(`${VERSION}/jobs/query`, { operation: 'query', query: soql })).json as { id: string };
    for (let state = ''; state !== 'JobComplete';) {
      ({ state } = (await client.get(`${VERSION}/jobs/query/${id}`)).json as { state: string });
    }
    return (await client.get(`${VERSION}/jobs/query/${id}/results`)).text;
  }

  it('an agency gets no person through any door', async () => {
    const agency = as('agency');
    const doors: readonly (readonly [string, Promise<TestReply>])[] = [
      ['REST', agency.get(`${SOBJECTS}/Lead/${ids.lead}`)],
      ['SOQL', agency.query('SELECT Name FROM Lead')],
      ['a parent in SOQL', agency.query('SELECT Lead__r.Name FROM Engagement__c')],
      ['UI API', agency.get(`${VERSION}/ui-api/records/${ids.lead}?fields=Lead.Name`)],
      ['UI API object info', agency.get(`${VERSION}/ui-api/object-info/Lead`)],
      ['UI API lists', agency.get(`${VERSION}/ui-api/list-records/Lead/AllOpenLeads`)],
      ['collections', agency.get(`${VERSION}/composite/sobjects/Lead?ids=${ids.lead}&fields=Name`)],
      ['bulk query', agency.post(`${VERSION}/jobs/query`, { operation: 'query', query: 'SELECT Name FROM Lead' })],
      ['bulk ingest', agency.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'insert' })],
      ['search', agency.get(`${VERSION}/parameterizedSearch?q=One&sobject=Lead`)]
    ];
    for (const [door, request] of doors) {
      const reply = await request;
      expect([door, reply.status >= 400, reply.text.includes('Acme')]).toEqual([door, true, false]);
    }
    const composite = await agency.post(`${VERSION}/composite`, {
      compositeRequest: [{ method: 'GET', url: `${SOBJECTS}/Lead/${ids.lead}`, referenceId: 'lead' }]
    });
    expect(composite.json).toMatchObject({ compositeResponse: [{ httpStatusCode: 404, body: [{ errorCode: 'NOT_FOUND' }] }] });
    const objects = (await agency.get(SOBJECTS)).json as { sobjects: { name: string }[] };
    const names = objects.sobjects.map(({ name }) => name);
    expect(names).toContain('Lead_Definition__c');
    expect(names.filter((name) => ['Lead', 'Contact', 'Person_Score__c', 'Engagement__c'].includes(name))).toEqual([]);
  });
});
