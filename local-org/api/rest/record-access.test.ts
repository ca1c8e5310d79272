import { TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let rep: TestClient;
let rep2: TestClient;
let admin: TestClient;
const ids = { mine: '', shared: '', hidden: '', rep: '', rep2: '' };

beforeAll(async () => {
  api = await TestApi.start();
  [admin, rep, rep2] = [api.as('admin@example.com'), api.as('rep@example.com'), api.as('rep2@example.com')];
  [ids.rep, ids.rep2] = [api.org.user('rep@example.com').id, api.org.user('rep2@example.com').id];
  ids.mine = await rep.create('Gadget__c', { Name: 'Mine' });
  ids.shared = await rep2.create('Gadget__c', { Name: 'Shared' });
  ids.hidden = await rep2.create('Gadget__c', { Name: 'Hidden' });
  await rep2.create('Gadget__Share', { ParentId: ids.shared, UserOrGroupId: ids.rep, AccessLevel: 'Read' });
});
afterAll(() => api.stop());

const LEVELS = 'RecordId, HasReadAccess, HasEditAccess, HasDeleteAccess, HasTransferAccess, HasAllAccess, MaxAccessLevel';
const query = (client: TestClient, soql: string) => client.get(`${VERSION}/query?q=${encodeURIComponent(soql)}`);
const list = (...recordIds: string[]): string => recordIds.map((id) => `'${id}'`).join(', ');

async function access(client: TestClient, userId: string, ...recordIds: string[]): Promise<Record<string, unknown>> {
  const where = `UserId = '${userId}' AND RecordId IN (${list(...recordIds)})`;
  const rows = await client.records(`SELECT ${LEVELS} FROM UserRecordAccess WHERE ${where} ORDER BY RecordId`);
  return Object.fromEntries(
    rows.map((row) => [
      row['RecordId'],
      [row['MaxAccessLevel'], ...['Read', 'Edit', 'Delete', 'Transfer', 'All'].filter((right) => row[`Has${right}Access`] === true)]
    ])
  );
}

describe('UserRecordAccess', () => {
  it('returns a user’s access to records that the caller can read', async () => {
    const all = [ids.mine, ids.shared, ids.hidden];
    expect(await access(rep, ids.rep, ...all)).toEqual({
      [ids.mine]: ['All', 'Read', 'Edit', 'Delete', 'Transfer', 'All'],
      [ids.shared]: ['Read', 'Read']
    });
    expect(await access(admin, ids.rep, ...all)).toMatchObject({ [ids.shared]: ['Read', 'Read'], [ids.hidden]: ['None'] });
    expect(await access(rep, ids.rep2, ...all)).toEqual({
      [ids.mine]: ['None'],
      [ids.shared]: ['All', 'Read', 'Edit', 'Delete', 'Transfer', 'All']
    });
  });

  it('accepts ids of 15 characters, and leaves out records that do not exist', async () => {
    expect(await access(rep, ids.rep.slice(0, 15), ids.mine.slice(0, 15), `${ids.mine.slice(0, 12)}zzz`)).toEqual({
      [ids.mine]: ['All', 'Read', 'Edit', 'Delete', 'Transfer', 'All']
    });
    expect(await access(rep, '005000000000zzz', ids.mine)).toEqual({});
  });

  it('filters by one kind of access', async () => {
    const editable = `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${ids.rep}' AND RecordId IN (${list(ids.mine, ids.shared)}) AND HasEditAccess = true`;
    expect((await rep.records(editable)).map((row) => row['RecordId'])).toEqual([ids.mine]);
  });

  it('works in Apex, with bind variables', () => {
    const source = `Set<Id> records = new Set<Id>{ '${ids.mine}', '${ids.shared}', '${ids.hidden}' };
      for (UserRecordAccess each : [SELECT RecordId, HasEditAccess FROM UserRecordAccess WHERE UserId = :UserInfo.getUserId() AND RecordId IN :records WITH USER_MODE]) {
        System.debug(each.RecordId + ' ' + each.HasEditAccess);
      }`;
    const run = api.org.transact(api.org.user('rep@example.com'), (tx) => api.org.apex.executeAnonymous(tx, source));
    expect(run.exceptionMessage ?? run.compileProblem).toBeNull();
    expect([...run.log.matchAll(/DEBUG\|(a.*)/g)].map((match) => match[1]).sort()).toEqual(
      [`${ids.mine} true`, `${ids.shared} false`].sort()
    );
  });

  it.each([
    ['SELECT RecordId FROM UserRecordAccess', 'filter by one UserId and by RecordId'],
    ["SELECT RecordId FROM UserRecordAccess WHERE RecordId = 'x'", 'filter by one UserId and by RecordId'],
    ["SELECT RecordId FROM UserRecordAccess WHERE UserId = 'x' OR RecordId = 'x'", 'filter by one UserId and by RecordId'],
    ["SELECT HasReadAccess FROM UserRecordAccess WHERE UserId = 'x' AND RecordId = 'x'", 'select RecordId'],
    [
      "SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = 'x' AND RecordId = 'x' AND HasEditAccess = true",
      'select RecordId only'
    ],
    [
      "SELECT RecordId FROM UserRecordAccess WHERE UserId = 'x' AND RecordId = 'x' AND HasEditAccess = true AND HasReadAccess = true",
      'one field of access at most'
    ]
  ])('refuses %s', async (soql, why) => {
    const reply = await query(rep, soql.replaceAll("'x'", `'${ids.rep}'`));
    expect([reply.status, reply.json]).toEqual([400, [{ errorCode: 'MALFORMED_QUERY', message: expect.stringContaining(why) }]]);
  });

  it('refuses more than 200 records, and semi joins', async () => {
    const many = Array.from({ length: 201 }, (_value, index) => `${ids.mine.slice(0, 12)}${String(index).padStart(3, '0')}`);
    const where = `UserId = '${ids.rep}' AND RecordId IN (${list(...many)})`;
    expect((await query(rep, `SELECT RecordId FROM UserRecordAccess WHERE ${where}`)).text).toContain('200 records at most');
    const inner = `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${ids.rep}' AND RecordId = '${ids.mine}'`;
    expect((await query(rep, `SELECT Id FROM Gadget__c WHERE Id IN (${inner})`)).text).toContain('UserRecordAccess in a semi join');
  });
});
