import { schemaWith } from '../../schema/testing';
import { ApexTestOrg } from './testing';

const SOURCES = {
  Log: 'public class Log { public static List<String> lines = new List<String>(); public static String flag; }',
  Queued:
    "public class Queued implements Queueable { public void execute(QueueableContext c) { Log.lines.add('queued ' + Log.flag); Log.flag = 'by job'; } }",
  Later: "public class Later { @future public static void write(String text) { Log.lines.add(text + ' ' + Log.flag); } }",
  Batched: `public class Batched implements Database.Batchable<Integer> {
    public Iterable<Integer> start(Database.BatchableContext c) { Log.lines.add('start ' + Log.flag); return new List<Integer>{ 1 }; }
    public void execute(Database.BatchableContext c, List<Integer> scope) { Log.lines.add('execute'); }
    public void finish(Database.BatchableContext c) { Log.lines.add('finish'); } }`,
  Nightly:
    "public class Nightly implements Schedulable { public void execute(SchedulableContext c) { Log.lines.add('scheduled ' + Log.flag); } }",
  JobsTest: `@IsTest private class JobsTest {
    static void check(String expected) { Assert.areEqual(expected, String.join(Log.lines, ',')); }
    @IsTest static void queueable() { Log.flag = 'by test'; Test.startTest(); System.enqueueJob(new Queued()); Test.stopTest(); check('queued by test'); Assert.areEqual('by job', Log.flag); }
    @IsTest static void future() { Log.flag = 'by test'; Test.startTest(); Later.write('later'); Test.stopTest(); check('later by test'); }
    @IsTest static void batch() { Log.flag = 'by test'; Test.startTest(); Database.executeBatch(new Batched()); Test.stopTest(); check('start by test,execute,finish'); }
    @IsTest static void scheduled() { Log.flag = 'by test'; Test.startTest(); System.schedule('n', '0 0 5 * * ?', new Nightly()); Test.stopTest(); check('scheduled by test'); }
    @IsTest static void statics() { Assert.isNull(Log.flag, 'statics of other tests are not seen'); check(''); }
    @IsTest static void jobRow() {
      Id trigger = System.schedule('n', '0 0 5 * * ?', new Nightly());
      AsyncApexJob job = [SELECT Status, CronTriggerId, CompletedDate FROM AsyncApexJob WHERE JobType = 'ScheduledApex' WITH SYSTEM_MODE];
      Assert.areEqual('Queued', job.Status); Assert.areEqual(trigger, job.CronTriggerId); Assert.isNull(job.CompletedDate);
      System.abortJob(trigger);
      Assert.areEqual('Aborted', [SELECT Status FROM AsyncApexJob WHERE Id = :job.Id WITH SYSTEM_MODE].Status);
      System.schedule('n', '0 0 5 * * ?', new Nightly());
      Assert.areEqual(2, [SELECT COUNT() FROM AsyncApexJob WHERE JobType = 'ScheduledApex' WITH SYSTEM_MODE]);
    }
  }`,
  RunAsTest: `@IsTest private class RunAsTest {
    static User fresh(String username) {
      return new User(Username = username, LastName = 'New', Email = 'n@example.com', Alias = 'new', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
        LanguageLocaleKey = 'en_US', EmailEncodingKey = 'UTF-8', ProfileId = UserInfo.getProfileId());
    }
    @IsTest static void newUser() {
      insert new Account(Name = 'first');
      User u = fresh('new@example.com'); Integer before = Limits.getDmlStatements();
      System.runAs(u) { Assert.areEqual('new@example.com', UserInfo.getUserName()); Assert.areEqual(u.Id, UserInfo.getUserId()); insert new Group(Name = 'g', Type = 'Regular', DeveloperName = 'g'); }
      Assert.areEqual(1, [SELECT COUNT() FROM User WHERE Id = :u.Id WITH SYSTEM_MODE]);
      Assert.areEqual(before + 2, Limits.getDmlStatements(), 'runAs and the insert inside');
      System.runAs(u) { Assert.areEqual(u.Id, UserInfo.getUserId()); }
      Assert.areNotEqual(u.Id, UserInfo.getUserId());
    }
    @IsTest static void incomplete() {
      try { System.runAs(new User(LastName = 'x')) { Assert.fail('not reached'); } } catch (DmlException e) { Assert.isTrue(e.getMessage().contains('REQUIRED_FIELD_MISSING'), e.getMessage()); }
    }
    @IsTest static void nobody() { User none; try { System.runAs(none) { Assert.fail('not reached'); } } catch (NullPointerException e) { Assert.isNotNull(e); } }
  }`
};

describe('tests of an org', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schemaWith(), SOURCES);
    org.db.run('INSERT INTO Profile (Id, Name) SELECT ProfileId, \'Admin\' FROM "User"');
  });
  afterAll(() => org.close());

  it.each(
    Object.entries({
      JobsTest: ['queueable', 'future', 'batch', 'scheduled', 'statics', 'jobRow'],
      RunAsTest: ['newUser', 'incomplete', 'nobody']
    }).flatMap(([className, methods]) => methods.map((methodName) => ({ className, methodName })))
  )('$className $methodName', (method) => {
    const [outcome] = org.rehearse((tx) => org.engine.runTests(tx, [method]));
    expect([outcome?.outcome, outcome?.message]).toEqual(['Pass', null]);
  });

  it('leave statics outside of tests to each job', () => {
    org.run("Log.flag = 'by block'; System.enqueueJob(new Queued());");
    org.jobs.runDue();
    expect(org.db.get("SELECT Status FROM AsyncApexJob WHERE JobType = 'Queueable'")).toEqual({ Status: 'Completed' });
  });

  it('keep one job row for a schedule until it ends', () => {
    const rows = (): unknown[] => org.db.all("SELECT Status FROM AsyncApexJob WHERE JobType = 'ScheduledApex'").map((row) => row['Status']);
    org.run("System.schedule('once', '0 0 2 25 12 ? 2026', new Nightly());");
    expect(rows()).toEqual(['Queued']);
    org.now = Date.UTC(2026, 11, 26);
    org.jobs.runDue();
    expect(rows()).toEqual(['Completed']);
  });
});
