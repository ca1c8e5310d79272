import { TestApi, VERSION, type TestClient } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

interface Records {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly totalSize: number;
}

const tooling = `${VERSION}/tooling`;
const query = async (soql: string, client = admin): Promise<Records> =>
  (await client.get(`${tooling}/query?q=${encodeURIComponent(soql)}`)).json as Records;
const ask = async (body: unknown): Promise<string> => (await admin.post(`${tooling}/runTestsAsynchronous`, body)).json as string;

describe('asynchronous test runs', () => {
  it('are found by the id of their job', async () => {
    const job = await ask({ tests: [{ className: 'GadgetControllerTest' }], testLevel: 'RunSpecifiedTests', skipCodeCoverage: true });
    expect(job).toMatch(/^707\w{15}$/);
    const [run] = (
      await query(
        `SELECT AsyncApexJobId, Status, ClassesCompleted, ClassesEnqueued, MethodsEnqueued, StartTime, EndTime, TestTime, TestSetupTime, UserId FROM ApexTestRunResult WHERE AsyncApexJobId = '${job}'`
      )
    ).records;
    expect(run).toMatchObject({ Status: 'Completed', ClassesCompleted: 1, ClassesEnqueued: 1, MethodsEnqueued: 2 });
    const [item] = (await query(`SELECT Id, Status, ExtendedStatus, ApexClassId FROM ApexTestQueueItem WHERE ParentJobId = '${job}'`))
      .records;
    expect(item).toMatchObject({ Status: 'Completed', ExtendedStatus: '(1/2)' });
    const results = await query(
      `SELECT MethodName, Outcome, Message, IsTestSetup, ApexClass.Name, ApexClass.NamespacePrefix FROM ApexTestResult WHERE QueueItemId IN ('${String(item?.['Id'])}') ORDER BY MethodName`
    );
    expect(results.records).toEqual([
      expect.objectContaining({
        MethodName: 'createsAGadget',
        Outcome: 'Pass',
        Message: null,
        ApexClass: expect.objectContaining({ Name: 'GadgetControllerTest', NamespacePrefix: null })
      }),
      expect.objectContaining({ MethodName: 'fails', Outcome: 'Fail', Message: expect.stringContaining('one is not two') })
    ]);
    expect(await admin.records(`SELECT Status, JobType FROM AsyncApexJob WHERE Id = '${job}'`)).toEqual([
      expect.objectContaining({ Status: 'Completed', JobType: 'TestRequest' })
    ]);
  });

  it('store code coverage by test method, by class, and in total', async () => {
    await ask({ testLevel: 'RunLocalTests', skipCodeCoverage: false });
    const each = await query(
      'SELECT TestMethodName, ApexClassOrTrigger.Name, NumLinesCovered, NumLinesUncovered, Coverage FROM ApexCodeCoverage'
    );
    expect(each.records).toContainEqual(
      expect.objectContaining({
        TestMethodName: 'createsAGadget',
        ApexClassOrTrigger: expect.objectContaining({ Name: 'GadgetController' })
      })
    );
    const all = await query('SELECT ApexClassOrTrigger.Name, NumLinesCovered, NumLinesUncovered, Coverage FROM ApexCodeCoverageAggregate');
    for (const { NumLinesCovered, NumLinesUncovered, Coverage } of all.records) {
      const { coveredLines, uncoveredLines } = Coverage as { coveredLines: number[]; uncoveredLines: number[] };
      expect([coveredLines.length, uncoveredLines.length]).toEqual([NumLinesCovered, NumLinesUncovered]);
    }
    const sum = (name: string): number => all.records.reduce((total, record) => total + Number(record[name]), 0);
    const percent = Math.floor((sum('NumLinesCovered') / (sum('NumLinesCovered') + sum('NumLinesUncovered'))) * 100);
    expect((await query('SELECT PercentCovered FROM ApexOrgWideCoverage')).records).toMatchObject([{ PercentCovered: percent }]);
    expect(percent).toBeGreaterThan(0);
  });
});

it('shows objects about tests only in the Tooling API, to users with Author Apex', async () => {
  const core = await admin.get(`${VERSION}/query?q=${encodeURIComponent('SELECT Id FROM ApexTestResult')}`);
  expect([core.status, core.json]).toEqual([400, [expect.objectContaining({ errorCode: 'INVALID_TYPE' })]]);
  const rep = await api.as('rep@example.com').get(`${tooling}/query?q=${encodeURIComponent('SELECT Id FROM ApexTestResult')}`);
  expect(rep.status).toBe(403);
});

it('describes only objects that the org has', async () => {
  const { sobjects } = (await admin.get(`${tooling}/sobjects`)).json as { sobjects: { name: string }[] };
  expect(sobjects.map(({ name }) => name)).toEqual(expect.arrayContaining(['ApexClass', 'ApexTestResult', 'ApexOrgWideCoverage']));
  expect((await admin.get(`${tooling}/sobjects/ApexTestResult/describe`)).json).toMatchObject({
    name: 'ApexTestResult',
    createable: false
  });
  const missing = await admin.get(`${tooling}/sobjects/SourceMember/describe`);
  expect([missing.status, missing.json]).toEqual([404, [expect.objectContaining({ errorCode: 'NOT_FOUND' })]]);
  expect((await admin.post(`${tooling}/sobjects/TraceFlag`, {})).text).toContain('there are no debug logs');
});
