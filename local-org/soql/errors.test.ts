import { TestOrg } from './test-org';

const REFERENCE = 'Please reference your WSDL or the describe call for the appropriate names.';

describe('what is wrong in a query', () => {
  let org: TestOrg;
  const failure = (text: string): unknown => {
    try {
      org.run(text);
    } catch (error) {
      return error;
    }
    throw new Error('the query ran');
  };
  beforeAll(() => {
    org = new TestOrg();
  });
  afterAll(() => org.close());

  it('is shown in its place, in the platform’s words', () => {
    expect(failure('SELECT Idd FROM Lead')).toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: `\nSELECT Idd FROM Lead\n       ^\nERROR at Row:1:Column:8\nNo such column 'Idd' on entity 'Lead'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${REFERENCE}`
    });
    expect(failure('SELECT Id\nFROM Lead\nWHERE Foo = 1\nLIMIT 1')).toMatchObject({
      message: expect.stringMatching(/^\nWHERE Foo = 1\n {6}\^\nERROR at Row:3:Column:7\nNo such column 'Foo'/) as string
    });
  });

  it.each([
    [
      'SELECT Id FROM Leadd',
      'INVALID_TYPE',
      `sObject type 'Leadd' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${REFERENCE}`
    ],
    [
      'SELECT Foo.Name FROM Lead',
      'INVALID_FIELD',
      "Didn't understand relationship 'Foo' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name."
    ],
    ['SELECT Account__r.Foo FROM Lead', 'INVALID_FIELD', "No such column 'Foo' on entity 'Account'."],
    ['SELECT Owner.Company FROM Lead', 'INVALID_FIELD', "No such column 'Company' on entity 'Name'."],
    ['SELECT Id, (SELECT Id FROM Foos) FROM Lead', 'INVALID_TYPE', "Didn't understand relationship 'Foos' in FROM part of query call."],
    ['SELECT Id FROM Lead WHERE Id IN (SELECT AccountId FROM Nope)', 'INVALID_TYPE', "sObject type 'Nope' is not supported."],
    ['SELECT Id, Id FROM Lead', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Id FROM Lead WHERE Description = null', 'INVALID_FIELD', "field 'Description' can not be filtered in a query call"],
    ['SELECT Id FROM Lead ORDER BY Description', 'MALFORMED_QUERY', "field 'Description' can not be sorted in a query call"],
    ["SELECT Id FROM Lead WHERE Id LIKE '00Q%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    ['SELECT FROM Lead', 'MALFORMED_QUERY', "unexpected token: 'FROM'"],
    ['SELECT Id FROM', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['DELETE FROM Lead', 'MALFORMED_QUERY', "unexpected token: 'DELETE'"],
    ['SELECT Id FROM Lead WHERE', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Lead WHERE Name', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Lead WHERE Name = ', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Lead WHERE Name = "x"', 'MALFORMED_QUERY', "unexpected token: '\"'"],
    ["SELECT Id FROM Lead WHERE (Name = 'x'", 'MALFORMED_QUERY', "expecting a right parentheses, found '<EOF>'"],
    ["SELECT Id FROM Lead WHERE Name = 'x", 'MALFORMED_QUERY', "mismatched character '<EOF>' expecting '''"],
    ["SELECT Id FROM Lead WHERE Name = 'a\\q'", 'MALFORMED_QUERY', "Illegal character sequence '\\q'"],
    ['SELECT Id FROM Lead LIMIT -1', 'MALFORMED_QUERY', "unexpected token: '-1'"],
    ['SELECT Id FROM Lead LIMIT 99999999999999999999', 'MALFORMED_QUERY', "unexpected token: '99999999999999999999'"],
    ['SELECT Id FROM Lead OFFSET 2147483648', 'MALFORMED_QUERY', "unexpected token: '2147483648'"],
    ['SELECT Id FROM Lead LIMIT 1 LIMIT 2', 'MALFORMED_QUERY', "unexpected token: 'LIMIT'"],
    ['SELECT Id FROM Lead; DROP TABLE Lead', 'MALFORMED_QUERY', "unexpected token: ';'"],
    ['SELECT Id FROM Lead WITH USER_MODE WITH SYSTEM_MODE', 'MALFORMED_QUERY', "unexpected token: 'SYSTEM_MODE'"],
    ['SELECT Id FROM Lead WHERE CreatedDate = LAST_N_DAYS', 'MALFORMED_QUERY', "expecting ':', found '<EOF>'"],
    [
      'SELECT TYPEOF Account WHEN Account THEN Name END FROM Contact',
      'MALFORMED_QUERY',
      'TYPEOF is only supported for polymorphic relationships'
    ],
    ['SELECT FORMAT(Amount__c) FROM Lead', 'NOT_SUPPORTED', 'SOQL function FORMAT'],
    ['SELECT Id FROM Lead FOR VIEW', 'NOT_SUPPORTED', 'SOQL clause FOR VIEW'],
    ['SELECT Id FROM Lead WITH DATA CATEGORY x__c AT y__c', 'NOT_SUPPORTED', 'SOQL clause WITH DATA'],
    ['SELECT Id FROM Lead WHERE DISTANCE(Id, Id, Name) < 1', 'NOT_SUPPORTED', 'SOQL function DISTANCE']
  ])('%s', (text, errorCode, message) => {
    expect(failure(text)).toMatchObject({ errorCode, message: expect.stringContaining(message) as string });
  });

  it('is told of queries too large, not suffered', () => {
    const or = Array.from({ length: 3000 }, (_, index) => `Name = '${index}'`).join(' OR ');
    expect(org.list(`SELECT Id FROM Lead WHERE ${or}`)).toEqual([]);
    const deep = (depth: number): string => `SELECT Id FROM Lead WHERE ${'('.repeat(depth)}Name = 'x'${')'.repeat(depth)}`;
    expect(org.list(deep(200))).toEqual([]);
    expect(failure(deep(40_000))).toMatchObject({ errorCode: 'QUERY_TOO_COMPLICATED' });
    const long = `SELECT Id FROM Lead WHERE ${Array.from({ length: 20_000 }, () => 'Count__c = 1').join(' OR ')}`;
    expect(failure(long)).toMatchObject({
      errorCode: 'MALFORMED_QUERY',
      message: 'SOQL statements can not be longer than 100000 characters.'
    });
    const longer = `SELECT Id FROM Lead WHERE ${Array.from({ length: 40_000 }, () => 'Count__c = 1').join(' OR ')}`;
    expect(() => org.run(longer, { anyLength: true })).toThrow('filter conditions are too complicated');
    const values = Array.from({ length: 40_000 }, () => '1').join(',');
    expect(failure(`SELECT Id FROM Lead WHERE Count__c IN (${values})`)).toMatchObject({ errorCode: 'QUERY_TOO_COMPLICATED' });
    expect(failure(`SELECT Id FROM Lead ORDER BY ${Array.from({ length: 33 }, () => 'Id').join(', ')}`)).toMatchObject({
      errorCode: 'MALFORMED_QUERY',
      message: expect.stringContaining('maximum number of fields in ORDER BY is 32') as string
    });
    expect(failure(`SELECT Id${', (SELECT Id FROM Tasks)'.repeat(21)} FROM Lead`)).toMatchObject({
      errorCode: 'MALFORMED_QUERY',
      message: expect.stringContaining('maximum number of parent-to-child relationships in a query is 20') as string
    });
    for (const kind of ['CUBE', 'ROLLUP']) {
      expect(failure(`SELECT COUNT(Id) n FROM Lead GROUP BY ${kind}(Status, LeadSource, Industry, Rating)`)).toMatchObject({
        errorCode: 'MALFORMED_QUERY',
        message: expect.stringContaining(`maximum number of fields in GROUP BY ${kind} is 3`) as string
      });
    }
    expect(failure('SELECT Id FROM Lead ORDER BY Id FOR UPDATE')).toMatchObject({ errorCode: 'MALFORMED_QUERY' });
  });

  it('refuses a field path that goes too far up', () => {
    const path = `${'Parent.'.repeat(6)}Name`;
    expect(failure(`SELECT ${path} FROM Account`)).toMatchObject({ errorCode: 'MALFORMED_QUERY' });
    expect(() => org.run(`SELECT ${path.slice('Parent.'.length)} FROM Account`)).not.toThrow();
  });
});
