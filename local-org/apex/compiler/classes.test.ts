import { evaluate, run } from '../testing/language';

describe('classes', () => {
  it('overload by static type', () => {
    const members = `static String f(Integer i) { return 'Integer'; } static String f(Long l) { return 'Long'; } static String f(Decimal d) { return 'Decimal'; }
      static String f(Object o) { return 'Object'; } static String g(SObject s) { return 'SObject'; } static String g(Lead l) { return 'Lead'; }
      static String h(List<SObject> l) { return 'SObjects'; } static String h(List<Object> l) { return 'Objects'; }
      static String k(String s) { return 'String'; } static String k(Object o) { return 'Object'; }`;
    const body = `Object five = 5; SObject lead = new Lead(); return f(5) + f(5L) + f(5.0) + f(five) + f('x') + g(lead) + g(new Lead()) + g(new Contact()) + h(new List<Lead>()) + k(null);`;
    expect(evaluate(body, { members })).toBe('IntegerLongDecimalObjectObjectSObjectLeadSObjectSObjectsString');
  });

  it('override, call super, and initialise from the top down', () => {
    const members = `public static String log = '';
      static String note(String s) { log += s; return s; }
      public abstract class Animal { protected String name = note('[animal field]'); public Animal() { note('[animal]'); }
        public abstract String sound(); public virtual String speak() { return name + sound(); } }
      public virtual class Dog extends Animal { String extra = note('[dog field]'); { note('[dog block]'); } public Dog() { super(); note('[dog]'); }
        public override String sound() { return 'wau'; } public override String speak() { return 'dog:' + super.speak(); } }
      public class Puppy extends Dog { public override String sound() { return 'wif'; } }`;
    expect(evaluate('Animal a = new Puppy(); return a.speak() + log;', { members })).toBe(
      'dog:[animal field]wif[animal field][animal][dog field][dog block][dog]'
    );
  });

  it('keep private methods of the same name apart', () => {
    const parent = "public virtual class Parent { private String secret() { return 'parent'; } public String tell() { return secret(); } }";
    const child =
      "public class Child extends Parent { private String secret() { return 'child'; } public String own() { return secret(); } }";
    const { call } = run({
      Parent: parent,
      Child: child,
      T: 'public class T { public static String go() { Child c = new Child(); return c.tell() + c.own(); } }'
    });
    expect(call('T', 'go')).toBe('parentchild');
  });

  it('initialise statics once, on first use, in textual order', () => {
    const { call, program } = run({
      A: "public class A { public static String log = 'a'; static { log += 'b'; } public static Integer n = 5; static { log += n; } public static String read() { return log; } public static void add() { n++; log += n; } }",
      B: 'public class B { public static String go() { A.add(); A.add(); return A.log; } public static String look() { return A.log; } }'
    });
    expect(call('B', 'go')).toBe('ab567');
    expect(call('B', 'look')).toBe('ab567');
    expect(program.statics.fresh(() => call('B', 'go'))).toBe('ab567');
    expect(call('B', 'go')).toBe('ab56789');
    program.statics.reset();
    expect(call('B', 'look')).toBe('ab5');
  });

  it('have properties with and without code', () => {
    const members = `public class Box { public Integer n { get; set; } public Integer twice { get { return n * 2; } set { n = value / 2; } }
      public String lazy { get { if (lazy == null) { lazy = 'made'; } return lazy; } private set; } public Integer kept { get; set { kept = value + 1; } } }
      public static Integer total { get { return total == null ? 7 : total; } set; }`;
    const body =
      "Box b = new Box(); b.n = 4; b.twice += 10; b.kept = 1; total = total + 1; return b.n + ',' + b.twice + ',' + b.lazy + ',' + b.kept + ',' + total;";
    expect(evaluate(body, { members })).toBe('9,18,made,2,8');
  });

  it('may name a field and a method alike', () => {
    const members = `static Integer count = 4; static Integer count() { return count + 1; } static String same { get { return 'property'; } }
      static String same() { return 'method of ' + same; } static Integer kept { get; private set { kept = value * 2; } } static Integer kept() { kept = 3; return kept; }
      public virtual class Box { public Integer size = 1; public Integer size() { return size + 10; } public String toString = 'field';
        public override String toString() { return 'method beside ' + toString; } public Integer half { get { return size * 5; } } public Integer half() { return half + 1; } }
      public class Crate extends Box { public Integer size = 2; private Integer size(Crate other) { return other.size; } public Integer ask() { return size(this) + size(); } }
      public class value { public Integer n = 7; }
      public class Holder { public Integer x { get { return x == null ? 0 : x; } set; } public Integer x(value v) { x = v.n; return x; } }
      public class OopsException extends Exception { public String code = 'E1'; public String code() { return code + '!'; } }`;
    expect(evaluate("return count + ',' + count() + ',' + same + ',' + same() + ',' + kept();", { members })).toBe(
      '4,5,property,method of property,6'
    );
    expect(evaluate("Box b = new Box(); return b.size + ',' + b.size() + ',' + b + ',' + b.half + ',' + b.half();", { members })).toBe(
      '1,11,method beside field,5,6'
    );
    expect(evaluate('Crate c = new Crate(); return c.size + c.ask();', { members })).toBe('15');
    expect(evaluate('Holder h = new Holder(); return h.x + h.x(new value()) + h.x;', { members })).toBe('14');
    expect(evaluate('OopsException o = new OopsException(); return o.code + o.code();', { members })).toBe('E1E1!');
  });

  it('have enums', () => {
    const members = 'public enum Color { RED, GREEN }';
    expect(
      evaluate(
        "Color c = Color.green; return c.name() + c.ordinal() + Color.values().size() + (c == Color.GREEN) + Color.valueOf('red') + c;",
        { members }
      )
    ).toBe('GREEN12trueREDGREEN');
    expect(evaluate("return Color.valueOf('blue');", { members })).toBe(
      'System.NoSuchElementException: No enum constant Snippet.Color.blue'
    );
    expect(evaluate('Map<Color, Integer> m = new Map<Color, Integer>{ Color.RED => 1 }; return m.get(Color.RED);', { members })).toBe('1');
  });

  it('implement interfaces of their own and of the platform', () => {
    const members = `public interface Shape { Decimal area(); } public interface Named extends Shape { String name(); }
      public class Square implements Named { Decimal side = 2; public Decimal area() { return side * side; } public String name() { return 'square'; } }
      public class Twice implements Callable { public Object call(String action, Map<String, Object> args) { return action + args.size(); } }`;
    expect(
      evaluate(
        'Shape s = new Square(); Named n = (Named) s; Object o = s; return s.area() + n.name() + (o instanceof Shape) + (o instanceof Comparable);',
        { members }
      )
    ).toBe('4squaretruefalse');
    expect(evaluate("Callable c = new Twice(); return c.call('go', new Map<String, Object>());", { members })).toBe('go0');
    expect(evaluate('Object o = new Square(); return ((Twice) o).call(null, null);', { members })).toMatch(
      /^System.TypeException: Invalid conversion from runtime type/
    );
  });

  it('chain constructors', () => {
    const members = `public virtual class P { public String s; public P(String s) { this.s = s; } public P() { this('none'); } }
      public class C extends P { public Integer n = 3; public C() { super('c'); } public C(Integer n) { this(); this.n = n; } }`;
    expect(evaluate('return new P().s + new C().s + new C().n + new C(5).n;', { members })).toBe('nonec35');
  });

  it('may end a constructor early', () => {
    const members = "public class E { public String s = 'field'; public E(Boolean isShort) { if (isShort) { return; } s = 'whole'; } }";
    expect(evaluate('return new E(true).s + new E(false).s;', { members })).toBe('fieldwhole');
  });

  it('see outer statics from inside, and names without regard to case', () => {
    const members =
      'static Integer secret = 4; class In { Integer give() { return SECRET + helper(); } } static Integer helper() { return 1; }';
    expect(evaluate('return new IN().GIVE();', { members })).toBe('5');
  });

  it('print themselves', () => {
    const members = "public class Loud { public override String toString() { return 'LOUD'; } }";
    expect(evaluate("Object o = new Loud(); return '' + o + new List<Loud>{ new Loud() } + String.valueOf(o);", { members })).toBe(
      'LOUD(LOUD)LOUD'
    );
  });

  it('run out of stack as a limit, not as a crash', () => {
    expect(evaluate('return down(1);', { members: 'static Integer down(Integer i) { return down(i + 1) + 1; }' })).toBe(
      'System.LimitException: Maximum stack depth reached: 1001'
    );
  });
});
