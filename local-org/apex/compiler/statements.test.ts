import { evaluate, run } from '../testing/language';

describe('statements', () => {
  it.each([
    ['if without braces', 'Integer i = 1; if (i == 2) return 2; else if (i == 1) return 11; return 3;', '11'],
    [
      'while, break, continue',
      'Integer i = 0, n = 0; while (true) { i++; if (i > 10) break; if (Math.mod(i, 2) == 0) continue; n += i; } return n;',
      '25'
    ],
    ['do', 'Integer i = 0; do { i++; } while (i < 3); return i;', '3'],
    ['for with two variables', 'Integer n = 0; for (Integer i = 0, j = 10; i < j; i++, j--) { n++; } return n;', '5'],
    ['for with an empty head', 'Integer i = 0; for (;;) { if (i++ > 2) { return i; } }', '4'],
    [
      'a local named as a JavaScript word',
      'Integer function = 1; Integer var = 2; Integer arguments = 3; return function + var + arguments;',
      '6'
    ],
    ['names do not see case', 'Integer Total = 1; total += 2; RETURN TOTAL;', '3'],
    ['a block of its own', 'Integer i = 1; { Integer j = 2; i += j; } { Integer j = 3; i += j; } return i;', '6'],
    ['a ternary in a ternary', "Integer i = 5; return i > 3 ? i > 4 ? 'big' : 'mid' : 'small';", 'big'],
    ['an assignment as a value', 'Integer a; Integer b = a = 4; return a + b;', '8']
  ])('%s', (_what, body, result) => {
    expect(evaluate(body)).toBe(result);
  });
});

describe('switch on', () => {
  const members = `public enum Op { ADD, SUB, NONE }
    public static String word(String s) { switch on s { when 'a', 'b' { return 'first'; } when null { return 'nothing'; } when else { return 'other'; } } }
    public static Integer apply(Op op) { switch on op { when ADD { return 1; } when SUB { return -1; } when else { return 0; } } }
    public static String number(Integer i) { switch on i { when 1, 2 { return 'few'; } when -5 { return 'minus'; } } return 'many'; }
    public static String kind(SObject s) { switch on s { when Lead l { return 'lead ' + l.LastName; } when Contact c { return 'contact'; } when else { return 'else'; } } }`;

  it.each([
    ["return word('b') + word('A') + word(null);", 'firstothernothing'],
    ['return apply(Op.ADD) + apply(Op.SUB) + apply(null);', '0'],
    ['return number(2) + number(-5) + number(9);', 'fewminusmany'],
    ["return kind(new Lead(LastName = 'x')) + kind(new Contact()) + kind(new Account());", 'lead xcontactelse']
  ])('%s', (body, result) => {
    expect(evaluate(body, { members })).toBe(result);
  });
});

describe('exceptions', () => {
  const members = `public class OwnException extends Exception { public Integer code = 7; }
    public class DeepException extends OwnException { public DeepException(Integer code) { this('deep ' + code); this.code = code; } }
    public virtual class Odd { }
    public static Integer half(Integer i) { try { if (i == 0) { throw new OwnException('zero'); } return 10 / (i - 1); } catch (MathException e) { return -1; } finally { log += 'f'; } }
    public static String log = '';`;

  it.each([
    ["try { half(0); } catch (OwnException e) { return e.getMessage() + e.code + log; } return 'none';", 'zero7f'],
    ['return half(1) + log;', '-1f'],
    [
      'try { throw new DeepException(5); } catch (OwnException e) { return e.getMessage() + e.code + e.getTypeName(); }',
      'deep 55Snippet.DeepException'
    ],
    ['try { throw new OwnException(); } catch (Exception e) { return e.getMessage(); }', 'Script-thrown exception'],
    [
      "try { Integer i; i++; return 'no'; } catch (NullPointerException e) { return e.getMessage(); }",
      'Attempt to de-reference a null object'
    ],
    ["try { try { throw new OwnException('in'); } finally { log += 'x'; } } catch (Exception e) { return e.getMessage() + log; }", 'inx'],
    [
      "try { throw new OwnException('outer', new OwnException('inner')); } catch (Exception e) { return e.getCause().getMessage(); }",
      'inner'
    ],
    [
      'try { List<Integer> l = new List<Integer>(); l.get(3); return 1; } catch (DmlException e) { return 2; } catch (ListException e) { return 3; }',
      '3'
    ]
  ])('%s', (body, result) => {
    expect(evaluate(body, { members })).toBe(result);
  });

  it('do not catch failed assertions', () => {
    expect(evaluate("try { System.assert(false, 'told'); } catch (Exception e) { return 'caught'; } return 'on';")).toMatch(
      /^System.AssertException: Assertion Failed: told/
    );
  });

  it('say where they were made, in Apex', () => {
    const { call, host } = run({
      Outer: `public class Outer {
  public static Integer start(Integer i) {
    Integer n = i;
    return new Inner().work(n);
  }
  public class Inner {
    public Integer work(Integer n) {
      List<Integer> none = new List<Integer>();
      return none[
        n];
    }
  }
}`,
      Catcher: `public class Catcher { public static String trace() {
  try { Outer.start(4); } catch (ListException e) {
    return e.getLineNumber() + '|' + e.getStackTraceString();
  }
  return null;
} }`
    });
    expect(call('Catcher', 'trace')).toBe(
      '9|Class.Outer.Inner.work: line 9, column 1\nClass.Outer.start: line 4, column 1\nClass.Catcher.trace: line 2, column 1'
    );
    expect(host.calls).toEqual([]);
  });
});
