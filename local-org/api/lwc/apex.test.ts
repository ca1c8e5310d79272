import { TestApi, VERSION, type TestClient, type TestReply } from '../testing';

let api: TestApi;
let admin: TestClient;

beforeAll(async () => {
  api = await TestApi.start();
  admin = api.as('admin@example.com');
});
afterAll(() => api.stop());

const execute = (method: string, params: unknown = {}, client = admin, more: Record<string, unknown> = {}): Promise<TestReply> =>
  client.post('/webruntime/api/apex/execute', { namespace: '', classname: 'GadgetController', method, params, cacheable: false, ...more });

describe('Apex for components', () => {
  it('runs as the caller and gives back what the method returns', async () => {
    const leadId = await admin.create('Lead', { LastName: 'Doe', Company: 'Acme' });
    const created = await execute('create', { name: 'Widget', price: 4.5 });
    const { returnValue: gadgetId } = created.json as { returnValue: string };
    expect([created.status, gadgetId]).toEqual([200, expect.stringMatching(/^a\w{17}$/)]);
    await admin.patch(`${VERSION}/sobjects/Gadget__c/${gadgetId}`, { Lead__c: leadId });
    const wired = await execute('byLead', { leadId }, admin, { cacheable: true });
    expect(wired.json).toMatchObject({ returnValue: [{ Id: gadgetId, Name: 'Widget', Price__c: 4.5 }], cacheable: true });
    expect((await execute('byLead', { leadId }, api.as('rep@example.com'))).json).toMatchObject({ returnValue: [] });
  });

  it('returns a handled exception’s message, and rolls back', async () => {
    const reply = await execute('create', { name: 'Unpaid', price: -1 });
    expect([reply.status, reply.json]).toEqual([
      500,
      {
        message: 'A price must not be negative.',
        exceptionType: 'System.AuraHandledException',
        isUserDefinedException: false,
        stackTrace: ''
      }
    ]);
    expect(await admin.records("SELECT Id FROM Gadget__c WHERE Name = 'Unpaid'")).toEqual([]);
  });

  it('returns an exception’s stack trace for the developer', async () => {
    const reply = await execute('fail');
    expect([reply.status, reply.json]).toEqual([
      500,
      expect.objectContaining({
        exceptionType: 'System.NullPointerException',
        message: 'Attempt to de-reference a null object',
        stackTrace: expect.stringContaining('GadgetController.fail: line 20')
      })
    ]);
  });

  it('returns the errors of each row of a failed save', async () => {
    const reply = await execute('create', { name: 'Refused', price: 1 });
    expect(reply.json).toMatchObject({
      exceptionType: 'System.DmlException',
      message: expect.stringContaining('Gadgets of this name are refused.')
    });
  });

  it.each([
    ['nothing', {}, {}, 404],
    ['create', {}, { cacheable: true }, 400],
    ['create', {}, { namespace: 'other' }, 404],
    ['create', {}, { isContinuation: true }, 400],
    ['create', [], {}, 400],
    ['create', {}, { surprise: 1 }, 400]
  ])('refuses %s with %j %j', async (method, params, more, status) => {
    const reply = await execute(method, params, admin, more);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('message')]);
  });

  it.each([
    ['byLead', { leadId: 5 }, "action parameter 'leadId' of type 'Id'"],
    ['create', { name: 'x', price: 'cheap' }, "action parameter 'price' of type 'Decimal'"],
    ['priceOf', { gadget: { Colour__c: 'red' } }, "No such column 'Colour__c' on sobject of type Gadget__c"],
    ['priceOf', { gadget: [] }, "action parameter 'gadget' of type 'Gadget__c'"],
    ['namesOf', { records: [{ Name: 'A' }], order: null }, "action parameter 'records' of type 'List<SObject>'"],
    ['create', { name: 'x', price: 1, colour: 'red' }, 'GadgetController.create has no parameter colour']
  ])('answers 400 to %s with the wrong parameters %j', async (method, params, message) => {
    const reply = await execute(method, params);
    expect([reply.status, reply.json]).toEqual([
      400,
      expect.objectContaining({ errorCode: 'JSON_PARSER_ERROR', message: expect.stringContaining(message) })
    ]);
  });

  it('accepts records without attributes, and with sobjectType where the parameter’s type is SObject', async () => {
    expect((await execute('priceOf', { gadget: { Name: 'A', Price__c: 3 } })).json).toMatchObject({ returnValue: 3 });
    expect((await execute('priceOf', { gadget: { sobjectType: 'Gadget__c', Price__c: 4 } })).json).toMatchObject({ returnValue: 4 });
    const records = [
      { sobjectType: 'Gadget__c', Name: 'A' },
      { attributes: { type: 'Account' }, Name: 'B' }
    ];
    const order = { gadget: { sobjectType: 'Lead', LastName: 'C' } };
    expect((await execute('namesOf', { records, order })).json).toMatchObject({ returnValue: 'Lead, A, B' });
  });

  it('refuses users without access to the class', async () => {
    const reply = await api.as('rep@example.com').post('/webruntime/api/apex/execute', { classname: 'HiddenController', method: 'secret' });
    expect([reply.status, reply.json]).toEqual([
      403,
      expect.objectContaining({ message: expect.stringContaining("Apex class named 'HiddenController'") })
    ]);
  });
});

describe('triggers', () => {
  it('refuse records over REST as over Apex', async () => {
    const create = (name: string): Promise<TestReply> => admin.post(`${VERSION}/sobjects/Gadget__c`, { Name: name });
    expect((await create('Refused')).json).toEqual([
      { message: 'Gadgets of this name are refused.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: [] }
    ]);
    const broken = await create('Broken');
    expect([broken.status, broken.json]).toEqual([
      400,
      [
        {
          message: expect.stringContaining('GadgetTrigger: execution of BeforeInsert'),
          errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
          fields: []
        }
      ]
    ]);
    expect(await admin.records("SELECT Id FROM Gadget__c WHERE Name IN ('Refused', 'Broken')")).toEqual([]);
  });
});

describe('tooling', () => {
  const tooling = `${VERSION}/tooling`;
  const anonymous = (source: string, client = admin): Promise<TestReply> =>
    client.get(`${tooling}/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);

  it('runs anonymous Apex, and commits only if it succeeds', async () => {
    expect((await anonymous("insert new Gadget__c(Name = 'Anonymous');")).json).toEqual({
      line: -1,
      column: -1,
      compiled: true,
      success: true,
      compileProblem: null,
      exceptionStackTrace: null,
      exceptionMessage: null
    });
    expect((await anonymous("insert new Gadget__c(Name = 'Undone');\nInteger i = 1 / 0;")).json).toMatchObject({
      compiled: true,
      success: false,
      exceptionMessage: expect.stringContaining('System.MathException')
    });
    expect((await anonymous('Integer i = ;')).json).toMatchObject({ compiled: false, success: false, line: 1 });
    expect(await admin.records("SELECT Name FROM Gadget__c WHERE Name IN ('Anonymous', 'Undone')")).toMatchObject([{ Name: 'Anonymous' }]);
    expect((await anonymous('Integer i = 1;', api.as('rep@example.com'))).status).toBe(403);
    expect((await admin.get(`${tooling}/executeAnonymous`)).status).toBe(400);
  });

  it('runs anonymous Apex over SOAP with its log, as Salesforce CLI does', async () => {
    const envelope = (token: string): string =>
      '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cmd="http://soap.sforce.com/2006/08/apex">' +
      `<env:Header><cmd:SessionHeader><cmd:sessionId>${token}</cmd:sessionId></cmd:SessionHeader></env:Header>` +
      '<env:Body><executeAnonymous xmlns="http://soap.sforce.com/2006/08/apex"><apexcode><![CDATA[System.debug(\'a < b\');]]></apexcode></executeAnonymous></env:Body></env:Envelope>';
    const post = (token: string): Promise<TestReply> =>
      admin.send('POST', '/services/Soap/s/68.0/00D', envelope(token), { 'content-type': 'text/xml' });
    const reply = await post(admin.token);
    expect(reply.text).toContain('<success>true</success>');
    expect(reply.text).toMatch(/<debugLog>[^<]*USER_DEBUG\|\[1\]\|DEBUG\|a &lt; b/);
    expect((await post('wrong')).text).toContain('INVALID_SESSION_ID');
  });

  it('runs tests and rolls back their data', async () => {
    const run = (body: unknown, client = admin): Promise<TestReply> => client.post(`${tooling}/runTestsSynchronous/`, body);
    const reply = await run({ tests: [{ className: 'GadgetControllerTest' }], testLevel: 'RunSpecifiedTests', skipCodeCoverage: false });
    const [{ Id: classId } = {}] = await admin.records("SELECT Id FROM ApexClass WHERE Name = 'GadgetControllerTest'");
    expect(reply.json).toMatchObject({
      numTestsRun: 2,
      numFailures: 1,
      successes: [{ id: classId, name: 'GadgetControllerTest', methodName: 'createsAGadget' }],
      failures: [
        {
          id: classId,
          methodName: 'fails',
          message: expect.stringContaining('one is not two'),
          stackTrace: expect.stringContaining('GadgetControllerTest.fails: line 11')
        }
      ]
    });
    const coverage = (reply.json as { codeCoverage: { name: string; numLocations: number; numLocationsNotCovered: number }[] })
      .codeCoverage;
    const own = coverage.find((item) => item.name === 'GadgetController');
    expect(own?.numLocations).toBeGreaterThan(own?.numLocationsNotCovered ?? Infinity);
    expect((await run([classId])).json).toMatchObject({ numTestsRun: 2 });
    expect((await run({ tests: [{ className: 'GadgetControllerTest', testMethods: ['createsAGadget'] }] })).json).toMatchObject({
      numTestsRun: 1,
      numFailures: 0
    });
    expect((await run({ testLevel: 'RunLocalTests' })).json).toMatchObject({ numTestsRun: 2 });
    expect(await admin.records("SELECT Id FROM Gadget__c WHERE Name = 'Widget' AND Price__c = 5")).toEqual([]);
    for (const body of [
      { tests: [{ className: 'Nope' }] },
      { tests: [{ className: 'GadgetControllerTest', testMethods: ['nope'] }] },
      ['01p000000000001'],
      { suiteids: 'x' }
    ]) {
      expect([body, (await run(body)).status]).toEqual([body, 400]);
    }
    expect((await run({ testLevel: 'RunLocalTests' }, api.as('rep@example.com'))).status).toBe(403);
  });

  it('returns the query properties that tooling clients read', async () => {
    expect(
      (await admin.get(`${tooling}/query?q=${encodeURIComponent("SELECT Id FROM ApexClass WHERE Name = 'GadgetController'")}`)).json
    ).toMatchObject({
      size: 1,
      totalSize: 1,
      entityTypeName: 'ApexClass',
      queryLocator: null
    });
    const refused = await admin.get(`${tooling}/query?q=SELECT+Id+FROM+ApexComponent`);
    expect(refused.json).toEqual([expect.objectContaining({ errorCode: 'INVALID_TYPE' })]);
  });
});
