import type { PlatformType } from './contract';

let byName: ReadonlyMap<string, PlatformType> = new Map();
/** Answers given so far: `instanceof` asks for the same few names in inner loops. */
const answers = new Map<string, PlatformType | undefined>();

/** Makes the library's types known to those parts of it that look types up by name. */
export function registerPlatformTypes(types: readonly PlatformType[]): void {
  byName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
  answers.clear();
}

/** The class or enum of the library that a value is of, if any; Object is what everything is of. */
export function platformTypeOf(value: unknown): PlatformType | undefined {
  return [...byName.values()].find((type) => type.name !== 'System.Object' && type.isInstance?.(value) === true);
}

/** @param name with or without the namespaces `System` and `Schema`, in any case */
export function findPlatformType(name: string): PlatformType | undefined {
  const known = answers.get(name);
  if (known !== undefined || answers.has(name)) return known;
  const key = name.toLowerCase();
  const found = byName.get(key) ?? byName.get(`system.${key}`) ?? byName.get(`schema.${key}`);
  answers.set(name, found);
  return found;
}
