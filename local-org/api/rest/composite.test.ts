import { TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeEach(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterEach(() => api.stop());

interface Answer {
  readonly body: unknown;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}
async function composite(compositeRequest: unknown[], allOrNone = false): Promise<Answer[]> {
  const reply = await admin.post(`${VERSION}/composite`, { allOrNone, compositeRequest });
  expect(reply.status).toBe(200);
  return (reply.json as { compositeResponse: Answer[] }).compositeResponse;
}
const statuses = (answers: readonly Answer[]): number[] => answers.map((answer) => answer.httpStatusCode);

const newAccount = { method: 'POST', url: `${VERSION}/sobjects/Account`, referenceId: 'account', body: { Name: 'Acme & Söhne' } };
const newContact = {
  method: 'POST',
  url: `${VERSION}/sobjects/Contact`,
  referenceId: 'contact',
  body: { LastName: 'Doe of @{read.Name}', AccountId: '@{account.id}' }
};
const readAccount = { method: 'GET', url: `${VERSION}/sobjects/Account/@{account.id}?fields=Name`, referenceId: 'read' };
const bad = { method: 'POST', url: `${VERSION}/sobjects/Contact`, referenceId: 'bad', body: {} };

describe('composite', () => {
  it('lets later requests use the answers of earlier ones', async () => {
    const search = {
      method: 'GET',
      url: `${VERSION}/query?q=SELECT+Id+FROM+Contact+WHERE+Account.Name='@{read.Name}'`,
      referenceId: 'found'
    };
    const change = {
      method: 'PATCH',
      url: `${VERSION}/sobjects/Contact/@{found.records[0].Id}`,
      referenceId: 'change',
      body: { Title: 'Boss' }
    };
    expect(statuses(await composite([newAccount, readAccount, newContact, search, change]))).toEqual([201, 200, 201, 200, 204]);
    expect(await admin.records('SELECT LastName, Title, Account.Name FROM Contact')).toMatchObject([
      { LastName: 'Doe of Acme & Söhne', Title: 'Boss', Account: { Name: 'Acme & Söhne' } }
    ]);
  });

  it('saves what succeeded without allOrNone', async () => {
    const answers = await composite([newAccount, bad, { ...newContact, body: { LastName: '@{bad.id}' } }]);
    expect(statuses(answers)).toEqual([201, 400, 400]);
    expect(answers[2]?.body).toEqual([expect.objectContaining({ errorCode: 'PROCESSING_HALTED' })]);
    expect(await admin.records('SELECT Id FROM Account')).toHaveLength(1);
  });

  it('saves nothing with allOrNone, and returns which request failed', async () => {
    const answers = await composite([newAccount, bad, readAccount], true);
    expect(statuses(answers)).toEqual([400, 400, 400]);
    expect(answers.map((answer) => (answer.body as { errorCode: string }[])[0]?.errorCode)).toEqual([
      'PROCESSING_HALTED',
      'REQUIRED_FIELD_MISSING',
      'PROCESSING_HALTED'
    ]);
    expect(await admin.records('SELECT Id FROM Account')).toEqual([]);
  });

  it('commits all of them together', async () => {
    expect(statuses(await composite([newAccount, readAccount, newContact], true))).toEqual([201, 200, 201]);
    expect(await admin.records('SELECT Id FROM Contact')).toHaveLength(1);
  });

  it.each([
    [[{ ...newAccount, referenceId: 'no-good' }], 'Invalid referenceId'],
    [[newAccount, newAccount], 'Duplicate referenceId'],
    [[{ ...newAccount, url: 'http://evil.example/' }], 'must begin with /services/data'],
    [[{ ...newAccount, url: `${VERSION}/composite` }], 'cannot be part of a composite request'],
    [[{ ...newAccount, url: `${VERSION}/jobs/ingest` }], 'cannot be part of a composite request'],
    [Array.from({ length: 26 }, (_, index) => ({ ...newAccount, referenceId: `r${index}` })), 'limit of 25'],
    [[{ ...newAccount, surprise: 1 }], 'Unrecognized field']
  ])('refuses a malformed request whole: %#', async (compositeRequest, message) => {
    const reply = await admin.post(`${VERSION}/composite`, { compositeRequest });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(message);
    expect(await admin.records('SELECT Id FROM Account')).toEqual([]);
  });

  it('accepts collections as parts', async () => {
    const part = {
      method: 'POST',
      url: `${VERSION}/composite/sobjects`,
      referenceId: 'many',
      body: { records: [{ attributes: { type: 'Account' }, Name: 'A' }] }
    };
    expect(statuses(await composite([part], true))).toEqual([200]);
  });
});

describe('batch', () => {
  const batch = async (body: unknown): Promise<{ hasErrors: boolean; results: { statusCode: number; result: unknown }[] }> =>
    (await admin.post(`${VERSION}/composite/batch`, body)).json as {
      hasErrors: boolean;
      results: { statusCode: number; result: unknown }[];
    };
  const create = (fields: unknown): unknown => ({ method: 'POST', url: 'v60.0/sobjects/Account', richInput: fields });

  it('runs independent requests', async () => {
    const { hasErrors, results } = await batch({
      batchRequests: [create({ Name: 'A' }), create({}), { method: 'GET', url: '/services/data/v60.0/query?q=SELECT+Name+FROM+Account' }]
    });
    expect([hasErrors, results.map((result) => result.statusCode)]).toEqual([true, [201, 400, 200]]);
    expect(results[2]?.result).toMatchObject({
      totalSize: 1,
      records: [{ attributes: { url: expect.stringContaining('/v60.0/') }, Name: 'A' }]
    });
  });

  it('stops at the first failure with haltOnError', async () => {
    const { results } = await batch({ haltOnError: true, batchRequests: [create({}), create({ Name: 'A' })] });
    expect(results.map((result) => result.statusCode)).toEqual([400, 412]);
    expect(await admin.records('SELECT Id FROM Account')).toEqual([]);
  });
});
