import { matchesWhole } from './regex';
import { withoutInlineFlags } from './regex-flags';

describe('flags in the middle of a regular expression', () => {
  it.each([
    ['a(?i)b', 'aB', true],
    ['a(?i)b', 'Ab', false],
    ['(?i:a)b', 'Ab', true],
    ['(?i:a)b', 'AB', false],
    ['(a(?i)b)c', 'aBc', true],
    ['(a(?i)b)c', 'aBC', false],
    ['(?i)a(?-i)b', 'Ab', true],
    ['(?i)a(?-i)b', 'AB', false],
    ['a(?i)[b-d]|x', 'aC', true],
    ['a(?i)[b-d]|x', 'X', true],
    ['a(?i)[^b]', 'aB', false],
    ['a(?i)\\Qb.c\\E', 'aB.C', true],
    ['a(?i)\\w{2,3}\\p{Lu}', 'abcD', true],
    ['a.(?s).', 'ax\n', true],
    ['a.(?s).', 'a\nx', false],
    ['a\n(?m)^b$\nc', 'a\nb\nc', true],
    ['(?s:.)(?<n>(?i)b)\\k<n>', '\nBB', true],
    ['\\(\\?i\\)b', '(?i)b', true],
    ['[(?i)]b', 'ib', true]
  ])('%s matches %j: %s', (pattern, text, expected) => {
    expect(matchesWhole(text, pattern)).toBe(expected);
  });

  it('leave other patterns as they are', () => {
    for (const pattern of ['(?i)abc', '(?:a|b)', 'a(?=b)', '[(?i)]', '\\(?i:']) expect(withoutInlineFlags(pattern)).toBe(pattern);
  });

  it('are refused as not supported where they cannot be written out', () => {
    expect(() => matchesWhole('a', 'a(?x) b')).toThrow('The embedded org does not support regular expression flag (?x).');
    expect(() => matchesWhole('a', '(a)(?i)\\1')).toThrow('The embedded org does not support references to groups under (?i)');
  });
});
