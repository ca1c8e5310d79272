import { NOW, TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;
let accountId: string;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
  accountId = await admin.create('Account', { Name: 'Acme' });
  await admin.create('Contact', { LastName: 'Doe', AccountId: accountId });
  await admin.create('Contact', { LastName: 'Roe', AccountId: accountId });
  await admin.create('Account', { Name: 'Empty' });
  const { db } = api.org;
  const owner = api.org.user('admin@example.com').id;
  const lead = api.org.schema.object('Lead');
  expect(lead).toBeDefined();
  for (let index = 0; index < 2500; index++) {
    db.run(
      'INSERT INTO "Lead" (Id, LastName, Name, Company, Status, OwnerId, CreatedDate, SystemModstamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [`00Q${String(index).padStart(12, '0')}AAA`, `L${index}`, `L${index}`, 'Acme', 'Open - Not Contacted', owner, NOW, NOW]
    );
  }
});
afterAll(() => api.stop());

interface Page {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly { readonly Name: string }[];
}
const path = (soql: string): string => `${VERSION}/query?q=${encodeURIComponent(soql)}`;

describe('query', () => {
  it('nests parents, children and aggregates as the platform does', async () => {
    const accounts = await admin.records(
      'SELECT Name, Owner.Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account ORDER BY Name'
    );
    expect(accounts).toEqual([
      {
        attributes: { type: 'Account', url: `${VERSION}/sobjects/Account/${accountId}` },
        Name: 'Acme',
        Owner: { attributes: expect.objectContaining({ type: 'User' }), Name: 'Ada Admin' },
        Contacts: {
          totalSize: 2,
          done: true,
          records: [expect.objectContaining({ LastName: 'Doe' }), expect.objectContaining({ LastName: 'Roe' })]
        }
      },
      expect.objectContaining({ Name: 'Empty', Contacts: null })
    ]);
    expect(await admin.records('SELECT COUNT(Id) n, MAX(Name) FROM Account')).toEqual([
      { attributes: { type: 'AggregateResult' }, n: 2, expr0: 'Empty' }
    ]);
    expect((await admin.query('SELECT COUNT() FROM Contact')).json).toEqual({ totalSize: 2, done: true, records: [] });
  });

  it('returns 2000 records at a time and the rest by locator', async () => {
    const first = (await admin.query('SELECT Name FROM Lead ORDER BY Id')).json as Page;
    expect([first.totalSize, first.done, first.records.length]).toEqual([2500, false, 2000]);
    const second = (await admin.get(first.nextRecordsUrl ?? '')).json as Page;
    expect([second.totalSize, second.done, second.records.length, second.nextRecordsUrl]).toEqual([2500, true, 500, undefined]);
    expect([...first.records, ...second.records].map((record) => record.Name)).toEqual(
      Array.from({ length: 2500 }, (_, index) => `L${index}`)
    );
  });

  it('returns smaller batches on request', async () => {
    const headers = { 'Sforce-Query-Options': 'batchSize=200' };
    expect(((await admin.get(path('SELECT Name FROM Lead'), headers)).json as Page).records).toHaveLength(200);
    expect((await admin.get(path('SELECT Name FROM Lead'), { 'Sforce-Query-Options': 'batchSize=10' })).text).toContain(
      'INVALID_BATCH_SIZE'
    );
  });

  it('accepts a locator from its user only, for 15 minutes', async () => {
    const own = (await admin.query('SELECT Name FROM Lead')).json as Page;
    const next = own.nextRecordsUrl ?? '';
    expect((await api.as('rep@example.com').get(next)).text).toContain('INVALID_QUERY_LOCATOR');
    expect((await admin.get(next.replace(/-2000$/, '-9999'))).text).toContain('INVALID_QUERY_LOCATOR');
    expect((await admin.get(`${VERSION}/query/nonsense`)).text).toContain('INVALID_QUERY_LOCATOR');
    api.org.clock.moveTo(api.org.clock.now() + 15 * 60_000 + 1);
    expect((await admin.get(next)).json).toEqual([{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }]);
  });

  it('finds deleted records through queryAll only', async () => {
    const id = await admin.create('Account', { Name: 'Gone' });
    await admin.delete(`${VERSION}/sobjects/Account/${id}`);
    const soql = encodeURIComponent("SELECT Id, IsDeleted FROM Account WHERE Name = 'Gone'");
    expect((await admin.get(`${VERSION}/query?q=${soql}`)).json).toMatchObject({ totalSize: 0 });
    expect((await admin.get(`${VERSION}/queryAll?q=${soql}`)).json).toMatchObject({ totalSize: 1, records: [{ Id: id, IsDeleted: true }] });
  });

  it('describes its columns for Salesforce CLI', async () => {
    const reply = await admin.get(`${path('SELECT Id, Name, Owner.Name FROM Account')}&columns=true`);
    expect(reply.json).toMatchObject({
      entityName: 'Account',
      idSelected: true,
      keyPrefix: '001',
      columnMetadata: [
        { columnName: 'Id', apexType: 'Id' },
        { columnName: 'Name', textType: true },
        { columnName: 'Owner', joinColumns: [{ columnName: 'Name' }] }
      ]
    });
  });

  it.each([
    ['SELECT Nope FROM Lead', 'INVALID_FIELD', 'ERROR at Row:1:Column:8'],
    ['SELECT Id FROM ScratchOrgInfo', 'INVALID_TYPE', "sObject type 'ScratchOrgInfo' is not supported."],
    ['SELECT Id FROM', 'MALFORMED_QUERY', ''],
    ["SELECT Id FROM Lead WHERE Name = 'x", 'MALFORMED_QUERY', '']
  ])('refuses %s with its place', async (soql, errorCode, message) => {
    const reply = await admin.query(soql);
    const [error] = reply.json as { errorCode: string; message: string }[];
    expect([reply.status, error?.errorCode]).toEqual([400, errorCode]);
    expect(error?.message).toContain(message);
  });

  it('requires a query', async () => {
    expect((await admin.get(`${VERSION}/query`)).json).toEqual([
      { message: 'A query string has to be specified', errorCode: 'MALFORMED_QUERY' }
    ]);
  });

  it('obeys the caller’s field permissions', async () => {
    expect((await admin.query('SELECT Budget__c FROM Lead LIMIT 1')).status).toBe(200);
    expect((await api.as('rep@example.com').query('SELECT Budget__c FROM Lead LIMIT 1')).text).toContain('INVALID_FIELD');
    expect((await api.as('guest@example.com').query('SELECT Id FROM Lead')).text).toContain('INVALID_TYPE');
  });
});

describe('search by name', () => {
  it('finds words that begin with the term', async () => {
    const found = async (query: string): Promise<unknown> =>
      ((await admin.get(`${VERSION}/parameterizedSearch?${query}`)).json as { searchRecords: unknown }).searchRecords;
    expect(await found('q=do&sobject=Contact&Contact.fields=Name')).toMatchObject([{ Name: 'Doe' }]);
    expect(await found('q=acm')).toMatchObject([{ Id: accountId }]);
    expect(await found('q=%25%25')).toEqual([]);
    for (const query of ['q=a', '', 'q=acme&sobject=Nope', 'q=acme&sobjectLimit=0']) {
      expect([query, (await admin.get(`${VERSION}/parameterizedSearch?${query}`)).status]).toEqual([query, 400]);
    }
  });
});
