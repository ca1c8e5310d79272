import { OrgException } from '../errors';

export type JsonObject = Readonly<Record<string, unknown>>;

const wrong = (name: string, what: string): OrgException => new OrgException('JSON_PARSER_ERROR', `The value of ${name} must be ${what}`);

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of a request's body, each refused with its name where it is of another kind. */
export const read = {
  object(value: unknown, name: string): JsonObject {
    if (!isObject(value)) throw wrong(name, 'an object');
    return value;
  },
  list(value: unknown, name: string): readonly unknown[] {
    if (!Array.isArray(value)) throw wrong(name, 'a list');
    return value;
  },
  objects(value: unknown, name: string): readonly JsonObject[] {
    return read.list(value ?? [], name).map((one) => read.object(one, name));
  },
  text(value: unknown, name: string): string {
    if (typeof value !== 'string') throw wrong(name, 'a text');
    return value;
  },
  texts(value: unknown, name: string): readonly string[] {
    return read.list(value ?? [], name).map((one) => read.text(one, name));
  },
  flag(value: unknown, name: string): boolean {
    if (typeof value !== 'boolean') throw wrong(name, 'true or false');
    return value;
  },
  optionalText(value: unknown, name: string): string | undefined {
    return value === null || value === undefined ? undefined : read.text(value, name);
  },
  oneOf<T extends string>(value: unknown, name: string, allowed: readonly T[]): T {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw wrong(name, `one of ${allowed.join(', ')}`);
    return found;
  }
};
