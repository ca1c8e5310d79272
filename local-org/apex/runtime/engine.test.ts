import { schemaWith, number } from '../../schema/testing';
import { ApexUncaughtException } from '../types';
import { ApexTestOrg } from './testing';

const schema = schemaWith([{ extend: 'Lead', fields: [number('Score__c', 5, 1)] }]);

const SOURCES = {
  LeadTrigger: `trigger LeadTrigger on Lead (before insert, before update, after insert, after update, after delete) {
    LeadLog.add(Trigger.operationType.name() + ' ' + Trigger.size);
    if (Trigger.isBefore) {
      for (Lead l : Trigger.new) {
        l.Title = l.LastName + ' of ' + l.Company;
        if (l.LastName == 'Refused') l.addError('No, thanks');
        if (l.LastName == 'Wrong') l.LastName.addError('Wrong name');
        if (l.LastName == 'Broken') { Lead none; none.Company = 'x'; }
      }
    } else if (Trigger.isUpdate) {
      LeadLog.add(Trigger.oldMap.get(Trigger.new[0].Id).Company + ' to ' + Trigger.new[0].Company);
    }
    if (Trigger.isAfter && Trigger.isInsert && Trigger.new[0].LastName == 'Writes') Trigger.new[0].Company = 'not allowed';
  }`,
  LeadLog: `public class LeadLog {
    public static List<String> lines = new List<String>();
    public static void add(String line) { lines.add(line); }
  }`,
  LeadApi: `public with sharing class LeadApi {
    public class View { @AuraEnabled public String name; @AuraEnabled public Decimal score; @AuraEnabled public List<String> tags; @AuraEnabled public Datetime at; }
    @AuraEnabled(cacheable=true) public static View show(String name, Decimal score, List<String> tags) {
      View v = new View(); v.name = name; v.score = score.setScale(2); v.tags = tags; v.at = System.now(); return v;
    }
    @AuraEnabled public static Integer total(List<View> views) { Decimal sum = 0; for (View v : views) sum += v.score; return (Integer) sum; }
    @AuraEnabled public static void fail() { throw new AuraHandledException('Try again later'); }
    @AuraEnabled public static void breakDml() { insert new Lead(LastName = 'Refused', Company = 'x'); }
  }`
};

describe('Apex in an org', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schema, SOURCES);
  });
  afterAll(() => org.close());
  const debug = (source: string): string[] => org.run(source);

  it('runs triggers around a bulk insert in chunks of 200, with what before triggers wrote', () => {
    const lines = debug(`
      List<Lead> leads = new List<Lead>();
      for (Integer i = 0; i < 450; i++) leads.add(new Lead(LastName = 'L' + i, Company = 'Acme'));
      insert leads;
      System.debug(LeadLog.lines);
      System.debug([SELECT COUNT() FROM Lead WHERE Title LIKE 'L% of Acme']);
      System.debug(leads[449].Id.getSobjectType());`);
    expect(lines).toEqual([
      '(BEFORE_INSERT 200, AFTER_INSERT 200, BEFORE_INSERT 200, AFTER_INSERT 200, BEFORE_INSERT 50, AFTER_INSERT 50)',
      '450',
      'Lead'
    ]);
  });

  it.each(['while (true) { }', 'do { } while (true);', 'for (;;) { try { Integer i = 1; } catch (Exception e) { } }'])(
    'ends %s once the time allowed is over',
    (source) => {
      const start = performance.now();
      let looks = 0;
      const clock = jest.spyOn(performance, 'now').mockImplementation(() => start + 4_000 * looks++);
      const cpu = jest.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: 4_000_000 * looks++, system: 0 }));
      try {
        expect(() => debug(source)).toThrow('System.LimitException: Apex CPU time limit exceeded');
      } finally {
        clock.mockRestore();
        cpu.mockRestore();
      }
    }
  );

  it.each(["'a'.repeat(2000000000);", "''.leftPad(2000000000);"])('refuses %s, which no memory holds', (source) => {
    expect(() => debug(source)).toThrow('System.LimitException: Apex heap size too large');
  });

  it('gives triggers the old rows, and refuses writing to records after the save', () => {
    expect(
      debug(
        `Lead l = new Lead(LastName = 'Mover', Company = 'Old'); insert l; l.Company = 'New'; update l; System.debug(LeadLog.lines[LeadLog.lines.size() - 1]);`
      )
    ).toEqual(['Old to New']);
    expect(() => debug("insert new Lead(LastName = 'Writes', Company = 'x');")).toThrow(/System.FinalException: Record is read-only/);
  });

  it('reports errors put on records and fields like the platform', () => {
    const [message, count, field] = debug(`
      try { insert new List<Lead>{ new Lead(LastName = 'Fine', Company = 'x'), new Lead(LastName = 'Wrong', Company = 'x') }; }
      catch (DmlException e) { System.debug(e.getMessage()); System.debug(e.getNumDml() + ' ' + e.getDmlIndex(0) + ' ' + e.getDmlType(0)); System.debug(e.getDmlFields(0)); }`);
    expect(message).toBe('Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Wrong name: [LastName]');
    expect(count).toBe('1 1 FIELD_CUSTOM_VALIDATION_EXCEPTION');
    expect(field).toBe('(LastName)');
  });

  it('names the record of a failed update, upsert or deletion', () => {
    const lines = debug(`
      Lead l = new Lead(LastName = 'Fine', Company = 'x'); insert l; String own = l.Id; String absent = '00Q000000000999EAA';
      l.LastName = 'Wrong';
      try { update l; } catch (DmlException e) { System.debug(e.getMessage().replace(own, 'own') + ' ' + (e.getDmlId(0) == own)); }
      try { upsert l; } catch (DmlException e) { System.debug(e.getMessage().replace(own, 'own')); }
      try { Database.update(new List<Lead>{ l }); } catch (DmlException e) { System.debug(e.getMessage().replace(own, 'own')); }
      try { delete new Lead(Id = absent); } catch (DmlException e) { System.debug(e.getMessage().substringBefore(';')); }
      System.debug(Database.update(l, false).getId());`);
    expect(lines).toEqual([
      'Update failed. First exception on row 0 with id own; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Wrong name: [LastName] true',
      'Upsert failed. First exception on row 0 with id own; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Wrong name: [LastName]',
      'Update failed. First exception on row 0 with id own; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Wrong name: [LastName]',
      'Delete failed. First exception on row 0 with id 00Q000000000999EAA',
      'null'
    ]);
  });

  it('fails the records of a trigger that throws, naming trigger, cause and line', () => {
    expect(() => debug("insert new Lead(LastName = 'Broken', Company = 'x');")).toThrow(
      /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, LeadTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.LeadTrigger: line 8, column \d+/
    );
  });

  it('saves the good records where some may fail, and gives them ids', () => {
    expect(
      debug(`
        List<Lead> leads = new List<Lead>{ new Lead(LastName = 'Refused', Company = 'x'), new Lead(LastName = 'Fine', Company = 'x') };
        List<Database.SaveResult> results = Database.insert(leads, false);
        System.debug(results[0].isSuccess() + ' ' + results[0].getErrors()[0].getMessage() + ' ' + results[0].getErrors()[0].getStatusCode());
        System.debug(results[1].isSuccess() + ' ' + (results[1].getId() == leads[1].Id) + ' ' + (leads[0].Id == null));`)
    ).toEqual(['false No, thanks FIELD_CUSTOM_VALIDATION_EXCEPTION', 'true true true']);
  });

  it('undoes everything when one of several kinds of records fails', () => {
    expect(
      debug(`
        try { insert new List<SObject>{ new Account(Name = 'Kept?'), new Lead(LastName = 'Refused', Company = 'x') }; } catch (DmlException e) {}
        System.debug([SELECT COUNT() FROM Account WHERE Name = 'Kept?']);`)
    ).toEqual(['0']);
  });

  it('rolls rows back to a savepoint and leaves memory as it is', () => {
    expect(
      debug(`
        Savepoint sp = Database.setSavepoint();
        Account a = new Account(Name = 'Gone'); insert a;
        Database.rollback(sp);
        System.debug([SELECT COUNT() FROM Account WHERE Name = 'Gone'] + ' ' + (a.Id != null));`)
    ).toEqual(['0 true']);
  });

  it('hydrates parents, children and aggregates', () => {
    expect(
      debug(`
        Account a = new Account(Name = 'Parent', AnnualRevenue = 10.5); insert a;
        insert new List<Contact>{ new Contact(LastName = 'B', AccountId = a.Id), new Contact(LastName = 'A', AccountId = a.Id) };
        Contact c = [SELECT LastName, Account.Name, Account.AnnualRevenue FROM Contact WHERE AccountId = :a.Id ORDER BY LastName LIMIT 1];
        System.debug(c.LastName + ' ' + c.Account.Name + ' ' + c.AccountId.equals(a.Id));
        Account read = [SELECT Id, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account WHERE Id = :a.Id];
        System.debug(read.Contacts.size() + read.Contacts[1].LastName);
        AggregateResult r = [SELECT COUNT(Id) n, MAX(LastName) m FROM Contact WHERE AccountId = :a.Id];
        System.debug(r.get('n') + ' ' + r.get('M'));
        try { System.debug(read.Name); } catch (SObjectException e) { System.debug(e.getMessage()); }`)
    ).toEqual(['A Parent true', '2B', '2 B', 'SObject row was retrieved via SOQL without querying the requested field: Account.Name']);
  });

  it('gives every queried record its id, asked for or not', () => {
    expect(
      debug(`
      insert new Lead(LastName = 'Unasked', Company = 'Acme');
      Lead found = [SELECT Company FROM Lead WHERE LastName = 'Unasked'];
      found.Company = 'Acme Europe';
      update found;
      List<Lead> dynamic = Database.query('SELECT Company FROM Lead WHERE LastName = \\'Unasked\\'');
      System.debug(dynamic[0].Id == found.Id);
      System.debug(dynamic[0].Company);`)
    ).toEqual(['true', 'Acme Europe']);
  });

  it('binds variables in dynamic queries and refuses malformed ones as QueryException', () => {
    expect(
      debug(`
        insert new Account(Name = 'Dynamic');
        String wanted = 'Dynamic'; Set<String> names = new Set<String>{ 'Dynamic', 'Other' };
        System.debug(Database.query('SELECT Name FROM Account WHERE Name = :wanted').size());
        System.debug(Database.countQuery('SELECT COUNT() FROM Account WHERE Name IN :names'));
        System.debug(Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>{ 'n' => 'Dynamic' }, AccessLevel.USER_MODE).size());
        try { Database.query('SELECT Nonsense FROM Account'); } catch (QueryException e) { System.debug(e.getMessage().contains('Nonsense')); }`)
    ).toEqual(['1', '1', '1', 'true']);
  });

  it('runs in user mode by default and without permissions where the code says so', () => {
    org.security.hiddenFields.add('Lead.Score__c');
    try {
      expect(() => debug('System.debug([SELECT Score__c FROM Lead LIMIT 1]);')).toThrow(/Score__c/);
      expect(debug('System.debug([SELECT Score__c FROM Lead WITH SYSTEM_MODE LIMIT 1].size());')).toEqual(['1']);
      expect(
        debug(`
          SObjectAccessDecision d = Security.stripInaccessible(AccessType.CREATABLE, new List<Lead>{ new Lead(LastName = 'x', Score__c = 5) });
          System.debug(d.getRemovedFields() + ' ' + ((Lead) d.getRecords()[0]).isSet('Score__c'));`)
      ).toEqual(['{Lead={Score__c}} false']);
      expect(debug("System.debug(Lead.Score__c.getDescribe().isAccessible() + ' ' + Lead.Company.getDescribe().isUpdateable());")).toEqual([
        'false true'
      ]);
    } finally {
      org.security.hiddenFields.clear();
    }
  });

  it('stops at the limits, and no catch helps', () => {
    expect(() =>
      debug(
        "try { for (Integer i = 0; i < 101; i++) { List<Account> a = [SELECT Id FROM Account LIMIT 1]; } } catch (Exception e) { System.debug('caught'); }"
      )
    ).toThrow('System.LimitException: Too many SOQL queries: 101');
  });

  it('serves @AuraEnabled methods in JSON', () => {
    expect(org.engine.auraMethod('leadapi', 'SHOW')).toMatchObject({
      className: 'LeadApi',
      methodName: 'show',
      cacheable: true,
      returnType: 'LeadApi.View'
    });
    expect(org.transact((tx) => org.engine.invokeAura(tx, 'LeadApi', 'show', { name: 'Ä', score: 1.5, tags: ['a', 'b'] }))).toEqual({
      name: 'Ä',
      score: 1.5,
      tags: ['a', 'b'],
      at: '2026-11-22T17:00:00.000Z'
    });
    expect(org.transact((tx) => org.engine.invokeAura(tx, 'LeadApi', 'total', { views: [{ score: 1 }, { score: 2.5 }] }))).toBe(3);
  });

  it('refuses parameters that do not fit and tells clients what Apex throws', () => {
    const call = (method: string, parameters = {}) => org.transact((tx) => org.engine.invokeAura(tx, 'LeadApi', method, parameters));
    expect(() => call('show', { name: 'x', score: 'much', tags: [] })).toThrow(/invalid for action parameter 'score' of type 'Decimal'/);
    expect(() => call('show', { wrong: 1 })).toThrow(/has no parameter wrong/);
    expect(() => call('fail')).toThrow('Try again later');
    try {
      call('breakDml');
    } catch (error) {
      expect(error).toBeInstanceOf(ApexUncaughtException);
      expect(error).toMatchObject({
        typeName: 'System.DmlException',
        dmlErrors: [{ index: 0, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No, thanks' }]
      });
      expect((error as ApexUncaughtException).apexStackTrace).toContain('Class.LeadApi.breakDml: line 8');
    }
    expect.assertions(6);
  });

  it('says where anonymous code does not compile or fails', () => {
    expect(org.rehearse((tx) => org.engine.executeAnonymous(tx, 'Integer i = 1;\nInteger j = nothing;'))).toMatchObject({
      compiled: false,
      line: 2
    });
    expect(
      org.rehearse((tx) => org.engine.executeAnonymous(tx, '\nList<Integer> l = new List<Integer>();\nSystem.debug(l[3]);'))
    ).toMatchObject({
      compiled: true,
      success: false,
      line: 3,
      exceptionMessage: 'System.ListException: List index out of bounds: 3'
    });
  });
});
