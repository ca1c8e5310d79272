/**
 * Calls a method that a class written in Apex (or a native class) offers to the host under its bridge name:
 * lower-case name, `$`, number of parameters, for example `compareto$1`.
 * @returns undefined if the value has no such method
 */
export function callBridge(target: unknown, name: string, ...parameters: unknown[]): { readonly result: unknown } | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') return undefined;
  const result: unknown = Reflect.apply(method, target, parameters);
  return { result: result ?? null };
}
