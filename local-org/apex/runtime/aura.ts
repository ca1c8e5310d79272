import { OrgException } from '../../errors';
import { parseJson } from '../platform/json-text';
import { typed } from '../platform/json-read';
import { writeJson } from '../platform/json-write';
import type { AuraMethod, JsonValue } from '../types';
import { ApexDouble } from '../values/double';
import { ApexException } from '../values/exception';
import type { ApexClass, ClassInfo, MethodInfo } from './classes';
import { RuntimeType } from './runtime-type';
import { withAttributes } from './aura-records';

/** An `@AuraEnabled` method and where it is. */
export interface AuraEntry {
  readonly description: AuraMethod;
  readonly info: ClassInfo;
  readonly owner: ApexClass;
  readonly method: MethodInfo;
}

/** The `@AuraEnabled` static methods of a program. */
export class AuraMethods {
  private readonly entries = new Map<string, AuraEntry>();

  constructor(classes: readonly ApexClass[]) {
    for (const owner of classes) {
      for (const method of owner.info.methods) {
        const annotation = method.annotations.find(({ name }) => name === 'auraenabled');
        if (!annotation || !method.isStatic) continue;
        const { name, parameters, returnType } = method;
        const description = {
          className: owner.info.name,
          methodName: name,
          cacheable: annotation.parameters['cacheable'] === true,
          parameters,
          returnType
        };
        this.entries.set(key(owner.info.name, name), { description, info: owner.info, owner, method });
      }
    }
  }

  /** Without regard to case. */
  find(className: string, methodName: string): AuraEntry | undefined {
    return this.entries.get(key(className, methodName));
  }
}

const key = (className: string, methodName: string): string => `${className}.${methodName}`.toLowerCase();

/** A method's arguments from JSON parameters by name. @throws OrgException JSON_PARSER_ERROR for those that do not fit their types or names */
export function auraArguments({ method, description }: AuraEntry, parameters: Readonly<Record<string, JsonValue>>): unknown[] {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const known = new Set(method.parameters.map(({ name }) => name.toLowerCase()));
  const stranger = [...given.keys()].find((name) => !known.has(name));
  if (stranger !== undefined)
    throw new OrgException('JSON_PARSER_ERROR', `${description.className}.${method.name} has no parameter ${stranger}`);
  return method.parameters.map(({ name, type }) => parameter(name, type, given.get(name.toLowerCase()) ?? null));
}

/** Calls a method. @param values from `auraArguments` */
export function invokeAura({ method, owner, description }: AuraEntry, values: readonly unknown[]): JsonValue {
  const target = owner.initialise();
  const implementation: unknown = target[method.jsName];
  if (typeof implementation !== 'function') throw new TypeError(`${description.className}.${method.name} is not there`);
  const outcome: unknown = Reflect.apply(implementation, target, values);
  const boxed = method.returnType === 'Double' && typeof outcome === 'number' ? new ApexDouble(outcome) : (outcome ?? null);
  const json: JsonValue = JSON.parse(writeJson(boxed, { pretty: false, suppressNulls: false }));
  return json;
}

function parameter(name: string, type: string, value: JsonValue): unknown {
  try {
    const runtimeType = RuntimeType.of(type);
    const read = typed(parseJson(JSON.stringify(withAttributes(value, runtimeType))), runtimeType, false);
    return read instanceof ApexDouble && type === 'Double' ? read.value : read;
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    throw new OrgException(
      'JSON_PARSER_ERROR',
      `Value provided is invalid for action parameter '${name}' of type '${type}': ${error.getMessage()}`
    );
  }
}
