import {
  checkbox,
  currency,
  date,
  datetime,
  lookup,
  multiPicklist,
  number,
  percent,
  picklist,
  schemaWith,
  text,
  time
} from '../../schema/testing';
import type { FieldDef, ObjectDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import { TEST_USER, TestOrg, type Values } from '../testing';
import { Binder } from './binder';
import { compileEvaluation } from './evaluate';
import { Formulas } from './formulas';
import { parseFormula } from './parser';
import { FormulaError, NO_GLOBALS, type FormulaUse } from './types';

const schema = schemaWith([
  {
    apiName: 'Row__c',
    fields: [
      text('T__c', 255),
      number('N__c', 18, 4),
      currency('C__c', 18, 2),
      percent('P__c', 5, 2),
      checkbox('B__c'),
      date('D__c'),
      datetime('At__c'),
      time('Clock__c'),
      picklist('Pick__c', ['One', 'Two']),
      multiPicklist('Multi__c', ['a', 'b', 'c']),
      lookup('Lead__c', 'Lead', 'Rows'),
      lookup('Up__c', 'Row__c', 'Downs')
    ]
  },
  {
    apiName: 'Settings__c',
    customSettingsType: 'Hierarchy',
    fields: [number('Days__c', 4, 0), checkbox('Off__c')]
  }
]);

const org = new TestOrg(schema);
afterAll(() => org.close());
const object = org.object('Row__c');

const formulas = new Formulas(
  schema,
  {
    hasCustomPermission: (_tx, name) => name === 'Can_Score',
    customSetting: (_tx, setting) => (setting.apiName === 'Settings__c' ? org.record('Settings__c', { Days__c: 30, Off__c: null }) : null),
    label: (_tx, name) => (name === 'Hello' ? 'Guten Tag' : undefined)
  },
  (tx, target, ids) => org.engine.load(tx, target, ids)
);

interface Case {
  readonly use?: FormulaUse;
  readonly prior?: Values;
  readonly isNew?: boolean;
}

const USE: FormulaUse = { kind: 'validation', blanksAsZero: false };

function evaluate(expression: string, values: Values = {}, { use = USE, prior, isNew = false }: Case = {}): OrgValue {
  const bound = new Binder(schema, object, use, expression).bind(parseFormula(expression));
  const run = compileEvaluation(bound);
  return org.transact((tx) => {
    const old = prior ? org.record('Row__c', { ...values, ...prior }) : null;
    return formulas.session(tx).evaluate({ bound, evaluate: run, parents: new Map() }, org.record('Row__c', values), old, isNew);
  });
}

describe('evaluation', () => {
  it.each<[string, OrgValue, Values?]>([
    ['1 + 2 * 3', 7],
    ['0.1 + 0.2 = 0.3', true],
    ['10 / 4', 2.5],
    ['1 / 0', null],
    ['-2 ^ 2', 4],
    ['2 * 3 ^ 2', 36],
    ['(1 + 2) * -3', -9],
    ['N__c + 1', null],
    ['P__c * 200', 25, { P__c: 12.5 }],
    ['"a" & "b" + "c"', 'abc'],
    ['T__c & "!"', '!'],
    ['T__c = ""', true],
    ['T__c <> "x"', true],
    ['"a" = "A"', false],
    ['N__c = 0', null],
    ['N__c < 5', null],
    ['NOT(N__c < 5)', true],
    ['AND(true, N__c < 5)', false],
    ['true || N__c < 5', true],
    ['IF(N__c > 3, "many", "few")', 'many', { N__c: 4 }],
    ['CASE(N__c, 1, "one", 2, "two", "other")', 'two', { N__c: 2 }],
    ['CASE(Pick__c, "One", 1, "Two", 2, 0)', 1, { Pick__c: 'One' }],
    ['ISPICKVAL(Pick__c, "")', true],
    ['TEXT(Pick__c) = "Two"', true, { Pick__c: 'Two' }],
    ['INCLUDES(Multi__c, "b")', true, { Multi__c: 'a;b' }],
    ['ISBLANK(T__c) && ISNULL(D__c)', true],
    ['BLANKVALUE(T__c, "none")', 'none'],
    ['NULLVALUE(N__c, 7)', 7],
    ['LEN("héllo") + LEN(T__c)', 5],
    ['LEFT("abc", 2) & RIGHT("abc", 1) & MID("abc", 2, 1)', 'abcb'],
    ['FIND("b", "abcb") + FIND("b", "abcb", 3) + FIND("z", "abc")', 6],
    ['CONTAINS("abc", "") && BEGINS("abc", "ab")', true],
    ['SUBSTITUTE("a.b.c", ".", "-")', 'a-b-c'],
    ['UPPER(TRIM("  x ")) & LOWER("Y")', 'Xy'],
    ['LPAD("7", 3, "0") & RPAD("x", 3, "ab")', '007xab'],
    ['REGEX("12-3", "[0-9]+-[0-9]")', true],
    ['REGEX("x12-3", "[0-9]+-[0-9]")', false],
    ['VALUE("12.50") * 2', 25],
    ['VALUE("abc")', null],
    ['TEXT(1234567.5) & TEXT(0.0000001)', '1234567.50.0000001'],
    ['TEXT(DATE(2026, 2, 3))', '2026-02-03'],
    ['TEXT(At__c)', '2023-11-14 22:13:20Z', { At__c: 1_700_000_000_000 }],
    ['ROUND(2.5, 0) + ROUND(-2.5, 0) + ROUND(1.005, 2)', 1.01],
    ['ROUND(1234, -2)', 1200],
    ['FLOOR(-1.5) + CEILING(-1.5) + MFLOOR(-1.5)', -5],
    ['MOD(7, 3) + ABS(-2) + MAX(1, 5, 3) + MIN(4, 2)', 10],
    ['SQRT(9) + EXP(0) + LN(1) + LOG(100)', 6],
    ['DATE(2026, 2, 30)', null],
    ['DATE(2024, 2, 28) + 2', '2024-03-01'],
    ['DATE(2026, 3, 1) - DATE(2026, 2, 1)', 28],
    ['ADDMONTHS(DATE(2024, 1, 31), 1)', '2024-02-29'],
    ['ADDMONTHS(DATE(2024, 2, 29), 1)', '2024-03-31'],
    ['ADDMONTHS(DATE(2024, 3, 15), -3)', '2023-12-15'],
    ['YEAR(D__c) * 10000 + MONTH(D__c) * 100 + DAY(D__c)', 20261105, { D__c: '2026-11-05' }],
    ['WEEKDAY(DATE(2026, 11, 22))', 1],
    ['D__c < DATE(2027, 1, 1)', true, { D__c: '2026-11-05' }],
    ['DATEVALUE("2026-1-5")', '2026-01-05'],
    ['DATEVALUE("January")', null],
    ['DATEVALUE(At__c)', '2026-11-21', { At__c: Date.UTC(2026, 10, 22, 5) }],
    ['DATETIMEVALUE("2026-11-22 10:00:00")', Date.UTC(2026, 10, 22, 10)],
    ['At__c + 0.5', 1_700_043_200_000, { At__c: 1_700_000_000_000 }],
    ['(NOW() - At__c) * 24', 1, { At__c: Date.UTC(2026, 10, 22, 16) }],
    ['TODAY()', '2026-11-22'],
    ['HOUR(Clock__c) * 60 + MINUTE(Clock__c)', 630, { Clock__c: 37_800_000 }],
    ['TIMEVALUE("10:30:00.000") = Clock__c', true, { Clock__c: 37_800_000 }],
    ['HYPERLINK("https://a.de/?x=1&y=2", "go")', '<a href="https://a.de/?x=1&amp;y=2" target="_blank">go</a>'],
    ['IMAGE("/i.png", "hot", 10, 20)', '<img src="/i.png" alt="hot" height="10" width="20" border="0"/>'],
    ['$User.Username', TEST_USER.username],
    ['$User.Id', TEST_USER.id.slice(0, 15)],
    ['$Permission.Can_Score && !$Permission.Other', true],
    ['$Setup.Settings__c.Days__c', 30],
    ['$Setup.Settings__c.Off__c', false],
    ['$Label.Hello', 'Guten Tag'],
    ['$System.OriginDateTime', Date.UTC(1900, 0, 1)],
    ['/* a comment */ "it\\"s" & \'fine\'', 'it"sfine'],
    ['Lead__c = "00Q000000000001"', true, { Lead__c: '00Q000000000001EAA' }],
    ['CASESAFEID(Lead__c)', '00Q000000000001EAA', { Lead__c: '00Q000000000001EAA' }],
    ['B__c', false]
  ])('%s is %p', (...[expression, expected, values]) => {
    expect(evaluate(expression, values)).toBe(expected);
  });

  it('takes blank numbers for zero where the formula says so', () => {
    const use: FormulaUse = { kind: 'field', blanksAsZero: true };
    expect(evaluate('N__c + 1', {}, { use })).toBe(1);
    expect(evaluate('ISBLANK(N__c)', {}, { use })).toBe(false);
  });

  it('knows what has changed', () => {
    expect(evaluate('ISNEW()', {}, { isNew: true })).toBe(true);
    expect(evaluate('ISCHANGED(N__c)', { N__c: 2 }, { prior: { N__c: 1 } })).toBe(true);
    expect(evaluate('ISCHANGED(N__c)', { N__c: 2 }, { isNew: true })).toBe(false);
    expect(evaluate('PRIORVALUE(N__c) + N__c', { N__c: 2 }, { prior: { N__c: 1 } })).toBe(3);
    expect(evaluate('TEXT(PRIORVALUE(Pick__c))', { Pick__c: 'Two' }, { prior: { Pick__c: 'One' } })).toBe('One');
  });
});

describe('refusals', () => {
  it.each([
    ['1 +', 'Syntax error. The formula ends too early', 3],
    ['(1 + 2', "Syntax error. Missing ')'", 6],
    ['1 2', 'Syntax error. Extra 2', 2],
    ['"abc', 'Syntax error. Missing "', 0],
    ['1 # 2', "Syntax error. Found '#'", 2],
    ['', 'Syntax error. The formula is empty', 0],
    ['1 + FOO(2)', 'Unknown function FOO. Check spelling.', 4],
    ['VLOOKUP(1, 2, 3)', 'Unknown function VLOOKUP. Check spelling.', 0],
    ['1 + Nothing__c', 'Field Nothing__c does not exist. Check spelling.', 4],
    ['Lead__r.Nothing__c', 'Field Lead__r.Nothing__c does not exist. Check spelling.', 0],
    ['$Other.Thing', 'Field $Other.Thing does not exist. Check spelling.', 0],
    ['Pick__c & "x"', 'Field Pick__c is a picklist field. Picklist fields are only supported in certain functions.', 0],
    [
      'INCLUDES(Multi__c, T__c) && Multi__c = "a"',
      'Field Multi__c is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.',
      28
    ],
    ['IF(true, 1)', "Incorrect number of parameters for function 'IF()'. Expected 3, received 2", 0],
    ['LEN(5)', "Incorrect parameter type for function 'LEN()'. Expected Text, received Number", 4],
    ['"a" - 1', "Incorrect parameter type for operator '-'. Expected Number, received Text", 0],
    ['IF(true, 1, "a")', "Incorrect parameter type for function 'IF()'. Expected Number, received Text", 12],
    ['N__c = "1"', "Incorrect parameter type for operator '='. Expected Number, received Text", 7],
    ['AND(1, true)', "Incorrect parameter type for function 'AND()'. Expected Boolean, received Number", 4],
    ['ISPICKVAL(Pick__c, T__c)', "The second parameter of function 'ISPICKVAL()' must be a text literal", 0],
    ['ISCHANGED(Lead__r.City)', "Incorrect parameter for function 'ISCHANGED()'. Expected a field of Row__c", 10],
    ['Up__r.Up__r.Up__r.Up__r.Up__r.Up__r.N__c', 'Field Up__r.Up__r.Up__r.Up__r.Up__r.Up__r.N__c goes up more than 5 relationships.', 0]
  ])('%s', (expression, problem, position) => {
    expect(() => evaluate(expression)).toThrow(expect.objectContaining({ name: 'FormulaError', problem, position }) as Error);
  });

  it.each(['(', 'NOT(', '-', '1 + '])('nesting that is too deep: %s', (opening) => {
    expect(() => formulas.condition(object, `${opening.repeat(50_000)}1`)).toThrow('The formula is nested too deep');
  });

  it('change functions outside validation rules', () => {
    expect(() => evaluate('ISNEW()', {}, { use: { kind: 'field', blanksAsZero: false } })).toThrow(
      'The function ISNEW cannot be used in this type of formula.'
    );
  });

  it('fields that refer to themselves, and results their type cannot hold', () => {
    const circular = schemaWith([
      {
        apiName: 'Loop__c',
        fields: [
          { ...number('A__c', 18, 0), formula: { expression: 'B__c + 1', treatBlanksAs: 'BlankAsZero' as const } },
          { ...number('B__c', 18, 0), formula: { expression: 'A__c + 1', treatBlanksAs: 'BlankAsZero' as const } },
          { ...number('C__c', 18, 0), formula: { expression: '"text"', treatBlanksAs: 'BlankAsZero' as const } }
        ]
      }
    ]);
    const looping = new Formulas(circular, NO_GLOBALS, () => new Map());
    const field = (name: string): FieldDef => (circular.object('Loop__c') as ObjectDef).field(name) as FieldDef;
    expect(() => looping.ofField(field('A__c'))).toThrow(FormulaError);
    expect(() => looping.ofField(field('C__c'))).toThrow(
      'Formula result is data type (text), incompatible with expected data type (number)'
    );
  });
});

it('reads parents for 200 records with as many queries as for one', () => {
  const crossing = schemaWith([
    {
      apiName: 'Step__c',
      fields: [lookup('Lead__c', 'Lead', 'Steps'), text('Word__c', 20)],
      validationRules: [
        {
          fullName: 'Same_owner',
          active: true,
          errorConditionFormula: 'Lead__r.Owner:User.Username <> $User.Username && !ISBLANK(Lead__c)',
          errorMessage: 'Not your lead.'
        }
      ]
    }
  ]);
  const other = new TestOrg(crossing);
  const leads = other.insert(
    'Lead',
    Array.from({ length: 200 }, (_, i) => ({ LastName: `L${i}`, Company: 'c' }))
  );
  const queries = jest.spyOn(other.db, 'all');
  const insert = (count: number): number => {
    queries.mockClear();
    other.insert(
      'Step__c',
      leads.slice(0, count).map((Lead__c) => ({ Name: 's', Lead__c }))
    );
    return queries.mock.calls.length;
  };
  insert(1);
  expect(insert(200)).toBe(insert(1));
  const [queue = ''] = other.insert('Group', [{ Name: 'q', DeveloperName: 'q', Type: 'Queue' }]);
  other.dml('update', 'Lead', [{ Id: leads[0] ?? null, OwnerId: queue }]);
  expect(other.dml('insert', 'Step__c', [{ Name: 's', Lead__c: leads[0] ?? null }])[0]?.errors[0]?.message).toBe('Not your lead.');
  other.close();
});

it('finds every formula of a schema that cannot run', () => {
  expect(formulas.problems()).toEqual([]);
  const broken = schemaWith([
    {
      apiName: 'Broken__c',
      fields: [
        { ...text('A__c', 10), formula: { expression: 'FOO()', treatBlanksAs: 'BlankAsBlank' as const } },
        text('B__c', 10, { defaultValue: '1 +' })
      ],
      validationRules: [
        { fullName: 'Not_true', active: true, errorConditionFormula: '1 + 1', errorMessage: 'x' },
        { fullName: 'Off', active: false, errorConditionFormula: 'nonsense', errorMessage: 'x' }
      ]
    }
  ]);
  expect(new Formulas(broken, NO_GLOBALS, () => new Map()).problems()).toEqual([
    'Broken__c.A__c: Error: Unknown function FOO. Check spelling. (at character 1 of: FOO())',
    'Broken__c.B__c, default value: Error: Syntax error. The formula ends too early (at character 4 of: 1 +)',
    'Broken__c, validation rule Not_true: Error: Formula result is data type incompatible. Expected Boolean (at character 1 of: 1 + 1)'
  ]);
});
