import { errorsOf } from '../testing/language';

/** The one error of a class whose second line, from column 5, is the code. */
function problem(code: string, more: Parameters<typeof errorsOf>[1] = {}): string[] {
  return errorsOf({ A: `public virtual class A {\n    ${code}\n}` }, more);
}

const inMethod = (body: string): string => `public static void run() { ${body} }`;

describe('names and types', () => {
  it.each([
    ['Integer i = x;', 'A.cls:2:44: Variable does not exist: x'],
    ['Foo f;', 'A.cls:2:32: Invalid type: Foo'],
    ['Case c;', 'A.cls:2:32: unsupported construct: type Case'],
    ['HttpRequest r = new HttpRequest();', 'A.cls:2:32: unsupported construct: type HttpRequest'],
    ['System.PageReference p;', 'A.cls:2:32: unsupported construct: type System.PageReference'],
    ['ConnectApi.FeedItem f;', 'A.cls:2:32: unsupported construct: type ConnectApi.FeedItem'],
    ["Cache.Org.get('x');", 'A.cls:2:32: unsupported construct: Cache'],
    ['Object o = OrgLimits.getMap();', 'A.cls:2:43: unsupported construct: OrgLimits'],
    ['Nothing.get();', 'A.cls:2:32: Variable does not exist: Nothing'],
    ['Object o = Limits.nothing;', 'A.cls:2:50: Variable does not exist: nothing, or unsupported construct: Limits.nothing'],
    ["Integer i = 'x';", 'A.cls:2:40: Illegal assignment from String to Integer'],
    ['Integer i = 1L;', 'A.cls:2:40: Illegal assignment from Long to Integer'],
    ['Integer i = 1.5;', 'A.cls:2:40: Illegal assignment from Decimal to Integer'],
    ['Lead l = new Contact();', 'A.cls:2:37: Illegal assignment from Contact to Lead'],
    ['SObject s; Lead l = s;', 'A.cls:2:48: Illegal assignment from SObject to Lead'],
    ['Object o; String s = o;', 'A.cls:2:49: Illegal assignment from Object to String'],
    ['Set<Object> s = new Set<String>();', 'A.cls:2:44: Illegal assignment from Set<String> to Set<Object>'],
    ['foo(1);', 'A.cls:2:32: Method does not exist or incorrect signature: void foo(Integer) from the type A'],
    [
      "'x'.foo('y');",
      'A.cls:2:36: Method does not exist or incorrect signature: void foo(String) from the type String, or unsupported construct: String.foo'
    ],
    [
      'String.foo();',
      'A.cls:2:39: Method does not exist or incorrect signature: void foo() from the type String, or unsupported construct: String.foo'
    ],
    ['Lead l = new Lead(Nope__c = 1);', 'A.cls:2:50: Field does not exist: Nope__c on Lead'],
    ['Lead l; l.Nope__c = 1;', 'A.cls:2:42: Variable does not exist: Nope__c'],
    ["Lead l = new Lead(LastName = 'a', lastname = 'b');", 'A.cls:2:66: Duplicate field initialization: lastname'],
    ['Integer i; Integer I;', 'A.cls:2:51: Duplicate variable: I'],
    ['if (1) { }', 'A.cls:2:36: Condition expression must be of type Boolean: Integer'],
    ["Boolean b = 1 == 'x';", 'A.cls:2:46: Comparison arguments must be compatible types: Integer, String'],
    ['Object o = true + 1;', 'A.cls:2:48: Arithmetic expressions must use numeric arguments: Boolean, Integer'],
    ['final Integer i = 1; i = 2;', 'A.cls:2:55: Variable is final and cannot be assigned: i'],
    ['String s = Label.Nothing;', 'A.cls:2:49: External string does not exist: Nothing'],
    ['Integer i = 3000000000;', 'A.cls:2:44: Illegal integer: 3000000000'],
    ["Object o = (Integer) 'x';", 'A.cls:2:43: Incompatible types since an instance of String is never an instance of Integer'],
    ['Object o = new Comparable();', 'A.cls:2:43: Type cannot be constructed: Comparable'],
    ['Object o = new A(1);', 'A.cls:2:43: Constructor not defined: [A].<Constructor>(Integer)'],
    ['this.run();', "A.cls:2:32: 'this' can only be used in a non-static context"],
    ['List<Integer, String> l;', 'A.cls:2:32: Invalid number of type arguments for List: 2'],
    ['for (String s : new List<Integer>()) { }', 'A.cls:2:32: Loop variable must be of type Integer'],
    ['for (String s : 5) { }', 'A.cls:2:48: For loop must iterate over a list, a set or an iterable: Integer'],
    ['1 + 1;', 'A.cls:2:32: Expression cannot be a statement'],
    ['break;', 'A.cls:2:32: Break statement must be in loop'],
    ['throw 5;', 'A.cls:2:32: Throw expression must be of type exception: Integer'],
    ['return 5;', 'A.cls:2:32: Void method must not return a value'],
    ['insert 5;', 'A.cls:2:32: DML requires SObject or SObject list type: Integer'],
    ['upsert new Lead() Company;', 'A.cls:2:50: Field must be External Id or have IdLookup set: Lead.Company'],
    ['switch on 1.5 { when 1 { } }', 'A.cls:2:42: Illegal switch expression type: Decimal'],
    ["switch on 'a' { when 'a' { } when 'a' { } }", 'A.cls:2:66: Duplicate when value: "a"']
  ])('%s', (body, error) => {
    expect(problem(inMethod(body))).toEqual([error]);
  });
});

describe('methods and classes', () => {
  it.each([
    ['Integer run() { }', 'A.cls:2:21: Missing return statement required return type: Integer'],
    ['Integer run() { while (true) { break; } }', 'A.cls:2:45: Missing return statement required return type: Integer'],
    ['Integer run() { if (true) { return 1; } }', 'A.cls:2:45: Missing return statement required return type: Integer'],
    ['Integer run() { return 1; Integer i; }', 'A.cls:2:31: Unreachable statement'],
    ['Integer run() { return; }', 'A.cls:2:21: Missing return value, expected type: Integer'],
    ['void run() { } void RUN() { }', 'A.cls:2:25: Method already defined: void RUN() from the type A'],
    ['Integer a; String A;', 'A.cls:2:23: Duplicate field: A'],
    ['void run();', 'A.cls:2:10: Non-abstract methods must have a body: run'],
    ['abstract void run();', 'A.cls:2:19: Class A must be declared abstract to have abstract methods'],
    ['public override void run() { }', 'A.cls:2:26: Method does not override an ancestor method: void run() from the type A'],
    ['class B implements Comparable { }', 'A.cls:2:11: Class A.B must implement the method: Integer Comparable.compareTo(Object)'],
    ['class B extends Lead { }', 'A.cls:2:21: Non-virtual and non-abstract type cannot be extended: Lead'],
    ['class Odd extends Exception { }', "A.cls:2:11: Exception class must end in 'Exception': A.Odd"],
    ['class B { static void run() { } }', 'A.cls:2:27: Static methods are only allowed on top level classes'],
    ['class B { class C { } }', 'A.cls:2:21: Inner types are not allowed to have inner types'],
    ['final Integer i = 1; void run() { i = 2; }', 'A.cls:2:41: Field is final and cannot be assigned: i'],
    ['Integer i { get; } void run() { i = 2; }', 'A.cls:2:39: Field is not writeable: i'],
    ["@RestResource(urlMapping='/b') class B { }", 'A.cls:2:42: A class with @RestResource must be global'],
    ['@HttpGet global static void read() { }', 'A.cls:2:6: @httpget is in a class with @RestResource only'],
    ['@future void later() { }', 'A.cls:2:18: Method must be static void: later'],
    ['@future static void later(List<Lead> l) { }', 'A.cls:2:25: Unsupported parameter type List<Lead> in a future method: later'],
    ['@IsTest static void a(Integer i) { }', 'A.cls:2:25: Test methods and test setup methods must have no arguments: a'],
    ['webservice static void served() { }', 'A.cls:2:28: unsupported construct: webservice'],
    ["Object o = [FIND 'x' IN ALL FIELDS RETURNING Lead];", 'A.cls:2:16: unsupported construct: SOSL']
  ])('%s', (member, error) => {
    expect(problem(member)).toEqual([error]);
  });

  it('keeps private members to their class', () => {
    const files = {
      A: 'public class A {\n private Integer secret;\n private void hide() { }\n public Integer shown { get; private set; }\n}'
    };
    expect(errorsOf({ ...files, B: 'public class B { void run(A a) {\n a.hide();\n a.secret = 1;\n a.shown = 1;\n} }' })).toEqual([
      'B.cls:2:4: Method is not visible: void hide() from the type A',
      'B.cls:3:4: Variable is not visible: A.secret',
      'B.cls:4:10: Field is not writeable: shown'
    ]);
    expect(errorsOf({ ...files, ATest: '@IsTest private class ATest { void run(A a) { a.hide(); } }' })).toHaveLength(1);
    const open = { A: 'public class A { @TestVisible private void hide() { } }' };
    expect(errorsOf({ ...open, ATest: '@IsTest private class ATest { void run(A a) { a.hide(); } }' })).toEqual([]);
  });

  it('asks for override, and refuses to override what is not virtual', () => {
    const parent = { P: 'public virtual class P { public virtual Integer one() { return 1; } public Integer two() { return 2; } }' };
    expect(
      errorsOf({
        ...parent,
        C: 'public class C extends P {\n public Integer one() { return 3; }\n public override Integer two() { return 4; } }'
      })
    ).toEqual([
      'C.cls:2:17: Method must use the override keyword: Integer one() from the type C',
      'C.cls:3:26: Non-virtual, non-abstract methods cannot be overridden: Integer two() from the type P'
    ]);
  });

  it('names ambiguous calls', () => {
    const members = 'static void go(String s) { } static void go(Lead l) { } static void run() { go(null); }';
    expect(problem(members)).toEqual(['A.cls:2:81: Method is ambiguous: go(null) from the type A']);
  });
});

describe('queries', () => {
  it.each([
    ['[SELECT Nope FROM Lead]', "No such column 'Nope' on entity 'Lead'."],
    ['[SELECT Id FROM Nope__c]', "sObject type 'Nope__c' is not supported."],
    ['[SELECT Nope__r.Name FROM Lead]', "Didn't understand relationship 'Nope__r' in field path."],
    ['[SELECT Id FROM Lead WHERE Nope = 1]', "No such column 'Nope' on entity 'Lead'."],
    ['[SELECT Id, (SELECT Id FROM Nopes) FROM Account]', "Didn't understand relationship 'Nopes' in FROM part of query call."],
    ['[SELECT Id FROM Lead WITH SECURITY_ENFORCED]', 'WITH SECURITY_ENFORCED is not supported from API version 67.0 on; use WITH USER_MODE']
  ])('%s', (query, error) => {
    expect(problem(inMethod(`Object o = ${query};`))).toEqual([`A.cls:2:43: ${error}`]);
  });

  it('tell bad syntax', () => {
    expect(problem(inMethod('Object o = [SELECT Id FROM Lead WHERE];'))[0]).toMatch(/^A\.cls:2:43: unexpected token/);
  });

  it('need variables that exist', () => {
    expect(problem(inMethod('Object o = [SELECT Id FROM Lead WHERE Id = :nope];'))).toEqual(['A.cls:2:76: Variable does not exist: nope']);
  });
});

describe('a program', () => {
  it('reports all errors of all files, in order', () => {
    expect(
      errorsOf({
        B: 'public class B { void a() {\n Integer i = x;\n String s = y;\n} Foo f; }',
        A: 'public class A {',
        'T.trigger': 'trigger T on Nope (before insert) { }'
      })
    ).toEqual([
      "A.cls:1:17: Missing '}' at the end of the file",
      'B.cls:2:14: Variable does not exist: x',
      'B.cls:3:13: Variable does not exist: y',
      'B.cls:4:3: Invalid type: Foo',
      'T.trigger:1:14: Invalid type: Nope'
    ]);
  });

  it('refuses duplicate names and broken tokens', () => {
    expect(errorsOf({ A: 'public class A { enum E { X } class e { } }' })).toEqual(['A.cls:1:37: Duplicate type: A.e']);
    expect(errorsOf({ A: "public class A { String s = 'x; }" })).toEqual(['A.cls:1:29: Unterminated string literal']);
    expect(errorsOf({ A: "public class A { String s = 'a\\qb'; }" })).toEqual([
      'A.cls:1:29: Illegal string literal: \\q is not a valid escape sequence'
    ]);
  });

  it('refuses classes that extend themselves', () => {
    expect(errorsOf({ A: 'public virtual class A extends B { }', B: 'public virtual class B extends A { }' })).toEqual([
      'B.cls:1:22: Class extends itself: B'
    ]);
  });
});
