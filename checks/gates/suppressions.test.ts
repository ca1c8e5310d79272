import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applySuppressions, readSuppressions } from '../suppressions';

const finding = { file: 'force-app/A.cls', line: 3, column: 1, rule: 'pmd:X', message: 'X of a thing' };
const entry = { gate: 'code-analyzer', rule: 'pmd:X', file: 'force-app/A.cls', reason: 'Checked by hand.' };

describe('suppressions', () => {
  it('suppressions take away what they name', () => {
    assert.deepEqual(applySuppressions('code-analyzer', [finding], [entry]), []);
    assert.deepEqual(applySuppressions('code-analyzer', [finding], [{ ...entry, message: 'a thing' }]), []);
  });

  it('suppressions leave everything else', () => {
    const other = { ...finding, rule: 'pmd:Y' };
    assert.deepEqual(applySuppressions('code-analyzer', [finding, other], [entry]), [other]);
  });

  it('suppressions that suppress nothing are findings of their gate only', () => {
    const [unused, ...more] = applySuppressions('code-analyzer', [], [entry]);
    assert.equal(unused?.rule, 'unused-suppression');
    assert.deepEqual(more, []);
    assert.deepEqual(applySuppressions('eslint', [], [entry]), []);
    const elsewhere = applySuppressions('code-analyzer', [finding], [{ ...entry, message: 'another thing' }]);
    assert.deepEqual(
      elsewhere.map(({ rule }) => rule),
      ['pmd:X', 'unused-suppression']
    );
  });

  it('suppressions without a reason are refused', () => {
    assert.throws(() => readSuppressions(JSON.stringify([{ ...entry, reason: ' ' }])), /entry 1 has no reason/);
    assert.throws(() => readSuppressions(JSON.stringify([{ ...entry, rule: undefined }])), /entry 1 has no rule/);
    assert.throws(() => readSuppressions('{}'), /must hold a list/);
  });
});
