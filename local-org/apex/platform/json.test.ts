import fc from 'fast-check';
import { RuntimeType } from '../runtime/runtime-type';
import { freeze, thaw } from '../runtime/freeze';
import { ApexDate } from '../values/date';
import { ApexDatetime } from '../values/datetime';
import { Decimal } from '../values/decimal';
import { ApexDouble } from '../values/double';
import { equalValues } from '../values/equality';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { text } from '../values/text';
import { ApexTime } from '../values/time';
import { typed, untyped } from './json-read';
import { parseJson } from './json-text';
import { writeJson } from './json-write';

const OBJECT = RuntimeType.of('Object');
const compact = { pretty: false, suppressNulls: false };

/** What JSON itself can hold, as `deserializeUntyped` gives it. */
const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.bigInt({ min: 2n ** 40n, max: 2n ** 62n }),
    fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 1, max: 6 }))
      .map(([mantissa, scale]) => Decimal.of(mantissa, scale)),
    fc.array(tie('plain'), { maxLength: 4 }).map((items) => new ApexList(OBJECT, items)),
    fc.array(fc.tuple(fc.string(), tie('plain')), { maxLength: 4 }).map((entries) => {
      const map = ApexMap.ofText();
      for (const [key, value] of entries) map.put(key, value);
      return map;
    })
  )
}));

describe('JSON', () => {
  it('comes back as what it was, compact or pretty', () => {
    fc.assert(
      fc.property(plain, fc.boolean(), (value, pretty) => {
        const back = untyped(parseJson(writeJson(value, { pretty, suppressNulls: false })));
        expect(text(back)).toBe(text(value));
        expect(equalValues(back, value)).toBe(true);
      })
    );
  });

  it.each([
    ['Set<Integer>', new ApexSet(RuntimeType.of('Integer'), [1, 2])],
    [
      'Map<Integer,Date>',
      ((map) => (map.put(1, ApexDate.of(2026, 1, 2)), map))(new ApexMap(RuntimeType.of('Integer'), RuntimeType.of('Date')))
    ],
    ['List<Datetime>', new ApexList(RuntimeType.of('Datetime'), [new ApexDatetime(1_700_000_000_123), null])],
    ['List<Double>', new ApexList(RuntimeType.of('Double'), [new ApexDouble(1), new ApexDouble(0.1)])],
    ['List<Time>', new ApexList(RuntimeType.of('Time'), [ApexTime.of(23, 59, 58, 7)])],
    ['List<Long>', new ApexList(RuntimeType.of('Long'), [9007199254740993n])],
    [
      'List<List<Decimal>>',
      new ApexList(RuntimeType.of('List<Decimal>'), [new ApexList(RuntimeType.of('Decimal'), [Decimal.parse('1.50')])])
    ]
  ])('%s keeps its types', (name, value) => {
    const type = RuntimeType.of(name);
    const back = typed(parseJson(writeJson(value, compact)), type, false);
    expect(text(back)).toBe(text(value));
    expect(equalValues(back, value)).toBe(true);
  });

  it.each([
    ['{"a":1', 'Unexpected end-of-input: was expecting comma to separate OBJECT entries at [line:1, column:7]'],
    ['[1,\n 2,]', "Unexpected character (']' (code 93))"],
    ['{"a" 1}', 'was expecting a colon'],
    ['"open', 'Unexpected end-of-input in VALUE_STRING'],
    ['[1] x', 'expected end of input'],
    ['"\\q"', 'Unrecognized character escape']
  ])('%s is refused with the place', (broken, problem) => {
    expect(() => parseJson(broken)).toThrow(problem);
  });

  it('refuses cycles', () => {
    const loop = new ApexList(OBJECT);
    loop.add(loop);
    expect(() => writeJson(loop, compact)).toThrow('self-reference');
  });
});

describe('what jobs carry', () => {
  it('comes back as what it was, shared references and cycles too', () => {
    fc.assert(fc.property(plain, (value) => expect(text(thaw(freeze(value)))).toBe(text(value))));
    const shared = new ApexList(OBJECT, [1]);
    const both = new ApexList(OBJECT, [shared, shared]);
    both.add(both);
    const back = thaw(freeze(both));
    if (!(back instanceof ApexList)) throw new Error('not a list');
    expect(back.get(0)).toBe(back.get(1));
    expect(back.get(2)).toBe(back);
    expect(back.get(0)).not.toBe(shared);
  });

  it('keeps the types that JSON does not tell apart', () => {
    const values = [new ApexDouble(1), 1n, Decimal.parse('1.00'), ApexDate.of(2026, 1, 2), new ApexDatetime(5), ApexTime.of(1, 2, 3, 4)];
    const back = thaw(freeze(new ApexSet(OBJECT, values)));
    expect(back instanceof ApexSet && [...back].map((value) => value?.constructor)).toEqual(values.map((value) => value?.constructor));
  });
});
