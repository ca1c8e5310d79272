import { PRIMITIVE_TYPES } from '../primitive-types';
import { current } from '../runtime/execution';
import { RuntimeType } from '../runtime/runtime-type';
import { throwApex } from '../values/exception';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { ApexSet } from '../values/set';
import { SObjectValue } from '../values/sobject';

/** `System.Type`: one object per type. */
export class TypeToken {
  constructor(readonly type: RuntimeType) {}

  get name(): string {
    return this.type.name;
  }

  /** The token of the type as it was declared, or null if there is no such class, object or collection. */
  resolved(): TypeToken | null {
    const { type } = this;
    if (isCollection(type)) return type.args.every((argument) => typeToken(argument).resolved() !== null) ? this : null;
    const declared = current().program.findClass(type.name)?.info.name ?? current().services.schema.object(type.name)?.apiName;
    if (declared !== undefined) return typeToken(RuntimeType.of(declared));
    const primitive = WITHOUT_CLASS.find((name) => name.toLowerCase() === type.name.toLowerCase().replace(/^system\./, ''));
    return primitive === undefined ? null : typeToken(RuntimeType.of(primitive));
  }

  /** @throws System.TypeException for types without a constructor that takes nothing */
  newInstance(): unknown {
    const { type } = this;
    const [first, second] = type.args;
    if (type.base === 'List' && first) return new ApexList(first);
    if (type.base === 'Set' && first) return new ApexSet(first);
    if (type.base === 'Map' && first && second) return new ApexMap(first, second);
    const object = current().services.schema.object(type.name);
    if (object && !current().program.findClass(type.name)) return new SObjectValue(object);
    const found = current().program.findClass(type.name);
    if (!found?.constructible || found.info.isAbstract) {
      throwApex('System.TypeException', `Type cannot be constructed: ${type.name}`);
    }
    return found.construct();
  }

  isAssignableFrom(source: TypeToken): boolean {
    if (this === source || this.name === 'Object') return true;
    if (this.name === 'SObject') return current().services.schema.object(source.name) !== undefined;
    return current().program.findClass(source.name)?.info.supertypes.has(this.name) ?? false;
  }

  toString(): string {
    return this.name;
  }
}

const WITHOUT_CLASS = ['Object', 'SObject', ...PRIMITIVE_TYPES];

const isCollection = (type: RuntimeType): boolean => type.args.length > 0 && /^(?:List|Set|Map)$/.test(type.base);

const tokens = new Map<RuntimeType, TypeToken>();

export function typeToken(type: RuntimeType): TypeToken {
  let token = tokens.get(type);
  if (!token) tokens.set(type, (token = new TypeToken(type)));
  return token;
}
