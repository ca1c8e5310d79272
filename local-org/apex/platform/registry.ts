import type { PlatformType } from './contract';

let byName: ReadonlyMap<string, PlatformType> = new Map();

/** Makes the library's types known to those parts of it that look types up by name. */
export function registerPlatformTypes(types: readonly PlatformType[]): void {
  byName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
}

/** @param name with or without the namespaces `System` and `Schema`, in any case */
export function findPlatformType(name: string): PlatformType | undefined {
  const key = name.toLowerCase();
  return byName.get(key) ?? byName.get(`system.${key}`) ?? byName.get(`schema.${key}`);
}
