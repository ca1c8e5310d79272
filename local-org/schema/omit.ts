/** A copy of a record without these properties. */
export function omit<T extends object, K extends keyof T>(record: T, ...keys: readonly K[]): Omit<T, K> {
  const copy: T = { ...record };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}
