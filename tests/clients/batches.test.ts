import { VERSION } from '../../local-org/api/testing';
import { itRefuses, ServedOrg } from '../support/served-org';

const SOBJECTS = `${VERSION}/sobjects`;
const CSV = { 'content-type': 'text/csv' };

let served: ServedOrg;
let leadId: string;

beforeAll(async () => {
  served = await ServedOrg.start();
  leadId = await served.admin.create('Lead', { LastName: 'Known', Company: 'Acme' });
});
afterAll(() => served.stop());

const get = (path: string) => () => served.admin.get(VERSION + path);
const leads = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({
    attributes: { type: 'Lead', referenceId: `r${index}` },
    LastName: `L${index}`,
    Company: 'Many'
  }));

describe('batches', () => {
  const requests = (count: number, one: (index: number) => unknown): unknown[] => Array.from({ length: count }, (_, index) => one(index));
  const limits = (index: number): unknown => ({ method: 'GET', url: `${VERSION}/limits`, referenceId: `r${index}` });

  itRefuses([
    [
      '201 records in a collection',
      () => served.admin.post(`${VERSION}/composite/sobjects`, { records: leads(201) }),
      400,
      'EXCEEDED_ID_LIMIT',
      '200'
    ],
    [
      '201 records to update',
      () => served.admin.patch(`${VERSION}/composite/sobjects`, { records: leads(201) }),
      400,
      'EXCEEDED_ID_LIMIT',
      '200'
    ],
    [
      '201 records to delete',
      () => served.admin.delete(`${VERSION}/composite/sobjects?ids=${Array(201).fill(leadId).join(',')}`),
      400,
      'EXCEEDED_ID_LIMIT',
      '200'
    ],
    [
      '2001 records to read',
      () => served.admin.post(`${VERSION}/composite/sobjects/Lead`, { ids: Array(2001).fill(leadId), fields: ['Id'] }),
      400,
      'EXCEEDED_ID_LIMIT',
      '2000'
    ],
    [
      '201 records in a tree',
      () => served.admin.post(`${VERSION}/composite/tree/Lead`, { records: leads(201) }),
      400,
      'LIMIT_EXCEEDED',
      '200'
    ],
    [
      '26 composite requests',
      () => served.admin.post(`${VERSION}/composite`, { compositeRequest: requests(26, limits) }),
      400,
      'LIMIT_EXCEEDED',
      '25'
    ],
    [
      '26 requests in a batch',
      () =>
        served.admin.post(`${VERSION}/composite/batch`, { batchRequests: requests(26, () => ({ method: 'GET', url: 'v68.0/limits' })) }),
      400,
      'LIMIT_EXCEEDED',
      '25'
    ],
    [
      'a composite request to elsewhere',
      () =>
        served.admin.post(`${VERSION}/composite`, {
          compositeRequest: [{ method: 'GET', url: 'http://evil.example/services/data/v68.0', referenceId: 'a' }]
        }),
      400,
      'INVALID_OPERATION',
      'must begin with'
    ],
    [
      'a composite request in another',
      () =>
        served.admin.post(`${VERSION}/composite`, {
          compositeRequest: [{ method: 'POST', url: `${VERSION}/%63omposite`, referenceId: 'a', body: {} }]
        }),
      400,
      'NOT_SUPPORTED',
      'cannot be part of a composite request'
    ],
    [
      'records without a type',
      () => served.admin.post(`${VERSION}/composite/sobjects`, { records: [{ LastName: 'x' }] }),
      400,
      'JSON_PARSER_ERROR',
      'instance of object'
    ]
  ]);

  it('write nothing of what is too much', async () => {
    expect(await served.admin.records("SELECT Id FROM Lead WHERE Company = 'Many'")).toEqual([]);
  });

  it('reach nothing but the API from inside a composite request, not through references either', async () => {
    const holder = await served.admin.create('Lead', { LastName: 'composite', Company: 'jobs' });
    const reply = await served.admin.post(`${VERSION}/composite`, {
      compositeRequest: [
        { method: 'GET', url: `${SOBJECTS}/Lead/${holder}?fields=LastName,Company`, referenceId: 'holder' },
        { method: 'POST', url: `${VERSION}/@{holder.LastName}`, referenceId: 'nested', body: { compositeRequest: [] } },
        { method: 'GET', url: `${VERSION}/@{holder.Company}/ingest`, referenceId: 'jobs' },
        { method: 'POST', url: '/services/data/v68.0/../../../_org/reset', referenceId: 'door', body: {} },
        { method: 'GET', url: `${SOBJECTS}/Lead/@{holder.__proto__.x}`, referenceId: 'proto' }
      ]
    });
    const { compositeResponse } = reply.json as { compositeResponse: { httpStatusCode: number; body: { errorCode: string }[] }[] };
    expect(compositeResponse.slice(1).map(({ httpStatusCode, body }) => [httpStatusCode, body[0]?.errorCode])).toEqual([
      [400, 'NOT_SUPPORTED'],
      [400, 'NOT_SUPPORTED'],
      [404, 'NOT_FOUND'],
      [400, 'PROCESSING_HALTED']
    ]);
  });
});

describe('bulk jobs', () => {
  const job = async (csv: string | null, request: object = { object: 'Lead', operation: 'insert' }): Promise<Record<string, unknown>> => {
    const { id } = (await served.admin.post(`${VERSION}/jobs/ingest`, request)).json as { id: string };
    const path = `${VERSION}/jobs/ingest/${id}`;
    if (csv !== null) await served.admin.send('PUT', `${path}/batches`, csv, CSV);
    const closed = await served.admin.patch(path, { state: 'UploadComplete' });
    if (closed.status !== 200) return { refused: closed.text };
    for (;;) {
      const state = (await served.admin.get(path)).json as Record<string, unknown>;
      if (state['state'] === 'Failed' || state['state'] === 'JobComplete')
        return { ...state, rows: (await served.admin.get(`${path}/failedResults`)).text };
    }
  };

  it.each([
    ['without a header', '', 'no header row'],
    ['with a column that no field has', 'LastName,Nope\na,b\n', 'Field name not found : Nope'],
    ['with a column twice', 'LastName,LastName\na,b\n', 'Duplicate column : LastName'],
    ['with a row that is too short', 'LastName,Company\na,b\nc\n', 'on line 3'],
    ['with a quote that does not end', 'LastName,Company\n"a,b\n', 'Quote Not Closed'],
    ['with other line endings than announced', 'LastName,Company\r\na,b\r\n', 'LineEnding is invalid']
  ])('fail before their first row for CSV %s', async (_what, csv, message) => {
    const before = await served.admin.records('SELECT COUNT(Id) leads FROM Lead');
    expect(await job(csv)).toMatchObject({
      state: 'Failed',
      numberRecordsProcessed: 0,
      errorMessage: expect.stringContaining(message)
    });
    expect(await served.admin.records('SELECT COUNT(Id) leads FROM Lead')).toEqual(before);
  });

  it('tell of each row that fails, and save the others', async () => {
    const rows = ['a,b,many', 'c,d,5', ',e,5', `${'x'.repeat(90)},f,5`];
    const done = await job(`LastName,Company,NumberOfEmployees\n${rows.join('\n')}\n`);
    expect(done).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 4, numberRecordsFailed: 3 });
    for (const code of ['INVALID_TYPE_ON_FIELD_IN_RECORD', 'REQUIRED_FIELD_MISSING', 'STRING_TOO_LONG'])
      expect(done['rows']).toContain(code);
  });

  it('cannot be closed without data, nor take what is no CSV, nor too much of it', async () => {
    expect((await job(null))['refused']).toContain('No data has been uploaded');
    const { id } = (await served.admin.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'insert' })).json as { id: string };
    const upload = `${VERSION}/jobs/ingest/${id}/batches`;
    expect((await served.admin.send('PUT', upload, '{}')).status).toBe(415);
    const tooMuch = await served.admin.send('PUT', upload, `LastName,Company\n${'x'.repeat(151 * 1024 * 1024)}`, CSV);
    expect([tooMuch.status, tooMuch.text]).toEqual([413, expect.stringContaining('LIMIT_EXCEEDED')]);
    expect((await served.admin.get(`${VERSION}/jobs/ingest/${id}`)).json).toMatchObject({ state: 'Open' });
  });

  itRefuses([
    [
      'an unknown operation',
      () => served.admin.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'explode' }),
      400,
      'INVALIDJOB',
      'explode'
    ],
    [
      'an upsert without an external id',
      () => served.admin.post(`${VERSION}/jobs/ingest`, { object: 'Lead', operation: 'upsert' }),
      400,
      'INVALIDJOB',
      'External ID'
    ],
    [
      'an unknown object',
      () => served.admin.post(`${VERSION}/jobs/ingest`, { object: 'Leed', operation: 'insert' }),
      400,
      'INVALIDJOB',
      'Leed'
    ],
    [
      'a query that cannot run',
      () => served.admin.post(`${VERSION}/jobs/query`, { operation: 'query', query: 'SELECT Nope FROM Lead' }),
      400,
      'INVALID_FIELD',
      'Row:1:Column:8'
    ],
    ['an unknown job', get('/jobs/ingest/750000000000zzz'), 404, 'NOT_FOUND', 'does not exist']
  ]);
});
