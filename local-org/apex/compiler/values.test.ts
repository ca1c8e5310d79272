import { evaluate } from '../testing/language';

describe('String and Id', () => {
  it.each([
    ['== does not see case', "return 'ABC' == 'abc';", 'true'],
    ['!= does not either', "return 'ABC' != 'abc';", 'false'],
    ['equals does', "return 'ABC'.equals('abc');", 'false'],
    ['a Set sees case', "return new Set<String>{ 'a', 'A', 'a' }.size();", '2'],
    ['null is written out', "String s; return s + 'x' + null + 1.50;", 'nullxnull1.50'],
    [
      'everything can be appended',
      "Boolean b = true; Long l = 3; return '' + b + l + 'é' + Date.newInstance(2026, 1, 2);",
      'true3é2026-01-02 00:00:00'
    ],
    ['compound', "String s = 'a'; s += 1; s += 'b'; return s;", 'a1b'],
    ['escapes', "return 'it\\'s \\u0041\\n'.length();", '7'],
    ['many lines', "return '''\nab\ncd'''.length();", '5'],
    ['15 and 18 characters are one Id', "Id a = '001000000000001'; Id b = '001000000000001AAA'; return a == b;", 'true'],
    ['an Id takes 18 characters', "Id a = '001000000000001'; return '' + a;", '001000000000001AAA'],
    ['what is no Id is refused', "Id a = 'nonsense'; return a;", 'System.StringException: Invalid id: nonsense'],
    ['< compares', "return 'a' < 'b' && 'b' >= 'b';", 'true']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });
});

describe('null', () => {
  const npe = 'System.NullPointerException: Attempt to de-reference a null object';

  it.each([
    ['a method', 'String s; return s.length();'],
    ['a field', 'Snippet s; return s.next;'],
    ['a method of our own', 'Snippet s; return s.give();'],
    ['arithmetic', 'Integer i; return i + 1;'],
    ['a step', 'Integer i; i++; return i;'],
    ['a Decimal', 'Decimal d; return 1 + d;'],
    ['a condition', 'Boolean b; if (b) { return 1; } return 2;'],
    ['a negation', 'Boolean b; return !b;'],
    ['a loop over nothing', 'List<String> l; for (String s : l) { } return 1;'],
    ['an element of a list', 'List<String> l; return l[0];'],
    ['throw', 'Exception e; throw e;']
  ])('is refused by %s', (_what, body) => {
    expect(evaluate(body, { members: 'public Snippet next; public Integer give() { return 1; }' })).toBe(npe);
  });

  it.each([
    ['?. gives null', 'String s; return s?.trim() == null;', 'true'],
    ['?. continues where there is a value', "String s = ' a '; return s?.trim();", 'a'],
    ['?. cuts the whole chain', 'Snippet s; return s?.next.next.give();', 'null'],
    ['?. does not hide a null further on', 'Snippet s = new Snippet(); return s?.next.give();', npe],
    ['several ?.', 'Snippet s = new Snippet(); return s?.next?.next?.give();', 'null'],
    ['?? gives the other', "String s; return s ?? 'dflt';", 'dflt'],
    ['?? promotes', 'Integer i; Decimal d = i ?? 2.5; return d;', '2.5'],
    ['?? does not compute what it need not', "return 'a' ?? Snippet.boom();", 'a'],
    [
      'no number is less or greater than nothing',
      'Integer i; Decimal d; Long l; return i < 1 || i >= 1 || d > 0.5 || 1 <= d || l < 1;',
      'false'
    ],
    ['a String is greater than nothing', "String s; return 'a' > s;", 'true'],
    ['== null', 'Integer i; return i == null && null == i;', 'true'],
    ['unequal to a value', 'Integer i; return i != 0;', 'true']
  ])('%s', (_what, body, result) => {
    expect(
      evaluate(body, {
        members: 'public Snippet next; public Integer give() { return 1; } public static String boom() { throw new MathException(); }'
      })
    ).toBe(result);
  });
});

describe('collections', () => {
  it.each([
    ['list literal, index, assignment', 'List<Integer> l = new List<Integer>{ 1, 2 }; l[1] = 5; l[0] += 10; l[1]++; return l;', '(11, 6)'],
    ['array notation', 'Integer[] a = new Integer[]{ 3, 4 }; return a[0] + a[1];', '7'],
    ['array of a size', 'Integer[] a = new Integer[3]; return a.size() + String.valueOf(a[2]);', '3null'],
    [
      'map literal',
      "Map<String, Integer> m = new Map<String, Integer>{ 'a' => 1, 'b' => 2 }; Integer n = 0; for (String k : m.keySet()) { n += m.get(k); } return n;",
      '3'
    ],
    [
      'nested generics',
      "Map<String, List<Integer>> m = new Map<String, List<Integer>>(); m.put('a', new List<Integer>()); m.get('a').add(7); return m;",
      '{a=(7)}'
    ],
    ['lists of lists', 'List<List<Integer>> l = new List<List<Integer>>{ new List<Integer>{ 1 } }; return l[0][0];', '1'],
    ['index out of bounds', 'return new List<Integer>()[0];', 'System.ListException: List index out of bounds: 0'],
    ['negative index', 'List<Integer> l = new List<Integer>{ 1 }; return l[-1];', 'System.ListException: List index out of bounds: -1'],
    [
      'a change while iterating',
      'List<Integer> l = new List<Integer>{ 1 }; for (Integer i : l) { l.add(i); } return l;',
      'System.FinalException: Cannot modify a collection while it is being iterated.'
    ],
    [
      'a change after leaving the loop',
      'List<Integer> l = new List<Integer>{ 1, 2 }; for (Integer i : l) { break; } l.add(3); return l.size();',
      '3'
    ],
    ['a list is compared by its elements', 'return new List<Integer>{ 1, 2 } == new List<Integer>{ 1, 2 };', 'true'],
    ['copy constructors', 'Set<Integer> s = new Set<Integer>(new List<Integer>{ 1, 1, 2 }); return new List<Integer>(s).size();', '2'],
    [
      'a list of Leads is a list of SObjects',
      "List<SObject> l = new List<Lead>{ new Lead(LastName = 'x') }; return l instanceof List<Lead>;",
      'true'
    ],
    ['sort puts null first', "List<String> l = new List<String>{ 'b', null, 'a' }; l.sort(); return l;", '(null, a, b)'],
    ['date arithmetic', 'Date d = Date.newInstance(2026, 2, 28); return d + 1;', '2026-03-01 00:00:00']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });

  it('finds keys by equals and hashCode of their class', () => {
    const files = `public class Key { Integer id; String note; public Key(Integer id, String note) { this.id = id; this.note = note; }
      public Boolean equals(Object other) { return ((Key) other).id == id; }
      public Integer hashCode() { return id; } }`;
    const body =
      "Map<Key, String> m = new Map<Key, String>{ new Key(1, 'a') => 'one' }; return m.get(new Key(1, 'b')) + (new Key(1, 'a') == new Key(1, 'b'));";
    expect(evaluate(body, { members: files })).toBe('onetrue');
  });

  it('sorts by compareTo and by a Comparator', () => {
    const members = `public class Item implements Comparable { public Integer n; public Item(Integer n) { this.n = n; }
        public Integer compareTo(Object other) { return n - ((Item) other).n; } }
      public class Backward implements Comparator<Item> { public Integer compare(Item a, Item b) { return b.n - a.n; } }`;
    const body = `List<Item> items = new List<Item>{ new Item(2), new Item(3), new Item(1) }; items.sort(); String s = '';
      for (Item i : items) { s += i.n; } items.sort(new Backward()); for (Item i : items) { s += i.n; } return s;`;
    expect(evaluate(body, { members })).toBe('123321');
  });

  it('iterates over an Iterable of our own', () => {
    const members = `public class Count implements Iterator<Integer> { Integer at = 0; public Boolean hasNext() { return at < 3; } public Integer next() { return at++; } }
      public class Range implements Iterable<Integer> { public Iterator<Integer> iterator() { return new Count(); } }`;
    expect(evaluate('Integer sum = 0; for (Integer i : new Range()) { sum += i; } return sum;', { members })).toBe('3');
  });
});
