import { schemaWith } from '../../schema/testing';
import { ApexTestOrg } from './testing';

const SOURCES = {
  Renamer: `public class Renamer implements Queueable {
    private Set<Id> ids; private Decimal factor; private Integer depth; private transient String lost = 'here';
    public Renamer(Set<Id> ids, Decimal factor, Integer depth) { this.ids = ids; this.factor = factor; this.depth = depth; }
    public void execute(QueueableContext context) {
      List<Account> accounts = [SELECT Id, Name FROM Account WHERE Id IN :ids];
      for (Account a : accounts) a.Name = 'Renamed ' + factor + ' ' + lost + ' ' + (context.getJobId() != null) + System.isQueueable();
      update accounts;
      if (depth > 1) System.enqueueJob(new Renamer(ids, factor + 1, depth - 1));
    }
  }`,
  Counter: `public class Counter implements Database.Batchable<SObject>, Database.Stateful {
    private Integer seen = 0; private List<Integer> sizes = new List<Integer>();
    public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id, Name FROM Account WHERE Name LIKE \\'Batch%\\' ORDER BY Name'); }
    public void execute(Database.BatchableContext context, List<Account> scope) { seen += scope.size(); sizes.add(scope.size()); for (Account a : scope) a.Description = 'done'; update scope; }
    public void finish(Database.BatchableContext context) { insert new Account(Name = 'Seen ' + seen + ' ' + sizes); }
  }`,
  Forgetful: `public class Forgetful implements Database.Batchable<String> {
    private Integer seen = 0;
    public Iterable<String> start(Database.BatchableContext context) { return new List<String>{ 'a', 'b', 'c' }; }
    public void execute(Database.BatchableContext context, List<String> scope) { seen++; insert new Account(Name = 'Forgetful ' + seen + scope); }
    public void finish(Database.BatchableContext context) {}
  }`,
  Later: `public class Later {
    @future public static void write(String name, List<Decimal> numbers) { insert new Account(Name = name + ' ' + numbers + System.isFuture()); }
    @future public static void again(String name) { write(name, null); }
  }`,
  Nightly: `public class Nightly implements Schedulable {
    public void execute(SchedulableContext context) { insert new Account(Name = 'Nightly ' + System.isScheduled()); }
  }`,
  JobTest: `@IsTest private class JobTest {
    public static Integer counter = 0;
    @TestSetup static void setup() { insert new Account(Name = 'From setup'); counter = 5; }
    @IsTest static void jobsRunAtStopTest() {
      Account a = [SELECT Id FROM Account WHERE Name = 'From setup' WITH SYSTEM_MODE];
      Assert.areEqual(0, counter, 'statics are fresh');
      Test.startTest();
      Assert.areEqual(0, Limits.getQueries());
      System.enqueueJob(new Renamer(new Set<Id>{ a.Id }, 1.50, 1));
      Assert.areEqual('From setup', [SELECT Name FROM Account WHERE Id = :a.Id].Name);
      Test.stopTest();
      Assert.areEqual('Renamed 1.50 null truetrue', [SELECT Name FROM Account WHERE Id = :a.Id].Name);
      Assert.areEqual(1, Limits.getQueries() - 1, 'back to the counters from before');
    }
    @IsTest static void aJobMayNotStartAnother() {
      Account a = [SELECT Id FROM Account WHERE Name = 'From setup' WITH SYSTEM_MODE];
      Test.startTest();
      System.enqueueJob(new Renamer(new Set<Id>{ a.Id }, 1.50, 2));
      try { Test.stopTest(); Assert.fail('A chain'); }
      catch (AsyncException refused) { Assert.areEqual('Maximum stack depth has been reached.', refused.getMessage()); }
    }
    @IsTest static void rowsOfOtherTestsAreGone() { Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name LIKE 'From setup' OR Name LIKE 'Renamed%']); }
    @IsTest static void aBatchMayExecuteOnce() {
      insert new Account(Name = 'Batch of a test');
      Test.startTest(); Database.executeBatch(new Counter(), 200); Test.stopTest();
      Assert.areEqual(1, [SELECT COUNT() FROM Account WHERE Name = 'Seen 1 (1)']);
    }
    @IsTest static void failsByName() { Assert.areEqual(1, 2, 'one is not two'); }
    @IsTest static void assertionsCannotBeCaught() { try { Assert.fail('stop'); } catch (Exception e) { System.debug(e); } }
    @IsTest static void createdDatesCanBeSet() {
      Account a = [SELECT Id FROM Account WHERE Name = 'From setup'];
      Test.setCreatedDate(a.Id, Datetime.newInstanceGmt(2020, 1, 2, 3, 4, 5));
      Assert.areEqual(2020, [SELECT CreatedDate FROM Account WHERE Id = :a.Id].CreatedDate.yearGmt());
    }
  }`
};

describe('asynchronous Apex', () => {
  let org: ApexTestOrg;
  const names = (like: string): string[] =>
    org.db.all('SELECT Name FROM Account WHERE Name LIKE ? ORDER BY Name', [like]).map((row) => String(row['Name']));
  beforeAll(() => {
    org = new ApexTestOrg(schemaWith(), SOURCES);
  });
  afterAll(() => org.close());

  it('runs queueables after the commit, with their state but for transient fields, and those they enqueue', () => {
    org.run("Account a = new Account(Name = 'Job'); insert a; System.enqueueJob(new Renamer(new Set<Id>{ a.Id }, 2.0, 2));");
    expect(names('Job')).toEqual(['Job']);
    org.jobs.runDue();
    expect(names('Renamed%')).toEqual(['Renamed 3.0 null truetrue']);
  });

  it('forgets jobs of a transaction that rolls back', () => {
    expect(() => org.run('System.enqueueJob(new Renamer(new Set<Id>(), 1, 1)); Integer i = 1 / 0;')).toThrow('Divide by 0');
    expect(org.jobs.runDue()).toBe(0);
  });

  it('cuts a batch into scopes, carries stateful fields and finishes once', () => {
    org.run(
      "List<Account> l = new List<Account>(); for (Integer i = 0; i < 25; i++) l.add(new Account(Name = 'Batch ' + i)); insert l; Database.executeBatch(new Counter(), 10);"
    );
    org.jobs.runDue();
    expect(names('Seen%')).toEqual(['Seen 25 (10, 10, 5)']);
    expect(org.db.get("SELECT COUNT(*) AS n FROM Account WHERE Description = 'done'")?.['n']).toBe(25);
  });

  it('starts every scope of a batch that is not stateful afresh', () => {
    org.run('Database.executeBatch(new Forgetful(), 2);');
    org.jobs.runDue();
    expect(names('Forgetful%')).toEqual(['Forgetful 1(a, b)', 'Forgetful 1(c)']);
  });

  it('runs future methods after the commit, and refuses those that call each other', () => {
    org.run("Later.write('Later', new List<Decimal>{ 1.50 });");
    expect(names('Later%')).toEqual([]);
    org.jobs.runDue();
    expect(names('Later%')).toEqual(['Later (1.50)true']);
    org.run("Later.again('Chained');");
    org.jobs.runDue();
    expect(org.db.get("SELECT Status, ExtendedStatus FROM AsyncApexJob WHERE MethodName = 'again'")).toMatchObject({
      Status: 'Failed',
      ExtendedStatus: expect.stringContaining('Future method cannot be called from a future or batch method: Later.write')
    });
  });

  it('runs scheduled classes at their time', () => {
    org.run("System.schedule('nightly', '0 0 2 * * ?', new Nightly());");
    expect(org.jobs.runDue()).toBe(0);
    org.now += 24 * 3_600_000;
    org.jobs.runDue();
    expect(names('Nightly%')).toEqual(['Nightly true']);
  });

  it.each([
    ["'bad', 'not a cron'", 'System.StringException', "Invalid cron expression 'not a cron': it needs six or seven fields."],
    ["'often', '0 0/5 * * * ?'", 'System.StringException', 'Seconds and minutes must be specified as integers: 0 0/5 * * * ?'],
    ["'past', '0 0 2 1 1 ? 2020'", 'System.AsyncException', "Based on configured schedule, the given trigger 'past' will never fire."],
    ["'nightly', '0 0 3 * * ?'", 'System.AsyncException', 'The Apex job named "nightly" is already scheduled for execution.']
  ])('refuses to schedule %s', (parameters, type, message) => {
    expect(
      org.run(`try { System.schedule('nightly', '0 0 2 * * ?', new Nightly()); } catch (AsyncException known) { }
        try { System.schedule(${parameters}, new Nightly()); } catch (Exception e) { System.debug(e.getTypeName() + ': ' + e.getMessage()); }`)
    ).toEqual([`${type}: ${message}`]);
  });

  it('forgets a scheduled job that is aborted, with its name', () => {
    const count = (): unknown => org.db.get("SELECT COUNT(*) AS n FROM CronJobDetail WHERE Name = 'short-lived'")?.['n'];
    org.run("System.schedule('short-lived', '0 0 2 * * ?', new Nightly());");
    expect(count()).toBe(1);
    org.run("System.abortJob([SELECT Id FROM CronTrigger WHERE CronJobDetail.Name = 'short-lived'].Id);");
    expect(count()).toBe(0);
    org.run("System.schedule('short-lived', '0 0 2 * * ?', new Nightly());");
  });

  it('adds working time in whole minutes', () => {
    const id = '01m000000000901AAA';
    org.db.run("INSERT INTO BusinessHours (Id, TimeZoneSidKey, MondayStartTime, MondayEndTime) VALUES (?, 'GMT', 32400000, 61200000)", [
      id
    ]);
    expect(
      org.run(`Datetime start = Datetime.newInstanceGmt(2026, 11, 23, 10, 0, 30);
        System.debug(BusinessHours.add('${id}', start, 119999L).formatGmt('HH:mm:ss'));
        System.debug(BusinessHours.addGmt('${id}', start, -60001L).formatGmt('HH:mm:ss'));
        System.debug(BusinessHours.diff('${id}', start, start.addSeconds(-45)));`)
    ).toEqual(['10:01:30', '09:59:30', '-45000']);
  });

  it('runs test methods one by one on the rows of the setup', () => {
    const outcomes = org.rehearse((tx) => org.engine.runTests(tx, org.engine.testMethods()));
    const failed = outcomes.filter(({ outcome }) => outcome !== 'Pass').map(({ methodName, message }) => `${methodName}: ${message ?? ''}`);
    expect(failed).toEqual([
      'failsByName: System.AssertException: Assertion Failed: one is not two: Expected: 1, Actual: 2',
      'assertionsCannotBeCaught: System.AssertException: Assertion Failed: stop'
    ]);
    expect(outcomes.find(({ methodName }) => methodName === 'failsByName')?.stackTrace).toMatch(
      /^Class.JobTest.failsByName: line 28, column \d+$/
    );
    const limits = outcomes.find(({ methodName }) => methodName === 'jobsRunAtStopTest')?.limits;
    expect(limits).toContainEqual({ name: 'queries', used: 2, allowed: 100 });
    expect(names('From setup')).toEqual([]);
  });
});
