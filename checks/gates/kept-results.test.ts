import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { withKeptResults, type Analysed } from '../code-analyzer/kept-results';
import { keysByFile } from '../code-analyzer/reachable';
import type { Finding } from '../gate';

const SOURCES = {
  'classes/Door.cls': 'public class Door { @AuraEnabled public static void go() { new Step().go(); } }',
  'classes/Step.cls': 'public virtual class Step { public virtual void go() { Writer.write(); } }',
  'classes/HighStep.cls': 'public class HighStep extends Step { class Inner implements Rung {} }',
  'classes/Rung.cls': 'public interface Rung {}',
  'classes/Writer.cls': 'public class Writer { public static void write() { insert new Lead(); } }',
  'classes/Window.cls': 'public class Window { Rung rung; }',
  'triggers/Leads.trigger': 'trigger Leads on Lead (before insert) { Window.open(); }'
};

const keys = (changes: Readonly<Record<string, string>> = {}, more = ''): Map<string, string> =>
  keysByFile(new Map(Object.entries({ ...SOURCES, ...changes })), more);

/** The files whose key is another one after a change. */
const changedBy = (changes: Readonly<Record<string, string>>, more = ''): string[] => {
  const before = keys();
  return [...keys(changes, more)]
    .filter(([file, key]) => before.get(file) !== key)
    .map(([file]) => path.basename(file).split('.')[0] ?? '');
};

describe('kept results', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-kept-'));
  after(() => fs.rmSync(folder, { recursive: true }));

  it('are those of a file as long as nothing changes that it reaches', () => {
    assert.deepEqual(changedBy({}), []);
    assert.deepEqual(changedBy({ 'classes/Writer.cls': 'public class Writer { }' }), [
      'Door',
      'Step',
      'HighStep',
      'Rung',
      'Writer',
      'Window',
      'Leads'
    ]);
    assert.deepEqual(changedBy({ 'classes/Door.cls': 'public class Door { }' }), ['Door']);
    assert.deepEqual(changedBy({ 'triggers/Leads.trigger': 'trigger Leads on Lead (before update) { Window.open(); }' }), ['Leads']);
    assert.deepEqual(changedBy({ 'classes/Window.cls': 'public class Window { }' }), ['Window', 'Leads']);
  });

  it('are not those of a class that is extended or implemented by one that changed', () => {
    const changed = changedBy({ 'classes/HighStep.cls': `${SOURCES['classes/HighStep.cls']} ` });
    assert.deepEqual(changed, ['Door', 'Step', 'HighStep', 'Rung', 'Window', 'Leads']);
  });

  it('are not those of another version of the engine', () => {
    assert.equal(changedBy({}, 'another version').length, Object.keys(SOURCES).length);
  });

  const finding: Finding = { file: 'classes/Writer.cls', line: 1, column: 1, rule: 'sfge:Rule', message: 'Bad' };
  let asked: (readonly string[])[] = [];
  const analyse =
    (failures: readonly Finding[] = []) =>
    (files: readonly string[]): Promise<Analysed> => {
      asked.push(files);
      return Promise.resolve({ findings: new Map(files.map((file) => [file, file === 'a' ? [finding] : []])), failures });
    };

  it('are found again without asking, and only what changed is asked for', async () => {
    assert.deepEqual(
      await withKeptResults(
        folder,
        new Map([
          ['a', '1'],
          ['b', '2']
        ]),
        analyse()
      ),
      [finding]
    );
    assert.deepEqual(
      await withKeptResults(
        folder,
        new Map([
          ['a', '1'],
          ['b', '2']
        ]),
        analyse()
      ),
      [finding]
    );
    assert.deepEqual(
      await withKeptResults(
        folder,
        new Map([
          ['a', '1'],
          ['b', '3']
        ]),
        analyse()
      ),
      [finding]
    );
    assert.deepEqual(asked, [['a', 'b'], ['b']]);
    assert.deepEqual(fs.readdirSync(folder).sort(), ['1.json', '3.json']);
  });

  it('are not kept of a run in which the tool failed, nor believed where they cannot be read', async () => {
    asked = [];
    const failure = { ...finding, rule: 'sfge:failure' };
    assert.deepEqual(await withKeptResults(folder, new Map([['a', '4']]), analyse([failure])), [failure, finding]);
    assert.deepEqual(await withKeptResults(folder, new Map([['a', '4']]), analyse()), [finding]);
    const elsewhere = (): Promise<Analysed> => Promise.resolve({ findings: new Map([['z', [finding]]]), failures: [] });
    assert.deepEqual(await withKeptResults(folder, new Map([['a', '5']]), elsewhere), [finding]);
    assert.deepEqual(fs.readdirSync(folder), []);
    assert.deepEqual(await withKeptResults(folder, new Map([['a', '4']]), analyse()), [finding]);
    fs.writeFileSync(path.join(folder, '4.json'), '[{"file":');
    assert.deepEqual(await withKeptResults(folder, new Map([['a', '4']]), analyse()), [finding]);
    assert.deepEqual(asked, [['a'], ['a'], ['a'], ['a']]);
  });
});
