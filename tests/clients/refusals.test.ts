import { VERSION } from '../../local-org/api/testing';
import { itRefuses, ServedOrg } from '../support/served-org';

const SOBJECTS = `${VERSION}/sobjects`;

let served: ServedOrg;
/** A lead of another rep with its score, and one that is converted. */
const ids = { lead: '', converted: '', score: '' };

beforeAll(async () => {
  served = await ServedOrg.start();
  const { admin, running } = served;
  ids.lead = await admin.create('Lead', { LastName: 'Known', Company: 'Acme', OwnerId: running.org.user('rep2@lockstep.local').id });
  ids.converted = await admin.create('Lead', { LastName: 'Converted', Company: 'Acme' });
  const convert = `Database.LeadConvert c = new Database.LeadConvert(); c.setLeadId('${ids.converted}');
    c.setConvertedStatus('Closed - Converted'); Database.convertLead(c);`;
  expect((await served.anonymous(convert)).json).toMatchObject({ success: true });
  ids.score = String((await admin.records(`SELECT Id FROM Person_Score__c WHERE Lead__c = '${ids.lead}'`))[0]?.['Id']);
});
afterAll(() => served.stop());

const soql = (query: string) => () => served.admin.query(query);
const insert = (object: string, fields: unknown) => () => served.admin.post(`${SOBJECTS}/${object}`, fields);
const lead = (fields: Record<string, unknown>) => insert('Lead', { LastName: 'New', Company: 'Acme', ...fields });
const get = (path: string) => () => served.admin.get(VERSION + path);

describe('queries', () => {
  itRefuses([
    ['an unknown field', soql('SELECT Idd FROM Lead'), 400, 'INVALID_FIELD', "Row:1:Column:8\nNo such column 'Idd' on entity 'Lead'"],
    ['an unknown object', soql('SELECT Id\nFROM Leed'), 400, 'INVALID_TYPE', "Row:2:Column:6\nsObject type 'Leed' is not supported"],
    ['a query that breaks off', soql('SELECT Id FROM Lead WHERE'), 400, 'MALFORMED_QUERY', "Row:1:Column:26\nunexpected token: '<EOF>'"],
    ['a value of the wrong type', soql("SELECT Id FROM Lead WHERE NumberOfEmployees = 'x'"), 400, 'INVALID_FIELD', 'must be of type int'],
    ['a bad id', soql("SELECT Id FROM Lead WHERE Id = 'zzz'"), 400, 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: zzz'],
    ['a second statement', soql('SELECT Id FROM Lead; DROP TABLE Lead'), 400, 'MALFORMED_QUERY', "unexpected token: ';'"],
    [
      'a condition that is always true',
      soql("SELECT Id FROM Lead WHERE Name = '' OR 1=1"),
      400,
      'MALFORMED_QUERY',
      "unexpected token: '1'"
    ],
    ['a comment of SQL', soql("SELECT Id FROM Lead WHERE Name = '' -- x"), 400, 'MALFORMED_QUERY', 'Column:37'],
    ['a table of our own', soql('SELECT Hash FROM _Credentials'), 400, 'INVALID_TYPE', "'_Credentials'"],
    ['a LIMIT that is no number of 32 bits', soql('SELECT Id FROM Lead LIMIT 99999999999999999999'), 400, 'MALFORMED_QUERY', 'Column:27'],
    ['a NUL character', soql("SELECT Id FROM Lead WHERE Name = 'a\\u0000'"), 400, 'ILLEGAL_QUERY_PARAMETER_VALUE', 'U+0000'],
    ['no query', get('/query?q='), 400, 'MALFORMED_QUERY', 'has to be specified'],
    ['an unknown locator', get('/query/01g000000000000-2000'), 400, 'INVALID_QUERY_LOCATOR', 'invalid query locator'],
    ['a name of JavaScript’s', soql('SELECT __proto__ FROM constructor'), 400, 'INVALID_TYPE', "'constructor'"]
  ]);

  it.each([
    "'; DROP TABLE Lead; --",
    "' OR '1'='1",
    'Robert\'); DELETE FROM "Lead"; --',
    '%',
    '\\',
    '"; SELECT 1; "',
    "a' UNION SELECT Hash FROM _Credentials --"
  ])('take %s for the text that it is, wherever it comes in', async (text) => {
    const id = await served.admin.create('Lead', { LastName: text, Company: text });
    const quoted = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    expect(await served.admin.records(`SELECT Company FROM Lead WHERE LastName = '${quoted}'`)).toMatchObject([{ Company: text }]);
    const key = encodeURIComponent(text);
    const upsert = await served.admin.patch(`${SOBJECTS}/Engagement__c/External_Id__c/${key}`, {
      Lead__c: id,
      Type__c: 'Chat',
      Occurred_At__c: '2026-01-01T00:00:00Z'
    });
    expect(upsert.status).toBe(201);
    expect((await served.admin.get(`${SOBJECTS}/Engagement__c/External_Id__c/${key}`)).json).toMatchObject({ External_Id__c: text });
    expect((await served.admin.get(`${VERSION}/parameterizedSearch?q=${key}x&sobject=Lead`)).status).toBeLessThan(500);
    expect((await served.admin.query('SELECT COUNT() FROM Lead')).status).toBe(200);
  });
});

describe('records', () => {
  itRefuses([
    ['JSON that breaks', insert('Lead', '{"LastName": "New",}'), 400, 'JSON_PARSER_ERROR', '[line:1, column:20]'],
    [
      'JSON nested without end',
      insert('Lead', '{"a":'.repeat(9000) + '1' + '}'.repeat(9000)),
      400,
      'JSON_PARSER_ERROR',
      'Nested deeper than 500 levels'
    ],
    [
      'a value nested without end',
      insert('Lead', `{"LastName":${'[['.repeat(9000)}${']]'.repeat(9000)}}`),
      400,
      'JSON_PARSER_ERROR',
      'Nested deeper than 500 levels'
    ],
    ['a number for text', lead({ LastName: 5 }), 400, 'JSON_PARSER_ERROR', 'instance of string from VALUE_NUMBER_INT value 5'],
    ['text for a number', lead({ NumberOfEmployees: 'many' }), 400, 'JSON_PARSER_ERROR', 'instance of int from VALUE_STRING value many'],
    ['text for a checkbox', lead({ DoNotCall: 'yes' }), 400, 'JSON_PARSER_ERROR', 'instance of boolean'],
    ['a day that is none', lead({ EmailBouncedDate: '2026-02-30T00:00:00Z' }), 400, 'JSON_PARSER_ERROR', 'instance of datetime'],
    ['an unknown field', lead({ Shoe_Size__c: 42 }), 400, 'INVALID_FIELD', "No such column 'Shoe_Size__c' on sobject of type Lead"],
    ['an unknown object', insert('Leed', {}), 404, 'NOT_FOUND', 'The requested resource does not exist'],
    ['a missing field', insert('Lead', { LastName: 'New' }), 400, 'REQUIRED_FIELD_MISSING', '[Company]'],
    ['text that is too long', lead({ LastName: 'x'.repeat(81) }), 400, 'STRING_TOO_LONG', '(max length=80)'],
    ['a number out of range', lead({ AnnualRevenue: 1e19 }), 400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Annual Revenue'],
    ['an email address that is none', lead({ Email: 'nobody' }), 400, 'INVALID_EMAIL_ADDRESS', 'nobody'],
    [
      'a value that a restricted picklist lacks',
      () =>
        served.admin.patch(`${SOBJECTS}/Person_Score__c/${ids.score}`, {
          Override__c: 'Z9',
          Override_Reason__c: 'x',
          Override_Until__c: '2099-01-01'
        }),
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Z9'
    ],
    [
      'a rule of the package',
      insert('Engagement__c', { Type__c: 'Chat', Occurred_At__c: '2026-01-01T00:00:00Z' }),
      400,
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'Enter the lead or the contact'
    ],
    ['a bad reference', lead({ OwnerId: 'nope' }), 400, 'MALFORMED_ID', 'nope'],
    ['a reference to nothing', lead({ OwnerId: '005000000000zzz' }), 400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
    [
      'a reference to the wrong object',
      () => lead({ OwnerId: ids.lead })(),
      400,
      'FIELD_INTEGRITY_EXCEPTION',
      'id value of incorrect type'
    ],
    ['a score by hand', lead({ Lockstep_Score__c: 99 }), 400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Lockstep_Score__c'],
    ['an id on insert', () => lead({ Id: ids.lead })(), 400, 'INVALID_FIELD', 'Id field should not be specified'],
    [
      'a converted lead edited',
      () => served.admin.patch(`${SOBJECTS}/Lead/${ids.converted}`, { Title: 'x' }),
      400,
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'cannot reference converted lead'
    ],
    ['an id that is none', get('/sobjects/Lead/nope'), 404, 'NOT_FOUND', 'nope'],
    ['an id of nothing', get('/sobjects/Lead/00Q000000000zzz'), 404, 'NOT_FOUND', 'does not exist'],
    ['an id of another object', () => served.admin.get(`${SOBJECTS}/Contact/${ids.lead}`), 404, 'NOT_FOUND', 'does not exist'],
    ['an id that is none, in UI API', get('/ui-api/records/nope'), 400, 'MALFORMED_ID', 'nope'],
    ['a record of another rep', () => served.rep.get(`${SOBJECTS}/Person_Score__c/${ids.score}`), 404, 'NOT_FOUND', 'does not exist'],
    [
      'a change to a record of another rep',
      () => served.rep.patch(`${SOBJECTS}/Person_Score__c/${ids.score}`, { Override__c: 'A1' }),
      404,
      'NOT_FOUND',
      'does not exist'
    ]
  ]);

  it('an external id that another record has', async () => {
    const engagement = { Lead__c: ids.lead, Type__c: 'Chat', Occurred_At__c: '2026-01-01T00:00:00Z', External_Id__c: 'same' };
    await served.admin.create('Engagement__c', engagement);
    const again = await served.admin.post(`${SOBJECTS}/Engagement__c`, { ...engagement, External_Id__c: 'SAME' });
    expect([again.status, again.json]).toEqual([
      400,
      [expect.objectContaining({ errorCode: 'DUPLICATE_VALUE', fields: ['External_Id__c'] })]
    ]);
    const both = await served.admin.post(`${VERSION}/composite/sobjects`, {
      allOrNone: false,
      records: ['new', 'new'].map((External_Id__c) => ({ attributes: { type: 'Engagement__c' }, ...engagement, External_Id__c }))
    });
    expect(both.json).toMatchObject([{ success: true }, { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE' }] }]);
  });

  it.each([
    [{ Field__c: 'Shoe_Size__c', Operator__c: 'Equals', Value__c: '42' }, 'Field__c', 'Shoe_Size__c'],
    [{ Field__c: 'NumberOfEmployees', Operator__c: 'Greater', Value__c: 'many' }, 'Value__c', 'many'],
    [{ Field__c: 'NumberOfEmployees', Operator__c: 'Between', Value__c: '9;1' }, 'Value__c', '9;1'],
    [{ Field__c: 'DoNotCall', Operator__c: 'Is True', Value__c: 'perhaps' }, 'Value__c', 'perhaps'],
    [{ Field__c: 'EmailBouncedDate', Operator__c: 'Within Last N Days', Value__c: 'soon' }, 'Value__c', 'soon'],
    [{ Field__c: 'Industry', Operator__c: 'Greater', Value__c: '5' }, 'Operator__c', 'greater'],
    [{ Field__c: 'Lockstep_Score__c', Operator__c: 'Greater', Value__c: '5' }, 'Field__c', 'Lockstep_Score__c']
  ])('a criterion that cannot be evaluated: %j', async (criterion, field, named) => {
    const draft = { Name: 'Draft', Version__c: 2, Reason_for_Change__c: 'test' };
    const Lead_Definition__c = await served.admin.create('Lead_Definition__c', draft);
    const common = { Name: 'c', Lead_Definition__c, Dimension__c: 'Fit', Points__c: 5 };
    const reply = await served.admin.post(`${SOBJECTS}/Lead_Criterion__c`, { ...common, ...criterion });
    expect([reply.status, reply.json]).toEqual([
      400,
      [
        expect.objectContaining({
          errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          fields: [field],
          message: expect.stringContaining(named)
        })
      ]
    ]);
    expect(await served.admin.records(`SELECT Id FROM Lead_Criterion__c WHERE Lead_Definition__c = '${Lead_Definition__c}'`)).toEqual([]);
  });
});

describe('Apex', () => {
  it.each([
    ['insert new Lead(LastName = ;', 1, 28, 'Unexpected token'],
    ['Integer i = 1;\n  Http h = new Http();', 2, 3, 'Http'],
    ["Integer i = 'x';", 1, 9, 'Illegal assignment from String to Integer'],
    ['[SELECT Nope FROM Lead];', 1, 1, 'Nope'],
    ['globalThis.process.exit(1);', 1, 1, 'globalThis']
  ])('that cannot run is refused with its place: %s', async (source, line, column, problem) => {
    expect((await served.anonymous(source)).json).toMatchObject({
      compiled: false,
      success: false,
      line,
      column,
      compileProblem: expect.stringContaining(problem)
    });
  });

  it.each([
    ['1 / 0', 'Integer i = 1 / 0;', 'System.MathException: Divide by 0'],
    [
      'recursion without end',
      'public class A { public void f() { f(); } } new A().f();',
      'System.LimitException: Maximum stack depth reached'
    ],
    [
      'too many queries',
      'for (Integer i = 0; i < 101; i++) { List<Lead> l = [SELECT Id FROM Lead]; }',
      'System.LimitException: Too many SOQL queries: 101'
    ],
    ['too much memory', "'a'.repeat(2000000000);", 'System.LimitException: Apex heap size too large']
  ])('that fails with %s leaves nothing behind', async (_what, source, message) => {
    expect((await served.anonymous(`insert new Lead(LastName = 'Left', Company = 'Behind'); ${source}`)).json).toMatchObject({
      compiled: true,
      success: false,
      exceptionMessage: expect.stringContaining(message)
    });
    expect(await served.admin.records("SELECT Id FROM Lead WHERE Company = 'Behind'")).toEqual([]);
  });

  it.each([
    ['LeadScoreCardController', 'getScore', { recordId: 'nope' }, 400, "action parameter 'recordId' of type 'Id'"],
    ['EngagementTimelineController', 'getTimeline', { recordId: null, before: 'yes' }, 400, "action parameter 'before' of type 'Datetime'"],
    [
      'EngagementTimelineController',
      'getTimeline',
      { recordId: null, pageSize: 1.5 },
      400,
      "action parameter 'pageSize' of type 'Integer'"
    ],
    ['LeadsToCallController', 'getLeads', { more: 1 }, 400, 'has no parameter more'],
    ['LeadScoreCardController', 'getScore', { recordId: null }, 500, "doesn't exist, or you don't have access"],
    ['PersonScoreService', 'score', {}, 404, 'Unable to find Apex action method'],
    ['Object', 'constructor', {}, 404, 'Unable to find Apex action method']
  ])('%s.%s called by a component with %j', async (classname, method, params, status, message) => {
    const reply = await served.admin.post('/webruntime/api/apex/execute', { classname, method, params, cacheable: status !== 404 });
    expect([reply.status, reply.json]).toEqual([status, expect.objectContaining({ message: expect.stringContaining(message) })]);
  });
});
