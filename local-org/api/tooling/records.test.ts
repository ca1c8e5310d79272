import { TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

interface Row {
  readonly Id: string;
  readonly attributes: { readonly url: string };
}

const tooling = `${VERSION}/tooling`;
const query = async (soql: string): Promise<readonly Row[]> =>
  ((await admin.get(`${tooling}/query?q=${encodeURIComponent(soql)}`)).json as { readonly records: readonly Row[] }).records;

describe('records of the Tooling API', () => {
  it('have URLs that return the record, and so do their parents', async () => {
    const [row] = await query('SELECT Id, Name, CreatedBy.Name FROM ApexClass LIMIT 1');
    expect(row?.attributes.url).toBe(`${tooling}/sobjects/ApexClass/${row?.Id ?? ''}`);
    expect(row).toMatchObject({ CreatedBy: { attributes: { url: expect.stringMatching(/\/tooling\/sobjects\/User\/005\w{15}$/) } } });
    const read = await admin.get(row?.attributes.url ?? '');
    expect([read.status, read.json]).toEqual([200, expect.objectContaining({ Id: row?.Id, Body: expect.stringContaining('class') })]);
  });

  it('are read by id with the requested fields', async () => {
    await admin.post(`${tooling}/runTestsAsynchronous`, { testLevel: 'RunLocalTests', skipCodeCoverage: false });
    for (const object of ['ApexClass', 'ApexTestResult', 'ApexTestRunResult', 'ApexCodeCoverageAggregate', 'PermissionSet', 'User']) {
      const [row] = await query(`SELECT Id FROM ${object} LIMIT 1`);
      const path = `${tooling}/sobjects/${object}/${row?.Id ?? ''}`;
      expect([object, (await admin.get(path)).status]).toEqual([object, 200]);
      expect((await admin.get(`${path}?fields=id`)).json).toEqual({ attributes: { type: object, url: path }, Id: row?.Id });
    }
    const [coverage] = await query('SELECT Id FROM ApexCodeCoverageAggregate LIMIT 1');
    const read = await admin.get(`${tooling}/sobjects/ApexCodeCoverageAggregate/${coverage?.Id ?? ''}`);
    expect(read.json).toMatchObject({ Coverage: { coveredLines: expect.any(Array) } });
  });

  it('are refused when the id or a field does not exist', async () => {
    const codes = async (path: string, client = admin): Promise<unknown> => {
      const { status, json } = await client.get(`${tooling}/sobjects/${path}`);
      return [status, (json as readonly { readonly errorCode: string }[])[0]?.errorCode];
    };
    expect(await codes('ApexClass/01p000000000999AAA')).toEqual([404, 'NOT_FOUND']);
    expect(await codes('ApexClass/nonsense')).toEqual([404, 'NOT_FOUND']);
    expect(await codes('Account/001000000000001AAA')).toEqual([404, 'NOT_FOUND']);
    const [row] = await query('SELECT Id FROM ApexClass LIMIT 1');
    expect(await codes(`ApexClass/${row?.Id ?? ''}?fields=Id%20FROM%20User`)).toEqual([400, 'INVALID_FIELD']);
    expect((await admin.patch(`${tooling}/sobjects/ApexClass/${row?.Id ?? ''}`, {})).json).toMatchObject([{ errorCode: 'NOT_SUPPORTED' }]);
    expect((await admin.post(`${tooling}/sobjects/TraceFlag`, {})).json).toMatchObject([{ errorCode: 'NOT_SUPPORTED' }]);
  });

  it.each([
    ['ApexLog', 'Application, DurationMilliseconds, Location, LogLength, LogUser.Name, Operation, Request, StartTime, Status'],
    ['DebugLevel', 'DeveloperName, ApexCode, Workflow'],
    ['TraceFlag', 'DebugLevel.DeveloperName, ExpirationDate, LogType, TracedEntityId'],
    ['ApexTestSuite', 'TestSuiteName'],
    ['TestSuiteMembership', 'ApexClassId, ApexTestSuite.TestSuiteName']
  ])('of %s there are none', async (object, fields) => {
    expect(await query(`SELECT Id, ${fields} FROM ${object}`)).toEqual([]);
    expect((await admin.get(`${tooling}/sobjects/${object}`)).json).toMatchObject({ objectDescribe: { name: object }, recentItems: [] });
  });
});
