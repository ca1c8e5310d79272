import { current } from '../runtime/execution';
import { meter } from '../runtime/meter';
import type { RuntimeType } from '../runtime/runtime-type';
import { callBridge } from '../values/bridge';
import { hashValue, equalValues } from '../values/equality';
import { throwApex, throwNullPointer } from '../values/exception';
import { CollectionIterator } from '../values/iterator';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';
import { throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { elements } from './iteration';
import { objectToken } from './schema-tokens';
import { cloneRecord } from './sobject-clone';

const given = <T>(value: T | null): T => (value === null ? throwNullArgument() : value);

/** `new Map<Id, Lead>(records)`. @throws System.ListException for a record without an id or twice the same */
function mapById(keyType: RuntimeType, valueType: RuntimeType, records: ApexList | ApexMap | null): ApexMap {
  const map = new ApexMap(keyType, valueType);
  const source = given(records);
  if (source instanceof ApexMap) map.putAll(source);
  else putRecords(map, source);
  return map;
}

function putRecords(map: ApexMap, records: ApexList): void {
  records.items.forEach((record, row) => {
    if (!(record instanceof SObjectValue)) throwNullPointer();
    if (record.id === null) throwApex('System.ListException', `Row with null Id at index: ${row}`);
    map.put(record.id, record);
  });
}

/** `sort(comparator)`. */
function sortBy(list: ApexList, comparator: unknown): void {
  if (comparator === null) throwNullArgument();
  list.sort((left, right) => {
    const outcome = callBridge(comparator, 'compare$2', left, right);
    return typeof outcome?.result === 'number' ? outcome.result : throwNullPointer();
  });
}

function deepClone(list: ApexList, preserveId: boolean, preserveTimestamps: boolean, preserveAutonumbers: boolean): ApexList {
  return new ApexList(
    list.element,
    list.items.map((item) =>
      item instanceof SObjectValue ? cloneRecord(item, { preserveId, deep: true, preserveTimestamps, preserveAutonumbers }) : item
    )
  );
}

function deepCloneMap(map: ApexMap): ApexMap {
  const copy = new ApexMap(map.keyType, map.valueType);
  for (const key of map.keys()) {
    const value = map.get(key);
    const record = value instanceof SObjectValue;
    copy.put(
      key,
      record ? cloneRecord(value, { preserveId: true, deep: true, preserveTimestamps: true, preserveAutonumbers: true }) : value
    );
  }
  return copy;
}

/** The token of the rows' object; null for a list of SObjects of any kind, or of anything else. */
function typeOfRows(element: RuntimeType): unknown {
  const object = current().services.schema.object(element.name);
  return object ? objectToken(object) : null;
}

const containsAll = (set: ApexSet, values: Iterable<unknown>): boolean => [...values].every((value) => set.contains(value));

export const COLLECTION_TYPES: readonly PlatformType[] = [
  {
    name: 'System.List',
    kind: 'class',
    typeParameters: ['T'],
    implements: ['Iterable<T>'],
    isInstance: (value) => value instanceof ApexList,
    constructors: {
      '()': (type: RuntimeType) => new ApexList(type),
      '(Integer size)': (type: RuntimeType, size: number) => {
        meter.reserve(size);
        return new ApexList(type, new Array<unknown>(size).fill(null));
      },
      '(Iterable<T> values)': (type: RuntimeType, values: unknown) => new ApexList(type, [...elements(given(values))])
    },
    methods: {
      'void add(T value)': (list: ApexList, value: unknown) => list.add(value),
      'void add(Integer index, T value)': (list: ApexList, index: number, value: unknown) => list.insert(index, value),
      'void addAll(List<T> values)': (list: ApexList, values: ApexList | null) => list.addAll(given(values)),
      'void addAll(Set<T> values)': (list: ApexList, values: ApexSet | null) => list.addAll(given(values)),
      'void addAll(Iterable<T> values)': (list: ApexList, values: unknown) => list.addAll(elements(given(values))),
      'void clear()': (list: ApexList) => list.clear(),
      'List<T> clone()': (list: ApexList) => list.clone(),
      'Boolean contains(T value)': (list: ApexList, value: unknown) => list.contains(value),
      'List<T> deepClone()': (list: ApexList) => deepClone(list, false, false, false),
      'List<T> deepClone(Boolean preserveId)': (list: ApexList, id: boolean | null) => deepClone(list, id === true, false, false),
      'List<T> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps)': (
        list: ApexList,
        id: boolean | null,
        stamps: boolean | null
      ) => deepClone(list, id === true, stamps === true, false),
      'List<T> deepClone(Boolean preserveId, Boolean preserveReadonlyTimestamps, Boolean preserveAutonumber)': (
        list: ApexList,
        id: boolean | null,
        stamps: boolean | null,
        numbers: boolean | null
      ) => deepClone(list, id === true, stamps === true, numbers === true),
      'Boolean equals(Object other)': (list: ApexList, other: unknown) => equalValues(list, other),
      'T get(Integer index)': (list: ApexList, index: number) => list.get(index),
      'Schema.SObjectType getSObjectType()': (list: ApexList) => typeOfRows(list.element),
      'Integer hashCode()': hashValue,
      'Integer indexOf(T value)': (list: ApexList, value: unknown) => list.indexOf(value),
      'Boolean isEmpty()': (list: ApexList) => list.items.length === 0,
      'Iterator<T> iterator()': (list: ApexList) => list.iterator$0(),
      'T remove(Integer index)': (list: ApexList, index: number) => list.remove(index),
      'void set(Integer index, T value)': (list: ApexList, index: number, value: unknown) => list.set(index, value),
      'Integer size()': (list: ApexList) => list.items.length,
      'void sort()': (list: ApexList) => list.sort(),
      'void sort(System.Comparator<T> comparator)': sortBy,
      'String toString()': (list: ApexList) => list.toString()
    }
  },
  {
    name: 'System.Set',
    kind: 'class',
    typeParameters: ['T'],
    implements: ['Iterable<T>'],
    isInstance: (value) => value instanceof ApexSet,
    constructors: {
      '()': (type: RuntimeType) => new ApexSet(type),
      '(Iterable<T> values)': (type: RuntimeType, values: unknown) => new ApexSet(type, elements(given(values)))
    },
    methods: {
      'Boolean add(T value)': (set: ApexSet, value: unknown) => set.add(value),
      'Boolean addAll(List<T> values)': (set: ApexSet, values: ApexList | null) => set.addAll(given(values)),
      'Boolean addAll(Set<T> values)': (set: ApexSet, values: ApexSet | null) => set.addAll(given(values)),
      'Boolean addAll(Iterable<T> values)': (set: ApexSet, values: unknown) => set.addAll(elements(given(values))),
      'void clear()': (set: ApexSet) => set.clear(),
      'Set<T> clone()': (set: ApexSet) => set.clone(),
      'Boolean contains(T value)': (set: ApexSet, value: unknown) => set.contains(value),
      'Boolean containsAll(List<T> values)': (set: ApexSet, values: ApexList | null) => containsAll(set, given(values)),
      'Boolean containsAll(Set<T> values)': (set: ApexSet, values: ApexSet | null) => containsAll(set, given(values)),
      'Boolean equals(Object other)': (set: ApexSet, other: unknown) => equalValues(set, other),
      'Integer hashCode()': hashValue,
      'Boolean isEmpty()': (set: ApexSet) => set.size() === 0,
      'Iterator<T> iterator()': (set: ApexSet) => set.iterator$0(),
      'Boolean remove(T value)': (set: ApexSet, value: unknown) => set.remove(value),
      'Boolean removeAll(List<T> values)': (set: ApexSet, values: ApexList | null) => removeAll(set, given(values)),
      'Boolean removeAll(Set<T> values)': (set: ApexSet, values: ApexSet | null) => removeAll(set, given(values)),
      'Boolean retainAll(List<T> values)': (set: ApexSet, values: ApexList | null) => retainAll(set, given(values)),
      'Boolean retainAll(Set<T> values)': (set: ApexSet, values: ApexSet | null) => retainAll(set, given(values)),
      'Integer size()': (set: ApexSet) => set.size(),
      'String toString()': (set: ApexSet) => set.toString()
    }
  },
  {
    name: 'System.Map',
    kind: 'class',
    typeParameters: ['K', 'V'],
    isInstance: (value) => value instanceof ApexMap,
    constructors: {
      '()': (key: RuntimeType, value: RuntimeType) => new ApexMap(key, value),
      '(Map<K,V> entries)': mapById,
      '(List<SObject> records)': mapById
    },
    methods: {
      'void clear()': (map: ApexMap) => map.clear(),
      'Map<K,V> clone()': (map: ApexMap) => map.clone(),
      'Boolean containsKey(K key)': (map: ApexMap, key: unknown) => map.containsKey(key),
      'Map<K,V> deepClone()': deepCloneMap,
      'Boolean equals(Object other)': (map: ApexMap, other: unknown) => equalValues(map, other),
      'V get(K key)': (map: ApexMap, key: unknown) => map.get(key),
      'Integer hashCode()': hashValue,
      'Boolean isEmpty()': (map: ApexMap) => map.size() === 0,
      'Set<K> keySet()': (map: ApexMap) => map.keySet(),
      'V put(K key, V value)': (map: ApexMap, key: unknown, value: unknown) => map.put(key, value),
      'void putAll(Map<K,V> entries)': (map: ApexMap, other: ApexMap | null) => map.putAll(given(other)),
      'void putAll(List<SObject> records)': (map: ApexMap, records: ApexList | null) => putRecords(map, given(records)),
      'V remove(K key)': (map: ApexMap, key: unknown) => map.remove(key),
      'Integer size()': (map: ApexMap) => map.size(),
      'String toString()': (map: ApexMap) => map.toString(),
      'List<V> values()': (map: ApexMap) => map.values()
    }
  },
  {
    name: 'System.Iterator',
    kind: 'interface',
    typeParameters: ['T'],
    abstractMethods: ['Boolean hasNext()', 'T next()'],
    isInstance: (value) => value instanceof CollectionIterator
  },
  {
    name: 'System.Iterable',
    kind: 'interface',
    typeParameters: ['T'],
    abstractMethods: ['Iterator<T> iterator()'],
    isInstance: (value) => value instanceof ApexList || value instanceof ApexSet
  },
  { name: 'System.Comparable', kind: 'interface', abstractMethods: ['Integer compareTo(Object objectToCompareTo)'] },
  { name: 'System.Comparator', kind: 'interface', typeParameters: ['T'], abstractMethods: ['Integer compare(T o1, T o2)'] }
];

function removeAll(set: ApexSet, values: Iterable<unknown>): boolean {
  const gone = new ApexSet(set.element, values);
  return set.retain((value) => !gone.contains(value));
}

function retainAll(set: ApexSet, values: Iterable<unknown>): boolean {
  const kept = new ApexSet(set.element, values);
  return set.retain((value) => kept.contains(value));
}
