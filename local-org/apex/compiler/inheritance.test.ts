import { errorsOf, evaluate, run } from '../testing/language';

const go = (files: Readonly<Record<string, string>>, apiVersion = 68): unknown => run(files, { apiVersion }).call('T', 'go');

describe('abstract and override methods without a modifier', () => {
  const BASE = "public abstract class Base { abstract String kind(); public String show() { return 'a ' + kind(); } }";
  const T = (leaf: string): Record<string, string> => ({
    Base: BASE,
    Leaf: leaf,
    T: 'public class T { public static String go() { return new Leaf().show(); } }'
  });

  it.each([
    ['public', "public class Leaf extends Base { public String kind() { return 'leaf'; } }"],
    ['public override', "public class Leaf extends Base { public override String kind() { return 'leaf'; } }"],
    ['private', "public class Leaf extends Base { String kind() { return 'leaf'; } }"],
    ['of the class between', 'public class Leaf extends Between { } ']
  ])('are implemented by a method that is %s, up to version 64', (_name, leaf) => {
    const between = { Between: "public virtual class Between extends Base { public String kind() { return 'leaf'; } }" };
    expect(go({ ...T(leaf), ...between }, 64)).toBe('a leaf');
  });

  it('are refused from version 65 on', () => {
    expect(errorsOf({ Base: BASE }, { apiVersion: 65 })).toEqual([
      'Base.cls:1:46: Abstract methods require one of the access modifiers protected, public or global'
    ]);
    const override = 'public virtual class Base { protected virtual String a() { return null; } } ';
    expect(
      errorsOf({ Base: override, Leaf: 'public class Leaf extends Base { override String a() { return null; } }' }, { apiVersion: 65 })
    ).toEqual(['Leaf.cls:1:50: Override methods require one of the access modifiers protected, public or global']);
  });

  it('must be implemented', () => {
    expect(errorsOf({ Base: BASE, Leaf: 'public class Leaf extends Base { }' }, { apiVersion: 64 })).toEqual([
      'Leaf.cls:1:14: Class Leaf must implement the abstract method: String Base.kind()'
    ]);
  });

  it.each([
    [60, 'child'],
    [61, 'parent']
  ])('at version %d a private virtual method is that of the %s', (apiVersion, expected) => {
    const source = `public class T {
      public virtual class Parent { private virtual String kind() { return 'parent'; } public String show() { return kind(); } }
      public class Child extends Parent { private override String kind() { return 'child'; } }
      public static String go() { return new Child().show(); } }`;
    expect(go({ T: source }, apiVersion)).toBe(expected);
  });
});

describe('headers', () => {
  it('name types inside of their class, in any depth of arguments', () => {
    const source = `public class T implements Part, Iterable<Row>, Comparer<List<Row>> {
      public interface Part { String run(); } public class Row { public Integer n = 7; }
      public String run() { return 'ran'; }
      public Iterator<Row> iterator() { return new List<Row>{ new Row() }.iterator(); }
      public static String go() { Part p = new T(); Iterable<Row> rows = new T(); return p.run() + rows.iterator().next().n; } }`;
    expect(go({ T: source.replace(', Comparer<List<Row>>', '') })).toBe('ran7');
    expect(errorsOf({ T: source })).toContainEqual(expect.stringContaining('Invalid type: Comparer'));
  });

  it('name the base of an inner class beside it', () => {
    const source =
      "public class T { public class B extends A { } public virtual class A { public String n = 'a'; } public static String go() { return new B().n; } }";
    expect(go({ T: source })).toBe('a');
  });
});

describe('static methods', () => {
  it('implement interfaces of the program', () => {
    const source = `public class T implements Doer { public static String act(Integer n) { return 'did ' + n; }
      public static String go() { Doer d = new T(); return d.act(3) + T.act(4); } }`;
    expect(go({ Doer: 'public interface Doer { String act(Integer n); }', T: source })).toBe('did 3did 4');
  });

  it('implement interfaces of the platform', () => {
    const source = `public class T implements Comparable { Integer n = 1; public static Integer compareTo(Object other) { return 0; }
      public static String go() { List<T> both = new List<T>{ new T(), new T() }; both.sort(); return 'sorted ' + both.size(); } }`;
    expect(go({ T: source })).toBe('sorted 2');
    expect(errorsOf({ Q: 'public class Q implements Queueable { public static void execute(QueueableContext c) { } }' })).toEqual([]);
  });

  it('of the class around are found where the class itself has none that fits', () => {
    const members = `static String big(Integer i) { return 'outer ' + i; } static String big(String s, Integer i) { return s + i; }
      class In { Integer i = 10; String big() { return big(i) + big('-', i); } String big(Boolean b) { return 'inner'; } String all() { return big(true) + big(); } }`;
    expect(evaluate('return new In().all();', { members })).toBe('innerouter 10-10');
    expect(errorsOf({ A: "public class A { static void f(Integer i) { } class In { void f() { f('x'); } } }" })).toEqual([
      expect.stringContaining('Method does not exist or incorrect signature: void f(String) from the type A.In')
    ]);
  });
});

describe('final properties', () => {
  it('are filled by their own code', () => {
    const members = `static final Map<String, Integer> CACHE { get { if (CACHE == null) { CACHE = new Map<String, Integer>{ 'a' => 1 }; } return CACHE; } set; }
      class In { final Integer n { get { if (n == null) { n = 5; } return n; } set; } Integer read() { return n + n; } }`;
    expect(evaluate("return CACHE.get('a') + new In().read();", { members })).toBe('11');
  });

  it('are written by nothing else', () => {
    expect(errorsOf({ A: 'public class A { static final Integer N { get { return 1; } set; } static void f() { N = 2; } }' })).toEqual([
      expect.stringContaining('Field is final and cannot be assigned: N')
    ]);
  });
});

describe('the contexts of jobs', () => {
  it.each(['Database.BatchableContext', 'QueueableContext', 'System.SchedulableContext'])(
    '%s is an interface that may be implemented',
    (name) => {
      const methods =
        'public Id getJobId() { return null; } public Id getChildJobId() { return null; } public Id getTriggerId() { return null; }';
      expect(
        go({
          T: `public class T implements ${name} { ${methods} public static Boolean go() { Object o = new T(); return o instanceof ${name}; } }`
        })
      ).toBe(true);
      expect(errorsOf({ T: `public class T implements ${name} { }` })).toEqual([expect.stringContaining('must implement the method')]);
    }
  );
});
