import fc from 'fast-check';
import { schemaWith } from '../../schema/testing';
import { RuntimeType } from '../runtime/runtime-type';
import { ApexDate } from './date';
import { ApexDatetime } from './datetime';
import { Decimal } from './decimal';
import { ApexDouble } from './double';
import { equalValues, hashValue } from './equality';
import { ApexList } from './list';
import { ApexMap } from './map';
import { compareNullable } from './order';
import { ApexSet } from './set';
import { SObjectValue } from './sobject';
import { text } from './text';

const OBJECT = RuntimeType.of('Object');
const lead = schemaWith().object('Lead');
if (!lead) throw new Error('no Lead');
const record = (values: Record<string, unknown>): SObjectValue => {
  const made = new SObjectValue(lead);
  for (const [name, value] of Object.entries(values)) made.$set(made.field(name).ordinal, value);
  return made;
};
/** An instance with an `equals` and `hashCode` of its own, as compiled classes offer them. */
class Point {
  constructor(
    readonly x: number,
    readonly y: number
  ) {}
  equals$1(other: unknown): boolean {
    return other instanceof Point && other.x === this.x && other.y === this.y;
  }
  hashcode$0(): number {
    return this.x;
  }
}

const anyKey = fc.oneof(
  fc.string(),
  fc.integer({ min: -5, max: 5 }),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.boolean(),
  fc.constant(null),
  fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 2 })).map(([mantissa, scale]) => Decimal.of(mantissa, scale)),
  fc.integer({ min: 0, max: 3 }).map((day) => new ApexDate(day)),
  fc.integer({ min: 0, max: 3 }).map((at) => new ApexDatetime(at)),
  fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })).map(([x, y]) => new Point(x, y)),
  fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }).map((items) => new ApexList(OBJECT, items)),
  fc.constantFrom('A', 'B', undefined).map((name) => record(name === undefined ? {} : { Company: name }))
);
/** What one Set or Map holds for one key: as equality, but numbers of different types stay apart. */
const sameKey = (left: unknown, right: unknown): boolean =>
  typeof left === typeof right && left?.constructor === right?.constructor && equalValues(left, right);

describe('Set and Map', () => {
  it('hold one entry per value, found by value, in order of insertion', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyKey, fc.integer()), { maxLength: 30 }),
        fc.array(fc.nat(29), { maxLength: 8 }),
        (entries, removals) => {
          const map = new ApexMap(OBJECT, OBJECT);
          let model: [unknown, unknown][] = [];
          for (const [key, value] of entries) {
            const known = model.find(([candidate]) => sameKey(candidate, key));
            expect(map.put(key, value)).toBe(known ? known[1] : null);
            if (known) known[1] = value;
            else model.push([key, value]);
          }
          for (const position of removals) {
            const entry = entries[position];
            if (!entry) continue;
            map.remove(entry[0]);
            model = model.filter(([candidate]) => !sameKey(candidate, entry[0]));
          }
          expect(map.size()).toBe(model.length);
          expect(map.keys()).toEqual(model.map(([key]) => key));
          for (const [key, value] of model) expect(map.get(key)).toBe(value);
          expect([
            ...new ApexSet(
              OBJECT,
              model.map(([key]) => key)
            )
          ]).toEqual(model.map(([key]) => key));
        }
      )
    );
  });

  it('give equal values equal hashes', () => {
    fc.assert(fc.property(anyKey, anyKey, (left, right) => !equalValues(left, right) || hashValue(left) === hashValue(right)));
    expect(hashValue('hello')).toBe(99162322);
  });

  it('tell Strings apart by case, Decimals by number', () => {
    const set = new ApexSet(OBJECT, ['a', 'A', Decimal.parse('1.0'), Decimal.parse('1.00')]);
    expect(set.size()).toBe(3);
  });

  it('lose a record that changed while it was a key', () => {
    const key = record({ Company: 'A' });
    const set = new ApexSet(OBJECT, [key]);
    key.$set(key.field('Company').ordinal, 'B');
    expect(set.contains(key)).toBe(false);
    expect(set.contains(record({ Company: 'A' }))).toBe(true);
  });

  it('find keys of describe maps without regard to case', () => {
    const map = ApexMap.caseInsensitive(OBJECT, OBJECT);
    map.put('lead', 1);
    expect(map.get('LEAD')).toBe(1);
    expect(map.keys()).toEqual(['lead']);
  });

  it('refuse changes while a loop runs over them', () => {
    const [list, set, map] = [new ApexList(OBJECT, [1]), new ApexSet(OBJECT, [1]), new ApexMap(OBJECT, OBJECT)];
    list.locks = map.locks = 1;
    set.lock(1);
    const changes = [
      () => list.add(2),
      () => list.remove(0),
      () => list.sort(),
      () => set.add(2),
      () => set.remove(1),
      () => set.clear(),
      () => map.put(1, 1),
      () => map.clear()
    ];
    for (const change of changes) expect(change).toThrow('Cannot modify a collection while it is being iterated.');
    list.set(0, 9);
    expect(list.items).toEqual([9]);
  });
});

describe('List', () => {
  it('sorts stably, nulls first', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constant(null),
            fc.integer({ min: -9, max: 9 }),
            fc.integer({ min: -9, max: 9 }).map((v) => new ApexDouble(v / 2))
          )
        ),
        (values) => {
          const list = new ApexList(OBJECT, [...values]);
          list.sort();
          for (let i = 1; i < list.items.length; i++) expect(compareNullable(list.items[i - 1], list.items[i])).toBeLessThanOrEqual(0);
          expect(list.items.filter((value) => value === null)).toEqual(
            list.items.slice(0, values.filter((value) => value === null).length)
          );
          expect([...list.items].map(text).sort()).toEqual(values.map(text).sort());
        }
      )
    );
  });

  it('refuses positions outside, as the platform words it', () => {
    const list = new ApexList(OBJECT, [1]);
    for (const call of [() => list.get(1), () => list.set(1, 0), () => list.remove(-1)])
      expect(call).toThrow(/List index out of bounds: -?1/);
    expect(() => list.insert(3, 0)).toThrow('List index out of bounds: 3');
    expect(() => new ApexList(OBJECT, [{}, {}]).sort()).toThrow('not Comparable');
  });

  it('prints nested values like the platform', () => {
    const map = new ApexMap(OBJECT, OBJECT);
    map.put('k', new ApexList(OBJECT, [1, null, 'x', Decimal.parse('1.50'), new ApexDouble(2), ApexDate.of(2026, 2, 3)]));
    expect(text(map)).toBe('{k=(1, null, x, 1.50, 2.0, 2026-02-03 00:00:00)}');
    const loop = new ApexList(OBJECT);
    loop.items.push(loop);
    expect(text(loop)).toBe('((already output))');
    expect(text(record({ LastName: 'Doe', AnnualRevenue: null }))).toBe('Lead:{LastName=Doe, AnnualRevenue=null}');
  });
});
