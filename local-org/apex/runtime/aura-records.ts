import type { JsonValue } from '../types';
import { current } from './execution';
import { instanceFields } from './instance-fields';
import { RuntimeType } from './runtime-type';

type JsonObject = Readonly<Record<string, JsonValue>>;

/**
 * Components say what a record is by `sobjectType` where the API says it by `attributes.type`; a parameter of a certain object needs
 * neither. @returns the value with `attributes` wherever its type says there is a record
 */
export function withAttributes(value: JsonValue, type: RuntimeType): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  const [first, second] = type.args;
  switch (type.base.toLowerCase()) {
    case 'list':
    case 'set':
      return first && isArray(value) ? value.map((item) => withAttributes(item, first)) : value;
    case 'map':
      return second && !isArray(value) ? mapped(value, () => second) : value;
    default:
      return isArray(value) ? value : ofType(value, type);
  }
}

function ofType(value: JsonObject, type: RuntimeType): JsonValue {
  const { program, services } = current();
  const declared = program.findClass(type.name);
  if (declared) {
    const types = new Map(instanceFields(declared.info).map((field) => [field.name.toLowerCase(), RuntimeType.of(field.type)]));
    return mapped(value, (name) => types.get(name.toLowerCase()));
  }
  const { sobjectType, ...fields } = value;
  const isRecord = type.name === 'SObject' || services.schema.object(type.name) !== undefined;
  if (!isRecord || typeof sobjectType !== 'string') return value;
  return { ...fields, attributes: { type: sobjectType } };
}

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function mapped(value: JsonObject, typeOf: (name: string) => RuntimeType | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const type = typeOf(name);
      return [name, type ? withAttributes(member, type) : member];
    })
  );
}
