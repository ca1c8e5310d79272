import { RuntimeType } from '../runtime/runtime-type';
import { ApexMap } from './map';
import { ApexSet } from './set';

const TEXT = RuntimeType.of('String');

describe('the keys of a map', () => {
  let map: ApexMap;
  beforeEach(() => {
    map = new ApexMap(TEXT, TEXT);
    for (const key of ['a', 'b', 'c']) map.put(key, key.toUpperCase());
  });

  it('are those of the map as it is now', () => {
    const keys = map.keySet();
    map.put('d', 'D');
    map.remove('a');
    expect([...keys]).toEqual(['b', 'c', 'd']);
    expect([keys.size(), keys.contains('a'), keys.contains('d')]).toEqual([3, false, true]);
  });

  it('take their values along when they go', () => {
    const keys = map.keySet();
    expect([keys.remove('a'), keys.remove('a')]).toEqual([true, false]);
    keys.retain((key) => key === 'b');
    expect([map.keys(), map.get('c')]).toEqual([['b'], null]);
    keys.clear();
    expect(map.size()).toBe(0);
  });

  it('cannot be added to', () => {
    expect(() => map.keySet().add('z')).toThrow('Collection is read-only');
    expect(() => map.keySet().addAll(new ApexSet(TEXT, ['z']))).toThrow('Collection is read-only');
    expect(map.keySet().addAll([])).toBe(false);
  });

  it('are a set of their own once copied', () => {
    const copy = map.keySet().clone();
    copy.add('z');
    copy.remove('a');
    expect(map.keys()).toEqual(['a', 'b', 'c']);
  });

  it('lock the map while a loop runs over them, but for the values of its keys', () => {
    const keys = map.keySet();
    keys.lock(1);
    map.put('a', 'other');
    for (const change of [() => map.put('z', 'Z'), () => map.remove('a'), () => keys.remove('a'), () => map.clear()])
      expect(change).toThrow('Cannot modify a collection while it is being iterated.');
    keys.lock(-1);
    map.put('z', 'Z');
    expect(map.get('a')).toBe('other');
  });

  it('of a describe map are told apart by case', () => {
    const describes = ApexMap.caseInsensitive(TEXT, TEXT);
    describes.put('lead', 1);
    expect([describes.containsKey('LEAD'), describes.keySet().contains('LEAD'), describes.keySet().contains('lead')]).toEqual([
      true,
      false,
      true
    ]);
  });
});
