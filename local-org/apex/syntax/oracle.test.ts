import { ApexParserFactory, ThrowingErrorListener } from '@apexdevtools/apex-parser';
import type { CompilationUnit } from './ast';
import { parseClass, parseTrigger } from './parser';
import { CLASS_SAMPLES, TRIGGER_SAMPLE } from './samples';

/** A node of ours or of the oracle, as far as counting goes. */
type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** How the oracle calls what we call by the key. */
const ORACLE_NAMES: Readonly<Record<string, readonly string[]>> = {
  class: ['ClassDeclaration'],
  interface: ['InterfaceDeclaration'],
  enum: ['EnumDeclaration'],
  constructor: ['ConstructorDeclaration'],
  method: ['MethodDeclaration', 'InterfaceMethodDeclaration'],
  property: ['PropertyDeclaration'],
  if: ['IfStatement'],
  while: ['WhileStatement'],
  do: ['DoWhileStatement'],
  loop: ['ForStatement'],
  try: ['TryStatement'],
  return: ['ReturnStatement'],
  throw: ['ThrowStatement'],
  break: ['BreakStatement'],
  continue: ['ContinueStatement'],
  switch: ['SwitchStatement'],
  runAs: ['RunAsStatement'],
  dml: ['InsertStatement', 'UpdateStatement', 'DeleteStatement', 'UndeleteStatement', 'UpsertStatement', 'MergeStatement'],
  local: ['LocalVariableDeclaration'],
  cast: ['CastExpression'],
  instanceof: ['InstanceOfExpression'],
  ternary: ['CondExpression'],
  coalesce: ['CoalExpression'],
  assign: ['AssignExpression'],
  soql: ['SoqlLiteral'],
  index: ['ArrayExpression'],
  when: ['WhenControl'],
  catch: ['CatchClause'],
  annotation: ['Annotation'],
  creation: ['NewExpression'],
  comparison: ['CmpExpression', 'EqualityExpression'],
  arithmetic: ['Arth1Expression', 'Arth2Expression'],
  logical: ['LogAndExpression', 'LogOrExpression'],
  bits: ['BitAndExpression', 'BitOrExpression', 'BitNotExpression', 'BitExpression']
};

const BINARY_KINDS: Readonly<Record<string, string>> = {
  '||': 'logical',
  '&&': 'logical',
  '|': 'bits',
  '^': 'bits',
  '&': 'bits',
  '<<': 'bits',
  '>>': 'bits',
  '>>>': 'bits',
  '+': 'arithmetic',
  '-': 'arithmetic',
  '*': 'arithmetic',
  '/': 'arithmetic'
};

function ourKind(node: Tree): string | null {
  const { kind } = node;
  switch (kind) {
    case 'for':
    case 'forEach':
      return 'loop';
    case 'new':
    case 'newCollection':
    case 'newArray':
      return 'creation';
    case 'binary':
      return BINARY_KINDS[String(node['operator'])] ?? 'comparison';
    default:
      return typeof kind === 'string' && kind in ORACLE_NAMES ? kind : null;
  }
}

/** Counts our nodes; what has no kind of its own is told by the field that holds it. */
function ourCounts(unit: CompilationUnit): Map<string, number> {
  const counts = new Map<string, number>();
  const note = (kind: string | null, amount = 1): void => {
    if (kind && amount > 0) counts.set(kind, (counts.get(kind) ?? 0) + amount);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isTree(value)) {
      note(ourKind(value));
      for (const [key, part] of Object.entries(value)) {
        if (key === 'at' || key === 'end') continue;
        // The oracle reads `Field = value` in a SObject's constructor as an assignment.
        if (key === 'fields' && Array.isArray(part)) note('assign', part.length);
        if (Array.isArray(part) && (key === 'whens' || key === 'catches' || key === 'annotations')) {
          note(key === 'whens' ? 'when' : key === 'catches' ? 'catch' : 'annotation', part.length);
        }
        walk(part);
      }
    }
  };
  walk(unit);
  return counts;
}

function oracleCounts(source: string, isTrigger: boolean): Map<string, number> {
  const parser = ApexParserFactory.createParser(source);
  parser.removeErrorListeners();
  parser.addErrorListener(new ThrowingErrorListener());
  const names = new Map<string, string>(
    Object.entries(ORACLE_NAMES).flatMap(([kind, oracle]) => oracle.map((name) => [`${name}Context`, kind] as const))
  );
  const counts = new Map<string, number>();
  const walk = (node: object): void => {
    const kind = names.get(node.constructor.name);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const children: unknown = Reflect.get(node, 'children');
    if (Array.isArray(children)) for (const child of children) if (isTree(child)) walk(child);
  };
  walk(isTrigger ? parser.triggerUnit() : parser.compilationUnit());
  return counts;
}

const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

describe('our parser and the official grammar', () => {
  it.each(Object.entries(CLASS_SAMPLES))('see the same in %s', (_name, source) => {
    const ours = ourCounts(parseClass(source, 'Sample.cls'));
    expect(sorted(ours)).toEqual(sorted(oracleCounts(source, false)));
    expect(ours.size).toBeGreaterThan(5);
  });

  it('see the same in a trigger', () => {
    expect(sorted(ourCounts(parseTrigger(TRIGGER_SAMPLE, 'Sample.trigger')))).toEqual(sorted(oracleCounts(TRIGGER_SAMPLE, true)));
  });
});
