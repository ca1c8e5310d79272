import fc from 'fast-check';
import { guardedMatch, RegexTooComplicated, worstSteps } from './guard';

const run = (regex: RegExp, text: string): RegExpExecArray | null => guardedMatch(regex, text.length, () => regex.exec(text));

describe('patterns', () => {
  it.each([
    [/^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/u, 60],
    [/\s+/u, 4000],
    [/^\d{4}-\d{2}-\d{2}$/u, 1000],
    [/^(?:abc|def)+x?$/u, 6]
  ])('%s runs at once on %d characters', (regex, length) => {
    expect(worstSteps(regex, length)).toBeLessThanOrEqual(24);
  });

  it.each([
    [/(a+)+$/u, 30],
    [/(a|aa)+$/u, 30],
    [/(?:a?){30}b/u, 60],
    [/a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaa/u, 30],
    [/.*a.*b.*c.*d/u, 1000],
    [/(?=(a+)+b)/u, 30]
  ])('%s is watched on %d characters', (regex, length) => {
    expect(worstSteps(regex, length)).toBeGreaterThan(24);
  });

  it('end, and say so', () => {
    expect(() => run(/^(a+)+$/u, `${'a'.repeat(50)}!`)).toThrow(RegexTooComplicated);
    expect(() => run(/a/u, 'b'.repeat(1_000_001))).toThrow('Regex too complicated');
  });

  it('match the same whether they are watched or not', () => {
    const piece = fc.constantFrom('a', 'b', '[ab]', '(a|b)', '(a*)', 'b+', 'a?', '(?:ab){1,2}', '$', '^', '.');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), fc.stringMatching(/^[ab]{0,12}$/), (pieces, text) => {
        const regex = new RegExp(pieces.join(''), 'du');
        const direct = regex.exec(text);
        // A text of this length is watched whatever the pattern is.
        const watched = guardedMatch(new RegExp(`${pieces.join('')}`, 'du'), 900_000, () => regex.exec(text));
        expect(watched).toEqual(direct);
      }),
      { numRuns: 200 }
    );
  });
});
