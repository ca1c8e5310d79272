import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { Connection } from 'jsforce';
import { FIXTURE_PASSWORD, TestApi } from '../../local-org/api/testing';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let api: TestApi;
let connection: Connection;
/** Records that every call finds: made once, by id. */
const known = { account: '', contact: '', lead: '', doomed: '', gadget: '' };

beforeAll(async () => {
  api = await TestApi.start({
    connectedApps: [
      { clientId: 'app', clientSecret: 'hush', runAs: 'rep@example.com' },
      { clientId: 'signed', certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
    ]
  });
  connection = await login();
  const id = async (object: string, record: Record<string, unknown>): Promise<string> =>
    (await connection.sobject(object).create(record)).id ?? '';
  known.account = await id('Account', { Name: 'Known', Ext__c: 'K' });
  known.contact = await id('Contact', { LastName: 'Known', AccountId: known.account });
  known.lead = await id('Lead', { LastName: 'Known', Company: 'Known', Ext__c: 'K', Points__c: 7 });
  known.doomed = await id('Lead', { LastName: 'Doomed', Company: 'Known' });
  known.gadget = await id('Gadget__c', { Name: 'Known', Lead__c: known.lead, Price__c: 2 });
});
afterAll(() => api.stop());

async function login(username = 'admin@example.com', version = '67.0'): Promise<Connection> {
  const fresh = new Connection({ loginUrl: api.url, version });
  await fresh.login(username, FIXTURE_PASSWORD);
  return fresh;
}

const oauth2 = (): Record<string, string> => ({ loginUrl: api.url, clientId: 'app', clientSecret: 'hush' });
const saved = { success: true, id: expect.stringMatching(/^\w{18}$/), errors: [] };
const leads = (...names: string[]): Record<string, unknown>[] => names.map((name) => ({ LastName: name, Company: 'Many' }));

type Case = readonly [what: string, run: () => PromiseLike<unknown>, expected: unknown];

const CALLS: readonly Case[] = [
  // who is there
  ['identity', () => connection.identity(), { username: 'admin@example.com', user_type: 'STANDARD' }],
  ['versions', async () => (await connection.request<{ version: string }[]>('/services/data')).at(-1), { version: '68.0' }],
  ['limits', () => connection.limits(), { DailyApiRequests: { Max: expect.any(Number), Remaining: expect.any(Number) } }],
  ['login with the oldest version', async () => (await login('rep@example.com', '31.0')).query('SELECT Id FROM Lead'), { done: true }],
  ['login with the default version', async () => (await login('rep@example.com', '50.0')).query('SELECT Id FROM Lead'), { done: true }],
  [
    'login by OAuth password',
    async () => new Connection({ oauth2: oauth2() }).login('rep@example.com', FIXTURE_PASSWORD),
    { organizationId: expect.stringMatching(/^00D/) }
  ],
  [
    'login by client credentials',
    async () => new Connection({ oauth2: oauth2() }).authorize({ grant_type: 'client_credentials' }),
    { id: expect.stringMatching(/^005/) }
  ],
  [
    'login by JWT bearer',
    async () => {
      const claims = new SignJWT({ sub: 'rep@example.com', iss: 'signed', aud: api.url })
        .setProtectedHeader({ alg: 'RS256' })
        .setExpirationTime('2m');
      const signed = new Connection({ oauth2: { loginUrl: api.url, clientId: 'signed' } });
      await signed.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await claims.sign(privateKey) });
      return signed.identity();
    },
    { username: 'rep@example.com' }
  ],
  // describe
  [
    'describeGlobal',
    async () => (await connection.describeGlobal()).sobjects.find((object) => object.name === 'Gadget__c'),
    { custom: true, keyPrefix: 'a00' }
  ],
  [
    'describe',
    () => connection.describe('Lead'),
    { name: 'Lead', fields: expect.arrayContaining([expect.objectContaining({ name: 'Points__c', type: 'double' })]) }
  ],
  ['sobject().describe$', () => connection.sobject('Gadget__c').describe$(), { labelPlural: 'Gadgets' }],
  // one record
  ['create', () => connection.sobject('Lead').create({ LastName: 'One', Company: 'Single' }), saved],
  ['insert', () => connection.insert('Account', { Name: 'Single' }), saved],
  ['retrieve', () => connection.sobject('Lead').retrieve(known.lead), { Name: 'Known', Points__c: 7, attributes: { type: 'Lead' } }],
  ['retrieve with fields', () => connection.sobject('Lead').retrieve(known.lead, { fields: ['Company'] }), { Company: 'Known' }],
  ['update', () => connection.sobject('Lead').update({ Id: known.lead, Title: 'Boss' }), { success: true, id: expect.any(String) }],
  [
    'upsert that creates',
    () => connection.sobject('Lead').upsert({ Ext__c: 'New', LastName: 'New', Company: 'Upserted' }, 'Ext__c'),
    { success: true, created: true }
  ],
  [
    'upsert that updates',
    () => connection.sobject('Lead').upsert({ Ext__c: 'New', Title: 'Changed' }, 'Ext__c'),
    { success: true, created: false }
  ],
  ['destroy', () => connection.sobject('Lead').destroy(known.doomed), { success: true, id: expect.any(String) }],
  ['record().retrieve', () => connection.sobject('Lead').record(known.lead).retrieve(), { Name: 'Known' }],
  // many records
  ['create many', () => connection.sobject('Lead').create(leads('A', 'B', 'C')), [saved, saved, saved]],
  [
    'create many, one bad',
    () => connection.sobject('Lead').create([...leads('D'), { LastName: 'E' }], { allOrNone: false }),
    [saved, { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }]
  ],
  [
    'create many, all or none',
    () => connection.sobject('Lead').create([...leads('F'), { LastName: 'G' }], { allOrNone: true }),
    [{ success: false }, { success: false }]
  ],
  [
    'create 450 in portions',
    () =>
      connection.sobject('Account').create(
        Array.from({ length: 450 }, (_, index) => ({ Name: `P${index}` })),
        { allowRecursive: true }
      ),
    expect.objectContaining({ length: 450 })
  ],
  ['retrieve many', () => connection.sobject('Lead').retrieve([known.lead, known.lead]), [{ Name: 'Known' }, { Name: 'Known' }]],
  ['update many', () => connection.sobject('Lead').update([{ Id: known.lead, Phone: '1' }]), [{ success: true }]],
  [
    'upsert many',
    () =>
      connection.sobject('Lead').upsert(
        ['U1', 'U2'].map((key) => ({ Ext__c: key, LastName: key, Company: 'U' })),
        'Ext__c'
      ),
    [{ created: true }, { created: true }]
  ],
  [
    'update by query',
    () => connection.sobject('Lead').find({ Company: 'Many' }).update({ Title: 'Found' }),
    expect.objectContaining({ length: 4 })
  ],
  ['destroy by query', () => connection.sobject('Lead').find({ Company: 'Many' }).destroy(), expect.objectContaining({ length: 4 })],
  // query
  [
    'query',
    () => connection.query(`SELECT Id, Account.Name FROM Contact WHERE Id = '${known.contact}'`),
    { totalSize: 1, records: [{ Account: { Name: 'Known' } }] }
  ],
  [
    'query with children',
    () => connection.query(`SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${known.account}'`),
    { records: [{ Contacts: { totalSize: 1 } }] }
  ],
  [
    'query aggregates',
    () => connection.query('SELECT Lead__c lead, SUM(Price__c) total FROM Gadget__c GROUP BY Lead__c'),
    { records: [{ total: 2 }] }
  ],
  [
    'queryMore',
    async () => {
      const first = await connection.query('SELECT Id FROM Account', { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
      return [first.records.length, (await connection.queryMore(first.nextRecordsUrl ?? '')).records.length];
    },
    [200, 200]
  ],
  [
    'query with autoFetch',
    () => connection.query('SELECT Id FROM Account', { autoFetch: true, maxFetch: 5000 }),
    { done: true, records: expect.objectContaining({ length: 452 }) }
  ],
  [
    'queryAll with deleted',
    () => connection.query(`SELECT Id FROM Lead WHERE Id = '${known.doomed}'`, { scanAll: true }),
    { totalSize: 1 }
  ],
  [
    'find with operators',
    () =>
      connection
        .sobject('Lead')
        .find({ Points__c: { $gte: 7 }, Name: { $like: 'Kno%' } }, ['Id', 'Name'])
        .limit(1),
    [{ Name: 'Known' }]
  ],
  ['find sorted', () => connection.sobject('Gadget__c').find({}, 'Id, Lead__r.Name').sort({ Name: -1 }), [{ Lead__r: { Name: 'Known' } }]],
  ['findOne', () => connection.sobject('Lead').findOne({ Ext__c: 'K' }), { Id: expect.stringMatching(/^00Q/) }],
  ['count', () => connection.sobject('Lead').count({ Ext__c: 'K' }), 1],
  [
    'updated',
    () => connection.sobject('Lead').updated('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'),
    { ids: expect.arrayContaining([expect.stringMatching(/^00Q/)]) }
  ],
  [
    'deleted',
    () => connection.sobject('Lead').deleted('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'),
    { deletedRecords: expect.any(Array) }
  ],
  // bulk
  [
    'bulk insert',
    () =>
      connection.bulk2.loadAndWaitForResults({
        object: 'Lead',
        operation: 'insert',
        input: leads('Bulk 1', 'Bulk 2') as Record<string, string>[]
      }),
    { successfulResults: [{ sf__Created: 'true' }, { sf__Created: 'true' }], failedResults: [] }
  ],
  [
    'bulk insert of bad rows',
    () => connection.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input: [{ LastName: 'Bulk 3', Company: '' }] }),
    { failedResults: [{ sf__Error: expect.stringContaining('REQUIRED_FIELD_MISSING') }] }
  ],
  [
    'bulk upsert',
    () =>
      connection.bulk2.loadAndWaitForResults({
        object: 'Lead',
        operation: 'upsert',
        externalIdFieldName: 'Ext__c',
        input: 'Ext__c,LastName,Company\nK,Known,Known\n'
      }),
    { successfulResults: [{ sf__Created: 'false' }] }
  ],
  ['bulk query', async () => (await connection.bulk2.query('SELECT Id, Name FROM Contact')).toArray(), [{ Name: 'Known' }]],
  // composite, tooling, user interface
  [
    'composite',
    () =>
      connection.requestPost('/composite', { compositeRequest: [{ method: 'GET', url: '/services/data/v67.0/limits', referenceId: 'l' }] }),
    { compositeResponse: [{ httpStatusCode: 200 }] }
  ],
  [
    'composite tree',
    () =>
      connection.requestPost('/composite/tree/Account', { records: [{ attributes: { type: 'Account', referenceId: 'a' }, Name: 'Tree' }] }),
    { hasErrors: false }
  ],
  ['tooling executeAnonymous', () => connection.tooling.executeAnonymous('System.debug(1);'), { compiled: true, success: true }],
  [
    'tooling query',
    () => connection.tooling.query("SELECT Name FROM ApexClass WHERE Name = 'GadgetController'"),
    { totalSize: 1, records: [{ Name: 'GadgetController' }] }
  ],
  [
    'tooling runTestsSynchronous',
    () => connection.requestPost('/tooling/runTestsSynchronous/', { tests: [{ className: 'GadgetControllerTest' }] }),
    { numTestsRun: 2, numFailures: 1 }
  ],
  ['UI API record', () => connection.request(`/ui-api/records/${known.lead}?fields=Lead.Name`), { fields: { Name: { value: 'Known' } } }],
  [
    'search by name',
    () => connection.request('/parameterizedSearch?q=known&sobject=Contact'),
    { searchRecords: [{ Id: expect.stringMatching(/^003/) }] }
  ],
  [
    'conversion of leads, over SOAP',
    async () => {
      const [made] = await connection.sobject('Lead').create(leads('Convert'));
      const conversion = { convertedStatus: 'Closed - Converted', doNotCreateOpportunity: true, overwriteLeadSource: false };
      return connection.soap.convertLead([
        { ...conversion, sendNotificationEmail: false, leadId: made?.id ?? '' },
        { ...conversion, sendNotificationEmail: false, leadId: '00Q0000000ZZZZZ' }
      ]);
    },
    [
      { success: true, accountId: expect.stringMatching(/^001/), contactId: expect.stringMatching(/^003/), errors: [] },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id' }] }
    ]
  ]
];

describe('jsforce', () => {
  it.each(CALLS)('%s', async (_what, run, expected) => {
    const result = await run();
    if (typeof expected === 'object' && expected !== null) expect(result).toMatchObject(expected);
    else expect(result).toEqual(expected);
  });

  it.each([
    ['an unknown field in a query', () => connection.query('SELECT Nope FROM Lead'), 'INVALID_FIELD'],
    ['a malformed query', () => connection.query('SELECT FROM'), 'MALFORMED_QUERY'],
    ['an unknown object', () => connection.query('SELECT Id FROM Nope'), 'INVALID_TYPE'],
    ['a record that is not there', () => connection.sobject('Lead').retrieve('00Q0000000ZZZZZ'), 'NOT_FOUND'],
    [
      'a value of the wrong type',
      () => connection.sobject('Lead').create({ LastName: 'X', Company: 'X', Points__c: 'many' }),
      'JSON_PARSER_ERROR'
    ],
    ['a missing field', () => connection.sobject('Lead').create({ LastName: 'X' }), 'REQUIRED_FIELD_MISSING'],
    ['a duplicate external id', () => connection.sobject('Lead').create({ LastName: 'X', Company: 'X', Ext__c: 'K' }), 'DUPLICATE_VALUE'],
    [
      'a wrong token',
      () => new Connection({ instanceUrl: api.url, accessToken: 'wrong', version: '67.0' }).query('SELECT Id FROM Lead'),
      'INVALID_SESSION_ID'
    ],
    ['a feature that is not there', () => connection.search('FIND {known}'), 'NOT_SUPPORTED']
  ] as const)('gets the platform’s error code for %s', async (_what, run, errorCode) => {
    await expect(run()).rejects.toMatchObject({ errorCode });
  });

  it('is told of a wrong password', async () => {
    const fresh = new Connection({ loginUrl: api.url });
    await expect(fresh.login('rep@example.com', 'wrong')).rejects.toThrow(/INVALID_LOGIN/);
    await expect(new Connection({ oauth2: oauth2() }).login('rep@example.com', 'wrong')).rejects.toThrow(/authentication failure/);
  });

  it('logs out, after which its token is worth nothing', async () => {
    const leaving = await login('rep@example.com');
    const { accessToken } = leaving;
    await leaving.logout();
    const late = new Connection({ instanceUrl: api.url, accessToken: accessToken ?? '', version: '67.0' });
    await expect(late.query('SELECT Id FROM Lead')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
  });
});
