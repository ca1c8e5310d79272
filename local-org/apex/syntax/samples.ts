/** Apex that uses every construct of the language at least once; read by the tests only. */
export const CLASS_SAMPLES: Readonly<Record<string, string>> = {
  declarations: `
global virtual with sharing class Declarations extends Base implements Comparable, Database.Batchable<SObject> {
  @TestVisible private static final Integer LIMIT_OF_ALL = 5;
  public transient String a, b = 'x', c;
  public Integer counted { get; private set; }
  public static Decimal rate { get { return rate ?? 1.5; } set { rate = value; } }
  static { rate = 2; }
  { a = 'instance'; }
  public Declarations() { this('none'); }
  protected Declarations(final String a) { super(a); this.a = a; }
  public enum Kind { ONE, TWO, THREE }
  public enum Empty {}
  public interface Shape extends Other, More<String> { Decimal area(Integer side, List<Map<Id, Set<String>>> more); void none(); }
  public abstract class Inner { public abstract void work(); protected virtual Integer size() { return 1; } }
  private without sharing class Second extends Inner { public override void work() { } }
  private inherited sharing class ThirdException extends Exception { }
  @AuraEnabled(cacheable=true) public static List<Lead> read(String[] names, Integer[][] grid) { return null; }
  @InvocableMethod(label='Do it' description='It is done') public static void invoke(List<Id> ids) { }
  @future(callout=true) static void later() { }
  public Integer compareTo(Object other) { return 0; }
  webservice static String served() { return ''; }
}`,
  statements: `
public class Statements {
  void run(Integer n, List<Lead> leads) {
    if (n > 1) { n--; } else if (n == 0) return; else { n = 5; }
    for (Integer i = 0, j = 10; i < j; i++, j--) { continue; }
    for (;;) { break; }
    for (Lead l : leads) { update l; }
    for (List<Lead> some : [SELECT Id FROM Lead]) delete some;
    while (n < 10) n++;
    do { n += 2; n -= 1; n *= 3; n /= 2; n |= 1; n &= 7; n ^= 2; n <<= 1; n >>= 1; n >>>= 1; } while (n < 3);
    switch on n { when 1, 2 { n = 3; } when -5 { n = 4; } when null { n = 5; } when else { n = 6; } }
    switch on kind { when ONE { n = 1; } when TWO, THREE { n = 2; } }
    switch on record { when Lead l { n = 1; } when Account a { n = 2; } }
    try { throw new OddException('x'); } catch (OddException e) { n = 0; } catch (Exception e) { n = 1; } finally { n = 2; }
    try { n = 1; } finally { n = 2; }
    System.runAs(user) { n = 3; }
    insert leads; insert as user leads; update as system leads; upsert leads; upsert leads External__c; upsert as user leads Lead.External__c;
    delete leads; undelete leads; merge first second;
    final Integer fixed = 1; Integer u, v = 2; Map<String, List<Integer>> m;
    { Integer inner = 1; }
    return;
  }
}`,
  expressions: `
public class Expressions {
  Object run(Integer n, String s, Map<String, Object> m, SObject record) {
    Integer i = 1 + 2 - 3 * 4 / 5; Long l = 5L; Double d = 2.5d; Decimal e = 1.50; Decimal f = .5;
    Boolean b = !(n > 1 && n < 2 || n >= 3 ^ n <= 4) == true != false; b = n === i || n !== i || n <> i;
    i = n & 1 | 2 ^ 3; i = n << 2 >> 1 >>> 1; i = ~n + -n + +n; i++; ++i; i--; --i; i = -2147483648;
    Object o = (Object) n; o = (List<Lead>) m.get('x'); o = (String) o + (Integer) -n; s = (s);
    b = o instanceof Lead; b = o instanceof List<String>; s = b ? 'y' : n > 1 ? 'z' : 'w';
    s = s?.trim()?.toLowerCase() ?? m?.toString() ?? 'none'; o = record.Owner?.Name;
    List<Integer> li = new List<Integer>{ 1, 2 }; Set<String> ss = new Set<String>{ 'a' }; Integer[] arr = new Integer[]{ 3 }; arr = new Integer[5];
    Map<Id, Lead> ml = new Map<Id, Lead>{ null => new Lead(LastName = 'x', Company = s) }; li = new List<Integer>(); arr[0] = li[1]++;
    Type t = Expressions.class; t = List<Lead>.class; t = Map<Id, Lead[]>.class; t = Integer[].class;
    o = [SELECT Id, Owner.Name, (SELECT Id FROM Contacts) FROM Account WHERE Name = :s AND CreatedDate > LAST_N_DAYS:30 AND Id IN :ml.keySet() LIMIT :(n + 1)];
    o = [SELECT COUNT(Id) c FROM Lead WHERE CreatedDate > 2026-01-01T10:20:30Z GROUP BY LeadSource][0].get('c');
    o = this.run(n, 'it\\'s \\u0041', null, super.give()).toString(); Schema.SObjectField field = Lead.Company; o = Trigger.new;
    o = Database.query('SELECT Id FROM Lead').size(); return System.Label.Hello + Account.SObjectType.getDescribe().getName();
  }
}`
};

export const TRIGGER_SAMPLE = `
trigger Sample on Lead (before insert, before update, after delete, after undelete) {
  if (Trigger.isBefore) { new Handler().run(Trigger.new, Trigger.oldMap); }
  for (Lead l : Trigger.new) { l.Company = 'x'; }
}`;
