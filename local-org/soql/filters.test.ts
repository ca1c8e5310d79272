import { formatId } from '../database';
import { TestOrg } from './test-org';

describe('filters', () => {
  let org: TestOrg;
  const names = (where: string, binds: Readonly<Record<string, unknown>> = {}): unknown[] =>
    org.list(`SELECT Name FROM Lead WHERE ${where} ORDER BY Name`, { binds: (name) => binds[name] as never });
  const add = (values: Readonly<Record<string, string | number | boolean | null>>): string => org.insert('Lead', values);
  beforeEach(() => {
    org = new TestOrg();
  });
  afterEach(() => org.close());

  describe('of text', () => {
    beforeEach(() => {
      for (const name of ['Ärzte', 'ärzte', 'acme', 'ACME', 'a_b', 'axb', '100%', 'back\\slash']) add({ Name: name, Company: name });
      add({ Name: 'none' });
    });

    it('ignore case, beyond ASCII too', () => {
      expect(names("Company = 'Acme'")).toEqual(['acme', 'ACME']);
      expect(names("Company = 'äRZTE'")).toEqual(['Ärzte', 'ärzte']);
      expect(names('Company = :x', { x: 'ÄRZTE' })).toEqual(['Ärzte', 'ärzte']);
      expect(names("Company IN ('ÄRZTE', 'ACME')")).toEqual(['acme', 'ACME', 'Ärzte', 'ärzte']);
      expect(names('Company IN :x', { x: ['äRzTe'] })).toEqual(['Ärzte', 'ärzte']);
      expect(names("Company LIKE 'ÄRZ%'")).toEqual(['Ärzte', 'ärzte']);
      expect(names("Company LIKE 'AC%'")).toEqual(['acme', 'ACME']);
    });

    it('keep empty values with != and NOT IN', () => {
      expect(names("Company != 'acme'")).toContain('none');
      expect(names("Company != 'ärzte'")).toEqual(expect.arrayContaining(['none', 'acme']));
      expect(names("Company != 'ärzte'")).not.toContain('Ärzte');
      expect(names("Company NOT IN ('acme')")).toContain('none');
      expect(names("Company NOT IN ('acme', 'ÄRZTE')")).toEqual(['100%', 'a_b', 'axb', 'back\\slash', 'none']);
      expect(names('Company != :x', { x: 'acme' })).toContain('none');
    });

    it('take an empty text for null', () => {
      expect(names("Company = ''")).toEqual(['none']);
      expect(names('Company = null')).toEqual(['none']);
      expect(names('Company = :x', { x: '' })).toEqual(['none']);
      expect(names('Company = :x', { x: null })).toEqual(['none']);
      expect(names('Company != null')).not.toContain('none');
      expect(names('Company != :x', { x: null })).toHaveLength(8);
    });

    it('take % and _ for wildcards unless escaped', () => {
      expect(names("Company LIKE 'a_b'")).toEqual(['a_b', 'axb']);
      expect(names("Company LIKE 'a\\_b'")).toEqual(['a_b']);
      expect(names("Company LIKE '100\\%'")).toEqual(['100%']);
      expect(names("Company LIKE '%\\\\%'")).toEqual(['back\\slash']);
      expect(names('Company LIKE :x', { x: 'a\\_b' })).toEqual(['a_b']);
      expect(names('Company LIKE :x', { x: 'back\\' })).toEqual([]);
      expect(names("Company LIKE ''")).toEqual([]);
      expect(names("(NOT Company LIKE 'a%')")).toEqual(['100%', 'back\\slash', 'none', 'Ärzte', 'ärzte']);
    });

    it('compare by code point without regard to case', () => {
      expect(names("Company < 'ACMF' AND Company > '9'")).toEqual(['a_b', 'acme', 'ACME']);
      expect(names("Company >= 'ACME' AND Company <= 'acme'")).toEqual(['acme', 'ACME']);
      expect(names('Company > null')).toEqual([]);
    });

    it('regard case where the field does', () => {
      add({ Name: 'one', Code__c: 'Ab' });
      expect(names("Code__c = 'Ab'")).toEqual(['one']);
      expect(names("Code__c = 'AB'")).toEqual([]);
      expect(names("Code__c IN ('AB', 'é')")).toEqual([]);
    });
  });

  it('match nothing with an empty list, and everything with its opposite', () => {
    add({ Name: 'a' });
    add({ Name: 'b', Company: 'x' });
    expect(names('Company IN :x', { x: [] })).toEqual([]);
    expect(names('Company NOT IN :x', { x: [] })).toEqual(['a', 'b']);
  });

  it('let null stand in lists', () => {
    add({ Name: 'a' });
    add({ Name: 'b', Company: 'x' });
    add({ Name: 'c', Company: 'y' });
    expect(names("Company IN ('x', null)")).toEqual(['a', 'b']);
    expect(names('Company IN :x', { x: [null, 'x'] })).toEqual(['a', 'b']);
    expect(names('Company IN :x', { x: [null] })).toEqual(['a']);
    expect(names("Company NOT IN ('x', null)")).toEqual(['c']);
    expect(names('Company NOT IN :x', { x: [null, 'ö'] })).toEqual(['b', 'c']);
  });

  it('take ids in 15 and in 18 characters', () => {
    const id = add({ Name: 'a' });
    for (const form of [id, id.slice(0, 15)]) {
      expect(names(`Id = '${form}'`)).toEqual(['a']);
      expect(names(`Id IN ('${form}')`)).toEqual(['a']);
      expect(names('Id = :x', { x: form })).toEqual(['a']);
      expect(names('Id IN :x', { x: [form, formatId('00Q', 999)] })).toEqual(['a']);
    }
    expect(() => names("Id = 'abc'")).toThrow(
      expect.objectContaining({
        errorCode: 'INVALID_QUERY_FILTER_OPERATOR',
        message: expect.stringContaining('invalid ID field: abc') as string
      })
    );
    expect(() => names('Id = :x', { x: 'abc' })).toThrow('invalid ID field: abc');
  });

  it('of booleans take true and false alone', () => {
    add({ Name: 'a', Active__c: true });
    add({ Name: 'b', Active__c: false });
    expect(names('Active__c = TRUE')).toEqual(['a']);
    expect(names('Active__c != true')).toEqual(['b']);
    expect(names('Active__c = :x', { x: false })).toEqual(['b']);
    expect(names('Active__c = null')).toEqual([]);
    expect(() => names("Active__c = 'true'")).toThrow(
      "value of filter criterion for field 'Active__c' must be of type boolean and should not be enclosed in quotes"
    );
    expect(() => names('Active__c > false')).toThrow('invalid operator on boolean field');
  });

  it('of numbers', () => {
    for (const [name, amount] of [
      ['a', 1.5],
      ['b', -2],
      ['c', 1000],
      ['d', null]
    ] as const)
      add({ Name: name, Amount__c: amount, Count__c: amount });
    expect(names('Amount__c > 1.49')).toEqual(['a', 'c']);
    expect(names('Amount__c <= -2')).toEqual(['b']);
    expect(names('Amount__c = 1e3')).toEqual(['c']);
    expect(names('Amount__c IN (1.5, -2, +1000)')).toEqual(['a', 'b', 'c']);
    expect(names('Amount__c != 1000')).toEqual(['a', 'b', 'd']);
    expect(names('(NOT Amount__c > 1)')).toEqual(['b', 'd']);
    expect(() => names("Amount__c = '5'")).toThrow(
      "value of filter criterion for field 'Amount__c' must be of type double and should not be enclosed in quotes"
    );
    expect(() => names("Count__c = '5'")).toThrow('must be of type int and should not be enclosed in quotes');
    expect(() => names('Name = 5')).toThrow(
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
    );
    expect(() => names('Amount__c = :x', { x: 'five' })).toThrow('must be of type double');
    expect(() => names('Amount__c = USD5')).toThrow('SOQL currency literal USD5');
  });

  it('of dates, datetimes and times', () => {
    add({ Name: 'a', Due__c: '2026-03-01', At__c: Date.parse('2026-03-01T12:00:00Z'), Time__c: 3_600_000 });
    add({ Name: 'b', Due__c: '2026-04-01', At__c: Date.parse('2026-04-01T12:00:00Z') });
    expect(names('Due__c >= 2026-04-01')).toEqual(['b']);
    expect(names('At__c = 2026-03-01T13:00:00+01:00')).toEqual(['a']);
    expect(names('At__c < 2026-03-01T12:00:00.001Z')).toEqual(['a']);
    expect(names('Time__c = 01:00:00.000Z')).toEqual(['a']);
    expect(names('Due__c IN :x', { x: ['2026-04-01'] })).toEqual(['b']);
    expect(names('At__c > :x', { x: '2026-03-02' })).toEqual(['b']);
    expect(names('Due__c = :x', { x: Date.parse('2026-03-01T23:59:00Z') })).toEqual(['a']);
    expect(() => names('At__c > 2026-03-01')).toThrow(
      "value of filter criterion for field 'At__c' must be of type dateTime and should not be enclosed in quotes"
    );
    expect(() => names('Due__c > 2026-03-01T00:00:00Z')).toThrow('must be of type date and should not');
    expect(() => names('Due__c = 2026-02-30')).toThrow('Invalid date: 2026-02-30');
  });

  it('of multi-select picklists take combinations of values in any order', () => {
    add({ Name: 'rg', Interests__c: 'Red;Green' });
    add({ Name: 'b', Interests__c: 'Blue' });
    add({ Name: 'rb', Interests__c: 'Red;Blue' });
    add({ Name: 'none' });
    expect(names("Interests__c INCLUDES ('green;RED', 'Blue')")).toEqual(['b', 'rb', 'rg']);
    expect(names("Interests__c INCLUDES ('Red;Blue')")).toEqual(['rb']);
    expect(names("Interests__c EXCLUDES ('Red')")).toEqual(['b', 'none']);
    expect(names('Interests__c INCLUDES :x', { x: ['Green'] })).toEqual(['rg']);
    expect(names("Interests__c = 'Red;Green'")).toEqual(['rg']);
    expect(() => names("Name INCLUDES ('x')")).toThrow('invalid operator on string field');
    expect(() => names("Interests__c LIKE 'x'")).toThrow('invalid operator on multipicklist field');
  });

  it('by a query of other objects', () => {
    const acme = org.insert('Account', { Name: 'Acme' });
    const globex = org.insert('Account', { Name: 'Globex' });
    org.insert('Contact', { Name: 'Ann', AccountId: acme });
    org.insert('Contact', { Name: 'Gone', AccountId: globex, IsDeleted: true });
    org.insert('Contact', { Name: 'Free' });
    const accounts = (where: string): unknown[] => org.list(`SELECT Name FROM Account WHERE ${where} ORDER BY Name`);
    expect(accounts('Id IN (SELECT AccountId FROM Contact)')).toEqual(['Acme']);
    // One contact without an account must not empty the opposite.
    expect(accounts('Id NOT IN (SELECT AccountId FROM Contact)')).toEqual(['Globex']);
    expect(accounts("Id IN (SELECT AccountId FROM Contact WHERE Name = 'Bob')")).toEqual([]);
    expect(org.list("SELECT Name FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account WHERE Name = 'Acme') ORDER BY Name")).toEqual([
      'Free'
    ]);
    expect(accounts("Name != 'x' AND Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT Account__c FROM Lead)")).toEqual(['Acme']);
  });

  it('by a query of other objects, within the platform’s rules', () => {
    const accounts = (where: string) => (): unknown[] => org.list(`SELECT Name FROM Account WHERE ${where}`);
    expect(accounts("Name = 'x' OR Id IN (SELECT AccountId FROM Contact)")).toThrow("not allowed with the 'OR' operator");
    expect(accounts("Name = 'x' AND (Name = 'y' OR Id IN (SELECT AccountId FROM Contact))")).toThrow('only allowed at the top level');
    expect(
      accounts('Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Contact)')
    ).toThrow('Maximum 2 semi join');
    expect(accounts('Id IN (SELECT Id FROM Account)')).toThrow('should not be on the same object type');
    expect(accounts('Id IN (SELECT Name FROM Contact)')).toThrow("The inner select field 'Name' must be an id or reference field");
    expect(accounts('Name IN (SELECT AccountId FROM Contact)')).toThrow('should be an id or reference field');
    expect(accounts('Id IN (SELECT AccountId FROM Contact LIMIT 1)')).toThrow('takes nothing but WHERE');
    expect(accounts('Id IN (SELECT AccountId FROM Contact WHERE AccountId IN (SELECT Id FROM Account))')).toThrow('Nesting of semi join');
  });

  it('need parentheses where AND and OR mix', () => {
    for (const name of ['a', 'b', 'c']) add({ Name: name, Company: name });
    expect(names("(Name = 'a' OR Name = 'b') AND (NOT Company = 'a')")).toEqual(['b']);
    expect(names("NOT Name = 'a'")).toEqual(['b', 'c']);
    expect(() => names("Name = 'a' OR Name = 'b' AND Name = 'c'")).toThrow("unexpected token: 'AND'");
    expect(() => names("Name = 'a' AND NOT Name = 'b'")).toThrow("unexpected token: 'NOT'");
  });

  it('name a bind that nothing is bound to', () => {
    expect(() => names('Name = :missing')).toThrow('Variable does not exist: missing');
    expect(() => names('Name = :x', { x: ['a'] })).toThrow('unexpected list bound to :x');
  });

  it('find by index what they compare for equality', () => {
    const plan = (where: string, options = {}): string => {
      const seen: string[] = [];
      const { all } = org.db;
      jest.spyOn(org.db, 'all').mockImplementation((text, params) => {
        seen.push(...all.call(org.db, `EXPLAIN QUERY PLAN ${text}`, params).map((row) => String(row['detail'])));
        return [];
      });
      org.run(`SELECT Id FROM Lead WHERE ${where}`, options);
      jest.restoreAllMocks();
      return seen.join('\n');
    };
    expect(plan("Name = 'x'")).toContain('USING INDEX Lead.Name');
    expect(plan('Name = :x', { binds: () => 'x' })).toContain('USING INDEX Lead.Name');
    expect(plan("Name IN ('x', 'y')")).toContain('USING INDEX Lead.Name');
    expect(plan("Code__c = 'x'")).toContain('Lead.Code__c');
    expect(plan(`Account__c = '${formatId('001', 1)}'`)).toContain('Lead.Account__c');
    expect(plan(`Account__c IN :x`, { binds: () => [formatId('001', 1)] })).toContain('Lead.Account__c');
    expect(plan(`Id = '${formatId('00Q', 1)}'`)).toContain('PRIMARY KEY');
    expect(plan('CreatedDate = TODAY')).toContain('Lead.CreatedDate');
  });
});
