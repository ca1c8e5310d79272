import type { ClassDeclaration, Expression, MethodDeclaration, Statement } from './ast';
import { parseAnonymous, parseClass, parseTrigger } from './parser';

function statements(body: string): readonly Statement[] {
  return parseAnonymous(body, 'A').body.statements;
}

function expressionOf(text: string): Expression {
  const [statement] = statements(`Object o = ${text};`);
  const initial = statement?.kind === 'local' ? statement.variables[0]?.initial : null;
  if (!initial) throw new RangeError(`No expression in ${text}`);
  return initial;
}

/** An expression as nested parentheses: how operators bind. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.value === '' ? 'null' : node.value;
    case 'name':
      return node.name;
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'unary':
      return `(${node.operator}${shape(node.operand)})`;
    case 'cast':
      return `((${node.type.parts.map(({ name }) => name).join('.')}) ${shape(node.operand)})`;
    case 'coalesce':
      return `(${shape(node.left)} ?? ${shape(node.right)})`;
    case 'ternary':
      return `(${shape(node.condition)} ? ${shape(node.whenTrue)} : ${shape(node.whenFalse)})`;
    case 'assign':
      return `(${shape(node.target)} ${node.operator} ${shape(node.value)})`;
    case 'member':
      return `${shape(node.target)}${node.safe ? '?.' : '.'}${node.name}`;
    case 'call':
      return `${node.target ? `${shape(node.target)}${node.safe ? '?.' : '.'}` : ''}${node.name}(${node.args.map(shape).join(', ')})`;
    case 'increment':
      return node.prefix ? `(${node.operator}${shape(node.operand)})` : `(${shape(node.operand)}${node.operator})`;
    case 'instanceof':
      return `(${shape(node.operand)} instanceof ${node.type.parts.map(({ name }) => name).join('.')})`;
    default:
      return node.kind;
  }
}

describe('operators bind as on the platform', () => {
  it.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['a || b && c', '(a || (b && c))'],
    ['a < b == c > d', '((a < b) == (c > d))'],
    ['a << 1 + 2', '(a << (1 + 2))'],
    ['a >> 1 >>> 2', '((a >> 1) >>> 2)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ?? b == c', '(a ?? (b == c))'],
    ['(Integer) a + b', '(((Integer) a) + b)'],
    ['(a) + b', '(a + b)'],
    ['(a) - b', '(a - b)'],
    ['(Integer) -a', '((Integer) (-a))'],
    ['-2147483648', '-2147483648'],
    ['a - -1', '(a - -1)'],
    ['a = b = c', '(a = (b = c))'],
    ['a <> b', '(a != b)'],
    ['!a.b()?.c', '(!a.b()?.c)'],
    ['a++ + ++b', '((a++) + (++b))'],
    ['a instanceof B && c', '((a instanceof B) && c)'],
    ['a < b', '(a < b)']
  ])('%s', (text, expected) => {
    expect(shape(expressionOf(text))).toBe(expected);
  });
});

describe('what looks like something else', () => {
  it('tells declarations from expressions', () => {
    expect(statements('List<Integer> a; a.b(); A.B c = d; a[0] = 1; A[] e; insert = 5; update(x);').map(({ kind }) => kind)).toEqual([
      'local',
      'expression',
      'local',
      'expression',
      'local',
      'expression',
      'dml'
    ]);
  });

  it('finds binds but not times and date literals', () => {
    const node = expressionOf(
      '[SELECT Id FROM Lead WHERE A = :x.y[0] AND B > 2026-01-01T10:20:30Z AND C = LAST_N_DAYS:30 AND D IN (:a, :b) LIMIT :n]'
    );
    if (node.kind !== 'soql') throw new RangeError(node.kind);
    expect(node.binds.map(({ start, end }) => node.text.slice(start - node.start, end - node.start))).toEqual([
      ':x.y[0]',
      ':a',
      ':b',
      ':n'
    ]);
  });

  it('reads doubled brackets of generics', () => {
    const [first] = statements('Map<String, Map<String, List<Integer>>> m;');
    expect(first?.kind === 'local' && first.type.parts[0]?.args[1]?.parts[0]?.args[1]?.parts[0]?.name).toBe('List');
  });

  it('knows where everything is', () => {
    const unit = parseClass('public class A {\n  void m() {\n    /* two\n lines */ run();\n  }\n}', 'A.cls');
    const method = (unit as ClassDeclaration).members[0] as MethodDeclaration;
    expect(method.at).toMatchObject({ line: 2, column: 8 });
    expect(method.body?.statements[0]?.at).toMatchObject({ line: 4, column: 11 });
    expect(method.body?.end).toMatchObject({ line: 5, column: 3 });
  });
});

describe('refusals', () => {
  it.each([
    ['class A { void m() { int x = ; } }', "A.cls:1:30: Unexpected token ';'."],
    ['class A { void m() { x } }', "A.cls:1:24: Missing ';' at '}'"],
    ['class A { void m() { try { } } }', 'A.cls:1:22: Try block must have at least one catch or finally block'],
    ['class A { Integer i { get; get; } }', "A.cls:1:28: Unexpected token 'get': get or set is expected"],
    ['class A { public public Integer i; }', 'A.cls:1:18: Duplicate modifier: public'],
    ['class A { } class B { }', "A.cls:1:13: Unexpected token 'class' after the type's end"],
    ['class A { /* open', 'A.cls:1:11: Unterminated comment'],
    ['class A { # }', 'A.cls:1:11: Invalid character in identifier: "#"'],
    ['struct A { }', "A.cls:1:1: Unexpected token 'struct': class, interface or enum is expected"],
    ['class A { Object o = [SELECT Id FROM Lead; }', 'A.cls:1:22: Unterminated SOQL query']
  ])('%s', (source, message) => {
    expect(() => parseClass(source, 'A.cls')).toThrow(new Error(message).message);
  });

  it('of triggers', () => {
    expect(() => parseTrigger('trigger T on Lead (before undelete) { }', 'T.trigger')).toThrow(
      'T.trigger:1:20: Invalid trigger event: before undelete'
    );
    expect(() => parseTrigger('trigger T on Lead (before insert, before insert) { }', 'T.trigger')).toThrow('Duplicate trigger event');
  });
});
