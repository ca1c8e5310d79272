import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaWith } from '../../schema/testing';
import { PLATFORM_TYPES } from '../platform/index';
import type * as program from '../program';
import { compileProgram, type ProgramInput } from '../program';
import { run, sourcesOf } from '../testing/language';

const input = (source: string): ProgramInput => ({
  sources: sourcesOf({ A: source }),
  schema: schemaWith(),
  labels: [],
  platform: PLATFORM_TYPES,
  coverage: true
});

describe('the compile cache', () => {
  it('keeps programs between processes, by everything they depend on', () => {
    const cacheDirectory = mkdtempSync(join(tmpdir(), 'apex-'));
    const first = compileProgram(input('public class A { }'), { cacheDirectory });
    expect(compileProgram(input('public class A { }'), { cacheDirectory }).key).toBe(first.key);
    expect(compileProgram(input('public class A { Integer i; }'), { cacheDirectory }).key).not.toBe(first.key);
    expect(compileProgram({ ...input('public class A { }'), labels: ['L'] }).key).not.toBe(first.key);
    expect(compileProgram({ ...input('public class A { }'), coverage: false }).key).not.toBe(first.key);
    expect(readdirSync(cacheDirectory)).toHaveLength(2);
  });

  it('compiles again where a file was cut short', () => {
    const cacheDirectory = mkdtempSync(join(tmpdir(), 'apex-'));
    const source = 'public class A { public static Integer n = 77; }';
    const { key } = compileProgram({ ...input(source), labels: ['cut'] }, { cacheDirectory: mkdtempSync(join(tmpdir(), 'apex-')) });
    writeFileSync(join(cacheDirectory, `apex-${key}.json`), '{"code": "(func');
    jest.isolateModules(() => {
      const again = jest.requireActual<typeof program>('../program');
      expect(again.compileProgram({ ...input(source), labels: ['cut'] }, { cacheDirectory }).script.classes[0]?.name).toBe('A');
    });
  });
});

describe('coverage', () => {
  const files = {
    A: `public class A {
  static Integer start = 1;
  public static Integer pick(Boolean b) {
    if (b) {
      return start;
    }
    Integer other = 2;
    return other;
  }
}`,
    ATest: '@IsTest private class ATest { @IsTest static void a() { A.pick(true); } }',
    'T.trigger': 'trigger T on Lead (before insert) {\n  Integer i = 1;\n}'
  };

  it('tells the lines that ran from those that did not, tests left out', () => {
    const { call, program } = run(files, { coverage: true });
    call('ATest', 'a');
    expect(program.coverage()).toEqual([
      { className: 'A', file: 'A.cls', covered: [2, 4, 5], uncovered: [7, 8] },
      { className: 'T', file: 'T.trigger', covered: [], uncovered: [2] }
    ]);
    program.resetCoverage();
    expect(program.coverage()[0]?.covered).toEqual([]);
  });

  it('can be left out', () => {
    const { program } = run(files, { coverage: false });
    expect(program.coverage()[0]).toEqual({ className: 'A', file: 'A.cls', covered: [], uncovered: [] });
  });
});

describe('anonymous code', () => {
  const files = {
    A: 'public virtual class A { public static Integer n = 1; public virtual Integer m() { return 2; } public enum E { X, Y } }'
  };

  it('sees the program and may declare methods and classes', () => {
    const { call, program } = run({ ...files, B: 'public class B { public static Integer read() { return A.n; } }' });
    const source = `Integer twice(Integer i) { return i * 2; }
      public class Own extends A { public override Integer m() { return super.m() + 10; } }
      for (Integer i = 0; i < 3; i++) { A.n += twice(i); }
      if (A.E.X != A.E.Y) { A.n += new Own().m(); }`;
    const block = program.compileAnonymous(source);
    block.run();
    expect(call('B', 'read')).toBe(1 + 6 + 12);
    expect(block.info).toMatchObject({ name: 'AnonymousBlock', sharing: 'with', userModeByDefault: true });
  });

  it('keeps its classes to itself', () => {
    const { call, program } = run({ ...files, B: 'public class B { public static Integer read() { return new A().m(); } }' });
    program
      .compileAnonymous('public virtual class A { public Integer m() { return 99; } } if (new A().m() != 99) { Integer i = 1 / 0; }')
      .run();
    expect(call('B', 'read')).toBe(2);
    const block = program.compileAnonymous("public class Gone { } Gone g = (Gone) Type.forName('Gone')?.newInstance();");
    expect(program.findClass('Gone')).toBeUndefined();
    expect(block.info.name).toBe('AnonymousBlock');
  });

  it('does not see the classes of an earlier block', () => {
    const { program } = run(files);
    program.compileAnonymous('public class Own { public Integer a = 1; } List<Own> all = new List<Own>{ new Own() }; all[0].a++;').run();
    program.compileAnonymous('public class Own { public Integer b = 2; } List<Own> all = new List<Own>{ new Own() }; all[0].b++;').run();
    expect(() => program.compileAnonymous('Own o = new Own();')).toThrow('Invalid type: Own');
  });

  it.each([
    ['Integer i = ;', "AnonymousBlock:1:13: Unexpected token ';'."],
    ['A.n = 1;\nfoo();', 'AnonymousBlock:2:1: Method does not exist or incorrect signature: void foo() from the type AnonymousBlock'],
    ["String s = 'x'; s.y();", 'AnonymousBlock:1:19: Method does not exist or incorrect signature: void y() from the type String']
  ])('tells what is wrong with %j', (source, message) => {
    const { program } = run(files);
    expect(() => program.compileAnonymous(source)).toThrow(message);
  });

  it('has traces of its own', () => {
    const { program } = run(files);
    const block = program.compileAnonymous('Integer i = 1;\nList<Integer> l = new List<Integer>();\ni = l[3];');
    try {
      block.run();
      throw new RangeError('it should not come this far');
    } catch (error) {
      expect(program.readStack(error instanceof Error ? (error.stack ?? '') : '')).toEqual([
        { place: 'AnonymousBlock', line: 3, column: 1 }
      ]);
    }
  });
});
