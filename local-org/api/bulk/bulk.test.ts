import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApi, TestClient, VERSION, openTestOrg, type TestReply } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeEach(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterEach(() => api.stop());

const ingest = `${VERSION}/jobs/ingest`;

async function newJob(client: TestClient, body: Record<string, unknown>): Promise<string> {
  const reply = await client.post(ingest, body);
  expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('"state":"Open"')]);
  return `${ingest}/${(reply.json as { id: string }).id}`;
}
const upload = (job: string, csv: string): Promise<TestReply> => admin.send('PUT', `${job}/batches`, csv, { 'content-type': 'text/csv' });

/** Uploads, closes and waits. @returns path of the job, and its results */
async function run(body: Record<string, unknown>, csv: string): Promise<{ job: string; outcome: Record<string, unknown> }> {
  const job = await newJob(admin, body);
  expect((await upload(job, csv)).status).toBe(201);
  expect((await admin.patch(job, { state: 'UploadComplete' })).json).toMatchObject({ state: 'UploadComplete' });
  return { job, outcome: await api.settle(admin, job) };
}
const text = async (path: string): Promise<string> => (await admin.get(path)).text;
const insert = { object: 'Lead', operation: 'insert' };

describe('ingest', () => {
  it('inserts rows and returns a result for each', async () => {
    const { job, outcome } = await run(insert, 'LastName,Company,Points__c\nDoe,"Acme, Inc.",1.5\nRoe,Forbidden,2\nPoe,Acme,many\n');
    expect(outcome).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 3, numberRecordsFailed: 2, jobType: 'V2Ingest' });
    const [{ Id: id } = {}] = await admin.records('SELECT Id, Company, Points__c FROM Lead');
    expect(await text(`${job}/successfulResults`)).toBe(
      `"sf__Id","sf__Created","LastName","Company","Points__c"\n"${id}","true","Doe","Acme, Inc.","1.5"\n`
    );
    expect(await text(`${job}/failedResults`)).toBe(
      '"sf__Id","sf__Error","LastName","Company","Points__c"\n' +
        '"","FIELD_CUSTOM_VALIDATION_EXCEPTION:This company is forbidden.:Company --","Roe","Forbidden","2"\n' +
        '"","INVALID_TYPE_ON_FIELD_IN_RECORD:value not of required type: many:Points__c --","Poe","Acme","many"\n'
    );
    expect(await text(`${job}/unprocessedrecords`)).toBe('"LastName","Company","Points__c"\n');
  });

  it('upserts, leaves empty cells alone and empties #N/A', async () => {
    const upsert = { object: 'Lead', operation: 'upsert', externalIdFieldName: 'Ext__c' };
    const header = 'Ext__c,LastName,Company,Points__c,Vip__c,Birthday__c,Seen_At__c\n';
    const first = await run(upsert, `${header}A,Doe,Acme,5,yes,2000-01-02,2026-01-01T00:00:00Z\n`);
    const second = await run(upsert, `${header}A,,,#N/A,0,,\nB,Roe,Acme,,,,\n`);
    expect([first.outcome['numberRecordsFailed'], second.outcome['numberRecordsFailed']]).toEqual([0, 0]);
    expect((await text(`${second.job}/successfulResults`)).split('\n').map((line) => line.split(',')[1])).toEqual([
      '"sf__Created"',
      '"false"',
      '"true"',
      undefined
    ]);
    expect(await admin.records('SELECT Ext__c, LastName, Points__c, Vip__c, Birthday__c FROM Lead ORDER BY Ext__c')).toMatchObject([
      { Ext__c: 'A', LastName: 'Doe', Points__c: null, Vip__c: false, Birthday__c: '2000-01-02' },
      { Ext__c: 'B', LastName: 'Roe', Points__c: null, Vip__c: false, Birthday__c: null }
    ]);
  });

  it('accepts other delimiters and line endings, and parents by external id', async () => {
    await run(insert, 'LastName,Company,Ext__c\nDoe,Acme,A\n');
    const job = { object: 'Gadget__c', operation: 'insert', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' };
    const { outcome } = await run(job, '\ufeffName;Lead__r.Ext__c\r\nWidget;A\r\n"Mul\nti";A\r\n');
    expect(outcome).toMatchObject({ numberRecordsProcessed: 2, numberRecordsFailed: 0 });
    expect(await admin.records('SELECT Lead__r.LastName FROM Gadget__c')).toMatchObject([
      { Lead__r: { LastName: 'Doe' } },
      { Lead__r: { LastName: 'Doe' } }
    ]);
  });

  it('updates and deletes', async () => {
    const ids = [
      await admin.create('Lead', { LastName: 'A', Company: 'Acme' }),
      await admin.create('Lead', { LastName: 'B', Company: 'Acme' })
    ];
    await run({ object: 'Lead', operation: 'update' }, `Id,Company\n${ids[0]},Beta\n`);
    expect(await admin.records("SELECT Id FROM Lead WHERE Company = 'Beta'")).toMatchObject([{ Id: ids[0] }]);
    await run({ object: 'Lead', operation: 'delete' }, `Id\n${ids[0]}\n`);
    await run({ object: 'Lead', operation: 'hardDelete' }, `Id\n${ids[1]}\n`);
    const all = await admin.get(`${VERSION}/queryAll?q=SELECT+Id+FROM+Lead`);
    expect(all.json).toMatchObject({ totalSize: 1, records: [{ Id: ids[0] }] });
  });

  it('processes thousands of rows, 200 in each transaction', async () => {
    const rows = Array.from({ length: 1050 }, (_, index) => `L${index},${index % 100 === 0 ? 'Forbidden' : 'Acme'}\n`);
    const { outcome } = await run(insert, `LastName,Company\n${rows.join('')}`);
    expect(outcome).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1050, numberRecordsFailed: 11 });
    expect((await admin.query('SELECT COUNT() FROM Lead')).json).toMatchObject({ totalSize: 1039 });
  });

  it.each([
    ['LastName,Nope__c\nA,1\n', 'Field name not found : Nope__c'],
    ['LastName,LastName\nA,1\n', 'Duplicate column'],
    ['LastName,Owner.Name\nA,1\n', 'Field name not found : Owner.Name'],
    ['Id,LastName\n00Q000000000001,A\n', 'Field name not found : Id'],
    ['LastName,Company\nA,Acme\nB\n', 'ClientInputError'],
    ['LastName,Company\nA,"Acme\n', 'ClientInputError'],
    ['LastName,Company\r\nA,Acme\r\n', 'LineEnding is invalid'],
    ['', 'no header row']
  ])('fails a job whole whose data cannot be read: %j', async (csv, message) => {
    const { job, outcome } = await run(insert, csv);
    expect(outcome).toMatchObject({ state: 'Failed', numberRecordsProcessed: 0, errorMessage: expect.stringContaining(message) });
    expect(await admin.records('SELECT Id FROM Lead')).toEqual([]);
    expect((await text(`${job}/unprocessedrecords`)).replaceAll('"', '')).toContain(csv.split('\n')[1]?.split(',')[0] ?? '');
  });

  it.each([
    [{ object: 'Nope', operation: 'insert' }, 'is not a supported object'],
    [{ object: 'Lead', operation: 'merge' }, 'operation must be one of'],
    [{ object: 'Lead' }, 'operation is missing'],
    [{ object: 'Lead', operation: 'upsert' }, 'does not match an External ID'],
    [{ object: 'Lead', operation: 'upsert', externalIdFieldName: 'Company' }, 'does not match an External ID'],
    [{ ...insert, contentType: 'XML' }, 'contentType must be one of CSV'],
    [{ ...insert, columnDelimiter: ',' }, 'columnDelimiter must be one of'],
    [{ ...insert, assignmentRuleId: '01Q000000000001' }, 'does not support assignment rules']
  ])('refuses a job that cannot work: %j', async (body, message) => {
    const reply = await admin.post(ingest, body);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(message);
  });

  it('refuses only the row that has a wrong cell', async () => {
    const header = 'Ext__c,LastName,Company,Points__c,Vip__c,Birthday__c,Seen_At__c';
    const wrong = [
      'W1,A\0B,Acme,,,,',
      'W\u00002,Doe,Acme,,,,',
      `W3,${'x'.repeat(81)},Acme,,,,`,
      'W4,Doe,Acme,1e999,,,',
      'W5,Doe,Acme,0x10,,,',
      'W6,Doe,Acme,,perhaps,,',
      'W7,Doe,Acme,,,2026-02-30,',
      'W8,Doe,Acme,,,0000-00-00,',
      'W9,Doe,Acme,,,,2026-01-01T24:00:00Z',
      'W10,Doe,Acme,,,,9999-12-31T00:00:00Z'
    ];
    const good = ['G1', 'g1', 'G2'].map((key) => `${key},Doe,Acme,1,true,2026-02-28,2026-01-01T23:00:00Z`);
    const csv = `${[header, ...wrong, ...good].join('\n')}\n`;
    const { job, outcome } = await run({ object: 'Lead', operation: 'upsert', externalIdFieldName: 'Ext__c' }, csv);
    expect(outcome).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 13, numberRecordsFailed: expect.any(Number) });
    const refused = (await text(`${job}/failedResults`))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('","')[2]);
    expect(refused.filter((key) => key?.startsWith('W'))).toHaveLength(10);
    expect(await admin.records("SELECT Ext__c FROM Lead WHERE Ext__c LIKE 'G%' OR Ext__c LIKE 'W%' ORDER BY Ext__c")).toMatchObject([
      { Ext__c: 'G2' }
    ]);
  });

  it('finds records by 18-character ids that lost their capital letters', async () => {
    const [first, second] = [
      await admin.create('Lead', { LastName: 'A', Company: 'Acme' }),
      await admin.create('Lead', { LastName: 'B', Company: 'Acme' })
    ];
    const ids = [first.toUpperCase(), second.toLowerCase(), `${first.slice(0, 14)}!`, '00Q'];
    const { outcome, job } = await run(
      { object: 'Lead', operation: 'update' },
      `Id,Company\n${ids.map((each) => `${each},Beta\n`).join('')}`
    );
    expect(outcome).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 4 });
    const failed = (await text(`${job}/failedResults`)).trim().split('\n').slice(1);
    expect(failed.map((line) => line.split('"')[5])).toEqual(ids.slice(2));
    expect(outcome['numberRecordsFailed']).toBe(2);
  });

  it('refuses state changes out of order', async () => {
    const job = await newJob(admin, insert);
    expect((await admin.patch(job, { state: 'UploadComplete' })).text).toContain('No data has been uploaded');
    expect((await admin.get(`${job}/successfulResults`)).text).toContain('are not ready');
    expect((await admin.send('PUT', `${job}/batches`, 'x', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await upload(job, 'LastName,Company\nDoe,Acme\n')).status).toBe(201);
    expect((await upload(job, 'LastName\nDoe\n')).text).toContain('has been uploaded for this job already');
    expect((await admin.patch(job, { state: 'JobComplete' })).status).toBe(400);
    expect((await admin.patch(job, { state: 'Aborted' })).json).toMatchObject({ state: 'Aborted' });
    expect((await upload(job, 'x')).text).toContain('The job is Aborted');
    expect((await admin.get(ingest)).json).toMatchObject({ done: true, records: [{ state: 'Aborted' }] });
    expect((await admin.delete(job)).status).toBe(204);
    expect((await admin.get(job)).status).toBe(404);
  });

  it('shows a job to its creator and to users who can view all data', async () => {
    const rep = api.as('rep@example.com');
    const job = await newJob(rep, insert);
    expect((await api.as('rep2@example.com').get(job)).status).toBe(404);
    expect((await admin.get(job)).status).toBe(200);
    expect((await rep.post(ingest, { object: 'Lead', operation: 'hardDelete' })).text).toContain('FUNCTIONALITY_NOT_ENABLED');
  });
});

describe('a job whose server stops', () => {
  it('continues when the org is opened again, and processes no row twice', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bulk-'));
    const file = join(directory, 'org.db');
    const first = await TestApi.start({}, openTestOrg(file));
    const boss = first.as('admin@example.com');
    const job = await newJob(boss, insert);
    const csv = `LastName,Company\n${Array.from({ length: 2000 }, (_, index) => `L${index},Acme\n`).join('')}`;
    await boss.send('PUT', `${job}/batches`, csv, { 'content-type': 'text/csv' });
    await boss.patch(job, { state: 'UploadComplete' });
    for (let processed = 0; processed === 0;)
      processed = Number(((await boss.get(job)).json as Record<string, unknown>)['numberRecordsProcessed']);
    await first.stop();

    const second = await TestApi.start({}, openTestOrg(file));
    const again = second.as('admin@example.com');
    const before = (await again.get(job)).json as Record<string, unknown>;
    expect(before['state']).not.toBe('JobComplete');
    expect(await second.settle(again, job)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2000, numberRecordsFailed: 0 });
    expect((await again.query('SELECT COUNT_DISTINCT(Name) names, COUNT(Id) leads FROM Lead')).json).toMatchObject({
      records: [{ names: 2000, leads: 2000 }]
    });
    expect((await again.get(`${job}/successfulResults`)).text.trim().split('\n')).toHaveLength(2001);
    await second.stop();
    rmSync(directory, { recursive: true });
  });
});

describe('query jobs', () => {
  const jobs = `${VERSION}/jobs/query`;

  it('return their result in pages', async () => {
    await run(
      insert,
      `LastName,Company,Seen_At__c\n${Array.from({ length: 5 }, (_, index) => `L${index},Acme,2026-01-0${index + 1}T00:00:00Z\n`).join('')}`
    );
    const created = await admin.post(jobs, {
      operation: 'query',
      query: 'SELECT LastName, Owner.Name, Seen_At__c FROM Lead ORDER BY LastName'
    });
    const job = `${jobs}/${(created.json as { id: string }).id}`;
    expect(await api.settle(admin, job)).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 5,
      object: 'Lead',
      jobType: 'V2Query'
    });
    const pages: string[] = [];
    let locator = '';
    do {
      const page = await admin.get(`${job}/results?maxRecords=2${locator && `&locator=${locator}`}`);
      pages.push(page.text);
      locator = page.headers.get('sforce-locator') ?? '';
    } while (locator !== 'null');
    expect(pages).toHaveLength(3);
    expect(pages[2]).toBe('"LastName","Seen_At__c","Owner.Name"\n"L4","2026-01-05T00:00:00.000Z","Ada Admin"\n');
    expect((await admin.get(`${job}/results?locator=nonsense`)).text).toContain('INVALID_QUERY_LOCATOR');
    expect((await admin.get(`${job}/results?maxRecords=0`)).status).toBe(400);
  });

  it('refuse invalid queries immediately, and queries that Bulk API does not support', async () => {
    expect((await admin.post(jobs, { operation: 'query', query: 'SELECT Nope FROM Lead' })).text).toContain('INVALID_FIELD');
    for (const query of ['SELECT COUNT(Id) FROM Lead', 'SELECT Name, (SELECT Id FROM Contacts) FROM Account']) {
      const { id } = (await admin.post(jobs, { operation: 'query', query })).json as { id: string };
      expect(await api.settle(admin, `${jobs}/${id}`)).toMatchObject({
        state: 'Failed',
        errorMessage: expect.stringContaining('not supported in Bulk Query')
      });
    }
  });
});

describe('Bulk API 1.0', () => {
  const job = '/services/async/60.0/job';
  const create = (session: string, type: string): Promise<TestReply> =>
    new TestClient(api.url, '').send('POST', job, '<jobInfo/>', { 'content-type': type, 'x-sfdc-session': session, authorization: '' });

  it('is refused as not supported for a valid session, in its own error format', async () => {
    const xml = await create(admin.token, 'application/xml');
    expect([xml.status, xml.text]).toEqual([400, expect.stringContaining('<exceptionCode>NotSupported</exceptionCode>')]);
    expect(xml.text).toContain('Bulk API 2.0 is at /services/data/vXX.0/jobs');
    const json = await create(admin.token, 'application/json');
    expect(json.json).toEqual({ exceptionCode: 'NotSupported', exceptionMessage: expect.stringContaining('Bulk API 1.0') });
    expect((await admin.get(job)).status).toBe(400);
  });

  it('checks the session first', async () => {
    const reply = await create('unknown', 'application/xml');
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining('<exceptionCode>InvalidSessionId</exceptionCode>')]);
  });
});
