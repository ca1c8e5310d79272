import { schemaWith } from '../../schema/testing';
import { meter } from './meter';
import { ApexTestOrg } from './testing';

const SOURCES = {
  Deep: `public class Deep implements Comparable, Iterable<Integer>, Callable {
    public Deep below;
    public static Integer down(Integer n) { return n <= 0 ? 0 : 1 + down(n - 1); }
    public static Boolean even(Integer n) { return n == 0 || odd(n - 1); }
    public static Boolean odd(Integer n) { return n != 0 && even(n - 1); }
    public static Integer caught() { try { return down(5000); } catch (Exception e) { return -1; } finally { Integer i = 0; } }
    public Integer compareTo(Object other) { List<Deep> all = new List<Deep>{ new Deep(), new Deep() }; all.sort(); return 0; }
    public override Boolean equals(Object other) { return new Deep() == (Deep) other; }
    public override Integer hashCode() { return new Set<Object>{ new Deep() }.size(); }
    public override String toString() { return 'Deep ' + new Deep(); }
    public Iterator<Integer> iterator() { for (Integer i : new Deep()) { } return null; }
    public Object call(String name, Map<String, Object> given) { return ((Callable) new Deep()).call(name, given); }
    public Deep again { get { return again.again; } set { again = value; below = value; this.again = value; } }
    public static Long fibonacci(Integer n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
  }`,
  Endless: `public virtual class Endless { public Endless inner = new Endless(); }`,
  EndlessChild: `public class EndlessChild extends EndlessParent { }`,
  EndlessParent: `public virtual class EndlessParent { Object child = new EndlessChild(); }`,
  Named: `public class Named { public Named() { Type.forName('Named').newInstance(); } }`,
  // Every method calls the next twice: no loop, no recursion, and yet 2^60 calls.
  Doubling: `public class Doubling {
    ${Array.from({ length: 60 }, (_, i) => `static void m${i}() { m${i + 1}(); m${i + 1}(); }`).join('\n')}
    static void m60() { }
    public static void run() { m0(); }
  }`
};

const CPU = 'System.LimitException: Apex CPU time limit exceeded';
const DEPTH = 'System.LimitException: Maximum stack depth reached: 1001';
const HEAP = 'System.LimitException: Apex heap size too large';
const TEXT = 'System.LimitException: String length exceeds maximum: 6000000';
const REGEX = 'System.LimitException: Regex too complicated';

describe('Apex that never ends', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schemaWith([]), SOURCES);
  });
  afterAll(() => org.close());

  /** The last moment at which Apex may still run, on a clock that moves by itself whenever it is looked at. */
  function whileTimeFlies<T>(work: () => T): T {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const cpu = jest.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: (now += 1000) * 1000, system: 0 }));
    try {
      return work();
    } finally {
      clock.mockRestore();
      cpu.mockRestore();
    }
  }

  it.each([
    ['a loop', 'while (true) { }'],
    ['a loop that catches', 'for (;;) { try { Integer i = 1 / 0; } catch (Exception e) { } }'],
    ['a loop in finally', 'try { while (true) { } } finally { while (true) { } }'],
    [
      'loops over lists in each other',
      `List<Integer> all = new Integer[5000]; for (Integer a : all) for (Integer b : all) for (Integer c : all) { }`
    ],
    ['loops over sets in each other', `Set<Integer> all = new Set<Integer>{1, 2, 3}; while (true) for (Integer a : all) { }`],
    ['recursion without loops', 'Deep.fibonacci(80);'],
    ['methods that call each other very often', 'Doubling.run();'],
    ['searching long lists', `List<Integer> all = new Integer[1000000]; while (!all.contains(1)) { }`],
    ['long texts', `String all = 'x'.repeat(5000000); while (!all.contains('y')) { all = all.reverse(); }`],
    [
      'values that hold themselves many times',
      `List<Object> all = new List<Object>(); for (Integer i = 0; i < 60; i++) all = new List<Object>{ all, all }; Integer hash = all.hashCode();`
    ],
    [
      'their text',
      `List<Object> all = new List<Object>(); for (Integer i = 0; i < 60; i++) all = new List<Object>{ all, all }; String s = String.valueOf(all);`
    ],
    [
      'their JSON',
      `List<Object> all = new List<Object>(); for (Integer i = 0; i < 60; i++) all = new List<Object>{ all, all }; String s = JSON.serialize(all);`
    ],
    [
      'their equality',
      `List<Object> a = new List<Object>(), b = new List<Object>(); for (Integer i = 0; i < 60; i++) { a = new List<Object>{ a, a }; b = new List<Object>{ b, b }; } Boolean same = a == b;`
    ]
  ])('ends at the limit for CPU time: %s', (_what, source) => {
    expect(() => whileTimeFlies(() => org.run(source))).toThrow(CPU);
  });

  it.each([
    ['a method that calls itself', 'Deep.down(1000000);'],
    ['one that catches everything', 'Deep.caught();'],
    ['two methods that call each other', 'Deep.even(1000000);'],
    ['fields that make their own class', 'new Endless();'],
    ['fields of the class above that make the class below', 'new EndlessChild();'],
    ['a constructor by name', 'new Named();'],
    ['sorting within compareTo', 'new Deep().compareTo(null);'],
    ['equality within equals', 'Boolean same = new Deep() == new Deep();'],
    ['a set within hashCode', 'Object o = new Set<Object>{ new Deep() };'],
    ['text within toString', "String s = '' + new Deep();"],
    ['iteration within iterator', 'for (Integer i : new Deep()) { }'],
    ['calls by name', "Object o = ((Callable) new Deep()).call('x', null);"],
    ['code of the block itself', 'Integer f(Integer n) { return f(n + 1); } f(1);']
  ])('ends at the depth of the stack: %s', (_what, source) => {
    expect(() => org.run(source)).toThrow(DEPTH);
    expect(meter.depth).toBe(0);
  });

  it('goes as deep as the platform does, and not one call deeper', () => {
    expect(org.run('System.debug(Deep.down(998));')).toEqual(['998']);
    expect(() => org.run('System.debug(Deep.down(999));')).toThrow(DEPTH);
  });

  it.each([
    ['a list that doubles', 'List<Integer> all = new List<Integer>{1}; while (true) all.addAll(all);', HEAP],
    ['a list that doubles without a loop', `List<Integer> all = new List<Integer>{1}; ${'all.addAll(all);'.repeat(45)}`, HEAP],
    ['lists of lists', 'List<Object> all = new List<Object>(); while (true) all.add(new Integer[1000]);', HEAP],
    [
      'a map',
      "Map<String, Object> all = new Map<String, Object>(); for (Integer i = 0; ; i++) all.put('key ' + i, new Integer[100]);",
      HEAP
    ],
    ['a great array', 'Integer[] all = new Integer[2000000000];', HEAP],
    ['a great list', 'List<Integer> all = new List<Integer>(2000000000);', HEAP],
    ['blobs', "List<Blob> all = new List<Blob>(); while (true) all.add(Blob.valueOf('x'.repeat(1000000)));", HEAP],
    ['a text that doubles', "String all = 'x'; while (true) all += all;", TEXT],
    ['a text that doubles without a loop', `String all = 'x'; ${'all = all + all;'.repeat(60)}`, TEXT],
    ['repetition', "String all = 'x'.repeat(7000000);", TEXT],
    ['padding', "String all = 'x'.leftPad(2000000000);", 'System.LimitException'],
    ['replacement', "String all = 'x'.repeat(100000); all = all.replaceAll('x', all);", TEXT]
  ])('ends at the limit for the heap: %s', (_what, source, message) => {
    expect(() => org.run(source)).toThrow(message);
  });

  it('may make more garbage than it may hold', () => {
    expect(
      org.run("String last; for (Integer i = 0; i < 300; i++) last = String.join(new Integer[100000], ','); System.debug(last.length());")
    ).toEqual(['99999']);
  });

  it.each([
    ["Boolean b = Pattern.matches('(a+)+$', 'a'.repeat(40) + '!');"],
    ["Boolean b = ('a'.repeat(40) + '!').matches('(a|aa)+');"],
    ["String s = ('a'.repeat(40) + '!').replaceAll('(a+)+$', '');"],
    ["String s = ('a'.repeat(40) + '!').replaceFirst('(a*)*$', '');"],
    ["List<String> l = ('a'.repeat(40) + '!').split('(a|a)*$');"],
    ["Boolean b = Pattern.compile('(x+x+)+y').matcher('x'.repeat(60)).find();"],
    ["Boolean b = Pattern.compile('(.*)*z').matcher('x'.repeat(60)).lookingAt();"],
    ["Boolean b = Pattern.compile('a').matcher('x'.repeat(1000001)).find();"]
  ])('ends patterns that backtrack without end: %s', (source) => {
    expect(() => org.run(`try { ${source} } catch (Exception e) { }`)).toThrow(REGEX);
  });

  it('runs patterns on long texts that take as many steps as characters', () => {
    expect(
      org.run("System.debug('a, b,c'.repeat(20000).split(',\\\\s*').size() + ' ' + 'ab '.repeat(50000).replaceAll('\\\\s+', '').length());")
    ).toEqual(['40001 100000']);
  });

  it('leaves the org usable for the next caller', () => {
    expect(() => org.run("insert new Lead(LastName = 'Half', Company = 'x'); Deep.down(5000);")).toThrow(DEPTH);
    expect(org.run('System.debug([SELECT COUNT() FROM Lead]);')).toEqual(['0']);
  });
});
