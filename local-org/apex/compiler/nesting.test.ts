import { schemaWith } from '../../schema/testing';
import { ApexTestOrg } from '../runtime/testing';
import { ApexProgramError } from './problems';

const DEEP = 20_000;

describe('sources that are too large', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schemaWith([]), {});
  });
  afterAll(() => org.close());
  const problem = (source: string): string | null => org.rehearse((tx) => org.engine.executeAnonymous(tx, source).compileProblem);

  it.each([
    ['parentheses', `Integer i = ${'('.repeat(DEEP)}1${')'.repeat(DEEP)};`],
    ['blocks', `${'{'.repeat(DEEP)}${'}'.repeat(DEEP)}`],
    ['if in if', `${'if (true) '.repeat(DEEP)} return;`],
    ['else if', `${'if (true) {} else '.repeat(DEEP)} return;`],
    ['sums', `Integer i = 1${' + 1'.repeat(DEEP)};`],
    ['concatenations', `String s = 'a'${" + 'a'".repeat(DEEP)};`],
    ['conditions', `Boolean b = true${' && true'.repeat(DEEP)};`],
    ['negations', `Boolean b = ${'!'.repeat(DEEP)}true;`],
    ['choices', `Integer i = ${'true ? 1 : '.repeat(DEEP)} 1;`],
    ['calls', `String s = 'a'${'.trim()'.repeat(DEEP)};`],
    ['type arguments', `${'List<'.repeat(DEEP)}Integer${'>'.repeat(DEEP)} l;`],
    ['literals', `Object o = ${'new List<Object>{'.repeat(DEEP)}${'}'.repeat(DEEP)};`],
    ['assignments', `Integer a; ${'a = '.repeat(DEEP)} 1;`],
    ['casts', `Object o = ${'(Object) '.repeat(DEEP)} 1;`]
  ])('are refused for their nesting: %s', (_what, source) => {
    expect(problem(source)).toBe('Code is nested too deeply');
  });

  it('are refused for their length', () => {
    const long = `public class Long { String s = '${'x'.repeat(2_000_000)}'; }`;
    expect(() => new ApexTestOrg(schemaWith([]), { Long: long })).toThrow(
      'Long.cls:1:1: Script too large: 2000036 characters, at most 1000000 are allowed'
    );
  });

  it('are refused in classes and triggers, with their file', () => {
    const deep = `public class Deep { Integer i = ${'('.repeat(DEEP)}1${')'.repeat(DEEP)}; static Integer f() { return 1${' + 1'.repeat(DEEP)}; } }`;
    const trigger = `trigger DeepTrigger on Lead (before insert) { ${'if (true) '.repeat(DEEP)} return; }`;
    let thrown: unknown;
    try {
      new ApexTestOrg(schemaWith([]), { Deep: deep, DeepTrigger: trigger });
    } catch (error) {
      thrown = error;
    }
    const problems = thrown instanceof ApexProgramError ? thrown.problems.map(({ message }) => message) : [thrown];
    expect(problems).toEqual(['Deep.cls:1:1: Code is nested too deeply', 'DeepTrigger.trigger:1:1: Code is nested too deeply']);
  });

  it('may be as long and as nested as code is', () => {
    expect(problem(`String s = 'a'${" + 'a'".repeat(600)};`)).toBeNull();
    expect(problem(`Integer i = ${'('.repeat(200)}1${')'.repeat(200)};`)).toBeNull();
    expect(problem(`Integer i = 0; ${'if (i == 1) { } else '.repeat(150)} { }`)).toBeNull();
  });
});
