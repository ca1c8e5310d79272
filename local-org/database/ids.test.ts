import fc from 'fast-check';
import { formatId, isValidId, prefixOf, to18 } from './index';

const id15 = fc.stringMatching(/^[0-9A-Za-z]{15}$/);

describe('ids', () => {
  it('get the checksum that the platform gives them', () => {
    expect(to18('0016A00000AbCdE')).toBe('0016A00000AbCdEQAV');
    expect(to18('001D000000IqhSL')).toBe('001D000000IqhSLIAZ');
    expect(to18('00530000003xqAb')).toBe('00530000003xqAbAAI');
  });

  it('keep their first 15 characters and stay as they are in their long form', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const long = to18(id);
        expect(long).toHaveLength(18);
        expect(long?.slice(0, 15)).toBe(id);
        expect(to18(long ?? '')).toBe(long);
        expect(isValidId(long ?? '')).toBe(true);
      })
    );
  });

  it('are told apart by case in their long form even where case gets lost', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const other = id.replace(/[a-zA-Z]/, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
        fc.pre(other !== id);
        expect(to18(other)?.toLowerCase()).not.toBe(to18(id)?.toLowerCase());
      })
    );
  });

  it('are found again by their long form where case got lost', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const long = to18(id) ?? '';
        expect([to18(long.toLowerCase()), to18(long.toUpperCase())]).toEqual([long, long]);
      })
    );
  });

  it.each(['', '001', '001D000000IqhSLIAA', '001D000000IqhSLIA', '001D000000Iqh-L', ' 001D000000IqhS', '001D000000IqhSLIAZ0'])(
    '%j is none',
    (text) => {
      expect(isValidId(text)).toBe(false);
      expect(to18(text)).toBeNull();
    }
  );

  it('are made from a prefix and a number, in order', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), fc.nat({ max: 1e9 }), (a, b) => {
        const [first, second] = [formatId('a0B', a), formatId('a0B', b)];
        expect(isValidId(first)).toBe(true);
        expect(prefixOf(first)).toBe('a0B');
        expect(first < second).toBe(a < b);
      })
    );
  });
});
