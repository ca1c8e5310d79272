import { picklist, schemaWith } from '../../schema/testing';
import { ApexTestOrg } from './testing';

const schema = schemaWith([{ extend: 'Account', fields: [picklist('Tier__c', ['Gold', 'Silver'])] }]);

describe('what compiles and must not differ silently', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schema, {});
    org.run("insert new Account(Name = 'Acme', Phone = '1'); insert new Contact(LastName = 'Lone');");
  });
  afterAll(() => org.close());
  const lines = (source: string): string[] => {
    let found: string[] = [];
    org.rehearse((tx) => {
      const result = org.engine.executeAnonymous(tx, source);
      if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? 'failed');
      found = result.log.split('\n').map((line) => line.split('|').slice(4).join('|'));
    });
    return found;
  };
  const printed = (expression: string): string => lines(`System.debug(${expression});`)[0] ?? '';

  it('iterates Lists, Sets, keys and locators through Iterable, as classes of one’s own', () => {
    const source = `
      class Own implements Iterable<String> { public Iterator<String> iterator() { return new List<String>{ 'own' }.iterator(); } }
      Iterable<SObject> rows = new List<Account>{ new Account(Name = 'a') };
      System.debug(rows.iterator().hasNext());
      Iterable<Integer> numbers = new Set<Integer>{ 4 };
      System.debug(numbers.iterator().next());
      Iterable<String> keys = new Map<String, Integer>{ 'k' => 1 }.keySet();
      System.debug(keys.iterator().next());
      Iterable<String> own = new Own();
      System.debug(own.iterator().next());
      Iterable<SObject> located = Database.getQueryLocator('SELECT Name FROM Account');
      System.debug(located.iterator().next().get('Name'));
      try { new Set<Integer>().iterator().next(); } catch (NoSuchElementException e) { System.debug('none'); }`;
    expect(lines(source)).toEqual(['true', '4', 'k', 'own', 'Acme', 'none']);
  });

  it('gives the keys of a map as they are, not a copy', () => {
    const source = `
      Map<String, Integer> m = new Map<String, Integer>{ 'a' => 1, 'b' => 2 };
      Set<String> keys = m.keySet();
      keys.removeAll(new Set<String>{ 'a' });
      m.put('c', 3);
      System.debug(m.size() + ' ' + keys);
      try { keys.add('z'); } catch (FinalException e) { System.debug(e.getMessage()); }
      for (String key : m.keySet()) m.put(key, 0);
      try { for (String key : m.keySet()) m.remove(key); } catch (FinalException e) { System.debug(e.getMessage()); }
      System.debug(m);`;
    expect(lines(source)).toEqual([
      '2 {b, c}',
      'Collection is read-only',
      'Cannot modify a collection while it is being iterated.',
      '{b=0, c=0}'
    ]);
  });

  it('sorts picklist values outside of the set behind the others, as text', () => {
    const source = `
      List<Account> rows = new List<Account>();
      for (String tier : new List<String>{ 'Zinc', 'silver', null, 'alloy', 'Gold', 'Brass' }) rows.add(new Account(Name = 'tier', Tier__c = tier));
      insert rows;
      List<String> up = new List<String>(), down = new List<String>();
      for (Account a : [SELECT Tier__c FROM Account WHERE Name = 'tier' ORDER BY Tier__c]) up.add(a.Tier__c);
      for (Account a : [SELECT Tier__c FROM Account WHERE Name = 'tier' ORDER BY Tier__c DESC]) down.add(a.Tier__c);
      System.debug(up); System.debug(down);`;
    expect(lines(source)).toEqual(['(null, Gold, silver, alloy, Brass, Zinc)', '(Zinc, Brass, alloy, silver, Gold, null)']);
  });

  it('assigns a dynamic query as its one row, of the type that is wanted', () => {
    const source = `
      Account a = Database.query('SELECT Name FROM Account LIMIT 1'); Account b = (Account) Database.query('SELECT Id FROM Account LIMIT 1');
      SObject s = Database.query('SELECT Name FROM Account LIMIT 1'); List<AggregateResult> counts = Database.query('SELECT COUNT(Id) c FROM Account');
      AggregateResult one = Database.query('SELECT COUNT(Id) c FROM Account');
      String name = 'Acme'; Account bound = Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>{ 'n' => name }, AccessLevel.SYSTEM_MODE);
      System.debug(a.Name + s.get('Name') + counts[0].get('c') + one.get('c') + bound.Name + (b.Id == a.Id));
      for (Account each : Database.query('SELECT Name FROM Account')) System.debug(each.Name);
      for (List<Account> chunk : Database.query('SELECT Name FROM Account')) System.debug(chunk[0].Name);
      for (AggregateResult each : Database.query('SELECT COUNT(Id) c FROM Account')) System.debug(each.get('c'));`;
    expect(lines(source)).toEqual(['AcmeAcme11Acmetrue', 'Acme', 'Acme', '1']);
    for (const [statement, message] of [
      [
        "Account a = Database.query('SELECT Id FROM Account WHERE Name = \\'x\\'');",
        'System.QueryException: List has no rows for assignment to SObject'
      ],
      [
        "Account a = Database.query('SELECT Id FROM Contact');",
        'System.TypeException: Invalid conversion from runtime type Contact to Account'
      ],
      [
        "List<Account> l = Database.query('SELECT Id FROM Contact');",
        'System.TypeException: Invalid conversion from runtime type List<Contact> to List<Account>'
      ],
      [
        "for (Account a : Database.query('SELECT Id FROM Contact')) { }",
        'System.TypeException: Invalid conversion from runtime type List<Contact> to List<Account>'
      ]
    ])
      expect(() => lines(statement ?? '')).toThrow(message);
  });

  it('gives a dynamic query to a method as its list, or as its one row where no method takes a list', () => {
    const source = `
      class Reader {
        public String row(SObject s) { return 'row ' + s.get('Name'); }
        public String account(Account a) { return 'account ' + a.Name; }
        public String count(AggregateResult r) { return 'count ' + r.get('c'); }
        public String rows(List<SObject> l) { return 'rows ' + l.size(); }
        public String accounts(List<Account> l) { return 'accounts ' + l[0].Name; }
        public String either(SObject s) { return 'one'; }
        public String either(List<SObject> l) { return 'list'; }
        public String nearest(SObject s) { return 'SObject'; }
        public String nearest(Account a) { return 'Account'; }
        public Account read() { return Database.query('SELECT Name FROM Account LIMIT 1'); }
      }
      Reader r = new Reader();
      String q = 'SELECT Name FROM Account LIMIT 1';
      System.debug(r.row(Database.query(q)) + ', ' + r.account(Database.query(q)) + ', ' + r.count(Database.query('SELECT COUNT(Id) c FROM Account')));
      System.debug(r.rows(Database.query(q)) + ', ' + r.accounts(Database.query(q)) + ', ' + r.either(Database.query(q)) + ', ' + r.read().Name);
      System.debug(r.nearest(Database.query(q)));
      List<Account> all = new List<Account>(); all.add(Database.query(q)); all.addAll(Database.query(q)); System.debug(all.size());
      System.debug(new Map<Id, Account>(Database.query(q)).size());
      try { r.account(Database.query('SELECT Id FROM Contact LIMIT 1')); } catch (TypeException e) { System.debug(e.getMessage()); }
      try { r.row(Database.query('SELECT Id FROM Account WHERE Name = null')); } catch (QueryException e) { System.debug(e.getMessage()); }`;
    expect(lines(source)).toEqual([
      'row Acme, account Acme, count 1',
      'rows 1, accounts Acme, list, Acme',
      'SObject',
      '2',
      '1',
      'Invalid conversion from runtime type Contact to Account',
      'List has no rows for assignment to SObject'
    ]);
  });

  it('keeps the fields of TYPEOF, in inline queries too', () => {
    const query = `SELECT TYPEOF What WHEN Account THEN Name, Phone WHEN Opportunity THEN StageName END, TYPEOF Who WHEN Lead THEN Company ELSE Name END FROM Task`;
    const source = `
      insert new Task(Subject = 's', WhatId = [SELECT Id FROM Account].Id, WhoId = [SELECT Id FROM Contact].Id);
      Task dynamic = Database.query('${query}'); Task t = [${query}];
      System.debug(((Account) dynamic.What).Phone + ((Account) t.What).Name + t.Who.Name);
      try { System.debug(((Account) t.What).Industry); } catch (SObjectException e) { System.debug(e.getMessage()); }`;
    expect(lines(source)).toEqual([
      '1AcmeLone',
      'SObject row was retrieved via SOQL without querying the requested field: Account.Industry'
    ]);
    const refused =
      (text: string): (() => unknown) =>
      () =>
        lines(`Task t = [${text}];`);
    expect(refused('SELECT TYPEOF What WHEN Account THEN Nothing END FROM Task')).toThrow("No such column 'Nothing' on entity 'Account'.");
    expect(refused('SELECT TYPEOF Nothing WHEN Account THEN Name END FROM Task')).toThrow(
      "Didn't understand relationship 'Nothing' in field path."
    );
    expect(refused('SELECT TYPEOF What WHEN Account THEN Owner.Name END FROM Task')).toThrow(
      'unsupported construct: SOQL relationship paths inside TYPEOF'
    );
  });

  it('reads comments in queries, and subqueries named through their parent', () => {
    const source = `
      Integer one = 1;
      System.debug([SELECT Id /* of
        two lines */ FROM Account // the rest
        WHERE Name != '/* no comment */ // at all' LIMIT :one /* bound */].size());
      System.debug([SELECT (SELECT Id FROM Account.Contacts) FROM Account].Contacts.size());
      System.debug([SELECT (SELECT Id FROM a.Contacts) FROM Account a].Contacts.size());`;
    expect(lines(source)).toEqual(['1', '0', '0']);
    expect(() => lines('List<Account> l = [SELECT (SELECT Id FROM Contact.Contacts) FROM Account];')).toThrow(
      "Didn't understand relationship 'Contact.Contacts'"
    );
  });

  it('holds what describes the same for equal', () => {
    const source = `
      Map<Object, Integer> seen = new Map<Object, Integer>();
      for (Integer i = 0; i < 2; i++) {
        seen.put(Account.SObjectType.getDescribe(), i); seen.put(Account.Name.getDescribe(), i); seen.put(Account.SObjectType.getDescribe().fields, i);
        seen.put(Account.SObjectType.getDescribe().getChildRelationships()[0], i); seen.put(Account.Tier__c.getDescribe().getPicklistValues()[1], i);
      }
      System.debug(seen.size());`;
    expect(lines(source)).toEqual(['5']);
    expect(printed('new List<Account>().getSObjectType()')).toBe('Account');
    expect(printed('new List<SObject>().getSObjectType()')).toBe('null');
  });

  it('reads the getters of results and describes as properties', () => {
    const source = `
      Database.SaveResult good = Database.insert(new Account(Name = 'x'), false), bad = Database.insert(new Account(), false);
      System.debug('' + (good.id == good.getId()) + good.success + bad.success + bad.errors[0].message + bad.errors[0].fields + bad.errors[0].statusCode);
      System.debug(Account.Name.getDescribe().label + Account.Tier__c.getDescribe().picklistValues[0].value);`;
    expect(lines(source)).toEqual(['truetruefalseRequired fields are missing: [Name](Name)REQUIRED_FIELD_MISSING', 'Account NameGold']);
    expect(() => lines('Database.SaveResult r; r.success = true;')).toThrow('Field is not writeable: success');
    expect(() => lines('Database.SaveResult r; Object o = r.nothing;')).toThrow('Variable does not exist: nothing');
  });

  it.each([
    ['Account.Name', 'Schema.SObjectField'],
    ['Account.SObjectType', 'Schema.SObjectType'],
    ["new List<Object>{ 'a', Account.Name.getDescribe() }", 'Schema.DescribeFieldResult'],
    ["new Map<Schema.SObjectField, String>{ Account.Name => 'x' }", 'Schema.SObjectField'],
    ["new Map<Object, String>{ new List<String>() => 'x' }", 'List<String>'],
    ["new MathException('x')", 'System.MathException'],
    ["Pattern.compile('x')", 'Pattern']
  ])('has no JSON of %s', (expression, type) => {
    expect(() => printed(`JSON.serialize(${expression})`)).toThrow(`System.JSONException: Apex Type unsupported in JSON: ${type}`);
  });

  it('has JSON of results of Database methods', () => {
    expect(printed('JSON.serialize(Database.insert(new Account(), false))')).toBe(
      '{"id":null,"success":false,"errors":[{"message":"Required fields are missing: [Name]","statusCode":"REQUIRED_FIELD_MISSING","fields":["Name"]}]}'
    );
  });

  it.each([
    ["'a'.indexOfChar(-1)", '-1'],
    ["'&#99999999;'.unescapeHtml4()", '&#99999999;'],
    ["'A'.toLowerCase('no such locale')", 'a'],
    ['Datetime.newInstance(9223372036854775807L)', 'System.TypeException'],
    ['Date.newInstance(2147483647, 1, 1)', 'System.TypeException'],
    ['Datetime.newInstance(0L).addDays(2147483647)', 'System.TypeException'],
    ['1.5.setScale(2147483647)', 'System.MathException'],
    ['1.5.divide(3, 2147483647)', 'System.MathException'],
    ['Crypto.generateAesKey(-1)', 'System.InvalidParameterValueException']
  ])('answers %s like Apex, not like the engine', (expression, expected) => {
    const source = `try { System.debug(${expression}); } catch (Exception e) { System.debug(e.getTypeName()); }`;
    expect(lines(source)).toEqual([expected]);
  });
});

describe('errors of the engine', () => {
  let org: ApexTestOrg;
  const told = jest.spyOn(console, 'error');
  beforeAll(() => {
    org = new ApexTestOrg(schema, {
      Door: 'public class Door { @AuraEnabled public static Integer open() { return [SELECT COUNT() FROM Lead]; } }',
      DoorTest:
        "@IsTest private class DoorTest { @IsTest static void opens() { Door.open(); } @IsTest static void isRefused() { Pattern.compile('a(?x)b'); } }"
    });
  });
  beforeEach(() => told.mockReset());
  afterAll(() => {
    told.mockRestore();
    org.close();
  });

  /** Runs `work` while queries fail as only a defect can. */
  function broken<T>(error: Error, work: () => T): T {
    const query = jest.spyOn(org.db, 'all').mockImplementation(() => {
      throw error;
    });
    const get = jest.spyOn(org.db, 'get').mockImplementation(() => {
      throw error;
    });
    try {
      return work();
    } finally {
      query.mockRestore();
      get.mockRestore();
    }
  }

  const MESSAGE = 'An internal error of the embedded org ended this code. The terminal that runs the org shows its details.';

  it.each([new TypeError('x is not a function'), new RangeError('Invalid time value'), new Error('No such table')])(
    'are told to anyone who runs the org, and callers get an exception: %s',
    (error) => {
      org.rehearse((tx) => {
        const result = broken(error, () =>
          org.engine.executeAnonymous(tx, 'try { Door.open(); } catch (Exception e) { System.debug(e); }')
        );
        expect(result).toMatchObject({ compiled: true, success: false, exceptionMessage: `System.UnexpectedException: ${MESSAGE}` });
        expect(told).toHaveBeenCalledWith(error);
        expect(() => broken(error, () => org.engine.invokeAura(tx, 'Door', 'open', {}))).toThrow(MESSAGE);
        const [outcome] = org.engine.runTests(tx, [{ className: 'DoorTest', methodName: 'opens' }]);
        expect(outcome).toMatchObject({ outcome: 'Pass' });
      });
    }
  );

  it('what is not supported is refused as such, and no catch sees it', () => {
    org.rehearse((tx) => {
      const source = "try { Pattern.compile('a(?x)b'); } catch (Exception e) { System.debug(e); }";
      expect(org.engine.executeAnonymous(tx, source)).toMatchObject({
        success: false,
        exceptionMessage: 'System.UnsupportedOperationException: The embedded org does not support regular expression flag (?x).'
      });
      const [outcome] = org.engine.runTests(tx, [{ className: 'DoorTest', methodName: 'isRefused' }]);
      expect(outcome).toMatchObject({ outcome: 'Fail', stackTrace: expect.stringContaining('Class.DoorTest.isRefused: line 1') });
      expect(told).not.toHaveBeenCalled();
    });
  });
});
