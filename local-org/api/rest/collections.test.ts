import { TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeEach(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterEach(() => api.stop());

const path = `${VERSION}/composite/sobjects`;
const lead = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  attributes: { type: 'Lead' },
  LastName: name,
  Company: 'Acme',
  ...more
});
const count = async (where = ''): Promise<unknown> =>
  ((await admin.query(`SELECT COUNT() FROM Lead ${where}`)).json as { totalSize: number }).totalSize;

interface Result {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] }[];
}
const codes = (results: readonly Result[]): (string | undefined)[] =>
  results.map((result) => (result.success ? 'ok' : result.errors[0]?.statusCode));

describe('200 leads, one of them bad', () => {
  const records = Array.from({ length: 200 }, (_, index) => lead(`L${index}`, index === 77 ? { Company: 'Forbidden' } : {}));

  it('saves the others without allOrNone', async () => {
    const reply = await admin.post(path, { allOrNone: false, records });
    const results = reply.json as Result[];
    expect(reply.status).toBe(200);
    expect(codes(results).filter((code) => code === 'ok')).toHaveLength(199);
    expect(results[77]).toEqual({
      success: false,
      errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'This company is forbidden.', fields: ['Company'] }]
    });
    expect(await count()).toBe(199);
    expect(await admin.records(`SELECT Id FROM Lead WHERE Name = 'L199'`)).toMatchObject([{ Id: results[199]?.id }]);
  });

  it('saves none with allOrNone', async () => {
    const results = (await admin.post(path, { allOrNone: true, records })).json as Result[];
    expect(codes(results)).toEqual(
      records.map((_, index) => (index === 77 ? 'FIELD_CUSTOM_VALIDATION_EXCEPTION' : 'ALL_OR_NONE_OPERATION_ROLLED_BACK'))
    );
    expect(results.every((result) => result.id === undefined)).toBe(true);
    expect(await count()).toBe(0);
  });
});

describe('mixed records', () => {
  it('are written in the given order, all or none across objects', async () => {
    const records = [lead('A'), { attributes: { type: 'Account' }, Name: 'B' }, lead('C'), { attributes: { type: 'Account' } }];
    expect(codes((await admin.post(path, { records })).json as Result[])).toEqual(['ok', 'ok', 'ok', 'REQUIRED_FIELD_MISSING']);
    expect(codes((await admin.post(path, { allOrNone: true, records })).json as Result[])).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING'
    ]);
    expect(await count()).toBe(2);
  });

  it('are refused when the object changes more than ten times', async () => {
    const records = Array.from({ length: 11 }, (_, index) => (index % 2 ? lead('A') : { attributes: { type: 'Account' }, Name: 'B' }));
    expect((await admin.post(path, { records })).text).toContain('more than 10 chunks');
    expect(await count()).toBe(0);
  });
});

it('updates, deletes and reads many', async () => {
  const ids = ((await admin.post(path, { records: [lead('A'), lead('B')] })).json as Result[]).map((result) => result.id ?? '');
  const update = await admin.patch(path, { records: [lead('A2', { id: ids[0] }), lead('B2', { Id: ids[1] }), lead('C')] });
  expect(codes(update.json as Result[])).toEqual(['ok', 'ok', 'MISSING_ARGUMENT']);
  const missing = '00Q0000000ZZZZZEA5';
  const expected = [expect.objectContaining({ Id: ids[1], Name: 'B2' }), null, expect.objectContaining({ Name: 'A2' })];
  expect((await admin.post(`${path}/Lead`, { ids: [ids[1], missing, ids[0]], fields: ['Name'] })).json).toEqual(expected);
  expect((await admin.get(`${path}/Lead?ids=${ids[1]},${missing},${ids[0]}&fields=Name`)).json).toEqual(expected);
  const removed = (await admin.delete(`${path}?ids=${ids[0]},nonsense,${missing}`)).json as Result[];
  expect(codes(removed).slice(0, 2)).toEqual(['ok', 'MALFORMED_ID']);
  expect(removed[2]?.success).toBe(false);
  expect(codes((await admin.delete(`${path}?ids=${ids[1]},${missing}&allOrNone=true`)).json as Result[])[0]).toBe(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK'
  );
  expect(await count()).toBe(1);
});

it('upserts by an external id', async () => {
  const records = (company: string): unknown => ({ records: ['X', 'Y'].map((key) => lead(key, { Ext__c: key, Company: company })) });
  const first = (await admin.patch(`${path}/Lead/Ext__c`, records('Acme'))).json as Result[];
  const second = (await admin.patch(`${path}/Lead/Ext__c`, records('Beta'))).json as Result[];
  expect(first.map((result) => result.created)).toEqual([true, true]);
  expect(second).toEqual(first.map((result) => ({ ...result, created: false })));
  expect(await count("WHERE Company = 'Beta'")).toBe(2);
  expect((await admin.patch(`${path}/Lead/Company`, records('Acme'))).status).toBe(404);
});

it.each([
  [{ records: Array.from({ length: 201 }, () => lead('A')) }, 'cannot submit more than 200 records'],
  [{ records: [{ LastName: 'A' }] }, 'Cannot deserialize instance of object from VALUE_NULL'],
  [{ records: [{ attributes: { type: 'Nope' } }] }, "sObject type 'Nope' is not supported."],
  [{ records: [lead('A', { Nope__c: 1 })] }, "No such column 'Nope__c' on sobject of type Lead"],
  [{ records: [lead('A'), lead('B', { Points__c: 'x' })] }, 'Cannot deserialize instance of double from VALUE_STRING value x'],
  [{ records: {} }, 'Cannot deserialize instance of list from START_OBJECT'],
  [{ record: [] }, 'Unrecognized field "record"'],
  [{ allOrNone: 'yes', records: [] }, 'Cannot deserialize instance of boolean']
])('refuses a malformed request whole: %j', async (body, message) => {
  const reply = await admin.post(path, body);
  expect(reply.status).toBe(400);
  expect((reply.json as { message: string }[])[0]?.message).toContain(message);
  expect(await count()).toBe(0);
});

describe('trees', () => {
  const tree = `${VERSION}/composite/tree/Account`;
  const account = (children: unknown[]): unknown => ({
    records: [{ attributes: { type: 'Account', referenceId: 'a' }, Name: 'Acme', Contacts: { records: children } }]
  });
  const contact = (referenceId: string, fields: Record<string, unknown>): unknown => ({
    attributes: { type: 'Contact', referenceId },
    ...fields
  });

  it('write parents with their children', async () => {
    const reply = await admin.post(tree, account([contact('b', { LastName: 'Doe' }), contact('c', { LastName: 'Roe' })]));
    expect([reply.status, reply.json]).toEqual([
      201,
      { hasErrors: false, results: ['a', 'b', 'c'].map((referenceId) => ({ referenceId, id: expect.stringMatching(/^00[13]/) })) }
    ]);
    expect(await admin.records('SELECT LastName, Account.Name FROM Contact')).toMatchObject([
      { LastName: 'Doe', Account: { Name: 'Acme' } },
      { LastName: 'Roe', Account: { Name: 'Acme' } }
    ]);
  });

  it('write nothing when a child is refused', async () => {
    const reply = await admin.post(tree, account([contact('b', { LastName: 'Doe' }), contact('c', { FirstName: 'only' })]));
    expect([reply.status, reply.json]).toEqual([
      400,
      { hasErrors: true, results: [{ referenceId: 'c', errors: [expect.objectContaining({ statusCode: 'REQUIRED_FIELD_MISSING' })] }] }
    ]);
    expect(await admin.records('SELECT Id FROM Account')).toEqual([]);
  });

  it.each([
    [account([contact('a', { LastName: 'Doe' })]), 'Duplicate ReferenceId'],
    [account([{ LastName: 'Doe' }]), 'Cannot deserialize instance of object'],
    [account([{ attributes: { type: 'Lead', referenceId: 'b' } }]), 'must be of type Contact'],
    [
      { records: Array.from({ length: 201 }, (_, index) => ({ attributes: { type: 'Account', referenceId: `r${index}` }, Name: 'A' })) },
      'more than 200 records'
    ]
  ])('are refused when malformed: %#', async (body, message) => {
    const reply = await admin.post(tree, body);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(message);
    expect(await admin.records('SELECT Id FROM Account')).toEqual([]);
  });
});
